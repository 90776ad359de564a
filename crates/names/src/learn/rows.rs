//! Rows of training data: two spellings of one name, cut into words and sounded out.

use std::sync::Arc;

use super::em::{Form, Pair, UNIT};
use super::model::Kind;
use super::symbol::symbols;
use crate::fold::fold;
use crate::name::{Script, clean};
use crate::token::{SoundForm, Token, Word};

/// A file of training data: a header line, then two spellings of one name with a tab between them.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The name of the file, for messages.
    pub name: &'a str,
    /// What it holds.
    pub text: &'a str,
    /// How much one row counts.
    pub weight: f64,
}

/// What is wrong with training data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadSource {
    /// The file.
    pub name: String,
    /// The line, counted from 1, that lacks its second column.
    pub line: usize,
}

impl std::fmt::Display for BadSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}, line {}: two columns with a tab between them are needed",
            self.name, self.line
        )
    }
}

impl std::error::Error for BadSource {}

/// The two spellings of each row.
pub(crate) fn spellings<'a>(
    source: &Source<'a>,
) -> impl Iterator<Item = Result<(&'a str, &'a str), BadSource>> {
    let name = source.name.to_owned();
    source.text.lines().enumerate().skip(1).map(move |(at, line)| {
        let mut cells = line.split('\t');
        let both = cells.next().zip(cells.next()).filter(|(_, second)| !second.is_empty());
        both.ok_or_else(|| BadSource { name: name.clone(), line: at + 1 })
    })
}

fn words(text: &str) -> Vec<Word> {
    let folded = fold(text);
    folded.split([' ', '.', '(', ')', ',']).filter_map(clean).map(|w| Word::read(&w)).collect()
}

/// The pairs of words a row holds: word by word when both spellings have as many, else all as one.
pub(crate) fn pairs(first: &str, second: &str, weight: f64) -> Vec<Pair> {
    let (left, right) = (words(first), words(second));
    if left.len() == right.len() {
        return left.iter().zip(&right).flat_map(|(a, b)| pair(a, b, weight)).collect();
    }
    whole(left).zip(whole(right)).and_then(|(a, b)| pair(&a, &b, weight)).into_iter().collect()
}

fn whole(words: Vec<Word>) -> Option<Word> {
    let mut tokens: Vec<Token> =
        words.into_iter().map(|w| Token::standing(Arc::new(w), false, false)).collect();
    match tokens.pop() {
        Some(only) if tokens.is_empty() => Some(only.word().as_ref().clone()),
        Some(last) => {
            tokens.push(last);
            Word::joined(&tokens)
        }
        None => None,
    }
}

/// Two words, sides set as their kind wants them; nothing when one has no sounds.
fn pair(a: &Word, b: &Word, weight: f64) -> Option<Pair> {
    let reading = |w: &Word| w.forms.first().map(|form| form.reading);
    let (kind, turned) = Kind::of(reading(a)?, reading(b)?);
    let (left, right) = if turned { (b, a) } else { (a, b) };
    let same = |w: &Word, script: Script| -> Vec<Form> {
        w.forms.iter().filter(|f| f.reading == script).map(form).collect()
    };
    let (left, right) = (same(left, reading(left)?), same(right, reading(right)?));
    Some(Pair { left, right, kind, weight })
}

fn form(reading: &SoundForm) -> Form {
    let prior = (-f64::from(reading.cost) / UNIT).exp();
    Form { symbols: symbols(reading.pivot.as_bytes()), prior }
}
