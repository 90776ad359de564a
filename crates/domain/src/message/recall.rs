//! M18 `CORRECT_RECALL`, correction, restriction, deletion, recall (đính chính, hạn chế, xóa, thu hồi).
//!
//! Required beside the envelope: which message; which of its fields; why; from when. Every holder has to
//! acknowledge it, also those it was passed on to.
//! Source: INTERPOL Rules on the Processing of Data arts. 15, 18 and 51; to be confirmed by a legal officer.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::fault::Faults;
use super::field::{Rules, fields};
use crate::codes::code_list;
use crate::ids::{AgencyId, MessageId};
use crate::lang::Text;
use crate::time::LocalTime;

code_list!(
    /// What the message does.
    RecallAct {
        /// Puts something right: the new words count.
        Correct = "correct",
        /// Keeps it, but it may not be used.
        Restrict = "restrict",
        /// Has it deleted: it is not true, or must not be held.
        Delete = "delete",
        /// Takes it back whole.
        Recall = "recall",
        /// A holder says that it was done.
        Acknowledge = "acknowledge",
    }
);

fields! {
    /// M18: correction, restriction, deletion, recall.
    Recall {
        /// What it does.
        required act: Option<RecallAct>,
        /// The message it is about.
        required target: Option<MessageId>,
        /// Which fields of it; none is: all.
        optional items: Vec<String>,
        /// Why.
        required reason: Text,
        /// From when.
        required effective_at: Option<LocalTime>,
        /// What is right.
        optional correction: Text,
        /// Holders it was passed on to, who have to acknowledge as well.
        optional holders: Vec<AgencyId>,
    }
}

impl Recall {
    /// Whether what is held has to go.
    pub fn deletes(&self) -> bool {
        matches!(self.act, Some(RecallAct::Delete | RecallAct::Recall))
    }
}

impl Rules for Recall {
    fn rules(&self, faults: &mut Faults<'_>) {
        if self.act == Some(RecallAct::Correct) {
            faults.required("correction", !self.correction.is_empty());
            faults.required("items", !self.items.is_empty());
        }
    }
}
