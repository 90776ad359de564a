//! An officer ends a stored search before its day, and says why.

use comity_domain::audit::AuditEntry;
use comity_domain::ids::WatchId;
use comity_domain::lang::Text;
use comity_domain::message::Fault;
use comity_domain::policy::{Action, Object};
use comity_domain::watch::{Closed, Watch};

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// Ends it. The alerts it raised stay.
///
/// # Errors
/// When the officer may not, no reason is given, or it was ended before.
pub async fn run(node: &Node, ctx: &Ctx, id: WatchId, reason: Text) -> Result<(), AppError> {
    let permit = ctx.permit(Action::CloseWatch, &Object::named(id))?;
    let by = ctx.actor.officer().ok_or(AppError::NotFound)?.clone();
    if reason.is_empty() || !reason.within_limit() {
        let key = if reason.is_empty() { "field-required" } else { "field-too-long" };
        let fault = Fault { field: "reason".to_owned(), key: key.to_owned() };
        return Err(AppError::Faults(vec![fault]));
    }
    let row = node.store.watch(id).await?.ok_or(AppError::NotFound)?;
    let watch = Watch { closed: Some(Closed { by, at: ctx.now, reason }), ..row.watch };
    let mut tx = node.store.write().await?;
    if !tx.close_watch(id, &watch, ctx.now).await? {
        return Err(AppError::Conflict { key: "error-watch-closed" });
    }
    Ok(tx.commit_with(&AuditEntry::new(&permit, "closed"), ctx.now).await?)
}
