//! Stored searches: an officer has the register watched for a person, for a purpose and until a
//! day. A new or changed entry that may be the person raises an alert; an officer says what it is.
//!
//! A stored search passes the same check of purpose and necessity as a request (gate S01), and wants
//! the same identifiers as a verification: a name alone would catch whoever bears it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

use crate::codes::{PurposeCode, code_list};
use crate::gate::{self, Verdict};
use crate::ids::{MessageId, OfficerId};
use crate::lang::Text;
use crate::limits;
use crate::message::fault::{Fault, Faults};
use crate::pack::Packs;
use crate::person::Subject;
use crate::time::Timestamp;

code_list!(
    /// What an officer found an alert to be.
    AlertOutcome {
        /// The entry is the person looked for.
        SamePerson = "same_person",
        /// It is somebody else.
        NotThePerson = "not_the_person",
        /// It cannot be told yet.
        Unclear = "unclear",
    }
);

/// A stored search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    /// Who stored it.
    pub author: OfficerId,
    /// When.
    pub created_at: Timestamp,
    /// Until when it is watched for; at most [`limits::WATCH_MS_MAX`] after it was stored.
    pub expires_at: Timestamp,
    /// What for. `None` or a code outside the list is refused.
    pub purpose: Option<PurposeCode>,
    /// Why it is necessary about this person.
    pub necessity: Text,
    /// Whom it looks for.
    pub subject: Subject,
    /// The request or answer it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageId>,
    /// How it was ended before its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Closed>,
}

/// How a stored search was ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closed {
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: Text,
}

/// Where a stored search stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WatchState {
    /// The register is watched.
    Open,
    /// Its day is over.
    Expired,
    /// It was ended before.
    Closed,
}

impl WatchState {
    /// The word of the code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Expired => "expired",
            Self::Closed => "closed",
        }
    }
}

impl Watch {
    /// Where it stands.
    pub fn state(&self, now: Timestamp) -> WatchState {
        match &self.closed {
            Some(_) => WatchState::Closed,
            None if self.expires_at <= now => WatchState::Expired,
            None => WatchState::Open,
        }
    }

    /// Everything that keeps it from being stored.
    pub fn faults(&self, packs: &Packs) -> Vec<Fault> {
        let none = BTreeMap::new();
        let mut faults = Faults::new(&none);
        let finding = gate::judge_reason(self.purpose.as_ref(), &self.necessity, packs);
        if finding.verdict == Verdict::Block {
            let listed = self.purpose.as_ref().is_some_and(|code| code.purpose().is_some());
            faults.add(if listed { "necessity" } else { "purpose" }, &finding.reason);
        }
        if !self.necessity.within_limit() {
            faults.add("necessity", "field-too-long");
        }
        faults.subject("subject", &self.subject);
        if !self.subject.meets_verification_minimum() {
            faults.add("subject", "identifiers-minimum");
        }
        let latest = self.created_at.plus_ms(limits::WATCH_MS_MAX);
        if self.expires_at <= self.created_at || self.expires_at > latest {
            faults.add("until", "watch-until-range");
        }
        faults.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::PersonRole;
    use crate::lang::Lang;
    use crate::person::{Birth, PrintedName};
    use crate::time::Calendar;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn watch() -> Watch {
        Watch {
            author: OfficerId::parse("malee").unwrap(),
            created_at: NOW,
            expires_at: NOW.plus_ms(limits::WATCH_MS_MAX),
            purpose: PurposeCode::parse("FIND_MISSING").ok(),
            necessity: Text::draft(Lang::En, "Missing since an invented shipwreck; family asks."),
            subject: Subject {
                role: PersonRole::Missing,
                names: vec![PrintedName {
                    text: "Lê Văn Thử".into(), lang: None, scheme: None
                }],
                sex: None,
                birth: Some(Birth { text: "1985".into(), calendar: Calendar::Gregorian }),
                nationalities: vec![],
                documents: vec![],
            },
            message: None,
            closed: None,
        }
    }

    #[test]
    fn a_stored_search_wants_a_purpose_a_reason_a_person_and_an_end() {
        let packs = Packs::shipped().unwrap();
        assert_eq!(watch().faults(&packs), vec![]);
        let rows: Vec<(Watch, &str, &str)> = vec![
            (Watch { purpose: None, ..watch() }, "purpose", "gate-s01-missing"),
            (
                Watch { purpose: PurposeCode::parse("ACTIVITIES").ok(), ..watch() },
                "purpose",
                "gate-s01-not-listed",
            ),
            (
                Watch { necessity: Text::draft(Lang::En, "because"), ..watch() },
                "necessity",
                "gate-s01-necessity",
            ),
            (
                Watch {
                    necessity: Text::draft(Lang::Vi, "theo dõi tất cả công dân của họ"),
                    ..watch()
                },
                "necessity",
                "gate-s01-fishing",
            ),
            (
                Watch { subject: Subject { birth: None, ..watch().subject }, ..watch() },
                "subject",
                "identifiers-minimum",
            ),
            (Watch { expires_at: NOW, ..watch() }, "until", "watch-until-range"),
            (
                Watch { expires_at: NOW.plus_ms(limits::WATCH_MS_MAX + 1), ..watch() },
                "until",
                "watch-until-range",
            ),
        ];
        for (watch, field, key) in rows {
            let faults = watch.faults(&packs);
            assert_eq!(faults, vec![Fault { field: field.into(), key: key.into() }]);
        }
    }

    #[test]
    fn it_is_open_until_its_day_or_until_it_is_closed() {
        let open = watch();
        let end = open.expires_at;
        assert_eq!(open.state(end.plus_ms(-1)), WatchState::Open);
        assert_eq!(open.state(end), WatchState::Expired);
        let by = OfficerId::parse("malee").unwrap();
        let closed = Closed { by, at: NOW, reason: Text::draft(Lang::En, "found") };
        let ended = Watch { closed: Some(closed), ..open };
        assert_eq!(ended.state(NOW), WatchState::Closed);
    }
}
