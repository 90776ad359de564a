//! The stored searches and their alerts. Whoever guards data or oversees sees that there are
//! searches, by whom, what for and until when; for whom only officers of the desk and approvers.

use comity_domain::ids::{AlertId, MessageId, OfficerId, WatchId};
use comity_domain::limits;
use comity_domain::policy::{Action, Object};
use comity_domain::time::Timestamp;
use comity_domain::watch::{Closed, Watch};
use comity_store::{AlertCount, AlertRow, Settled, WatchRow};
use serde::Serialize;

use crate::app::cross_check::HitView;
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// A stored search, as far as the officer may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WatchView {
    /// Its id.
    pub id: WatchId,
    /// `open`, `expired` or `closed`.
    pub state: &'static str,
    /// Who stored it.
    pub author: OfficerId,
    /// When.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// What for.
    pub purpose: String,
    /// The request or answer it serves.
    pub message: Option<MessageId>,
    /// All its alerts.
    pub alerts: i64,
    /// Those that no officer has looked at.
    pub open_alerts: i64,
    /// How it was ended; the reason only where the content is shown.
    pub closed: Option<(OfficerId, Timestamp)>,
    /// Whom it looks for and why; `None` where the officer may not read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Watch>,
}

/// An alert.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertView {
    /// Its id.
    pub id: AlertId,
    /// The search.
    pub watch: WatchId,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// The entry, and why.
    pub hit: HitView,
    /// What an officer found it to be.
    pub settled: Option<Settled>,
}

/// Every stored search, newest first.
///
/// # Errors
/// When the officer may not, or the store fails.
pub async fn run(node: &Node, ctx: &Ctx) -> Result<Vec<WatchView>, AppError> {
    ctx.permit(Action::ListWatches, &Object::named("watches"))?;
    let counts = node.store.alert_counts().await?;
    let rows = node.store.watches(limits::LIST_ROWS_MAX).await?;
    let view = |row: WatchRow| {
        let count = counts.get(&row.id).copied().unwrap_or_default();
        view(ctx, row, count)
    };
    Ok(rows.into_iter().map(view).collect())
}

/// One stored search.
///
/// # Errors
/// As [`run`]; [`AppError::NotFound`] when there is none.
pub async fn one(node: &Node, ctx: &Ctx, id: WatchId) -> Result<WatchView, AppError> {
    ctx.permit(Action::ListWatches, &Object::named(id))?;
    let row = node.store.watch(id).await?.ok_or(AppError::NotFound)?;
    let counts = node.store.alert_counts().await?;
    Ok(view(ctx, row, counts.get(&id).copied().unwrap_or_default()))
}

/// Alerts, of one search or of all, those first that nobody has looked at.
///
/// # Errors
/// When the officer may not read whom searches look for, or the store fails.
pub async fn alerts(
    node: &Node,
    ctx: &Ctx,
    of: Option<WatchId>,
) -> Result<Vec<AlertView>, AppError> {
    ctx.permit(Action::ReadWatch, &Object::named("alerts"))?;
    let rows = node.store.alerts(of, limits::LIST_ROWS_MAX).await?;
    rows.into_iter().map(alert).collect()
}

/// How many alerts nobody has looked at; `None` for those who may not know that there are any.
///
/// # Errors
/// When the store fails.
pub async fn open_alerts(node: &Node, ctx: &Ctx) -> Result<Option<i64>, AppError> {
    match ctx.permit(Action::ListWatches, &Object::named("alerts")) {
        Ok(_) => Ok(Some(node.store.open_alert_count().await?)),
        Err(_) => Ok(None),
    }
}

fn alert(row: AlertRow) -> Result<AlertView, AppError> {
    Ok(AlertView {
        id: row.id,
        watch: row.alert.watch,
        raised_at: row.raised_at,
        hit: serde_json::from_str(&row.alert.data)?,
        settled: row.settled,
    })
}

fn view(ctx: &Ctx, row: WatchRow, count: AlertCount) -> WatchView {
    let watch = row.watch;
    let ended = |closed: &Closed| (closed.by.clone(), closed.at);
    let reads = ctx.permit(Action::ReadWatch, &Object::named(row.id)).is_ok();
    WatchView {
        id: row.id,
        state: watch.state(ctx.now).code(),
        author: watch.author.clone(),
        created_at: watch.created_at,
        expires_at: watch.expires_at,
        purpose: watch.purpose.as_ref().map_or("", |p| p.as_str()).to_owned(),
        message: watch.message,
        alerts: count.all,
        open_alerts: count.open,
        closed: watch.closed.as_ref().map(ended),
        content: reads.then_some(watch),
    }
}
