//! What a message does to its thread when it has crossed the border: on both sides the same, so that both
//! desks see the same state.

use comity_domain::clock::ClockKind;
use comity_domain::ids::{AgencyId, MessageId};
use comity_domain::message::{Body, Message, kinds};
use comity_domain::time::Timestamp;
use comity_store::{MessageRow, WriteTx};

use crate::app::{clock_keep, thread_clocks};
use crate::error::AppError;
use crate::node::Node;

/// When a message had crossed, and whose clocks it meets here.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Crossed {
    /// When the receiver had it.
    pub(crate) at: Timestamp,
    /// The clocks of this side: [`clock_keep::SENT`] or [`clock_keep::RECEIVED`].
    pub(crate) side: &'static [ClockKind],
    /// Now.
    pub(crate) now: Timestamp,
}

/// Whether a message of a partner names a message that it cannot follow: one this agency does not know, of
/// another thread or partner, or of a type it is no answer to.
///
/// # Errors
/// When the store fails.
pub async fn is_stray(
    node: &Node,
    message: &Message,
    partner: &AgencyId,
) -> Result<bool, AppError> {
    let Some(followed) = message.in_reply_to else { return Ok(false) };
    let Some(followed) = node.store.message(followed).await? else { return Ok(true) };
    let Some(opener) = node.store.message(message.thread).await? else { return Ok(true) };
    let same = followed.message.thread == message.thread && followed.partner == *partner;
    let by_opener = opener.message.from == message.from;
    let fits = kinds::may_follow(message.kind(), followed.message.kind(), by_opener);
    Ok(!same || opener.partner != *partner || !fits)
}

/// Moves the message that this one answers, asks about or recalls, and its clocks.
///
/// # Errors
/// When the store fails.
pub(crate) async fn take_effect(
    tx: &mut WriteTx,
    row: &MessageRow,
    crossed: Crossed,
) -> Result<(), AppError> {
    let body = &row.message.body;
    let Some(target) = target(tx, row).await? else { return Ok(()) };
    if let Some(to) = kinds::effect(body) {
        let mut moved = tx.message(target).await?;
        // A move that is no longer possible changes nothing: the message itself stays in the thread.
        if let Ok(state) = moved.state.reach(to) {
            moved.state = state;
            moved.updated_at = crossed.now;
            tx.update_message(&moved).await?;
        }
        if kinds::answers(body) {
            clock_keep::met(tx, target, crossed.side, crossed.at).await?;
        }
    }
    thread_clocks::follow(tx, (&row.message, target), crossed.at).await
}

/// The message whose state changes: the one recalled, the request that was answered, or the one that
/// opened the thread.
async fn target(tx: &mut WriteTx, row: &MessageRow) -> Result<Option<MessageId>, AppError> {
    let message = &row.message;
    let thread = tx.thread(message.thread).await?;
    let known = |id: Option<MessageId>| thread.iter().find(|row| Some(row.message.id) == id);
    if let Body::Recall(recall) = &message.body {
        // Only its sender takes a message back.
        let own = known(recall.target).filter(|row| row.message.from == message.from);
        return Ok(own.map(|row| row.message.id));
    }
    let followed = known(message.in_reply_to);
    let asked = followed.filter(|row| kinds::rule(row.message.kind()).asks);
    Ok(asked.or_else(|| known(Some(message.thread))).map(|row| row.message.id))
}
