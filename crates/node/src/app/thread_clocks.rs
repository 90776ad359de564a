//! What a message that follows does to the clocks of its thread. Both sides do it with the moment the receiver
//! signed, so that both desks see the same dates.

use comity_domain::clock::{ClockKind, Move};
use comity_domain::ids::MessageId;
use comity_domain::message::clarify::{Clarify, ClarifyAct};
use comity_domain::message::{Body, Message};
use comity_domain::time::Timestamp;
use comity_store::WriteTx;

use crate::error::AppError;

/// Moves the clocks of the message that was followed.
///
/// # Errors
/// When the store fails.
pub(crate) async fn follow(
    tx: &mut WriteTx,
    (message, target): (&Message, MessageId),
    at: Timestamp,
) -> Result<(), AppError> {
    match &message.body {
        Body::Clarify(body) => clarify(tx, (message, body), target, at).await,
        _ => Ok(()),
    }
}

/// A question of the side that owes the answer lets its clock stand still, a supplement of the other side lets
/// it go on, an extension of the side that owes it gives it a later date.
async fn clarify(
    tx: &mut WriteTx,
    (message, body): (&Message, &Clarify),
    target: MessageId,
    at: Timestamp,
) -> Result<(), AppError> {
    let Some(mut row) = tx.clock(target, ClockKind::Answer).await? else { return Ok(()) };
    let owes = message.from == row.bound;
    let made = match (body.act, body.new_due, owes) {
        (Some(ClarifyAct::Question), _, true) => Move::Pause,
        (Some(ClarifyAct::Supplement), _, false) => Move::Resume,
        (Some(ClarifyAct::Extension), Some(until), true) => {
            Move::Extend { until: until.moment(), reason: body.text.clone(), by: None }
        }
        _ => return Ok(()),
    };
    // A move that is not possible, or comes too late, changes nothing: the message stays in the thread.
    if let Ok(clock) = row.clock.go(made, at) {
        row.clock = clock;
        tx.update_clock(&row).await?;
    }
    Ok(())
}
