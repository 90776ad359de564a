//! M02 `VERIFY_REQ`, verification request (yêu cầu xác minh).
//!
//! Required beside the envelope: what is verified; the minimum of identifiers (two independent
//! ones, or one document); the consequence if it is confirmed.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::{Faults, Need};
use crate::codes::code_list;
use crate::lang::Text;
use crate::person::Subject;

code_list!(
    /// What is to be verified.
    VerifyItem {
        /// An identity.
        Identity = "identity",
        /// A document.
        Document = "document",
        /// A criminal or other record.
        Record = "record",
        /// An address.
        Address = "address",
        /// A vehicle.
        Vehicle = "vehicle",
        /// A journey.
        Travel = "travel",
        /// Biometric data.
        Biometric = "biometric",
    }
);

/// The fields of M02.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerifyReq {
    /// What is verified.
    pub verify: Vec<VerifyItem>,
    /// The person.
    pub subject: Subject,
    /// What follows if it is confirmed.
    pub consequence: Text,
}

impl VerifyReq {
    pub(super) fn faults(&self, faults: &mut Faults) {
        if self.verify.is_empty() {
            faults.add("verify", "field-required");
        }
        faults.list("verify", self.verify.len());
        faults.subject(&self.subject);
        if !self.subject.meets_verification_minimum() {
            faults.add("subject", "identifiers-minimum");
        }
        faults.text("consequence", &self.consequence, Need::Required);
    }
}
