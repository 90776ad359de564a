//! The desk that owes an answer takes more time: with a reason before the date, or because what is asked for
//! has to be obtained elsewhere.

use comity_domain::audit::AuditEntry;
use comity_domain::clock::{ClockKind, Holding, Move};
use comity_domain::ids::{MessageId, OfficerId};
use comity_domain::lang::Text;
use comity_domain::policy::{Action, Object, Permit};
use comity_domain::time::Timestamp;
use comity_store::{ClockRow, WriteTx};

use crate::app::{clock_keep, clock_time};
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// Gives the answer to a request a later date.
///
/// # Errors
/// When the officer may not, this agency does not owe the answer, the date has passed or is not later, or the
/// reason is missing.
pub async fn run(
    node: &Node,
    ctx: &Ctx,
    id: MessageId,
    (until, reason): (Timestamp, Text),
) -> Result<ClockRow, AppError> {
    let (permit, by) = leave(ctx, id)?;
    let at = clock_time::read(node, ctx.now).await?.at;
    let mut tx = node.store.write().await?;
    let row = owed(&mut tx, node, id).await?;
    let clock = row.clock.go(Move::Extend { until, reason, by: Some(by) }, at)?;
    kept(tx, &permit, ClockRow { clock, ..row }, ctx.now).await
}

/// Says that what is asked for has to be obtained elsewhere: the longer limit counts.
///
/// # Errors
/// As [`run`]; also when the request itself asks for a date.
pub async fn to_obtain(node: &Node, ctx: &Ctx, id: MessageId) -> Result<ClockRow, AppError> {
    let (permit, by) = leave(ctx, id)?;
    let at = clock_time::read(node, ctx.now).await?.at;
    let mut tx = node.store.write().await?;
    let row = owed(&mut tx, node, id).await?;
    let message = tx.message(id).await?.message;
    let kind = (ClockKind::Answer, Holding::ToObtain);
    let longer = clock_keep::of_request(&node.packs, &message, kind, row.clock.started_at);
    let longer = longer.ok_or(AppError::NotFound)?;
    let made = Move::Obtain { rule: longer.rule, due_at: longer.due_at, by };
    let clock = row.clock.go(made, at)?;
    kept(tx, &permit, ClockRow { clock, ..row }, ctx.now).await
}

fn leave(ctx: &Ctx, id: MessageId) -> Result<(Permit, OfficerId), AppError> {
    let permit = ctx.permit(Action::ExtendClock, &Object::named(id))?;
    Ok((permit, ctx.actor.officer().ok_or(AppError::NotFound)?.clone()))
}

/// The clock of an answer that this agency owes.
async fn owed(tx: &mut WriteTx, node: &Node, id: MessageId) -> Result<ClockRow, AppError> {
    let row = tx.clock(id, ClockKind::Answer).await?.ok_or(AppError::NotFound)?;
    if row.bound == node.agency {
        Ok(row)
    } else {
        Err(AppError::Conflict { key: "error-clock-theirs" })
    }
}

async fn kept(
    mut tx: WriteTx,
    permit: &Permit,
    row: ClockRow,
    now: Timestamp,
) -> Result<ClockRow, AppError> {
    tx.update_clock(&row).await?;
    let made = row.clock.turns.last().map_or("", |turn| turn.made.code());
    tx.commit_with(&AuditEntry::new(permit, format!("clock {} {made}", row.clock.kind)), now)
        .await?;
    Ok(row)
}
