//! M20 `DIALOGUE`, what two agencies agree and review in their meetings (nội dung đối thoại).
//!
//! Required beside the envelope: the series and the meeting's number in it; the items, each with its speech
//! act, owner, time and measure. It never speaks of a person who is not an official of one of the agencies.
//! Source: the practice of dialogues between the agencies: agendas, minutes, lists of commitments.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::field::{Rules, fields};
use crate::codes::{Topic, code_list};
use crate::day::Day;
use crate::dialogue::SpeechAct;
use crate::ids::{AgencyId, RecordId};
use crate::lang::Text;

code_list!(
    /// What an item is.
    ItemKind {
        /// An invitation, a date, a place, an agenda.
        Meeting = "meeting",
        /// A promise, a request, a hope.
        Commitment = "commitment",
        /// A plan.
        Plan = "plan",
        /// A training, a study visit.
        Training = "training",
        /// Assistance or a gift.
        Assistance = "assistance",
        /// Making the law known.
        Dissemination = "dissemination",
        /// A sentence of a communiqué.
        Communique = "communique",
        /// A message of leaders, advice to governments.
        Message = "message",
    }
);

fields! {
    /// One item.
    DialogueItem {
        /// Its id; both agencies use the same.
        required id: Option<RecordId>,
        /// What it is.
        required kind: Option<ItemKind>,
        /// What was done with words: agreed, asked, hoped.
        required act: Option<SpeechAct>,
        /// Its words.
        required text: Text,
        /// What it is about.
        optional topics: Vec<Topic>,
        /// Who is to do it.
        stated owner: Option<AgencyId>,
        /// By when.
        stated due: Option<Day>,
        /// By what it is measured.
        stated indicator: Text,
    }
}

impl Rules for DialogueItem {}

fields! {
    /// M20: what is agreed and reviewed in meetings.
    Dialogue {
        /// The series.
        required series: Option<RecordId>,
        /// The number of the meeting in its series.
        stated ordinal: Option<u16>,
        /// The items.
        required items: Vec<DialogueItem>,
    }
}

impl Rules for Dialogue {}
