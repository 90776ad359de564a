//! M02 `VERIFY_REQ`, verification request (yêu cầu xác minh).
//!
//! Required beside the envelope: what is verified; the minimum of identifiers (two independent
//! ones, or one document); the consequence if it is confirmed.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::fault::Faults;
use super::field::{Rules, fields};
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

fields! {
    /// M02: a request to verify an identity, a document or another fact.
    VerifyReq {
        /// What is verified.
        required verify: Vec<VerifyItem>,
        /// The person.
        required subject: Option<Subject>,
        /// What follows if it is confirmed.
        required consequence: Text,
    }
}

impl Rules for VerifyReq {
    fn rules(&self, faults: &mut Faults<'_>) {
        if self.subject.as_ref().is_some_and(|subject| !subject.meets_verification_minimum()) {
            faults.add("subject", "identifiers-minimum");
        }
    }
}
