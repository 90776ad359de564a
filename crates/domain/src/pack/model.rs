//! What stands in a pack: each entry is one value of the law or of practice, with its source and
//! whether a legal officer has confirmed it. An unknown value is left out, never guessed.

mod conduct;
mod treaty;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

use crate::agreement::LegalEffect;
use crate::codes::code_list;
use crate::day::{Day, Weekday};
use crate::lang::{Lang, Text};

pub use conduct::{Element, Family, FamilyKind, Offence};
pub use treaty::{EntryRule, Notification, Reciprocity, Treaty, TreatyClaim, TreatyScope};

/// Whether an agency may rely on a value. Written `to_be_confirmed`, or
/// `confirmed by WHO on YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Status {
    /// A legal officer has not looked at it yet.
    ToBeConfirmed,
    /// A legal officer stands by it.
    Confirmed {
        /// Who.
        by: String,
        /// When.
        on: Day,
    },
}

impl Status {
    /// Whether a legal officer stands by it.
    pub fn is_confirmed(&self) -> bool {
        matches!(self, Self::Confirmed { .. })
    }
}
impl TryFrom<String> for Status {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text == "to_be_confirmed" {
            return Ok(Self::ToBeConfirmed);
        }
        let parts = text.strip_prefix("confirmed by ").and_then(|rest| rest.rsplit_once(" on "));
        let read = parts.and_then(|(by, on)| Some((by.trim(), Day::parse(on).ok()?)));
        match read {
            Some((by, on)) if !by.is_empty() => Ok(Self::Confirmed { by: by.to_owned(), on }),
            _ => Err("status is `to_be_confirmed` or `confirmed by WHO on YYYY-MM-DD`"),
        }
    }
}
impl From<Status> for String {
    fn from(status: Status) -> Self {
        match status {
            Status::ToBeConfirmed => "to_be_confirmed".to_owned(),
            Status::Confirmed { by, on } => format!("confirmed by {by} on {on}"),
        }
    }
}

code_list!(
    /// What a law says about something: it may also be that we do not know. Left out is `unknown`.
    #[derive(Default)]
    Known {
        /// It does.
        Yes = "yes",
        /// It does not.
        No = "no",
        /// Nobody has said so far.
        #[default]
        Unknown = "unknown",
    }
);

/// The head of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Its id: the name of its folder.
    pub id: String,
    /// Its version; changed with every change of a value.
    pub version: String,
    /// ISO 3166-1 country whose law it holds; left out for an organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Whose law or rules it holds.
    pub title: Text,
}

/// A law or a set of rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// Its id.
    pub id: String,
    /// Its title per language.
    pub title: Text,
    /// Its number.
    pub number: String,
    /// First day it applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Day>,
    /// Last day it applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// Where it is found.
    pub source: String,
    /// Whether it is confirmed.
    pub status: Status,
}

impl Law {
    /// Whether it applies on a day. A law whose first day is unknown does not.
    pub fn applies(&self, on: Day) -> bool {
        self.in_force.is_some_and(|from| from <= on) && self.until.is_none_or(|until| on <= until)
    }
}

code_list!(
    /// What a threshold of seriousness measures.
    Measure {
        /// The highest penalty the law threatens.
        MaxPenalty = "max_penalty",
        /// What is left to serve of a sentence.
        RemainingSentence = "remaining_sentence",
    }
);

/// How serious an offence or a sentence has to be for an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Its id.
    pub id: String,
    /// The act it is for.
    pub act: LegalEffect,
    /// What it measures.
    pub measure: Measure,
    /// The least number of months; left out when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u16>,
    /// The law it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law: Option<String>,
    /// Where it is found.
    pub source: String,
    /// Whether it is confirmed.
    pub status: Status,
}

code_list!(
    /// What a limit in time is for.
    Clock {
        /// To say that a message was taken up.
        Acknowledge = "acknowledge",
        /// The same, urgent.
        AcknowledgeUrgent = "acknowledge_urgent",
        /// To answer an urgent request out of what is held.
        UrgentHeld = "urgent_held",
        /// To answer an urgent request with what has to be obtained.
        UrgentToObtain = "urgent_to_obtain",
        /// To answer a request out of what is held.
        NormalHeld = "normal_held",
        /// To answer a request with what has to be obtained.
        NormalToObtain = "normal_to_obtain",
        /// To act once the other side has located a person.
        LocatedReply = "located_reply",
        /// Detention before a formal request.
        ProvisionalArrest = "provisional_arrest",
        /// Between the order to surrender and the hand-over.
        Surrender = "surrender",
        /// To tell a consular post of a detention.
        Consular = "consular",
        /// To report whereabouts after a hand-over.
        Whereabouts = "whereabouts",
        /// How long speciality protects a person who is free to leave.
        Speciality = "speciality",
        /// How long a circular may stand.
        NoticeExpiry = "notice_expiry",
        /// Between two checks of a circular.
        NoticeReview = "notice_review",
        /// To answer a data subject's request for access.
        SubjectAccess = "subject_access",
        /// To decide on a data subject's request for correction or deletion.
        SubjectCorrection = "subject_correction",
        /// To give notice of a breach of personal data.
        BreachNotice = "breach_notice",
        /// To delete what was recalled.
        RecallPurge = "recall_purge",
        /// How long a negative verification may be kept.
        NegativeKept = "negative_kept",
        /// First review of a concluded request.
        RequestReview = "request_review",
    }
);

code_list!(
    /// What a limit is counted in.
    Unit {
        /// Hours.
        Hours = "hours",
        /// Calendar days.
        Days = "days",
        /// Working days of the country's calendar.
        WorkingDays = "working_days",
        /// Months.
        Months = "months",
        /// Years.
        Years = "years",
    }
);

code_list!(
    /// What follows when a limit has passed.
    OnBreach {
        /// A reminder, seen by both desks.
        Remind = "remind",
        /// The single point of contact is told.
        Escalate = "escalate",
        /// The notice of release is made out: the person may be held no longer.
        Release = "release",
        /// The circular ends.
        Expire = "expire",
        /// It is suggested that the circular be withdrawn.
        SuggestWithdrawal = "suggest_withdrawal",
        /// The case cannot be closed.
        BlockClose = "block_close",
        /// Oversight is told.
        Oversight = "oversight",
        /// The data is deleted.
        Delete = "delete",
    }
);

/// A limit in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub clock: Clock,
    /// How many; left out when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<u16>,
    /// Of what.
    pub unit: Unit,
    /// The event it is counted from.
    pub counted_from: String,
    /// What follows when it has passed.
    pub on_breach: OnBreach,
    /// The law it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law: Option<String>,
    /// Where it is found.
    pub source: String,
    /// Whether it is confirmed.
    pub status: Status,
}

code_list!(
    /// When a document is required.
    DocumentCase {
        /// Always.
        Always = "always",
        /// When the person is wanted for prosecution.
        Prosecution = "prosecution",
        /// When the person is wanted to serve a sentence.
        Sentence = "sentence",
        /// When the judgment was given in absentia.
        InAbsentia = "in_absentia",
        /// When the offence can be punished by death.
        DeathPenalty = "death_penalty",
        /// When there is no treaty.
        NoTreaty = "no_treaty",
    }
);

/// A document or statement that has to come with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// The act it is for.
    pub act: LegalEffect,
    /// When it is required.
    pub case: DocumentCase,
    /// What it is, per language.
    pub text: Text,
    /// The law it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law: Option<String>,
    /// Where it is found.
    pub source: String,
    /// Whether it is confirmed.
    pub status: Status,
}

/// A level of secrecy and what it is equal to elsewhere. Never a leave to downgrade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Classification {
    /// Its code, unique over all packs.
    pub id: String,
    /// 1 is the lowest.
    pub rank: u8,
    /// Its name in the country's own language and in the others.
    pub text: Text,
    /// Levels of other countries it is held equal to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub equals: Vec<String>,
    /// How many years it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<u16>,
    /// Where it is found.
    pub source: String,
    /// Whether it is confirmed.
    pub status: Status,
}

/// The country's week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Week {
    /// Its id.
    pub id: String,
    /// Days on which offices are closed.
    pub closed: Vec<Weekday>,
    /// Whether the next working day is off for a holiday that falls on a closed day.
    #[serde(default)]
    pub makes_up: bool,
    /// The last year for which moving holidays are listed.
    pub holidays_until: u16,
    /// Where it is found.
    pub source: String,
    /// Whether it is confirmed.
    pub status: Status,
}

/// A public holiday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// Its id.
    pub id: String,
    /// `MM-DD` for one that comes every year, else `YYYY-MM-DD`.
    pub day: String,
    /// Its name per language.
    pub text: Text,
    /// Where it is found.
    pub source: String,
    /// Whether it is confirmed.
    pub status: Status,
}

code_list!(
    /// What a phrase gives away.
    CueKind {
        /// Everybody is asked for.
        Fishing = "fishing",
        /// The reason is politics, opinion, assembly or belief.
        Political = "political",
        /// The reason is "activities against the other country".
        Territory = "territory",
        /// One person's fate is tied to another's.
        Linkage = "linkage",
        /// A person is to be removed instead of extradited.
        Removal = "removal",
        /// The person has asked for protection.
        Protection = "protection",
    }
);

/// Phrases that make a gate look closer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// Its id.
    pub id: String,
    /// What they give away.
    pub kind: CueKind,
    /// Phrases per language.
    pub phrases: BTreeMap<Lang, Vec<String>>,
    /// Where it is found.
    pub source: String,
    /// Whether it is confirmed.
    pub status: Status,
}
