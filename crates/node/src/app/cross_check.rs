//! Holds a person of a message, or a search, against this agency's register: names in any writing,
//! birth date, documents. It ranks and explains; an officer decides.

use comity_domain::limits;
use comity_domain::person::Birth;
use comity_names::{Comparison, Name, Route, SCORE_SAME};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::app::register::{Person, search_keys};
use crate::error::AppError;
use crate::node::Node;

/// Whom to look for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Names in any writing.
    pub names: Vec<String>,
    /// Date of birth.
    pub birth: Option<Birth>,
    /// Document numbers.
    pub documents: Vec<String>,
}

/// A person of the register, and why it may be the one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HitView {
    /// The person.
    pub person: Person,
    /// The score, in thousandths.
    pub permille: i64,
    /// The score of the names alone, in thousandths.
    pub name_permille: i64,
    /// The name that was looked for, in the spelling that fits best.
    pub query: String,
    /// The name in the register that fits best.
    pub name: String,
    /// Which part of one met which part of the other.
    pub pairs: Vec<PairView>,
    /// What the birth dates say.
    pub birth: BirthCheck,
    /// Whether a document has the same number.
    pub document: bool,
}

/// Two parts of names that met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairView {
    /// Part of the name looked for.
    pub left: String,
    /// Part of the name in the register.
    pub right: String,
    /// How they met: the code of a route of the name engine.
    pub route: String,
    /// The sounds of both, when they met by sound.
    pub sounds: Option<(String, String)>,
    /// How alike they are, in thousandths.
    pub permille: i64,
}

/// What two birth dates say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BirthCheck {
    /// They agree in what both know.
    Agrees,
    /// They differ.
    Differs,
    /// One of them is not known.
    Unknown,
}

/// A person whose document number is the same is shown whatever the name says.
const DOCUMENT_SCORE: f64 = 0.99;
/// What a birth date that differs leaves of a score.
const BIRTH_DIFFERS: f64 = 0.8;
/// What a birth date that agrees takes away from the distance to certainty.
const BIRTH_AGREES: f64 = 0.85;

/// The persons that fit, best first.
///
/// # Errors
/// When the store fails.
pub async fn run(node: &Node, wanted: &Wanted, limit: u32) -> Result<Vec<HitView>, AppError> {
    let names: Vec<Name> = wanted.names.iter().filter_map(|n| Name::read(n).ok()).collect();
    let keys = search_keys(
        wanted.names.iter().map(String::as_str),
        wanted.documents.iter().map(String::as_str),
    );
    let rows = node.store.persons_by_keys(&keys, limits::SEARCH_CANDIDATES_MAX).await?;
    let mut hits: BTreeMap<(i64, String), HitView> = BTreeMap::new();
    for row in &rows {
        let person = Person::from_row(row)?;
        if let Some(hit) = compare(&names, wanted, person) {
            hits.insert((-hit.permille, hit.person.id.to_string()), hit);
        }
    }
    let limit = usize::try_from(limit.min(limits::SEARCH_RESULTS_MAX)).unwrap_or(usize::MAX);
    Ok(hits.into_values().take(limit).collect())
}

fn compare(names: &[Name], wanted: &Wanted, person: Person) -> Option<HitView> {
    let document = wanted.documents.iter().any(|number| person.holds(number));
    let best = best_pair(names, &person);
    let name_score = best.as_ref().map_or(0.0, |(_, _, c)| c.score);
    if name_score < SCORE_SAME && !document {
        return None;
    }
    let birth = birth_check(wanted.birth.as_ref(), person.birth.as_ref());
    let score = match birth {
        BirthCheck::Agrees => 1.0 - (1.0 - name_score) * BIRTH_AGREES,
        BirthCheck::Differs => name_score * BIRTH_DIFFERS,
        BirthCheck::Unknown => name_score,
    };
    let score = if document { score.max(DOCUMENT_SCORE) } else { score };
    let first = person.names.first().map(|n| n.text.clone()).unwrap_or_default();
    let (query, name, pairs) = match best {
        Some((query, name, comparison)) => (query, name, pairs(&comparison)),
        None => (wanted.names.first().cloned().unwrap_or_default(), first, Vec::new()),
    };
    Some(HitView {
        person,
        permille: permille(score),
        name_permille: permille(name_score),
        query,
        name,
        pairs,
        birth,
        document,
    })
}

fn best_pair(names: &[Name], person: &Person) -> Option<(String, String, Comparison)> {
    let mut best: Option<(String, String, Comparison)> = None;
    for printed in &person.names {
        let Ok(theirs) = Name::read(&printed.text) else { continue };
        for ours in names {
            let comparison = comity_names::compare(ours, &theirs);
            if best.as_ref().is_none_or(|(_, _, b)| comparison.score > b.score) {
                let query = ours.as_printed().to_owned();
                best = Some((query, printed.text.clone(), comparison));
            }
        }
    }
    best
}

fn birth_check(ours: Option<&Birth>, theirs: Option<&Birth>) -> BirthCheck {
    let date = |birth: Option<&Birth>| birth.and_then(|b| b.date().ok());
    match (date(ours), date(theirs)) {
        (Some(a), Some(b)) if a.agrees_with(&b) => BirthCheck::Agrees,
        (Some(_), Some(_)) => BirthCheck::Differs,
        _ => BirthCheck::Unknown,
    }
}

fn pairs(comparison: &Comparison) -> Vec<PairView> {
    let view = |pair: &comity_names::TokenPair| PairView {
        left: pair.left.clone(),
        right: pair.right.clone(),
        route: pair.route.key().to_owned(),
        sounds: match &pair.route {
            Route::Sound { pivot_left, pivot_right } => {
                Some((pivot_left.clone(), pivot_right.clone()))
            }
            _ => None,
        },
        permille: permille(pair.similarity),
    };
    comparison.pairs.iter().map(view).collect()
}

/// A score between 0 and 1 in thousandths.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "the value is clamped to 0..=1000 first"
)]
pub fn permille(score: f64) -> i64 {
    (score.clamp(0.0, 1.0) * 1000.0).round() as i64
}
