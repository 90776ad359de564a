//! Slips of the pen: how many edits and swaps of neighbours lie between two words.

use crate::limits::MAX_SOUNDED_CHARS;

/// Places of a row: one for each letter and one before them.
const ROW: usize = MAX_SOUNDED_CHARS + 1;
/// The most that words with a slip are alike.
const MOST: f64 = 0.98;

/// How alike two words are by their letters, 0..=1: 1 less the slips for each letter of the longer.
/// Words shorter than so many letters have none; what is not above the likeness given is told as 0.
pub(crate) fn likeness<T>(a: &[T], b: &[T], (shortest, above): (usize, f64)) -> f64
where
    T: Copy + PartialEq + Into<u32>,
{
    let longest = a.len().max(b.len());
    let apart = a.len().abs_diff(b.len());
    if longest < shortest || longest > MAX_SOUNDED_CHARS || apart > longest / 2 {
        return 0.0;
    }
    let length = f64::from(number(longest));
    let alike = |edits: u32| (1.0 - f64::from(edits) / length).clamp(0.0, MOST);
    if above >= MOST || alike(lacking(a, b).max(number(apart))) <= above {
        return 0.0;
    }
    let found = alike(edits(a, b));
    if found > above { found } else { 0.0 }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// How many kinds of letters one word has and the other lacks: no fewer edits make one the other.
fn lacking<T: Copy + Into<u32>>(a: &[T], b: &[T]) -> u32 {
    let kinds = |word: &[T]| {
        word.iter().fold(0_u64, |all, letter| {
            let letter: u32 = (*letter).into();
            all | 1 << (letter % 64)
        })
    };
    let (x, y) = (kinds(a), kinds(b));
    (x & !y).count_ones().max((y & !x).count_ones())
}

/// Optimal string alignment distance of words of at most [`MAX_SOUNDED_CHARS`] letters.
fn edits<T: Copy + PartialEq>(a: &[T], b: &[T]) -> u32 {
    let (mut first, mut second, mut third) = ([0; ROW], [0; ROW], [0; ROW]);
    let (mut two, mut one, mut row) = (&mut first, &mut second, &mut third);
    one.iter_mut().zip(0..).for_each(|(cell, n)| *cell = n);
    let mut before = None;
    for (x, start) in a.iter().zip(1_u32..) {
        let (mut left, mut diagonal, mut last) = (start, start - 1, None);
        let Some((head, cells)) = row.split_first_mut() else { return 0 };
        *head = start;
        let ups = one.get(1..).unwrap_or(&[]);
        for (j, ((y, cell), up)) in b.iter().zip(cells).zip(ups).enumerate() {
            let swap = diagonal + u32::from(x != y);
            left = swap.min(up + 1).min(left + 1);
            if before == Some(y) && last == Some(x) {
                let crossed = j.checked_sub(1).and_then(|k| two.get(k)).map_or(left, |v| v + 1);
                left = left.min(crossed);
            }
            *cell = left;
            diagonal = *up;
            last = Some(y);
        }
        std::mem::swap(&mut two, &mut one);
        std::mem::swap(&mut one, &mut row);
        before = Some(x);
    }
    one.get(b.len()).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        let cases = [
            ("somchai", "somchai", 0),
            ("somchai", "somchia", 1),
            ("somchai", "smchai", 1),
            ("somchai", "xomchaiy", 2),
            ("", "abc", 3),
            ("abc", "", 3),
            ("ca", "abc", 3),
        ];
        for (a, b, wanted) in cases {
            assert_eq!(edits(a.as_bytes(), b.as_bytes()), wanted, "{a} {b}");
            let [x, y] = [a, b].map(|word| word.chars().collect::<Vec<char>>());
            assert_eq!(edits(&x, &y), wanted, "{a} {b}");
        }
    }

    #[test]
    fn a_bound_changes_nothing_above_it() {
        let words = ["somchai", "somchia", "sumchay", "prachuap", "prajuab", "wongsuk", "songwuk"];
        for (a, b) in words.iter().flat_map(|a| words.iter().map(move |b| (*a, *b))) {
            let alike = |above| likeness(a.as_bytes(), b.as_bytes(), (4, above));
            let all = alike(0.0);
            for above in [0.2, 0.45, 0.5, 0.7, 0.9, 0.98] {
                let wanted = Some(all).filter(|all| *all > above).unwrap_or(0.0);
                assert!((alike(above) - wanted).abs() < 1e-12, "{a} {b} {above}");
            }
        }
    }
}
