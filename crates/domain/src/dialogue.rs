//! The cooperation record: sources, series of meetings, sessions, and what was said there. What one
//! side hopes for is not an agreement; the speech act keeps them apart.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::agency::Level;
use crate::codes::{Topic, code_list};
use crate::ids::{AgencyId, RecordId};
use crate::lang::{Lang, Text};
use crate::time::PartialDate;

/// A published source of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id in this record.
    pub id: RecordId,
    /// What it is, in our own words.
    pub title: Text,
    /// Who published it.
    pub publisher: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<PartialDate>,
    /// Its language.
    pub language: Lang,
    /// Where it can be found.
    pub locator: String,
}

/// Whose turn it is to host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rotation {
    /// The parties take turns.
    Alternate,
}

/// A series of meetings. An ordinal means something only within its series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Its id.
    pub id: RecordId,
    /// Its name per language.
    pub name: Text,
    /// Who meets.
    pub parties: Vec<AgencyId>,
    /// At which level.
    pub level: Level,
    /// Months between two sessions, when the parties agreed on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence_months: Option<u16>,
    /// Whose turn it is to host, when agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rotation: Option<Rotation>,
    /// Whether the cadence is inferred, not stated.
    #[serde(default)]
    pub inferred: bool,
    /// Where the series is described.
    #[serde(default)]
    pub source: Vec<RecordId>,
}

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingState {
    /// Proposed by one side.
    Proposed,
    /// Agreed by both.
    Agreed,
    /// Date and place fixed.
    Scheduled,
    /// Being prepared.
    Preparing,
    /// Opened.
    Opened,
    /// Over.
    Concluded,
    /// Put off.
    Postponed,
    /// Called off.
    Cancelled,
}

/// A head of delegation, as printed in the sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// For which agency.
    pub agency: AgencyId,
    /// Name.
    pub name: String,
    /// Rank as printed.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub rank: Text,
    /// Post as printed.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub post: Text,
    /// Every printed form of the name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub printed: Vec<String>,
    /// The source.
    pub source: RecordId,
}

/// What was said about the session after this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextMeeting {
    /// Its ordinal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<u16>,
    /// Its host.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<AgencyId>,
    /// When it should be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<PartialDate>,
}

/// A session of a series, or a working session beside one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Its id.
    pub id: RecordId,
    /// Its series, if it belongs to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<RecordId>,
    /// Its number within the series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<u16>,
    /// Its name, where it is not the series' name and ordinal.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub name: Text,
    /// Where it stands.
    pub state: MeetingState,
    /// Who hosts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<AgencyId>,
    /// Who meets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<AgencyId>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// First day, as far as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<PartialDate>,
    /// Last day, as far as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<PartialDate>,
    /// Heads of delegation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heads: Vec<Head>,
    /// Sources that attest it.
    #[serde(default)]
    pub attested: Vec<RecordId>,
    /// What was said about the next one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextMeeting>,
}

code_list!(
    /// What kind of utterance a statement is.
    SpeechAct {
        /// Signed.
        Signed = "signed",
        /// Agreed.
        Agreed = "agreed",
        /// Committed to.
        Committed = "committed",
        /// Said again.
        Reaffirmed = "reaffirmed",
        /// Decided.
        Decided = "decided",
        /// Asked for.
        Asked = "asked",
        /// Suggested.
        Suggested = "suggested",
        /// Hoped for.
        Hoped = "hoped",
        /// Noted.
        Noted = "noted",
        /// Welcomed.
        Welcomed = "welcomed",
        /// Said to be of interest.
        Interested = "interested",
        /// Described as what the mechanism is for.
        Described = "described",
    }
);

impl SpeechAct {
    /// Whether the act can bind the sides that performed it. A wish of one side cannot.
    pub fn can_bind(self) -> bool {
        match self {
            Self::Signed | Self::Agreed | Self::Committed | Self::Reaffirmed | Self::Decided => {
                true
            }
            Self::Asked
            | Self::Suggested
            | Self::Hoped
            | Self::Noted
            | Self::Welcomed
            | Self::Interested
            | Self::Described => false,
        }
    }
}

/// Who said it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Actors {
    /// The word `both`.
    Both(Both),
    /// The agencies of the side or sides that said it.
    Sides(Vec<AgencyId>),
}

/// The word `both`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Both {
    /// Both sides.
    Both,
}

/// Where a commitment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentState {
    /// One side said it.
    Proposed,
    /// Both sides said it.
    Mirrored,
    /// Has an owner.
    Assigned,
    /// Being done.
    InProgress,
    /// Done.
    Fulfilled,
    /// Past its date.
    Overdue,
    /// Turned down by the other side.
    Declined,
}

/// Whether a commitment may be a reason for processing data about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PurposeOfData {
    /// Through the ordinary purposes and gates.
    #[default]
    Ordinary,
    /// Never: a sentence of diplomacy, such as the one on activities against the other country.
    Never,
}

/// A statement made at a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Its id.
    pub id: RecordId,
    /// The meeting where it was made.
    pub meeting: RecordId,
    /// What kind of utterance it is.
    pub speech_act: SpeechAct,
    /// Who said it.
    pub actors: Actors,
    /// Whom it concerns.
    pub parties: Vec<AgencyId>,
    /// What it is about.
    #[serde(default)]
    pub areas: Vec<Topic>,
    /// What it says, in our own words.
    pub summary: Text,
    /// Sources.
    pub sources: Vec<RecordId>,
    /// Where it stands.
    pub state: CommitmentState,
    /// First said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_made: Option<PartialDate>,
    /// Said again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reaffirmed: Vec<PartialDate>,
    /// Whether it may be a reason about a person.
    #[serde(default)]
    pub purpose_of_data: PurposeOfData,
}

impl Commitment {
    /// Whether both sides said it.
    pub fn is_mutual(&self) -> bool {
        matches!(self.actors, Actors::Both(_))
    }

    /// A one-sided or non-binding statement may be on record only as `proposed` or `declined`.
    pub fn state_fits_speech_act(&self) -> bool {
        let open = matches!(self.state, CommitmentState::Proposed | CommitmentState::Declined);
        open || self.is_mutual()
    }
}

/// A file of records as `comity import` reads it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RecordFile {
    /// Sources.
    pub sources: Vec<Source>,
    /// Agencies.
    pub agencies: Vec<crate::agency::Agency>,
    /// Agreements.
    pub agreements: Vec<crate::agreement::Agreement>,
    /// Series.
    pub series: Vec<Series>,
    /// Meetings.
    pub meetings: Vec<Meeting>,
    /// Commitments.
    pub commitments: Vec<Commitment>,
}
