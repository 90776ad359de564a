//! Makes one base of a base and the changes since.
//!
//! Words that no name holds any more are left out; nothing is sounded out again. Everything is
//! written once from front to back, so that it can go to a file of any size.

use std::io::{self, Write};

use super::base::bucket;
use super::layout::{Checksum, HEAD, MAGIC, SECTIONS, STAMP_BYTES, VERSION, engine};
use super::list::{List, at, count};
use super::look::Look;
use super::{Index, packed, pair_key, slips, wordkeys};
use crate::limits::{FREQUENT, MAX_PAIRED};
use crate::table::hash;

/// Bytes gathered before they are written.
const CHUNK: usize = 1 << 16;
/// No number.
const NONE: u32 = u32::MAX;
/// Letter forms an ordinary word has; decides only how many buckets there are.
const SLIPS_OF_A_WORD: usize = 8;

impl Index {
    /// Writes everything as one base that [`Index::open`] reads; `stamp` is kept with it.
    ///
    /// # Errors
    /// When `to` fails.
    pub fn write(&self, stamp: &[u8; STAMP_BYTES], to: &mut dyn Write) -> io::Result<()> {
        let look = self.look();
        let plan = Plan::of(&look);
        let mut out = Out::new(to)?;
        plan.words(&look, &mut out)?;
        plan.keys(&look, &mut out)?;
        plan.name_lists(&look, &mut out)?;
        plan.pairs(&look, &mut out)?;
        plan.names(&look, &mut out)?;
        plan.persons(&look, &mut out)?;
        out.close(stamp)
    }

    /// The same index, in one base in memory and without changes.
    ///
    /// # Errors
    /// Never for want of a place to write; only when the index is larger than a base can be.
    pub fn compacted(self) -> io::Result<Self> {
        let mut bytes = Vec::new();
        self.write(&[0; STAMP_BYTES], &mut bytes)?;
        drop(self);
        bytes.shrink_to_fit();
        Self::open(std::sync::Arc::new(bytes)).map_err(io::Error::other)
    }
}

/// What stays, in its new order, and the new numbers of the old ones.
struct Plan {
    words: Vec<u32>,
    new_words: Vec<u32>,
    names: Vec<u32>,
    new_names: Vec<u32>,
    /// The old number of each person and how many names it has.
    persons: Vec<(u32, u32)>,
}

impl Plan {
    fn of(look: &Look<'_>) -> Self {
        let (names, persons) = live(look);
        let all_names = look.base.names() + count(look.since.names.len());
        let new_names = renumbered(&names, all_names);
        let is_live = |name: u32| new_names.get(at(name)).is_some_and(|n| *n != NONE);
        let holds = |word: &u32| look.names(*word).iter().any(is_live);
        let words: Vec<u32> = (0..look.words()).filter(holds).collect();
        let new_words = renumbered(&words, look.words());
        Self { words, new_words, names, new_names, persons }
    }

    fn new_word(&self, old: u32) -> Option<u32> {
        self.new_words.get(at(old)).copied().filter(|n| *n != NONE)
    }

    fn new_name(&self, old: u32) -> Option<u32> {
        self.new_names.get(at(old)).copied().filter(|n| *n != NONE)
    }

    fn words(&self, look: &Look<'_>, out: &mut Out<'_>) -> io::Result<()> {
        out.starts(self.words.iter().map(|word| look.packed(*word).len()))?;
        for word in &self.words {
            out.put(look.packed(*word))?;
        }
        out.end()?;
        for word in &self.words {
            out.put(&look.vowels(*word).to_le_bytes())?;
        }
        out.end()?;
        for word in &self.words {
            out.put(&look.mark(*word).first)?;
        }
        out.end()?;
        let hashes = self.words.iter().map(|w| packed::text(look.packed(*w)).map_or(0, hash));
        out.buckets(self.words.len(), hashes.zip(0..))
    }

    fn keys(&self, look: &Look<'_>, out: &mut Out<'_>) -> io::Result<()> {
        let new = |list: List<'_>| -> Vec<u32> {
            list.iter().filter_map(|word| self.new_word(word)).collect()
        };
        let since = look.since.lexicon.keys.in_order();
        let mut kept: Vec<(u64, u32)> = Vec::new();
        for (key, list) in merged(look, &since) {
            kept.push((key, count(new(list).len())));
        }
        kept.retain(|(_, len)| *len > 0);
        out.lists_head(&kept)?;
        for (_, list) in merged(look, &since) {
            out.numbers(new(list))?;
        }
        out.end()?;
        let numbered = self.words.iter().zip(0..);
        let forms = numbered.flat_map(|(word, new)| {
            let letters = look.word(*word).map(|w| slips::forms(wordkeys::letters(&w)));
            letters.unwrap_or_default().into_iter().map(move |form| (form, new))
        });
        out.buckets(self.words.len() * SLIPS_OF_A_WORD, forms)
    }

    fn name_lists(&self, look: &Look<'_>, out: &mut Out<'_>) -> io::Result<()> {
        let live = |word: &u32| look.names(*word).iter().filter_map(|name| self.new_name(name));
        out.starts(self.words.iter().map(|word| live(word).count()))?;
        for word in &self.words {
            let mut names: Vec<u32> = live(word).collect();
            names.sort_unstable();
            out.numbers(names)?;
        }
        out.end()
    }

    fn pairs(&self, look: &Look<'_>, out: &mut Out<'_>) -> io::Result<()> {
        let frequent: Vec<bool> =
            (0..look.words()).map(|word| look.count(word) >= FREQUENT).collect();
        let is_frequent = |word: u32| frequent.get(at(word)).is_some_and(|is| *is);
        let mut all: Vec<(u64, u32)> = Vec::new();
        for (name, new) in self.names.iter().zip(0..) {
            let words = look.words_of(*name).iter().take(MAX_PAIRED);
            let mut words: Vec<u32> =
                words.filter(|w| is_frequent(*w)).filter_map(|w| self.new_word(w)).collect();
            words.sort_unstable();
            words.dedup();
            for (i, a) in words.iter().enumerate() {
                all.extend(words.iter().skip(i + 1).map(|b| (pair_key(*a, *b), new)));
            }
        }
        all.sort_unstable();
        let lists = all.chunk_by(|a, b| a.0 == b.0);
        let heads: Vec<(u64, u32)> = lists
            .filter_map(|list| list.first().map(|first| (first.0, count(list.len()))))
            .collect();
        out.lists_head(&heads)?;
        out.numbers(all.into_iter().map(|(_, name)| name))?;
        out.end()
    }

    fn names(&self, look: &Look<'_>, out: &mut Out<'_>) -> io::Result<()> {
        out.starts(self.names.iter().map(|name| look.words_of(*name).len()))?;
        for name in &self.names {
            out.numbers(look.words_of(*name).iter().map(|w| self.new_word(w).unwrap_or(NONE)))?;
        }
        out.end()?;
        for ((_, names), person) in self.persons.iter().zip(0..) {
            out.numbers((0..*names).map(|_| person))?;
        }
        out.end()?;
        for eight in self.names.chunks(8) {
            let bits = eight.iter().enumerate().map(|(i, n)| u8::from(look.is_native(*n)) << i);
            out.put(&[bits.fold(0, |all, bit| all | bit)])?;
        }
        out.end()
    }

    fn persons(&self, look: &Look<'_>, out: &mut Out<'_>) -> io::Result<()> {
        let id = |person: u32| look.person_id(person);
        out.starts(self.persons.iter().map(|(person, _)| id(*person).len()))?;
        for (person, _) in &self.persons {
            out.put(id(*person).as_bytes())?;
        }
        out.end()?;
        let hashes = self.persons.iter().map(|(person, _)| hash(id(*person).as_bytes()));
        out.buckets(self.persons.len(), hashes.zip(0..))
    }
}

/// The old number of each name that stays, by persons, and the persons.
fn live(look: &Look<'_>) -> (Vec<u32>, Vec<(u32, u32)>) {
    let (mut names, mut persons) = (Vec::new(), Vec::<(u32, u32)>::new());
    for name in (0..look.base.names()).filter(|name| !look.is_gone(*name)) {
        let Some(person) = look.person_of(name) else { continue };
        names.push(name);
        match persons.last_mut() {
            Some((last, held)) if *last == person => *held += 1,
            _ => persons.push((person, 1)),
        }
    }
    for newer in 0..count(look.since.persons.len()) {
        let held = look.since.names_of(newer);
        names.extend(held);
        if !held.is_empty() {
            persons.push((look.base.people() + newer, count(held.len())));
        }
    }
    (names, persons)
}

fn renumbered(kept: &[u32], all: u32) -> Vec<u32> {
    let mut new = vec![NONE; at(all)];
    for (old, number) in kept.iter().zip(0..) {
        if let Some(slot) = new.get_mut(at(*old)) {
            *slot = number;
        }
    }
    new
}

/// The keys of base and changes, ascending, each with its list.
fn merged<'a>(
    look: &Look<'a>,
    since: &'a [(u64, &'a [u32])],
) -> impl Iterator<Item = (u64, List<'a>)> {
    let base = look.base.keys;
    let mut older = (0..base.keys.len()).peekable();
    let mut newer = since.iter().peekable();
    let key = move |n: usize| base.keys.get(n).map_or(u64::MAX, |k| u64::from_le_bytes(*k));
    std::iter::from_fn(move || {
        let (a, b) = (older.peek().map(|n| key(*n)), newer.peek().map(|(key, _)| *key));
        let next = a.into_iter().chain(b).min()?;
        let mut list = List::default();
        if a == Some(next) {
            list.base = older.next().map_or(&[], |n| base.nth(n));
        }
        if b == Some(next) {
            list.since = newer.next().map_or(&[], |(_, list)| list);
        }
        Some((next, list))
    })
}

/// The bytes on their way out.
struct Out<'w> {
    to: &'w mut dyn Write,
    waiting: Vec<u8>,
    sum: Checksum,
    written: usize,
    begun: usize,
    sections: Vec<(usize, usize)>,
}

impl<'w> Out<'w> {
    fn new(to: &'w mut dyn Write) -> io::Result<Self> {
        let waiting = Vec::with_capacity(CHUNK * 2);
        let sections = Vec::with_capacity(SECTIONS);
        let mut out = Self { to, waiting, sum: Checksum::new(), written: 0, begun: HEAD, sections };
        out.put(&MAGIC)?;
        out.put(&VERSION.to_le_bytes())?;
        out.put(&[0; 4])?;
        Ok(out)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.waiting.extend_from_slice(bytes);
        self.written += bytes.len();
        if self.waiting.len() >= CHUNK {
            let whole = self.waiting.len() / 32 * 32;
            self.flush(whole)?;
        }
        Ok(())
    }

    fn flush(&mut self, most: usize) -> io::Result<()> {
        let ready = self.waiting.get(..most).unwrap_or(&[]);
        self.sum.add(ready);
        self.to.write_all(ready)?;
        self.waiting.drain(..ready.len());
        Ok(())
    }

    /// Ends a section and fills it up.
    fn end(&mut self) -> io::Result<()> {
        self.sections.push((self.begun, self.written - self.begun));
        let fill = self.written.next_multiple_of(8) - self.written;
        self.put([0; 8].get(..fill).unwrap_or(&[]))?;
        self.begun = self.written;
        Ok(())
    }

    fn numbers(&mut self, numbers: impl IntoIterator<Item = u32>) -> io::Result<()> {
        numbers.into_iter().try_for_each(|n| self.put(&n.to_le_bytes()))
    }

    /// A section of where things of these lengths start, and where the last one ends.
    fn starts(&mut self, lengths: impl Iterator<Item = usize>) -> io::Result<()> {
        let mut start = 0;
        self.numbers([0])?;
        for len in lengths {
            start += len;
            let too_large = "the register is too large for one index";
            let start = u32::try_from(start).or(Err(io::Error::other(too_large)))?;
            self.put(&start.to_le_bytes())?;
        }
        self.end()
    }

    /// Two sections: buckets of hashes, and the numbers in them.
    fn buckets(
        &mut self,
        expected: usize,
        numbers: impl Iterator<Item = (u64, u32)>,
    ) -> io::Result<()> {
        let buckets = expected.max(1).next_power_of_two();
        let in_bucket = |hash: u64| u64::from(count(bucket(hash, buckets + 1)));
        let mut all: Vec<u64> =
            numbers.map(|(hash, n)| in_bucket(hash) << 32 | u64::from(n)).collect();
        all.sort_unstable();
        all.dedup();
        let mut lengths = vec![0_usize; buckets];
        for entry in &all {
            let place = usize::try_from(entry >> 32).unwrap_or(usize::MAX);
            lengths.get_mut(place).into_iter().for_each(|len| *len += 1);
        }
        self.starts(lengths.into_iter())?;
        self.numbers(all.into_iter().map(|e| u32::try_from(e & 0xffff_ffff).unwrap_or(NONE)))?;
        self.end()
    }

    /// Three sections: buckets of keys, the ascending keys, and where their lists start.
    fn lists_head(&mut self, keys: &[(u64, u32)]) -> io::Result<()> {
        let buckets = keys.len().max(1).next_power_of_two();
        let mut lengths = vec![0_usize; buckets];
        for (key, _) in keys {
            let place = bucket(*key, buckets + 1);
            lengths.get_mut(place).into_iter().for_each(|len| *len += 1);
        }
        self.starts(lengths.into_iter())?;
        for (key, _) in keys {
            self.put(&key.to_le_bytes())?;
        }
        self.end()?;
        self.starts(keys.iter().map(|(_, len)| at(*len)))
    }

    fn close(mut self, stamp: &[u8; STAMP_BYTES]) -> io::Result<()> {
        for (offset, len) in std::mem::take(&mut self.sections) {
            for n in [offset, len] {
                self.put(&u64::try_from(n).unwrap_or(u64::MAX).to_le_bytes())?;
            }
        }
        self.put(stamp)?;
        self.put(&engine().to_le_bytes())?;
        self.flush(self.waiting.len())?;
        self.to.write_all(&self.sum.done().to_le_bytes())?;
        self.to.write_all(&MAGIC)?;
        self.to.flush()
    }
}
