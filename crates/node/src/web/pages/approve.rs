//! The second officer reads what will leave, and approves it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use comity_domain::message::state::State as Stage;
use comity_domain::policy::Action;

use super::id_of;
use crate::app::{message_approve, message_show, record_list};
use crate::error::AppError;
use crate::node::Node;
use crate::web::csrf::Posted;
use crate::web::respond;
use crate::web::session::SignedIn;
use crate::web::view::agencies::Agencies;
use crate::web::view::frame::{Frame, T};
use crate::web::view::message::{Around, EntryModel};

#[derive(Template)]
#[template(path = "approve.html")]
pub(in crate::web) struct ApprovePage {
    pub(in crate::web) frame: Frame,
    pub(in crate::web) csrf: String,
    pub(in crate::web) entry: EntryModel,
    pub(in crate::web) recipient: String,
}

/// `GET /messages/{id}/approve`.
pub(in crate::web) async fn show(
    State(node): State<Arc<Node>>,
    session: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let t = T(session.lang);
    let wanted = id_of(&id)?;
    let thread = message_show::run(&node, &session.ctx, wanted).await?;
    let entry = thread.entries.iter().find(|entry| entry.row.message.id == wanted);
    let entry = entry.ok_or(AppError::NotFound)?;
    session.ctx.permit(Action::ApproveMessage, &message_approve::object(&entry.row.message))?;
    if entry.row.state != Stage::Ready {
        return Err(AppError::Conflict { key: "error-not-waiting-for-approval" });
    }
    let agencies = Agencies::load(&node).await?;
    let agreements = record_list::agreements(&node, &session.ctx).await?;
    let around = Around { t, agencies: &agencies, agreements: &agreements, now: session.ctx.now };
    let agency = agencies.name(t.lang(), &entry.row.message.to);
    let page = ApprovePage {
        frame: Frame::of(&node, &session, t.s("approve-title"), &format!("/messages/{id}/approve")),
        csrf: session.csrf.clone(),
        entry: EntryModel::new(around, entry),
        recipient: t.w("approve-recipient", &[("agency", &agency)]),
    };
    Ok(respond::page(&page))
}

/// `POST /messages/{id}/approve`.
pub(in crate::web) async fn approve(
    State(node): State<Arc<Node>>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, AppError> {
    let approved = message_approve::run(&node, &posted.session.ctx, id_of(&id)?).await?;
    let done = if approved.state == Stage::ChecksFailed { "stopped" } else { "approved" };
    Ok(respond::see_other(&format!("/messages/{id}?done={done}")))
}
