//! Agencies as the cooperation record knows them. (How to reach one is on its agency card.)

use serde::{Deserialize, Serialize};

use crate::ids::AgencyId;
use crate::lang::Text;

/// The level at which an agency works and an agreement is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The state itself.
    State,
    /// A ministry or a national police.
    Ministry,
    /// A province.
    Province,
    /// A district.
    District,
    /// A border post.
    BorderPost,
}

/// An agency of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Its id.
    pub id: AgencyId,
    /// ISO 3166-1 country.
    pub country: String,
    /// Its level.
    pub level: Level,
    /// Its name per language.
    pub name: Text,
    /// The agency above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<AgencyId>,
}
