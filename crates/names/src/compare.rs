//! The score of two names and its explanation.

use crate::align::{self, Link, Table};
use crate::name::Name;
use crate::pair;
use crate::rarity::Rarity;
use crate::token::Token;

/// Default threshold: two names that score this much or more are shown as a likely match. Set on
/// the development benchmark; see the crate's tests for what must be on which side.
pub const SCORE_SAME: f64 = 0.8;

/// Share of the score the weakest pair of words decides.
const WEAKEST: f64 = 0.3;
/// Taken off when words answer one another out of order.
const OUT_OF_ORDER: f64 = 0.01;
/// Share of an unanswered Vietnamese middle word's weight that is forgiven.
const MIDDLE_SPARED: f64 = 0.4;
/// A one-to-one alignment that scores less makes joined words worth trying.
const TRY_JOINED_BELOW: f64 = 0.85;

/// How two words were found alike.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Route {
    /// The same folded letters.
    Exact,
    /// The same letters without diacritics.
    Folded,
    /// By sound.
    Sound {
        /// Sounds of the left word, in the pivot alphabet.
        pivot_left: String,
        /// Sounds of the right word.
        pivot_right: String,
    },
    /// By letters, allowing for slips: an edit or two swapped neighbours.
    Spelling,
    /// One of them is an initial that fits the other.
    Initial,
}

impl Route {
    /// Stable machine key: `exact`, `folded`, `sound`, `spelling`, `initial`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Folded => "folded",
            Self::Sound { .. } => "sound",
            Self::Spelling => "spelling",
            Self::Initial => "initial",
        }
    }

    /// The same route seen from the other name.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Sound { pivot_left, pivot_right } => {
                Self::Sound { pivot_left: pivot_right, pivot_right: pivot_left }
            }
            other => other,
        }
    }
}

/// Words of one name that answer words of the other.
#[derive(Clone, Debug, PartialEq)]
pub struct TokenPair {
    /// The left word, folded; several joined words with spaces.
    pub left: String,
    /// The right word, folded; several joined words with spaces.
    pub right: String,
    /// How they were found alike.
    pub route: Route,
    /// How alike they are, 0..=1.
    pub similarity: f64,
}

/// What [`compare()`] found.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// How likely it is one name, 0..=1; a rank, not a probability.
    pub score: f64,
    /// Words that answer one another, in the order of the left name.
    pub pairs: Vec<TokenPair>,
    /// Words of the left name that nothing answers, folded.
    pub unmatched_left: Vec<String>,
    /// Words of the right name that nothing answers, folded.
    pub unmatched_right: Vec<String>,
}

/// Compares two names; titles do not count. Symmetric, and 1 for a name with itself. How much each
/// word says is taken from a small built-in table; see [`compare_weighted`].
#[must_use]
pub fn compare(left: &Name, right: &Name) -> Comparison {
    compare_weighted(left, right, &Rarity::built_in())
}

/// Compares two names where rare words say more than common ones.
#[must_use]
pub fn compare_weighted(left: &Name, right: &Name, rarity: &Rarity<'_>) -> Comparison {
    compare_tokens(left.tokens(), right.tokens(), rarity)
}

pub(crate) fn compare_tokens(left: &[Token], right: &[Token], rarity: &Rarity<'_>) -> Comparison {
    let weight = |t: &Token| pair::weight(t) * rarity.of(t);
    if is_turned(left, right) {
        mirrored(aligned(right, left, &weight))
    } else {
        aligned(left, right, &weight)
    }
}

/// The two names are always laid side by side in one order, so that the score is symmetric.
pub(crate) fn is_turned(left: &[Token], right: &[Token]) -> bool {
    let texts =
        |name: &[Token]| -> Vec<String> { name.iter().map(|t| t.text().to_owned()).collect() };
    left.len() > right.len() || (left.len() == right.len() && texts(left) > texts(right))
}

fn mirrored(found: Comparison) -> Comparison {
    let mut pairs: Vec<TokenPair> = Vec::with_capacity(found.pairs.len());
    for pair in found.pairs {
        let route = pair.route.mirrored();
        pairs.push(TokenPair { left: pair.right, right: pair.left, route, ..pair });
    }
    Comparison {
        score: found.score,
        pairs,
        unmatched_left: found.unmatched_right,
        unmatched_right: found.unmatched_left,
    }
}

fn aligned(left: &[Token], right: &[Token], weight: &dyn Fn(&Token) -> f64) -> Comparison {
    let similar = |i: usize, j: usize| match (left.get(i), right.get(j)) {
        (Some(a), Some(b)) => pair::words(a, b).0,
        _ => 0.0,
    };
    let table = Table::new(left, right, weight, similar);
    let (score, links) = best(&table);
    explain(left, right, links, score)
}

/// The best alignment and its score.
pub(crate) fn best(table: &Table<'_>) -> (f64, Vec<Link>) {
    let mut links = align::one_to_one(table);
    let mut score = score(table, &links);
    let (left, right) = (table.left, table.right);
    let native = |tokens: &[Token]| tokens.iter().any(Token::is_native_vietnamese);
    let one_language = native(left) && native(right);
    if score < TRY_JOINED_BELOW && left.len().max(right.len()) > 1 && !one_language {
        let other = align::joined(table);
        let other_score = self::score(table, &other);
        if other_score > score {
            links = other;
            score = other_score;
        }
    }
    (score, links)
}

fn score(table: &Table<'_>, links: &[Link]) -> f64 {
    let all = table.total();
    if all <= 0.0 || links.is_empty() {
        return 0.0;
    }
    let spared = spared(table.left, |i| links.iter().any(|l| l.left.contains(&i)), &|i| {
        table.weight_left(i)
    }) + spared(table.right, |i| links.iter().any(|l| l.right.contains(&i)), &|i| {
        table.weight_right(i)
    });
    let gained: f64 = links.iter().map(|l| l.similarity * table.weight(l)).sum();
    let weakest = links.iter().map(|l| l.similarity).fold(1.0, f64::min);
    let mean = gained / (all - spared);
    let mut places: Vec<(usize, usize)> =
        links.iter().map(|l| (l.left.start, l.right.start)).collect();
    places.sort_unstable();
    let ordered = places.windows(2).all(|w| w.first().map(|p| p.1) < w.last().map(|p| p.1));
    let score = mean * (1.0 - WEAKEST) + mean.min(weakest) * WEAKEST;
    (score - if ordered { 0.0 } else { OUT_OF_ORDER }).clamp(0.0, 1.0)
}

/// Weight forgiven for middle words a Vietnamese name is often written without.
fn spared(tokens: &[Token], covered: impl Fn(usize) -> bool, weight: &dyn Fn(usize) -> f64) -> f64 {
    let last = tokens.len().saturating_sub(1);
    let middle = tokens.iter().enumerate().filter(|(i, t)| {
        *i > 0 && *i < last && t.is_native_vietnamese() && !t.is_common() && !covered(*i)
    });
    if last < 2 || !covered(0) || !covered(last) {
        return 0.0;
    }
    middle.map(|(i, _)| weight(i) * MIDDLE_SPARED).sum()
}

fn explain(left: &[Token], right: &[Token], mut links: Vec<Link>, score: f64) -> Comparison {
    links.sort_by_key(|link| (link.left.start, link.right.start));
    let text = |tokens: &[Token], range: &std::ops::Range<usize>| -> String {
        let words: Vec<&str> =
            tokens.get(range.clone()).unwrap_or(&[]).iter().map(Token::text).collect();
        words.join(" ")
    };
    let unmatched = |tokens: &[Token], covered: &dyn Fn(usize) -> bool| -> Vec<String> {
        let free = tokens.iter().enumerate().filter(|(i, _)| !covered(*i));
        free.map(|(_, t)| t.text().to_owned()).collect()
    };
    let unmatched_left = unmatched(left, &|i| links.iter().any(|l| l.left.contains(&i)));
    let unmatched_right = unmatched(right, &|i| links.iter().any(|l| l.right.contains(&i)));
    let pairs = links
        .into_iter()
        .map(|link| TokenPair {
            left: text(left, &link.left),
            right: text(right, &link.right),
            route: pair::route(
                left.get(link.left.clone()).unwrap_or(&[]),
                right.get(link.right.clone()).unwrap_or(&[]),
            ),
            similarity: link.similarity,
        })
        .collect();
    Comparison { score, pairs, unmatched_left, unmatched_right }
}
