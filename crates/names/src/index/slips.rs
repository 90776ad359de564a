//! Words found by their letters with one left out: two words one slip apart share such a form.
//!
//! The table keeps word numbers only, four bytes each; what it returns has to be compared, because
//! forms of other words lie between.

use crate::table::{hash, mix};

const FREE: u32 = u32::MAX;
const FIRST: usize = 1024;
/// Letters of the shortest and of the longest word that has such forms.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=18;
/// Words of one form that are returned.
const MOST: usize = 48;

/// Word numbers by the hash of a form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slips {
    slots: Vec<u32>,
    used: usize,
}

/// The hashes of a word's letters, whole and with one left out.
pub(crate) fn forms(letters: &str) -> Vec<u64> {
    let bounds: Vec<usize> =
        letters.char_indices().map(|(at, _)| at).chain([letters.len()]).collect();
    if !LETTERS.contains(&bounds.len().saturating_sub(1)) {
        return Vec::new();
    }
    let bytes = letters.as_bytes();
    let without = |range: &[usize]| {
        let [from, to] = *range else { return 0 };
        let (head, tail) = (bytes.get(..from).unwrap_or(&[]), bytes.get(to..).unwrap_or(&[]));
        mix(hash(&[head, tail].concat()))
    };
    let mut all: Vec<u64> = bounds.windows(2).map(without).collect();
    all.push(mix(hash(bytes)));
    all.sort_unstable();
    all.dedup();
    all
}

impl Slips {
    /// Whether so many more forms need a wider table.
    pub(crate) fn is_full(&self, more: usize) -> bool {
        (self.used + more) * 10 > self.slots.len() * 7
    }

    /// An empty table twice as wide.
    pub(crate) fn wider(&self) -> Self {
        Self { slots: vec![FREE; (self.slots.len() * 2).max(FIRST)], used: 0 }
    }

    /// Adds a word under one form; the table must not be full.
    pub(crate) fn add(&mut self, form: u64, word: u32) {
        let start = self.place(form);
        let (before, after) = self.slots.split_at_mut(start);
        if let Some(slot) = after.iter_mut().chain(before).find(|slot| **slot == FREE) {
            *slot = word;
            self.used += 1;
        }
    }

    /// Words that may have this form, a bounded number.
    pub(crate) fn with_form(&self, form: u64) -> impl Iterator<Item = u32> {
        let start = self.place(form);
        let (before, after) = self.slots.split_at_checked(start).unwrap_or_default();
        after.iter().chain(before).copied().take_while(|&word| word != FREE).take(MOST)
    }

    fn place(&self, form: u64) -> usize {
        let mask = u64::try_from(self.slots.len().saturating_sub(1)).unwrap_or(0);
        usize::try_from(form & mask).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_one_slip_apart_share_a_form() {
        let words = ["somchai", "somchia", "smchai", "sonchai", "สมชาย", "สมชา"];
        let mut slips = Slips::default().wider();
        assert!(Slips::default().is_full(1) && !slips.is_full(words.len() * 20));
        for (number, word) in (0_u32..).zip(words) {
            forms(word).into_iter().for_each(|form| slips.add(form, number));
        }
        let found = |word: &str| {
            let mut all: Vec<u32> = forms(word).iter().flat_map(|f| slips.with_form(*f)).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        assert!(found("somchai").starts_with(&[0, 1, 2, 3]));
        assert!(found("สมชย").contains(&4));
        assert!(forms("a").is_empty() && forms(&"a".repeat(40)).is_empty());
    }
}
