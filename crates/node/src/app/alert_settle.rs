//! An officer looked at an alert and says what it is.

use comity_domain::audit::AuditEntry;
use comity_domain::ids::AlertId;
use comity_domain::policy::{Action, Object};
use comity_domain::watch::AlertOutcome;
use comity_store::Settled;

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// Keeps the finding. What was unclear may be settled again.
///
/// # Errors
/// When the officer may not, there is no such alert, or it is settled already.
pub async fn run(
    node: &Node,
    ctx: &Ctx,
    id: AlertId,
    outcome: AlertOutcome,
) -> Result<(), AppError> {
    let permit = ctx.permit(Action::SettleAlert, &Object::named(id))?;
    let by = ctx.actor.officer().ok_or(AppError::NotFound)?.clone();
    let mut tx = node.store.write().await?;
    if !tx.settle_alert(id, &Settled { outcome, by, at: ctx.now }).await? {
        return Err(AppError::Conflict { key: "error-alert-settled" });
    }
    Ok(tx.commit_with(&AuditEntry::new(&permit, outcome.code()), ctx.now).await?)
}
