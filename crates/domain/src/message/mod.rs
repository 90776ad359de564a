//! What crosses the border: a message with its conditions, and a body of one of the types.
//!
//! One file a type: [`info_req`], [`verify_req`], [`reply`]. What an officer fills in is a
//! [`draft::Draft`]; states and moves are in [`state`].

pub mod charge;
pub mod condition;
pub mod draft;
pub mod info_req;
pub mod neutral;
pub mod reply;
pub mod state;
pub mod verify_req;

use serde::{Deserialize, Serialize};

use crate::agreement::LegalEffect;
use crate::codes::{Channel, CrimeArea, MessageKind, PersonRole, Purpose, PurposeCode, Urgency};
use crate::handling::{Evaluation, Handling, JudicialUse, OnwardTransfer};
use crate::ids::{AgencyId, AgreementId, MessageId, OfficerId};
use crate::lang::{Lang, Text};
use crate::limits;
use crate::person::Subject;
use crate::time::Timestamp;

use charge::Charge;
use condition::{Secrecy, ThirdParty};

pub use info_req::InfoReq;
pub use reply::Reply;
pub use verify_req::VerifyReq;

/// A legal basis named in a message: an entry of the agreement register and the article relied on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BasisRef {
    /// The agreement or reciprocity declaration.
    pub agreement: AgreementId,
    /// The article or paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
}

/// The body, by type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "fields")]
pub enum Body {
    /// M01.
    #[serde(rename = "INFO_REQ")]
    InfoReq(InfoReq),
    /// M02.
    #[serde(rename = "VERIFY_REQ")]
    VerifyReq(VerifyReq),
    /// M03.
    #[serde(rename = "REPLY")]
    Reply(Reply),
}

impl Body {
    /// Its type.
    pub fn kind(&self) -> MessageKind {
        match self {
            Self::InfoReq(_) => MessageKind::InfoReq,
            Self::VerifyReq(_) => MessageKind::VerifyReq,
            Self::Reply(_) => MessageKind::Reply,
        }
    }

    /// The person it is about, if it is about one.
    pub fn subject(&self) -> Option<&Subject> {
        match self {
            Self::InfoReq(body) => body.subject.as_ref(),
            Self::VerifyReq(body) => Some(&body.subject),
            Self::Reply(body) => body.record.as_ref(),
        }
    }

    /// Every text an officer wrote in it.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::InfoReq(body) => body.texts().to_vec(),
            Self::VerifyReq(body) => vec![&body.consequence],
            Self::Reply(body) => body.texts().to_vec(),
        }
    }

    fn faults(&self, faults: &mut Faults) {
        match self {
            Self::InfoReq(body) => body.faults(faults),
            Self::VerifyReq(body) => body.faults(faults),
            Self::Reply(body) => body.faults(faults),
        }
    }
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
    /// Who approved it; never the author.
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
        match self.kind() {
            MessageKind::InfoReq | MessageKind::VerifyReq | MessageKind::Reply => {
                LegalEffect::InfoExchange
            }
        }
    }

    /// Every text an officer wrote in it, the body's and its conditions'.
    pub fn texts(&self) -> Vec<&Text> {
        let mut texts = vec![&self.necessity, &self.urgency_reason];
        texts.extend(self.handling.iter().map(|h| &h.text));
        texts.extend(self.charge.iter().flat_map(Charge::texts));
        texts.extend(self.body.texts());
        texts
    }

    /// Whether it is a request to find or hold a person: by its purpose, or because the person is wanted.
    pub fn is_coercive(&self) -> bool {
        let purpose = self.purpose.as_ref().and_then(PurposeCode::purpose);
        let to_hold =
            matches!(purpose, Some(Purpose::LocateForExtradition | Purpose::ExecuteSentence));
        let wanted = self.body.subject().is_some_and(|s| s.role == PersonRole::Wanted);
        self.kind() != MessageKind::Reply && (to_hold || wanted)
    }

    /// Everything in it that is not valid for its type. A message with faults is not created, and
    /// one that arrives with faults is quarantined.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
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
        if let Some(charge) = &self.charge {
            charge.faults(&mut faults);
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
        let is_reply = self.kind() == MessageKind::Reply;
        // A request opens its own thread; a reply belongs to another's.
        let opens_thread = self.thread == self.id;
        if is_reply != self.in_reply_to.is_some() || is_reply == opens_thread {
            faults.add("in_reply_to", "field-required");
        }
        let latest = self.created_at.plus_ms(limits::ANSWER_BY_MS_MAX);
        if self.answer_by.is_some_and(|at| at < self.created_at || at > latest) {
            faults.add("answer_by", "answer-by-range");
        }
        self.body.faults(&mut faults);
        faults.0
    }
}

/// A field that is not as its type needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The field as the draft names it.
    pub field: String,
    /// The key of the sentence that says what is wrong and what to do.
    pub key: String,
}

/// Whether a field has to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// It has to.
    Required,
    /// It may be left out.
    Optional,
}

/// Collects faults field by field.
#[derive(Debug, Default)]
pub(crate) struct Faults(pub(crate) Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, field: &str, key: &str) {
        self.0.push(Fault { field: field.to_owned(), key: key.to_owned() });
    }

    pub(crate) fn text(&mut self, field: &str, text: &Text, need: Need) {
        if need == Need::Required && text.is_empty() {
            self.add(field, "field-required");
        } else if !text.within_limit() {
            self.add(field, "field-too-long");
        }
    }

    pub(crate) fn short(&mut self, field: &str, text: &str) {
        if text.chars().count() > limits::SHORT_TEXT_CHARS_MAX {
            self.add(field, "field-too-long");
        }
    }

    pub(crate) fn list(&mut self, field: &str, len: usize) {
        if len > limits::LIST_MAX {
            self.add(field, "field-too-many");
        }
    }

    pub(crate) fn subject(&mut self, subject: &Subject) {
        use crate::person::SubjectFault;
        match subject.fault() {
            None => {}
            Some(SubjectFault::Names) => self.add("subject.names", "subject-names"),
            Some(SubjectFault::Birth) => self.add("subject.birth", "subject-birth"),
            Some(SubjectFault::Documents) => self.add("subject.documents", "subject-documents"),
            Some(SubjectFault::Nationalities) => {
                self.add("subject.nationalities", "subject-nationalities");
            }
        }
    }
}
