//! What this agency's own sealed file says of a case. It never crosses the border: it is no part of a
//! message, and nothing a partner receives may depend on it but the neutral answer.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::GateId;
use crate::codes::code_list;
use crate::ids::OfficerId;
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
}

fn unprotected() -> Protection {
    Protection::None
}

impl CaseFile {
    /// A file in which nothing stands.
    pub const EMPTY: &'static Self = &Self { protection: Protection::None, decisions: Vec::new() };
}
