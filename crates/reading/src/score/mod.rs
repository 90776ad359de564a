//! How well reports are read: precision, recall and F1 per kind against facts written by hand.
//!
//! A person is found when any printed form is; a date when it is the same; a statement when the act
//! and the side are the same and the places overlap. A meeting or an agreement is found when nothing
//! that both sides tell contradicts: kind, number, status, day and countries for a meeting; kind,
//! year, countries and how far it is for an agreement. One fact found answers one fact of the gold.

mod gold;
mod matching;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::reading::Reading;
pub use gold::{GoldError, GoldReport, parse};

/// Counts of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found and in the gold.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// In the gold.
    pub gold: usize,
}

/// Figures of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figures {
    /// Precision: the share of what was found that is right.
    pub p: f64,
    /// Recall: the share of the gold that was found.
    pub r: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

impl Counts {
    /// Adds the counts of another report.
    pub fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }

    /// The figures. Where nothing is to be found and nothing is, they are 1.
    #[must_use]
    pub fn figures(self) -> Figures {
        let share = |part: usize, whole: usize, none: f64| {
            if whole == 0 { none } else { number(part) / number(whole) }
        };
        let empty = if self.found == 0 && self.gold == 0 { 1.0 } else { 0.0 };
        let p = share(self.right, self.found, empty);
        let r = share(self.right, self.gold, empty);
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        Figures { p, r, f1 }
    }
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Counts of every kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Score(BTreeMap<&'static str, Counts>);

impl Score {
    /// Adds another score.
    pub fn add(&mut self, other: &Self) {
        for (kind, counts) in &other.0 {
            self.0.entry(kind).or_default().add(*counts);
        }
    }

    /// The counts of a kind: `persons`, `dates`, `meetings`, `agreements`, `areas`, `statements`.
    #[must_use]
    pub fn counts(&self, kind: &str) -> Counts {
        self.0.get(kind).copied().unwrap_or_default()
    }

    /// The figures of every kind.
    #[must_use]
    pub fn figures(&self) -> BTreeMap<&'static str, Figures> {
        self.0.iter().map(|(kind, counts)| (*kind, counts.figures())).collect()
    }
}

/// What a report's reading got wrong: facts of the gold not found, facts found that are not in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Errors {
    /// `kind: fact` of the gold that was not found.
    pub missed: Vec<String>,
    /// `kind: fact` found that is not in the gold.
    pub extra: Vec<String>,
}

/// Holds a reading against the gold of the same report.
#[must_use]
pub fn score(reading: &Reading, gold: &GoldReport) -> (Score, Errors) {
    let mut errors = Errors::default();
    let mut score = Score::default();
    for (kind, outcome) in matching::all(reading, gold) {
        score.0.insert(kind, outcome.counts);
        errors.missed.extend(outcome.missed.iter().map(|fact| format!("{kind}: {fact}")));
        errors.extra.extend(outcome.extra.iter().map(|fact| format!("{kind}: {fact}")));
    }
    (score, errors)
}

#[cfg(test)]
mod tests;
