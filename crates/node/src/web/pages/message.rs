//! A thread: the request, its answers, and all that is kept about them.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use comity_domain::clock::{ClockKind, ClockState, DueBy, MoveKind};
use comity_domain::codes::MessageKind;
use comity_domain::ids::{AgencyId, OfficerId};
use comity_domain::lang::Text;
use comity_domain::message::Message;
use comity_domain::message::state::State as Stage;
use comity_domain::policy::Action;
use comity_domain::time::{Calendar, PartialDate};
use comity_store::{ClockRow, Direction, MessageRow};
use serde::Deserialize;

use super::id_of;
use crate::app::message_show::{self, ThreadView};
use crate::app::{clock_extend, message_sign, record_list, take_up};
use crate::dates;
use crate::error::AppError;
use crate::node::Node;
use crate::web::csrf::Posted;
use crate::web::respond;
use crate::web::session::SignedIn;
use crate::web::view::agencies::Agencies;
use crate::web::view::clock::ClockModel;
use crate::web::view::delivery::DeliveryModel;
use crate::web::view::frame::{Frame, T};
use crate::web::view::history::HistoryModel;
use crate::web::view::message::{Around, EntryModel};

#[derive(Template)]
#[template(path = "message.html")]
pub(in crate::web) struct MessagePage {
    pub(in crate::web) frame: Frame,
    pub(in crate::web) entries: Vec<EntryModel>,
    pub(in crate::web) history: Vec<HistoryModel>,
    pub(in crate::web) clocks: Vec<ClockModel>,
    /// What the reader has to know when the machine's time is not believed.
    pub(in crate::web) doubt: Option<String>,
    /// Where the notice of release is read, when there is one.
    pub(in crate::web) release: Option<String>,
    /// Where more time is taken, for those who may.
    pub(in crate::web) extend: Option<String>,
    pub(in crate::web) actions: Vec<Step>,
    pub(in crate::web) csrf: String,
}

/// The part that renews itself while an envelope is on its way.
#[derive(Template)]
#[template(path = "delivery_part.html")]
pub(in crate::web) struct DeliveryPart {
    pub(in crate::web) t: T,
    pub(in crate::web) d: DeliveryModel,
}

/// Something the reader can do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct Step {
    /// The words on it; empty when there is only something to know.
    pub(in crate::web) label: String,
    /// What follows.
    pub(in crate::web) hint: String,
    /// Where it leads.
    pub(in crate::web) path: String,
    /// Whether it changes something, so that it is a form and not a link.
    pub(in crate::web) posts: bool,
}

/// What was done just before.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Done {
    done: Option<String>,
}

/// What an officer may do, as far as the page looks at it.
#[derive(Debug, Clone)]
pub(in crate::web) struct Reading {
    /// Texts.
    pub(in crate::web) t: T,
    /// Who reads.
    pub(in crate::web) officer: OfficerId,
    /// Their roles allow these.
    pub(in crate::web) may: Vec<Action>,
}

/// `GET /messages/{id}`.
pub(in crate::web) async fn show(
    State(node): State<Arc<Node>>,
    session: SignedIn,
    Path(id): Path<String>,
    Query(query): Query<Done>,
) -> Result<Response, AppError> {
    let t = T(session.lang);
    let thread = message_show::run(&node, &session.ctx, id_of(&id)?).await?;
    let agencies = Agencies::load(&node).await?;
    let agreements = record_list::agreements(&node, &session.ctx).await?;
    let around = Around { t, agencies: &agencies, agreements: &agreements, now: session.ctx.now };
    let entries: Vec<EntryModel> =
        thread.entries.iter().map(|entry| EntryModel::new(around, entry)).collect();
    let title = entries.first().map(|entry| entry.kind.clone()).unwrap_or_default();
    let mut frame = Frame::of(&node, &session, title, &format!("/messages/{id}"));
    frame.notice = notice(t, query.done.as_deref());
    let may = Action::ALL.iter().copied().filter(|action| session.may(*action)).collect();
    let reading = Reading { t, officer: session.account.id.clone(), may };
    let sides = (&agencies, &node.agency);
    let clocks = thread.clocks.iter().map(|row| ClockModel::new(t, sides, row, session.ctx.now));
    let page = MessagePage {
        frame,
        entries,
        clocks: clocks.collect(),
        doubt: thread.doubt.map(|_| t.s("clock-doubt")),
        release: (!thread.releases.is_empty()).then(|| format!("/messages/{id}/release")),
        extend: extend_path(&reading, &node.agency, &thread),
        history: thread.log.iter().map(|line| HistoryModel::new(t, line)).collect(),
        actions: steps(&reading, &node.agency, &thread),
        csrf: session.csrf,
    };
    Ok(respond::page(&page))
}

/// `GET /messages/{id}/delivery`: how its delivery stands now.
pub(in crate::web) async fn delivery(
    State(node): State<Arc<Node>>,
    session: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let t = T(session.lang);
    let id = id_of(&id)?;
    let thread = message_show::run(&node, &session.ctx, id).await?;
    let agencies = Agencies::load(&node).await?;
    let entry = thread.entries.iter().find(|entry| entry.row.message.id == id);
    let entry = entry.ok_or(AppError::NotFound)?;
    Ok(respond::page(&DeliveryPart { t, d: DeliveryModel::new(t, &agencies, entry) }))
}

/// `POST /messages/{id}/take-up`.
pub(in crate::web) async fn take_up(
    State(node): State<Arc<Node>>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, AppError> {
    take_up::run(&node, &posted.session.ctx, id_of(&id)?).await?;
    Ok(respond::see_other(&format!("/messages/{id}?done=taken-up")))
}

/// `POST /messages/{id}/extend`: a later date for the answer, with its reason.
pub(in crate::web) async fn extend(
    State(node): State<Arc<Node>>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, AppError> {
    let Posted { session, fields } = posted;
    let id = id_of(&id)?;
    let day = dates::year_first(fields.one("until"));
    let date = PartialDate::parse(&day, Calendar::Gregorian).ok();
    let until = date.and_then(|date| dates::end_of_day(&date));
    let until = until.ok_or(AppError::Invalid { key: "field-day" })?;
    let reason = Text::draft(session.lang, fields.one("reason"));
    clock_extend::run(&node, &session.ctx, id, (until, reason)).await?;
    Ok(respond::see_other(&format!("/messages/{id}?done=extended")))
}

/// `POST /messages/{id}/to-obtain`: what is asked for is not at hand.
pub(in crate::web) async fn to_obtain(
    State(node): State<Arc<Node>>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, AppError> {
    let id = id_of(&id)?;
    clock_extend::to_obtain(&node, &posted.session.ctx, id).await?;
    Ok(respond::see_other(&format!("/messages/{id}?done=extended")))
}

/// `POST /messages/{id}/sign`.
pub(in crate::web) async fn sign(
    State(node): State<Arc<Node>>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, AppError> {
    let signed = message_sign::run(&node, &posted.session.ctx, id_of(&id)?).await?;
    let done = if signed.state == Stage::ChecksFailed { "stopped" } else { "signed" };
    Ok(respond::see_other(&format!("/messages/{id}?done={done}")))
}

fn notice(t: T, done: Option<&str>) -> Option<(String, &'static str)> {
    let (key, tone) = match done? {
        "created" => ("notice-created", "notice"),
        "stopped" => ("notice-stopped", "alarm"),
        "signed" => ("notice-signed", "notice"),
        "approved" => ("notice-approved", "notice"),
        "decided" => ("notice-decided", "notice"),
        "rechecked" => ("notice-rechecked", "notice"),
        "case-written" => ("notice-case-written", "notice"),
        "taken-up" => ("notice-taken-up", "notice"),
        "extended" => ("notice-clock-extended", "notice"),
        _ => return None,
    };
    Some((t.s(key), tone))
}

/// The clock of an answer that this agency owes and that still runs.
fn owed<'a>(own: &AgencyId, thread: &'a ThreadView) -> Option<&'a ClockRow> {
    let owed = |row: &&ClockRow| {
        row.bound == *own && row.clock.kind == ClockKind::Answer && row.clock.state.runs()
    };
    thread.clocks.iter().find(owed)
}

/// Where more time is taken for the answer, if this agency owes it and the reader may.
fn extend_path(reading: &Reading, own: &AgencyId, thread: &ThreadView) -> Option<String> {
    let row = owed(own, thread).filter(|_| reading.may.contains(&Action::ExtendClock))?;
    Some(format!("/messages/{}/extend", row.message))
}

/// What the reader can do with a thread.
pub(in crate::web) fn steps(reading: &Reading, own: &AgencyId, thread: &ThreadView) -> Vec<Step> {
    let mut steps = Vec::new();
    let rows: Vec<&MessageRow> = thread.entries.iter().map(|entry| &entry.row).collect();
    let replying = rows.iter().any(|row| {
        row.direction == Direction::Out
            && row.message.kind() == MessageKind::Reply
            && matches!(row.state, Stage::Ready | Stage::Approved | Stage::Transmitted)
    });
    for row in rows {
        match row.direction {
            Direction::In if row.message.kind() != MessageKind::Reply => {
                desk_steps(reading, row, replying, &mut steps);
            }
            Direction::Out => sender_steps(reading, row, &mut steps),
            Direction::In => {}
        }
    }
    steps.extend(to_obtain_step(reading, own, thread));
    steps
}

/// The longer limit can be chosen once, where the date is not one that the request asks for.
fn to_obtain_step(reading: &Reading, own: &AgencyId, thread: &ThreadView) -> Option<Step> {
    let may = |row: &&ClockRow| {
        let chosen = row.clock.turns.iter().any(|turn| turn.made == MoveKind::Obtain);
        let fixed = row.clock.due_by == DueBy::Asked || row.clock.state == ClockState::Extended;
        reading.may.contains(&Action::ExtendClock) && !chosen && !fixed
    };
    let row = owed(own, thread).filter(may)?;
    let asked = thread.entries.iter().find(|entry| entry.row.message.id == row.message)?;
    Some(step(reading.t, &asked.row, "to-obtain", ("/to-obtain", true)))
}

fn desk_steps(reading: &Reading, row: &MessageRow, replying: bool, steps: &mut Vec<Step>) {
    let step = |name: &str, path: &str, posts| step(reading.t, row, name, (path, posts));
    if row.state == Stage::Delivered && reading.may.contains(&Action::TakeUp) {
        steps.push(step("take-up", "/take-up", true));
    }
    if row.state.is_open() && !replying && reading.may.contains(&Action::CreateReply) {
        steps.push(step("reply", "/reply", false));
        steps.push(step("reply-neutral", "/reply-neutral", true));
    }
}

fn sender_steps(reading: &Reading, row: &MessageRow, steps: &mut Vec<Step>) {
    let t = reading.t;
    let told = |key: &str| Step {
        label: String::new(),
        hint: t.s(key),
        path: String::new(),
        posts: false,
    };
    match row.state {
        Stage::Ready if row.message.author == reading.officer => {
            steps.push(told("hint-own-message"));
        }
        Stage::Ready if waits_for_signature(&row.message) => {
            steps.push(match reading.may.contains(&Action::SignLegal) {
                true => step(t, row, "sign", ("/sign", true)),
                false => told("hint-wait-signature"),
            });
        }
        Stage::Ready if row.message.legal_signer.as_ref() == Some(&reading.officer) => {
            steps.push(told("hint-own-signature"));
        }
        Stage::Ready if reading.may.contains(&Action::ApproveMessage) => {
            steps.push(step(t, row, "approve", ("/approve", false)));
        }
        Stage::Ready => steps.push(told("hint-wait-approval")),
        Stage::ChecksFailed
            if row.message.kind() != MessageKind::Reply
                && reading.may.contains(&Action::CreateRequest) =>
        {
            let path = format!("/requests/new/{}?from={}", row.message.kind(), row.message.id);
            steps.push(Step { path, ..step(t, row, "again", ("", false)) });
        }
        _ => {}
    }
}

fn waits_for_signature(message: &Message) -> bool {
    message.needs_legal_signature() && message.legal_signer.is_none()
}

fn step(t: T, row: &MessageRow, name: &str, (path, posts): (&str, bool)) -> Step {
    Step {
        label: t.s(&format!("button-{name}")),
        hint: t.s(&format!("hint-{name}")),
        path: format!("/messages/{}{path}", row.message.id),
        posts,
    }
}
