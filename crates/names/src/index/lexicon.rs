//! The distinct words of a register, each sounded out once, and the keys that find them.

use std::sync::Arc;

use super::slips::{self, Slips};
use super::wordkeys::{self, Key};
use crate::name::Script;
use crate::postings::Postings;
use crate::table::{Table, hash};
use crate::token::{SoundForm, Word};

/// Words by number, packed into one block of bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    bytes: Vec<u8>,
    starts: Vec<u32>,
    marks: Vec<Mark>,
    by_text: Table,
    keys: Keys,
    slips: Slips,
}

/// What the sieve needs to know of a word without unpacking it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mark {
    /// The vowels of its plainest reading, three bits each.
    pub(crate) vowels: u64,
    /// Its first bare letter and the class of its first sound.
    pub(crate) first: [u8; 2],
}

/// Lists of numbers by key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keys {
    keys: Vec<Key>,
    table: Table,
    lists: Postings,
}

fn at(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

impl Keys {
    pub(crate) fn list(&self, key: Key) -> &[u32] {
        self.find(key).map_or(&[], |list| self.lists.list(list))
    }

    fn find(&self, key: Key) -> Option<u32> {
        self.table.find(key, |n| self.keys.get(at(n)) == Some(&key))
    }

    pub(crate) fn add(&mut self, key: Key, number: u32) {
        let list = self.find(key).unwrap_or_else(|| {
            let list = self.lists.open();
            self.keys.push(key);
            let keys = &self.keys;
            self.table.insert(key, list, |n| keys.get(at(n)).copied().unwrap_or(0));
            list
        });
        self.lists.push(list, number);
    }

    pub(crate) fn take(&mut self, key: Key, number: u32) {
        if let Some(list) = self.find(key) {
            self.lists.take(list, number);
        }
    }
}

impl Lexicon {
    /// How many words there are.
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    /// The number of a word, if it is known.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        self.by_text.find(hash(text.as_bytes()), |n| self.text(n) == Some(text))
    }

    /// The number of the word `text`, which `read` sounds out when it is new.
    pub(crate) fn intern(&mut self, text: &str, read: impl FnOnce() -> Word) -> u32 {
        if let Some(known) = self.find(text) {
            return known;
        }
        let word = read();
        let number = self.len();
        self.starts.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        pack(&word, &mut self.bytes);
        self.marks.push(wordkeys::mark(&word));
        for key in wordkeys::stored(&word) {
            self.keys.add(key, number);
        }
        self.add_slips(number, &slips::forms(wordkeys::letters(&word)));
        let (bytes, starts) = (&self.bytes, &self.starts);
        self.by_text.insert(hash(text.as_bytes()), number, |n| {
            text_at(bytes, starts, n).map_or(0, |t| hash(t.as_bytes()))
        });
        number
    }

    fn add_slips(&mut self, number: u32, forms: &[u64]) {
        if self.slips.is_full(forms.len()) {
            let mut wider = self.slips.wider();
            for known in 0..number {
                let letters = self.word(known).map(|w| slips::forms(wordkeys::letters(&w)));
                letters.into_iter().flatten().for_each(|form| wider.add(form, known));
            }
            self.slips = wider;
        }
        forms.iter().for_each(|form| self.slips.add(*form, number));
    }

    /// Words that may be one slip from these letters.
    pub(crate) fn slips_of(&self, letters: &str) -> Vec<u32> {
        let forms = slips::forms(letters);
        forms.into_iter().flat_map(|form| self.slips.with_form(form)).collect()
    }

    fn text(&self, number: u32) -> Option<&str> {
        text_at(&self.bytes, &self.starts, number)
    }

    /// What the sieve needs to know of a word.
    pub(crate) fn mark(&self, number: u32) -> Mark {
        self.marks.get(at(number)).copied().unwrap_or_default()
    }

    /// All words with this key.
    pub(crate) fn with_key(&self, key: Key) -> &[u32] {
        self.keys.list(key)
    }

    /// A word as it was read.
    pub(crate) fn word(&self, number: u32) -> Option<Arc<Word>> {
        let from = at(*self.starts.get(at(number))?);
        unpack(self.bytes.get(from..)?).map(Arc::new)
    }
}

fn text_at<'a>(bytes: &'a [u8], starts: &[u32], number: u32) -> Option<&'a str> {
    let packed = bytes.get(at(*starts.get(at(number))?)..)?;
    let (_, rest) = packed.split_at_checked(HEADER)?;
    let len = usize::from(u16::from_le_bytes([*packed.get(2)?, *packed.get(3)?]));
    std::str::from_utf8(rest.get(..len)?).ok()
}

/// Bytes before the texts of a packed word: writing and flags, forms, two lengths.
const HEADER: usize = 6;
const INITIAL: u8 = 16;
const SYLLABLE: u8 = 32;
const SCRIPTS: [Script; 6] =
    [Script::Thai, Script::Lao, Script::Vietnamese, Script::Latin, Script::Mixed, Script::Other];

fn code(script: Script) -> u8 {
    let place = SCRIPTS.iter().position(|s| *s == script);
    place.and_then(|p| u8::try_from(p).ok()).unwrap_or(5)
}

fn script(code: u8) -> Script {
    SCRIPTS.get(usize::from(code & 7)).copied().unwrap_or(Script::Other)
}

fn pack(word: &Word, out: &mut Vec<u8>) {
    let short = |n: usize| u16::try_from(n).unwrap_or(u16::MAX).to_le_bytes();
    let flags = if word.initial { INITIAL } else { 0 } | if word.syllable { SYLLABLE } else { 0 };
    let plain = if word.plain == word.text { "" } else { word.plain.as_str() };
    out.push(code(word.script) | flags | if plain.is_empty() { 64 } else { 0 });
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

fn unpack(packed: &[u8]) -> Option<Word> {
    let &[flags, forms, t0, t1, p0, p1] = packed.first_chunk::<HEADER>()?;
    let lengths = (u16::from_le_bytes([t0, t1]), u16::from_le_bytes([p0, p1]));
    let rest = packed.get(HEADER..)?;
    let (text, rest) = rest.split_at_checked(usize::from(lengths.0))?;
    let (plain, mut rest) = rest.split_at_checked(usize::from(lengths.1))?;
    let text = std::str::from_utf8(text).ok()?.to_owned();
    let bare = std::str::from_utf8(plain).ok()?;
    let same = flags & 64 != 0 && text.is_ascii();
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
        let mut lexicon = Lexicon::default();
        let words =
            ["somchai", "สมชาย", "ສົມໄຊ", "nguyễn", "pờ-ra-chuộp", "иван", "r", "12", "o-neil"];
        for text in words {
            let word = Word::read(text);
            let number = lexicon.intern(text, || word.clone());
            assert_eq!(lexicon.find(text), Some(number));
            assert_eq!(lexicon.intern(text, || Word::read("other")), number);
            assert_eq!(lexicon.word(number).as_deref(), Some(&word));
        }
        assert_eq!(lexicon.find("nobody"), None);
    }
}
