//! Makes a failing input small: what can be left out is left out, what can be plain becomes plain.

/// Most tries; a large input stays larger than it must be.
const TRIES_MAX: usize = 20_000;

/// The smallest input found that still fails, beginning from one that does.
pub fn smaller(input: &[u8], mut fails: impl FnMut(&[u8]) -> bool) -> Vec<u8> {
    let mut best = input.to_vec();
    let mut tries = 0;
    let mut fails = |input: &[u8]| {
        tries += 1;
        tries <= TRIES_MAX && fails(input)
    };
    loop {
        let before = best.clone();
        cut(&mut best, &mut fails);
        plain(&mut best, &mut fails);
        if best == before {
            return best;
        }
    }
}

/// Leaves out parts, halves first.
fn cut(best: &mut Vec<u8>, fails: &mut impl FnMut(&[u8]) -> bool) {
    let mut length = best.len().div_ceil(2);
    while length > 0 {
        let mut at = 0;
        while at < best.len() {
            let mut shorter = best.clone();
            drop(shorter.drain(at..(at + length).min(best.len())));
            if fails(&shorter) {
                *best = shorter;
            } else {
                at += length;
            }
        }
        length /= 2;
    }
}

/// Sets bytes to `a`.
fn plain(best: &mut Vec<u8>, fails: &mut impl FnMut(&[u8]) -> bool) {
    for at in 0..best.len() {
        let mut simpler = best.clone();
        if let Some(byte) = simpler.get_mut(at).filter(|byte| **byte != b'a') {
            *byte = b'a';
            if fails(&simpler) {
                *best = simpler;
            }
        }
    }
}
