//! Storing a search.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use comity_domain::ids::MessageId;
use comity_domain::message::Fault;

use super::request_new::FormPage;
use crate::app::watch_create;
use crate::error::AppError;
use crate::node::Node;
use crate::web::csrf::Posted;
use crate::web::forms::control::Builder;
use crate::web::forms::fields::Fields;
use crate::web::forms::watch;
use crate::web::respond;
use crate::web::session::SignedIn;
use crate::web::view::frame::{Frame, T};

/// `GET /watches/new`.
pub(in crate::web) async fn show(
    State(node): State<Arc<Node>>,
    session: SignedIn,
) -> Result<Response, AppError> {
    let mut fields = Fields::default();
    fields.default_to("calendar", "gregorian");
    Ok(respond::page(&form(&node, &session, (&fields, &[]))?))
}

/// `POST /watches/new`.
pub(in crate::web) async fn create(
    State(node): State<Arc<Node>>,
    posted: Posted,
) -> Result<Response, AppError> {
    let Posted { session, fields } = posted;
    let once = drawn(&node, &session, &fields)?;
    let (draft, mut faults) = watch::draft(&fields, session.lang, once);
    if faults.is_empty() {
        match watch_create::run(&node, &session.ctx, draft).await {
            Ok(stored) => {
                return Ok(respond::see_other(&format!("/watches/{}?done=stored", stored.id)));
            }
            // The same form came twice: what the first stored stands in the list.
            Err(AppError::Conflict { key: "error-conflict" }) => {
                return Ok(respond::see_other("/watches?done=stored"));
            }
            Err(AppError::Faults(found)) => faults = found,
            Err(error) => return Err(error),
        }
    }
    let page = form(&node, &session, (&fields, &faults))?;
    Ok(respond::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// The id drawn with the form, or a new one.
fn drawn(node: &Node, session: &SignedIn, fields: &Fields) -> Result<MessageId, AppError> {
    let drawn = fields.some("once").and_then(|text| MessageId::parse(text).ok());
    drawn.map_or_else(|| node.new_message_id(session.ctx.now), Ok)
}

fn form(
    node: &Node,
    session: &SignedIn,
    (fields, faults): (&Fields, &[Fault]),
) -> Result<FormPage, AppError> {
    let t = T(session.lang);
    let builder = Builder { t, fields, faults };
    let parts = watch::parts(builder);
    let path = "/watches/new";
    Ok(FormPage {
        frame: Frame::of(node, session, t.s("watches-new"), path),
        csrf: session.csrf.clone(),
        once: drawn(node, session, fields)?.to_string(),
        action: path.to_owned(),
        intro: t.s("watches-intro"),
        warnings: Vec::new(),
        summary: builder.summary(&parts),
        parts,
        button: t.s("watch-button"),
    })
}
