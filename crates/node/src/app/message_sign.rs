//! A legal officer signs a message that is to find, hold or hand over a person: it is lawful. Without the
//! signature it cannot be approved; neither its author nor its approver can give it.

use comity_domain::audit::AuditEntry;
use comity_domain::gate::{GateRun, Moment};
use comity_domain::ids::MessageId;
use comity_domain::message::state::State;
use comity_domain::policy::Action;

use crate::app::{denial, gate_run, message_approve};
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// `ready`, or `checks_failed` when a gate blocks by now.
    pub state: State,
    /// What the gates found.
    pub run: GateRun,
}

/// Signs a message that waits for approval.
///
/// # Errors
/// When the officer is the author or no legal officer, or the message does not wait for a signature.
pub async fn run(node: &Node, ctx: &Ctx, id: MessageId) -> Result<Signed, AppError> {
    let known = node.store.message(id).await?.ok_or(AppError::NotFound)?;
    let permit = match ctx.permit(Action::SignLegal, &message_approve::object(&known.message)) {
        Ok(permit) => permit,
        // An attempt to sign one's own message stays in the log.
        Err(denied) => return Err(denial::note(node, denied, ctx.now).await),
    };
    let mut tx = node.store.write().await?;
    let mut row = tx.message(id).await?;
    if row.state != State::Ready {
        return Err(AppError::Conflict { key: "error-not-waiting-for-approval" });
    }
    if !row.message.needs_legal_signature() {
        return Err(AppError::Conflict { key: "error-no-signature-needed" });
    }
    if row.message.legal_signer.is_some() {
        return Err(AppError::Conflict { key: "error-signed-already" });
    }
    row.message.legal_signer = ctx.actor.officer().cloned();
    let run = gate_run::run(node, &row.message, Moment::Create, ctx.now).await?;
    let entry = if run.passes() {
        AuditEntry::new(&permit, row.state.code())
    } else {
        row.state = row.state.go(State::ChecksFailed)?;
        let blocks: Vec<&str> = run.blocks().map(|f| f.gate.code()).collect();
        AuditEntry::refused(&permit, blocks.join(" "))
    };
    row.updated_at = ctx.now;
    tx.update_message(&row).await?;
    tx.add_gate_run(id, &run).await?;
    tx.commit_with(&entry, ctx.now).await?;
    Ok(Signed { state: row.state, run })
}
