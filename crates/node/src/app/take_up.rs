//! An officer of the desk takes a received request up: from then on somebody works on it.

use comity_domain::audit::AuditEntry;
use comity_domain::clock::ClockKind;
use comity_domain::ids::MessageId;
use comity_domain::message::state::State;
use comity_domain::policy::{Action, Object};
use comity_store::Direction;

use crate::app::clock_keep;
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// Takes a request up.
///
/// # Errors
/// When the officer may not, or the request is not one that waits to be taken up.
pub async fn run(node: &Node, ctx: &Ctx, id: MessageId) -> Result<(), AppError> {
    let permit = ctx.permit(Action::TakeUp, &Object::named(id))?;
    let mut tx = node.store.write().await?;
    let mut row = tx.message(id).await?;
    if row.direction != Direction::In || row.message.in_reply_to.is_some() {
        return Err(AppError::Conflict { key: "error-not-a-request" });
    }
    row.state = row.state.go(State::Acknowledged)?;
    row.updated_at = ctx.now;
    tx.update_message(&row).await?;
    clock_keep::met(&mut tx, id, &[ClockKind::Acknowledge], ctx.now).await?;
    tx.commit_with(&AuditEntry::new(&permit, row.state.code()), ctx.now).await?;
    Ok(())
}
