//! Clocks: by when something has to be done, what the term comes from, and where it stands.
//!
//! A [`Clock`] is started by an event and bound to the limit of the pack that rules it, whose source,
//! status and version it keeps ([`start`]). What can become of it is one table (`moves`). Whether
//! the machine's own time may be believed is in `seen`.
//!
//! Invariant: nothing here reads a clock. Invariant: a clock that was breached stays so, whatever the
//! machine's time does afterwards; a hard stop is never paused and never extended.
//!
//! Source of the kinds: the practice of police bureaus, extradition laws and INTERPOL's rules, as the
//! packs name them; every shipped value is to be confirmed.

mod moves;
mod release;
mod seen;
mod start;

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::codes::code_list;
use crate::ids::OfficerId;
use crate::lang::Text;
use crate::pack::model::{OnBreach, Status, Unit};
use crate::time::Timestamp;

pub use moves::{Move, MoveError, MoveKind};
pub use release::ReleaseNotice;
pub use seen::{Doubt, Reading, Seen};
pub use start::{Start, start};

code_list!(
    /// What a clock is for.
    ClockKind {
        /// To say that a request was taken up.
        Acknowledge = "acknowledge",
        /// To answer a request.
        Answer = "answer",
        /// To act once the other side has located a person.
        LocatedReply = "located_reply",
        /// Detention before a formal request: a hard stop.
        ProvisionalArrest = "provisional_arrest",
        /// Between the order to surrender and the hand-over: a hard stop.
        Surrender = "surrender",
        /// To tell a consular post of a detention.
        Consular = "consular",
        /// To report whereabouts after a hand-over.
        Whereabouts = "whereabouts",
        /// How long speciality protects a person who is free to leave.
        Speciality = "speciality",
        /// How long a circular may stand.
        NoticeExpiry = "notice_expiry",
        /// Between two checks of a circular.
        NoticeReview = "notice_review",
        /// To answer a data subject's request for access.
        SubjectAccess = "subject_access",
        /// To decide on a data subject's request for correction or deletion.
        SubjectCorrection = "subject_correction",
        /// To give notice of a breach of personal data.
        BreachNotice = "breach_notice",
        /// To delete what was recalled.
        RecallPurge = "recall_purge",
        /// How long a negative verification may be kept.
        NegativeKept = "negative_kept",
        /// First review of a concluded request.
        RequestReview = "request_review",
    }
);

impl ClockKind {
    /// Whether a person may be held no longer than this.
    pub fn is_hard_stop(self) -> bool {
        matches!(self, Self::ProvisionalArrest | Self::Surrender)
    }

    /// Whether time stands still while the other side is asked something.
    pub fn may_pause(self) -> bool {
        self == Self::Answer
    }

    /// Whether those it binds may ask for more time.
    pub fn may_extend(self) -> bool {
        matches!(self, Self::Answer | Self::LocatedReply)
    }
}

code_list!(
    /// Where a clock stands.
    ClockState {
        /// It runs.
        Running = "running",
        /// It stands still: a clarification is awaited.
        Paused = "paused",
        /// It runs to a later date than it began with.
        Extended = "extended",
        /// Its date passed and nothing was done.
        Breached = "breached",
        /// What it was for was done.
        Met = "met",
        /// It has no object any more.
        Ended = "ended",
    }
);

impl ClockState {
    /// Whether its date can still pass.
    pub fn runs(self) -> bool {
        matches!(self, Self::Running | Self::Extended)
    }

    /// Whether something is still owed.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Running | Self::Paused | Self::Extended | Self::Breached)
    }
}

code_list!(
    /// Whether what is asked for is at hand.
    Holding {
        /// It is held, or directly accessible.
        Held = "held",
        /// It has to be obtained elsewhere.
        ToObtain = "to_obtain",
    }
);

/// The limit a clock is bound to, as it stood in the pack when the clock was started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The pack.
    pub pack: String,
    /// Its version.
    pub version: String,
    /// The entry of the pack.
    pub limit: String,
    /// How many; nothing when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<u16>,
    /// Of what.
    pub unit: Unit,
    /// The event it is counted from.
    pub counted_from: String,
    /// What follows when it has passed.
    pub on_breach: OnBreach,
    /// Where it is found.
    pub source: String,
    /// Whether a legal officer stands by it.
    pub status: Status,
}

/// What a date rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueBy {
    /// The limit of the pack.
    Limit,
    /// The request itself asks for it.
    Asked,
    /// The limit of the pack, counted in working days of a year whose holidays the pack does not list.
    CalendarNotKnown,
}

/// What happened to a clock, in the order it happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// When.
    pub at: Timestamp,
    /// What.
    pub made: MoveKind,
    /// Who; nothing for what an event of the exchange or the node itself did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<OfficerId>,
    /// The date before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Timestamp>,
    /// Why, for an extension.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub reason: Text,
}

/// A clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// What it is for.
    pub kind: ClockKind,
    /// Where it stands.
    pub state: ClockState,
    /// When it began.
    pub started_at: Timestamp,
    /// When it is due; nothing when its length is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// What the date rests on.
    pub due_by: DueBy,
    /// The limit.
    pub rule: Rule,
    /// When it was found that its date had passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breached_at: Option<Timestamp>,
    /// Since when it stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_at: Option<Timestamp>,
    /// What happened to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub turns: Vec<Turn>,
}

impl Clock {
    /// Whether its date has passed at a moment; never while it stands still or when it is over.
    pub fn is_due(&self, at: Timestamp) -> bool {
        self.state.runs() && self.due_at.is_some_and(|due| due <= at)
    }

    /// What follows once its date has passed.
    pub fn effect(&self) -> OnBreach {
        self.rule.on_breach
    }

    /// Whether a case cannot be closed while it is as it is: what it protects was not done.
    pub fn blocks_close(&self) -> bool {
        self.effect() == OnBreach::BlockClose && self.state.is_open()
    }
}

#[cfg(test)]
mod tests;
