//! An officer stores a search: from now on, every new or changed entry of the register that may be
//! the person raises an alert. What is in the register already raises none, unless that is asked
//! for.

use comity_domain::audit::AuditEntry;
use comity_domain::codes::PurposeCode;
use comity_domain::ids::{AlertId, MessageId, WatchId};
use comity_domain::lang::Text;
use comity_domain::limits;
use comity_domain::message::Fault;
use comity_domain::person::Subject;
use comity_domain::policy::{Action, Object, Permit};
use comity_domain::time::Timestamp;
use comity_domain::watch::Watch;
use comity_store::{WatchRow, WriteTx};

use crate::app::cross_check::{self, Wanted};
use crate::app::watch_alert;
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// What is to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Drawn with the form: a form that is sent twice stores one search.
    pub once: MessageId,
    /// Whom to look for.
    pub subject: Subject,
    /// What for.
    pub purpose: Option<PurposeCode>,
    /// Why.
    pub necessity: Text,
    /// Until when.
    pub expires_at: Timestamp,
    /// The request or answer it serves.
    pub message: Option<MessageId>,
    /// Whether what is in the register already raises alerts too.
    pub now: bool,
}

/// What was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The search.
    pub id: WatchId,
    /// Alerts of what is in the register already.
    pub alerts: Vec<AlertId>,
}

/// Stores a search.
///
/// # Errors
/// When the officer may not, purpose, reason, person or end are not as they have to be, or there
/// are too many.
pub async fn run(node: &Node, ctx: &Ctx, draft: Draft) -> Result<Stored, AppError> {
    let permit = ctx.permit(Action::StoreWatch, &Object::named("register"))?;
    let author = ctx.actor.officer().ok_or(AppError::NotFound)?.clone();
    let (now, once) = (draft.now, draft.once.to_string());
    let watch = Watch {
        author,
        created_at: ctx.now,
        expires_at: draft.expires_at,
        purpose: draft.purpose,
        necessity: draft.necessity,
        subject: draft.subject,
        message: draft.message,
        closed: None,
    };
    let faults = faults(node, &watch).await?;
    if !faults.is_empty() {
        refuse(node, ctx, &permit, &faults).await?;
        return Err(AppError::Faults(faults));
    }
    let mut tx = node.store.write().await?;
    if tx.open_watch_count(ctx.now).await? >= i64::from(limits::WATCHES_OPEN_MAX) {
        return Err(AppError::Conflict { key: "error-watch-too-many" });
    }
    let row = tx.add_watch(&once, &watch).await?;
    // Nobody else writes meanwhile: what is not in the register by now is looked at later.
    let alerts = if now { look_back(node, &mut tx, &row, ctx.now).await? } else { Vec::new() };
    let permit = ctx.permit(Action::StoreWatch, &Object::named(row.id))?;
    let code = watch.purpose.as_ref().map_or("-", PurposeCode::as_str);
    let raised: Vec<String> = alerts.iter().map(AlertId::to_string).collect();
    let detail = format!("{code} until {} alerts: {}", watch.expires_at.0, raised.join(" "));
    tx.commit_with(&AuditEntry::new(&permit, detail), ctx.now).await?;
    Ok(Stored { id: row.id, alerts })
}

async fn faults(node: &Node, watch: &Watch) -> Result<Vec<Fault>, AppError> {
    let mut faults = watch.faults(&node.packs);
    if let Some(id) = watch.message
        && node.store.message(id).await?.is_none()
    {
        faults.push(Fault { field: "message".to_owned(), key: "watch-message-unknown".to_owned() });
    }
    Ok(faults)
}

/// That somebody wanted to watch for no lawful purpose is worth a line in the log.
async fn refuse(node: &Node, ctx: &Ctx, permit: &Permit, faults: &[Fault]) -> Result<(), AppError> {
    let gates =
        faults.iter().map(|fault| fault.key.as_str()).filter(|key| key.starts_with("gate-"));
    let gates: Vec<&str> = gates.collect();
    if gates.is_empty() {
        return Ok(());
    }
    let tx = node.store.write().await?;
    Ok(tx.commit_with(&AuditEntry::refused(permit, gates.join(" ")), ctx.now).await?)
}

async fn look_back(
    node: &Node,
    tx: &mut WriteTx,
    row: &WatchRow,
    now: Timestamp,
) -> Result<Vec<AlertId>, AppError> {
    let wanted = Wanted::of_subject(&row.watch.subject);
    let hits = cross_check::run(node, &wanted, limits::SEARCH_RESULTS_MAX).await?;
    let mut alerts = Vec::new();
    for hit in &hits {
        let Some(alert) = watch_alert::alert(row.id, hit)? else { continue };
        alerts.extend(tx.add_alert(&alert, now).await?);
    }
    Ok(alerts)
}
