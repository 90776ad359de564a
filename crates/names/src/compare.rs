//! The score of two names and its explanation.

use crate::align::{self, Link};
use crate::name::{Name, Token};
use crate::pair;

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

/// Compares two names; titles do not count. Symmetric, and 1 for a name with itself.
#[must_use]
pub fn compare(left: &Name, right: &Name) -> Comparison {
    let texts = |name: &Name| -> Vec<String> {
        name.tokens().iter().map(|t| t.text().to_owned()).collect()
    };
    let turned = (left.tokens().len(), texts(left)) > (right.tokens().len(), texts(right));
    if turned {
        mirrored(aligned(right.tokens(), left.tokens()))
    } else {
        aligned(left.tokens(), right.tokens())
    }
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

fn aligned(left: &[Token], right: &[Token]) -> Comparison {
    let mut links = align::one_to_one(left, right);
    let mut score = score(left, right, &links);
    if score < TRY_JOINED_BELOW && left.len().max(right.len()) > 1 {
        let other = align::joined(left, right);
        let other_score = self::score(left, right, &other);
        if other_score > score {
            links = other;
            score = other_score;
        }
    }
    explain(left, right, links, score)
}

fn score(left: &[Token], right: &[Token], links: &[Link]) -> f64 {
    let all: f64 = left.iter().chain(right).map(pair::weight).sum();
    if all <= 0.0 || links.is_empty() {
        return 0.0;
    }
    let spared: f64 = spared(left, |i| links.iter().any(|l| l.left.contains(&i)))
        + spared(right, |i| links.iter().any(|l| l.right.contains(&i)));
    let gained: f64 = links.iter().map(|l| l.similarity * align::link_weight(left, right, l)).sum();
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
fn spared(tokens: &[Token], covered: impl Fn(usize) -> bool) -> f64 {
    let last = tokens.len().saturating_sub(1);
    let middle = tokens.iter().enumerate().filter(|(i, t)| {
        *i > 0 && *i < last && t.is_native_vietnamese() && !t.is_common() && !covered(*i)
    });
    if last < 2 || !covered(0) || !covered(last) {
        return 0.0;
    }
    middle.map(|(_, t)| pair::weight(t) * MIDDLE_SPARED).sum()
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
            route: link.route,
            similarity: link.similarity,
        })
        .collect();
    Comparison { score, pairs, unmatched_left, unmatched_right }
}
