//! Bodies go when their date has come, or when their originator takes them back: out of the database, the
//! outbox, the inbox, the hits and the facts of gates. The log keeps hashes. A worker's step.
//!
//! The ledger is on the disk before the database forgets, so that neither a crash between two lines nor an
//! older database put back brings a body to life for longer than a start takes.

use comity_domain::audit::AuditEntry;
use comity_domain::ids::MessageId;
use comity_domain::message::state::State;
use comity_domain::policy::{Action, Actor, Object};
use comity_domain::retention::{self, PurgeReason};
use comity_domain::time::Timestamp;
use comity_store::PurgedRow;
use comity_wire::canonical;
use comity_wire::hash::{hex, sha256};
use std::collections::BTreeSet;

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::federation::Step;
use crate::node::Node;

/// Messages looked at in one step.
const BATCH: u32 = 32;

/// Works out dates that are missing, then lets the bodies go whose date has come.
///
/// # Errors
/// When ledger or store fail; what did not go goes with the next step.
pub async fn step(node: &Node, now: Timestamp) -> Result<Step, AppError> {
    let undated = node.store.undated(BATCH).await?;
    for row in &undated {
        let until = retention::kept_until(&row.message, &node.packs);
        // What was found not to concern somebody takes the question about them along.
        let request = row.message.in_reply_to.filter(|_| retention::shortens_request(&row.message));
        if let (Some(request), Some(until)) = (request, until) {
            node.store.shorten_retention(request, until).await?;
        }
        node.store.set_retention(row.message.id, until).await?;
    }
    let due = node.store.due_to_go(now, BATCH).await?;
    if due.is_empty() {
        return Ok(if undated.is_empty() { Step::Idle } else { Step::Done });
    }
    let ctx = Ctx { actor: Actor::Worker, now };
    for (id, reason) in due {
        purge(node, &ctx, id, reason).await?;
    }
    node.store.forget().await?;
    Ok(Step::Done)
}

/// Lets go again of all the ledger names: at every start, for the database may be an older one.
///
/// # Errors
/// When ledger or store fail.
pub async fn again(node: &Node, now: Timestamp) -> Result<(), AppError> {
    let known: BTreeSet<MessageId> =
        node.store.all_purged().await?.into_iter().map(|row| row.message).collect();
    let ctx = Ctx { actor: Actor::Worker, now };
    let mut forgotten = false;
    for row in node.ledger.read()?.into_iter().filter(|row| !known.contains(&row.message)) {
        let permit = ctx.permit(Action::PurgeBody, &Object::named(row.message))?;
        let mut tx = node.store.write().await?;
        tx.add_purged(&row).await?;
        tx.commit_with(&AuditEntry::new(&permit, "of the ledger"), now).await?;
        forgotten = true;
    }
    if forgotten {
        while step(node, now).await? == Step::Done {}
    }
    Ok(())
}

async fn purge(node: &Node, ctx: &Ctx, id: MessageId, reason: PurgeReason) -> Result<(), AppError> {
    let permit = ctx.permit(Action::PurgeBody, &Object::named(id))?;
    let known = node.store.purged(id).await?;
    let row = node.store.message(id).await?.ok_or(AppError::NotFound)?;
    let gone = match known {
        Some(gone) => gone,
        None => {
            let sha256 = hex(&sha256(&canonical::to_bytes(&row.message)?));
            let gone = PurgedRow { message: id, reason, at: ctx.now, sha256 };
            node.ledger.add(std::slice::from_ref(&gone))?;
            gone
        }
    };
    let mut tx = node.store.write().await?;
    let mut row = tx.message(id).await?;
    row.message = retention::emptied(&row.message);
    let end = match gone.reason {
        PurgeReason::Expired => State::Expired,
        PurgeReason::Recalled => State::Recalled,
    };
    // What is over already stays what it came to.
    row.state = row.state.go(end).unwrap_or(row.state);
    row.updated_at = ctx.now;
    tx.empty_message(&row).await?;
    tx.add_purged(&gone).await?;
    let entry = AuditEntry::new(&permit, format!("{} sha256:{}", gone.reason, gone.sha256));
    tx.commit_with(&entry, ctx.now).await?;
    tracing::info!(message = %id, reason = %gone.reason, "a body went");
    Ok(())
}
