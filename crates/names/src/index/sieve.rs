//! Which words of the register may be a word of the query, and how alike they are.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Index;
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
const GROUPS_MOST: usize = 128;

/// Words unpacked once per query.
#[derive(Debug, Default)]
pub(crate) struct Unpacked(RefCell<BTreeMap<u32, Arc<Word>>>);

impl Unpacked {
    pub(crate) fn word(&self, index: &Index, number: u32) -> Option<Arc<Word>> {
        if let Some(known) = self.0.borrow().get(&number) {
            return Some(Arc::clone(known));
        }
        let word = index.lexicon.word(number)?;
        self.0.borrow_mut().insert(number, Arc::clone(&word));
        Some(word)
    }
}

impl Index {
    /// The words of the register that answer a word of the query, most alike first.
    pub(super) fn matches(&self, wanted: &Token, most: usize, unpacked: &Unpacked) -> Vec<Match> {
        let mut found = self.near(wanted.word(), most);
        let mut matches = self.judged(wanted, &found, unpacked);
        if matches.first().is_none_or(|best| best.similarity < POOR) {
            found = self.by_groups(wanted.word(), most);
            matches.extend(self.judged(wanted, &found, unpacked));
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
        let mut found: Vec<(u32, u32)> = Vec::new();
        if !word.plain.is_empty() {
            found.extend(self.lexicon.find(&word.plain).map(|number| (number, 0)));
            let same = self.lexicon.with_key(wordkeys::plain(&word.plain)).iter();
            found.extend(same.take(MAX_WORD_MATCHES).map(|&number| (number, 0)));
        }
        found.extend(self.lexicon.find(&word.text).map(|number| (number, 0)));
        let readings: Vec<u64> =
            word.forms.iter().map(|f| wordkeys::vowels(f.pivot.as_bytes())).collect();
        let apart = |number: u32| {
            let vowels = self.lexicon.mark(number).vowels;
            readings.iter().map(|r| vowels_apart(*r, vowels)).min().unwrap_or(0)
        };
        let slips = self.lexicon.slips_of(wordkeys::letters(word));
        found.extend(slips.into_iter().map(|number| (number, 1 + apart(number))));
        let lists = |keys: BTreeSet<u64>| {
            let mut lists: Vec<&[u32]> =
                keys.into_iter().map(|k| self.lexicon.with_key(k)).collect();
            lists.sort_by_key(|list| list.len());
            lists.into_iter().flatten().copied()
        };
        let same = lists(wordkeys::skeletons(word)).map(|n| (n, 1));
        let near = lists(wordkeys::near_skeletons(word)).map(|n| (n, 1 + NEAR));
        let sieved = same.chain(near).take(MAX_KEY_SIEVED);
        found.extend(sieved.map(|(number, base)| (number, base + apart(number))));
        found.sort_unstable();
        found.dedup_by_key(|(number, _)| *number);
        nearest(found.into_iter().map(|(number, apart)| (apart, number)).collect(), most)
    }

    /// Candidates by shared groups of sounds, rare groups first, until enough entries are counted.
    fn by_groups(&self, word: &Word, most: usize) -> Vec<u32> {
        let mut lists: Vec<&[u32]> = wordkeys::groups(word)
            .into_iter()
            .map(|key| self.lexicon.with_key(key))
            .filter(|list| !list.is_empty())
            .collect();
        lists.sort_by_key(|list| list.len());
        let mut counted = 0;
        let mut shared: Vec<u32> = Vec::new();
        for list in lists {
            counted += list.len();
            if counted > MAX_GRAMS_COUNTED && !shared.is_empty() {
                break;
            }
            shared.extend(list.iter().take(MAX_GRAMS_COUNTED));
        }
        shared.sort_unstable();
        let runs = shared.chunk_by(|a, b| a == b);
        let scored = runs.filter_map(|run| {
            let number = *run.first()?;
            Some((u32::MAX - u32::try_from(run.len()).unwrap_or(0), number))
        });
        let first = nearest(scored.collect(), most * WIDER);
        let own = wordkeys::mark(word).vowels;
        let groups =
            |n: u32| shared.partition_point(|&m| m <= n) - shared.partition_point(|&m| m < n);
        let unlike = |number: u32| {
            let lacking = GROUPS_MOST.saturating_sub(groups(number));
            let apart = vowels_apart(own, self.lexicon.mark(number).vowels);
            u32::try_from(lacking).unwrap_or(0) * 2 + apart
        };
        nearest(first.into_iter().map(|number| (unlike(number), number)).collect(), most)
    }

    fn judged(&self, wanted: &Token, found: &[u32], unpacked: &Unpacked) -> Vec<Match> {
        let native = wanted.is_native_vietnamese();
        let plainly = Token::standing(Arc::clone(wanted.word()), false, false);
        let mut out: Vec<Match> = Vec::with_capacity(found.len());
        for &number in found {
            let Some(word) = unpacked.word(self, number) else { continue };
            let other = Token::standing(Arc::clone(&word), false, false);
            let mut similarity = pair::words(&plainly, &other).0;
            if native && word.syllable {
                let other = Token::standing(word, true, false);
                similarity = similarity.max(pair::words(wanted, &other).0);
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
        let first = self.lexicon.mark(number).first;
        (letter.first() == first.first() && letter.first() != Some(&0))
            || letter.last() == first.last()
    }
}

fn nearest(mut all: Vec<(u32, u32)>, most: usize) -> Vec<u32> {
    if all.len() > most {
        all.select_nth_unstable(most);
        all.truncate(most);
    }
    all.sort_unstable();
    all.into_iter().map(|(_, number)| number).collect()
}
