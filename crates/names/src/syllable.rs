//! The cheapest readings of a word whose letters allow several (Thai, Lao).

use std::collections::BTreeMap;

use crate::limits::MAX_PARTIAL_READINGS;

/// One syllable that could start at a letter.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// Index of the letter after the syllable.
    pub(crate) end: usize,
    /// Its raw pivot letters.
    pub(crate) sounds: String,
    /// How unusual the reading is; 0 is the plain one.
    pub(crate) cost: u32,
}

impl Piece {
    pub(crate) fn new(end: usize, sounds: String, cost: u32) -> Self {
        Self { end, sounds, cost }
    }
}

/// All ways through `len` letters by pieces, cheapest first, one per reading, at most
/// [`MAX_PARTIAL_READINGS`]. Ends because every piece is at least one letter long.
pub(crate) fn cheapest(len: usize, pieces_at: impl Fn(usize) -> Vec<Piece>) -> Vec<(String, u32)> {
    let mut open: BTreeMap<usize, BTreeMap<String, u32>> = BTreeMap::new();
    open.insert(0, BTreeMap::from([(String::new(), 0)]));
    while let Some((at, readings)) = open.pop_first() {
        let mut kept: Vec<(String, u32)> = readings.into_iter().collect();
        kept.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
        kept.truncate(MAX_PARTIAL_READINGS);
        if at >= len {
            return kept;
        }
        for piece in pieces_at(at) {
            if piece.end <= at {
                continue;
            }
            let next = open.entry(piece.end.min(len)).or_default();
            extend(next, &kept, &piece);
        }
    }
    Vec::new()
}

fn extend(next: &mut BTreeMap<String, u32>, kept: &[(String, u32)], piece: &Piece) {
    for (sounds, cost) in kept {
        let total = cost + piece.cost;
        let joined = format!("{sounds}{}", piece.sounds);
        let slot = next.entry(joined).or_insert(total);
        *slot = (*slot).min(total);
    }
}
