//! How a text reads once its disguises are off. Cues and minimum lengths are judged on this form, so
//! that invisible characters, other spellings of one letter, missing accents or doubled spaces change
//! nothing.

use unicode_normalization::UnicodeNormalization;

/// The plain form: compatibility forms folded, accents and invisible characters off, lower case, one
/// space between words. Thai and Lao vowel and tone signs stay: they are letters of their words.
pub fn plain(text: &str) -> String {
    let kept = text.nfkd().filter(|c| !is_accent(*c) && !is_invisible(*c));
    let folded: String = kept.flat_map(char::to_lowercase).map(unstroke).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters that may stand between the parts of a phrase with a gap.
const GAP_CHARS_MAX: usize = 60;

/// Places of the filter of [`Said`]: many more than a message in four languages has runs of letters.
const FILTER_BITS: usize = 1 << 16;
/// Bytes of the runs the filter knows.
const RUN_BYTES: usize = 3;

/// Texts in their plain form, with a filter that says at once which phrases none of them can hold: a gate
/// has thousands of phrases to look for, and a message has almost none of them.
#[derive(Debug, Clone)]
pub struct Said {
    texts: Vec<String>,
    filter: Vec<bool>,
}

impl Said {
    /// Takes the disguises off texts.
    pub fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let texts: Vec<String> = texts.map(plain).filter(|text| !text.is_empty()).collect();
        let mut filter = vec![false; FILTER_BITS];
        for bit in texts.iter().flat_map(|text| runs(text)) {
            if let Some(there) = filter.get_mut(bit) {
                *there = true;
            }
        }
        Self { texts, filter }
    }

    /// The texts.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Whether one of the texts may hold a phrase; what it may hold is still to be looked for.
    pub fn may_hold(&self, phrase: &Phrase) -> bool {
        phrase.runs.iter().all(|bit| self.filter.get(*bit).is_some_and(|there| *there))
    }
}

/// The bits of every run of a text.
fn runs(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bit = |run: &[u8]| {
        let sum = |sum: usize, byte: &u8| sum.wrapping_mul(0x0100_0193) ^ usize::from(*byte);
        let mixed = run.iter().fold(0x811c_9dc5, sum).wrapping_mul(0x9e37_79b1);
        (mixed >> 8) % FILTER_BITS
    };
    text.as_bytes().windows(RUN_BYTES).map(bit)
}

/// A phrase to look for, in its plain form. ` * ` stands for a few words in between, a `*` at the end of a
/// word for its endings. Words of Latin letters are found whole; Thai and Lao write no spaces between words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    text: String,
    pieces: Vec<Piece>,
    /// The bits of the runs of its pieces, which a text that holds it has all.
    runs: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    text: String,
    /// Whether letters may follow: the word's endings.
    stem: bool,
    /// What may stand before it.
    gap: Gap,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// A few words.
    Words,
    /// What is left of the word before.
    Ending,
}

impl Phrase {
    /// Reads a phrase as a pack has it.
    pub fn new(phrase: &str) -> Self {
        let text = plain(phrase);
        let mut pieces = Vec::new();
        for part in text.split(" * ") {
            let mut gap = Gap::Words;
            for piece in part.split_inclusive("* ") {
                let word = piece.trim_end();
                let stem = word.ends_with('*');
                let text = word.trim_end_matches('*').to_owned();
                pieces.push(Piece { text, stem, gap });
                gap = Gap::Ending;
            }
        }
        let runs = pieces.iter().flat_map(|piece| runs(&piece.text)).collect();
        Self { text, pieces, runs }
    }

    /// The phrase in its plain form.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether a plain text holds it.
    pub fn is_in(&self, text: &str) -> bool {
        let Some((first, rest)) = self.pieces.split_first() else { return false };
        first.places(text).any(|(_, end)| follow(text.get(end..).unwrap_or_default(), rest))
    }
}

impl Piece {
    /// Where it stands in a text: first byte, and the byte after it.
    fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let spaced = self.text.is_ascii();
        let found = text.match_indices(self.text.as_str());
        found.map(|(at, found)| (at, at + found.len())).filter(move |(start, end)| {
            let before = text.get(..*start).and_then(|t| t.chars().next_back());
            let after = text.get(*end..).and_then(|t| t.chars().next());
            let whole = !letter(before) && (self.stem || !letter(after));
            !self.text.is_empty() && (!spaced || whole)
        })
    }

    fn may_follow(&self, gap: &str) -> bool {
        match self.gap {
            Gap::Words => gap.chars().count() <= GAP_CHARS_MAX,
            Gap::Ending => gap.ends_with(' ') && !gap.trim_end().contains(' '),
        }
    }
}

fn follow(text: &str, pieces: &[Piece]) -> bool {
    let Some((first, rest)) = pieces.split_first() else { return true };
    let near = |start: usize| text.get(..start).is_some_and(|gap| gap.len() <= 4 * GAP_CHARS_MAX);
    first
        .places(text)
        .take_while(|(start, _)| near(*start))
        .filter(|(start, _)| text.get(..*start).is_some_and(|gap| first.may_follow(gap)))
        .any(|(_, end)| follow(text.get(end..).unwrap_or_default(), rest))
}

/// How many letters and digits a text has: what is left when nothing is said is zero.
pub fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Format characters: joiners, direction marks, soft hyphens, variation selectors, tags.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The stroke of Vietnamese đ is no combining accent.
fn unstroke(c: char) -> char {
    if c == 'đ' { 'd' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_whole_with_gaps_and_endings() {
        for (text, phrase, found) in [
            ("they insult the king", "insult * king", true),
            ("they insult the kingdom", "insult * king", false),
            ("a propagandist", "propagand*", true),
            ("a propagandist", "propaganda", false),
            ("he will be swapped", "swap*", true),
            ("the bread was cheap", "read", false),
            ("ขอแลกตัวผู้ต้องหา", "แลกตัว", true),
            ("give us one and we give you yours", "give us * we give", true),
            ("give us one", "", false),
            ("one two one three", "one * three", true),
            ("activities against our country", "activit* against our country", true),
            ("activity against our country", "activit* against our country", true),
            ("activities held against our country", "activit* against our country", false),
            ("overthrowing the whole government", "overthrow* * government", true),
            (&format!("swap {} prisoner", "x".repeat(70)), "swap * prisoner", false),
            ("exchange", "exchange", true),
        ] {
            let phrase = Phrase::new(phrase);
            assert_eq!(phrase.is_in(text), found, "{text} / {phrase:?}");
            // The filter never passes over what is there.
            let said = Said::new([text].into_iter());
            assert!(!found || said.may_hold(&phrase), "{text} / {phrase:?}");
        }
    }

    #[test]
    fn disguises_come_off() {
        for (text, expect) in [
            ("All  persons\u{200b}", "all persons"),
            ("danh sa\u{301}ch toàn bộ", "danh sach toan bo"),
            ("Danh sách TOÀN BỘ", "danh sach toan bo"),
            ("ａｌｌ persons", "all persons"),
            ("a\u{ad}ll per\u{2060}sons", "all persons"),
            ("Đối tượng", "doi tuong"),
            ("ทุกคน", "ทุกคน"),
            ("ທຸກຄົນ", "ທຸກຄົນ"),
            ("\u{200b}\u{200b}", ""),
        ] {
            assert_eq!(plain(text), plain(expect), "{text:?}");
        }
        assert_eq!(plain("\u{200b} \u{feff}"), "");
        assert_eq!((letters("…"), letters("\u{200b}"), letters("a b1")), (0, 0, 3));
    }
}
