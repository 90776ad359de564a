//! Sentences for what the name engine found, in the reader's language: for pages and commands.

use comity_domain::lang::Lang;
use comity_domain::time::{Calendar, PartialDate};
use comity_names::Name;
use comity_names::mrz::MrzRefused;

use crate::app::cross_check::{HitView, PieceView};
use crate::{dates, i18n};

/// Weights, in thousandths of log-odds, from which evidence is called so.
const MUCH: i64 = 4_000;
const SOME: i64 = 1_500;

/// A piece of a hit as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What was found.
    pub sentence: String,
    /// What was looked for and what the register has; one of them when they are the same, nothing
    /// when there is nothing to show.
    pub values: String,
    /// How much it weighs, in words.
    pub weighs: String,
    /// Which way: above zero speaks for one person.
    pub weight: i64,
}

/// The pieces of a hit that say something, heaviest first.
pub fn pieces(lang: Lang, hit: &HitView) -> Vec<Said> {
    let mut pieces: Vec<&PieceView> = hit.pieces.iter().filter(|p| p.aspect != "start").collect();
    pieces.sort_by_key(|piece| -piece.weight.abs());
    pieces.into_iter().map(|piece| said(lang, piece)).collect()
}

fn said(lang: Lang, piece: &PieceView) -> Said {
    Said {
        sentence: i18n::code(lang, "finding", &piece.finding),
        values: values(lang, piece),
        weighs: i18n::text(lang, weighs(piece.weight)),
        weight: piece.weight,
    }
}

fn weighs(weight: i64) -> &'static str {
    match (weight, weight.abs()) {
        (0, _) => "weighs-nothing",
        (1.., MUCH..) => "weighs-much-for",
        (1.., SOME..) => "weighs-for",
        (1.., _) => "weighs-little-for",
        (_, MUCH..) => "weighs-much-against",
        (_, SOME..) => "weighs-against",
        (_, _) => "weighs-little-against",
    }
}

fn values(lang: Lang, piece: &PieceView) -> String {
    let (left, right) = (value(lang, piece, &piece.left), value(lang, piece, &piece.right));
    match (left == right, piece.weight < 0) {
        (true, _) => left,
        (false, true) => format!("{left} ≠ {right}"),
        (false, false) => format!("{left} ≈ {right}"),
    }
}

fn value(lang: Lang, piece: &PieceView, text: &str) -> String {
    match piece.aspect.as_str() {
        "birth" => match PartialDate::parse(text, Calendar::Gregorian) {
            Ok(date) => dates::date(lang, &date),
            Err(_) => text.to_owned(),
        },
        "sex" => i18n::code(lang, "sex", text),
        "nationality" => {
            let countries: Vec<String> =
                text.split(' ').map(|code| i18n::code(lang, "country", code)).collect();
            countries.join(", ")
        }
        // The names stand above, word by word.
        "name" => String::new(),
        _ => text.to_owned(),
    }
}

/// The score of a hit in words and figures.
pub fn score(lang: Lang, hit: &HitView) -> String {
    // Never rounded up to certainty.
    let percent = hit.permille.clamp(0, 1_000).checked_div(10).unwrap_or_default().to_string();
    let band = i18n::code(lang, "band", &hit.band);
    i18n::text_with(lang, "match-score", &[("band", &band), ("percent", &percent)])
}

/// What was folded away while a name was read, a sentence each.
pub fn notes(lang: Lang, name: &Name) -> Vec<String> {
    name.notes().iter().map(|note| i18n::code(lang, "note", note.key())).collect()
}

/// Why a text is no machine-readable zone.
pub fn mrz_refusal(lang: Lang, refused: &MrzRefused) -> String {
    let with = |key: &str, values: &[(&str, usize)]| {
        let texts: Vec<(&str, String)> =
            values.iter().map(|(name, value)| (*name, value.to_string())).collect();
        let values: Vec<(&str, &str)> = texts.iter().map(|(n, v)| (*n, v.as_str())).collect();
        i18n::text_with(lang, key, &values)
    };
    match refused {
        MrzRefused::LineLength { line, found, expected } => {
            with("mrz-line-length", &[("line", *line), ("found", *found), ("expected", *expected)])
        }
        MrzRefused::Character { line, column, .. } => {
            with("mrz-character", &[("line", *line), ("column", *column)])
        }
        MrzRefused::TooLong { .. } | MrzRefused::Lines { .. } => with("mrz-lines", &[]),
        MrzRefused::Kind => with("mrz-kind", &[]),
        _ => with("mrz-no-name", &[]),
    }
}
