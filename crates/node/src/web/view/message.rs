//! A message of a thread with its conditions, its person and what is kept about it.

use comity_domain::agreement::Agreement;
use comity_domain::codes::Urgency;
use comity_domain::handling::{Evaluation, EvaluationGrid};
use comity_domain::ids::OfficerId;
use comity_domain::message::state::State;
use comity_domain::message::{BasisRef, Body, Message};
use comity_domain::time::Timestamp;
use comity_store::Direction;

use super::agencies::Agencies;
use super::body;
use super::case::CaseModel;
use super::clock::{Due, When};
use super::delivery::DeliveryModel;
use super::frame::T;
use super::gates::RunModel;
use super::hits::HitModel;
use super::person::PersonModel;
use super::row::{Row, Said};
use crate::app::message_show::EntryView;

/// What the models of messages are made with.
#[derive(Debug, Clone, Copy)]
pub(in crate::web) struct Around<'a> {
    /// Texts.
    pub(in crate::web) t: T,
    /// Names of agencies.
    pub(in crate::web) agencies: &'a Agencies,
    /// The register of agreements.
    pub(in crate::web) agreements: &'a [Agreement],
    /// Now.
    pub(in crate::web) now: Timestamp,
}

/// A message on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct EntryModel {
    /// Its id.
    pub(in crate::web) id: String,
    /// Its type, in words.
    pub(in crate::web) kind: String,
    /// From whom to whom.
    pub(in crate::web) from_to: String,
    /// Where it stands.
    pub(in crate::web) state: Badge,
    /// Whether a gate here stopped it.
    pub(in crate::web) stopped: bool,
    /// Whether it asks for a fast answer.
    pub(in crate::web) urgent: Option<String>,
    /// When it was written.
    pub(in crate::web) written: When,
    /// Author, legal signer and approver.
    pub(in crate::web) officers: Vec<Row>,
    /// Its deadline, for an open request.
    pub(in crate::web) due: Option<Due>,
    /// What it says.
    pub(in crate::web) content: Vec<Row>,
    /// Heading of the person's box.
    pub(in crate::web) person_title: String,
    /// The person it is about.
    pub(in crate::web) person: Option<PersonModel>,
    /// Under which conditions.
    pub(in crate::web) conditions: Vec<Row>,
    /// What the gates found, last run first.
    pub(in crate::web) gates: Vec<RunModel>,
    /// The sealed file, as far as the reader may know of it.
    pub(in crate::web) case: CaseModel,
    /// How it crossed the border.
    pub(in crate::web) delivery: DeliveryModel,
    /// Whom it may be about, for a received request about a person.
    pub(in crate::web) hits: Option<Vec<HitModel>>,
}

/// A state in words and the tone it is shown in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct Badge {
    /// The word.
    pub(in crate::web) text: String,
    /// `open`, `wait`, `good`, `bad` or `over`.
    pub(in crate::web) tone: &'static str,
}

impl Badge {
    /// The badge of a state.
    pub(in crate::web) fn of(t: T, state: State) -> Self {
        let tone = match state {
            State::Draft | State::Ready | State::Clarification => "wait",
            State::Approved
            | State::Transmitted
            | State::Delivered
            | State::Acknowledged
            | State::InExecution => "open",
            State::AnsweredPartial | State::Answered | State::FeedbackGiven => "good",
            State::ChecksFailed | State::Refused => "bad",
            State::Transferred | State::Closed | State::Recalled | State::Expired => "over",
        };
        Self { text: t.code("state", state.code()), tone }
    }
}

impl EntryModel {
    /// An entry of a thread for a reader.
    pub(in crate::web) fn new(around: Around<'_>, entry: &EntryView) -> Self {
        let t = around.t;
        let (row, message) = (&entry.row, &entry.row.message);
        let name = |id| around.agencies.name(t.lang(), id);
        let (from, to) = (name(&message.from), name(&message.to));
        let is_request = message.in_reply_to.is_none();
        let open = is_request && (row.state.is_open() || row.state == State::Transmitted);
        let checked = row.direction == Direction::In && is_request;
        let about_somebody = message.body.subject().is_some();
        let hits = entry.hits.iter().map(|hit| HitModel::new(t, hit)).collect();
        let mut gates: Vec<RunModel> = entry.gates.iter().map(|r| RunModel::new(t, r)).collect();
        gates.reverse();
        Self {
            id: message.id.to_string(),
            kind: t.code("kind", message.kind().code()),
            from_to: t.w("message-from-to", &[("from", &from), ("to", &to)]),
            state: Badge::of(t, row.state),
            stopped: row.stopped,
            urgent: (message.urgency == Urgency::Urgent).then(|| t.s("urgency-urgent")),
            written: When::new(t, message.created_at),
            officers: officers(t, message),
            due: open.then(|| Due::new(t, row.due_at, around.now)),
            content: body::rows(t, message),
            person_title: t.s(if is_request { "message-person" } else { "message-record" }),
            person: message.body.subject().map(|subject| PersonModel::of_subject(t, subject)),
            conditions: conditions(around, message),
            gates,
            case: CaseModel::new(t, &entry.case),
            delivery: DeliveryModel::new(t, around.agencies, entry),
            hits: (checked && about_somebody).then_some(hits),
        }
    }
}

fn officers(t: T, message: &Message) -> Vec<Row> {
    let row = |key, id: &OfficerId| Row::plain(t.s(key), [id.to_string()]);
    let mut rows = vec![row("message-author", &message.author)];
    rows.extend(message.legal_signer.as_ref().map(|id| row("message-legal-signer", id)));
    rows.extend(message.approver.as_ref().map(|id| row("message-approver", id)));
    rows
}

fn conditions(around: Around<'_>, message: &Message) -> Vec<Row> {
    let t = around.t;
    let mut rows: Vec<Option<Row>> = Vec::new();
    let purpose = message.purpose.as_ref().map(|code| t.code("purpose", code.as_str()));
    rows.push(purpose.map(|purpose| Row::plain(t.s("label-purpose"), [purpose])));
    rows.push(Row::text(t, t.s("label-necessity"), &message.necessity, &message.authentic));
    let areas: Vec<String> =
        message.crime_areas.iter().map(|area| t.code("area", area.code())).collect();
    rows.push((!areas.is_empty()).then(|| Row::plain(t.s("label-crime_areas"), areas)));
    if !message.legal_basis.is_empty() {
        let lines = message.legal_basis.iter().map(|basis| basis_line(around, basis)).collect();
        rows.push(Some(Row { label: t.s("label-legal_basis"), lines, others: Vec::new() }));
    }
    if let Some(handling) = &message.handling {
        let code = handling.code.code();
        let words = format!("{code}: {}", t.code("handling", code));
        rows.push(Some(Row::plain(t.s("label-handling"), [words])));
        let label = t.s("label-handling_text");
        rows.push(Row::text(t, label, &handling.text, &message.authentic));
    }
    let onward = t.code("onward", message.onward_transfer.code());
    rows.push(Some(Row::plain(t.s("label-onward_transfer"), [onward])));
    let judicial = t.code("judicial", message.judicial_use.code());
    rows.push(Some(Row::plain(t.s("label-judicial_use"), [judicial])));
    if let Body::Reply(body) = &message.body {
        rows.push(Row::text(t, t.s("label-conditions"), &body.conditions, &message.authentic));
    }
    let lines = evaluation(t, message.evaluation.as_ref());
    rows.push(Some(Row::plain(t.s("label-evaluation"), lines)));
    rows.into_iter().flatten().collect()
}

/// An agreement by its title, its state and the article relied on.
fn basis_line(around: Around<'_>, basis: &BasisRef) -> Said {
    let known = around.agreements.iter().find(|a| a.id == basis.agreement);
    let title = known.and_then(|a| a.title.best_for(around.t.lang()));
    let (text, tag) = title.map_or_else(
        || (basis.agreement.to_string(), "zxx"),
        |(title, lang)| (title.to_owned(), lang.tag()),
    );
    let state = known.map(|a| state_of(around.t, a));
    let note: Vec<String> = basis.article.clone().into_iter().chain(state).collect();
    Said { text, tag, note: note.join(" · ") }
}

/// Where an agreement stands, in words.
pub(in crate::web) fn state_of(t: T, agreement: &Agreement) -> String {
    let code = serde_json::to_value(agreement.state).ok();
    let code = code.as_ref().and_then(|value| value.as_str()).unwrap_or_default();
    let state = t.code("agreement", code);
    if agreement.confirmed { state } else { format!("{state}, {}", t.s("gate-unconfirmed")) }
}

fn evaluation(t: T, evaluation: Option<&Evaluation>) -> Vec<String> {
    let Some(found) = evaluation else { return vec![t.s("evaluation-none")] };
    match found.grid {
        EvaluationGrid::Eu4x4 => vec![
            t.code("evaluation-source", &found.source),
            t.code("evaluation-information", &found.information),
        ],
        EvaluationGrid::Uk3x5x2 => {
            let grid = found.grid.code();
            let values =
                [("grid", grid), ("source", &found.source), ("information", &found.information)];
            vec![t.w("evaluation-other", &values)]
        }
    }
}
