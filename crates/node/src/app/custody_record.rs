//! An officer records that a person is held, and that what a clock is for was done. From the first on a hard
//! stop runs, bound to the law of the place; it is never paused and never extended.

use comity_domain::audit::AuditEntry;
use comity_domain::clock::{ClockKind, Holding, Start, start};
use comity_domain::ids::MessageId;
use comity_domain::limits;
use comity_domain::message::Message;
use comity_domain::pack::Packs;
use comity_domain::policy::{Action, Object};
use comity_domain::time::Timestamp;
use comity_store::{ClockRow, WriteTx};

use crate::app::clock_keep;
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// That a person is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Custody {
    /// ISO 3166-1 code of the country where.
    pub country: String,
    /// Since when.
    pub since: Timestamp,
    /// Whether the surrender was ordered: then its own limit runs, from the order.
    pub ordered: bool,
}

/// Clocks an officer says are done; the others are met by what happens in the exchange.
const BY_HAND: &[ClockKind] = &[
    ClockKind::ProvisionalArrest,
    ClockKind::Surrender,
    ClockKind::Consular,
    ClockKind::Whereabouts,
    ClockKind::LocatedReply,
];

/// Records that the person of a request is held.
///
/// # Errors
/// When the officer may not, the request names no person, the country is that of neither agency, or the time
/// lies ahead or too far back.
pub async fn run(node: &Node, ctx: &Ctx, id: MessageId, custody: &Custody) -> Result<(), AppError> {
    let permit = ctx.permit(Action::RecordCustody, &Object::named(id))?;
    let mut tx = node.store.write().await?;
    let message = tx.message(id).await?.message;
    if message.body.subject().is_none() {
        return Err(AppError::Conflict { key: "error-custody-nobody" });
    }
    let oldest = ctx.now.plus_ms(-limits::ANSWER_BY_MS_MAX);
    if custody.since > ctx.now || custody.since < oldest {
        return Err(AppError::Invalid { key: "error-custody-since" });
    }
    held(&mut tx, &node.packs, &message, custody).await?;
    let detail = format!("custody {}", custody.country);
    Ok(tx.commit_with(&AuditEntry::new(&permit, detail), ctx.now).await?)
}

/// Starts the clocks of a person who is held. The order to surrender ends the clock before it.
pub(crate) async fn held(
    tx: &mut WriteTx,
    packs: &Packs,
    message: &Message,
    custody: &Custody,
) -> Result<(), AppError> {
    let sides = [&message.from, &message.to];
    let bound = sides.into_iter().find(|agency| agency.country() == custody.country);
    let bound = bound.ok_or(AppError::Invalid { key: "error-custody-country" })?;
    let kinds: &[ClockKind] = match custody.ordered {
        true => &[ClockKind::Surrender],
        false => &[ClockKind::ProvisionalArrest, ClockKind::Consular],
    };
    if custody.ordered {
        clock_keep::met(tx, message.id, &[ClockKind::ProvisionalArrest], custody.since).await?;
    }
    for kind in kinds {
        let event = Start {
            kind: *kind,
            country: &custody.country,
            urgency: message.urgency,
            holding: Holding::Held,
            at: custody.since,
            asked: None,
        };
        let Some(clock) = start(packs, &event) else { continue };
        let row =
            ClockRow { message: message.id, thread: message.thread, bound: bound.clone(), clock };
        tx.add_clock(&row).await?;
    }
    Ok(())
}

/// Records that what a clock is for was done: the person was released or handed over, the post was told.
///
/// # Errors
/// When the officer may not, the clock is not one that is met by hand, or it is over.
pub async fn done(node: &Node, ctx: &Ctx, id: MessageId, kind: ClockKind) -> Result<(), AppError> {
    let permit = ctx.permit(Action::RecordCustody, &Object::named(id))?;
    if !BY_HAND.contains(&kind) {
        return Err(AppError::Conflict { key: "error-clock-by-exchange" });
    }
    let mut tx = node.store.write().await?;
    let row = tx.clock(id, kind).await?.ok_or(AppError::NotFound)?;
    if !row.clock.state.is_open() {
        return Err(AppError::Conflict { key: "error-clock-over" });
    }
    clock_keep::met(&mut tx, id, &[kind], ctx.now).await?;
    let entry = AuditEntry::new(&permit, format!("clock {kind} meet"));
    Ok(tx.commit_with(&entry, ctx.now).await?)
}
