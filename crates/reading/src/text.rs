//! A report as the reader sees it: folded letters, each with its place in the original.
//!
//! Invariant: every place handed out counts the code points of the text as it was handed in, so
//! that a fact can be shown in the very words it came from.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A piece of the report, in code points of the original; the end is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// The code point after the last.
    pub end: usize,
}

impl Span {
    /// Whether the two share a code point.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// One folded letter.
#[derive(Debug, Clone, Copy)]
struct Letter {
    folded: char,
    /// Its place in the original.
    at: usize,
    /// Whether it is a capital in the original.
    capital: bool,
}

/// The folded report. Positions inside the crate count folded letters; [`Folded::span`] turns them
/// into places of the original.
#[derive(Debug, Clone)]
pub(crate) struct Folded {
    letters: Vec<Letter>,
    original: Vec<char>,
}

impl Folded {
    pub(crate) fn new(text: &str) -> Self {
        let original: Vec<char> = text.chars().collect();
        let mut letters: Vec<Letter> = Vec::with_capacity(original.len());
        let mut cluster = String::new();
        let mut begun = 0;
        for (at, c) in original.iter().enumerate() {
            if !is_combining_mark(*c) {
                flush(&mut letters, &mut cluster, begun);
                begun = at;
            }
            cluster.push(*c);
        }
        flush(&mut letters, &mut cluster, begun);
        place_tones(&mut letters);
        Self { letters, original }
    }

    pub(crate) fn len(&self) -> usize {
        self.letters.len()
    }

    /// The folded letter at a position; a line end beyond the text.
    pub(crate) fn at(&self, position: usize) -> char {
        self.letters.get(position).map_or('\n', |l| l.folded)
    }

    pub(crate) fn is_capital(&self, position: usize) -> bool {
        self.letters.get(position).is_some_and(|l| l.capital)
    }

    /// The letter before a position; a line end before the text.
    pub(crate) fn before(&self, position: usize) -> char {
        position.checked_sub(1).map_or('\n', |p| self.at(p))
    }

    /// Where folded positions lie in the original.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let place = |p: usize| self.letters.get(p).map_or(self.original.len(), |l| l.at);
        Span { start: place(start), end: place(end) }
    }

    /// The words of the original between two folded positions, runs of spaces as one.
    pub(crate) fn quote(&self, start: usize, end: usize) -> String {
        self.cut(self.span(start, end))
    }

    /// The words of the original in a span, runs of spaces as one.
    pub(crate) fn cut(&self, span: Span) -> String {
        let chars = self.original.iter().skip(span.start).take(span.end.saturating_sub(span.start));
        let text: String = chars.collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The folded text between two positions.
    pub(crate) fn folded(&self, start: usize, end: usize) -> String {
        let letters = self.letters.iter().skip(start).take(end.saturating_sub(start));
        letters.map(|l| l.folded).collect()
    }

    /// Position of the next letter that is no space, from `position` on.
    pub(crate) fn skip_spaces(&self, mut position: usize) -> usize {
        while position < self.len() && is_blank(self.at(position)) {
            position += 1;
        }
        position
    }

    /// The end of what stands before `position` when spaces are left out.
    pub(crate) fn trim_end(&self, mut position: usize) -> usize {
        while position > 0 && is_blank(self.before(position)) {
            position -= 1;
        }
        position
    }
}

/// Folds a phrase of a lexicon the same way.
pub(crate) fn fold_phrase(phrase: &str) -> Vec<char> {
    Folded::new(phrase).letters.iter().map(|l| l.folded).collect()
}

/// A space inside a line.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\n' && c != '\r'
}

/// A letter of a writing that puts no spaces between words.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E01}'..='\u{0E3A}' | '\u{0E40}'..='\u{0E4E}' | '\u{0E81}'..='\u{0ECD}' | '\u{0EDC}'..='\u{0EDF}')
}

/// A letter of a writing that puts spaces between words.
pub(crate) fn is_spaced_letter(c: char) -> bool {
    c.is_alphabetic() && !is_unspaced(c) || is_combining_mark(c) && !is_unspaced(c)
}

fn flush(letters: &mut Vec<Letter>, cluster: &mut String, at: usize) {
    let capital = cluster.chars().next().is_some_and(char::is_uppercase);
    let composed = cluster.nfc().flat_map(char::to_lowercase).filter_map(plain_sign);
    for folded in composed {
        join(letters, Letter { folded, at, capital });
    }
    cluster.clear();
}

/// One sign for its many looks; nothing for signs that are not seen.
fn plain_sign(c: char) -> Option<char> {
    let code = u32::from(c);
    let digit = |zero: u32| code.checked_sub(zero).and_then(|d| char::from_digit(d, 10));
    match c {
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => None,
        '–' | '—' | '−' | '‑' | '‐' => Some('-'),
        '’' | '‘' | 'ʼ' => Some('\''),
        '“' | '”' | '«' | '»' => Some('"'),
        '…' => Some('.'),
        '\u{0E50}'..='\u{0E59}' => digit(0x0E50),
        '\u{0ED0}'..='\u{0ED9}' => digit(0x0ED0),
        c => Some(c),
    }
}

/// Writes letters that are printed in two ways as one: Thai and Lao am, Lao hm and hn.
fn join(letters: &mut Vec<Letter>, next: Letter) {
    let Some(last) = letters.last_mut() else {
        letters.push(next);
        return;
    };
    let joined = match (last.folded, next.folded) {
        ('ํ', 'า') => Some('ำ'),
        ('ໍ', 'າ') => Some('ຳ'),
        ('ຫ', 'ມ') => Some('ໝ'),
        ('ຫ', 'ນ') => Some('ໜ'),
        _ => None,
    };
    match joined {
        Some(letter) => last.folded = letter,
        None => letters.push(next),
    }
}

/// `oà` and `òa` are two ways of printing one Vietnamese syllable; the second is kept.
const TONES: &[(char, char, char, char)] = &[
    ('o', 'à', 'ò', 'a'),
    ('o', 'á', 'ó', 'a'),
    ('o', 'ả', 'ỏ', 'a'),
    ('o', 'ã', 'õ', 'a'),
    ('o', 'ạ', 'ọ', 'a'),
    ('o', 'è', 'ò', 'e'),
    ('o', 'é', 'ó', 'e'),
    ('o', 'ẻ', 'ỏ', 'e'),
    ('o', 'ẽ', 'õ', 'e'),
    ('o', 'ẹ', 'ọ', 'e'),
    ('u', 'ỳ', 'ù', 'y'),
    ('u', 'ý', 'ú', 'y'),
    ('u', 'ỷ', 'ủ', 'y'),
    ('u', 'ỹ', 'ũ', 'y'),
    ('u', 'ỵ', 'ụ', 'y'),
];

fn place_tones(letters: &mut [Letter]) {
    let mut rest = letters;
    while let [first, tail @ ..] = rest {
        if let Some(second) = tail.first_mut() {
            let found = TONES.iter().find(|t| (t.0, t.1) == (first.folded, second.folded));
            if let Some(tone) = found {
                (first.folded, second.folded) = (tone.2, tone.3);
            }
        }
        rest = tail;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_code_points_of_the_original() {
        // The first text spells its marks apart; a place must count them all.
        for text in ["Thu\u{031B}\u{0301} tru\u{031B}o\u{031B}\u{0309}ng Hoà", "Thứ trưởng Hòa"]
        {
            let folded = Folded::new(text);
            assert_eq!(folded.folded(0, folded.len()), "thứ trưởng hòa");
            let all = folded.span(0, folded.len());
            assert_eq!(all, Span { start: 0, end: text.chars().count() });
            let last = folded.span(11, 14);
            let cut: String = text.chars().skip(last.start).collect();
            assert!(cut.starts_with('H'), "{cut}");
        }
    }

    #[test]
    fn letters_of_two_looks_are_one() {
        let fold = |t: &str| fold_phrase(t).into_iter().collect::<String>();
        assert_eq!(fold("ຫມ ໍາ"), fold("ໝ ຳ"));
        assert_eq!(fold("๒๕๖๖ ໒໐໒໓"), "2566 2023");
        assert_eq!(fold("a–b\u{200B}c"), "a-bc");
    }
}
