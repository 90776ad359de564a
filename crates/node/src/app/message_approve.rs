//! A second officer approves a request or a reply. The author cannot; the gates run again; the
//! message is queued for its partner in the same transaction.

use comity_domain::audit::AuditEntry;
use comity_domain::gate::{GateRun, Moment};
use comity_domain::ids::MessageId;
use comity_domain::message::state::State;
use comity_domain::message::{Message, kinds};
use comity_domain::policy::{Action, Object};

use crate::app::request_create::may_be_answered;
use crate::app::{denial, gate_run, reply_neutral};
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    /// `approved`, or `checks_failed` when a gate blocks.
    pub state: State,
    /// What the gates found.
    pub run: GateRun,
}

/// A message of this agency as the rules of separation look at it.
pub fn object(message: &Message) -> Object {
    Object {
        id: message.id.to_string(),
        author: Some(message.author.clone()),
        signer: message.legal_signer.clone(),
    }
}

/// Approves a message that waits for it.
///
/// # Errors
/// When the officer is the author or has no such role, or the message does not wait for approval.
pub async fn run(node: &Node, ctx: &Ctx, id: MessageId) -> Result<Approved, AppError> {
    let known = node.store.message(id).await?.ok_or(AppError::NotFound)?;
    let object = object(&known.message);
    let permit = match ctx.permit(Action::ApproveMessage, &object) {
        Ok(permit) => permit,
        // An attempt to approve one's own message stays in the log.
        Err(denied) => return Err(denial::note(node, denied, ctx.now).await),
    };
    let decided = node.store.decisions(id).await?;
    if decided.iter().any(|decision| Some(&decision.by) == ctx.actor.officer()) {
        return Err(AppError::Conflict { key: "error-decider-approves" });
    }
    let mut tx = node.store.write().await?;
    let mut row = tx.message(id).await?;
    if row.state != State::Ready {
        return Err(AppError::Conflict { key: "error-not-waiting-for-approval" });
    }
    if kinds::answers(&row.message.body) {
        may_be_answered(&mut tx, &row.message).await?;
    }
    if row.message.needs_legal_signature() && row.message.legal_signer.is_none() {
        return Err(AppError::Conflict { key: "error-legal-signature-missing" });
    }
    // The signature may have come after the permit was given.
    ctx.permit(Action::ApproveMessage, &self::object(&row.message))?;
    row.message.approver = ctx.actor.officer().cloned();
    let not_before = reply_neutral::not_before(node, &row.message, ctx.now).await?;
    if not_before > ctx.now {
        // Approved after its hour, it leaves at the next one, and bears that.
        row.message.created_at = not_before;
    }
    let run = gate_run::run(node, &row.message, Moment::Approve, ctx.now).await?;
    let next = if run.passes() { State::Approved } else { State::ChecksFailed };
    row.state = row.state.go(next)?;
    row.updated_at = ctx.now;
    tx.update_message(&row).await?;
    tx.add_gate_run(id, &run).await?;
    let entry = if run.passes() {
        tx.queue(&row.partner, id, ctx.now, not_before).await?;
        AuditEntry::new(&permit, row.state.code())
    } else {
        AuditEntry::refused(&permit, run.blocked_codes())
    };
    tx.commit_with(&entry, ctx.now).await?;
    Ok(Approved { state: row.state, run: gate_run::shown(ctx, &run) })
}
