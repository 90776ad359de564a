//! Lao writing to sound. Lao spelling since 1975 is nearly phonemic: every vowel is written, so
//! one reading is usual; old spellings with unwritten vowels still read.
//!
//! Source of the rules: the BGN/PCGN 1966 system's description of Lao letters, and the
//! standard order of vowel signs around the consonant.

use crate::syllable::{Piece, cheapest};

/// A vowel: sounds, next letter, whether a consonant may close it, whether one must.
type Vowel = (&'static str, usize, bool, bool);

fn at(letters: &[char], i: usize) -> char {
    letters.get(i).copied().unwrap_or('\0')
}

/// Readings of one folded Lao word, cheapest first, with their cost.
pub(crate) fn readings(word: &str) -> Vec<(String, u32)> {
    let letters = prepare(word);
    cheapest(letters.len(), |i| pieces(&letters, i))
}

/// Drops tone and cancellation marks, unites ໍ + າ, writes out ໆ and the joined ໜ ໝ.
fn prepare(word: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::new();
    for c in word.chars() {
        match (out.last(), c) {
            (_, '\u{0EC8}'..='\u{0ECC}' | '\u{0EBA}' | 'ຯ') => {}
            (Some('ໍ'), 'າ') => {
                out.pop();
                out.push('ຳ');
            }
            (Some('ເ'), 'ເ') => {
                out.pop();
                out.push('ແ');
            }
            (_, 'ໆ') => {
                let whole = out.clone();
                out.extend(whole);
            }
            (_, 'ໜ') => out.extend(['ຫ', 'ນ']),
            (_, 'ໝ') => out.extend(['ຫ', 'ມ']),
            (_, 'ຼ') => out.push('ລ'),
            _ => out.push(c),
        }
    }
    out
}

fn initial(c: char) -> Option<&'static str> {
    Some(match c {
        'ກ' => "k",
        'ຂ' | 'ຄ' => "K",
        'ງ' => "N",
        'ຈ' => "c",
        'ສ' | 'ຊ' => "s",
        'ຍ' => "Y",
        'ດ' => "d",
        'ຕ' => "t",
        'ຖ' | 'ທ' => "T",
        'ນ' => "n",
        'ບ' => "b",
        'ປ' => "p",
        'ຜ' | 'ພ' => "P",
        'ຝ' | 'ຟ' => "f",
        'ມ' => "m",
        'ຢ' => "y",
        'ຣ' => "r",
        'ລ' => "l",
        'ວ' => "w",
        'ຫ' | 'ຮ' => "h",
        'ອ' => "",
        _ => return None,
    })
}

fn coda(c: char) -> Option<&'static str> {
    Some(match c {
        'ກ' | 'ຂ' | 'ຄ' => "k",
        'ງ' => "N",
        'ດ' | 'ຈ' | 'ສ' | 'ຊ' | 'ຕ' | 'ຖ' | 'ທ' => "t",
        'ນ' | 'ຣ' | 'ລ' => "n",
        'ບ' | 'ປ' | 'ພ' | 'ຟ' => "p",
        'ມ' => "m",
        'ຍ' | 'ຽ' | 'ຢ' => "y",
        'ວ' => "w",
        _ => return None,
    })
}

fn is_sign(c: char) -> bool {
    matches!(c, 'ະ' | 'ັ' | 'າ' | 'ຳ' | 'ິ' | 'ີ' | 'ຶ' | 'ື' | 'ຸ' | 'ູ' | 'ົ' | 'ໍ')
}

fn pieces(letters: &[char], i: usize) -> Vec<Piece> {
    let first = at(letters, i);
    let lead = matches!(first, 'ເ' | 'ແ' | 'ໂ' | 'ໄ' | 'ໃ').then_some(first);
    let start = if lead.is_some() { i + 1 } else { i };
    let mut out = Vec::new();
    for (onset, end, cost) in onsets(letters, start) {
        let all = vowels(letters, end, lead);
        for (vowel, closed) in all.iter().map(|v| (v, closings(letters, v, lead.is_none()))) {
            let unwritten = if vowel.1 == end && lead.is_none() { 40 } else { 0 };
            out.extend(closed.into_iter().map(|(closing, next)| {
                let sounds = format!("{onset}{}{closing}", vowel.0);
                Piece::new(next, sounds, cost + unwritten + 5)
            }));
        }
    }
    if out.is_empty() {
        out.push(Piece::new(i + 1, initial(first).unwrap_or("").to_owned(), 150));
    }
    out
}

fn onsets(letters: &[char], j: usize) -> Vec<(String, usize, u32)> {
    let (c, d) = (at(letters, j), at(letters, j + 1));
    let Some(first) = initial(c) else { return Vec::new() };
    let mut out = vec![(first.to_owned(), j + 1, 0)];
    let Some(second) = initial(d) else { return out };
    match (c, d) {
        ('ຫ', 'ງ' | 'ຍ' | 'ນ' | 'ມ' | 'ລ' | 'ຣ' | 'ວ') => {
            out.push((second.to_owned(), j + 2, 0))
        }
        ('ກ' | 'ຂ' | 'ຄ' | 'ສ' | 'ຈ' | 'ທ' | 'ລ' | 'ຊ' | 'ງ', 'ວ') => {
            out.push((format!("{first}w"), j + 2, 5));
        }
        (_, 'ລ' | 'ຣ') => out.push((format!("{first}{second}"), j + 2, 5)),
        _ => {}
    }
    out
}

fn vowels(letters: &[char], i: usize, lead: Option<char>) -> Vec<Vowel> {
    let (c, d) = (at(letters, i), at(letters, i + 1));
    match (lead, c, d) {
        (Some('ເ'), _, _) => vowels_e(letters, i),
        (Some('ແ'), 'ະ', _) => vec![("E", i + 1, false, false)],
        (Some('ແ'), 'ັ', _) => vec![("E", i + 1, true, true)],
        (Some('ແ'), _, _) => vec![("E", i, true, false)],
        (Some('ໂ'), 'ະ', _) => vec![("o", i + 1, false, false)],
        (Some('ໂ'), 'ັ', _) => vec![("o", i + 1, true, true)],
        (Some('ໂ'), _, _) => vec![("o", i, true, false)],
        (Some(_), 'ຍ', x) if !is_sign(x) => {
            vec![("ay", i + 1, false, false), ("ay", i, false, false)]
        }
        (Some(_), _, _) => vec![("ay", i, false, false)],
        (None, 'ະ', _) => vec![("a", i + 1, false, false)],
        (None, 'ັ', 'ວ') => vec![("ua", i + 2, false, false), ("a", i + 1, true, true)],
        (None, 'ັ', _) => vec![("a", i + 1, true, true)],
        (None, 'າ', _) => vec![("a", i + 1, true, false)],
        (None, 'ຳ', _) => vec![("am", i + 1, false, false)],
        (None, 'ິ' | 'ີ', _) => vec![("i", i + 1, true, false)],
        (None, 'ຶ' | 'ື', _) => vec![("U", i + 1, true, false)],
        (None, 'ຸ' | 'ູ', _) => vec![("u", i + 1, true, false)],
        (None, 'ົ', 'ວ') => vec![("ua", i + 2, false, false), ("o", i + 1, true, true)],
        (None, 'ົ', _) => vec![("o", i + 1, true, true)],
        (None, 'ໍ', _) => vec![("O", i + 1, true, false)],
        (None, 'ອ', _) => vec![("O", i + 1, true, false), ("a", i, false, false)],
        (None, 'ຽ', _) => vec![("ia", i + 1, true, false)],
        (None, 'ວ', _) => vec![("ua", i + 1, true, true), ("a", i, false, false)],
        _ => vec![("o", i, true, true), ("a", i, false, false)],
    }
}

fn vowels_e(letters: &[char], i: usize) -> Vec<Vowel> {
    let (c, d) = (at(letters, i), at(letters, i + 1));
    match (c, d) {
        ('ຶ' | 'ື', 'ອ') => vec![("Ua", i + 2, true, false)],
        ('ົ', 'າ') => vec![("aw", i + 2, false, false)],
        ('າ', 'ະ') => vec![("O", i + 2, false, false)],
        ('າ', _) => vec![("aw", i + 1, false, false)],
        ('ະ', _) => vec![("e", i + 1, false, false)],
        ('ັ', 'ຍ' | 'ຽ') => vec![("ia", i + 2, true, false)],
        ('ັ', _) => vec![("e", i + 1, true, true)],
        ('ິ' | 'ີ', 'ຍ') => vec![("@y", i + 2, false, false), ("@", i + 1, true, false)],
        ('ິ' | 'ີ', _) => vec![("@", i + 1, true, false)],
        ('ຍ' | 'ຽ', _) => vec![("ia", i + 1, true, false)],
        _ => vec![("e", i, true, false)],
    }
}

fn closings(letters: &[char], vowel: &Vowel, plain: bool) -> Vec<(&'static str, usize)> {
    let (_, i, may, must) = *vowel;
    let mut out = Vec::new();
    if !must {
        out.push(("", i));
    }
    let (c, d) = (at(letters, i), at(letters, i + 1));
    let opens_next = is_sign(d) || (d == 'ຽ' && c != 'ຽ') || (d == 'ອ' && c != 'ອ' && !plain);
    if let (true, false, Some(sound)) = (may, opens_next, coda(c)) {
        out.push((sound, i + 1));
    }
    out
}
