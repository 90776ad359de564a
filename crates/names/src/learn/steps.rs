//! A number for each step of writing two words at once: odds, or how often the step was taken.

use super::symbol::{LETTERS, PLACES, SYMBOLS};
use crate::pivot;

/// A square of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Square {
    width: usize,
    cells: Vec<f64>,
}

impl Square {
    fn zero(width: usize) -> Self {
        Self { width, cells: vec![0.0; width * width] }
    }

    pub(crate) fn at(&self, a: usize, b: usize) -> f64 {
        item(&self.cells, a * self.width + b)
    }

    pub(crate) fn add(&mut self, a: usize, b: usize, by: f64) {
        add(&mut self.cells, a * self.width + b, by);
    }

    /// The square of what `value` says of each cell.
    fn of(width: usize, value: impl Fn(usize, usize) -> f64) -> Self {
        let cells = (0..width * width).map(|at| value(at / width, at % width)).collect();
        Self { width, cells }
    }

    fn row_sums(&self) -> Vec<f64> {
        self.cells.chunks(self.width).map(|row| row.iter().sum()).collect()
    }

    fn column_sums(&self) -> Vec<f64> {
        (0..self.width).map(|b| self.cells.iter().skip(b).step_by(self.width).sum()).collect()
    }
}

/// A number of a list; 0 beyond its end.
pub(crate) fn item(row: &[f64], a: usize) -> f64 {
    row.get(a).copied().unwrap_or(0.0)
}

/// Adds to a number of a list.
pub(crate) fn add(row: &mut [f64], a: usize, by: f64) {
    if let Some(slot) = row.get_mut(a) {
        *slot += by;
    }
}

fn both(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(x, y)| x + y).collect()
}

/// A number for each step of one kind.
#[derive(Clone, Debug)]
pub(crate) struct Steps {
    /// A sound of both words.
    pub(crate) swap: Square,
    /// A sound that only the left word has.
    pub(crate) left: Vec<f64>,
    /// A sound that only the right word has.
    pub(crate) right: Vec<f64>,
}

impl Steps {
    pub(crate) fn zero(width: usize) -> Self {
        Self { swap: Square::zero(width), left: vec![0.0; width], right: vec![0.0; width] }
    }

    /// The same of letters, whatever their place.
    pub(crate) fn by_letter(&self) -> Self {
        let mut out = Self::zero(LETTERS.len());
        for (at, count) in self.swap.cells.iter().enumerate() {
            out.swap.add(at / SYMBOLS / PLACES, at % SYMBOLS / PLACES, *count);
        }
        for (a, (left, right)) in self.left.iter().zip(&self.right).enumerate() {
            add(&mut out.left, a / PLACES, *left);
            add(&mut out.right, a / PLACES, *right);
        }
        out
    }

    /// Adds the steps of another, and the same with left and right changed.
    pub(crate) fn add_both_ways(&mut self, other: &Self) {
        let swap = |a: usize, b: usize| other.swap.at(a, b) + other.swap.at(b, a);
        let more = Square::of(other.left.len(), swap);
        self.swap.cells = both(&self.swap.cells, &more.cells);
        let gaps = both(&other.left, &other.right);
        self.left = both(&self.left, &gaps);
        self.right = both(&self.right, &gaps);
    }

    /// The odds of a step over those of its sounds heard as themselves.
    fn relative(&self, a: usize, b: usize) -> f64 {
        let own = (self.swap.at(a, a) * self.swap.at(b, b)).sqrt();
        self.swap.at(a, b) / own.max(f64::MIN_POSITIVE)
    }

    /// Odds of each step from how often it was taken, drawn to the odds `known` as far as `much`
    /// says, in expected meetings; `to` names the step in `known` that a step here is one of.
    pub(crate) fn odds(&self, known: &Self, much: f64, to: impl Fn(usize) -> usize) -> Self {
        let width = self.left.len();
        let met: f64 = self.swap.cells.iter().sum();
        let counts_left = both(&self.swap.row_sums(), &self.left);
        let counts_right = both(&self.swap.column_sums(), &self.right);
        let all =
            counts_left.iter().sum::<f64>().max(1.0) * counts_right.iter().sum::<f64>().max(1.0);
        let drawn = |a: usize, b: usize, before: f64| {
            let chance = met * item(&counts_left, a) * item(&counts_right, b) / all;
            (self.swap.at(a, b) + much * before) / (chance + much)
        };
        let alone = |a: usize| drawn(a, a, known.swap.at(to(a), to(a)));
        let own: Vec<f64> = (0..width).map(alone).collect();
        let swap = |a: usize, b: usize| {
            let like = (item(&own, a) * item(&own, b)).sqrt();
            if a == b { item(&own, a) } else { drawn(a, b, known.relative(to(a), to(b)) * like) }
        };
        let share = |gaps: &[f64], counts: &[f64], known: &[f64]| -> Vec<f64> {
            let one =
                |a: usize| (item(gaps, a) + much * item(known, to(a))) / (item(counts, a) + much);
            (0..width).map(one).collect()
        };
        Self {
            swap: Square::of(width, swap),
            left: share(&self.left, &counts_left, &known.left),
            right: share(&self.right, &counts_right, &known.right),
        }
    }

    /// These odds, and a part of the odds of others.
    pub(crate) fn mixed(&self, other: &Self, part: f64, to: impl Fn(usize) -> usize) -> Self {
        let width = self.left.len();
        let part_of = |own: f64, known: f64| own * (1.0 - part) + known * part;
        let alone = |a: usize| part_of(self.swap.at(a, a), other.swap.at(to(a), to(a)));
        let own: Vec<f64> = (0..width).map(alone).collect();
        let swap = |a: usize, b: usize| {
            let like = (item(&own, a) * item(&own, b)).sqrt();
            let known = other.relative(to(a), to(b)) * like;
            if a == b { item(&own, a) } else { part_of(self.swap.at(a, b), known) }
        };
        let blend = |own: &[f64], known: &[f64]| -> Vec<f64> {
            own.iter().enumerate().map(|(a, odds)| part_of(*odds, item(known, to(a)))).collect()
        };
        Self {
            swap: Square::of(width, swap),
            left: blend(&self.left, &other.left),
            right: blend(&self.right, &other.right),
        }
    }

    /// The odds that the costs set by hand stand for, `unit` hundredths to one of log-odds.
    pub(crate) fn by_hand(unit: f64) -> Self {
        let letter = |a: usize| LETTERS.get(a).copied().unwrap_or(0);
        let weight = |a: usize| f64::from(pivot::weight(letter(a)));
        let said = |a: usize, b: usize| {
            let lost = f64::from(pivot::substitution(letter(a), letter(b)));
            (((weight(a) + weight(b)) / 2.0 - lost) / unit).exp()
        };
        let gaps: Vec<f64> = (0..LETTERS.len()).map(|a| (-weight(a) / 2.0 / unit).exp()).collect();
        Self { swap: Square::of(LETTERS.len(), said), left: gaps.clone(), right: gaps }
    }
}
