//! The language-neutral sound alphabet ("pivot") and what is known of its sounds before learning.
//!
//! One sound is one ASCII letter. Consonants: `k K g N` (k, aspirated k, g, ng), `c C j` (Thai จ,
//! ช, Latin j), `s`, `t T d n`, `p P b f m`, `Y` (ny), `y r l w h`. Vowels: `a e E i U u o O @`
//! (E = แ, U = อึ, O = ออ, @ = เออ). Length and tone are not written. Codas are `k t p m n N y w`.
//!
//! Costs are in hundredths of a full consonant. They follow phonological features (place,
//! manner, voicing, aspiration), with the usual confusions of Thai and Lao romanisation
//! (Royal Institute 1999 and BGN/PCGN 1966 tables against press use) made cheap. They are where
//! learning starts and what it falls back on (`learn/`); comparing uses the learned ones.

/// A word as pivot letters.
pub(crate) type Sounds = Vec<u8>;

/// Whether the letter is a vowel of the pivot.
pub(crate) fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'E' | b'i' | b'U' | b'u' | b'o' | b'O' | b'@')
}

/// What adding or dropping one sound costs, in hundredths.
pub(crate) fn weight(letter: u8) -> u32 {
    match letter {
        b'@' => 22,
        b'a' => 30,
        b'o' | b'O' | b'U' | b'e' => 40,
        b'i' | b'u' | b'E' => 45,
        b'y' | b'w' | b'h' => 45,
        b'r' => 42,
        b'l' => 60,
        b'n' | b'N' | b'Y' => 80,
        _ => 100,
    }
}

/// Weight of a whole word, in hundredths.
pub(crate) fn total_weight(sounds: &[u8]) -> u32 {
    sounds.iter().map(|&s| weight(s)).sum()
}

/// What hearing `a` as `b` costs, in hundredths.
pub(crate) fn substitution(a: u8, b: u8) -> u8 {
    if a == b {
        return 0;
    }
    let (x, y) = if a < b { (a, b) } else { (b, a) };
    match (is_vowel(a), is_vowel(b)) {
        (true, true) => vowel_cost(x, y),
        (false, false) => consonant_cost(x, y),
        _ => glide_cost(x, y),
    }
}

/// Arguments in ASCII order (capitals first).
fn vowel_cost(x: u8, y: u8) -> u8 {
    match (x, y) {
        (b'O', b'o') => 4,
        (b'E', b'e') => 8,
        (b'@', b'U') | (b'@', b'a') => 18,
        (b'O', b'a') | (b'a', b'o') | (b'a', b'u') => 26,
        (b'@', b'O') | (b'@', b'o') | (b'@', b'e') | (b'E', b'a') => 24,
        (b'U', b'u') | (b'U', b'i') | (b'U', b'e') => 24,
        (b'@', b'u') | (b'@', b'i') | (b'@', b'E') => 32,
        (b'e', b'i') | (b'o', b'u') | (b'O', b'u') => 28,
        (b'a', b'e') => 36,
        (b'E', b'i') | (b'O', b'U') | (b'U', b'o') => 42,
        _ => 52,
    }
}

fn consonant_cost(x: u8, y: u8) -> u8 {
    match (x, y) {
        (b'K', b'k') | (b'T', b't') | (b'P', b'p') | (b'C', b'c') => 8,
        (b'g', b'k') | (b'c', b'j') | (b'C', b'j') => 8,
        (b'K', b'g') => 20,
        (b'b', b'p') | (b'd', b't') => 22,
        (b'P', b'b') | (b'T', b'd') => 40,
        (b'P', b'f') => 24,
        (b'f', b'p') => 45,
        (b'l', b'r') => 14,
        (b'Y', b'y') => 14,
        (b'Y', b'n') => 35,
        (b'N', b'n') => 35,
        (b'j', b'y') | (b'Y', b'j') => 40,
        (b'l', b'n') | (b'n', b'r') => 45,
        (b'C', b's') => 35,
        (b'c', b's') => 55,
        (b's', b't') => 50,
        (b'T', b's') => 60,
        (b'c', b't') | (b'j', b't') | (b'C', b't') | (b'C', b'T') => 60,
        (b'd', b'j') | (b'j', b's') | (b'd', b'y') | (b'd', b's') => 65,
        (b'm', b'n') | (b'N', b'm') => 70,
        (b'b', b'w') => 60,
        (b'h', b'r') => 50,
        (b'f', b'w') => 70,
        _ => 110,
    }
}

/// One vowel against one consonant: only the glides are near a vowel.
fn glide_cost(x: u8, y: u8) -> u8 {
    match (x, y) {
        (b'i', b'y') => 12,
        (b'u', b'w') => 12,
        (b'o', b'w') | (b'O', b'w') => 25,
        (b'e', b'y') | (b'E', b'y') => 30,
        _ => 140,
    }
}

/// Brings a raw reading to the one form all writings share: doubled sounds once, a stop swallowed
/// by the next of its place (Phatchara = Phachara), a glide
/// before its like (Xay-ya = Xa-ya), `ny` as one sound, `sr` as `s` (ศรี).
pub(crate) fn tidy(raw: &[u8]) -> Sounds {
    let mut out: Sounds = Vec::with_capacity(raw.len());
    for &s in raw {
        let Some(&last) = out.last() else {
            out.push(s);
            continue;
        };
        if last == s || (last == b's' && s == b'r') {
            continue;
        }
        let glide = matches!(last, b'y' | b'i') && matches!(s, b'y' | b'Y');
        let after_vowel = out.iter().rev().nth(1).is_some_and(|&v| is_vowel(v));
        if swallowed(last, s) || (glide && after_vowel) {
            out.pop();
        }
        if last == b'n' && matches!(s, b'y' | b'Y') {
            out.pop();
            out.push(b'Y');
            continue;
        }
        out.push(s);
    }
    out
}

fn swallowed(last: u8, next: u8) -> bool {
    match last {
        b't' => matches!(next, b'T' | b'd' | b'c' | b'C' | b'j' | b's'),
        b'k' => matches!(next, b'K' | b'g'),
        b'p' => matches!(next, b'P' | b'b' | b'f'),
        _ => false,
    }
}

/// Consonant class of a sound for candidate keys, or `None` for a vowel.
pub(crate) fn class(letter: u8) -> Option<u8> {
    Some(match letter {
        b'k' | b'K' | b'g' => b'k',
        b'N' => b'g',
        b'c' | b'C' | b'j' => b'c',
        b's' => b's',
        b't' | b'T' | b'd' => b't',
        b'n' => b'n',
        b'p' | b'P' | b'b' | b'f' => b'p',
        b'm' => b'm',
        b'Y' | b'y' => b'y',
        b'r' | b'l' => b'l',
        b'w' => b'w',
        b'h' => b'h',
        _ => return None,
    })
}

/// Pivot letters as text.
pub(crate) fn text(sounds: &[u8]) -> String {
    sounds.iter().map(|&b| char::from(b)).collect()
}
