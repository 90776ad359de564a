//! What crosses the border: a message with its conditions, and a body of one of twenty types.
//!
//! One file a type; [`body`] joins them. [`kinds`] is the table of which type opens a thread, which answers
//! which, who may send it and what it does to the message it answers. What an officer fills in is a
//! [`draft::Draft`]; states and moves are in [`state`].

pub mod assurance;
pub mod body;
pub mod charge;
pub mod citizen_case;
pub mod clarify;
pub mod condition;
pub mod decision;
pub mod dialogue_item;
pub mod draft;
pub mod extradition;
pub mod fault;
pub mod field;
pub mod group_intel;
pub mod info_req;
pub mod joint_op;
pub mod kinds;
pub mod located;
pub mod mirror;
pub mod mla;
pub mod neutral;
pub mod prov_arrest;
pub mod recall;
pub mod reply;
pub mod schema;
pub mod spontaneous;
pub mod state;
pub mod surrender;
pub mod verify_req;
pub mod victim_missing;
pub mod wanted;

use serde::{Deserialize, Serialize};

use std::collections::BTreeMap;

use crate::agreement::LegalEffect;
use crate::codes::{Channel, CrimeArea, MessageKind, PersonRole, Purpose, PurposeCode, Urgency};
use crate::handling::{Evaluation, Handling, JudicialUse, OnwardTransfer};
use crate::ids::{AgencyId, AgreementId, MessageId, OfficerId};
use crate::lang::{Lang, Text};
use crate::limits;
use crate::time::Timestamp;

use charge::Charge;
use condition::{Secrecy, ThirdParty};
use fault::{Absence, Faults, Need};
use field::Field;
use kinds::Place;

pub use body::Body;
pub use fault::Fault;
pub use info_req::InfoReq;
pub use reply::Reply;
pub use verify_req::VerifyReq;

/// A legal basis named in a message: an entry of the agreement register and the article relied on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BasisRef {
    /// The agreement or reciprocity declaration.
    pub agreement: AgreementId,
    /// The article or paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
}

/// A message with all that travels with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// The id of the request that opened the thread (its own id for a request).
    pub thread: MessageId,
    /// The message it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_reply_to: Option<MessageId>,
    /// The sending agency.
    pub from: AgencyId,
    /// The receiving agency.
    pub to: AgencyId,
    /// The road it takes.
    pub channel: Channel,
    /// When it was written.
    pub created_at: Timestamp,
    /// Who wrote it.
    pub author: OfficerId,
    /// The legal officer who signed it, where it is to find, hold or hand over a person; never the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_signer: Option<OfficerId>,
    /// Who approved it; never the author or the legal signer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approver: Option<OfficerId>,
    /// How fast an answer is wanted.
    pub urgency: Urgency,
    /// Why it is urgent.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub urgency_reason: Text,
    /// By when an answer is asked for, if the default clock does not fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Timestamp>,
    /// What the data is processed for. `None` or a code outside the list is stopped by gate S01.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<PurposeCode>,
    /// Why it is necessary.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub necessity: Text,
    /// Crime areas.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crime_areas: Vec<CrimeArea>,
    /// Legal bases. None is stopped by gate S13.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal_basis: Vec<BasisRef>,
    /// Handling code. None is stopped by gate S18.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handling: Option<Handling>,
    /// May it be passed on?
    pub onward_transfer: OnwardTransfer,
    /// May it be used in court?
    pub judicial_use: JudicialUse,
    /// Evaluation of source and information; `None` says "not evaluated".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evaluation: Option<Evaluation>,
    /// Languages of its texts.
    pub languages: Vec<Lang>,
    /// Which of them are authentic.
    pub authentic: Vec<Lang>,
    /// What a person is wanted for; required where a message is to find or hold somebody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charge: Option<Charge>,
    /// That it carries information of a third party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub third_party: Option<ThirdParty>,
    /// Its level of secrecy; `None` is: open between the two agencies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secrecy: Option<Secrecy>,
    /// Fields that hold nothing, and why: `subject.birth`, `statement`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub absent: BTreeMap<String, Absence>,
    /// What is asked or answered.
    pub body: Body,
}

impl Message {
    /// Its type.
    pub fn kind(&self) -> MessageKind {
        self.body.kind()
    }

    /// What it does in law: the act that needs a basis.
    pub fn act(&self) -> LegalEffect {
        match &self.body {
            Body::Wanted(body) if body.asks_arrest() => LegalEffect::Arrest,
            Body::ProvArrest(_) => LegalEffect::Arrest,
            Body::Extradition(_) | Body::Surrender(_) => LegalEffect::Extradition,
            Body::Mla(_) => LegalEffect::Mla,
            Body::JointOp(_) => LegalEffect::JointOps,
            _ => LegalEffect::InfoExchange,
        }
    }

    /// Every word somebody wrote in it, the body's and its conditions'. Names of persons are no words.
    pub fn words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        let handling = self.handling.iter().map(|h| &h.text);
        for text in [&self.necessity, &self.urgency_reason].into_iter().chain(handling) {
            text.words(&mut words);
        }
        self.charge.iter().for_each(|charge| charge.words(&mut words));
        self.body.words(&mut words);
        words
    }

    /// Whether it is a request to find, hold or take over a person: by its type, by its purpose, or because
    /// a person in it is wanted.
    pub fn is_coercive(&self) -> bool {
        let rule = kinds::rule(self.kind());
        let purpose = self.purpose.as_ref().and_then(PurposeCode::purpose);
        let to_hold =
            matches!(purpose, Some(Purpose::LocateForExtradition | Purpose::ExecuteSentence));
        let wanted = || self.body.persons().iter().any(|s| s.role == PersonRole::Wanted);
        rule.coercive || rule.asks && (to_hold || wanted())
    }

    /// Whether a legal officer signs it before it is approved: whatever is to find, hold or hand over a
    /// person.
    pub fn needs_legal_signature(&self) -> bool {
        self.is_coercive() || self.kind() == MessageKind::Surrender
    }

    /// Everything in it that is not valid for its type. A message with faults is not created, and
    /// one that arrives with faults is quarantined.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults::new(&self.absent);
        faults.text("necessity", &self.necessity, Need::Optional);
        let urgent = self.urgency == Urgency::Urgent;
        let need = if urgent { Need::Required } else { Need::Optional };
        faults.text("urgency_reason", &self.urgency_reason, need);
        faults.list("crime_areas", self.crime_areas.len());
        faults.list("legal_basis", self.legal_basis.len());
        faults.list("languages", self.languages.len());
        if self.languages.is_empty() {
            faults.add("languages", "field-required");
        }
        let listed = |lang: &Lang| self.languages.contains(lang);
        faults.list("authentic", self.authentic.len());
        if self.authentic.is_empty() || !self.authentic.iter().all(listed) {
            faults.add("authentic", "authentic-not-a-language");
        }
        if self.evaluation.as_ref().is_some_and(|e| !e.is_valid()) {
            faults.add("evaluation", "evaluation-not-in-grid");
        }
        let articles = self.legal_basis.iter().filter_map(|b| b.article.as_ref());
        for article in articles {
            faults.short("legal_basis", article);
        }
        if let Some(handling) = &self.handling {
            faults.text("handling", &handling.text, Need::Optional);
        }
        match &self.charge {
            Some(charge) => charge.faults(&mut faults),
            None => faults.given("charge", false, Need::Optional),
        }
        if let Some(third) = &self.third_party {
            faults.short("third_party", &third.originator);
        }
        if let Some(secrecy) = &self.secrecy {
            faults.short("secrecy", &secrecy.level);
        }
        if self.from == self.to {
            faults.add("to", "to-own-agency");
        }
        // What opens a thread is its own thread; what follows belongs to another's.
        let opens = self.thread == self.id;
        let fits = match kinds::rule(self.kind()).place {
            Place::Opens => opens,
            Place::Follows => !opens,
            Place::Either => true,
        };
        if opens == self.in_reply_to.is_some() || !fits {
            faults.add("in_reply_to", if opens { "field-required" } else { "opens-a-thread" });
        }
        let latest = self.created_at.plus_ms(limits::ANSWER_BY_MS_MAX);
        if self.answer_by.is_some_and(|at| at < self.created_at || at > latest) {
            faults.add("answer_by", "answer-by-range");
        }
        self.body.faults(&mut faults);
        faults.end()
    }
}
