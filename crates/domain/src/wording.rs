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
