//! Runs the gates again on a message they stopped: after a decision, or when the sealed file changed. A
//! message of this agency goes back to its beginning and needs its approval anew.

use comity_domain::audit::AuditEntry;
use comity_domain::gate::{GateRun, Moment};
use comity_domain::ids::MessageId;
use comity_domain::message::state::State;
use comity_domain::policy::{Action, Object};
use comity_store::{Direction, MessageRow, OutboxState};

use crate::app::clock_keep;
use crate::app::message_receive::{hits_of, note_hits};
use crate::app::request_create::may_be_answered;
use crate::app::thread::{self, is_stray};
use crate::app::{gate_run, protection_find};
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rechecked {
    /// Where it stands.
    pub state: State,
    /// Whether a gate still stops it.
    pub stopped: bool,
    /// What the gates found, as the officer may see it.
    pub run: GateRun,
}

/// Runs the gates again.
///
/// # Errors
/// When the officer may not, or the message was not stopped or has left.
pub async fn run(node: &Node, ctx: &Ctx, id: MessageId) -> Result<Rechecked, AppError> {
    ctx.permit(Action::Recheck, &Object::named(id))?;
    let row = node.store.message(id).await?.ok_or(AppError::NotFound)?;
    match row.direction {
        Direction::Out => own(node, ctx, id).await,
        Direction::In if is_stray(node, &row.message, &row.partner).await? => {
            Err(AppError::Conflict { key: "error-not-a-request" })
        }
        Direction::In if row.stopped => arrival(node, ctx, id).await,
        Direction::In => Err(AppError::Conflict { key: "error-not-stopped" }),
    }
}

/// Whether a message stands where the gates may be run again.
pub(super) async fn is_stopped(node: &Node, row: &MessageRow) -> Result<bool, AppError> {
    Ok(match row.direction {
        Direction::In => row.stopped && !is_stray(node, &row.message, &row.partner).await?,
        Direction::Out => row.state == State::ChecksFailed && !has_left(node, row).await?,
    })
}

/// Whether the partner has it, or may have it, under this number.
async fn has_left(node: &Node, row: &MessageRow) -> Result<bool, AppError> {
    let sent = node.store.outbox_of(row.message.id).await?;
    Ok(sent.is_some_and(|out| out.state != OutboxState::Withdrawn))
}

/// A message of this agency: from the checks it failed back to a draft, and through the gates.
async fn own(node: &Node, ctx: &Ctx, id: MessageId) -> Result<Rechecked, AppError> {
    let permit = ctx.permit(Action::Recheck, &Object::named(id))?;
    let known = node.store.message(id).await?.ok_or(AppError::NotFound)?;
    if has_left(node, &known).await? {
        // It is written anew, not sent again.
        return Err(AppError::Conflict { key: "error-recheck-sent" });
    }
    let mut tx = node.store.write().await?;
    let mut row = tx.message(id).await?;
    if row.state != State::ChecksFailed {
        return Err(AppError::Conflict { key: "error-not-stopped" });
    }
    if row.message.in_reply_to.is_some() {
        may_be_answered(&mut tx, &row.message).await?;
    }
    row.message.approver = None;
    let run = gate_run::run(node, &row.message, Moment::Create, ctx.now).await?;
    let next = if run.passes() { State::Ready } else { State::ChecksFailed };
    row.state = row.state.go(State::Draft)?.go(next)?;
    row.updated_at = ctx.now;
    tx.update_message(&row).await?;
    tx.add_gate_run(id, &run).await?;
    let entry = match run.passes() {
        true => AuditEntry::new(&permit, row.state.code()),
        false => AuditEntry::refused(&permit, run.blocked_codes()),
    };
    tx.commit_with(&entry, ctx.now).await?;
    let stopped = !run.passes();
    Ok(Rechecked { state: row.state, stopped, run: gate_run::shown(ctx, &run) })
}

/// Whether a message is a partner's request that is owed an answer.
pub(super) fn is_open_arrival(row: &MessageRow) -> bool {
    row.direction == Direction::In && row.message.in_reply_to.is_none() && row.state.is_open()
}

/// What arrived: stopped or not by the file as it stands now.
pub(super) async fn arrival(node: &Node, ctx: &Ctx, id: MessageId) -> Result<Rechecked, AppError> {
    // Who writes the file may have it looked at again.
    let permit = ctx.permit(Action::Recheck, &Object::named(id))?;
    let known = node.store.message(id).await?.ok_or(AppError::NotFound)?;
    let judged = gate_run::judge(node, &known.message, Moment::Receive, ctx.now).await?;
    let run = judged.run;
    let hits = match run.passes() && known.message.in_reply_to.is_none() {
        true => hits_of(node, &known.message).await?,
        false => Vec::new(),
    };
    let mut tx = node.store.write().await?;
    let mut row = tx.message(id).await?;
    let opened = row.stopped && run.passes();
    row.stopped = !run.passes();
    row.updated_at = ctx.now;
    tx.update_message(&row).await?;
    tx.add_gate_run(id, &run).await?;
    protection_find::note(&mut tx, row.message.thread, judged.raised.as_ref()).await?;
    note_hits(&mut tx, id, &hits).await?;
    if opened && row.message.in_reply_to.is_some() {
        let came_at = node.store.inbox_of(id).await?.map_or(ctx.now, |arrival| arrival.received_at);
        let came = thread::Crossed { at: came_at, side: clock_keep::SENT, now: ctx.now };
        thread::take_effect(&mut tx, &row, came).await?;
    }
    let entry = match run.passes() {
        true => AuditEntry::new(&permit, ""),
        false => AuditEntry::refused(&permit, run.blocked_codes()),
    };
    tx.commit_with(&entry, ctx.now).await?;
    Ok(Rechecked { state: row.state, stopped: row.stopped, run: gate_run::shown(ctx, &run) })
}
