//! Stored searches and alerts, for a reader.

use super::clock::When;
use super::frame::T;
use super::hits::HitModel;
use super::person::PersonModel;
use super::row::Row;
use crate::app::watch_list::{AlertView, WatchView};
use crate::dates;

/// A stored search in a list.
#[derive(Debug, Clone)]
pub(in crate::web) struct WatchModel {
    /// Its id.
    pub(in crate::web) id: String,
    /// The first name it looks for; empty where the reader may not know.
    pub(in crate::web) about: String,
    /// What for.
    pub(in crate::web) purpose: String,
    /// Who stored it.
    pub(in crate::web) author: String,
    /// Where it stands, and how to mark it.
    pub(in crate::web) state: (String, &'static str),
    /// Its last day.
    pub(in crate::web) until: String,
    /// Alerts nobody has looked at, and all.
    pub(in crate::web) alerts: (i64, i64),
}

impl WatchModel {
    /// A stored search.
    pub(in crate::web) fn new(t: T, watch: &WatchView) -> Self {
        let subject = watch.content.as_ref().map(|content| &content.subject);
        let name = subject.and_then(|subject| subject.names.first());
        let number = subject.and_then(|subject| subject.documents.first());
        let about = name.map(|n| n.text.clone()).or_else(|| number.map(|d| d.number.clone()));
        Self {
            id: watch.id.to_string(),
            about: about.unwrap_or_default(),
            purpose: t.code("purpose", &watch.purpose),
            author: watch.author.to_string(),
            state: (t.code("watch", watch.state), tone(watch.state)),
            until: dates::last_day(t.lang(), watch.expires_at),
            alerts: (watch.open_alerts, watch.alerts),
        }
    }
}

fn tone(state: &str) -> &'static str {
    if state == "open" { "good" } else { "over" }
}

/// What a stored search says, where the reader may know.
#[derive(Debug, Clone)]
pub(in crate::web) struct ContentModel {
    /// Whom it looks for.
    pub(in crate::web) person: PersonModel,
    /// Why, and why it was ended.
    pub(in crate::web) rows: Vec<Row>,
    /// The request or answer it serves.
    pub(in crate::web) message: Option<String>,
}

impl ContentModel {
    /// The content of a stored search.
    pub(in crate::web) fn of(t: T, watch: &WatchView) -> Option<Self> {
        let content = watch.content.as_ref()?;
        let why = Row::text(t, t.s("label-necessity"), &content.necessity, &[]);
        let ended = content.closed.as_ref();
        let ended = ended.and_then(|c| Row::text(t, t.s("label-reason"), &c.reason, &[]));
        Some(Self {
            person: PersonModel::of_subject(t, &content.subject),
            rows: why.into_iter().chain(ended).collect(),
            message: content.message.map(|id| id.to_string()),
        })
    }
}

/// An alert.
#[derive(Debug, Clone)]
pub(in crate::web) struct AlertModel {
    /// Its id.
    pub(in crate::web) id: String,
    /// The search.
    pub(in crate::web) watch: String,
    /// When it was raised.
    pub(in crate::web) raised: When,
    /// The entry, and why.
    pub(in crate::web) hit: HitModel,
    /// What an officer found, how to mark it, and who.
    pub(in crate::web) settled: Option<(String, &'static str, String)>,
    /// What an officer can find it to be, with its words; none when it is settled, or the reader
    /// may not.
    pub(in crate::web) outcomes: Vec<(&'static str, String)>,
}

impl AlertModel {
    /// An alert; `may` says whether the reader can settle it.
    pub(in crate::web) fn new(t: T, alert: &AlertView, may: bool) -> Self {
        use comity_domain::watch::AlertOutcome;
        let settled = alert.settled.as_ref().map(|settled| {
            let when = When::new(t, settled.at).text;
            let by = t.w("alert-by", &[("name", settled.by.as_str()), ("time", &when)]);
            let tone = match settled.outcome {
                AlertOutcome::SamePerson => "good",
                AlertOutcome::NotThePerson => "over",
                AlertOutcome::Unclear => "warn",
            };
            (t.code("alert", settled.outcome.code()), tone, by)
        });
        let known = alert.settled.as_ref().map(|settled| settled.outcome);
        let open = known.is_none_or(|outcome| outcome == AlertOutcome::Unclear);
        let outcomes = AlertOutcome::ALL.iter().filter(|o| may && open && Some(**o) != known);
        Self {
            id: alert.id.to_string(),
            watch: alert.watch.to_string(),
            raised: When::new(t, alert.raised_at),
            hit: HitModel::new(t, &alert.hit),
            settled,
            outcomes: outcomes.map(|o| (o.code(), t.code("alert", o.code()))).collect(),
        }
    }
}
