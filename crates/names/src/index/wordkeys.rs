//! Keys that find words that sound or are spelt alike: 64-bit numbers, by kind.
//!
//! The consonant skeletons of a word's readings; the skeleton with one class left out (two words
//! that differ in one class share one); and groups of two and three classes for words that nothing
//! else finds.

use std::collections::BTreeSet;

use super::lexicon::Mark;
use crate::keys::skeleton;
use crate::pivot;
use crate::table::{hash, mix};
use crate::token::Word;

/// A key.
pub(crate) type Key = u64;

/// Readings of a word that are keyed.
const FORMS: usize = 3;
/// Classes a skeleton needs for keys with one left out.
const LONG_SKELETON: usize = 3;

fn key(kind: u8, body: &str) -> Key {
    mix(hash(body.as_bytes()) ^ u64::from(kind))
}

/// The key of all words with the same bare letters.
pub(crate) fn plain(bare: &str) -> Key {
    key(b'p', bare)
}

/// The keys of whole skeletons.
pub(crate) fn skeletons(word: &Word) -> BTreeSet<Key> {
    bodies(word).iter().map(|body| key(b's', body)).collect()
}

fn bodies(word: &Word) -> BTreeSet<String> {
    let forms = word.forms.iter().take(FORMS);
    forms
        .flat_map(|form| [false, true].map(|clusters| skeleton(form.pivot.as_bytes(), clusters)))
        .collect()
}

/// The keys of the plainest skeletons with one class left out.
pub(crate) fn near_skeletons(word: &Word) -> BTreeSet<Key> {
    let first = word.forms.first();
    let bodies = first.map(|f| [false, true].map(|c| skeleton(f.pivot.as_bytes(), c)));
    let long = bodies.into_iter().flatten().filter(|b| b.len() >= LONG_SKELETON);
    long.flat_map(|body| without_one(&body)).map(|body| key(b's', &body)).collect()
}

fn without_one(body: &str) -> Vec<String> {
    let letters: Vec<char> = body.chars().collect();
    let skip = |gone: usize| {
        letters.iter().enumerate().filter(|(i, _)| *i != gone).map(|(_, c)| *c).collect()
    };
    (0..letters.len()).map(skip).collect()
}

/// The letters of a word in which slips are looked for.
pub(crate) fn letters(word: &Word) -> &str {
    if word.plain.is_empty() { &word.text } else { &word.plain }
}

/// The keys of groups of two and three classes, the ends of the word counted as classes.
pub(crate) fn groups(word: &Word) -> BTreeSet<Key> {
    let mut found = BTreeSet::new();
    for form in word.forms.iter().take(1) {
        let body = skeleton(form.pivot.as_bytes(), true);
        let padded: Vec<char> = std::iter::once('^').chain(body.chars()).chain(['$']).collect();
        for width in [2, 3] {
            let windows = padded.windows(width).map(|w| w.iter().collect::<String>());
            found.extend(windows.map(|group| key(b'g', &group)));
        }
    }
    found
}

/// Every key a word is stored under.
pub(crate) fn stored(word: &Word) -> BTreeSet<Key> {
    let mut all = skeletons(word);
    all.extend(near_skeletons(word));
    all.extend(groups(word));
    if !word.plain.is_empty() && word.plain != word.text {
        all.insert(plain(&word.plain));
    }
    all
}

/// What the sieve needs to know of a word.
pub(crate) fn mark(word: &Word) -> Mark {
    let vowels = word.forms.first().map_or(0, |form| vowels(form.pivot.as_bytes()));
    let letter = word.plain.bytes().next().unwrap_or(0);
    let sound = word.forms.first().and_then(|form| form.pivot.bytes().next());
    Mark { vowels, first: [letter, sound.and_then(pivot::class).unwrap_or(b'v')] }
}

/// The vowels in order, three bits each, the first twenty.
pub(crate) fn vowels(sounds: &[u8]) -> u64 {
    let codes = sounds.iter().filter_map(|s| match s {
        b'a' => Some(1_u64),
        b'e' | b'E' => Some(2),
        b'i' => Some(3),
        b'U' | b'@' => Some(4),
        b'u' => Some(5),
        b'o' | b'O' => Some(6),
        _ => None,
    });
    codes.take(20).enumerate().fold(0, |all, (i, code)| all | code << (3 * i))
}

/// In how many places two vowel sequences differ.
pub(crate) fn vowels_apart(a: u64, b: u64) -> u32 {
    let differing = a ^ b;
    let any = differing | differing >> 1 | differing >> 2;
    (any & 0x1249_2492_4924_9249).count_ones()
}
