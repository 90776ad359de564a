//! Which of the four languages a report is written in.

use comity_domain::lang::Lang;
use unicode_normalization::UnicodeNormalization;

/// Share of Latin letters with Vietnamese marks from which a report is Vietnamese.
const MARKED_IN_HUNDRED: usize = 8;

/// The language most of the letters are in; nothing when there are no letters.
#[must_use]
pub fn of(text: &str) -> Option<Lang> {
    let (mut thai, mut lao, mut latin, mut marked) = (0usize, 0usize, 0usize, 0usize);
    for c in text.nfc().filter(|c| c.is_alphabetic()) {
        match c {
            '\u{0E01}'..='\u{0E4E}' => thai += 1,
            '\u{0E81}'..='\u{0EDF}' => lao += 1,
            c if c.is_ascii() => latin += 1,
            _ => {
                latin += 1;
                marked += 1;
            }
        }
    }
    let most = thai.max(lao).max(latin);
    if most == 0 {
        return None;
    }
    if most == lao {
        return Some(Lang::Lo);
    }
    if most == thai {
        return Some(Lang::Th);
    }
    let vietnamese = marked.saturating_mul(100) >= latin.saturating_mul(MARKED_IN_HUNDRED);
    Some(if vietnamese { Lang::Vi } else { Lang::En })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_languages_are_told_apart() {
        for (text, lang) in [
            ("Hai bên nhất trí tăng cường hợp tác tại Bangkok", Some(Lang::Vi)),
            ("The two sides agreed, said Lê Quốc Hùng of the ministry in Hanoi", Some(Lang::En)),
            ("ทั้งสองฝ่ายเห็นพ้อง MPS", Some(Lang::Th)),
            ("ສອງຝ່າຍເຫັນດີ MPS", Some(Lang::Lo)),
            ("2023 / 12", None),
        ] {
            assert_eq!(of(text), lang, "{text}");
        }
    }
}
