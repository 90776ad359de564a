//! The inbox: what to answer, what to approve, what was sent, what is done.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use comity_domain::codes::Urgency;
use comity_domain::ids::AgencyId;
use comity_domain::policy::Action;
use comity_domain::time::Timestamp;
use comity_store::{Direction, MessageRow};

use crate::app::inbox_list::{self, Inbox};
use crate::error::AppError;
use crate::node::Node;
use crate::web::respond;
use crate::web::session::SignedIn;
use crate::web::view::agencies::Agencies;
use crate::web::view::clock::{ClockModel, Due, When};
use crate::web::view::frame::{Frame, T};
use crate::web::view::message::Badge;

#[derive(Template)]
#[template(path = "inbox.html")]
pub(in crate::web) struct InboxPage {
    pub(in crate::web) frame: Frame,
    /// The lists; none when the officer may not read content.
    pub(in crate::web) lists: Vec<List>,
    pub(in crate::web) may_create: bool,
}

/// A list of messages.
#[derive(Debug)]
pub(in crate::web) struct List {
    id: &'static str,
    title: String,
    none: String,
    moment_title: String,
    lines: Vec<Line>,
    /// Whether deadlines still count.
    open: bool,
}

/// A message in a list.
#[derive(Debug)]
struct Line {
    path: String,
    kind: String,
    about: String,
    about_tag: &'static str,
    open_label: String,
    partner: String,
    state: Badge,
    stopped: bool,
    urgent: Option<String>,
    due: Due,
    /// Every clock of its thread that is open.
    clocks: Vec<ClockModel>,
    moment: When,
}

/// `GET /inbox`.
pub(in crate::web) async fn show(
    State(node): State<Arc<Node>>,
    session: SignedIn,
) -> Result<Response, AppError> {
    let t = T(session.lang);
    let lists = if session.may(Action::ReadContent) {
        let inbox = inbox_list::run(&node, &session.ctx).await?;
        let desk = Desk { t, agencies: &Agencies::load(&node).await?, own: &node.agency };
        lists(desk, &inbox, session.ctx.now)
    } else {
        Vec::new()
    };
    let frame = Frame::of(&node, &session, t.s("inbox-title"), "/inbox");
    let may_create = session.may(Action::CreateRequest);
    Ok(respond::page(&InboxPage { frame, lists, may_create }))
}

/// `GET /`: the inbox.
pub(in crate::web) async fn home(_: SignedIn) -> Response {
    respond::see_other("/inbox")
}

/// For whom the lists are made.
#[derive(Debug, Clone, Copy)]
pub(in crate::web) struct Desk<'a> {
    pub(in crate::web) t: T,
    pub(in crate::web) agencies: &'a Agencies,
    pub(in crate::web) own: &'a AgencyId,
}

/// The four lists for a reader.
pub(in crate::web) fn lists(desk: Desk<'_>, inbox: &Inbox, now: Timestamp) -> Vec<List> {
    let t = desk.t;
    [
        ("received", &inbox.received, true),
        ("waiting", &inbox.waiting, true),
        ("sent", &inbox.sent, true),
        ("done", &inbox.done, false),
    ]
    .into_iter()
    .map(|(id, rows, open)| List {
        id,
        title: t.s(&format!("inbox-{id}")),
        none: t.s(&format!("inbox-{id}-none")),
        moment_title: t.s(if id == "received" { "column-received" } else { "column-changed" }),
        lines: rows.iter().map(|row| line(desk, inbox, row, now)).collect(),
        open,
    })
    .collect()
}

fn line(desk: Desk<'_>, inbox: &Inbox, row: &MessageRow, now: Timestamp) -> Line {
    let Desk { t, agencies, own } = desk;
    let clocks = inbox.clocks.get(&row.message.thread).into_iter().flatten();
    let message = &row.message;
    let kind = t.code("kind", message.kind().code());
    let name = message.body.subject().and_then(|subject| subject.names.first());
    let (about, about_tag) = match name {
        Some(name) => (name.text.clone(), name.lang.map_or("und", |lang| lang.tag())),
        None => (t.s("about-nobody"), t.tag()),
    };
    let moment = match row.direction {
        Direction::In => message.created_at,
        Direction::Out => row.updated_at,
    };
    Line {
        path: format!("/messages/{}", message.id),
        open_label: t.w("about-open", &[("kind", &kind), ("name", &about)]),
        kind,
        about,
        about_tag,
        partner: agencies.name(t.lang(), &row.partner),
        state: Badge::of(t, row.state),
        stopped: row.stopped,
        urgent: (message.urgency == Urgency::Urgent).then(|| t.s("urgency-urgent")),
        due: Due::new(t, row.due_at, now),
        clocks: clocks.map(|row| ClockModel::new(t, (agencies, own), row, now)).collect(),
        moment: When::new(t, moment),
    }
}
