//! Persons of the register that may be the one asked about, and why.

use super::frame::T;
use super::person::PersonModel;
use crate::app::cross_check::{BirthCheck, HitView};

/// A possible match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct HitModel {
    /// The score as a bar and in words.
    pub(in crate::web) permille: i64,
    /// "87 % alike".
    pub(in crate::web) score: String,
    /// The name that was looked for.
    pub(in crate::web) query: String,
    /// The name in the register.
    pub(in crate::web) name: String,
    /// Word by word.
    pub(in crate::web) pairs: Vec<PairModel>,
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

impl HitModel {
    /// A hit for a reader.
    pub(in crate::web) fn new(t: T, hit: &HitView) -> Self {
        let (birth, tone) = match hit.birth {
            BirthCheck::Agrees => ("agree-agrees", "pass"),
            BirthCheck::Differs => ("agree-differs", "block"),
            BirthCheck::Unknown => ("agree-unknown", "none"),
        };
        let document = match hit.document {
            true => (t.s("agree-agrees"), "pass"),
            false => (t.s("agree-unknown"), "none"),
        };
        let pairs = hit.pairs.iter().map(|pair| PairModel {
            left: pair.left.clone(),
            right: pair.right.clone(),
            route: t.code("route", &pair.route),
            percent: percent(pair.permille),
        });
        Self {
            permille: hit.permille.clamp(0, 1_000),
            score: t.w("match-score", &[("percent", &percent(hit.permille))]),
            query: hit.query.clone(),
            name: hit.name.clone(),
            pairs: pairs.collect(),
            birth: (t.s(birth), tone),
            document,
            person: PersonModel::of_register(t, &hit.person),
            id: hit.person.id.to_string(),
            source: hit.person.source.clone(),
        }
    }
}

/// Thousandths as whole hundredths, never rounded up to certainty.
fn percent(permille: i64) -> String {
    permille.clamp(0, 1_000).checked_div(10).unwrap_or_default().to_string()
}
