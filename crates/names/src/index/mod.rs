//! A register of persons' names in memory: add, update and remove while it answers.
//!
//! A name is kept as the numbers of its words; a word is sounded out once, however many names it
//! stands in. What the memory holds of a removed name is used again for the next one of as many
//! words.

mod lexicon;
mod search;
mod sieve;
mod slips;
mod wordkeys;

pub use search::Hit;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::limits::{FREQUENT, MAX_JOINED_STORED, MAX_PAIRED};
use crate::name::{Parts, Refused};
use crate::pair;
use crate::postings::Postings;
use crate::table::{Table, hash, mix};
use crate::token::{Token, Word};
use lexicon::{Keys, Lexicon};

/// Names of persons, found by how they are written and how they sound.
///
/// ```
/// use comity_names::{Index, Name};
/// let mut index = Index::default();
/// index.put("7", &["ประจวบ วงศ์สุข", "Prachuap Wongsuk"])?;
/// index.put("8", &["Nguyễn Văn Thử"])?;
/// let hits = index.search(&Name::read("Pờ-ra-chuộp Vông-sục")?, 10);
/// assert_eq!(hits.first().map(|hit| hit.person.as_str()), Some("7"));
/// assert!(index.remove("7"));
/// assert_eq!(index.persons(), 1);
/// # Ok::<(), comity_names::Refused>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Index {
    lexicon: Lexicon,
    /// Word numbers of all names, end to end.
    words: Vec<u32>,
    names: Vec<Row>,
    /// Free rows by how many words they have room for.
    free: Vec<Vec<u32>>,
    /// Names by word; the list has the word's number.
    by_word: Postings,
    /// Names by two words that are both in very many names.
    by_pair: Keys,
    /// Words that are, or once were, in very many names.
    frequent: BTreeSet<u32>,
    persons: Vec<Box<str>>,
    by_person: Table,
    /// Names by person; the list has the person's number.
    names_of: Postings,
    live_persons: usize,
    live_names: usize,
}

/// One name.
#[derive(Clone, Copy, Debug)]
struct Row {
    start: u32,
    person: u32,
    len: u8,
    native: bool,
}

fn at(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Index {
    /// How many persons have a name here.
    #[must_use]
    pub fn persons(&self) -> usize {
        self.live_persons
    }

    /// How many names there are.
    #[must_use]
    pub fn names(&self) -> usize {
        self.live_names
    }

    /// How many distinct words were ever seen.
    #[must_use]
    pub fn words(&self) -> usize {
        at(self.lexicon.len())
    }

    /// Sets all names of a person: adds the person, or replaces the names known so far.
    ///
    /// # Errors
    /// When one of the names is refused; then nothing has changed.
    pub fn put(&mut self, person: &str, names: &[&str]) -> Result<(), Refused> {
        let mut read = Vec::with_capacity(names.len());
        for name in names {
            read.push(Parts::read(name)?);
        }
        self.remove(person);
        let number = self.person(person);
        self.live_persons += usize::from(!read.is_empty());
        for parts in &read {
            self.add_name(number, parts);
        }
        Ok(())
    }

    /// Removes a person with all names; false when nobody of this mark has a name here.
    pub fn remove(&mut self, person: &str) -> bool {
        let Some(number) = self.find_person(person) else { return false };
        let held = self.names_of.list(number).to_vec();
        for &name in &held {
            self.remove_name(name);
            self.names_of.take(number, name);
        }
        self.live_persons -= usize::from(!held.is_empty());
        !held.is_empty()
    }

    fn find_person(&self, person: &str) -> Option<u32> {
        let same = |n: u32| self.persons.get(at(n)).is_some_and(|id| **id == *person);
        self.by_person.find(hash(person.as_bytes()), same)
    }

    fn person(&mut self, person: &str) -> u32 {
        if let Some(number) = self.find_person(person) {
            return number;
        }
        let number = self.names_of.open();
        self.persons.push(person.into());
        let persons = &self.persons;
        self.by_person.insert(hash(person.as_bytes()), number, |n| {
            persons.get(at(n)).map_or(0, |id| hash(id.as_bytes()))
        });
        number
    }

    fn intern(&mut self, text: &str, read: impl FnOnce() -> Word) -> u32 {
        let number = self.lexicon.intern(text, read);
        if number == self.by_word.lists() {
            self.by_word.open();
        }
        number
    }

    fn add_name(&mut self, person: u32, parts: &Parts) {
        let words: Vec<u32> =
            parts.words.iter().map(|w| self.intern(w, || Word::read(w))).collect();
        let name = self.row(&words, person, parts.native);
        for list in self.lists_of(name) {
            self.by_word.push(list, name);
            let many = self.by_word.list(list).len() >= FREQUENT && words.contains(&list);
            if many && self.frequent.insert(list) {
                self.pair_up(list, name);
            }
        }
        for key in self.pairs_of(name) {
            self.by_pair.add(key, name);
        }
        self.names_of.push(person, name);
        self.live_names += 1;
    }

    fn row(&mut self, words: &[u32], person: u32, native: bool) -> u32 {
        let len = u8::try_from(words.len()).unwrap_or(u8::MAX);
        if let Some(name) = self.free.get_mut(words.len()).and_then(Vec::pop) {
            let Some(row) = self.names.get_mut(at(name)) else { return name };
            *row = Row { start: row.start, person, len, native };
            let start = at(row.start);
            if let Some(room) = self.words.get_mut(start..start + words.len()) {
                room.copy_from_slice(words);
            }
            return name;
        }
        let start = count(self.words.len());
        self.words.extend(words);
        self.names.push(Row { start, person, len, native });
        count(self.names.len()).saturating_sub(1)
    }

    fn remove_name(&mut self, name: u32) {
        for list in self.lists_of(name) {
            self.by_word.take(list, name);
        }
        for key in self.pairs_of(name) {
            self.by_pair.take(key, name);
        }
        let len = self.words_of(name).len();
        if self.free.len() <= len {
            self.free.resize(len + 1, Vec::new());
        }
        if let Some(free) = self.free.get_mut(len) {
            free.push(name);
        }
        if let Some(row) = self.names.get_mut(at(name)) {
            row.len = 0;
        }
        self.live_names -= 1;
    }

    fn words_of(&self, name: u32) -> &[u32] {
        let Some(row) = self.names.get(at(name)) else { return &[] };
        let start = at(row.start);
        self.words.get(start..start + usize::from(row.len)).unwrap_or(&[])
    }

    /// The words of a name as they stand in it.
    fn tokens_of(&self, name: u32, word: impl Fn(u32) -> Option<Arc<Word>>) -> Vec<Token> {
        let native = self.names.get(at(name)).is_some_and(|row| row.native);
        let words = self.words_of(name).iter().enumerate();
        words.filter_map(|(i, &n)| Some(Token::standing(word(n)?, native, i == 0))).collect()
    }

    /// The lists a name is in: of its words, each once, and of its short words joined.
    fn lists_of(&mut self, name: u32) -> Vec<u32> {
        let mut lists = self.words_of(name).to_vec();
        let native = self.names.get(at(name)).is_some_and(|row| row.native);
        if lists.len() > 2 && !native {
            let tokens = self.tokens_of(name, |n| self.lexicon.word(n));
            for joined in joined_words(&tokens) {
                let text = joined.text.clone();
                lists.push(self.intern(&text, || joined));
            }
        }
        lists.sort_unstable();
        lists.dedup();
        lists
    }

    /// Files the names of a word that became frequent, except the newest, by its pairs.
    fn pair_up(&mut self, word: u32, newest: u32) {
        let names = self.by_word.list(word).to_vec();
        for name in names.into_iter().filter(|name| *name != newest) {
            let others = self.frequent_words(name).into_iter().filter(|other| *other != word);
            for key in others.map(|other| pair_key(word, other)).collect::<BTreeSet<u64>>() {
                self.by_pair.add(key, name);
            }
        }
    }

    fn frequent_words(&self, name: u32) -> Vec<u32> {
        let words = self.words_of(name).iter().take(MAX_PAIRED).copied();
        let mut words: Vec<u32> = words.filter(|word| self.frequent.contains(word)).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    fn pairs_of(&self, name: u32) -> Vec<u64> {
        let words = self.frequent_words(name);
        let mut keys = Vec::new();
        for (i, a) in words.iter().enumerate() {
            keys.extend(words.iter().skip(i + 1).map(|b| pair_key(*a, *b)));
        }
        keys
    }

    /// How rare a word is: 0 when every name has it, 1 when none.
    pub(crate) fn rarity_of(&self, text: &str) -> f64 {
        let names = self.lexicon.find(text).map_or(0, |word| self.by_word.list(word).len());
        self.rarity(names)
    }

    fn rarity(&self, names: usize) -> f64 {
        let all = f64::from(count(self.live_names)) + 2.0;
        let some = f64::from(count(names)) + 1.0;
        ((all / some).ln() / all.ln()).clamp(0.0, 1.0)
    }
}

/// The key of two words in any order.
fn pair_key(a: u32, b: u32) -> u64 {
    mix(u64::from(a.min(b)) << 32 | u64::from(a.max(b)))
}

/// Neighbouring words that may be one word printed apart: runs with a short word in them.
fn joined_words(tokens: &[Token]) -> Vec<Word> {
    let mut out = Vec::new();
    for width in 2..=MAX_JOINED_STORED {
        let runs = tokens.windows(width).filter(|run| pair::is_run(run));
        out.extend(runs.filter_map(Word::joined));
    }
    out
}
