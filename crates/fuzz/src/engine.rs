//! Tries inputs: kept ones, seeds, and ever new ones made of those.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use crate::clock::timed;
use crate::dice::{Dice, of_text};
use crate::{Target, corpus, mutate, shrink};

/// Longest time one input may take. Generous: a busy machine is no failure.
pub const TIME_MAX: Duration = Duration::from_secs(2);
/// How often a slow input is tried again before it counts as slow.
const SLOW_TRIES: usize = 3;
/// Most inputs that are changed further.
const POOL_MAX: usize = 4_096;

/// Bytes that a target did not bear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The bytes, made small.
    pub input: Vec<u8>,
    /// What did not hold.
    pub why: String,
}

/// What a session came to.
#[derive(Clone, Debug)]
pub struct Session {
    /// Inputs tried.
    pub runs: u64,
    /// Behaviours seen.
    pub shapes: usize,
    /// The longest time one input took.
    pub slowest: Duration,
    /// How long all took.
    pub took: Duration,
    /// The first failure, which ends the session.
    pub failure: Option<Failure>,
}

/// Tries one input.
///
/// # Errors
/// A sentence that says what did not hold.
pub fn attempt(target: &Target, input: &[u8]) -> Result<(u64, Duration), String> {
    let (outcome, mut took) = timed(|| run(target, input));
    let shape = outcome?;
    for _ in 0..SLOW_TRIES {
        if took <= TIME_MAX {
            return Ok((shape, took));
        }
        took = timed(|| run(target, input)).1;
    }
    Err(format!("it takes {} ms, the limit is {} ms", took.as_millis(), TIME_MAX.as_millis()))
}

fn run(target: &Target, input: &[u8]) -> Result<u64, String> {
    catch_unwind(AssertUnwindSafe(|| (target.check)(input))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
        Err(format!("panic: {}", text.unwrap_or("without words")))
    })
}

/// Tries kept inputs and seeds, then so many new ones.
///
/// # Errors
/// When the corpus cannot be read.
pub fn session(target: &Target, runs: u64, seed: u64) -> anyhow::Result<Session> {
    let mut first = (target.seeds)();
    first.extend(corpus::kept(target)?.into_iter().map(|(_, bytes)| bytes));
    let (done, took) = timed(|| Run::new(target, seed).all(first, runs));
    Ok(Session { took, ..done })
}

/// A session under way.
struct Run<'a> {
    target: &'a Target,
    dice: Dice,
    pool: Vec<Vec<u8>>,
    seen: BTreeSet<u64>,
    runs: u64,
    slowest: Duration,
}

impl<'a> Run<'a> {
    fn new(target: &'a Target, seed: u64) -> Self {
        let dice = Dice::new(seed ^ of_text(target.name));
        let (pool, seen) = (Vec::new(), BTreeSet::new());
        Self { target, dice, pool, seen, runs: 0, slowest: Duration::ZERO }
    }

    fn all(mut self, first: Vec<Vec<u8>>, runs: u64) -> Session {
        let mut failure = None;
        for input in first {
            failure = failure.or_else(|| self.one(&input));
            self.pool.push(input);
        }
        while failure.is_none() && self.runs < runs {
            let input = self.input();
            failure = self.one(&input);
        }
        Session {
            runs: self.runs,
            shapes: self.seen.len(),
            slowest: self.slowest,
            took: Duration::ZERO,
            failure,
        }
    }

    fn input(&mut self) -> Vec<u8> {
        let old = self.dice.below(self.pool.len());
        let other = self.dice.below(self.pool.len());
        let at = |place: usize| self.pool.get(place).map(Vec::as_slice).unwrap_or_default();
        mutate::changed(at(old), at(other), self.target.pieces, &mut self.dice)
    }

    fn one(&mut self, input: &[u8]) -> Option<Failure> {
        self.runs += 1;
        match attempt(self.target, input) {
            Ok((shape, took)) => {
                self.slowest = self.slowest.max(took);
                if self.seen.insert(shape) && input.len() <= mutate::BYTES_MAX {
                    self.admit(input);
                }
                None
            }
            Err(_) => {
                let input = shrink::smaller(input, |less| attempt(self.target, less).is_err());
                let why = attempt(self.target, &input).err().unwrap_or_default();
                Some(Failure { input, why })
            }
        }
    }

    /// Takes an input with a new behaviour among those that are changed further.
    fn admit(&mut self, input: &[u8]) {
        if self.pool.len() < POOL_MAX {
            self.pool.push(input.to_vec());
        } else {
            let place = self.dice.below(POOL_MAX);
            if let Some(slot) = self.pool.get_mut(place) {
                *slot = input.to_vec();
            }
        }
    }
}
