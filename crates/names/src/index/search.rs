//! The search: words that answer the query's, names that hold them, the best of those in full.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::list::{List, at, count};
use super::look::Look;
use super::sieve::{Match, Sieve};
use super::{Index, pair_key, wordkeys};
use crate::align::{MIN_SIMILARITY, Table};
use crate::compare::{self, Comparison, compare_tokens};
use crate::limits::{
    MAX_COMPARED, MAX_HITS, MAX_JOINED, MAX_NAMES_OF_COMMON, MAX_NAMES_TOUCHED, MAX_NEAREST,
    MAX_PAIRED, MAX_RUN_CANDIDATES, MAX_TOKENS, MAX_UNITS, MAX_WORD_CANDIDATES,
};
use crate::name::Name;
use crate::pair;
use crate::rarity::Rarity;
use crate::table::{hash, mix};
use crate::token::{Token, Word};

/// A person of the register who may be the one asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The person's mark, as given to [`Index::put`].
    pub person: String,
    /// The name that answers best, folded, without titles.
    pub name: String,
    /// The score and its explanation; the query is on the left.
    pub comparison: Comparison,
}

/// What a name loses in the first look for each word the query lacks.
const EXTRA: f64 = 0.06;
/// A likeness that counts nothing in the first look.
const HALF_ALIKE: f64 = 0.35;
/// How much more a sure answer says than a doubtful one, as a power.
const SURE: i32 = 3;
/// What a fitting initial counts in the first look.
const BEGINS: f64 = 0.6;

/// A word of the query, or several joined, and what answers it.
struct Unit {
    range: Range<usize>,
    matches: Vec<Match>,
}

/// What a list of names says, and the list.
type Weighed<'a> = (f64, List<'a>);

/// Adds the lists that say most until so many names are touched; of a list that does not fit, a
/// part when nothing else was found.
fn gather(touched: &mut Vec<u32>, mut lists: Vec<Weighed<'_>>, most: usize) {
    lists.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.len().cmp(&b.1.len())));
    for (_, list) in lists {
        let room = most.saturating_sub(touched.len());
        if list.len() <= room || touched.is_empty() {
            list.copy_to(touched, most);
        }
    }
}

/// Orders persons of one score: by a hash, so that no kind of mark comes first.
fn lot(person: &str) -> (u64, &str) {
    (hash(person.as_bytes()), person)
}

fn real(n: usize) -> f64 {
    f64::from(count(n))
}

/// One query under way.
struct Run<'a> {
    look: Look<'a>,
    rarity: Rarity<'a>,
    query: &'a [Token],
    weights: Vec<f64>,
    units: Vec<Unit>,
    answers: Answers,
    sieve: Sieve<'a>,
    alike: RefCell<BTreeMap<(usize, u32, bool), f64>>,
}

/// Numbers of 64 bits that tell at once that a word is no answer.
const BITS: usize = 64;

/// Which words of the register answer which units.
#[derive(Debug, Default)]
struct Answers {
    /// Word number, unit, similarity; by word number.
    all: Vec<(u32, usize, f64)>,
    /// One bit for the last digits of each word that answers: most words of most names do not.
    bits: Vec<u64>,
}

impl Answers {
    fn of(units: &[Unit]) -> Self {
        let mut out = Self { all: Vec::new(), bits: vec![0; BITS] };
        for (unit, found) in units.iter().enumerate() {
            out.all.extend(found.matches.iter().map(|m| (m.word, unit, m.similarity)));
        }
        out.all.sort_by_key(|answer| answer.0);
        for (word, _, _) in &out.all {
            if let Some(bits) = out.bits.get_mut(at(word / 64 % 64)) {
                *bits |= 1 << (word % 64);
            }
        }
        out
    }

    fn to(&self, word: u32) -> &[(u32, usize, f64)] {
        let bits = self.bits.get(at(word / 64 % 64)).copied().unwrap_or(0);
        if bits >> (word % 64) & 1 == 0 {
            return &[];
        }
        let from = self.all.partition_point(|a| a.0 < word);
        let found = self.all.get(from..).unwrap_or(&[]);
        let len = found.iter().take_while(|a| a.0 == word).count();
        found.get(..len).unwrap_or(&[])
    }
}

impl Index {
    /// The persons whose names are likeliest to be the query's, the likeliest first, at most
    /// `limit` (and [`MAX_HITS`]). Persons of one score stand in an order that says nothing, always the same.
    #[must_use]
    pub fn search(&self, query: &Name, limit: usize) -> Vec<Hit> {
        let run = Run::new(self, query.tokens());
        let mut ranked = run.ranked(MAX_COMPARED);
        ranked.truncate(limit.min(MAX_HITS));
        ranked.into_iter().map(|(_, person, name)| run.hit(person, name)).collect()
    }

    /// The marks of the persons whose names are nearest to the query's, the nearest first, at most
    /// `limit` (and [`MAX_NEAREST`]): for those who go on to compare more than names.
    #[must_use]
    pub fn nearest(&self, query: &Name, limit: usize) -> Vec<String> {
        let run = Run::new(self, query.tokens());
        let ranked = run.ranked(limit.clamp(MAX_COMPARED, MAX_NEAREST));
        ranked.into_iter().take(limit).map(|(_, person, _)| person.to_owned()).collect()
    }
}

impl<'a> Run<'a> {
    fn new(index: &'a Index, query: &'a [Token]) -> Self {
        let (look, rarity) = (index.look(), Rarity::of_index(index));
        let weights = query.iter().map(|t| pair::weight(t) * rarity.of(t)).collect();
        let mut run = Self {
            look,
            rarity,
            query,
            weights,
            units: Vec::new(),
            answers: Answers::default(),
            sieve: Sieve::new(look),
            alike: RefCell::default(),
        };
        run.units = run.units();
        run.answers = Answers::of(&run.units);
        run
    }

    /// The persons of the best `compared` names: score, mark and best name of each, the best first.
    fn ranked(&self, compared: usize) -> Vec<(f64, &'a str, u32)> {
        let mut best: BTreeMap<u32, (f64, u32)> = BTreeMap::new();
        for name in self.names(compared) {
            let Some(person) = self.look.person_of(name) else { continue };
            let score = self.score(name);
            let slot = best.entry(person).or_insert((score, name));
            if score > slot.0 {
                *slot = (score, name);
            }
        }
        let id = |person: u32| self.look.person_id(person);
        let mut ranked: Vec<(f64, &str, u32)> =
            best.into_iter().map(|(person, (score, name))| (score, id(person), name)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| lot(a.1).cmp(&lot(b.1))));
        ranked
    }

    fn units(&self) -> Vec<Unit> {
        let mut out = Vec::new();
        // An initial begins too many words to be looked up, but a name may be all of one letter.
        let only_initials = self.query.iter().all(Token::is_initial);
        let asked = |t: &Token| only_initials || !t.is_initial();
        for (i, token) in self.query.iter().enumerate().filter(|(_, t)| asked(t)) {
            let matches = self.sieve.matches(token, MAX_WORD_CANDIDATES);
            out.push(Unit { range: i..i + 1, matches });
        }
        let native = |t: &Token| t.is_native_vietnamese() && t.is_common();
        if self.query.iter().any(native) {
            return out;
        }
        let widths = 2..=MAX_JOINED.min(self.query.len());
        let runs = widths.flat_map(|n| (0..=self.query.len() - n).map(move |i| i..i + n));
        out.extend(runs.filter_map(|range| self.joined(range)).take(MAX_UNITS));
        out
    }

    fn joined(&self, range: Range<usize>) -> Option<Unit> {
        let words = self.query.get(range.clone()).filter(|words| pair::is_run(words))?;
        let token = Token::standing(Word::joined(words)?.into(), false, false);
        Some(Unit { range, matches: self.sieve.matches(&token, MAX_RUN_CANDIDATES) })
    }

    /// The names worth comparing in full, at most so many.
    fn names(&self, most: usize) -> Vec<u32> {
        let mut touched = self.touched();
        touched.sort_unstable();
        touched.dedup();
        touched.retain(|name| !self.look.is_gone(*name));
        // In three passes, so that waiting for memory overlaps.
        let lists: Vec<List<'_>> = touched.iter().map(|name| self.look.words_of(*name)).collect();
        let mut words: Vec<u32> = Vec::with_capacity(touched.len() * 4);
        let mut ranked: Vec<(f64, u32)> = Vec::with_capacity(touched.len());
        lists.iter().for_each(|list| list.copy_to(&mut words, MAX_TOKENS));
        let mut rest = words.as_slice();
        for (list, name) in lists.iter().zip(&touched) {
            let (own, others) = rest.split_at_checked(list.len()).unwrap_or_default();
            rest = others;
            ranked.push((self.first_look(own), *name));
        }
        let order = |a: &(f64, u32), b: &(f64, u32)| {
            b.0.total_cmp(&a.0).then_with(|| mix(a.1.into()).cmp(&mix(b.1.into())))
        };
        if ranked.len() > most {
            ranked.select_nth_unstable_by(most, order);
            ranked.truncate(most);
        }
        ranked.into_iter().map(|(_, name)| name).collect()
    }

    /// Names that hold an answer, within a budget: of rare words, then of two frequent words, then
    /// of one frequent word; each time of those that say most first.
    fn touched(&self) -> Vec<u32> {
        let mut says: BTreeMap<u32, f64> = BTreeMap::new();
        for (unit, found) in self.found() {
            let width = self.units.get(unit).map_or(1, |u| u.range.len());
            let most = says.entry(found.word).or_insert(0.0);
            *most = most.max(found.similarity.powi(SURE) * real(width));
        }
        let (mut rare, mut frequent): (Vec<Weighed<'_>>, Vec<Weighed<'_>>) = Default::default();
        for (word, says) in says {
            let lists = if self.look.is_frequent(word) { &mut frequent } else { &mut rare };
            lists.push((says * self.look.rarity(self.look.count(word)), self.look.names(word)));
        }
        let mut touched: Vec<u32> = Vec::new();
        gather(&mut touched, rare, MAX_NAMES_TOUCHED);
        gather(&mut touched, self.paired(), MAX_NAMES_TOUCHED * 2);
        let least = if touched.is_empty() { MAX_NAMES_OF_COMMON } else { MAX_NAMES_TOUCHED };
        gather(&mut touched, frequent, least);
        touched
    }

    fn found(&self) -> impl Iterator<Item = (usize, &Match)> {
        let units = self.units.iter().enumerate();
        units.flat_map(|(i, unit)| unit.matches.iter().map(move |found| (i, found)))
    }

    /// Lists of names that hold two frequent words which answer two words of the query.
    fn paired(&self) -> Vec<Weighed<'_>> {
        let is_frequent = |m: &&Match| self.look.is_frequent(m.word);
        let frequent: Vec<Vec<&Match>> = self
            .units
            .iter()
            .take(MAX_PAIRED)
            .map(|unit| unit.matches.iter().filter(is_frequent).take(MAX_PAIRED).collect())
            .collect();
        let mut lists: Vec<Weighed<'_>> = Vec::new();
        for (i, first) in frequent.iter().enumerate() {
            let others = frequent.iter().skip(i + 1).flatten();
            let pairs = others.flat_map(|b| first.iter().map(move |a| (a, b)));
            lists.extend(pairs.filter_map(|(a, b)| {
                let list = self.look.paired(pair_key(a.word, b.word));
                let both = (a.similarity * b.similarity).powi(SURE);
                let says = both * self.look.rarity(list.len());
                (!list.is_empty() && a.word != b.word).then_some((says, list))
            }));
        }
        lists
    }

    /// How well a name answers by the words already judged.
    fn first_look(&self, words: &[u32]) -> f64 {
        let mut covered = [0.0_f64; MAX_TOKENS];
        let mut unanswered = 0.0;
        for &word in words {
            if !self.cover(word, &mut covered) && !self.begins(word, &mut covered) {
                unanswered += EXTRA;
            }
        }
        let counts = |c: f64| ((c - HALF_ALIKE) / (1.0 - HALF_ALIKE)).max(0.0);
        let gained: f64 = covered.iter().zip(&self.weights).map(|(c, w)| counts(*c) * w).sum();
        gained / self.weights.iter().sum::<f64>().max(0.1) - unanswered
    }

    /// Notes which words of the query a word of the register answers; whether it answers any.
    fn cover(&self, word: u32, covered: &mut [f64; MAX_TOKENS]) -> bool {
        let answers = self.answers.to(word);
        for (_, unit, similarity) in answers {
            let range = self.units.get(*unit).map_or(0..0, |u| u.range.clone());
            for slot in covered.get_mut(range).into_iter().flatten() {
                *slot = slot.max(*similarity);
            }
        }
        !answers.is_empty()
    }

    fn begins(&self, word: u32, covered: &mut [f64; MAX_TOKENS]) -> bool {
        let mut fits = false;
        for (slot, token) in covered.iter_mut().zip(self.query).filter(|(_, t)| t.is_initial()) {
            if self.sieve.may_begin(wordkeys::mark(token.word()).first, word) {
                *slot = slot.max(BEGINS);
                fits = true;
            }
        }
        fits
    }

    /// The words of a name as they stand in it.
    fn tokens(&self, name: u32, words: &[u32]) -> Vec<Token> {
        let native = self.look.is_native(name);
        let numbered = words.iter().enumerate();
        numbered
            .filter_map(|(i, n)| Some(Token::standing(self.sieve.word(*n)?, native, i == 0)))
            .collect()
    }

    fn score(&self, name: u32) -> f64 {
        let words: Vec<u32> = self.look.words_of(name).iter().collect();
        let other = self.tokens(name, &words);
        let numbered = other.iter().zip(&words);
        let weights: Vec<f64> =
            numbered.map(|(t, n)| pair::weight(t) * self.rarity.of_number(t, *n)).collect();
        let alike = |i: usize, j: usize| match (self.query.get(i), other.get(j), words.get(j)) {
            (Some(a), Some(b), Some(&word)) => self.alike(a, b, (i, word)),
            _ => 0.0,
        };
        if compare::is_turned(self.query, &other) {
            let table =
                Table::new((&other, weights), (self.query, self.weights.clone()), |i, j| {
                    alike(j, i)
                });
            compare::best(&table).0
        } else {
            let table = Table::new((self.query, self.weights.clone()), (&other, weights), alike);
            compare::best(&table).0
        }
    }

    /// How alike a word of the query and a word of the register are, computed once.
    fn alike(&self, a: &Token, b: &Token, (place, word): (usize, u32)) -> f64 {
        let key = (place, word, b.is_native_vietnamese());
        if let Some(known) = self.alike.borrow().get(&key) {
            return *known;
        }
        let similarity = pair::similarity(a, b, MIN_SIMILARITY);
        self.alike.borrow_mut().insert(key, similarity);
        similarity
    }

    fn hit(&self, person: &str, name: u32) -> Hit {
        let words: Vec<u32> = self.look.words_of(name).iter().collect();
        let other = self.tokens(name, &words);
        let comparison = compare_tokens(self.query, &other, &self.rarity);
        let texts: Vec<&str> = other.iter().map(Token::text).collect();
        Hit { person: person.to_owned(), name: texts.join(" "), comparison }
    }
}
