//! The base: a register's names as one block of bytes, read where it lies.
//!
//! Nothing is copied and nothing is trusted: every number read from the bytes is only used to ask
//! for a place that may not be there. Bytes that pass the checksum and are wrong all the same give
//! wrong answers, never a panic or an endless search.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::layout::{Layout, STAMP_BYTES, Unusable, fours};
use super::list::{Eight, Four, at, count};
use super::packed;
use crate::table::hash;
use crate::token::Word;

/// Bytes of a base, wherever they are: in memory or mapped from a file.
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// A base and where its parts are.
#[derive(Clone)]
pub(crate) struct Base {
    bytes: Bytes,
    layout: Layout,
}

impl fmt::Debug for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Base").field("layout", &self.layout).finish_non_exhaustive()
    }
}

/// Numbers by the first bits of a hash: entries of bucket n lie between starts n and n + 1.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Buckets<'a> {
    pub(crate) starts: &'a [Four],
    pub(crate) entries: &'a [Four],
}

/// Lists by key; the keys ascend and are found by the buckets of their first bits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Lists<'a> {
    pub(crate) buckets: &'a [Four],
    pub(crate) keys: &'a [Eight],
    pub(crate) starts: &'a [Four],
    pub(crate) entries: &'a [Four],
}

/// The parts of a base; all empty when there is none.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct View<'a> {
    pub(crate) word_starts: &'a [Four],
    pub(crate) word_bytes: &'a [u8],
    pub(crate) vowels: &'a [Eight],
    pub(crate) firsts: &'a [[u8; 2]],
    pub(crate) texts: Buckets<'a>,
    pub(crate) keys: Lists<'a>,
    pub(crate) slips: Buckets<'a>,
    pub(crate) name_lists: &'a [Four],
    pub(crate) name_entries: &'a [Four],
    pub(crate) pairs: Lists<'a>,
    pub(crate) name_starts: &'a [Four],
    pub(crate) name_words: &'a [Four],
    pub(crate) name_persons: &'a [Four],
    pub(crate) natives: &'a [u8],
    pub(crate) person_starts: &'a [Four],
    pub(crate) person_bytes: &'a [u8],
    pub(crate) persons: Buckets<'a>,
}

/// Place `n` of some numbers.
pub(crate) fn four(numbers: &[Four], n: usize) -> Option<u32> {
    numbers.get(n).copied().map(u32::from_le_bytes)
}

/// The range between numbers `n` and `n + 1`.
pub(crate) fn between(starts: &[Four], n: usize) -> Option<Range<usize>> {
    Some(at(four(starts, n)?)..at(four(starts, n.checked_add(1)?)?))
}

/// The bucket of a hash among so many starts.
pub(crate) fn bucket(hash: u64, starts: usize) -> usize {
    let buckets = starts.saturating_sub(1).max(1);
    let first_bits = hash.checked_shr(64 - buckets.ilog2()).unwrap_or(0);
    usize::try_from(first_bits).unwrap_or(usize::MAX)
}

impl<'a> Buckets<'a> {
    /// The entries that share the first bits of a hash.
    pub(crate) fn of(&self, hash: u64) -> &'a [Four] {
        let range = between(self.starts, bucket(hash, self.starts.len()));
        range.and_then(|range| self.entries.get(range)).unwrap_or(&[])
    }
}

impl<'a> Lists<'a> {
    /// The list of a key.
    pub(crate) fn of(&self, key: u64) -> &'a [Four] {
        let near = between(self.buckets, bucket(key, self.buckets.len())).unwrap_or(0..0);
        let from = near.start;
        let keys = self.keys.get(near).unwrap_or(&[]);
        let found = keys.iter().position(|k| u64::from_le_bytes(*k) == key);
        found.map_or(&[], |place| self.nth(from + place))
    }

    /// The list of the key in place `n`.
    pub(crate) fn nth(&self, n: usize) -> &'a [Four] {
        between(self.starts, n).and_then(|range| self.entries.get(range)).unwrap_or(&[])
    }
}

impl Base {
    /// Checks the bytes whole.
    pub(crate) fn open(bytes: Bytes) -> Result<Self, Unusable> {
        let layout = Layout::read((*bytes).as_ref())?;
        let base = Self { bytes, layout };
        base.view().check()?;
        Ok(base)
    }

    pub(crate) fn stamp(&self) -> &[u8; STAMP_BYTES] {
        &self.layout.stamp
    }

    pub(crate) fn len(&self) -> usize {
        (*self.bytes).as_ref().len()
    }

    pub(crate) fn view(&self) -> View<'_> {
        let bytes = (*self.bytes).as_ref();
        let mut sections = self.layout.sections.iter();
        let mut next = || sections.next().and_then(|s| bytes.get(s.clone())).unwrap_or(&[]);
        View {
            word_starts: fours(next()),
            word_bytes: next(),
            vowels: next().as_chunks().0,
            firsts: next().as_chunks().0,
            texts: Buckets { starts: fours(next()), entries: fours(next()) },
            keys: Lists {
                buckets: fours(next()),
                keys: next().as_chunks().0,
                starts: fours(next()),
                entries: fours(next()),
            },
            slips: Buckets { starts: fours(next()), entries: fours(next()) },
            name_lists: fours(next()),
            name_entries: fours(next()),
            pairs: Lists {
                buckets: fours(next()),
                keys: next().as_chunks().0,
                starts: fours(next()),
                entries: fours(next()),
            },
            name_starts: fours(next()),
            name_words: fours(next()),
            name_persons: fours(next()),
            natives: next(),
            person_starts: fours(next()),
            person_bytes: next(),
            persons: Buckets { starts: fours(next()), entries: fours(next()) },
        }
    }
}

impl<'a> View<'a> {
    pub(crate) fn words(&self) -> u32 {
        count(self.word_starts.len().saturating_sub(1))
    }

    pub(crate) fn names(&self) -> u32 {
        count(self.name_starts.len().saturating_sub(1))
    }

    pub(crate) fn people(&self) -> u32 {
        count(self.person_starts.len().saturating_sub(1))
    }

    /// Whether parts that belong together are of one length.
    fn check(&self) -> Result<(), Unusable> {
        let (words, names) = (at(self.words()), at(self.names()));
        let apart = [
            (2, self.vowels.len() != words),
            (3, self.firsts.len() != words),
            (5, self.texts.entries.len() != words),
            (8, self.keys.starts.len() != self.keys.keys.len() + 1),
            (12, self.name_lists.len() != words + 1),
            (16, self.pairs.starts.len() != self.pairs.keys.len() + 1),
            (20, self.name_persons.len() != names),
            (21, self.natives.len() * 8 < names),
        ];
        let wrong = apart.iter().find(|(_, wrong)| *wrong);
        wrong.map_or(Ok(()), |(section, _)| Err(Unusable::Section { section: *section }))
    }

    /// A word as it was packed.
    pub(crate) fn packed(&self, word: u32) -> &'a [u8] {
        between(self.word_starts, at(word)).and_then(|r| self.word_bytes.get(r)).unwrap_or(&[])
    }

    pub(crate) fn word(&self, word: u32) -> Option<Word> {
        packed::unpack(self.packed(word))
    }

    /// The number of a word.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        let near = self.texts.of(hash(text.as_bytes())).iter().copied().map(u32::from_le_bytes);
        near.into_iter().find(|n| packed::text(self.packed(*n)) == Some(text.as_bytes()))
    }

    /// The names of a word.
    pub(crate) fn names_of_word(&self, word: u32) -> &'a [Four] {
        let range = between(self.name_lists, at(word));
        range.and_then(|range| self.name_entries.get(range)).unwrap_or(&[])
    }

    pub(crate) fn words_of_name(&self, name: u32) -> &'a [Four] {
        let range = between(self.name_starts, at(name));
        range.and_then(|range| self.name_words.get(range)).unwrap_or(&[])
    }

    pub(crate) fn is_native(&self, name: u32) -> bool {
        let byte = self.natives.get(at(name / 8)).copied().unwrap_or(0);
        byte >> (name % 8) & 1 == 1
    }

    pub(crate) fn person_id(&self, person: u32) -> Option<&'a str> {
        let range = between(self.person_starts, at(person))?;
        std::str::from_utf8(self.person_bytes.get(range)?).ok()
    }

    /// The number of a person.
    pub(crate) fn find_person(&self, id: &str) -> Option<u32> {
        let near = self.persons.of(hash(id.as_bytes())).iter().copied().map(u32::from_le_bytes);
        near.into_iter().find(|n| self.person_id(*n) == Some(id))
    }

    /// The names of a person; they stand together.
    pub(crate) fn names_of_person(&self, person: u32) -> Range<u32> {
        let before = |n: u32| self.name_persons.partition_point(|p| u32::from_le_bytes(*p) < n);
        count(before(person))..count(before(person.saturating_add(1)))
    }
}
