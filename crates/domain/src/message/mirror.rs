//! M19 `INTERPOL_MIRROR`, link to a notice, a diffusion or a message of another system (đối chiếu thông báo
//! INTERPOL).
//!
//! Required beside the envelope: system, kind and reference; where it stands; when it was published or
//! withdrawn; what a commission or a task force decided; whether the copy here agrees with it. A notice that
//! is refused, withdrawn or has run out suspends every circular linked to it (gate S22).
//! Source: INTERPOL Rules on the Processing of Data arts. 74 to 103; to be confirmed by a legal officer.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::fault::Faults;
use super::field::{Rules, fields};
use crate::codes::code_list;
use crate::day::Day;
use crate::ids::MessageId;
use crate::lang::Text;
use crate::pack::model::Known;

code_list!(
    /// The system a notice stands in.
    NoticeSystem {
        /// INTERPOL.
        Interpol = "interpol",
        /// ASEANAPOL.
        Aseanapol = "aseanapol",
        /// Between the two agencies.
        Bilateral = "bilateral",
    }
);

code_list!(
    /// What it is.
    NoticeKind {
        /// Red: locate and arrest.
        Red = "red",
        /// Blue: information and location.
        Blue = "blue",
        /// Green: warning of a person.
        Green = "green",
        /// Yellow: missing person.
        Yellow = "yellow",
        /// Black: unidentified body.
        Black = "black",
        /// Orange: threat.
        Orange = "orange",
        /// Purple: way of working.
        Purple = "purple",
        /// Silver: assets.
        Silver = "silver",
        /// Special notice of the Security Council.
        Un = "un",
        /// A diffusion.
        Diffusion = "diffusion",
        /// A message between bureaus.
        Message = "message",
    }
);

code_list!(
    /// Where a notice stands.
    NoticeState {
        /// Asked for.
        Requested = "requested",
        /// Under review.
        UnderReview = "under_review",
        /// Published.
        Published = "published",
        /// Published with an addendum.
        Addendum = "addendum",
        /// Suspended or blocked.
        Suspended = "suspended",
        /// Withdrawn by who asked.
        Withdrawn = "withdrawn",
        /// Refused, or cancelled by who runs the system.
        Refused = "refused",
        /// Run out.
        Expired = "expired",
    }
);

impl NoticeState {
    /// Whether nothing may rest on it any more.
    pub fn is_off(self) -> bool {
        matches!(self, Self::Suspended | Self::Withdrawn | Self::Refused | Self::Expired)
    }
}

fields! {
    /// M19: the link to a notice of another system.
    Mirror {
        /// The system.
        required system: Option<NoticeSystem>,
        /// What it is.
        required kind: Option<NoticeKind>,
        /// Its reference, as printed.
        required reference: String,
        /// Where it stands.
        required state: Option<NoticeState>,
        /// The circular here that says the same.
        stated circular: Option<MessageId>,
        /// When it was published.
        stated published_on: Option<Day>,
        /// When it was withdrawn, refused or ran out.
        optional ended_on: Option<Day>,
        /// What the Commission for the Control of Files, a task force, a court or the partner decided.
        stated decision: Text,
        /// Whether it says the same as the circular here.
        required consistent: Option<Known>,
    }
}

impl Rules for Mirror {
    fn rules(&self, faults: &mut Faults<'_>) {
        if self.state.is_some_and(NoticeState::is_off) {
            faults.required("ended_on", self.ended_on.is_some());
        }
    }
}
