//! Marks clocks whose date has passed, and does what the pack says follows: a worker's step. It decides
//! nothing about a person; a hard stop says aloud what the law says already.
//!
//! Mark, consequence and log line are one transaction. A clock that is marked is not due any more, so that dying
//! at any line and starting again does nothing twice.

use comity_domain::audit::AuditEntry;
use comity_domain::clock::{Move, ReleaseNotice};
use comity_domain::limits;
use comity_domain::message::state::State;
use comity_domain::pack::model::OnBreach;
use comity_domain::policy::{Action, Actor, Object};
use comity_domain::time::Timestamp;
use comity_store::{ClockRow, WriteTx};

use crate::app::clock_time;
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::federation::Step;
use crate::node::Node;

/// Marks the clocks that are due by the time that is believed.
///
/// # Errors
/// When the store fails; what was not marked stays and is marked later.
pub async fn step(node: &Node, machine: Timestamp) -> Result<Step, AppError> {
    let at = clock_time::look(node, machine).await?.at;
    let due = node.store.clocks_due(at, limits::CLOCK_BATCH).await?;
    if due.is_empty() {
        return Ok(Step::Idle);
    }
    let ctx = Ctx { actor: Actor::Worker, now: machine };
    let mut failure = None;
    for row in &due {
        // One clock that cannot be marked must not hold up the others.
        if let Err(error) = breach(node, &ctx, row, at).await {
            tracing::error!(message = %row.message, kind = %row.clock.kind, "not marked");
            failure = Some(error);
        }
    }
    failure.map_or(Ok(Step::Done), Err)
}

async fn breach(node: &Node, ctx: &Ctx, row: &ClockRow, at: Timestamp) -> Result<(), AppError> {
    let permit = ctx.permit(Action::KeepClocks, &Object::named(row.message))?;
    let mut tx = node.store.write().await?;
    let Some(mut row) = tx.clock(row.message, row.clock.kind).await? else { return Ok(()) };
    if !row.clock.is_due(at) {
        return Ok(()); // met, paused or marked meanwhile: dropping the transaction leaves nothing behind
    }
    row.clock = row.clock.go(Move::Breach, at)?;
    tx.update_clock(&row).await?;
    follows(&mut tx, &row, ctx.now).await?;
    let detail = format!("clock {} {}", row.clock.kind, row.clock.effect());
    tx.commit_with(&AuditEntry::new(&permit, detail), ctx.now).await?;
    tracing::warn!(message = %row.message, kind = %row.clock.kind, "a clock has run out");
    Ok(())
}

/// What the pack says follows. A reminder, an escalation, a word to oversight and a case that cannot be closed
/// are read from the mark itself.
async fn follows(tx: &mut WriteTx, row: &ClockRow, now: Timestamp) -> Result<(), AppError> {
    match row.clock.effect() {
        OnBreach::Release => {
            let ids = (row.message, row.thread);
            if let Some(notice) = ReleaseNotice::of(&row.clock, ids, row.bound.clone()) {
                tx.add_release_notice(&notice).await?;
            }
        }
        OnBreach::Expire => {
            let mut message = tx.message(row.message).await?;
            if let Ok(state) = message.state.go(State::Expired) {
                message.state = state;
                message.updated_at = now;
                tx.update_message(&message).await?;
            }
        }
        OnBreach::Remind
        | OnBreach::Escalate
        | OnBreach::SuggestWithdrawal
        | OnBreach::BlockClose
        | OnBreach::Oversight
        | OnBreach::Delete => {}
    }
    Ok(())
}
