//! M11 `ASSURANCE`, request for an assurance, or the undertaking (cam kết bảo đảm).
//!
//! Required beside the envelope: what is promised, by whom and with which competence, in which words, about
//! whom, for how long, who watches it, and what follows when it is broken. It never clears gate S08.
//! Source: UNODC Model Law on Extradition ss. 6, 7, 12; to be confirmed by a legal officer.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::charge::AssuranceKind;
use super::fault::Faults;
use super::field::{Rules, fields};
use crate::codes::code_list;
use crate::day::Day;
use crate::lang::Text;
use crate::pack::model::Known;
use crate::person::Subject;

code_list!(
    /// What the message does.
    AssuranceAct {
        /// Asks for an assurance.
        Ask = "ask",
        /// Gives it.
        Give = "give",
        /// Reports how it is kept.
        Report = "report",
        /// Reports that it was broken.
        Breach = "breach",
    }
);

fields! {
    /// M11: an assurance asked for or given.
    AssuranceMessage {
        /// What the message does.
        required act: Option<AssuranceAct>,
        /// What is promised.
        required kind: Option<AssuranceKind>,
        /// Who promises.
        required issuer: String,
        /// Whether that authority can bind those who would break it.
        required competent: Option<Known>,
        /// The exact words.
        required text: Text,
        /// About whom.
        required subject: Option<Subject>,
        /// Until when; none is: without end.
        stated until: Option<Day>,
        /// Who watches that it is kept.
        stated monitor: Text,
        /// What follows when it is broken.
        stated breach: Text,
    }
}

impl Rules for AssuranceMessage {
    fn rules(&self, faults: &mut Faults<'_>) {
        if self.act == Some(AssuranceAct::Give) {
            faults.required("monitor", !self.monitor.is_empty());
            faults.required("breach", !self.breach.is_empty());
        }
    }
}
