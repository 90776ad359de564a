//! What the sealed file says of a message, to those who may read it; and which gates wait for a decision,
//! to those who may decide.

use comity_domain::gate::GateId;
use comity_domain::gate::file::{Decision, Flag, deciders};
use comity_domain::ids::{MessageId, PersonId};
use comity_domain::policy::{Action, Actor, Object, Role};
use comity_store::{FlagScope, MessageRow};
use serde::Serialize;

use crate::app::{gate_decide, gate_run, message_recheck};
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// The sealed file of one message for one reader.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CaseView {
    /// What stands there; `None` for a reader who may not know whether anything does.
    pub file: Option<FileView>,
    /// The gates that wait for a decision, in order.
    pub waiting: Vec<WaitingView>,
    /// Whether the reader may enter something about protection.
    pub may_write: bool,
    /// Whether the reader may have the gates run again now.
    pub may_recheck: bool,
}

/// What the file holds, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FileView {
    /// Entries on the protection of the thread's person; the last counts.
    pub flags: Vec<Flag>,
    /// Written decisions on this message.
    pub decisions: Vec<Decision>,
}

/// A gate that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaitingView {
    /// The gate the decision is kept under.
    pub gate: GateId,
    /// The gates it opens.
    pub stops: Vec<GateId>,
    /// The roles that all have to allow it.
    pub roles: Vec<Role>,
    /// Of these, the roles that have not decided yet.
    pub open: Vec<Role>,
    /// In which of them the reader may decide now.
    pub yours: Vec<Role>,
}

/// The view of one message of a thread.
///
/// # Errors
/// When the store fails.
pub async fn of(node: &Node, ctx: &Ctx, row: &MessageRow) -> Result<CaseView, AppError> {
    let id = row.message.id;
    let decisions = node.store.decisions(id).await?;
    let runs = node.store.gate_runs(id).await?;
    let mut waiting: Vec<WaitingView> = Vec::new();
    for finding in runs.iter().last().into_iter().flat_map(|run| run.waiting()) {
        let Some((gate, roles)) = deciders(finding.gate) else { continue };
        if !waiting.iter().any(|view| view.gate == gate) {
            waiting.push(waits(ctx, row, (gate, roles), &decisions));
        }
        let of_gate = waiting.iter_mut().filter(|view| view.gate == gate);
        of_gate.for_each(|view| view.stops.push(finding.gate));
    }
    let file = match gate_run::may_read_file(ctx) {
        true => {
            let flags = node.store.flags(&FlagScope::Thread(row.message.thread)).await?;
            Some(FileView { flags, decisions })
        }
        false => None,
    };
    let may = |action| ctx.permit(action, &Object::named(id)).is_ok();
    let may_write = may(Action::WriteCaseFile);
    let may_recheck = may(Action::Recheck) && message_recheck::is_stopped(node, row).await?;
    Ok(CaseView { file, waiting, may_write, may_recheck })
}

fn waits(
    ctx: &Ctx,
    row: &MessageRow,
    (gate, roles): (GateId, &[Role]),
    decisions: &[Decision],
) -> WaitingView {
    let given = |role: &Role| decisions.iter().any(|d| d.gate == gate && d.role == *role);
    let may = ctx.permit(Action::DecideGate, &Object::named(row.message.id)).is_ok();
    let mine = |role: &&Role| match &ctx.actor {
        Actor::Officer { id, roles } => {
            may && roles.contains(role) && !gate_decide::is_involved(row, id)
        }
        Actor::Operator | Actor::Worker | Actor::Partner(_) | Actor::Stranger => false,
    };
    WaitingView {
        gate,
        stops: Vec::new(),
        roles: roles.to_vec(),
        open: roles.iter().copied().filter(|role| !given(role)).collect(),
        yours: roles.iter().filter(mine).copied().collect(),
    }
}

/// What the file says of the person of a message's thread, and of that message.
///
/// # Errors
/// When the officer may not read the sealed file, or there is no such message.
pub async fn message(node: &Node, ctx: &Ctx, id: MessageId) -> Result<CaseView, AppError> {
    ctx.permit(Action::ReadCaseFile, &Object::named(id))?;
    let row = node.store.message(id).await?.ok_or(AppError::NotFound)?;
    of(node, ctx, &row).await
}

/// What the file says of a person of the register, oldest first.
///
/// # Errors
/// When the officer may not read the sealed file, or there is no such person.
pub async fn person(node: &Node, ctx: &Ctx, id: &PersonId) -> Result<Vec<Flag>, AppError> {
    ctx.permit(Action::ReadCaseFile, &Object::named(id))?;
    node.store.person(id).await?.ok_or(AppError::NotFound)?;
    Ok(node.store.flags(&FlagScope::Person(id.clone())).await?)
}
