//! M17 `CLARIFY_REMIND`, clarification, supplement, reminder, extension (yêu cầu làm rõ, bổ sung, nhắc, gia
//! hạn).
//!
//! Required beside the envelope: which message it belongs to; the question or the words; for an extension the
//! new time and the reason of the delay. It belongs to a thread and opens none.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::fault::Faults;
use super::field::{Rules, fields};
use crate::codes::code_list;
use crate::lang::Text;
use crate::time::LocalTime;

code_list!(
    /// What the message does.
    ClarifyAct {
        /// Asks: the clock stands still.
        Question = "question",
        /// Answers a question, or adds to a request: the clock goes on.
        Supplement = "supplement",
        /// Reminds.
        Reminder = "reminder",
        /// Says, before the time is over, that the answer takes longer.
        Extension = "extension",
        /// Tells what an answer was good for.
        Feedback = "feedback",
    }
);

fields! {
    /// M17: clarification, supplement, reminder, extension, feedback.
    Clarify {
        /// What it does.
        required act: Option<ClarifyAct>,
        /// The question, the supplement, the reminder, the feedback; for an extension the reason.
        required text: Text,
        /// The new time of an extension.
        optional new_due: Option<LocalTime>,
    }
}

impl Rules for Clarify {
    fn rules(&self, faults: &mut Faults<'_>) {
        match self.act {
            Some(ClarifyAct::Extension) => faults.required("new_due", self.new_due.is_some()),
            _ if self.new_due.is_some() => faults.add("new_due", "only-for-extension"),
            _ => {}
        }
    }
}
