//! An officer answers a message of a thread, or follows it up: a reply, a report that somebody was found, a
//! decision, a question, a recall. Never the machine.

use comity_domain::ids::MessageId;
use comity_domain::message::draft::{Draft, Followed, Stamp};
use comity_domain::message::kinds::{self, Place};
use comity_domain::message::reply::ReplyOutcome;
use comity_domain::message::{Body, Fault};
use comity_domain::policy::{Action, Object};
use comity_store::{Direction, MessageRow};

use crate::app::clock_keep;
use crate::app::request_create::{Created, keep};
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// Writes a message that follows another one of its thread. Purpose, legal basis and crime areas are those
/// of the message it follows where the draft leaves them out.
///
/// # Errors
/// When the officer may not, the type cannot follow that message, an answer is given to what is not open or
/// has one on its way, or fields are missing or wrong.
pub async fn run(
    node: &Node,
    ctx: &Ctx,
    earlier: MessageId,
    draft: Draft,
) -> Result<Created, AppError> {
    let id = node.new_message_id(ctx.now)?;
    let permit = ctx.permit(Action::CreateReply, &Object::named(id))?;
    let author = ctx.actor.officer().ok_or(AppError::NotFound)?.clone();
    let followed = node.store.message(earlier).await?.ok_or(AppError::NotFound)?;
    fits(node, &followed, &draft).await?;
    let stamp = Stamp {
        id,
        from: node.agency.clone(),
        author,
        created_at: ctx.now,
        follows: Some(Followed {
            id: earlier,
            thread: followed.message.thread,
            partner: followed.partner.clone(),
        }),
    };
    let message = fill(draft, &followed).into_message(stamp).map_err(AppError::Faults)?;
    let due_at = match kinds::rule(message.kind()).answered {
        true => clock_keep::answer_due(&node.packs, &message, ctx.now),
        false => followed.due_at,
    };
    keep(node, ctx, &permit, (message, due_at)).await
}

/// Whether a draft's type may follow a message, sent by this agency.
async fn fits(node: &Node, followed: &MessageRow, draft: &Draft) -> Result<(), AppError> {
    let Some(body) = &draft.body else {
        let fault = Fault { field: "type".to_owned(), key: "field-required".to_owned() };
        return Err(AppError::Faults(vec![fault]));
    };
    let thread = node.store.message(followed.message.thread).await?;
    let by_opener = thread.is_none_or(|row| row.direction == Direction::Out);
    let (kind, earlier) = (body.kind(), followed.message.kind());
    if kinds::rule(kind).place == Place::Opens {
        return Err(AppError::Conflict { key: "error-opens-a-thread" });
    }
    if !kinds::may_follow(kind, earlier, by_opener) {
        return Err(AppError::Conflict { key: "error-cannot-follow" });
    }
    // What this agency's own gates stopped may only be refused, with a ground, or get the neutral answer,
    // which says nothing at all and is written by itself.
    let allowed = match body {
        Body::Reply(reply) => reply.outcome == Some(ReplyOutcome::NotCompetent),
        Body::Decision(decision) => !decision.grants(),
        Body::Recall(_) => true,
        _ => false,
    };
    if followed.stopped && !allowed {
        return Err(AppError::Conflict { key: "error-stopped" });
    }
    Ok(())
}

fn fill(mut draft: Draft, followed: &MessageRow) -> Draft {
    let (head, earlier) = (&mut draft.head, &followed.message);
    head.purpose = head.purpose.take().or_else(|| earlier.purpose.clone());
    if head.legal_basis.is_empty() {
        head.legal_basis.clone_from(&earlier.legal_basis);
    }
    if head.crime_areas.is_empty() {
        head.crime_areas.clone_from(&earlier.crime_areas);
    }
    draft
}
