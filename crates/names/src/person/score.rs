//! The sum: one piece for each part of the descriptions, its weight, and the score.

use super::finding::Finding;
use super::weights::{self, CERTAIN, LIKELY, POSSIBLE, SUM_MAX};
use super::{Person, birth, document};
use crate::compare::{Comparison, SCORE_SAME, compare_weighted};
use crate::{Name, Rarity};

/// From this likeness on two names are called the same.
const SAME_NAME: f64 = 0.97;
/// From this score on names are unlike, below they are others.
const UNLIKE: f64 = 0.02;
/// How the codes of ICAO 9303 for persons without a nationality begin.
const NO_NATION: &str = "XX";

/// How a score is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// More speaks against than for.
    Unlikely,
    /// Worth a look.
    Possible,
    /// Much speaks for it.
    Likely,
    /// A document, or name and full date of birth: nothing more can be said from a file. Still a
    /// lead, never proof.
    Certain,
}

impl Band {
    /// The band of a score.
    #[must_use]
    pub fn of(score: f64) -> Self {
        match score {
            s if s >= CERTAIN => Self::Certain,
            s if s >= LIKELY => Self::Likely,
            s if s >= POSSIBLE => Self::Possible,
            _ => Self::Unlikely,
        }
    }

    /// Stable machine key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Unlikely => "unlikely",
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

/// One thing found and what it weighs.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// What was found.
    pub finding: Finding,
    /// Natural log-odds: above zero speaks for one person, below against.
    pub weight: f64,
    /// What the left description says, as printed; empty where it says nothing to show.
    pub left: String,
    /// What the right one says.
    pub right: String,
}

impl Piece {
    fn of(finding: Finding, left: &str, right: &str) -> Self {
        let weight = weights::of(finding);
        Self { finding, weight, left: left.to_owned(), right: right.to_owned() }
    }
}

/// The two names that fit best.
#[derive(Clone, Debug, PartialEq)]
pub struct NamePair {
    /// Place of the name in the left person's names.
    pub left: usize,
    /// Place of the name in the right person's names.
    pub right: usize,
    /// How alike they are, word by word.
    pub comparison: Comparison,
    /// Whether the words answer in turned order: one puts the family name first.
    pub turned: bool,
}

/// What [`compare`] found.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// How likely it is one person, 0..=1; a rank, not a measured probability.
    pub score: f64,
    /// The score in a word.
    pub band: Band,
    /// What was found, in the order of the aspects; their weights sum up to the log-odds.
    pub pieces: Vec<Piece>,
    /// The names that fit best, when both have one.
    pub names: Option<NamePair>,
}

/// Holds two descriptions together. `rarity` says how much each word of a name says.
#[must_use]
pub fn compare(left: &Person, right: &Person, rarity: &Rarity<'_>) -> Scored {
    let names = best_names(left, right, rarity);
    let mut pieces = vec![Piece::of(Finding::Start, "", "")];
    pieces.extend(names.as_ref().map(|pair| of_names(left, right, pair, rarity)));
    pieces.extend(of_nicknames(left, right));
    pieces.extend(of_births(left, right));
    pieces.extend(of_sex(left, right));
    pieces.extend(of_nations(left, right));
    pieces.extend(of_documents(left, right));
    let sum: f64 = pieces.iter().map(|piece| piece.weight).sum();
    let score = 1.0 / (1.0 + (-sum.clamp(-SUM_MAX, SUM_MAX)).exp());
    Scored { score, band: Band::of(score), pieces, names }
}

fn best_names(left: &Person, right: &Person, rarity: &Rarity<'_>) -> Option<NamePair> {
    let mut best: Option<(f64, NamePair)> = None;
    for (i, ours) in left.names.iter().enumerate() {
        for (j, theirs) in right.names.iter().enumerate() {
            let comparison = compare_weighted(ours, theirs, rarity);
            let weight =
                weights::of_name(comparison.score, said((ours, theirs), &comparison, rarity));
            let better = best.as_ref().is_none_or(|(known, pair)| {
                (weight, comparison.score) > (*known, pair.comparison.score)
            });
            if better {
                let turned = turned(ours, theirs, &comparison);
                best = Some((weight, NamePair { left: i, right: j, comparison, turned }));
            }
        }
    }
    best.map(|(_, pair)| pair)
}

fn of_names(left: &Person, right: &Person, pair: &NamePair, rarity: &Rarity<'_>) -> Piece {
    let (Some(ours), Some(theirs)) = (left.names.get(pair.left), right.names.get(pair.right))
    else {
        return Piece::of(Finding::NameOther, "", "");
    };
    let score = pair.comparison.score;
    let finding = match score {
        s if s >= SAME_NAME => Finding::NameSame,
        s if s >= SCORE_SAME => Finding::NameAlike,
        _ if is_nickname(left, right) => Finding::NameIsNickname,
        s if s >= UNLIKE => Finding::NameUnlike,
        _ => Finding::NameOther,
    };
    let weight = match finding {
        Finding::NameIsNickname => weights::of(finding),
        _ => weights::of_name(score, said((ours, theirs), &pair.comparison, rarity)),
    };
    Piece { weight, ..Piece::of(finding, ours.as_printed(), theirs.as_printed()) }
}

/// What the words say that answer one another, on the side that says less.
fn said(names: (&Name, &Name), comparison: &Comparison, rarity: &Rarity<'_>) -> f64 {
    let side = |name: &Name, alone: &[String]| -> f64 {
        let answered = name.tokens().iter().filter(|t| !alone.iter().any(|a| a == t.text()));
        answered.map(|token| rarity.of(token)).sum()
    };
    let (left, right) = names;
    side(left, &comparison.unmatched_left).min(side(right, &comparison.unmatched_right))
}

/// Whether words that answer one another stand in turned order.
fn turned(left: &Name, right: &Name, comparison: &Comparison) -> bool {
    let place = |name: &Name, words: &str| {
        let first = words.split(' ').next().unwrap_or_default();
        name.tokens().iter().position(|token| token.text() == first)
    };
    let places: Vec<(usize, usize)> = comparison
        .pairs
        .iter()
        .filter_map(|pair| Some((place(left, &pair.left)?, place(right, &pair.right)?)))
        .collect();
    let mut sorted = places.clone();
    sorted.sort_unstable();
    sorted.windows(2).any(|two| two.first().map(|p| p.1) > two.last().map(|p| p.1))
}

fn words(name: &Name) -> Vec<&str> {
    name.tokens().iter().map(crate::Token::text).collect()
}

fn shared<'a>(left: &'a [Name], right: &'a [Name]) -> Option<(&'a Name, &'a Name)> {
    let fits = |a: &&Name| right.iter().find(|b| words(a) == words(b));
    left.iter().find_map(|a| Some((a, fits(&a)?)))
}

fn is_nickname(left: &Person, right: &Person) -> bool {
    shared(&left.names, &right.nicknames).or(shared(&left.nicknames, &right.names)).is_some()
}

fn of_nicknames(left: &Person, right: &Person) -> Option<Piece> {
    let (ours, theirs) = shared(&left.nicknames, &right.nicknames)?;
    Some(Piece::of(Finding::NicknameSame, ours.as_printed(), theirs.as_printed()))
}

fn of_births(left: &Person, right: &Person) -> Option<Piece> {
    let (ours, theirs) = (left.birth?, right.birth?);
    Some(Piece::of(birth::compare(ours, theirs), &ours.to_string(), &theirs.to_string()))
}

fn of_sex(left: &Person, right: &Person) -> Option<Piece> {
    let (ours, theirs) = (left.sex?, right.sex?);
    let finding = if ours == theirs { Finding::SexSame } else { Finding::SexOther };
    Some(Piece::of(finding, ours.key(), theirs.key()))
}

fn of_nations(left: &Person, right: &Person) -> Option<Piece> {
    let known = |all: &[String]| -> Vec<String> {
        all.iter().filter(|code| !code.starts_with(NO_NATION)).cloned().collect()
    };
    let (ours, theirs) = (known(&left.nationalities), known(&right.nationalities));
    if ours.is_empty() || theirs.is_empty() {
        return None;
    }
    let finding = if ours.iter().any(|code| theirs.contains(code)) {
        Finding::NationSame
    } else {
        Finding::NationOther
    };
    Some(Piece::of(finding, &ours.join(" "), &theirs.join(" ")))
}

/// The best of the documents that agree; only when none does, the worst of those that differ.
fn of_documents(left: &Person, right: &Person) -> Option<Piece> {
    let pairs = left.documents.iter().flat_map(|a| right.documents.iter().map(move |b| (a, b)));
    let pieces: Vec<Piece> = pairs
        .filter_map(|(a, b)| Some(Piece::of(document::compare(a, b)?, &a.number, &b.number)))
        .collect();
    let by_weight = |a: &&Piece, b: &&Piece| a.weight.total_cmp(&b.weight);
    let best = pieces.iter().max_by(by_weight)?;
    if best.weight > 0.0 {
        return Some(best.clone());
    }
    pieces.iter().min_by(by_weight).cloned()
}
