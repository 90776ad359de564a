//! What an officer fills in, on a page or in a file, before it is a message. Every field may be
//! missing; [`Draft::into_message`] says what is.

use serde::{Deserialize, Serialize};

use super::charge::Charge;
use super::condition::{Secrecy, ThirdParty};
use super::reply::ReplyOutcome;
use super::verify_req::VerifyItem;
use super::{BasisRef, Body, Fault, Faults, InfoReq, Message, Reply, VerifyReq};
use crate::codes::{Channel, CrimeArea, MessageKind, PurposeCode, Urgency};
use crate::ground::Ground;
use crate::handling::{Evaluation, Handling, JudicialUse, OnwardTransfer};
use crate::ids::{AgencyId, MessageId, OfficerId};
use crate::lang::{Lang, Text};
use crate::person::Subject;
use crate::time::{PartialDate, Timestamp};

/// A draft, as a file or a form holds it. Field names are those of the published format.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Draft {
    /// The type of the message.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<MessageKind>,
    /// The receiving agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<AgencyId>,
    /// Purpose code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<PurposeCode>,
    /// Why it is necessary.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub necessity: Text,
    /// Crime areas.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub crime_areas: Vec<CrimeArea>,
    /// Urgency; normal when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgency: Option<Urgency>,
    /// Why it is urgent.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub urgency_reason: Text,
    /// Legal bases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub legal_basis: Vec<BasisRef>,
    /// Handling code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handling: Option<Handling>,
    /// Onward transfer; none when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub onward_transfer: Option<OnwardTransfer>,
    /// Use in court; no when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judicial_use: Option<JudicialUse>,
    /// Evaluation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluation: Option<Evaluation>,
    /// Languages of the texts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Lang>,
    /// Authentic languages; the first of `languages` when missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authentic: Vec<Lang>,
    /// What a person is wanted for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charge: Option<Charge>,
    /// That it carries information of a third party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub third_party: Option<ThirdParty>,
    /// Level of secrecy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrecy: Option<Secrecy>,
    /// M01, M02: the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// M01: what information is asked for.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub specification: Text,
    /// M01: the facts.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub facts: Text,
    /// M01: the offence.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub offence: Text,
    /// M01: how the person is linked to the purpose.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub link: Text,
    /// M01: why the other side is believed to hold it.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub reasons_to_believe: Text,
    /// M01: restrictions on use.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub restrictions: Text,
    /// M02: what is verified.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub verify: Vec<VerifyItem>,
    /// M02: what follows if it is confirmed.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub consequence: Text,
    /// M03: the outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<ReplyOutcome>,
    /// M03: what was checked.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub checked: Text,
    /// M03: the date of the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_date: Option<PartialDate>,
    /// M03: the answer.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub answer: Text,
    /// M03: conditions of use.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub conditions: Text,
    /// M03: what is left unanswered.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub unanswered: Text,
    /// M03: grounds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<Ground>,
    /// M03: the person as the answering agency's records describe them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<Subject>,
}

/// What the node adds to a draft to make it a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The new message's id.
    pub id: MessageId,
    /// This agency.
    pub from: AgencyId,
    /// The officer who wrote it.
    pub author: OfficerId,
    /// Now.
    pub created_at: Timestamp,
    /// For a reply: the request it answers.
    pub reply_to: Option<ReplyTo>,
}

/// The request a reply answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyTo {
    /// Its id.
    pub id: MessageId,
    /// Its thread.
    pub thread: MessageId,
    /// Who asked.
    pub asker: AgencyId,
}

impl Draft {
    /// Makes the message.
    ///
    /// # Errors
    /// Every fault found, so that an officer sees all of them at once.
    pub fn into_message(self, stamp: Stamp) -> Result<Message, Vec<Fault>> {
        let mut missing = Faults::default();
        if self.kind.is_none() {
            missing.add("type", "field-required");
        }
        let to = match &stamp.reply_to {
            Some(request) => Some(request.asker.clone()),
            None => self.to.clone(),
        };
        if to.is_none() {
            missing.add("to", "field-required");
        }
        let authentic = match self.authentic.is_empty() {
            true => self.languages.first().copied().into_iter().collect(),
            false => self.authentic.clone(),
        };
        let head = self.clone();
        let body = self.into_body(&mut missing);
        let (Some(to), Some(body)) = (to, body) else { return Err(missing.0) };
        let message = Message {
            id: stamp.id,
            thread: stamp.reply_to.as_ref().map_or(stamp.id, |r| r.thread),
            in_reply_to: stamp.reply_to.map(|r| r.id),
            from: stamp.from,
            to,
            channel: Channel::Bilateral,
            created_at: stamp.created_at,
            author: stamp.author,
            approver: None,
            urgency: head.urgency.unwrap_or(Urgency::Normal),
            urgency_reason: head.urgency_reason,
            answer_by: None,
            purpose: head.purpose,
            necessity: head.necessity,
            crime_areas: head.crime_areas,
            legal_basis: head.legal_basis,
            handling: head.handling,
            onward_transfer: head.onward_transfer.unwrap_or(OnwardTransfer::None),
            judicial_use: head.judicial_use.unwrap_or(JudicialUse::No),
            evaluation: head.evaluation,
            languages: head.languages,
            authentic,
            charge: head.charge,
            third_party: head.third_party,
            secrecy: head.secrecy,
            body,
        };
        let mut faults = missing.0;
        faults.extend(message.faults());
        if faults.is_empty() { Ok(message) } else { Err(faults) }
    }

    fn into_body(self, missing: &mut Faults) -> Option<Body> {
        match self.kind? {
            MessageKind::InfoReq => Some(Body::InfoReq(InfoReq {
                specification: self.specification,
                facts: self.facts,
                offence: self.offence,
                link: self.link,
                reasons_to_believe: self.reasons_to_believe,
                restrictions: self.restrictions,
                subject: self.subject,
            })),
            MessageKind::VerifyReq => {
                if self.subject.is_none() {
                    missing.add("subject", "field-required");
                }
                Some(Body::VerifyReq(VerifyReq {
                    verify: self.verify,
                    subject: self.subject?,
                    consequence: self.consequence,
                }))
            }
            MessageKind::Reply => {
                if self.outcome.is_none() {
                    missing.add("outcome", "field-required");
                }
                Some(Body::Reply(Reply {
                    outcome: self.outcome?,
                    checked: self.checked,
                    data_date: self.data_date,
                    answer: self.answer,
                    conditions: self.conditions,
                    unanswered: self.unanswered,
                    grounds: self.grounds,
                    record: self.record,
                }))
            }
        }
    }
}
