//! M03 `REPLY`, reply (trả lời). Written by an officer, never by the machine.
//!
//! Required beside the envelope: the outcome; what was checked; the date of the data; evaluation;
//! conditions; unanswered items. A reply in part, or from an agency that is not competent, carries
//! a ground code.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::{Faults, Need};
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

/// The fields of M03.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The outcome.
    pub outcome: ReplyOutcome,
    /// What was checked.
    pub checked: Text,
    /// The date of the data; `None` when there is none to date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_date: Option<PartialDate>,
    /// The answer.
    pub answer: Text,
    /// Conditions of use beyond the handling code.
    pub conditions: Text,
    /// Items of the request left unanswered.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub unanswered: Text,
    /// Why in part, or why not competent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<Ground>,
    /// The person as the answering agency's records describe them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Subject>,
}

impl Reply {
    /// Every text of it.
    pub(super) fn texts(&self) -> [&Text; 4] {
        [&self.checked, &self.answer, &self.conditions, &self.unanswered]
    }

    pub(super) fn faults(&self, faults: &mut Faults) {
        faults.text("checked", &self.checked, Need::Required);
        faults.text("answer", &self.answer, Need::Required);
        faults.text("conditions", &self.conditions, Need::Required);
        faults.list("grounds", self.grounds.len());
        let found = matches!(self.outcome, ReplyOutcome::Positive | ReplyOutcome::Partial);
        if found && self.data_date.is_none() {
            faults.add("data_date", "field-required");
        }
        let partial = self.outcome == ReplyOutcome::Partial;
        let need = if partial { Need::Required } else { Need::Optional };
        faults.text("unanswered", &self.unanswered, need);
        let wants_ground = partial || self.outcome == ReplyOutcome::NotCompetent;
        if wants_ground && self.grounds.is_empty() {
            faults.add("grounds", "ground-required");
        }
        if let Some(record) = &self.record {
            faults.subject(record);
        }
    }
}
