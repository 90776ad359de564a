//! A word and its sounds as bytes.

use crate::name::Script;
use crate::token::{SoundForm, Word};

/// Bytes before the texts of a packed word: writing and flags, forms, two lengths.
const HEADER: usize = 6;
const INITIAL: u8 = 16;
const SYLLABLE: u8 = 32;
const NO_BARE: u8 = 64;
const SCRIPTS: [Script; 6] =
    [Script::Thai, Script::Lao, Script::Vietnamese, Script::Latin, Script::Mixed, Script::Other];

fn code(script: Script) -> u8 {
    let place = SCRIPTS.iter().position(|s| *s == script);
    place.and_then(|p| u8::try_from(p).ok()).unwrap_or(5)
}

fn script(code: u8) -> Script {
    SCRIPTS.get(usize::from(code & 7)).copied().unwrap_or(Script::Other)
}

/// Adds a word to `out`.
pub(crate) fn pack(word: &Word, out: &mut Vec<u8>) {
    let short = |n: usize| u16::try_from(n).unwrap_or(u16::MAX).to_le_bytes();
    let flags = if word.initial { INITIAL } else { 0 } | if word.syllable { SYLLABLE } else { 0 };
    let plain = if word.plain == word.text { "" } else { word.plain.as_str() };
    out.push(code(word.script) | flags | if plain.is_empty() { NO_BARE } else { 0 });
    out.push(u8::try_from(word.forms.len()).unwrap_or(u8::MAX));
    out.extend(short(word.text.len()));
    out.extend(short(plain.len()));
    out.extend(word.text.as_bytes());
    out.extend(plain.as_bytes());
    for form in &word.forms {
        out.push(u8::try_from(form.cost).unwrap_or(u8::MAX));
        out.push(code(form.reading));
        out.push(u8::try_from(form.pivot.len()).unwrap_or(u8::MAX));
        out.extend(form.pivot.bytes().take(usize::from(u8::MAX)));
    }
}

/// The letters of a packed word.
pub(crate) fn text(packed: &[u8]) -> Option<&[u8]> {
    let &[_, _, t0, t1, _, _] = packed.first_chunk::<HEADER>()?;
    packed.get(HEADER..)?.get(..usize::from(u16::from_le_bytes([t0, t1])))
}

/// The word that was packed.
pub(crate) fn unpack(packed: &[u8]) -> Option<Word> {
    let &[flags, forms, t0, t1, p0, p1] = packed.first_chunk::<HEADER>()?;
    let lengths = (u16::from_le_bytes([t0, t1]), u16::from_le_bytes([p0, p1]));
    let rest = packed.get(HEADER..)?;
    let (text, rest) = rest.split_at_checked(usize::from(lengths.0))?;
    let (plain, mut rest) = rest.split_at_checked(usize::from(lengths.1))?;
    let text = std::str::from_utf8(text).ok()?.to_owned();
    let bare = std::str::from_utf8(plain).ok()?;
    let same = flags & NO_BARE != 0 && text.is_ascii();
    let plain = if same { text.clone() } else { bare.to_owned() };
    let mut list = Vec::with_capacity(usize::from(forms));
    for _ in 0..forms {
        let &[cost, reading, len] = rest.first_chunk::<3>()?;
        let (pivot, left) = rest.get(3..)?.split_at_checked(usize::from(len))?;
        let pivot = std::str::from_utf8(pivot).ok()?.to_owned();
        list.push(SoundForm { cost: u32::from(cost), pivot, reading: script(reading) });
        rest = left;
    }
    let (initial, syllable) = (flags & INITIAL != 0, flags & SYLLABLE != 0);
    Some(Word { text, plain, script: script(flags), initial, syllable, forms: list })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_comes_back_as_it_went_in() {
        let words =
            ["somchai", "สมชาย", "ສົມໄຊ", "nguyễn", "pờ-ra-chuộp", "иван", "r", "12", "o-neil"];
        for written in words {
            let word = Word::read(written);
            let mut packed = Vec::new();
            pack(&word, &mut packed);
            assert_eq!(text(&packed), Some(written.as_bytes()));
            assert_eq!(unpack(&packed).as_ref(), Some(&word));
            for cut in 0..packed.len() {
                assert_eq!(unpack(&packed[..cut]), None, "{written} {cut}");
            }
        }
    }
}
