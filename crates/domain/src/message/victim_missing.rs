//! M16 `VICTIM_MISSING`, trafficking victim or missing person (nạn nhân mua bán người, người mất tích).
//!
//! Required beside the envelope: the person, who is never wanted here; the consent of the person, or why it is
//! in a child's best interest; the risk on return; the service asked for; whether the person is a child.
//! Source: ASEAN Convention against Trafficking in Persons art. 14; Convention on the Rights of the Child
//! art. 3; to be confirmed by a legal officer.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::fault::Faults;
use super::field::{Rules, fields};
use crate::codes::{PersonRole, code_list};
use crate::lang::Text;
use crate::pack::model::Known;
use crate::person::Subject;

code_list!(
    /// Why the person may be spoken of at all.
    CareBasis {
        /// The person agreed.
        Consent = "consent",
        /// It is in a child's best interest.
        BestInterest = "best_interest",
        /// The person is missing and cannot be asked.
        CannotBeAsked = "cannot_be_asked",
    }
);

fields! {
    /// M16: a trafficking victim or a missing person.
    VictimMissing {
        /// The person: a victim or missing.
        required subject: Option<Subject>,
        /// Why the person may be spoken of.
        required basis: Option<CareBasis>,
        /// The consent, or the reasons.
        required basis_text: Text,
        /// What the person risks on return.
        stated return_risk: Text,
        /// Which service the person was or is to be referred to.
        stated referral: Text,
        /// Whether the person is a child.
        required child: Option<Known>,
        /// What is asked.
        required asked: Text,
    }
}

impl Rules for VictimMissing {
    fn rules(&self, faults: &mut Faults<'_>) {
        let cared_for = |s: &Subject| matches!(s.role, PersonRole::Victim | PersonRole::Missing);
        if self.subject.as_ref().is_some_and(|subject| !cared_for(subject)) {
            faults.add("subject.role", "role-victim-or-missing");
        }
        if self.basis == Some(CareBasis::BestInterest) && self.child == Some(Known::No) {
            faults.add("basis", "best-interest-of-child");
        }
    }
}
