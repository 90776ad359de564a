//! Expectation and maximisation: which sounds answer which in pairs of words known to be one name.
//!
//! A joint model of two words (Bisani and Ney 2008, with single sounds as units): a word pair is
//! written by steps, each a sound of both, or a sound of one alone. The odds of a step are its
//! probability over that of the same sounds in two unrelated words. Every alignment counts by its
//! share. What a kind has seen seldom is drawn to what all kinds have seen, and that to the costs
//! set by hand in `pivot.rs`.

use super::lattice::Lattice;
use super::model::{Costs, KINDS, Kind, Row};
use super::steps::{Steps, item};
use super::symbol::{PLACES, SYMBOLS};

/// One reading of a word: its symbols, and how likely it is before the other word is seen.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) symbols: Vec<u8>,
    pub(crate) prior: f64,
}

/// Two words known to be one name.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub(crate) left: Vec<Form>,
    pub(crate) right: Vec<Form>,
    pub(crate) kind: Kind,
    /// How much it counts.
    pub(crate) weight: f64,
}

/// Rounds of expectation and maximisation.
const ROUNDS: usize = 8;
/// Hundredths of a consonant in one unit of log-odds.
pub(crate) const UNIT: f64 = 30.0;
/// How much the costs set by hand count, in expected meetings of two letters.
const PRIOR: f64 = 4.0;
/// How much what all kinds have seen counts for one kind.
const POOLED: f64 = 8.0;
/// How much what a letter has seen in all places counts for one place.
const PLACED: f64 = 8.0;
/// Share of names that are written as the costs set by hand expect: the official romanisations of
/// the training data never show the free spellings of passports and newspapers, and its foreign
/// words are not the names of neighbours.
const FREE_NATIVE: f64 = 0.65;
const FREE_VIETNAMESE: f64 = 0.6;
const FREE_OTHER: f64 = 0.8;
/// Share of rows of the data that are taken to be right.
const RIGHT: f64 = 0.95;

/// Learns the costs of every kind.
pub(crate) fn learn(pairs: &[Pair]) -> Vec<Costs> {
    let hand = Steps::by_hand(UNIT);
    let wide = |a: usize| a / PLACES;
    let start = Steps::zero(SYMBOLS).odds(&hand, 1.0, wide);
    let mut odds: Vec<Steps> = vec![start; KINDS.len()];
    for _ in 0..ROUNDS {
        let counts = expect(pairs, &odds);
        odds = maximise(&counts, &hand);
    }
    let each = odds.iter().zip(KINDS);
    each.map(|(steps, kind)| costs(&steps.mixed(&hand, free(kind), wide))).collect()
}

fn free(kind: Kind) -> f64 {
    match kind {
        Kind::NativeLatin => FREE_NATIVE,
        Kind::VietnameseLatin => FREE_VIETNAMESE,
        Kind::Other => FREE_OTHER,
    }
}

fn maximise(counts: &[Steps], hand: &Steps) -> Vec<Steps> {
    let mut all = Steps::zero(SYMBOLS);
    counts.iter().for_each(|kind| all.add_both_ways(kind));
    let pooled = all.by_letter().odds(hand, PRIOR, |a| a);
    let placed = all.odds(&pooled, PLACED, |a| a / PLACES);
    let each = counts.iter().zip(KINDS).map(|(kind, name)| {
        if name == Kind::Other {
            return placed.clone();
        }
        let letters = kind.by_letter().odds(&pooled, POOLED, |a| a);
        kind.odds(&letters, PLACED, |a| a / PLACES)
    });
    each.collect()
}

/// How often each step is taken, by kind.
fn expect(pairs: &[Pair], odds: &[Steps]) -> Vec<Steps> {
    let mut counts = vec![Steps::zero(SYMBOLS); KINDS.len()];
    for pair in pairs {
        let place = KINDS.iter().position(|kind| *kind == pair.kind).unwrap_or(0);
        if let (Some(odds), Some(counts)) = (odds.get(place), counts.get_mut(place)) {
            expect_pair(pair, odds, counts);
        }
    }
    counts
}

fn expect_pair(pair: &Pair, odds: &Steps, counts: &mut Steps) {
    let mut ways: Vec<(f64, Lattice<'_>)> = Vec::new();
    for left in &pair.left {
        for right in &pair.right {
            let lattice = Lattice::new(odds, &left.symbols, &right.symbols);
            ways.push((lattice.total() * left.prior * right.prior, lattice));
        }
    }
    let all: f64 = ways.iter().map(|way| way.0).sum();
    let right = all * RIGHT / (all * RIGHT + (1.0 - RIGHT)).max(f64::MIN_POSITIVE);
    for (odds, lattice) in ways {
        let share = right * odds / all.max(f64::MIN_POSITIVE);
        if share > LEAST_SHARE {
            lattice.count(counts, share * pair.weight);
        }
    }
}

/// A pair of readings with a smaller share is not counted.
const LEAST_SHARE: f64 = 0.01;

/// Odds as whole costs.
fn costs(odds: &Steps) -> Costs {
    let said = |a: usize, b: usize| odds.swap.at(a, b).max(f64::MIN_POSITIVE).ln() * UNIT;
    let own: Vec<f64> = (0..SYMBOLS).map(|a| said(a, a).clamp(LEAST_WEIGHT, MOST_WEIGHT)).collect();
    let row = |value: &dyn Fn(usize) -> f64| -> Row {
        let mut row = [0; SYMBOLS];
        row.iter_mut().enumerate().for_each(|(b, slot)| *slot = whole(value(b)));
        row
    };
    let swap = |a: usize, b: usize| {
        if a == b { 0.0 } else { (item(&own, a) + item(&own, b)) / 2.0 - said(a, b) }
    };
    let gap = |gaps: &[f64], a: usize| {
        item(&own, a) / 2.0 - item(gaps, a).max(f64::MIN_POSITIVE).ln() * UNIT
    };
    Costs {
        swap: (0..SYMBOLS).map(|a| row(&|b| swap(a, b))).collect(),
        left: row(&|a| gap(&odds.left, a)),
        right: row(&|a| gap(&odds.right, a)),
        weight: row(&|a| item(&own, a)),
    }
}

/// Bounds of what one sound says, so that a sound seen seldom does not say most.
const LEAST_WEIGHT: f64 = 15.0;
const MOST_WEIGHT: f64 = 130.0;

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is clamped to 0..=250 first"
)]
fn whole(cost: f64) -> u8 {
    cost.round().clamp(0.0, 250.0) as u8
}
