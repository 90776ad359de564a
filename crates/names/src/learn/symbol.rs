//! Sounds with their place in the word: what the learned costs are kept for.
//!
//! A final `n` that is heard as `l` costs little, a first one much; a linking vowel between two
//! consonants is easily lost, the vowel of an open last syllable is not. So a symbol is a letter of
//! the pivot alphabet and one of four places, 128 in all.

use crate::pivot::is_vowel;
use crate::token::SoundForm;

/// How many symbols there are: 32 letters in four places.
pub(crate) const SYMBOLS: usize = 128;

/// Places of a letter.
pub(crate) const PLACES: usize = 4;

/// The letters in the order of their numbers.
pub(crate) const LETTERS: &[u8; 32] = b"kKgNcCjstTdnpPbfmYyrlwhaeEiUuoO@";

/// The number of a letter, 0..32; other bytes count as `h`.
fn number(letter: u8) -> u8 {
    match letter {
        b'k' => 0,
        b'K' => 1,
        b'g' => 2,
        b'N' => 3,
        b'c' => 4,
        b'C' => 5,
        b'j' => 6,
        b's' => 7,
        b't' => 8,
        b'T' => 9,
        b'd' => 10,
        b'n' => 11,
        b'p' => 12,
        b'P' => 13,
        b'b' => 14,
        b'f' => 15,
        b'm' => 16,
        b'Y' => 17,
        b'y' => 18,
        b'r' => 19,
        b'l' => 20,
        b'w' => 21,
        b'a' => 23,
        b'e' => 24,
        b'E' => 25,
        b'i' => 26,
        b'U' => 27,
        b'u' => 28,
        b'o' => 29,
        b'O' => 30,
        b'@' => 31,
        _ => 22,
    }
}

/// The symbols of a word's sounds, one for each letter.
pub(crate) fn symbols(sounds: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(sounds.len());
    add_symbols(sounds, &mut out);
    out
}

/// The symbols of several readings, one reading after the other.
pub(crate) fn symbols_of(forms: &[SoundForm]) -> Vec<u8> {
    let mut out = Vec::with_capacity(forms.iter().map(|form| form.pivot.len()).sum());
    forms.iter().for_each(|form| add_symbols(form.pivot.as_bytes(), &mut out));
    out
}

/// Adds the symbols of a word's sounds.
pub(crate) fn add_symbols(sounds: &[u8], out: &mut Vec<u8>) {
    let mut before: Option<u8> = None;
    let mut rest = sounds.iter().copied().peekable();
    while let Some(letter) = rest.next() {
        out.push(number(letter) * 4 + place(before, letter, rest.peek().copied()));
        before = Some(letter);
    }
}

/// Consonants: 0 opens a syllable, 1 is second of a cluster, 2 closes a syllable or is first of a
/// cluster, 3 is last of the word. Vowels: 0 stands between consonants, 1 ends the word, 2 follows a
/// vowel, 3 precedes one.
fn place(before: Option<u8>, letter: u8, after: Option<u8>) -> u8 {
    let Some(after) = after else {
        return match (is_vowel(letter), before.is_some_and(is_vowel)) {
            (false, _) => 3,
            (true, true) => 2,
            (true, false) => 1,
        };
    };
    if is_vowel(letter) {
        return match (before.is_some_and(is_vowel), is_vowel(after)) {
            (true, _) => 2,
            (false, true) => 3,
            (false, false) => 0,
        };
    }
    let glides = matches!(letter, b'r' | b'l' | b'w' | b'y');
    let stops = |c: u8| {
        matches!(c, b'k' | b'K' | b'g' | b't' | b'T' | b'd' | b'p' | b'P' | b'b' | b'f' | b's')
    };
    match (is_vowel(after), glides && before.is_some_and(stops)) {
        (true, true) => 1,
        (true, false) => 0,
        (false, _) => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_its_own_number() {
        for (i, letter) in LETTERS.iter().enumerate() {
            assert_eq!(usize::from(number(*letter)), i, "{}", char::from(*letter));
        }
        assert_eq!(SYMBOLS, LETTERS.len() * PLACES);
    }

    #[test]
    fn places_follow_the_neighbours() {
        let places = |word: &str| -> Vec<u8> {
            symbols(word.as_bytes()).into_iter().map(|symbol| symbol % 4).collect()
        };
        assert_eq!(places("pracuap"), [2, 1, 0, 0, 3, 2, 3]);
        assert_eq!(places("woNsuk"), [0, 0, 2, 0, 0, 3]);
        assert_eq!(places("mali"), [0, 0, 0, 1]);
    }
}
