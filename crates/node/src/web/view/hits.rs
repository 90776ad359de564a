//! Persons of the register that may be the one asked about, and why.

use super::frame::T;
use super::person::PersonModel;
use crate::app::cross_check::HitView;
use crate::explain;

/// A possible match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct HitModel {
    /// The score as a bar and in words.
    pub(in crate::web) permille: i64,
    /// "Likely (96 of 100)".
    pub(in crate::web) score: String,
    /// The name that was looked for.
    pub(in crate::web) query: String,
    /// The name in the register.
    pub(in crate::web) name: String,
    /// Word by word.
    pub(in crate::web) pairs: Vec<PairModel>,
    /// Whether one puts the family name first and the other last.
    pub(in crate::web) turned: bool,
    /// What was found, heaviest first.
    pub(in crate::web) pieces: Vec<PieceModel>,
    /// What the birth dates say, and how to mark it.
    pub(in crate::web) birth: (String, &'static str),
    /// What the documents say, and how to mark it.
    pub(in crate::web) document: (String, &'static str),
    /// The person.
    pub(in crate::web) person: PersonModel,
    /// The register number.
    pub(in crate::web) id: String,
    /// Where the entry came from.
    pub(in crate::web) source: String,
}

/// Two words that met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct PairModel {
    /// Word looked for.
    pub(in crate::web) left: String,
    /// Word of the register.
    pub(in crate::web) right: String,
    /// How they met, in words.
    pub(in crate::web) route: String,
    /// How alike they are.
    pub(in crate::web) percent: String,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct PieceModel {
    /// How much it weighs, in words, and how to mark it.
    pub(in crate::web) weighs: (String, &'static str),
    /// What was found.
    pub(in crate::web) sentence: String,
    /// What was looked for and what the register has.
    pub(in crate::web) values: String,
}

impl HitModel {
    /// A hit for a reader.
    pub(in crate::web) fn new(t: T, hit: &HitView) -> Self {
        let pairs = hit.pairs.iter().map(|pair| PairModel {
            left: pair.left.clone(),
            right: pair.right.clone(),
            route: t.code("route", &pair.route),
            percent: percent(pair.permille),
        });
        Self {
            permille: hit.permille.clamp(0, 1_000),
            score: explain::score(t.lang(), hit),
            query: hit.query.clone(),
            name: hit.name.clone(),
            pairs: pairs.collect(),
            turned: hit.turned,
            pieces: explain::pieces(t.lang(), hit).into_iter().map(piece).collect(),
            birth: agreement(t, hit, "birth"),
            document: agreement(t, hit, "document"),
            person: PersonModel::of_register(t, &hit.person),
            id: hit.person.id.to_string(),
            source: hit.person.source.clone(),
        }
    }
}

/// What one part of the descriptions says in a word, and how to mark it.
fn agreement(t: T, hit: &HitView, aspect: &str) -> (String, &'static str) {
    let said = hit.agreement(aspect);
    let tone = match said {
        "agrees" => "pass",
        "nearly" => "warn",
        "differs" => "block",
        _ => "none",
    };
    (t.code("agree", said), tone)
}

fn piece(said: explain::Said) -> PieceModel {
    let tone = match said.weight {
        0 => "none",
        1.. => "pass",
        _ => "block",
    };
    PieceModel { weighs: (said.weighs, tone), sentence: said.sentence, values: said.values }
}

/// Thousandths as whole hundredths, never rounded up to certainty.
fn percent(permille: i64) -> String {
    permille.clamp(0, 1_000).checked_div(10).unwrap_or_default().to_string()
}
