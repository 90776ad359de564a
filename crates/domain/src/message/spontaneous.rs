//! M04 `SPONTANEOUS`, information nobody asked for (thông tin chủ động cung cấp).
//!
//! Required beside the envelope: why it matters to the receiver; the facts, apart from what the sender
//! makes of them; the date of the data. Data of a third party needs its consent (gate S19).
//! Source: cf. Directive (EU) 2023/977 art. 7; UNTOC art. 18(4); to be confirmed by a legal officer.

use super::field::{Rules, fields};
use crate::lang::Text;
use crate::person::Subject;
use crate::time::PartialDate;

fields! {
    /// M04: information nobody asked for.
    Spontaneous {
        /// Why it matters to the receiver.
        required relevance: Text,
        /// What is known.
        required facts: Text,
        /// What the sender makes of it.
        stated assessment: Text,
        /// The date of the data.
        stated data_date: Option<PartialDate>,
        /// The person, when it is about one.
        optional subject: Option<Subject>,
    }
}

impl Rules for Spontaneous {}
