//! Writing a request: its type first, then its fields.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use comity_domain::codes::MessageKind;
use comity_domain::ids::{AgencyId, MessageId};
use comity_domain::message::Fault;
use comity_domain::message::draft::{Draft, Followed, Stamp};
use comity_domain::message::state::State as Stage;
use comity_domain::policy::{Action, Object};
use serde::Deserialize;

use super::id_of;
use crate::app::{message_show, partner_list, record_list, request_create};
use crate::error::AppError;
use crate::node::Node;
use crate::web::csrf::Posted;
use crate::web::forms::control::{Builder, Control, Part};
use crate::web::forms::fields::Fields;
use crate::web::forms::prefill;
use crate::web::forms::request::{self, Choices};
use crate::web::respond;
use crate::web::session::SignedIn;
use crate::web::view::agencies::Agencies;
use crate::web::view::frame::{Frame, T};

#[derive(Template)]
#[template(path = "request_type.html")]
pub(in crate::web) struct TypePage {
    pub(in crate::web) frame: Frame,
    pub(in crate::web) kinds: [&'static str; 2],
}

/// A form with its parts: requests and replies.
#[derive(Template)]
#[template(path = "form.html")]
pub(in crate::web) struct FormPage {
    pub(in crate::web) frame: Frame,
    pub(in crate::web) csrf: String,
    /// The id the message will have, drawn with the form, so that sending it twice makes one; empty
    /// where something else sees to that.
    pub(in crate::web) once: String,
    /// Where it is sent.
    pub(in crate::web) action: String,
    /// What to know first.
    pub(in crate::web) intro: String,
    /// What stands in the way.
    pub(in crate::web) warnings: Vec<String>,
    /// What is wrong, and where.
    pub(in crate::web) summary: Vec<(String, String)>,
    pub(in crate::web) parts: Vec<Part>,
    pub(in crate::web) button: String,
}

/// The types an officer can choose.
pub(in crate::web) const KINDS: [&str; 2] = ["VERIFY_REQ", "INFO_REQ"];

/// An earlier request to begin from.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct From {
    from: Option<String>,
}

/// `GET /requests/new`: which type?
pub(in crate::web) async fn choose(
    State(node): State<Arc<Node>>,
    session: SignedIn,
) -> Result<Response, AppError> {
    session.ctx.permit(Action::CreateRequest, &Object::named("request"))?;
    let t = T(session.lang);
    let frame = Frame::of(&node, &session, t.s("new-title"), "/requests/new");
    Ok(respond::page(&TypePage { frame, kinds: KINDS }))
}

/// `GET /requests/new/{kind}`.
pub(in crate::web) async fn show(
    State(node): State<Arc<Node>>,
    session: SignedIn,
    Path(kind): Path<String>,
    Query(query): Query<From>,
) -> Result<Response, AppError> {
    session.ctx.permit(Action::CreateRequest, &Object::named("request"))?;
    let kind = kind_of(&kind)?;
    let mut fields = match query.from {
        Some(id) => earlier(&node, &session, id_of(&id)?).await?,
        None => Fields::default(),
    };
    request::defaults(&mut fields, session.lang);
    let page = form(&node, &session, kind, (&fields, &[])).await?;
    Ok(respond::page(&page))
}

/// `POST /requests/new/{kind}`.
pub(in crate::web) async fn create(
    State(node): State<Arc<Node>>,
    Path(kind): Path<String>,
    posted: Posted,
) -> Result<Response, AppError> {
    let kind = kind_of(&kind)?;
    let Posted { session, fields } = posted;
    let (draft, mut faults) = request::draft(kind, &fields, session.lang);
    faults.extend(faults_of(&node, &session, &draft, None));
    if faults.is_empty() {
        let id = id_drawn(&node, &session, &fields)?;
        match request_create::run_once(&node, &session.ctx, id, draft).await {
            // The same form came twice: what the first made is shown.
            Err(AppError::Conflict { key: "error-conflict" }) => {
                return Ok(to_message(id, Stage::Ready));
            }
            Ok(created) => return Ok(to_message(created.id, created.state)),
            Err(AppError::Faults(found)) => faults = found,
            Err(AppError::Invalid { key }) => faults.push(request::fault("to", key)),
            Err(error) => return Err(error),
        }
    }
    let page = form(&node, &session, kind, (&fields, &faults)).await?;
    Ok(respond::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// The message just written, with a sentence on what became of it.
pub(in crate::web) fn to_message(id: MessageId, state: Stage) -> Response {
    let done = if state == Stage::ChecksFailed { "stopped" } else { "created" };
    respond::see_other(&format!("/messages/{id}?done={done}"))
}

/// What the type of a draft would find wrong. What is missing altogether is stood in for, so that an
/// officer sees every fault at once and not one layer after the other.
pub(in crate::web) fn faults_of(
    node: &Node,
    session: &SignedIn,
    draft: &Draft,
    follows: Option<Followed>,
) -> Vec<Fault> {
    let mut trial = draft.clone();
    let mut faults = Vec::new();
    if follows.is_none() && trial.head.to.is_none() {
        faults.push(request::fault("to", "field-required"));
        trial.head.to = AgencyId::parse("zz.nobody").ok();
    }
    let stamp = Stamp {
        id: MessageId::from_bytes([0; 16]),
        from: node.agency.clone(),
        author: session.account.id.clone(),
        created_at: session.ctx.now,
        follows,
    };
    faults.extend(trial.into_message(stamp).err().unwrap_or_default());
    faults
}

fn kind_of(text: &str) -> Result<MessageKind, AppError> {
    MessageKind::from_code(text)
        .filter(|kind| matches!(kind, MessageKind::InfoReq | MessageKind::VerifyReq))
        .ok_or(AppError::NotFound)
}

/// The id drawn with the form, or a new one.
fn id_drawn(node: &Node, session: &SignedIn, fields: &Fields) -> Result<MessageId, AppError> {
    let drawn = fields.some("once").and_then(|text| MessageId::parse(text).ok());
    drawn.map_or_else(|| node.new_message_id(session.ctx.now), Ok)
}

async fn earlier(node: &Node, session: &SignedIn, id: MessageId) -> Result<Fields, AppError> {
    let thread = message_show::run(node, &session.ctx, id).await?;
    let entry = thread.entries.iter().find(|entry| entry.row.message.id == id);
    Ok(prefill::from_request(&entry.ok_or(AppError::NotFound)?.row.message))
}

async fn form(
    node: &Node,
    session: &SignedIn,
    kind: MessageKind,
    (fields, faults): (&Fields, &[Fault]),
) -> Result<FormPage, AppError> {
    let t = T(session.lang);
    let agencies = Agencies::load(node).await?;
    let partners: Vec<AgencyId> =
        partner_list::run(node).await?.into_iter().map(|p| p.card.card.agency).collect();
    let agreements = record_list::agreements(node, &session.ctx).await?;
    let builder = Builder { t, fields, faults };
    let choices = Choices { partners: &partners, agencies: &agencies, agreements: &agreements };
    let mut warnings = Vec::new();
    if partners.is_empty() {
        warnings.push(t.s("new-no-partner"));
    }
    if agreements.is_empty() {
        warnings.push(t.s("new-no-agreement"));
    }
    let path = format!("/requests/new/{kind}");
    let parts = request::parts(builder, kind, choices);
    Ok(FormPage {
        frame: Frame::of(node, session, t.code("kind", kind.code()), &path),
        csrf: session.csrf.clone(),
        once: id_drawn(node, session, fields)?.to_string(),
        action: path,
        intro: t.s("new-next"),
        warnings,
        summary: builder.summary(&parts),
        parts,
        button: t.s("new-button"),
    })
}
