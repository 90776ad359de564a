//! Everything the lexicon finds in one report, looked up once.

use crate::lexicon::{Kind, Lexicon, Mark};
use crate::text::{Folded, is_blank};

/// The phrases of a report by kind, each list in the order of the text.
#[derive(Debug)]
pub(crate) struct Marks {
    pub(crate) acts: Vec<Mark>,
    pub(crate) agencies: Vec<Mark>,
    pub(crate) agreements: Vec<Mark>,
    pub(crate) areas: Vec<Mark>,
    pub(crate) bodies: Vec<Mark>,
    pub(crate) meetings: Vec<Mark>,
    pub(crate) ordinals: Vec<Mark>,
    pub(crate) places: Vec<Mark>,
    pub(crate) posts: Vec<Mark>,
    pub(crate) ranks: Vec<Mark>,
    pub(crate) words: Vec<Mark>,
}

impl Marks {
    pub(crate) fn of(text: &Folded, lexicon: &Lexicon) -> Self {
        let find = |kind| lexicon.find(kind, text);
        let mut places = find(Kind::Place);
        // A place in Latin letters is printed with a capital; `nga` is no country.
        places.retain(|m| text.is_capital(m.start) || !text.at(m.start).is_ascii_alphabetic());
        let mut ranks = find(Kind::Rank);
        ranks.retain(|m| m.value != "rank" || text.is_capital(m.start) || is_marked(text, m));
        let words = find(Kind::Word);
        let no_rank: Vec<&Mark> = words.iter().filter(|w| w.value == "not_rank").collect();
        ranks.retain(|m| !no_rank.iter().any(|w| w.start == m.start && w.end > m.end));
        Self {
            acts: find(Kind::Act),
            agencies: find(Kind::Agency),
            agreements: find(Kind::Agreement),
            areas: find(Kind::Area),
            bodies: find(Kind::Body),
            meetings: find(Kind::Meeting),
            ordinals: find(Kind::Ordinal),
            places,
            posts: find(Kind::Post),
            ranks,
            words,
        }
    }

    /// Words with a job.
    pub(crate) fn jobs<'a>(&'a self, job: &'a str) -> impl Iterator<Item = &'a Mark> {
        self.words.iter().filter(move |m| m.value == job)
    }

    /// Whether a word with this job begins inside the piece.
    pub(crate) fn has(&self, job: &str, start: usize, end: usize) -> bool {
        self.words.iter().any(|m| m.value == job && m.start >= start && m.end <= end)
    }
}

/// Vietnamese and unspaced ranks need no capital.
fn is_marked(text: &Folded, mark: &Mark) -> bool {
    (mark.start..mark.end).any(|p| !text.at(p).is_ascii())
}

/// The mark that ends at `position`, spaces left out.
pub(crate) fn ending_at<'a>(text: &Folded, marks: &'a [Mark], position: usize) -> Option<&'a Mark> {
    let end = text.trim_end(position);
    marks.iter().find(|m| m.end == end && m.start < position)
}

/// The mark that begins at `position`, spaces left out.
pub(crate) fn starting_at<'a>(
    text: &Folded,
    marks: &'a [Mark],
    position: usize,
) -> Option<&'a Mark> {
    let start = text.skip_spaces(position);
    marks.iter().find(|m| m.start == start)
}

/// Whether any of the marks covers a position.
pub(crate) fn covers(marks: &[Mark], position: usize) -> bool {
    marks.iter().any(|m| m.start <= position && position < m.end)
}

/// A word of a writing with spaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) capital: bool,
}

/// The words of the report, hyphens inside included.
pub(crate) fn tokens(text: &Folded) -> Vec<Token> {
    let letter = |p: usize| crate::text::is_spaced_letter(text.at(p));
    let mut tokens = Vec::new();
    let mut position = 0;
    while position < text.len() {
        if !letter(position) {
            position += 1;
            continue;
        }
        let start = position;
        while letter(position) || (text.at(position) == '-' && letter(position + 1)) {
            position += 1;
        }
        tokens.push(Token { start, end: position, capital: text.is_capital(start) });
    }
    tokens
}

/// Whether only spaces stand between two positions of one line.
pub(crate) fn only_blanks(text: &Folded, start: usize, end: usize) -> bool {
    (start..end).all(|p| is_blank(text.at(p)))
}

/// A sentence or a line of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Cuts the report into sentences: at line ends, and at full stops that end one.
pub(crate) fn sentences(text: &Folded) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for position in 0..text.len() {
        if ends(text, position) {
            push(text, &mut sentences, start, position + 1);
            start = position + 1;
        }
    }
    push(text, &mut sentences, start, text.len());
    sentences
}

fn push(text: &Folded, sentences: &mut Vec<Sentence>, start: usize, end: usize) {
    let begin = text.skip_spaces(start);
    if begin < end && (begin..end).any(|p| text.at(p).is_alphanumeric()) {
        sentences.push(Sentence { start: begin, end });
    }
}

fn ends(text: &Folded, position: usize) -> bool {
    match text.at(position) {
        '\n' | '\r' | '|' | '!' | '?' => true,
        '.' => stop_ends(text, position),
        _ => false,
    }
}

/// A full stop ends a sentence unless it shortens a word: one letter or a rank before it, or a
/// small letter after it.
fn stop_ends(text: &Folded, position: usize) -> bool {
    let mut start = position;
    while crate::text::is_spaced_letter(text.before(start)) {
        start -= 1;
    }
    let word = text.folded(start, position);
    let after = text.skip_spaces(position + 1);
    let spaced = after > position + 1 || after >= text.len() || text.at(after) == '\n';
    let unspaced = crate::text::is_unspaced(text.before(position));
    let short =
        SHORT.contains(&word.as_str()) || word.chars().count() == 1 && text.is_capital(start);
    let begins = text.is_capital(after) || !text.at(after).is_alphabetic() || unspaced;
    spaced && !short && begins && !(unspaced && shortened(text, position))
}

/// A Thai or Lao group of at most four letters before a full stop is a shortened word.
fn shortened(text: &Folded, position: usize) -> bool {
    let mut start = position;
    while crate::text::is_unspaced(text.before(start)) {
        start -= 1;
    }
    position - start <= 4
}

/// Words that are shortened with a full stop.
const SHORT: &[&str] = &[
    "gen", "lt", "lieut", "maj", "col", "sen", "sr", "snr", "pol", "brig", "capt", "mr", "mrs",
    "ms", "dr", "prof", "adm", "no", "st", "tp", "ts", "pgs", "gs", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];
