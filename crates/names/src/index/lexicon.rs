//! Words that came in since the base was made, each sounded out once, and the keys that find them.

use super::list::{at, count};
use super::packed;
use super::slips::{self, Slips};
use super::wordkeys::{self, Key};
use crate::postings::Postings;
use crate::table::{Table, hash};
use crate::token::Word;

/// Words by number, packed into one block of bytes. The numbers begin where those of the base end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    first: u32,
    bytes: Vec<u8>,
    starts: Vec<u32>,
    marks: Vec<Mark>,
    by_text: Table,
    pub(crate) keys: Keys,
    slips: Slips,
}

/// What the sieve needs to know of a word without unpacking it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mark {
    /// The vowels of its plainest reading, three bits each.
    pub(crate) vowels: u64,
    /// Its first bare letter and the class of its first sound.
    pub(crate) first: [u8; 2],
}

/// Lists of numbers by key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keys {
    keys: Vec<Key>,
    table: Table,
    lists: Postings,
}

impl Keys {
    pub(crate) fn list(&self, key: Key) -> &[u32] {
        self.find(key).map_or(&[], |list| self.lists.list(list))
    }

    /// Every key and its list, by ascending keys.
    pub(crate) fn in_order(&self) -> Vec<(Key, &[u32])> {
        let mut all: Vec<(Key, u32)> = self.keys.iter().copied().zip(0..).collect();
        all.sort_unstable();
        all.into_iter().map(|(key, list)| (key, self.lists.list(list))).collect()
    }

    fn find(&self, key: Key) -> Option<u32> {
        self.table.find(key, |n| self.keys.get(at(n)) == Some(&key))
    }

    pub(crate) fn add(&mut self, key: Key, number: u32) {
        let list = self.find(key).unwrap_or_else(|| {
            let list = self.lists.open();
            self.keys.push(key);
            let keys = &self.keys;
            self.table.insert(key, list, |n| keys.get(at(n)).copied().unwrap_or(0));
            list
        });
        self.lists.push(list, number);
    }

    pub(crate) fn take(&mut self, key: Key, number: u32) {
        if let Some(list) = self.find(key) {
            self.lists.take(list, number);
        }
    }
}

impl Lexicon {
    /// No words yet; the first one will have the number `first`.
    pub(crate) fn after(first: u32) -> Self {
        Self { first, ..Self::default() }
    }

    /// How many words there are here.
    pub(crate) fn len(&self) -> u32 {
        count(self.starts.len())
    }

    /// The number of a word, if it is known here.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        self.by_text.find(hash(text.as_bytes()), |n| self.text(n) == Some(text.as_bytes()))
    }

    /// Takes in a word that is known nowhere.
    pub(crate) fn add(&mut self, word: &Word) -> u32 {
        let number = self.first + self.len();
        self.starts.push(count(self.bytes.len()));
        packed::pack(word, &mut self.bytes);
        self.marks.push(wordkeys::mark(word));
        for key in wordkeys::stored(word) {
            self.keys.add(key, number);
        }
        self.add_slips(number, &slips::forms(wordkeys::letters(word)));
        let (first, bytes, starts) = (self.first, &self.bytes, &self.starts);
        self.by_text.insert(hash(word.text.as_bytes()), number, |n| {
            let packed = n.checked_sub(first).map_or(&[][..], |n| packed_at(bytes, starts, n));
            packed::text(packed).map_or(0, hash)
        });
        number
    }

    fn add_slips(&mut self, number: u32, forms: &[u64]) {
        if self.slips.is_full(forms.len()) {
            let mut wider = self.slips.wider();
            for known in self.first..number {
                let letters = self.word(known).map(|w| slips::forms(wordkeys::letters(&w)));
                letters.into_iter().flatten().for_each(|form| wider.add(form, known));
            }
            self.slips = wider;
        }
        forms.iter().for_each(|form| self.slips.add(*form, number));
    }

    /// Adds words that may have one of these forms of letters.
    pub(crate) fn slips_of(&self, form: u64) -> impl Iterator<Item = u32> {
        self.slips.with_form(form)
    }

    /// A word as it was packed.
    pub(crate) fn packed(&self, number: u32) -> &[u8] {
        let here = number.checked_sub(self.first);
        here.map_or(&[], |n| packed_at(&self.bytes, &self.starts, n))
    }

    fn text(&self, number: u32) -> Option<&[u8]> {
        packed::text(self.packed(number))
    }

    /// What the sieve needs to know of a word.
    pub(crate) fn mark(&self, number: u32) -> Mark {
        let here = number.checked_sub(self.first);
        here.and_then(|n| self.marks.get(at(n)).copied()).unwrap_or_default()
    }

    /// A word as it was read.
    pub(crate) fn word(&self, number: u32) -> Option<Word> {
        packed::unpack(self.packed(number))
    }
}

fn packed_at<'a>(bytes: &'a [u8], starts: &[u32], n: u32) -> &'a [u8] {
    let start = starts.get(at(n)).map_or(usize::MAX, |start| at(*start));
    let end = starts.get(at(n) + 1).map_or(bytes.len(), |end| at(*end));
    bytes.get(start..end).unwrap_or(&[])
}
