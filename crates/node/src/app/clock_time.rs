//! Whether the machine's time is believed. The rule is `comity_domain::clock::Seen`: the latest time seen is kept;
//! a step back stands still, a jump ahead waits for a partner's signed time or for an administrator.

use comity_domain::audit::AuditEntry;
use comity_domain::clock::{Doubt, Reading, Seen};
use comity_domain::limits;
use comity_domain::policy::{Action, Object};
use comity_domain::time::Timestamp;
use comity_store::{SignedKind, SignedSince};
use comity_wire::{Envelope, Receipt};

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::federation::partners;
use crate::node::Node;

/// The time clocks are judged by, without keeping anything.
///
/// # Errors
/// When the store fails.
pub async fn read(node: &Node, machine: Timestamp) -> Result<Reading, AppError> {
    Ok(node.store.time_seen().await?.look(machine).1)
}

/// The time clocks are judged by; what is believed is kept.
///
/// # Errors
/// When the store fails.
pub async fn look(node: &Node, machine: Timestamp) -> Result<Reading, AppError> {
    let seen = node.store.time_seen().await?;
    let (next, reading) = seen.look(machine);
    if reading.doubt == Some(Doubt::Ahead) && witnessed(node, seen).await? {
        node.store.note_time(machine).await?;
        tracing::info!("a partner's signed time confirms the machine's");
        return Ok(Reading { at: machine, doubt: None });
    }
    if let Some(latest) = worth_keeping(seen, next) {
        node.store.note_time(latest).await?;
    }
    Ok(reading)
}

/// An administrator confirms that the machine's time is right.
///
/// # Errors
/// When the actor may not, or the store fails.
pub async fn confirm(node: &Node, ctx: &Ctx) -> Result<(), AppError> {
    let permit = ctx.permit(Action::OperateNode, &Object::named("time"))?;
    let mut tx = node.store.write().await?;
    tx.confirm_time(ctx.now).await?;
    Ok(tx.commit_with(&AuditEntry::new(&permit, "confirmed"), ctx.now).await?)
}

/// A later time, when so much has passed that a restart should know of it.
fn worth_keeping(before: Seen, after: Seen) -> Option<Timestamp> {
    let latest = after.latest?;
    let kept = before.latest.map(|kept| kept.plus_ms(limits::TIME_SEEN_MS));
    kept.is_none_or(|due| latest >= due).then_some(latest)
}

/// Whether something a partner signed came in since the jump and says the same time.
async fn witnessed(node: &Node, seen: Seen) -> Result<bool, AppError> {
    let Some(latest) = seen.latest else { return Ok(false) };
    let since = latest.plus_ms(limits::CLOCK_JUMP_MS_MAX);
    for signed in node.store.signed_since(since).await? {
        let theirs = signed_time(node, &signed).await?;
        if theirs.is_some_and(|theirs| Seen::agrees(signed.machine, theirs)) {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn signed_time(node: &Node, signed: &SignedSince) -> Result<Option<Timestamp>, AppError> {
    Ok(match signed.what {
        SignedKind::Envelope => {
            Envelope::from_trusted(&signed.bytes).ok().map(|envelope| envelope.header.created_at)
        }
        SignedKind::Receipt => {
            let keys = partners::keys_of(node, &signed.partner).await?;
            let read = |keys| Receipt::verify(&signed.bytes, keys).ok();
            keys.iter().find_map(read).map(|receipt| receipt.received_at)
        }
    })
}
