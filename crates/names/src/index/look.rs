//! One look at the base and at what came since, as if it were one register.

use super::base::View;
use super::lexicon::Mark;
use super::list::{List, at};
use super::slips;
use super::{Changes, word_key};
use crate::limits::FREQUENT;
use crate::table::hash;
use crate::token::Word;

/// A base and the changes since. Numbers of words, names and persons run through both.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look<'a> {
    pub(crate) base: View<'a>,
    pub(crate) since: &'a Changes,
}

/// Words of one letter-slip form that are looked at.
const SLIPS_MOST: usize = 48;

impl<'a> Look<'a> {
    /// How many words there are.
    pub(crate) fn words(&self) -> u32 {
        self.base.words() + self.since.lexicon.len()
    }

    /// The number of a word, if it is known.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        self.base.find(text).or_else(|| self.since.lexicon.find(text))
    }

    /// A word as it was read.
    pub(crate) fn word(&self, word: u32) -> Option<Word> {
        let here = if word < self.base.words() { &self.base } else { return self.newer(word) };
        here.word(word)
    }

    fn newer(&self, word: u32) -> Option<Word> {
        self.since.lexicon.word(word)
    }

    /// A word as it was packed.
    pub(crate) fn packed(&self, word: u32) -> &'a [u8] {
        match word < self.base.words() {
            true => self.base.packed(word),
            false => self.since.lexicon.packed(word),
        }
    }

    /// The vowels of a word's plainest reading.
    pub(crate) fn vowels(&self, word: u32) -> u64 {
        match self.base.vowels.get(at(word)) {
            Some(vowels) => u64::from_le_bytes(*vowels),
            None => self.since.lexicon.mark(word).vowels,
        }
    }

    /// What the sieve needs to know of a word.
    pub(crate) fn mark(&self, word: u32) -> Mark {
        match self.base.firsts.get(at(word)) {
            Some(first) => Mark { vowels: self.vowels(word), first: *first },
            None => self.since.lexicon.mark(word),
        }
    }

    /// All words with this key.
    pub(crate) fn with_key(&self, key: u64) -> List<'a> {
        List { base: self.base.keys.of(key), since: self.since.lexicon.keys.list(key) }
    }

    /// Words that may be one slip from these letters, with repeats.
    pub(crate) fn slips_of(&self, letters: &str) -> Vec<u32> {
        let mut out = Vec::new();
        for form in slips::forms(letters) {
            let base = self.base.slips.of(form).iter().take(SLIPS_MOST);
            out.extend(base.copied().map(u32::from_le_bytes));
            out.extend(self.since.lexicon.slips_of(form));
        }
        out
    }

    /// The names of a word, those taken out since included.
    pub(crate) fn names(&self, word: u32) -> List<'a> {
        let since = self.since.by_word.list(word_key(word));
        List { base: self.base.names_of_word(word), since }
    }

    /// In how many names a word is.
    pub(crate) fn count(&self, word: u32) -> usize {
        let gone = self.since.gone.of_word(word);
        self.names(word).len().saturating_sub(gone)
    }

    /// Whether the names of this word are also kept by its pairs with other such words.
    pub(crate) fn is_frequent(&self, word: u32) -> bool {
        self.base.names_of_word(word).len() >= FREQUENT || self.since.frequent.contains(&word)
    }

    /// The names of a pair of frequent words, those taken out since included.
    pub(crate) fn paired(&self, key: u64) -> List<'a> {
        List { base: self.base.pairs.of(key), since: self.since.by_pair.list(key) }
    }

    /// The words of a name.
    pub(crate) fn words_of(&self, name: u32) -> List<'a> {
        match name.checked_sub(self.base.names()) {
            None => List { base: self.base.words_of_name(name), since: &[] },
            Some(newer) => List { base: &[], since: self.since.words_of(newer) },
        }
    }

    /// Whether a name of the base was taken out since.
    pub(crate) fn is_gone(&self, name: u32) -> bool {
        self.since.gone.holds(name)
    }

    /// Whether a name reads as a native Vietnamese one.
    pub(crate) fn is_native(&self, name: u32) -> bool {
        match name.checked_sub(self.base.names()) {
            None => self.base.is_native(name),
            Some(newer) => self.since.names.get(at(newer)).is_some_and(|row| row.native),
        }
    }

    /// The person of a name.
    pub(crate) fn person_of(&self, name: u32) -> Option<u32> {
        match name.checked_sub(self.base.names()) {
            None => super::base::four(self.base.name_persons, at(name)),
            Some(newer) => self.since.names.get(at(newer)).map(|row| row.person),
        }
    }

    /// The mark of a person.
    pub(crate) fn person_id(&self, person: u32) -> &'a str {
        match person.checked_sub(self.base.people()) {
            None => self.base.person_id(person).unwrap_or(""),
            Some(newer) => self.since.persons.get(at(newer)).map_or("", |id| id),
        }
    }

    /// How rare a word of so many names is: 0 when every name has it, 1 when none.
    pub(crate) fn rarity(&self, names: usize) -> f64 {
        let real = |n: usize| f64::from(super::list::count(n));
        let all = real(self.since.live_names) + 2.0;
        ((all / (real(names) + 1.0)).ln() / all.ln()).clamp(0.0, 1.0)
    }

    /// The same of a word by its letters.
    pub(crate) fn rarity_of(&self, text: &str) -> f64 {
        self.rarity(self.find(text).map_or(0, |word| self.count(word)))
    }

    /// The number of a person by its mark, in the changes and in the base.
    pub(crate) fn find_newer(&self, id: &str) -> Option<u32> {
        let first = self.base.people();
        self.since.by_person.find(hash(id.as_bytes()), |n| {
            let newer = n.checked_sub(first).and_then(|n| self.since.persons.get(at(n)));
            newer.is_some_and(|known| **known == *id)
        })
    }
}
