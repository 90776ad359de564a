//! The words the reader knows: tables of phrases, one file per language and kind.
//!
//! A line is `value<TAB>phrase|phrase|…`; lines that begin with `#` are remarks. A phrase of Latin
//! letters stands for whole words; Thai and Lao phrases are found anywhere, because nothing parts
//! their words. The longest phrase wins.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use comity_domain::lang::Lang;
use unicode_normalization::char::is_combining_mark;

use crate::text::{Folded, fold_phrase, is_blank, is_spaced_letter};

/// What kind of word a phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// An act of speech; the value is its code.
    Act,
    /// An agency; the value is its id.
    Agency,
    /// An instrument; the value is its kind.
    Agreement,
    /// A crime area or topic; the value is its code.
    Area,
    /// A general word for an office, or what an office is for.
    Body,
    /// A meeting; the value is its kind.
    Meeting,
    /// A month; the value is its number.
    Month,
    /// An ordinal in words; the value is its number.
    Ordinal,
    /// A place; the value is its country, `-` before it for a whole country.
    Place,
    /// A post.
    Post,
    /// A rank or a courtesy title.
    Rank,
    /// Words with a grammatical job; the value is the job.
    Word,
}

/// A phrase found in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// What the table says it stands for.
    pub(crate) value: &'static str,
    /// First folded position.
    pub(crate) start: usize,
    /// The position after the last.
    pub(crate) end: usize,
}

impl Mark {
    pub(crate) fn overlaps(&self, start: usize, end: usize) -> bool {
        self.start < end && start < self.end
    }
}

#[derive(Debug)]
struct Entry {
    letters: Vec<char>,
    value: &'static str,
}

/// The phrases of one kind in one language.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    /// By first letter, longest first.
    by_letter: BTreeMap<char, Vec<Entry>>,
}

impl Phrases {
    pub(crate) fn read(tables: &[&'static str]) -> Self {
        let mut phrases = Self::default();
        let lines = tables.iter().flat_map(|table| table.lines());
        for line in lines.filter(|line| !line.starts_with('#')) {
            let Some((value, words)) = line.split_once('\t') else { continue };
            words.split('|').for_each(|phrase| phrases.add(value, phrase.trim()));
        }
        for entries in phrases.by_letter.values_mut() {
            entries.sort_by_key(|e| std::cmp::Reverse(e.letters.len()));
        }
        phrases
    }

    fn add(&mut self, value: &'static str, phrase: &str) {
        let letters = fold_phrase(phrase);
        if let Some(first) = letters.first() {
            self.by_letter.entry(*first).or_default().push(Entry { letters, value });
        }
    }

    /// Every phrase in the report, none inside another.
    pub(crate) fn find(&self, text: &Folded) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut position = 0;
        while position < text.len() {
            let found = self.longest(text, position);
            position = found.first().map_or(position + 1, |mark| mark.end);
            marks.extend(found);
        }
        marks
    }

    /// The longest phrase that begins at a position, once for each value it has.
    fn longest(&self, text: &Folded, start: usize) -> Vec<Mark> {
        let entries = self.by_letter.get(&text.at(start)).map_or(&[][..], Vec::as_slice);
        let reached = |entry: &Entry| {
            let end = reach(text, start, &entry.letters)?;
            Some(Mark { value: entry.value, start, end })
        };
        let Some(first) = entries.iter().find_map(reached) else { return Vec::new() };
        let equal = entries.iter().filter_map(reached).filter(|m| m.end == first.end);
        equal.collect()
    }
}

/// Where the letters end when they stand at `start` as words of their own.
fn reach(text: &Folded, start: usize, letters: &[char]) -> Option<usize> {
    let mut position = start;
    for letter in letters {
        if is_blank(*letter) {
            let next = skip(text, position);
            if next == position {
                return None;
            }
            position = next;
        } else if text.at(position) == *letter && position < text.len() {
            position += 1;
        } else {
            return None;
        }
    }
    let inside = |outer: char, inner: Option<&char>| {
        let word = |c: char| is_spaced_letter(c) || c.is_ascii_digit();
        word(outer) && inner.is_some_and(|c| word(*c))
    };
    let split = inside(text.before(start), letters.first())
        || inside(text.at(position), letters.last())
        || is_combining_mark(text.at(position));
    (!split).then_some(position)
}

/// Past the spaces of a phrase, over at most one line end.
fn skip(text: &Folded, position: usize) -> usize {
    let here = text.skip_spaces(position);
    let next = |p: usize| matches!(text.at(p), '\n' | '\r');
    if next(here) && here < text.len() && text.at(here + 1).is_alphabetic() {
        return here + 1;
    }
    here
}

/// The phrases of one language, by kind.
#[derive(Debug)]
pub(crate) struct Lexicon {
    kinds: BTreeMap<Kind, Phrases>,
}

macro_rules! tables {
    ($lang:literal) => {
        [
            (Kind::Act, include_str!(concat!("../data/", $lang, "/acts.tsv"))),
            (Kind::Agency, include_str!(concat!("../data/", $lang, "/agencies.tsv"))),
            (Kind::Agreement, include_str!(concat!("../data/", $lang, "/agreements.tsv"))),
            (Kind::Area, include_str!(concat!("../data/", $lang, "/areas.tsv"))),
            (Kind::Body, include_str!(concat!("../data/", $lang, "/bodies.tsv"))),
            (Kind::Meeting, include_str!(concat!("../data/", $lang, "/meetings.tsv"))),
            (Kind::Ordinal, include_str!(concat!("../data/", $lang, "/ordinals.tsv"))),
            (Kind::Place, include_str!(concat!("../data/", $lang, "/places.tsv"))),
            (Kind::Post, include_str!(concat!("../data/", $lang, "/posts.tsv"))),
            (Kind::Rank, include_str!(concat!("../data/", $lang, "/ranks.tsv"))),
            (Kind::Word, include_str!(concat!("../data/", $lang, "/words.tsv"))),
        ]
    };
}

/// Months are read in every language: a dateline is often in another one than the report.
const MONTHS: &[&str] = &[
    include_str!("../data/vi/months.tsv"),
    include_str!("../data/en/months.tsv"),
    include_str!("../data/th/months.tsv"),
    include_str!("../data/lo/months.tsv"),
];

impl Lexicon {
    /// The words of a language, read from their tables once.
    pub(crate) fn of(lang: Lang) -> &'static Self {
        static ALL: [OnceLock<Lexicon>; 4] = [const { OnceLock::new() }; 4];
        let [vi, th, lo, en] = &ALL;
        let slot = match lang {
            Lang::Vi => vi,
            Lang::Th => th,
            Lang::Lo => lo,
            Lang::En => en,
        };
        slot.get_or_init(|| Self::read(lang))
    }

    fn read(lang: Lang) -> Self {
        let tables = match lang {
            Lang::Vi => tables!("vi"),
            Lang::En => tables!("en"),
            Lang::Th => tables!("th"),
            Lang::Lo => tables!("lo"),
        };
        let mut kinds: BTreeMap<Kind, Phrases> =
            tables.into_iter().map(|(kind, table)| (kind, Phrases::read(&[table]))).collect();
        kinds.insert(Kind::Month, Phrases::read(MONTHS));
        Self { kinds }
    }

    pub(crate) fn find(&self, kind: Kind, text: &Folded) -> Vec<Mark> {
        self.kinds.get(&kind).map(|phrases| phrases.find(text)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_of_whole_words_is_found() {
        let phrases = Phrases::read(&["a\tdrug|drug crime\nb\tยาเสพติด\n# c\tremark"]);
        let text = Folded::new("Drugs, drug  crime, ปราบยาเสพติดข้ามชาติ");
        let found: Vec<_> = phrases.find(&text).iter().map(|m| (m.value, m.start)).collect();
        assert_eq!(found, [("a", 7), ("b", 24)]);
    }

    #[test]
    fn every_table_of_every_language_has_lines_of_two_columns() {
        for lang in Lang::ALL {
            let lexicon = Lexicon::of(lang);
            for (kind, phrases) in &lexicon.kinds {
                assert!(!phrases.by_letter.is_empty(), "{lang} {kind:?}");
            }
        }
    }
}
