//! Treaties as sources describe them, and what a law allows without one.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::{Known, Status};
use crate::agreement::{AgreementState, Confidence, LegalEffect};
use crate::codes::code_list;
use crate::day::Day;
use crate::lang::Text;
use crate::time::PartialDate;

code_list!(
    /// Between whom a treaty is.
    TreatyScope {
        /// Between two states.
        Bilateral = "bilateral",
        /// Between the states of a region.
        Regional = "regional",
        /// Open to the world.
        Multilateral = "multilateral",
    }
);

/// When a treaty enters into force by its own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryRule {
    /// Notifications needed.
    pub notifications: u8,
    /// Days after the last of them.
    pub days: u16,
}

/// What a source says about where a treaty stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TreatyClaim {
    /// The state claimed.
    pub state: AgreementState,
    /// Since when, or when it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<PartialDate>,
    /// Who says so.
    pub source: String,
    /// How sure it is.
    pub confidence: Confidence,
}

/// A state's notification that it is bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notification {
    /// ISO 3166-1 country.
    pub country: String,
    /// The day it was deposited.
    pub on: Day,
    /// Who says so.
    pub source: String,
    /// Whether it is confirmed.
    pub status: Status,
}

/// A treaty as sources describe it. One treaty may stand in several packs; their claims are joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Treaty {
    /// Its id, the same in every pack.
    pub id: String,
    /// Its title per language.
    pub title: Text,
    /// Between whom it is.
    pub scope: TreatyScope,
    /// ISO 3166-1 countries that made it.
    pub parties: Vec<String>,
    /// What it is a basis for.
    pub acts: Vec<LegalEffect>,
    /// When it enters into force, where its text counts notifications.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryRule>,
    /// Notifications on record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notifications: Vec<Notification>,
    /// What sources say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<TreatyClaim>,
    /// Where it is found.
    pub source: String,
    /// Whether it is confirmed.
    pub status: Status,
}

/// Whether a country's law allows an act without a treaty, in return for the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reciprocity {
    /// Its id.
    pub id: String,
    /// The act.
    pub act: LegalEffect,
    /// Whether the law allows it.
    #[serde(default)]
    pub allowed: Known,
    /// Who decides.
    pub decided_by: Text,
    /// The law it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law: Option<String>,
    /// Where it is found.
    pub source: String,
    /// Whether it is confirmed.
    pub status: Status,
}
