//! M01 `INFO_REQ`, request for information (yêu cầu cung cấp thông tin).
//!
//! Required beside the envelope: what is asked for; the facts and the offence; the link between the
//! person and the purpose; why the other side is believed to hold it; restrictions on use.
//! Source: cf. Directive (EU) 2023/977 Art. 4, to be confirmed by a legal officer.

use serde::{Deserialize, Serialize};

use super::{Faults, Need};
use crate::lang::Text;
use crate::person::Subject;

/// The fields of M01.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InfoReq {
    /// What information is asked for.
    pub specification: Text,
    /// The facts.
    pub facts: Text,
    /// The offence.
    pub offence: Text,
    /// How the person is linked to the purpose.
    pub link: Text,
    /// Why the other side is believed to hold it.
    pub reasons_to_believe: Text,
    /// Restrictions on use.
    pub restrictions: Text,
    /// The person, when the request is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
}

impl InfoReq {
    /// Every text of it.
    pub(super) fn texts(&self) -> [&Text; 6] {
        [
            &self.specification,
            &self.facts,
            &self.offence,
            &self.link,
            &self.reasons_to_believe,
            &self.restrictions,
        ]
    }

    pub(super) fn faults(&self, faults: &mut Faults) {
        faults.text("specification", &self.specification, Need::Required);
        faults.text("facts", &self.facts, Need::Required);
        faults.text("offence", &self.offence, Need::Required);
        faults.text("reasons_to_believe", &self.reasons_to_believe, Need::Required);
        faults.text("restrictions", &self.restrictions, Need::Required);
        // The link is the link of a person: without one there is nothing to link.
        let need = if self.subject.is_some() { Need::Required } else { Need::Optional };
        faults.text("link", &self.link, need);
        if let Some(subject) = &self.subject {
            faults.subject(subject);
        }
    }
}
