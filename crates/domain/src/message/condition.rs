//! Conditions of an envelope that few messages have: data of somebody else, and a level of secrecy.

use serde::{Deserialize, Serialize};

use crate::day::Day;

/// Information that came from a third party, and whether that party let it go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ThirdParty {
    /// Who it came from.
    pub originator: String,
    /// The day that party agreed to this transfer; `None` is: it has not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consented_on: Option<Day>,
}

/// A level of secrecy of the sender's country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Secrecy {
    /// The level, by its code in the country's pack.
    pub level: String,
    /// The day it was given.
    pub since: Day,
}
