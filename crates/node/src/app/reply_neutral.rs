//! The neutral answer: an officer says nothing, in the words that are the same for everybody. It leaves at an
//! hour that is counted from the arrival of the request, whoever it protects and whenever it was written.

use comity_domain::ids::MessageId;
use comity_domain::message::neutral::{self, NeutralStamp};
use comity_domain::message::{Body, Message};
use comity_domain::policy::{Action, Object};
use comity_domain::time::Timestamp;
use comity_store::Direction;

use crate::app::request_create::{Created, keep};
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// Writes the neutral answer to a received request; also to one that this agency's gates stopped.
///
/// # Errors
/// When the officer may not, or the request is not open or has a reply on its way.
pub async fn run(node: &Node, ctx: &Ctx, request: MessageId) -> Result<Created, AppError> {
    let author = ctx.actor.officer().ok_or(AppError::NotFound)?.clone();
    let asked = node.store.message(request).await?.ok_or(AppError::NotFound)?;
    if asked.direction != Direction::In || asked.message.in_reply_to.is_some() {
        return Err(AppError::Conflict { key: "error-not-a-request" });
    }
    // The hour stands in the message and in its id: neither tells when it was written.
    let at = hour(node, &asked.message, ctx.now).await?;
    let id = node.new_message_id(at)?;
    let permit = ctx.permit(Action::CreateReply, &Object::named(id))?;
    let message = neutral::message(&asked.message, NeutralStamp { id, author, at });
    keep(node, ctx, &permit, (message, asked.due_at)).await
}

/// When a message that is approved now may leave: at once, or the neutral answer at its hour.
///
/// # Errors
/// When the store fails.
pub async fn not_before(
    node: &Node,
    message: &Message,
    now: Timestamp,
) -> Result<Timestamp, AppError> {
    let (Some(request), Body::Reply(_)) = (message.in_reply_to, &message.body) else {
        return Ok(now);
    };
    match node.store.message(request).await? {
        Some(asked) if neutral::is_neutral(message, &asked.message) => {
            hour(node, &asked.message, now).await
        }
        Some(_) | None => Ok(now),
    }
}

async fn hour(node: &Node, asked: &Message, done_at: Timestamp) -> Result<Timestamp, AppError> {
    let arrival = node.store.inbox_of(asked.id).await?;
    let received_at = arrival.map_or(asked.created_at, |row| row.received_at);
    Ok(neutral::release_at(received_at, asked.urgency, done_at))
}
