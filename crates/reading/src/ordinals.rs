//! Ordinals: `12th`, `second`, `lần thứ XIV`, `ครั้งที่ ๓`, `ຄັ້ງທີ 2`.

use crate::marks::Marks;
use crate::text::{Folded, is_spaced_letter};

/// An ordinal at a place of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OrdinalAt {
    pub(crate) number: u16,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether it stands before what it counts.
    pub(crate) before: bool,
}

/// The highest number of a meeting.
const NUMBER_MAX: u16 = 199;
/// Letters of the longest Roman numeral that is read.
const ROMAN_MAX: usize = 8;

pub(crate) fn find(text: &Folded, marks: &Marks) -> Vec<OrdinalAt> {
    let mut found: Vec<OrdinalAt> = marks
        .jobs("ordinal")
        .filter_map(|word| after_word(text, marks, word.start, word.end))
        .collect();
    if found.is_empty() && marks.jobs("ordinal").next().is_none() {
        let words = marks.ordinals.iter().filter_map(|m| {
            let number = m.value.parse().ok()?;
            Some(OrdinalAt { number, start: m.start, end: m.end, before: true })
        });
        found.extend(words);
        found.extend((0..text.len()).filter_map(|p| suffixed(text, p)));
    }
    found.retain(|o| (1..=NUMBER_MAX).contains(&o.number));
    found.sort_by_key(|o| o.start);
    found
}

/// What follows the word for `time`: digits, a Roman numeral or a number in words.
fn after_word(text: &Folded, marks: &Marks, start: usize, end: usize) -> Option<OrdinalAt> {
    let at = text.skip_spaces(end);
    let made = |number, end| OrdinalAt { number, start, end, before: false };
    if let Some((number, past)) = digits(text, at) {
        return Some(made(number, past));
    }
    if let Some(word) = marks.ordinals.iter().find(|m| m.start == at) {
        return Some(made(word.value.parse().ok()?, word.end));
    }
    let (number, past) = roman(text, at)?;
    Some(made(number, past))
}

fn digits(text: &Folded, start: usize) -> Option<(u16, usize)> {
    let mut end = start;
    let mut value: u16 = 0;
    while let Some(digit) = text.at(end).to_digit(10) {
        value = value.checked_mul(10)?.checked_add(u16::try_from(digit).ok()?)?;
        end += 1;
    }
    let date = text.at(end) == '/' || text.at(end) == '-' && text.at(end + 1).is_ascii_digit();
    (end > start && !date).then_some((value, end))
}

/// `12th`, `2nd`.
fn suffixed(text: &Folded, start: usize) -> Option<OrdinalAt> {
    let before = text.before(start);
    if before.is_ascii_digit() || is_spaced_letter(before) {
        return None;
    }
    let (number, end) = digits(text, start)?;
    let suffix = text.folded(end, end + 2);
    let ordinal = matches!(suffix.as_str(), "st" | "nd" | "rd" | "th");
    let whole = !is_spaced_letter(text.at(end + 2));
    (ordinal && whole).then_some(OrdinalAt { number, start, end: end + 2, before: true })
}

fn roman(text: &Folded, start: usize) -> Option<(u16, usize)> {
    let mut end = start;
    while is_spaced_letter(text.at(end)) {
        end += 1;
    }
    let letters = text.folded(start, end);
    let capital = text.is_capital(start);
    let short = (1..=ROMAN_MAX).contains(&letters.chars().count());
    if !capital || !short {
        return None;
    }
    let values: Vec<i32> = letters.chars().map(roman_digit).collect::<Option<_>>()?;
    let signed = values.iter().enumerate().map(|(i, value)| {
        let smaller = values.get(i + 1).is_some_and(|next| next > value);
        if smaller { -value } else { *value }
    });
    let total = u16::try_from(signed.sum::<i32>()).ok()?;
    Some((total, end))
}

fn roman_digit(c: char) -> Option<i32> {
    match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use comity_domain::lang::Lang;

    #[test]
    fn ordinals_of_four_languages() {
        for (lang, text, expect) in [
            (Lang::En, "the 12th meeting and the second dialogue", "12 2"),
            (Lang::Vi, "lần thứ XIV, lần thứ hai, lần thứ 12, lần 3", "14 2 12 3"),
            (Lang::Vi, "lần thứ mười một; lần thứ IX", "11 9"),
            (Lang::Th, "ครั้งที่ ๑๙ และครั้งที่สอง", "19 2"),
            (Lang::Lo, "ຄັ້ງທີ 17 ແລະ ຄັ້ງທີສອງ", "17 2"),
        ] {
            let folded = Folded::new(text);
            let marks = Marks::of(&folded, Lexicon::of(lang));
            let found: Vec<_> =
                find(&folded, &marks).iter().map(|o| o.number.to_string()).collect();
            assert_eq!(found.join(" "), expect, "{text}");
        }
    }
}
