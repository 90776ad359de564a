//! What people do, and what countries' laws say of it: the table of dual criminality.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

use super::{Known, Status};
use crate::codes::{CrimeArea, code_list};
use crate::lang::{Lang, Text};

/// An element of conduct: what a person did, not what a law calls it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// Its code.
    pub id: String,
    /// Its words per language.
    pub text: Text,
    /// Where the list is found.
    pub source: String,
    /// Whether it is confirmed.
    pub status: Status,
}

code_list!(
    /// What kind of offences a family holds.
    FamilyKind {
        /// Ordinary-law crime.
        Ordinary = "ordinary",
        /// Political, or so wide that expression and assembly fall under it: watched.
        Political = "political",
        /// Military.
        Military = "military",
        /// Religious.
        Religious = "religious",
        /// Civil, administrative or petty: no matter for coercion.
        Minor = "minor",
    }
);

/// A family of offences, under whatever name the countries' laws have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// Its code.
    pub id: String,
    /// What kind.
    pub kind: FamilyKind,
    /// The crime area it belongs to, if to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<CrimeArea>,
    /// Its words per language.
    pub text: Text,
    /// The elements of conduct its core consists of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elements: Vec<String>,
    /// Phrases that betray it in a free text, per language.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cues: BTreeMap<Lang, Vec<String>>,
    /// Where it is found.
    pub source: String,
    /// Whether it is confirmed.
    pub status: Status,
}

/// What a country's law says of a family: the row of the dual-criminality table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offence {
    /// Its id.
    pub id: String,
    /// The family.
    pub family: String,
    /// Whether the country punishes it.
    #[serde(default)]
    pub punishable: Known,
    /// The elements this country's law wants proved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elements: Vec<String>,
    /// The provision.
    pub provision: String,
    /// The highest term of imprisonment, in months; left out when unknown or for life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_months: Option<u16>,
    /// Whether it can be punished by imprisonment for life.
    #[serde(default)]
    pub life: Known,
    /// Whether it can be punished by death.
    #[serde(default)]
    pub death: Known,
    /// Where it is found.
    pub source: String,
    /// Whether it is confirmed.
    pub status: Status,
}
