//! Folding: one form for every way of encoding the same letters.

use unicode_normalization::UnicodeNormalization;

/// Folding is repeated until nothing changes, at most this often.
const MAX_ROUNDS: usize = 4;

/// The code point of digit zero of the writings whose digits are understood.
const ZEROS: &[u32] = &[
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0xA9D0,
    0xAA50, 0xABF0, 0xFF10,
];

/// Folds text: compatibility composition (NFKC), lower case, digits of all writings as 0-9,
/// zero-width and bidirectional controls removed, spaces united, ํ + า as ำ. Folding what is folded
/// changes nothing.
///
/// The letters and their marks stay; see [`plain`] for the form without diacritics.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut now = once(text);
    for _ in 0..MAX_ROUNDS {
        let next = once(&now);
        if next == now {
            break;
        }
        now = next;
    }
    now
}

fn once(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let visible = text.nfkc().filter(|c| !is_invisible(*c));
    for c in visible.flat_map(char::to_lowercase).map(digit).nfkc() {
        push(&mut out, c);
    }
    out.truncate(out.trim_end().len());
    out
}

fn push(out: &mut String, c: char) {
    match c {
        'า' if out.ends_with('ํ') => {
            out.pop();
            out.push('ำ');
        }
        'າ' if out.ends_with('ໍ') => {
            out.pop();
            out.push('ຳ');
        }
        c if c.is_whitespace() => {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        }
        c => out.push(c),
    }
}

/// A folded word without diacritics, in ASCII letters and digits; letters of other writings are
/// dropped. `đ` is d, `ø` o, `ł` l, `ß` ss, `æ` ae, `œ` oe.
#[must_use]
pub fn plain(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for c in folded.nfd() {
        match c {
            'đ' | 'ð' => out.push('d'),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    out
}

/// Zero-width characters, bidirectional controls, the soft hyphen and variation selectors.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

fn digit(c: char) -> char {
    let code = u32::from(c);
    ZEROS
        .iter()
        .find_map(|&zero| char::from_digit(code.checked_sub(zero).filter(|v| *v < 10)?, 10))
        .unwrap_or(c)
}
