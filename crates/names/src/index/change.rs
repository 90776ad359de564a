//! What changed since the base was made, and how persons come and go.
//!
//! What the memory holds of a removed name is used again for the next one of as many words; a name
//! of the base is only marked as gone.

use std::collections::{BTreeMap, BTreeSet};

use super::base::View;
use super::lexicon::{Keys, Lexicon};
use super::list::{at, count};
use super::look::Look;
use super::{Index, pair_key, word_key};
use crate::limits::{FREQUENT, MAX_JOINED_STORED, MAX_PAIRED};
use crate::name::{Parts, Refused};
use crate::pair;
use crate::postings::Postings;
use crate::table::{Table, hash};
use crate::token::{Token, Word};

/// Names added and taken out since the base was made. Numbers of words, names and persons begin
/// where those of the base end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    first_name: u32,
    first_person: u32,
    pub(crate) lexicon: Lexicon,
    /// Word numbers of all names, end to end.
    words: Vec<u32>,
    pub(crate) names: Vec<Row>,
    /// Free rows by how many words they have room for.
    free: Vec<Vec<u32>>,
    /// Names by word.
    pub(crate) by_word: Keys,
    /// Names by two words that are both in very many names.
    pub(crate) by_pair: Keys,
    /// Words that came to be in very many names, or once were.
    pub(crate) frequent: BTreeSet<u32>,
    pub(crate) persons: Vec<Box<str>>,
    pub(crate) by_person: Table,
    /// Names by person; the list has the person's place in `persons`.
    names_of: Postings,
    pub(crate) gone: Gone,
    /// Of base and changes together.
    pub(crate) live_persons: usize,
    pub(crate) live_names: usize,
}

/// One name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    start: u32,
    pub(crate) person: u32,
    len: u8,
    pub(crate) native: bool,
}

/// Names of the base that were taken out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gone {
    bits: Vec<u64>,
    names: usize,
    /// How many names each word lost.
    words: BTreeMap<u32, u32>,
}

impl Gone {
    pub(crate) fn holds(&self, name: u32) -> bool {
        self.bits.get(at(name / 64)).is_some_and(|bits| bits >> (name % 64) & 1 == 1)
    }

    pub(crate) fn of_word(&self, word: u32) -> usize {
        if self.names == 0 { 0 } else { self.words.get(&word).map_or(0, |n| at(*n)) }
    }

    fn add(&mut self, name: u32, lists: &[u32]) {
        let place = at(name / 64);
        if self.bits.len() <= place {
            self.bits.resize(place + 1, 0);
        }
        if let Some(bits) = self.bits.get_mut(place) {
            *bits |= 1 << (name % 64);
        }
        self.names += 1;
        for word in lists {
            *self.words.entry(*word).or_default() += 1;
        }
    }
}

impl Changes {
    /// None yet, over a base.
    pub(crate) fn after(base: &View<'_>) -> Self {
        Self {
            first_name: base.names(),
            first_person: base.people(),
            lexicon: Lexicon::after(base.words()),
            live_names: at(base.names()),
            live_persons: at(base.people()),
            ..Self::default()
        }
    }

    pub(crate) fn changed_names(&self) -> usize {
        let free: usize = self.free.iter().map(Vec::len).sum();
        self.names.len() - free + self.gone.names
    }

    /// The words of the name in place `newer` of those here.
    pub(crate) fn words_of(&self, newer: u32) -> &[u32] {
        let Some(row) = self.names.get(at(newer)) else { return &[] };
        let start = at(row.start);
        self.words.get(start..start + usize::from(row.len)).unwrap_or(&[])
    }

    /// The names here of the person in place `newer` of those here.
    pub(crate) fn names_of(&self, newer: u32) -> &[u32] {
        self.names_of.list(newer)
    }

    fn person(&mut self, id: &str) -> u32 {
        let first = self.first_person;
        let number = first + self.names_of.open();
        self.persons.push(id.into());
        let persons = &self.persons;
        self.by_person.insert(hash(id.as_bytes()), number, |n| {
            let known = n.checked_sub(first).and_then(|n| persons.get(at(n)));
            known.map_or(0, |id| hash(id.as_bytes()))
        });
        number
    }

    fn row(&mut self, words: &[u32], person: u32, native: bool) -> u32 {
        let len = u8::try_from(words.len()).unwrap_or(u8::MAX);
        if let Some(name) = self.free.get_mut(words.len()).and_then(Vec::pop) {
            let Some(row) = self.names.get_mut(at(name)) else { return self.first_name + name };
            *row = Row { start: row.start, person, len, native };
            let start = at(row.start);
            if let Some(room) = self.words.get_mut(start..start + words.len()) {
                room.copy_from_slice(words);
            }
            return self.first_name + name;
        }
        let start = count(self.words.len());
        self.words.extend(words);
        self.names.push(Row { start, person, len, native });
        self.first_name + count(self.names.len()).saturating_sub(1)
    }

    fn free_row(&mut self, newer: u32) {
        let len = self.words_of(newer).len();
        if self.free.len() <= len {
            self.free.resize(len + 1, Vec::new());
        }
        if let Some(free) = self.free.get_mut(len) {
            free.push(newer);
        }
        if let Some(row) = self.names.get_mut(at(newer)) {
            row.len = 0;
        }
    }
}

impl Index {
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
        if read.is_empty() {
            return Ok(());
        }
        let known = self.look().find_newer(person);
        let number = known.unwrap_or_else(|| self.since.person(person));
        self.since.live_persons += 1;
        for parts in &read {
            self.add_name(number, parts);
        }
        Ok(())
    }

    /// Removes a person with all names; false when nobody of this mark has a name here.
    pub fn remove(&mut self, person: &str) -> bool {
        let held = self.take_newer(person) + self.take_base(person);
        self.since.live_persons = self.since.live_persons.saturating_sub(usize::from(held > 0));
        self.since.live_names = self.since.live_names.saturating_sub(held);
        held > 0
    }

    fn take_newer(&mut self, person: &str) -> usize {
        let Some(number) = self.look().find_newer(person) else { return 0 };
        let newer = number - self.since.first_person;
        let held = self.since.names_of.list(newer).to_vec();
        for &name in &held {
            for list in self.lists_of(name) {
                self.since.by_word.take(word_key(list), name);
            }
            for key in self.pairs_of(name) {
                self.since.by_pair.take(key, name);
            }
            self.since.free_row(name - self.since.first_name);
            self.since.names_of.take(newer, name);
        }
        held.len()
    }

    fn take_base(&mut self, person: &str) -> usize {
        let view = self.view();
        let Some(number) = view.find_person(person) else { return 0 };
        let names = view.names_of_person(number);
        let held: Vec<u32> = names.filter(|name| !self.since.gone.holds(*name)).collect();
        for &name in &held {
            let lists = self.lists_of(name);
            self.since.gone.add(name, &lists);
        }
        held.len()
    }

    fn intern(&mut self, text: &str, read: impl FnOnce() -> Word) -> u32 {
        let known = self.look().find(text);
        known.unwrap_or_else(|| self.since.lexicon.add(&read()))
    }

    fn add_name(&mut self, person: u32, parts: &Parts) {
        let words: Vec<u32> =
            parts.words.iter().map(|w| self.intern(w, || Word::read(w))).collect();
        let name = self.since.row(&words, person, parts.native);
        for list in self.lists_of(name) {
            self.since.by_word.add(word_key(list), name);
            let look = self.look();
            let known = look.is_frequent(list) || !words.contains(&list);
            if !known && look.count(list) >= FREQUENT {
                self.since.frequent.insert(list);
                self.pair_up(list, name);
            }
        }
        for key in self.pairs_of(name) {
            self.since.by_pair.add(key, name);
        }
        self.since.names_of.push(person - self.since.first_person, name);
        self.since.live_names += 1;
    }

    /// The lists a name is in: of its words, each once, and of its short words joined.
    fn lists_of(&mut self, name: u32) -> Vec<u32> {
        let look = self.look();
        let mut lists: Vec<u32> = look.words_of(name).iter().collect();
        if lists.len() > 2 && !look.is_native(name) {
            for joined in joined_words(&tokens_of(&look, name)) {
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
        let look = self.look();
        let live = look.names(word).iter().filter(|name| *name != newest && !look.is_gone(*name));
        let mut found: Vec<(u64, u32)> = Vec::new();
        for name in live {
            let others = frequent_words(&look, name).into_iter().filter(|other| *other != word);
            found.extend(others.map(|other| (pair_key(word, other), name)));
        }
        for (key, name) in found {
            self.since.by_pair.add(key, name);
        }
    }

    fn pairs_of(&self, name: u32) -> Vec<u64> {
        pairs_of(&self.look(), name)
    }
}

/// The words of a name as they stand in it.
fn tokens_of(look: &Look<'_>, name: u32) -> Vec<Token> {
    let native = look.is_native(name);
    let words = look.words_of(name).iter().enumerate();
    words.filter_map(|(i, n)| Some(Token::standing(look.word(n)?.into(), native, i == 0))).collect()
}

fn frequent_words(look: &Look<'_>, name: u32) -> Vec<u32> {
    let words = look.words_of(name).iter().take(MAX_PAIRED);
    let mut words: Vec<u32> = words.filter(|word| look.is_frequent(*word)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The keys of the pairs of frequent words of a name.
pub(crate) fn pairs_of(look: &Look<'_>, name: u32) -> Vec<u64> {
    let words = frequent_words(look, name);
    let mut keys = Vec::new();
    for (i, a) in words.iter().enumerate() {
        keys.extend(words.iter().skip(i + 1).map(|b| pair_key(*a, *b)));
    }
    keys
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
