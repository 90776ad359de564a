//! Which words of the register may be a word of the query, and how alike they are.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::list::{List, at};
use super::look::Look;
use super::packed;
use super::wordkeys::{self, vowels_apart};
use crate::limits::{MAX_GRAMS_COUNTED, MAX_KEY_SIEVED, MAX_WORD_MATCHES};
use crate::pair;
use crate::token::{Token, Word};

/// A word of the register that may be the one asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match {
    pub(crate) word: u32,
    pub(crate) similarity: f64,
}

/// Below this a word of the register is no match.
const MIN_MATCH: f64 = 0.5;
/// When nothing is this much alike, groups of sounds are tried.
const POOR: f64 = 0.78;
/// What a key with one class left out is worth, in vowels apart.
const NEAR: u32 = 2;

/// How many more words than are kept the groups of sounds offer, before vowels choose.
const WIDER: usize = 6;
/// More groups than any word has.
const GROUPS_MOST: u8 = 128;

/// The words looked at for one query: each is unpacked once.
#[derive(Debug)]
pub(crate) struct Sieve<'a> {
    look: Look<'a>,
    unpacked: RefCell<BTreeMap<u32, Arc<Word>>>,
    tally: RefCell<Tally>,
}

/// How many groups of sounds each word shares with the one asked for.
#[derive(Debug, Default)]
struct Tally {
    shared: Vec<u8>,
    seen: Vec<u32>,
}

impl<'a> Sieve<'a> {
    pub(super) fn new(look: Look<'a>) -> Self {
        Self { look, unpacked: RefCell::default(), tally: RefCell::default() }
    }

    /// A word of the register.
    pub(super) fn word(&self, number: u32) -> Option<Arc<Word>> {
        if let Some(known) = self.unpacked.borrow().get(&number) {
            return Some(Arc::clone(known));
        }
        let word = Arc::new(self.look.word(number)?);
        self.unpacked.borrow_mut().insert(number, Arc::clone(&word));
        Some(word)
    }

    /// The words of the register that answer a word of the query, most alike first.
    pub(super) fn matches(&self, wanted: &Token, most: usize) -> Vec<Match> {
        let mut matches = self.judged(wanted, &self.near(wanted.word(), most));
        if matches.first().is_none_or(|best| best.similarity < POOR) {
            matches.extend(self.judged(wanted, &self.by_groups(wanted.word(), most)));
            matches.sort_by(|a, b| {
                b.similarity.total_cmp(&a.similarity).then_with(|| a.word.cmp(&b.word))
            });
            matches.dedup_by_key(|m| m.word);
        }
        matches.truncate(MAX_WORD_MATCHES);
        matches
    }

    /// Candidates by shared keys, the likeliest first.
    fn near(&self, word: &Word, most: usize) -> Vec<u32> {
        let mut found: Vec<u64> = Vec::new();
        if !word.plain.is_empty() {
            found.extend(self.look.find(&word.plain).map(|number| ranked(0, number)));
            let same = self.look.with_key(wordkeys::plain(&word.plain));
            found.extend(same.iter().take(MAX_WORD_MATCHES).map(|number| ranked(0, number)));
        }
        found.extend(self.look.find(&word.text).map(|number| ranked(0, number)));
        let mut readings: Vec<u64> =
            word.forms.iter().map(|f| wordkeys::vowels(f.pivot.as_bytes())).collect();
        readings.sort_unstable();
        readings.dedup();
        let apart = |number: u32| {
            let vowels = self.look.vowels(number);
            readings.iter().map(|r| vowels_apart(*r, vowels)).min().unwrap_or(0)
        };
        let slips = self.look.slips_of(wordkeys::letters(word));
        found.extend(slips.into_iter().map(|number| ranked(1 + apart(number), number)));
        let same = self.lists(wordkeys::skeletons(word)).into_iter().map(|list| (1, list));
        let near = self.lists(wordkeys::near_skeletons(word)).into_iter().map(|l| (1 + NEAR, l));
        let mut room = MAX_KEY_SIEVED;
        for (base, list) in same.chain(near) {
            found.reserve(list.len().min(room));
            list.each(room, |number| found.push(ranked(base + apart(number), number)));
            room = room.saturating_sub(list.len());
        }
        nearest(found, most)
    }

    /// The lists of these keys, the shortest first.
    fn lists(&self, keys: BTreeSet<u64>) -> Vec<List<'a>> {
        let mut lists: Vec<List<'a>> = keys.into_iter().map(|k| self.look.with_key(k)).collect();
        lists.retain(|list| !list.is_empty());
        lists.sort_by_key(List::len);
        lists
    }

    /// Candidates by shared groups of sounds, rare groups first, until enough entries are counted.
    fn by_groups(&self, word: &Word, most: usize) -> Vec<u32> {
        let mut tally = self.tally.borrow_mut();
        tally.clear(at(self.look.words()));
        let mut counted = 0;
        for list in self.lists(wordkeys::groups(word)) {
            counted += list.len();
            if counted > MAX_GRAMS_COUNTED && !tally.seen.is_empty() {
                break;
            }
            list.each(MAX_GRAMS_COUNTED, |number| tally.count(number));
        }
        let own = wordkeys::mark(word).vowels;
        let unlike = |number: u32| {
            let lacking = GROUPS_MOST.saturating_sub(tally.of(number));
            u32::from(lacking) * 2 + vowels_apart(own, self.look.vowels(number))
        };
        let first = tally.most_shared(most * WIDER);
        nearest(first.into_iter().map(|number| ranked(unlike(number), number)).collect(), most)
    }

    fn judged(&self, wanted: &Token, found: &[u32]) -> Vec<Match> {
        let native = wanted.is_native_vietnamese();
        let plainly = Token::standing(Arc::clone(wanted.word()), false, false);
        let mut out: Vec<Match> = Vec::with_capacity(found.len());
        // Most words looked at are no match and never needed again: they share one room.
        let mut room = Arc::new(Word::blank());
        for &number in found {
            let packed = self.look.packed(number);
            if packed::unpack_to(packed, Arc::make_mut(&mut room)).is_none() {
                continue;
            }
            let other = Token::standing(Arc::clone(&room), false, false);
            let mut similarity = pair::similarity(&plainly, &other, MIN_MATCH);
            if native && room.syllable {
                let other = Token::standing(Arc::clone(&room), true, false);
                similarity = similarity.max(pair::similarity(wanted, &other, MIN_MATCH));
            }
            if similarity >= MIN_MATCH {
                out.push(Match { word: number, similarity });
            }
        }
        out.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then_with(|| a.word.cmp(&b.word)));
        out
    }

    /// Whether a word of the register may be what an initial stands for, by a first look.
    pub(super) fn may_begin(&self, letter: [u8; 2], number: u32) -> bool {
        let first = self.look.mark(number).first;
        (letter.first() == first.first() && letter.first() != Some(&0))
            || letter.last() == first.last()
    }
}

impl Tally {
    fn clear(&mut self, words: usize) {
        for word in self.seen.drain(..) {
            self.shared.get_mut(at(word)).into_iter().for_each(|count| *count = 0);
        }
        self.shared.resize(words, 0);
    }

    fn count(&mut self, word: u32) {
        if let Some(count) = self.shared.get_mut(at(word)) {
            if *count == 0 {
                self.seen.push(word);
            }
            *count = count.saturating_add(1);
        }
    }

    fn of(&self, word: u32) -> u8 {
        self.shared.get(at(word)).copied().unwrap_or(0)
    }

    /// The words that share most, at most so many; of those that share as many, the first.
    fn most_shared(&self, most: usize) -> Vec<u32> {
        let mut words_of = [0_usize; 256];
        for word in &self.seen {
            words_of.get_mut(usize::from(self.of(*word))).into_iter().for_each(|n| *n += 1);
        }
        let mut kept = 0;
        let enough = words_of.iter().rposition(|n| {
            kept += n;
            kept >= most
        });
        let least = enough.and_then(|n| u8::try_from(n).ok()).unwrap_or(1);
        let sharing = self.seen.iter().filter(|word| self.of(**word) >= least);
        nearest(
            sharing.map(|word| ranked((u8::MAX - self.of(*word)).into(), *word)).collect(),
            most,
        )
    }
}

/// A word with how far it is, so that the nearest sorts first.
fn ranked(apart: u32, word: u32) -> u64 {
    u64::from(apart) << 32 | u64::from(word)
}

/// The nearest words, each once, the nearest first.
fn nearest(mut all: Vec<u64>, most: usize) -> Vec<u32> {
    let mut looked_at = most * 4;
    loop {
        if all.len() > looked_at {
            all.select_nth_unstable(looked_at);
        }
        let head = all.get_mut(..looked_at).map_or_else(Vec::new, |head| head.to_vec());
        let mut head = if head.is_empty() { all.clone() } else { head };
        head.sort_unstable();
        let mut out: Vec<u32> = Vec::with_capacity(most);
        for word in head.iter().filter_map(|r| u32::try_from(r & 0xffff_ffff).ok()) {
            if out.len() < most && !out.contains(&word) {
                out.push(word);
            }
        }
        if out.len() == most || looked_at >= all.len() {
            return out;
        }
        looked_at *= 4;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_come_first_and_once() {
        let all: Vec<u64> = (0..1000).map(|n| ranked(1000 - n % 500, n % 250)).collect();
        let mut sorted = all.clone();
        sorted.sort_unstable();
        let numbers = sorted.iter().map(|r| u32::try_from(r & 0xffff_ffff).unwrap());
        let mut plain: Vec<u32> = Vec::new();
        for word in numbers {
            plain.extend((!plain.contains(&word)).then_some(word));
        }
        for most in [1, 7, 64, 250, 400] {
            assert_eq!(nearest(all.clone(), most), plain[..most.min(250)], "{most}");
        }
        assert!(nearest(Vec::new(), 5).is_empty());
    }

    #[test]
    fn words_that_share_most_are_told() {
        let mut tally = Tally::default();
        for round in 0..2 {
            tally.clear(50);
            for word in 0..50 {
                (0..=word % 5).for_each(|_| tally.count(word));
            }
            assert_eq!(tally.most_shared(3), [4, 9, 14], "{round}");
            assert_eq!(tally.most_shared(11).last(), Some(&3));
            assert_eq!(tally.most_shared(1000).len(), 50);
        }
    }
}
