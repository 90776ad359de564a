//! An officer decides in writing on a gate that asks for it. The decision is kept in the sealed file of
//! this agency; it opens the gate only together with those of the other roles the gate names.

use comity_domain::audit::AuditEntry;
use comity_domain::gate::GateId;
use comity_domain::gate::file::{Decision, deciders};
use comity_domain::ids::{MessageId, OfficerId};
use comity_domain::lang::Text;
use comity_domain::policy::{Action, Actor, Object, Role};
use comity_store::{Direction, MessageRow};

use crate::app::case_protect::worded;
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// A decision as it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// The message it is about, and no other.
    pub message: MessageId,
    /// The gate that asks for it.
    pub gate: GateId,
    /// Whether the message may go on.
    pub allows: bool,
    /// In which of the officer's roles.
    pub role: Role,
    /// The test, in words.
    pub text: Text,
}

/// Keeps a decision.
///
/// # Errors
/// When the officer may not, wrote or approved the message, does not have the role, the gate does not ask
/// for it, or there are no words.
pub async fn run(node: &Node, ctx: &Ctx, ruling: Ruling) -> Result<(), AppError> {
    let id = ruling.message;
    let permit = ctx.permit(Action::DecideGate, &Object::named(id))?;
    let Actor::Officer { id: by, roles } = &ctx.actor else { return Err(AppError::NotFound) };
    if !roles.contains(&ruling.role) {
        return Err(AppError::Invalid { key: "error-role-not-yours" });
    }
    let Some((gate, named)) = deciders(ruling.gate) else {
        return Err(AppError::Invalid { key: "error-gate-not-decided" });
    };
    if !named.contains(&ruling.role) {
        return Err(AppError::Invalid { key: "error-gate-other-role" });
    }
    worded(&ruling.text)?;
    let row = node.store.message(id).await?.ok_or(AppError::NotFound)?;
    if is_involved(&row, by) {
        return Err(AppError::Conflict { key: "error-decider-involved" });
    }
    if !waits(node, id, gate).await? {
        return Err(AppError::Conflict { key: "error-nothing-to-decide" });
    }
    let decision = Decision {
        gate,
        allows: ruling.allows,
        by: by.clone(),
        role: ruling.role,
        at: ctx.now,
        text: ruling.text,
    };
    let word = if decision.allows { "allow" } else { "refuse" };
    let detail = format!("{gate} {word} {}", decision.role);
    let mut tx = node.store.write().await?;
    tx.add_decision(id, &decision).await?;
    Ok(tx.commit_with(&AuditEntry::new(&permit, detail), ctx.now).await?)
}

/// Whether an officer of this agency wrote or approved a message. A partner's officer of the same account
/// name is somebody else.
pub fn is_involved(row: &MessageRow, officer: &OfficerId) -> bool {
    let same = |id: &OfficerId| id.as_str().eq_ignore_ascii_case(officer.as_str());
    let approver = row.message.approver.as_ref();
    row.direction == Direction::Out && (same(&row.message.author) || approver.is_some_and(same))
}

/// Whether the last run waits for a decision on a gate, or one was given on it before.
async fn waits(node: &Node, id: MessageId, gate: GateId) -> Result<bool, AppError> {
    let runs = node.store.gate_runs(id).await?;
    let under = |found: GateId| deciders(found).map(|(gate, _)| gate);
    let asked = runs.last().is_some_and(|run| run.waiting().any(|f| under(f.gate) == Some(gate)));
    Ok(asked || node.store.decisions(id).await?.iter().any(|decision| decision.gate == gate))
}
