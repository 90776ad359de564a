//! M10 `SURRENDER`, arrangement and record of a hand-over (biên bản bàn giao).
//!
//! Required beside the envelope: the final decision; place, time and offset; officers of both sides;
//! identity check; state of health; property and documents; interpreter; whether consul and lawyer were
//! told; the person's own words. A record without a final decision is visibly invalid: gate S14 stops it.
//! Source: UN Model Treaty on Extradition art. 11; Vienna Convention on Consular Relations art. 36; to be
//! confirmed by a legal officer.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::fault::Faults;
use super::field::{Rules, fields};
use crate::codes::code_list;
use crate::ids::MessageId;
use crate::lang::Text;
use crate::person::Subject;
use crate::time::LocalTime;

code_list!(
    /// What the message is.
    SurrenderStage {
        /// What is to be done.
        Arrangement = "arrangement",
        /// What was done.
        Record = "record",
        /// The receiver says where the person is: within 24 hours of the hand-over.
        Whereabouts = "whereabouts",
    }
);

code_list!(
    /// What became of the right to have the consul told.
    ConsularNotice {
        /// The person was told and wants it; the post was told.
        Notified = "notified",
        /// The person was told and does not want it.
        Declined = "declined",
        /// The person was not told yet.
        NotTold = "not_told",
        /// The person is no foreigner where they are held.
        NotForeign = "not_foreign",
    }
);

fields! {
    /// M10: arrangement and record of a hand-over.
    Surrender {
        /// What the message is.
        required stage: Option<SurrenderStage>,
        /// The person.
        required subject: Option<Subject>,
        /// The final decision it rests on.
        required final_decision: Option<MessageId>,
        /// Where: the border gate, the airport.
        required place: String,
        /// When, with the offset of the place.
        required at: Option<LocalTime>,
        /// Officers who hand over, with rank.
        required handing_over: Vec<String>,
        /// Officers who take over, with rank.
        required taking_over: Vec<String>,
        /// How the identity was checked.
        stated identity_check: Text,
        /// State of health.
        stated health: Text,
        /// What belongs to the person.
        stated property: Vec<String>,
        /// Documents handed over.
        stated documents: Vec<String>,
        /// The interpreter.
        stated interpreter: String,
        /// Whether the consul was told.
        required consular: Option<ConsularNotice>,
        /// The lawyer, and whether they were told.
        stated lawyer: Text,
        /// Whether the family was told.
        stated family: Text,
        /// What the person says, also against it.
        stated statement: Text,
    }
}

impl Rules for Surrender {
    fn rules(&self, faults: &mut Faults<'_>) {
        if self.stage == Some(SurrenderStage::Record) {
            faults.required("identity_check", !self.identity_check.is_empty());
            faults.required("health", !self.health.is_empty());
        }
    }
}
