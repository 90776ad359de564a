//! Answering a request.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use comity_domain::message::draft::Followed;
use comity_domain::message::{Fault, Message};
use comity_domain::policy::{Action, Object};

use super::id_of;
use super::request_new::{FormPage, faults_of, to_message};
use crate::app::{message_show, record_list, reply_create, reply_neutral};
use crate::error::AppError;
use crate::node::Node;
use crate::web::csrf::Posted;
use crate::web::forms::control::Builder;
use crate::web::forms::fields::Fields;
use crate::web::forms::{prefill, reply, request};
use crate::web::respond;
use crate::web::session::SignedIn;
use crate::web::view::frame::{Frame, T};

/// `GET /messages/{id}/reply`.
pub(in crate::web) async fn show(
    State(node): State<Arc<Node>>,
    session: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let asked = asked(&node, &session, &id).await?;
    let mut fields = prefill::reply_to(&asked);
    request::defaults(&mut fields, session.lang);
    Ok(respond::page(&form(&node, &session, &asked, (&fields, &[])).await?))
}

/// `POST /messages/{id}/reply`.
pub(in crate::web) async fn create(
    State(node): State<Arc<Node>>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, AppError> {
    let Posted { session, fields } = posted;
    let asked = asked(&node, &session, &id).await?;
    let (draft, mut faults) = reply::draft(&asked, &fields, session.lang);
    let answers = Followed { id: asked.id, thread: asked.thread, partner: asked.from.clone() };
    faults.extend(faults_of(&node, &session, &draft, Some(answers)));
    if faults.is_empty() {
        match reply_create::run(&node, &session.ctx, asked.id, draft).await {
            Ok(created) => return Ok(to_message(created.id, created.state)),
            Err(AppError::Faults(found)) => faults = found,
            Err(error) => return Err(error),
        }
    }
    let page = form(&node, &session, &asked, (&fields, &faults)).await?;
    Ok(respond::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn asked(node: &Node, session: &SignedIn, id: &str) -> Result<Message, AppError> {
    session.ctx.permit(Action::CreateReply, &Object::named(id))?;
    let id = id_of(id)?;
    let thread = message_show::run(node, &session.ctx, id).await?;
    let entry = thread.entries.into_iter().find(|entry| entry.row.message.id == id);
    Ok(entry.ok_or(AppError::NotFound)?.row.message)
}

async fn form(
    node: &Node,
    session: &SignedIn,
    asked: &Message,
    (fields, faults): (&Fields, &[Fault]),
) -> Result<FormPage, AppError> {
    let t = T(session.lang);
    let path = format!("/messages/{}/reply", asked.id);
    let builder = Builder { t, fields, faults };
    let purpose = asked.purpose.iter().map(|p| t.code("purpose", p.as_str())).collect();
    let known = record_list::agreements(node, &session.ctx).await?;
    let title = |basis: &comity_domain::message::BasisRef| {
        let agreement = known.iter().find(|a| a.id == basis.agreement);
        let title = agreement.and_then(|a| a.title.best_for(session.lang));
        title.map_or_else(|| basis.agreement.to_string(), |(title, _)| title.to_owned())
    };
    let basis = asked.legal_basis.iter().map(title).collect();
    let kind = t.code("kind", asked.kind().code());
    let parts = reply::parts(builder, (purpose, basis));
    Ok(FormPage {
        frame: Frame::of(node, session, t.w("reply-to", &[("kind", &kind)]), &path),
        csrf: session.csrf.clone(),
        once: String::new(),
        action: path,
        intro: t.s("hint-reply"),
        warnings: Vec::new(),
        summary: builder.summary(&parts),
        parts,
        button: t.s("reply-button"),
    })
}

/// `POST /messages/{id}/reply-neutral`.
pub(in crate::web) async fn neutral(
    State(node): State<Arc<Node>>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, AppError> {
    let made = reply_neutral::run(&node, &posted.session.ctx, id_of(&id)?).await?;
    let done = if made.run.passes() { "created" } else { "stopped" };
    Ok(respond::see_other(&format!("/messages/{id}?done={done}")))
}
