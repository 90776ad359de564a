//! M01 `INFO_REQ`, request for information (yêu cầu cung cấp thông tin).
//!
//! Required beside the envelope: what is asked for; the facts and the offence; the link between the
//! person and the purpose; why the other side is believed to hold it; restrictions on use.
//! Source: cf. Directive (EU) 2023/977 Art. 4, to be confirmed by a legal officer.

use super::fault::Faults;
use super::field::{Rules, fields};
use crate::lang::Text;
use crate::person::Subject;

fields! {
    /// M01: a request for information.
    InfoReq {
        /// What information is asked for.
        required specification: Text,
        /// The facts.
        required facts: Text,
        /// The offence.
        required offence: Text,
        /// How the person is linked to the purpose.
        optional link: Text,
        /// Why the other side is believed to hold it.
        required reasons_to_believe: Text,
        /// Restrictions on use.
        required restrictions: Text,
        /// The person, when the request is about one.
        optional subject: Option<Subject>,
    }
}

impl Rules for InfoReq {
    fn rules(&self, faults: &mut Faults<'_>) {
        // The link is the link of a person: without one there is nothing to link.
        if self.subject.is_some() {
            faults.required("link", !self.link.is_empty());
        }
    }
}
