//! An officer answers a request that was received. Never the machine.

use comity_domain::codes::MessageKind;
use comity_domain::ids::MessageId;
use comity_domain::message::draft::{Draft, ReplyTo, Stamp};
use comity_domain::message::reply::ReplyOutcome;
use comity_domain::policy::{Action, Object};
use comity_store::{Direction, MessageRow};

use crate::app::request_create::{Created, keep};
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// Writes a reply to a received request. Purpose, legal basis and crime areas are those of the
/// request where the draft leaves them out.
///
/// # Errors
/// When the officer may not, the request is not open or has a reply on its way, or fields are
/// missing or wrong.
pub async fn run(
    node: &Node,
    ctx: &Ctx,
    request: MessageId,
    draft: Draft,
) -> Result<Created, AppError> {
    let id = node.new_message_id(ctx.now)?;
    let permit = ctx.permit(Action::CreateReply, &Object::named(id))?;
    let author = ctx.actor.officer().ok_or(AppError::NotFound)?.clone();
    let asked = node.store.message(request).await?.ok_or(AppError::NotFound)?;
    let is_request = asked.direction == Direction::In && asked.message.in_reply_to.is_none();
    if !is_request {
        return Err(AppError::Conflict { key: "error-not-a-request" });
    }
    let refuses = draft.outcome == Some(ReplyOutcome::NotCompetent);
    if asked.stopped && !refuses {
        // What this agency's own gates stopped may only be refused, with a ground, or get the neutral
        // answer, which says nothing at all and is written by itself.
        return Err(AppError::Conflict { key: "error-stopped" });
    }
    let stamp = Stamp {
        id,
        from: node.agency.clone(),
        author,
        created_at: ctx.now,
        reply_to: Some(ReplyTo {
            id: request,
            thread: asked.message.thread,
            asker: asked.message.from.clone(),
        }),
    };
    let message = fill(draft, &asked).into_message(stamp).map_err(AppError::Faults)?;
    keep(node, ctx, &permit, (message, asked.due_at)).await
}

fn fill(mut draft: Draft, asked: &MessageRow) -> Draft {
    draft.kind = Some(MessageKind::Reply);
    let request = &asked.message;
    draft.purpose = draft.purpose.or_else(|| request.purpose.clone());
    if draft.legal_basis.is_empty() {
        draft.legal_basis.clone_from(&request.legal_basis);
    }
    if draft.crime_areas.is_empty() {
        draft.crime_areas.clone_from(&request.crime_areas);
    }
    draft
}
