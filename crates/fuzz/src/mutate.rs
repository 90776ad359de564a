//! Makes a new input of old ones.

use crate::dice::Dice;
use crate::letters::{KINDS, NO_UTF8};

/// Longest input but for the giants.
pub const BYTES_MAX: usize = 4_096;
/// Length of a giant.
pub const GIANT_BYTES: usize = 1 << 20;
/// One of so many inputs is a giant.
const GIANTS: usize = 8_192;
/// One of so many is repeated until it is past every limit of words.
const LONG: usize = 64;
/// Most changes at once.
const CHANGES: usize = 6;
/// Longest part that is moved, doubled or taken out.
const PART: usize = 48;

/// An old input with a few changes; parts of `other` and `pieces` go into it.
#[must_use]
pub fn changed(old: &[u8], other: &[u8], pieces: &[&[u8]], dice: &mut Dice) -> Vec<u8> {
    let mut new = old.to_vec();
    for _ in 0..=dice.below(CHANGES) {
        change(&mut new, other, pieces, dice);
    }
    new.truncate(BYTES_MAX);
    if dice.below(GIANTS) == 0 {
        return repeated(&new, GIANT_BYTES);
    }
    if dice.below(LONG) == 0 {
        let length = BYTES_MAX.min(new.len() * (2 + dice.below(60)));
        return repeated(&new, length);
    }
    new
}

fn repeated(part: &[u8], length: usize) -> Vec<u8> {
    if part.is_empty() {
        return vec![b'a'; length];
    }
    part.iter().copied().cycle().take(length).collect()
}

fn change(new: &mut Vec<u8>, other: &[u8], pieces: &[&[u8]], dice: &mut Dice) {
    let part = dice.part(new.len(), PART);
    let at = part.start;
    match dice.below(13) {
        0 => flip(new, dice),
        1 => put(new, at..at, &[dice.byte()]),
        2 => put(new, part, &[]),
        3 => {
            let copy = new.get(part).unwrap_or_default().to_vec();
            put(new, at..at, &copy);
        }
        4 => {
            let taken = other.get(dice.part(other.len(), PART)).unwrap_or_default();
            put(new, part, taken);
        }
        5 => {
            let place = dice.below(other.len() + 1);
            new.truncate(at);
            new.extend(other.get(place..).unwrap_or_default());
        }
        6 | 7 => put(new, at..at, dice.pick(pieces).copied().unwrap_or_default()),
        8 | 9 => put(new, at..at, letters(dice).as_bytes()),
        10 => replace_letter(new, dice),
        11 => put(new, at..at, dice.pick(NO_UTF8).copied().unwrap_or_default()),
        _ => {
            let end = part.end.min(new.len());
            new.rotate_left(end);
        }
    }
}

fn put(new: &mut Vec<u8>, range: std::ops::Range<usize>, bytes: &[u8]) {
    let end = range.end.min(new.len());
    drop(new.splice(range.start.min(end)..end, bytes.iter().copied()));
}

fn flip(new: &mut [u8], dice: &mut Dice) {
    let (place, bit) = (dice.below(new.len()), dice.below(8));
    if let Some(byte) = new.get_mut(place) {
        *byte ^= 1 << bit;
    }
}

/// One to eight letters of a kind.
fn letters(dice: &mut Dice) -> String {
    let kind = dice.pick(KINDS).copied().unwrap_or((0x61, 0x7A));
    (0..=dice.below(8)).filter_map(|_| letter(kind, dice)).collect()
}

fn letter((first, last): (u32, u32), dice: &mut Dice) -> Option<char> {
    let span = usize::try_from(last - first + 1).unwrap_or(1);
    char::from_u32(first + u32::try_from(dice.below(span)).unwrap_or(0))
}

/// A whole letter by another of any kind, so that texts stay texts.
fn replace_letter(new: &mut Vec<u8>, dice: &mut Dice) {
    let Ok(text) = std::str::from_utf8(new) else { return };
    let mut all: Vec<char> = text.chars().collect();
    let kind = dice.pick(KINDS).copied().unwrap_or((0x61, 0x7A));
    let place = dice.below(all.len());
    if let (Some(slot), Some(letter)) = (all.get_mut(place), letter(kind, dice)) {
        *slot = letter;
    }
    *new = all.into_iter().collect::<String>().into_bytes();
}
