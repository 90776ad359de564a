//! The sealed file on a message's page: decisions, protection, and the checks run again.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use comity_domain::gate::GateId;
use comity_domain::gate::file::Protection;
use comity_domain::lang::Text;
use comity_domain::policy::Role;

use super::id_of;
use crate::app::gate_decide::{self, Ruling};
use crate::app::{case_protect, message_recheck};
use crate::error::AppError;
use crate::node::Node;
use crate::web::csrf::Posted;
use crate::web::respond;

/// `POST /messages/{id}/decide`.
pub(in crate::web) async fn decide(
    State(node): State<Arc<Node>>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, AppError> {
    let Posted { session, fields } = posted;
    let wrong = || AppError::Invalid { key: "field-code" };
    let allows = match fields.one("ruling") {
        "allow" => true,
        "refuse" => false,
        _ => return Err(wrong()),
    };
    let ruling = Ruling {
        message: id_of(&id)?,
        gate: GateId::from_code(fields.one("gate")).ok_or_else(wrong)?,
        allows,
        role: Role::from_code(fields.one("role")).ok_or_else(wrong)?,
        text: Text::draft(session.lang, fields.one("text")),
    };
    gate_decide::run(&node, &session.ctx, ruling).await?;
    Ok(respond::see_other(&format!("/messages/{id}?done=decided")))
}

/// `POST /messages/{id}/recheck`.
pub(in crate::web) async fn recheck(
    State(node): State<Arc<Node>>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, AppError> {
    let done = message_recheck::run(&node, &posted.session.ctx, id_of(&id)?).await?;
    let done = if done.stopped { "stopped" } else { "rechecked" };
    Ok(respond::see_other(&format!("/messages/{id}?done={done}")))
}

/// `POST /messages/{id}/protect`.
pub(in crate::web) async fn protect(
    State(node): State<Arc<Node>>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, AppError> {
    let Posted { session, fields } = posted;
    let status = Protection::from_code(fields.one("status"));
    let status = status.ok_or(AppError::Invalid { key: "field-code" })?;
    let text = Text::draft(session.lang, fields.one("text"));
    case_protect::thread(&node, &session.ctx, id_of(&id)?, (status, text)).await?;
    Ok(respond::see_other(&format!("/messages/{id}?done=case-written")))
}
