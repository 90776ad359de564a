//! Which words of one name answer which words of the other.

use std::ops::Range;

use crate::limits::{MAX_EXACT_ASSIGNMENT, MAX_JOINED};
use crate::pair;
use crate::token::Token;

/// Words of the left name that answer words of the right name.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) left: Range<usize>,
    pub(crate) right: Range<usize>,
    pub(crate) similarity: f64,
}

/// Two names as they are aligned: their words, what each weighs, and how alike each two are.
#[derive(Clone, Debug)]
pub(crate) struct Table<'a> {
    pub(crate) left: &'a [Token],
    pub(crate) right: &'a [Token],
    weights_left: Vec<f64>,
    weights_right: Vec<f64>,
    cells: Vec<f64>,
}

impl<'a> Table<'a> {
    /// Compares the words, each side given with what its words weigh; `similar` takes the places of a
    /// left and a right word. What is below [`MIN_SIMILARITY`] does not count.
    pub(crate) fn new(
        (left, weights_left): (&'a [Token], Vec<f64>),
        (right, weights_right): (&'a [Token], Vec<f64>),
        mut similar: impl FnMut(usize, usize) -> f64,
    ) -> Self {
        let mut cells = Vec::with_capacity(left.len() * right.len());
        for i in 0..left.len() {
            cells.extend((0..right.len()).map(|j| similar(i, j)));
        }
        Self { left, right, weights_left, weights_right, cells }
    }

    fn at(&self, i: usize, j: usize) -> f64 {
        self.cells.get(i * self.right.len() + j).copied().unwrap_or(0.0)
    }

    /// What one word weighs.
    pub(crate) fn weight_left(&self, i: usize) -> f64 {
        self.weights_left.get(i).copied().unwrap_or(0.0)
    }

    /// What one word weighs.
    pub(crate) fn weight_right(&self, j: usize) -> f64 {
        self.weights_right.get(j).copied().unwrap_or(0.0)
    }

    /// What a link weighs in the whole: the words it covers on both sides.
    pub(crate) fn weight(&self, link: &Link) -> f64 {
        let sum = |all: &[f64], range: &Range<usize>| -> f64 {
            all.get(range.clone()).unwrap_or(&[]).iter().sum()
        };
        sum(&self.weights_left, &link.left) + sum(&self.weights_right, &link.right)
    }
}

/// Below this two words do not answer one another.
pub(crate) const MIN_SIMILARITY: f64 = 0.45;

/// Pairs of words above which only the printed order is tried with joined words.
const MANY_WORDS: usize = 36;
/// What the likeness of two whole names written as one word each counts.
const WHOLE: f64 = 0.97;
/// Decides between equal assignments for the one that keeps the order.
const IN_PLACE: f64 = 1e-7;

/// The best one-to-one assignment, in any order.
pub(crate) fn one_to_one(table: &Table<'_>) -> Vec<Link> {
    let (rows, columns) = (table.left.len(), table.right.len());
    let mut cells: Vec<Link> = Vec::new();
    for i in 0..rows {
        for j in 0..columns {
            let similarity = table.at(i, j);
            if similarity >= MIN_SIMILARITY {
                cells.push(Link { left: i..i + 1, right: j..j + 1, similarity });
            }
        }
    }
    if rows.min(columns) <= MAX_EXACT_ASSIGNMENT { exact(table, &cells) } else { greedy(cells) }
}

/// One partial assignment: its value and the cells taken, one bit each (at most 16 times 6).
#[derive(Clone, Copy, Default)]
struct Partial {
    value: f64,
    taken: u128,
}

/// Subset dynamic programme over the shorter side (at most 2^6 states).
fn exact(table: &Table<'_>, cells: &[Link]) -> Vec<Link> {
    let turned = table.left.len() < table.right.len();
    let rows = table.left.len().max(table.right.len());
    let columns = table.left.len().min(table.right.len());
    let mut best: Vec<Option<Partial>> = vec![None; 1 << columns];
    if let Some(empty) = best.first_mut() {
        *empty = Some(Partial::default());
    }
    let place = |cell: &Link| {
        let (l, r) = (cell.left.start, cell.right.start);
        if turned { (r, l) } else { (l, r) }
    };
    for row in 0..rows {
        let mut next = best.clone();
        for (index, cell) in cells.iter().enumerate().filter(|(_, cell)| place(cell).0 == row) {
            let in_place = if cell.left == cell.right { IN_PLACE } else { 0.0 };
            let gain = cell.similarity * table.weight(cell) + in_place;
            take(&best, &mut next, (index, 1 << place(cell).1), gain);
        }
        best = next;
    }
    let winner = best.into_iter().flatten().reduce(|a, b| if b.value > a.value { b } else { a });
    let taken = winner.map_or(0, |w| w.taken);
    let is_taken = |index: &usize| taken >> *index & 1 == 1;
    (0..cells.len()).filter(is_taken).filter_map(|index| cells.get(index).cloned()).collect()
}

fn take(best: &[Option<Partial>], next: &mut [Option<Partial>], cell: (usize, usize), gain: f64) {
    let (index, bit) = cell;
    for (mask, partial) in best.iter().enumerate() {
        let Some(partial) = partial else { continue };
        if mask & bit != 0 {
            continue;
        }
        let Some(slot) = next.get_mut(mask | bit) else { continue };
        let value = partial.value + gain;
        if slot.is_none_or(|known| value > known.value) {
            *slot = Some(Partial { value, taken: partial.taken | 1 << index });
        }
    }
}

fn greedy(mut cells: Vec<Link>) -> Vec<Link> {
    let in_place = |link: &Link| link.left == link.right;
    cells.sort_by(|a, b| {
        b.similarity.total_cmp(&a.similarity).then_with(|| in_place(b).cmp(&in_place(a)))
    });
    let mut out: Vec<Link> = Vec::new();
    for cell in cells {
        let free = !out.iter().any(|l| l.left == cell.left || l.right == cell.right);
        if free {
            out.push(cell);
        }
    }
    out
}

/// The best alignment in order in which one word may answer several joined words, trying each
/// rotation of the right name (family name first or last); and the two names as one word each.
pub(crate) fn joined(table: &Table<'_>) -> Vec<Link> {
    let (left, right) = (table.left, table.right);
    let spans = spans(table);
    let mut winner: (f64, Vec<Link>) = (0.0, Vec::new());
    let rotations = if left.len() * right.len() > MANY_WORDS { 1 } else { right.len() };
    for shift in 0..rotations {
        let found = in_order(table, &spans, shift);
        if found.0 > winner.0 + 1e-9 {
            winner = found;
        }
    }
    winner.1
}

/// Every pair of spans of which one is a single word, good enough to be used.
fn spans(table: &Table<'_>) -> Vec<Link> {
    let (left, right) = (table.left, table.right);
    let mut out = Vec::new();
    for (i, a) in left.iter().enumerate() {
        for (j, b) in right.iter().enumerate() {
            out.push(Link { left: i..i + 1, right: j..j + 1, similarity: table.at(i, j) });
            out.extend((2..=MAX_JOINED).filter_map(|n| {
                let (similarity, _) = pair::joined(a, right.get(j..j + n)?)?;
                Some(Link { left: i..i + 1, right: j..j + n, similarity })
            }));
            out.extend((2..=MAX_JOINED).filter_map(|n| {
                let (similarity, _) = pair::joined(b, left.get(i..i + n)?)?;
                Some(Link { left: i..i + n, right: j..j + 1, similarity })
            }));
        }
    }
    if left.len().min(right.len()) > 1 {
        let all = pair::all_joined(left, right).map(|(similarity, _)| similarity * WHOLE);
        out.extend(all.map(|similarity| Link {
            left: 0..left.len(),
            right: 0..right.len(),
            similarity,
        }));
    }
    out.retain(|link| link.similarity >= MIN_SIMILARITY);
    out
}

/// The best value up to a pair of positions and the links that give it.
type Best = (f64, Vec<usize>);

/// Monotone dynamic programme; right positions count from `shift` round to `shift`.
fn in_order(table: &Table<'_>, spans: &[Link], shift: usize) -> (f64, Vec<Link>) {
    let (n, m) = (table.left.len(), table.right.len());
    let place = |j: usize| (j + m - shift) % m;
    let mut best: Vec<Best> = vec![(0.0, Vec::new()); (n + 1) * (m + 1)];
    for cell in 0..best.len() {
        let (i, j) = (cell / (m + 1), cell % (m + 1));
        let up = i.checked_sub(1).and_then(|i| best.get(i * (m + 1) + j));
        let side = j.checked_sub(1).and_then(|j| best.get(i * (m + 1) + j));
        let mut here = up.into_iter().chain(side).fold((0.0, Vec::new()), better);
        for (index, link) in spans.iter().enumerate() {
            let (first, last) = (place(link.right.start), place(link.right.end - 1) + 1);
            if link.left.end != i || last != j || first >= last {
                continue;
            }
            let Some(before) = best.get(link.left.start * (m + 1) + first) else { continue };
            let value = before.0 + link.similarity * table.weight(link);
            if value > here.0 {
                here = (value, before.1.clone());
                here.1.push(index);
            }
        }
        if let Some(slot) = best.get_mut(cell) {
            *slot = here;
        }
    }
    let (value, taken) = best.pop().unwrap_or_default();
    (value, taken.into_iter().filter_map(|index| spans.get(index).cloned()).collect())
}

fn better(here: Best, other: &Best) -> Best {
    if other.0 > here.0 { other.clone() } else { here }
}
