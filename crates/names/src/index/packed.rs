//! A word and its sounds as bytes.

use crate::learn;
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
    let mut word = Word::blank();
    unpack_to(packed, &mut word).map(|()| word)
}

/// The same into a word that is there, whose room is used again. When the bytes are no word, what it
/// holds afterwards is none either.
pub(crate) fn unpack_to(packed: &[u8], word: &mut Word) -> Option<()> {
    let &[flags, forms, t0, t1, p0, p1] = packed.first_chunk::<HEADER>()?;
    let lengths = (u16::from_le_bytes([t0, t1]), u16::from_le_bytes([p0, p1]));
    let rest = packed.get(HEADER..)?;
    let (text, rest) = rest.split_at_checked(usize::from(lengths.0))?;
    let (plain, mut rest) = rest.split_at_checked(usize::from(lengths.1))?;
    let (text, bare) = (std::str::from_utf8(text).ok()?, std::str::from_utf8(plain).ok()?);
    let plain = if flags & NO_BARE != 0 && text.is_ascii() { text } else { bare };
    text.clone_into(&mut word.text);
    plain.clone_into(&mut word.plain);
    word.script = script(flags);
    (word.initial, word.syllable) = (flags & INITIAL != 0, flags & SYLLABLE != 0);
    word.forms.truncate(usize::from(forms));
    word.symbols.clear();
    for place in 0..usize::from(forms) {
        let &[cost, reading, len] = rest.first_chunk::<3>()?;
        let (pivot, left) = rest.get(3..)?.split_at_checked(usize::from(len))?;
        learn::add_symbols(pivot, &mut word.symbols);
        let (pivot, cost) = (std::str::from_utf8(pivot).ok()?, u32::from(cost));
        match word.forms.get_mut(place) {
            Some(form) => {
                pivot.clone_into(&mut form.pivot);
                (form.cost, form.reading) = (cost, script(reading));
            }
            None => {
                let pivot = pivot.to_owned();
                word.forms.push(SoundForm { cost, pivot, reading: script(reading) });
            }
        }
        rest = left;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_comes_back_as_it_went_in() {
        let words =
            ["somchai", "สมชาย", "ສົມໄຊ", "nguyễn", "pờ-ra-chuộp", "иван", "r", "12", "o-neil"];
        let mut room = Word::blank();
        for written in words {
            let word = Word::read(written);
            let mut packed = Vec::new();
            pack(&word, &mut packed);
            assert_eq!(text(&packed), Some(written.as_bytes()));
            assert_eq!(unpack(&packed).as_ref(), Some(&word));
            assert_eq!((unpack_to(&packed, &mut room), &room), (Some(()), &word));
            for cut in 0..packed.len() {
                assert_eq!(unpack(&packed[..cut]), None, "{written} {cut}");
            }
        }
    }
}
