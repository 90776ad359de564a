//! One stored search: whom it looks for and why, its alerts, and how it is ended.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use comity_domain::ids::{AlertId, WatchId};
use comity_domain::lang::Text;
use comity_domain::policy::Action;
use comity_domain::watch::AlertOutcome;

use super::watches::Done;
use crate::app::{alert_settle, watch_close, watch_list};
use crate::error::AppError;
use crate::node::Node;
use crate::web::csrf::Posted;
use crate::web::respond;
use crate::web::session::SignedIn;
use crate::web::view::clock::When;
use crate::web::view::frame::{Frame, T};
use crate::web::view::watch::{AlertModel, ContentModel, WatchModel};

#[derive(Template)]
#[template(path = "watch.html")]
pub(in crate::web) struct WatchPage {
    pub(in crate::web) frame: Frame,
    pub(in crate::web) csrf: String,
    pub(in crate::web) watch: WatchModel,
    pub(in crate::web) created: When,
    /// Whom it looks for; `None` where the reader may not know.
    pub(in crate::web) content: Option<ContentModel>,
    pub(in crate::web) alerts: Vec<AlertModel>,
    pub(in crate::web) may_close: bool,
    /// What is wrong with the reason for ending it.
    pub(in crate::web) wrong: String,
    /// What was typed as the reason.
    pub(in crate::web) reason: String,
    /// The page a form comes back to.
    pub(in crate::web) back: String,
}

/// `GET /watches/{id}`.
pub(in crate::web) async fn show(
    State(node): State<Arc<Node>>,
    session: SignedIn,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, AppError> {
    let mut page = page(&node, &session, watch_id(&id)?).await?;
    page.frame.notice = done.notice(T(session.lang));
    Ok(respond::page(&page))
}

/// `POST /watches/{id}/close`.
pub(in crate::web) async fn close(
    State(node): State<Arc<Node>>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, AppError> {
    let Posted { session, fields } = posted;
    let id = watch_id(&id)?;
    let reason = Text::draft(session.lang, fields.one("reason"));
    match watch_close::run(&node, &session.ctx, id, reason).await {
        Ok(()) => Ok(respond::see_other(&format!("/watches/{id}?done=closed"))),
        Err(AppError::Faults(faults)) => {
            let mut page = page(&node, &session, id).await?;
            let sentence = |fault: &comity_domain::message::Fault| T(session.lang).s(&fault.key);
            page.wrong = faults.first().map(sentence).unwrap_or_default();
            page.reason = fields.one("reason").to_owned();
            Ok(respond::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(error) => Err(error),
    }
}

/// `POST /alerts/{id}/settle`.
pub(in crate::web) async fn settle(
    State(node): State<Arc<Node>>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, AppError> {
    let Posted { session, fields } = posted;
    let id = AlertId::parse(&id).or(Err(AppError::NotFound))?;
    let outcome = AlertOutcome::from_code(fields.one("outcome"));
    let outcome = outcome.ok_or(AppError::Invalid { key: "field-code" })?;
    alert_settle::run(&node, &session.ctx, id, outcome).await?;
    let back = respond::local_path(fields.one("back"));
    Ok(respond::see_other(&format!("{back}?done=settled")))
}

async fn page(node: &Node, session: &SignedIn, id: WatchId) -> Result<WatchPage, AppError> {
    let t = T(session.lang);
    let view = watch_list::one(node, &session.ctx, id).await?;
    let content = ContentModel::of(t, &view);
    let alerts = match content {
        Some(_) => watch_list::alerts(node, &session.ctx, Some(id)).await?,
        None => Vec::new(),
    };
    let may_settle = session.may(Action::SettleAlert);
    let title = t.w("watch-title", &[("id", &id.to_string())]);
    let path = format!("/watches/{id}");
    Ok(WatchPage {
        frame: Frame::of(node, session, title, &path),
        csrf: session.csrf.clone(),
        watch: WatchModel::new(t, &view),
        created: When::new(t, view.created_at),
        content,
        alerts: alerts.iter().map(|alert| AlertModel::new(t, alert, may_settle)).collect(),
        may_close: session.may(Action::CloseWatch) && view.state != "closed",
        wrong: String::new(),
        reason: String::new(),
        back: path,
    })
}

/// The id of a path. What is no id is not found.
fn watch_id(text: &str) -> Result<WatchId, AppError> {
    WatchId::parse(text).or(Err(AppError::NotFound))
}
