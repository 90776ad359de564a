//! M03 `REPLY`, reply (trả lời). Written by an officer, never by the machine.
//!
//! Required beside the envelope: the outcome; what was checked; the date of the data; evaluation;
//! conditions; unanswered items. A reply in part, or from an agency that is not competent, carries
//! a ground code.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::fault::Faults;
use super::field::{Rules, fields};
use crate::codes::code_list;
use crate::ground::Ground;
use crate::lang::Text;
use crate::person::Subject;
use crate::time::PartialDate;

code_list!(
    /// What the answer is.
    ReplyOutcome {
        /// Found or confirmed.
        Positive = "positive",
        /// Answered in part.
        Partial = "partial",
        /// No record, or not confirmed.
        Negative = "negative",
        /// Not for this agency to answer.
        NotCompetent = "not_competent",
    }
);

fields! {
    /// M03: the answer to a request.
    Reply {
        /// The outcome.
        required outcome: Option<ReplyOutcome>,
        /// What was checked.
        required checked: Text,
        /// The date of the data; none when there is none to date.
        optional data_date: Option<PartialDate>,
        /// The answer.
        required answer: Text,
        /// Conditions of use beyond the handling code.
        required conditions: Text,
        /// Items of the request left unanswered.
        optional unanswered: Text,
        /// Why in part, or why not competent.
        optional grounds: Vec<Ground>,
        /// The person as the answering agency's records describe them.
        optional record: Option<Subject>,
    }
}

impl Reply {
    /// Whether it tells something.
    pub fn tells(&self) -> bool {
        matches!(self.outcome, Some(ReplyOutcome::Positive | ReplyOutcome::Partial))
    }
}

impl Rules for Reply {
    fn rules(&self, faults: &mut Faults<'_>) {
        if self.tells() {
            faults.required("data_date", self.data_date.is_some());
        }
        let partial = self.outcome == Some(ReplyOutcome::Partial);
        if partial {
            faults.required("unanswered", !self.unanswered.is_empty());
        }
        let wants_ground = partial || self.outcome == Some(ReplyOutcome::NotCompetent);
        if wants_ground && self.grounds.is_empty() {
            faults.add("grounds", "ground-required");
        }
    }
}
