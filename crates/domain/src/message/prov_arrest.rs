//! M07 `PROV_ARREST`, request for provisional or urgent arrest (yêu cầu bắt khẩn cấp để dẫn độ).
//!
//! Required beside the envelope: the person and the charge; why it cannot wait; that a formal request will
//! follow, and by when; that the information is true; how far the person is exposed to death by law. Viet
//! Nam asks, where there is no treaty, for an undertaking to compensate wrongful detention: gate S04 wants
//! what the receiver's pack lists.
//! Source: UN Model Treaty on Extradition art. 9; Viet Nam 100/2025/QH15 art. 33; to be confirmed by a legal
//! officer.

use super::field::{Rules, fields};
use crate::day::Day;
use crate::lang::Text;
use crate::person::Subject;

fields! {
    /// M07: a request for provisional or urgent arrest.
    ProvArrest {
        /// The person.
        required subject: Option<Subject>,
        /// Why it cannot wait for the formal request.
        required cannot_wait: Text,
        /// That a formal request will follow.
        required formal_request: Text,
        /// By when it will.
        required formal_by: Option<Day>,
        /// That the information is true.
        required truthfulness: Text,
        /// The undertaking to compensate wrongful detention.
        stated compensation: Text,
        /// How far the person is exposed to death by law.
        required death_exposure: Text,
    }
}

impl Rules for ProvArrest {}
