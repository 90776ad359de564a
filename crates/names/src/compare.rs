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
/// The same for Vietnamese names whose words are not merely turned round.
const SHUFFLED: f64 = 0.2;
/// What a word counts that only one name has, when enough words answer.
const LEFT_OUT: f64 = 0.4;
/// What a Vietnamese word without an answer counts, whatever its length and rarity.
const SYLLABLE: f64 = 0.9;
/// Words that must answer before a part may be left out.
const ENOUGH: usize = 2;
/// What the weakest pair is when words contradict.
const CONTRADICTED: f64 = 0.3;
/// Below this likeness what is missing counts more, by this factor.
const ALIKE: f64 = 0.9;
const STEEP: f64 = 1.4;
/// How fast the share of right answers falls below the threshold.
const FALL: f64 = 9.4;
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
    /// What the way from one to the other costs by the learned model, in hundredths of a consonant;
    /// 0 for other routes than sound.
    pub cost: u32,
}

/// Two words, one of each name, where another answer was to be expected: they speak against one
/// name. Words that only one of the names has are left out, which is no contradiction.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// The left word, folded.
    pub left: String,
    /// The right word, folded.
    pub right: String,
    /// How alike they are all the same, 0..=1.
    pub similarity: f64,
}

/// What [`compare()`] found.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// How likely it is one name, 0..=1: a rank, set so that of the best answers to searches with a
    /// score about as many in a hundred are right (docs/NAMES.md has the table).
    pub score: f64,
    /// Words that answer one another, in the order of the left name.
    pub pairs: Vec<TokenPair>,
    /// Words of the left name that nothing answers, folded.
    pub unmatched_left: Vec<String>,
    /// Words of the right name that nothing answers, folded.
    pub unmatched_right: Vec<String>,
    /// Which of the words that nothing answers contradict one another, in the order of the left name;
    /// the others are left out of one name.
    pub contradictions: Vec<Contradiction>,
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
    let (own, others) = (left.iter().map(Token::text), right.iter().map(Token::text));
    left.len() > right.len() || (left.len() == right.len() && own.gt(others))
}

fn mirrored(found: Comparison) -> Comparison {
    let mut pairs: Vec<TokenPair> = Vec::with_capacity(found.pairs.len());
    for pair in found.pairs {
        let route = pair.route.mirrored();
        pairs.push(TokenPair { left: pair.right, right: pair.left, route, ..pair });
    }
    let mut contradictions: Vec<Contradiction> = Vec::with_capacity(found.contradictions.len());
    for both in found.contradictions {
        contradictions.push(Contradiction { left: both.right, right: both.left, ..both });
    }
    Comparison {
        score: found.score,
        pairs,
        unmatched_left: found.unmatched_right,
        unmatched_right: found.unmatched_left,
        contradictions,
    }
}

fn aligned(left: &[Token], right: &[Token], weight: &dyn Fn(&Token) -> f64) -> Comparison {
    let similar = |i: usize, j: usize| match (left.get(i), right.get(j)) {
        (Some(a), Some(b)) => pair::similarity(a, b, align::MIN_SIMILARITY),
        _ => 0.0,
    };
    let weights = |tokens: &[Token]| tokens.iter().map(weight).collect();
    let table = Table::new((left, weights(left)), (right, weights(right)), similar);
    let (score, links) = best(&table);
    explain(left, right, links, score)
}

/// The best alignment and its score.
pub(crate) fn best(table: &Table<'_>) -> (f64, Vec<Link>) {
    let mut links = align::one_to_one(table);
    let mut score = score(table, &links);
    let (left, right) = (table.left, table.right);
    let native = |tokens: &[Token]| tokens.iter().any(Token::is_native_vietnamese);
    let apart = |tokens: &[Token]| tokens.windows(2).any(pair::is_run);
    let worth = !(native(left) && native(right)) && (apart(left) || apart(right));
    if score < TRY_JOINED_BELOW && worth {
        let other = align::joined(table);
        let other_score = self::score(table, &other);
        if other_score > score {
            links = other;
            score = other_score;
        }
    }
    (calibrated(score), links)
}

/// Sets a score so that it can be read as a share: of the best answers to the development queries
/// that lie below the threshold, fewer are right than the weighted likeness says. One number, fitted
/// by likelihood; from the threshold on, the likeness itself is the share.
fn calibrated(likeness: f64) -> f64 {
    if likeness >= SCORE_SAME || likeness <= 0.0 {
        return likeness;
    }
    SCORE_SAME * ((likeness - SCORE_SAME) * FALL).exp()
}

/// Likeness of what answers, against what does not. Words that only one name has are a part left
/// out and cost little; words that both names have and that do not answer one another contradict.
fn score(table: &Table<'_>, links: &[Link]) -> f64 {
    if links.is_empty() {
        return 0.0;
    }
    let is_free_left = |i: &usize| !links.iter().any(|l| l.left.contains(i));
    let is_free_right = |j: &usize| !links.iter().any(|l| l.right.contains(j));
    let free_left: Vec<usize> = (0..table.left.len()).filter(is_free_left).collect();
    let free_right: Vec<usize> = (0..table.right.len()).filter(is_free_right).collect();
    let native = |t: Option<&Token>| t.is_some_and(Token::is_native_vietnamese);
    let alone = |token: Option<&Token>, weight: f64| if native(token) { SYLLABLE } else { weight };
    let of_left = |i: &usize| alone(table.left.get(*i), table.weight_left(*i));
    let of_right = |j: &usize| alone(table.right.get(*j), table.weight_right(*j));
    let alone_left: f64 = free_left.iter().map(of_left).sum();
    let alone_right: f64 = free_right.iter().map(of_right).sum();
    let bare = lacks_end(table.left, &free_left) || lacks_end(table.right, &free_right);
    let held: usize = links.iter().map(|l| l.left.len().min(l.right.len())).sum();
    let spare = if held >= ENOUGH && !bare { LEFT_OUT } else { 1.0 };
    let left_out = (alone_left - alone_right).abs() * spare;
    let contradicts = alone_left.min(alone_right) * 2.0;
    let answered: f64 = links.iter().map(|l| table.weight(l)).sum();
    let gained: f64 = links.iter().map(|l| sharpened(l.similarity) * table.weight(l)).sum();
    let all = answered + left_out + contradicts;
    if all <= 0.0 {
        return 0.0;
    }
    let mean = gained / all;
    let weakest = links.iter().map(|l| sharpened(l.similarity)).fold(1.0, f64::min);
    let weakest = if contradicts > 0.0 { weakest.min(CONTRADICTED) } else { weakest };
    let score = mean * (1.0 - WEAKEST) + mean.min(weakest) * WEAKEST;
    (score - disorder(table, links)).clamp(0.0, 1.0)
}

/// Whether the family or the given name of a native Vietnamese name is among the words without an
/// answer: only middle words are left out of such names.
fn lacks_end(tokens: &[Token], free: &[usize]) -> bool {
    let last = tokens.len().saturating_sub(1);
    let native = tokens.first().is_some_and(|t| t.is_native_vietnamese() && t.is_common());
    native && (free.contains(&0) || free.contains(&last))
}

/// What words out of order take off: little when one name is the other turned round (family name
/// last), more between Vietnamese names, where the same syllables in another order are another name.
fn disorder(table: &Table<'_>, links: &[Link]) -> f64 {
    let mut places: Vec<(usize, usize)> =
        links.iter().map(|l| (l.left.start, l.right.start)).collect();
    places.sort_unstable();
    let falls = places.windows(2).filter(|w| w.first().map(|p| p.1) > w.last().map(|p| p.1));
    let falls = falls.count();
    let wraps = places.last().map(|p| p.1) < places.first().map(|p| p.1);
    let native = |tokens: &[Token]| tokens.iter().any(Token::is_native_vietnamese);
    match falls {
        0 => 0.0,
        1 if wraps || places.len() < 3 => OUT_OF_ORDER,
        _ if native(table.left) && native(table.right) => SHUFFLED,
        _ => OUT_OF_ORDER,
    }
}

/// Two words that are not much alike are likelier two words than one.
fn sharpened(similarity: f64) -> f64 {
    if similarity >= ALIKE { similarity } else { ALIKE - (ALIKE - similarity) * STEEP }.max(0.0)
}

fn explain(left: &[Token], right: &[Token], mut links: Vec<Link>, score: f64) -> Comparison {
    links.sort_by_key(|link| (link.left.start, link.right.start));
    let text = |tokens: &[Token], range: &std::ops::Range<usize>| -> String {
        let words: Vec<&str> =
            tokens.get(range.clone()).unwrap_or(&[]).iter().map(Token::text).collect();
        words.join(" ")
    };
    let free = |tokens: &[Token], covered: &dyn Fn(usize) -> bool| -> Vec<usize> {
        (0..tokens.len()).filter(|i| !covered(*i)).collect()
    };
    let free_left = free(left, &|i| links.iter().any(|l| l.left.contains(&i)));
    let free_right = free(right, &|i| links.iter().any(|l| l.right.contains(&i)));
    let words = |tokens: &[Token], free: &[usize]| -> Vec<String> {
        free.iter().filter_map(|i| tokens.get(*i)).map(|t| t.text().to_owned()).collect()
    };
    let contradictions = contradictions((left, &free_left), (right, &free_right));
    let (unmatched_left, unmatched_right) = (words(left, &free_left), words(right, &free_right));
    let mut pairs = Vec::with_capacity(links.len());
    for link in links {
        let (route, cost) = pair::route(
            left.get(link.left.clone()).unwrap_or(&[]),
            right.get(link.right.clone()).unwrap_or(&[]),
        );
        pairs.push(TokenPair {
            left: text(left, &link.left),
            right: text(right, &link.right),
            route,
            similarity: link.similarity,
            cost,
        });
    }
    Comparison { score, pairs, unmatched_left, unmatched_right, contradictions }
}

/// The words without an answer, set against one another: those most alike first, as many as the
/// name with fewer of them has. Equal likeness goes to the words that stand first.
fn contradictions(
    (left, free_left): (&[Token], &[usize]),
    (right, free_right): (&[Token], &[usize]),
) -> Vec<Contradiction> {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for &i in free_left {
        let a = left.get(i).into_iter();
        let against = a.flat_map(|a| free_right.iter().map(move |&j| (a, j)));
        let judged =
            against.filter_map(|(a, j)| Some((pair::similarity(a, right.get(j)?, 0.0), i, j)));
        all.extend(judged);
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken: Vec<(usize, usize, f64)> = Vec::new();
    for (similarity, i, j) in all {
        if !taken.iter().any(|t| t.0 == i || t.1 == j) {
            taken.push((i, j, similarity));
        }
    }
    taken.sort_by_key(|t| (t.0, t.1));
    let word = |tokens: &[Token], i: usize| {
        tokens.get(i).map_or_else(String::new, |t| t.text().to_owned())
    };
    let said = taken.into_iter().map(|(i, j, similarity)| Contradiction {
        left: word(left, i),
        right: word(right, j),
        similarity,
    });
    said.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calibration_keeps_the_order_the_threshold_and_the_ends() {
        let scores: Vec<f64> = (0..=1000).map(|n| calibrated(f64::from(n) / 1000.0)).collect();
        assert!(scores.windows(2).all(|two| two[0] <= two[1]), "{scores:?}");
        assert!((calibrated(SCORE_SAME) - SCORE_SAME).abs() < 1e-12);
        assert!(calibrated(0.0) == 0.0 && (calibrated(1.0) - 1.0).abs() < 1e-12);
        assert!((calibrated(SCORE_SAME - 1e-9) - SCORE_SAME).abs() < 1e-6);
    }
}
