//! Candidate keys: short strings of which two spellings of one name share at least one.
//!
//! A key is a letter for its kind and a skeleton: the consonant classes of the sounds, vowels
//! dropped. `s` one word, `p` two words in any order, `i` one word and the first class of another
//! (initials, a slip in the other word), `g` four classes in a row of the whole name (`t`
//! three, for names of one word), `f` the whole name without diacritics, words sorted.

use std::collections::BTreeSet;

use crate::limits::{MAX_KEY_BYTES, MAX_KEYS};
use crate::name::Name;
use crate::pivot;
use crate::token::Token;

/// Classes in a row that make one `g` key.
const GRAM: usize = 4;
/// Classes a word needs for an `s` key of its own.
const MIN_WORD: usize = 3;
/// Forms of one word that give skeletons.
const SKELETON_FORMS: usize = 3;
/// Most words joined into one `s` key.
const LONGEST_RUN: usize = 4;
/// Words whose pairs are keyed.
const PAIRED_WORDS: usize = 6;

/// The candidate keys of a name: ASCII, at most [`MAX_KEYS`] of at most [`MAX_KEY_BYTES`] bytes.
///
/// Names that may be one name share at least one key with high probability; names that share
/// more or rarer keys are likelier candidates. Keys choose candidates, they never decide.
#[must_use]
pub fn keys(name: &Name) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let words = name.tokens();
    let skeletons: Vec<Vec<String>> = words.iter().map(word_skeletons).collect();
    add(&mut found, 'f', &sorted_plain(words));
    for list in &skeletons {
        let least = if words.len() == 1 { 1 } else { MIN_WORD };
        for skeleton in list.iter().filter(|s| s.len() >= least) {
            add(&mut found, 's', skeleton);
        }
    }
    runs(&mut found, words);
    pairs(&mut found, &skeletons);
    with_initials(&mut found, words, &skeletons);
    grams(&mut found, words);
    found
}

fn add(found: &mut BTreeSet<String>, kind: char, body: &str) {
    if body.is_empty() || found.len() >= MAX_KEYS {
        return;
    }
    found.insert(std::iter::once(kind).chain(body.chars()).take(MAX_KEY_BYTES).collect());
}

fn sorted_plain(words: &[Token]) -> String {
    let mut all: Vec<&str> = words.iter().map(Token::plain).filter(|p| !p.is_empty()).collect();
    all.sort_unstable();
    all.concat()
}

/// The distinct skeletons of a word, the plainest reading first; where it has clusters, also with
/// their second consonant.
fn word_skeletons(word: &Token) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for form in word.sounds().iter().take(SKELETON_FORMS) {
        for clusters in [false, true] {
            let full = skeleton(form.pivot.as_bytes(), clusters);
            if !out.contains(&full) {
                out.push(full);
            }
        }
    }
    out
}

/// Consonant classes in order; `v` for a word of vowels alone. A glide counts only before a vowel,
/// doubled classes once, and the second consonant of a cluster (pr, kl) only when `clusters`.
pub(crate) fn skeleton(sounds: &[u8], clusters: bool) -> String {
    let mut out = String::new();
    let mut before = 0_u8;
    for (i, &s) in sounds.iter().enumerate() {
        let next_vowel = sounds.get(i + 1).is_some_and(|&n| pivot::is_vowel(n));
        let glide = matches!(s, b'y' | b'w' | b'h') && !next_vowel;
        let second = matches!(s, b'r' | b'l')
            && !clusters
            && matches!(pivot::class(before), Some(b'k' | b't' | b'p'));
        before = s;
        let Some(class) = pivot::class(s) else { continue };
        if !glide && !second && !out.ends_with(char::from(class)) {
            out.push(char::from(class));
        }
    }
    if out.is_empty() { "v".to_owned() } else { out }
}

/// Words next to one another as one word: a respelling may be printed with spaces.
fn runs(found: &mut BTreeSet<String>, words: &[Token]) {
    if words.len() < 3 || words.iter().any(Token::is_native_vietnamese) {
        return;
    }
    for width in 2..=LONGEST_RUN {
        for run in words.windows(width) {
            let joined = joined_skeleton(run, false);
            if joined.len() >= MIN_WORD {
                add(found, 's', &joined);
            }
        }
    }
}

fn joined_skeleton(words: &[Token], clusters: bool) -> String {
    let firsts = words.iter().filter_map(|word| word.sounds().first());
    let sounds: String = firsts.map(|form| form.pivot.as_str()).collect();
    skeleton(&pivot::tidy(sounds.as_bytes()), clusters)
}

fn pairs(found: &mut BTreeSet<String>, skeletons: &[Vec<String>]) {
    let firsts: Vec<&String> =
        skeletons.iter().take(PAIRED_WORDS).filter_map(|list| list.first()).collect();
    for (i, a) in firsts.iter().enumerate() {
        for b in firsts.iter().skip(i + 1) {
            let (low, high) = if a <= b { (a, b) } else { (b, a) };
            add(found, 'p', &format!("{low}.{high}"));
        }
    }
}

/// Each word with the first class of each other word.
fn with_initials(found: &mut BTreeSet<String>, words: &[Token], skeletons: &[Vec<String>]) {
    let limited = || words.iter().zip(skeletons).take(PAIRED_WORDS).enumerate();
    for (i, (first, _)) in limited() {
        for (j, (second, list)) in limited() {
            let Some(whole) = list.first() else { continue };
            if i == j || second.is_initial() {
                continue;
            }
            for class in first_classes(first) {
                add(found, 'i', &format!("{class}.{whole}"));
            }
        }
    }
}

/// The class of a word's first sound; for an initial, of each sound the letter may stand for.
pub(crate) fn first_classes(word: &Token) -> Vec<char> {
    let heard = word.sounds().first().and_then(|form| form.pivot.bytes().next());
    let class = char::from(heard.and_then(pivot::class).unwrap_or(b'v'));
    let also = match (word.is_initial(), word.plain()) {
        (true, "c") => "ck",
        (true, "d") => "ty",
        (true, "j") => "cy",
        (true, "t") => "tc",
        _ => return vec![class],
    };
    also.chars().collect()
}

fn grams(found: &mut BTreeSet<String>, words: &[Token]) {
    let classes: Vec<char> = joined_skeleton(words, true).chars().collect();
    for window in classes.windows(GRAM) {
        add(found, 'g', &window.iter().collect::<String>());
    }
    let single = words.len() == 1;
    for window in classes.windows(GRAM - 1).filter(|_| single) {
        add(found, 't', &window.iter().collect::<String>());
    }
}
