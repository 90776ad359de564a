//! Every way to write two readings step by step, and the odds of each.

use super::steps::{Steps, add, item};

/// The odds of all ways up to each position.
#[derive(Debug)]
pub(crate) struct Lattice<'a> {
    odds: &'a Steps,
    left: &'a [u8],
    right: &'a [u8],
    forward: Vec<Vec<f64>>,
}

impl<'a> Lattice<'a> {
    pub(crate) fn new(odds: &'a Steps, left: &'a [u8], right: &'a [u8]) -> Self {
        let mut forward: Vec<Vec<f64>> = Vec::with_capacity(left.len() + 1);
        let mut first = vec![1.0];
        for &y in right {
            let before = first.last().copied().unwrap_or(0.0);
            first.push(before * item(&odds.right, usize::from(y)));
        }
        forward.push(first);
        for &x in left {
            let above = forward.last().map_or(&[][..], |row| row);
            let row = next_row(odds, above, usize::from(x), right);
            forward.push(row);
        }
        Self { odds, left, right, forward }
    }

    /// The odds of all ways together.
    pub(crate) fn total(&self) -> f64 {
        self.forward.last().and_then(|row| row.last()).copied().unwrap_or(0.0)
    }

    /// Adds each step to `counts` by its share of all ways, `share` in all.
    pub(crate) fn count(&self, counts: &mut Steps, share: f64) {
        let one = share / self.total().max(f64::MIN_POSITIVE);
        let mut below = vec![0.0; self.right.len() + 1];
        for (i, row) in self.forward.iter().enumerate().rev() {
            let x = self.left.get(i).map(|s| usize::from(*s));
            below = self.count_row((x, row), &below, counts, one);
        }
    }

    /// Adds the steps that leave one row; gives the odds of all ways from each of its positions on.
    fn count_row(
        &self,
        (x, row): (Option<usize>, &[f64]),
        below: &[f64],
        counts: &mut Steps,
        one: f64,
    ) -> Vec<f64> {
        let mut after = vec![0.0; row.len()];
        for (j, reached) in row.iter().enumerate().rev() {
            let y = self.right.get(j).map(|s| usize::from(*s));
            let here = reached * one;
            let met = x.zip(y).map_or(0.0, |(x, y)| self.odds.swap.at(x, y) * item(below, j + 1));
            let lost = x.map_or(0.0, |x| item(&self.odds.left, x) * item(below, j));
            let come = y.map_or(0.0, |y| item(&self.odds.right, y) * item(&after, j + 1));
            if let Some((x, y)) = x.zip(y) {
                counts.swap.add(x, y, here * met);
            }
            x.into_iter().for_each(|x| add(&mut counts.left, x, here * lost));
            y.into_iter().for_each(|y| add(&mut counts.right, y, here * come));
            let end = if x.or(y).is_none() { 1.0 } else { 0.0 };
            add(&mut after, j, end + met + lost + come);
        }
        after
    }
}

fn next_row(odds: &Steps, above: &[f64], x: usize, right: &[u8]) -> Vec<f64> {
    let mut row = vec![item(above, 0) * item(&odds.left, x)];
    for (j, &y) in right.iter().enumerate() {
        let y = usize::from(y);
        let met = item(above, j) * odds.swap.at(x, y);
        let lost = item(above, j + 1) * item(&odds.left, x);
        let come = row.last().copied().unwrap_or(0.0) * item(&odds.right, y);
        row.push(met + lost + come);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::symbol::SYMBOLS;

    #[test]
    fn shares_of_all_ways_sum_to_one_word() {
        let mut odds = Steps::zero(SYMBOLS);
        for a in 0..SYMBOLS {
            (0..SYMBOLS).for_each(|b| odds.swap.add(a, b, if a == b { 9.0 } else { 0.5 }));
            add(&mut odds.left, a, 0.2);
            add(&mut odds.right, a, 0.1);
        }
        let (left, right) = ([1, 2, 3, 4], [1, 9, 3]);
        let mut counts = Steps::zero(SYMBOLS);
        Lattice::new(&odds, &left, &right).count(&mut counts, 1.0);
        for (i, x) in left.iter().enumerate() {
            let met: f64 = (0..SYMBOLS).map(|b| counts.swap.at(usize::from(*x), b)).sum();
            let all = met + item(&counts.left, usize::from(*x));
            assert!((all - 1.0).abs() < 1e-9, "{i}: {all}");
        }
        assert!(counts.swap.at(1, 1) > 0.9);
    }
}
