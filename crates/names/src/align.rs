//! Which words of one name answer which words of the other.

use std::ops::Range;

use crate::compare::Route;
use crate::limits::{MAX_EXACT_ASSIGNMENT, MAX_JOINED};
use crate::name::Token;
use crate::pair;

/// Words of the left name that answer words of the right name.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) left: Range<usize>,
    pub(crate) right: Range<usize>,
    pub(crate) route: Route,
    pub(crate) similarity: f64,
}

/// Below this two words do not answer one another.
const MIN_SIMILARITY: f64 = 0.45;

/// Pairs of words above which only the printed order is tried with joined words.
const MANY_WORDS: usize = 36;
/// Decides between equal assignments for the one that keeps the order.
const IN_PLACE: f64 = 1e-7;

/// The best one-to-one assignment, in any order.
pub(crate) fn one_to_one(left: &[Token], right: &[Token]) -> Vec<Link> {
    let mut cells: Vec<Link> = Vec::new();
    for (i, a) in left.iter().enumerate() {
        for (j, b) in right.iter().enumerate() {
            let (similarity, route) = pair::words(a, b);
            if similarity >= MIN_SIMILARITY {
                cells.push(Link { left: i..i + 1, right: j..j + 1, route, similarity });
            }
        }
    }
    if left.len().min(right.len()) <= MAX_EXACT_ASSIGNMENT {
        exact(left, right, &cells)
    } else {
        greedy(cells)
    }
}

/// One partial assignment: its value and the cells taken.
#[derive(Clone, Default)]
struct Partial {
    value: f64,
    taken: Vec<usize>,
}

/// Subset dynamic programme over the shorter side (at most 2^6 states).
fn exact(left: &[Token], right: &[Token], cells: &[Link]) -> Vec<Link> {
    let turned = left.len() < right.len();
    let rows = left.len().max(right.len());
    let columns = left.len().min(right.len());
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
            let gain = cell.similarity * link_weight(left, right, cell) + in_place;
            take(&best, &mut next, (index, 1 << place(cell).1), gain);
        }
        best = next;
    }
    let winner = best.into_iter().flatten().reduce(|a, b| if b.value > a.value { b } else { a });
    let taken = winner.map(|w| w.taken).unwrap_or_default();
    taken.into_iter().filter_map(|index| cells.get(index).cloned()).collect()
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
        if slot.as_ref().is_none_or(|known| value > known.value) {
            let mut taken = partial.taken.clone();
            taken.push(index);
            *slot = Some(Partial { value, taken });
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

/// What a link weighs in the whole: the words it covers on both sides.
pub(crate) fn link_weight(left: &[Token], right: &[Token], link: &Link) -> f64 {
    weight_of(left, &link.left) + weight_of(right, &link.right)
}

pub(crate) fn weight_of(tokens: &[Token], range: &Range<usize>) -> f64 {
    tokens.get(range.clone()).unwrap_or(&[]).iter().map(pair::weight).sum()
}

/// The best alignment in order in which one word may answer several joined words, trying each
/// rotation of the right name (family name first or last).
pub(crate) fn joined(left: &[Token], right: &[Token]) -> Vec<Link> {
    let spans = spans(left, right);
    let mut winner: (f64, Vec<Link>) = (0.0, Vec::new());
    let rotations = if left.len() * right.len() > MANY_WORDS { 1 } else { right.len() };
    for shift in 0..rotations {
        let found = in_order(left, right, &spans, shift);
        if found.0 > winner.0 + 1e-9 {
            winner = found;
        }
    }
    winner.1
}

/// Every pair of spans of which one is a single word, good enough to be used.
fn spans(left: &[Token], right: &[Token]) -> Vec<Link> {
    let mut out = Vec::new();
    for (i, a) in left.iter().enumerate() {
        for (j, b) in right.iter().enumerate() {
            let (similarity, route) = pair::words(a, b);
            out.push(Link { left: i..i + 1, right: j..j + 1, route, similarity });
            out.extend((2..=MAX_JOINED).filter_map(|n| {
                let (similarity, route) = pair::joined(a, right.get(j..j + n)?)?;
                Some(Link { left: i..i + 1, right: j..j + n, route, similarity })
            }));
            out.extend((2..=MAX_JOINED).filter_map(|n| {
                let (similarity, route) = pair::joined(b, left.get(i..i + n)?)?;
                Some(Link { left: i..i + n, right: j..j + 1, route: route.mirrored(), similarity })
            }));
        }
    }
    out.retain(|link| link.similarity >= MIN_SIMILARITY);
    out
}

/// The best value up to a pair of positions and the links that give it.
type Best = (f64, Vec<usize>);

/// Monotone dynamic programme; right positions count from `shift` round to `shift`.
fn in_order(left: &[Token], right: &[Token], spans: &[Link], shift: usize) -> (f64, Vec<Link>) {
    let (n, m) = (left.len(), right.len());
    let turn = (m, shift);
    let mut table: Vec<Best> = vec![(0.0, Vec::new()); (n + 1) * (m + 1)];
    for i in 0..=n {
        for j in 0..=m {
            let here = best_at(spans, &table, (i, j), turn, &|l| link_weight(left, right, l));
            if let Some(cell) = table.get_mut(i * (m + 1) + j) {
                *cell = here;
            }
        }
    }
    let (value, taken) = table.pop().unwrap_or_default();
    (value, taken.into_iter().filter_map(|index| spans.get(index).cloned()).collect())
}

fn best_at(
    spans: &[Link],
    table: &[Best],
    (i, j): (usize, usize),
    (m, shift): (usize, usize),
    weight: &dyn Fn(&Link) -> f64,
) -> Best {
    let place = |j: usize| (j + m - shift) % m;
    let width = m + 1;
    let up = i.checked_sub(1).and_then(|i| table.get(i * width + j));
    let side = j.checked_sub(1).and_then(|j| table.get(i * width + j));
    let mut here: Best = (0.0, Vec::new());
    for other in [up, side].into_iter().flatten() {
        if other.0 > here.0 {
            here.clone_from(other);
        }
    }
    for (index, link) in spans.iter().enumerate() {
        let (first, last) = (place(link.right.start), place(link.right.end - 1) + 1);
        if link.left.end != i || last != j || first >= last {
            continue;
        }
        let Some(before) = table.get(link.left.start * width + first) else { continue };
        let value = before.0 + link.similarity * weight(link);
        if value > here.0 {
            here = (value, before.1.clone());
            here.1.push(index);
        }
    }
    here
}
