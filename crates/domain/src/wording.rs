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

/// Whether a plain text holds a plain phrase. In a phrase ` * ` stands for a few words in between, and
/// a `*` at the end of a word for its endings. Words of Latin letters are found whole; Thai and Lao
/// write no spaces between words.
pub fn holds(text: &str, phrase: &str) -> bool {
    let parts: Vec<&str> = phrase.split(" * ").collect();
    let Some((first, rest)) = parts.split_first() else { return false };
    ends(text, first).any(|(_, end)| follows(text.get(end..).unwrap_or_default(), rest))
}

fn follows(text: &str, parts: &[&str]) -> bool {
    let Some((first, rest)) = parts.split_first() else { return true };
    ends(text, first)
        .take_while(|(start, _)| {
            text.get(..*start).is_some_and(|gap| gap.chars().count() <= GAP_CHARS_MAX)
        })
        .any(|(_, end)| follows(text.get(end..).unwrap_or_default(), rest))
}

/// Where a part of a phrase stands in a text: first byte, and the byte after it.
fn ends<'a>(text: &'a str, part: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    let (part, stem) = match part.strip_suffix('*') {
        Some(stem) => (stem, true),
        None => (part, false),
    };
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c.is_ascii());
    let spaced = part.is_ascii();
    text.match_indices(part).map(|(at, found)| (at, at + found.len())).filter(
        move |(start, end)| {
            let before = text.get(..*start).and_then(|t| t.chars().next_back());
            let after = text.get(*end..).and_then(|t| t.chars().next());
            !part.is_empty() && (!spaced || !letter(before) && (stem || !letter(after)))
        },
    )
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
            (&format!("swap {} prisoner", "x".repeat(70)), "swap * prisoner", false),
            ("exchange", "exchange", true),
        ] {
            assert_eq!(holds(text, phrase), found, "{text} / {phrase}");
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
