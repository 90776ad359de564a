//! What this agency's own sealed file says of a case. It never crosses the border: it is no part of a
//! message, and nothing a partner receives may depend on it but the neutral answer.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::GateId;
use crate::codes::code_list;
use crate::day::Day;
use crate::ids::{OfficerId, PersonId};
use crate::lang::Text;
use crate::policy::Role;
use crate::time::Timestamp;

code_list!(
    /// Whether a person of the case is protected from a state.
    Protection {
        /// Nothing is known.
        None = "none",
        /// The person says so, or somebody says so for them.
        Claimed = "claimed",
        /// A decision is pending.
        Pending = "pending",
        /// Recognised, by the state or under a mandate.
        Granted = "granted",
        /// Refused, finally.
        Denied = "denied",
    }
);

impl Protection {
    /// Whether the person must not come to harm by what this agency sends: also while it is not decided.
    pub fn protects(self) -> bool {
        matches!(self, Self::Claimed | Self::Pending | Self::Granted)
    }
}

/// A written decision on one gate of one message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The gate.
    pub gate: GateId,
    /// Whether the message may go on.
    pub allows: bool,
    /// Who decided.
    pub by: OfficerId,
    /// In which role.
    pub role: Role,
    /// When.
    pub at: Timestamp,
    /// The test, in words.
    pub text: Text,
}

/// A gate that a message passed by a written decision: by which roles, never whose or in which words. It
/// is what both sides' oversight sees.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passed {
    /// The gate.
    pub gate: GateId,
    /// The roles that allowed it.
    pub roles: Vec<Role>,
}

/// The file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// Whether the person is protected.
    #[serde(default = "unprotected")]
    pub protection: Protection,
    /// Written decisions.
    #[serde(default)]
    pub decisions: Vec<Decision>,
    /// That the person is not told for a time what is held about them.
    #[serde(default)]
    pub restriction: Option<Restriction>,
}

/// A restriction of a person's right to know, which the law allows for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restriction {
    /// Why.
    pub reason: Text,
    /// The day it is looked at again.
    pub review_on: Day,
}

fn unprotected() -> Protection {
    Protection::None
}

/// An entry on protection: of a thread, or of a person of the register. Entries are only added; the
/// latest counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    /// What is known.
    pub status: Protection,
    /// Who entered it; `None` where the node did, because a protected person of the register fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<OfficerId>,
    /// When.
    pub at: Timestamp,
    /// From which source, and why.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
    /// The person of the register it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

impl CaseFile {
    /// A file in which nothing stands.
    pub const EMPTY: &'static Self =
        &Self { protection: Protection::None, decisions: Vec::new(), restriction: None };

    /// The file that entries make, oldest first: the latest flag counts, and of one officer's decisions on
    /// a gate the latest. A refusal is taken back by nobody but the one who refused.
    pub fn of(flags: &[Flag], entries: &[Decision]) -> Self {
        let same = |a: &Decision, b: &Decision| {
            let by = a.by.as_str().eq_ignore_ascii_case(b.by.as_str());
            by && a.gate == b.gate && a.role == b.role
        };
        let mut decisions: Vec<Decision> = Vec::new();
        for entry in entries {
            decisions.retain(|kept| !same(kept, entry));
            decisions.push(entry.clone());
        }
        let protection = flags.last().map_or(Protection::None, |flag| flag.status);
        Self { protection, decisions, restriction: None }
    }
}

/// For a gate that a written decision can open: the gate the decision is kept under, and the roles that
/// all have to allow it.
pub fn deciders(gate: GateId) -> Option<(GateId, &'static [Role])> {
    use super::{
        s05_political, s08_refoulement, s14_disguised, s16_child_victim, s19_third_party,
        s20_sensitive,
    };
    let roles = match gate {
        // What S06 stops has the road of S05 and no other.
        GateId::S05 | GateId::S06 => return Some((GateId::S05, s05_political::DECIDERS)),
        GateId::S08 => s08_refoulement::ASSESSORS,
        GateId::S14 => s14_disguised::DECIDERS,
        GateId::S16 => s16_child_victim::DECIDERS,
        GateId::S19 => s19_third_party::DECIDERS,
        GateId::S20 => s20_sensitive::DECIDERS,
        GateId::S01
        | GateId::S02
        | GateId::S03
        | GateId::S04
        | GateId::S07
        | GateId::S09
        | GateId::S10
        | GateId::S11
        | GateId::S12
        | GateId::S13
        | GateId::S15
        | GateId::S17
        | GateId::S18
        | GateId::S21
        | GateId::S22
        | GateId::S23
        | GateId::S24
        | GateId::S25
        | GateId::S26 => return None,
    };
    Some((gate, roles))
}
