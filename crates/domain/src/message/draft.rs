//! What an officer fills in, on a page or in a file, before it is a message. Every field may be
//! missing; [`Draft::into_message`] says what is.

mod flat;

use schemars::JsonSchema;
use std::collections::BTreeMap;

use super::charge::Charge;
use super::condition::{Secrecy, ThirdParty};
use super::fault::{Absence, Faults};
use super::{BasisRef, Body, Fault, Message};
use crate::codes::{Channel, CrimeArea, MessageKind, PurposeCode, Urgency};
use crate::handling::{Evaluation, Handling, JudicialUse, OnwardTransfer};
use crate::ids::{AgencyId, MessageId, OfficerId};
use crate::lang::{Lang, Text};
use crate::time::{LocalTime, Timestamp};

/// A draft: the fields every type shares, and those of its type. In a file all of them stand side by side
/// under one roof, beside `type`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// What every type has.
    pub head: Head,
    /// What its type has; none when no type is named.
    pub body: Option<Body>,
}

flat::head! {
    /// The fields every type shares. Their names are those of the published format.
    Head {
        /// The receiving agency.
        to: Option<AgencyId>,
        /// The message it follows, for a type that belongs to a thread.
        in_reply_to: Option<MessageId>,
        /// The road it takes; straight between the agencies when missing.
        channel: Option<Channel>,
        /// Purpose code.
        purpose: Option<PurposeCode>,
        /// Why it is necessary.
        necessity: Text,
        /// Crime areas.
        crime_areas: Vec<CrimeArea>,
        /// Urgency; normal when missing.
        urgency: Option<Urgency>,
        /// Why it is urgent.
        urgency_reason: Text,
        /// By when an answer is asked for, if the default clock does not fit.
        answer_by: Option<LocalTime>,
        /// Legal bases.
        legal_basis: Vec<BasisRef>,
        /// Handling code.
        handling: Option<Handling>,
        /// Onward transfer; none when missing.
        onward_transfer: Option<OnwardTransfer>,
        /// Use in court; no when missing.
        judicial_use: Option<JudicialUse>,
        /// Evaluation.
        evaluation: Option<Evaluation>,
        /// Languages of the texts.
        languages: Vec<Lang>,
        /// Authentic languages; the first of `languages` when missing.
        authentic: Vec<Lang>,
        /// What a person is wanted for.
        charge: Option<Charge>,
        /// That it carries information of a third party.
        third_party: Option<ThirdParty>,
        /// Level of secrecy.
        secrecy: Option<Secrecy>,
        /// Fields that hold nothing, and why.
        absent: BTreeMap<String, Absence>,
    }
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
    /// For a message that belongs to a thread: the message it follows.
    pub follows: Option<Followed>,
}

/// The message another one follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Its id.
    pub id: MessageId,
    /// Its thread.
    pub thread: MessageId,
    /// The other agency of the thread.
    pub partner: AgencyId,
}

impl Draft {
    /// An empty draft of a type.
    pub fn of(kind: MessageKind) -> Self {
        Self { head: Head::default(), body: Some(Body::empty(kind)) }
    }

    /// Its type.
    pub fn kind(&self) -> Option<MessageKind> {
        self.body.as_ref().map(Body::kind)
    }

    /// Makes the message.
    ///
    /// # Errors
    /// Every fault found, so that an officer sees all of them at once.
    pub fn into_message(self, stamp: Stamp) -> Result<Message, Vec<Fault>> {
        let none = BTreeMap::new();
        let mut missing = Faults::new(&none);
        if self.body.is_none() {
            missing.add("type", "field-required");
        }
        let Head { to, .. } = &self.head;
        let to = match &stamp.follows {
            Some(followed) => Some(followed.partner.clone()),
            None => to.clone(),
        };
        if to.is_none() {
            missing.add("to", "field-required");
        }
        let head = self.head;
        let (Some(to), Some(body)) = (to, self.body) else { return Err(missing.end()) };
        let authentic = match head.authentic.is_empty() {
            true => head.languages.first().copied().into_iter().collect(),
            false => head.authentic,
        };
        let message = Message {
            id: stamp.id,
            thread: stamp.follows.as_ref().map_or(stamp.id, |f| f.thread),
            in_reply_to: stamp.follows.map(|f| f.id),
            from: stamp.from,
            to,
            channel: head.channel.unwrap_or(Channel::Bilateral),
            created_at: stamp.created_at,
            author: stamp.author,
            legal_signer: None,
            approver: None,
            urgency: head.urgency.unwrap_or(Urgency::Normal),
            urgency_reason: head.urgency_reason,
            answer_by: head.answer_by.map(LocalTime::moment),
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
            absent: head.absent,
            body,
        };
        let faults = message.faults();
        if faults.is_empty() { Ok(message) } else { Err(faults) }
    }
}
