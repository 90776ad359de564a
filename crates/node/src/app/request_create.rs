//! An officer writes a request. It is kept with the gates' findings frozen to it; what a gate
//! blocks is kept too, as `checks_failed`, so that the officer can see why.

use comity_domain::audit::AuditEntry;
use comity_domain::gate::{GateRun, Moment};
use comity_domain::ids::MessageId;
use comity_domain::message::draft::{Draft, Stamp};
use comity_domain::message::kinds::{self, Place};
use comity_domain::message::state::State;
use comity_domain::message::{Fault, Message};
use comity_domain::policy::{Action, Object, Permit};
use comity_domain::time::Timestamp;
use comity_store::{Direction, MessageRow, WriteTx};

use crate::app::gate_run::{self, Judged};
use crate::app::{clock_keep, protection_find};
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// The new message.
    pub id: MessageId,
    /// `ready`, or `checks_failed` when a gate blocks.
    pub state: State,
    /// What the gates found, as the officer may see it.
    pub run: GateRun,
}

/// Writes a request.
///
/// # Errors
/// When the officer may not, fields are missing or wrong, or the partner is not known.
pub async fn run(node: &Node, ctx: &Ctx, draft: Draft) -> Result<Created, AppError> {
    run_once(node, ctx, node.new_message_id(ctx.now)?, draft).await
}

/// As [`run`], under an id that was drawn before: a form that is sent twice makes one request.
///
/// # Errors
/// As [`run`]; [`AppError::Conflict`] when the request was made already.
pub async fn run_once(
    node: &Node,
    ctx: &Ctx,
    new: MessageId,
    draft: Draft,
) -> Result<Created, AppError> {
    let permit = ctx.permit(Action::CreateRequest, &Object::named(new))?;
    let message = message(node, ctx, new, draft)?;
    if node.store.partner(&message.to).await?.is_none() {
        return Err(AppError::Invalid { key: "error-unknown-partner" });
    }
    let due_at = clock_keep::answer_due(&node.packs, &message, ctx.now);
    keep(node, ctx, &permit, (message, due_at)).await
}

/// Runs the gates on a draft without keeping anything.
///
/// # Errors
/// As [`run`].
pub async fn dry_run(node: &Node, ctx: &Ctx, draft: Draft) -> Result<GateRun, AppError> {
    ctx.permit(Action::CreateRequest, &Object::named("request"))?;
    let message = message(node, ctx, node.new_message_id(ctx.now)?, draft)?;
    let run = gate_run::run(node, &message, Moment::Create, ctx.now).await?;
    Ok(gate_run::shown(ctx, &run))
}

fn message(node: &Node, ctx: &Ctx, id: MessageId, draft: Draft) -> Result<Message, AppError> {
    let author = ctx.actor.officer().ok_or(AppError::NotFound)?.clone();
    let follows = draft.kind().is_some_and(|kind| kinds::rule(kind).place == Place::Follows);
    if follows || draft.head.in_reply_to.is_some() {
        return Err(AppError::Invalid { key: "error-reply-needs-request" });
    }
    let stamp = Stamp { id, from: node.agency.clone(), author, created_at: ctx.now, follows: None };
    draft.into_message(stamp).map_err(AppError::Faults)
}

/// Runs the gates on a new message and keeps both, with the audit line, in one transaction.
pub(super) async fn keep(
    node: &Node,
    ctx: &Ctx,
    permit: &Permit,
    (message, due_at): (Message, Timestamp),
) -> Result<Created, AppError> {
    fits_an_envelope(&message)?;
    let Judged { run, raised } = gate_run::judge(node, &message, Moment::Create, ctx.now).await?;
    let next = if run.passes() { State::Ready } else { State::ChecksFailed };
    let (id, state) = (message.id, State::Draft.go(next)?);
    let row = MessageRow {
        direction: Direction::Out,
        partner: message.to.clone(),
        state,
        stopped: false,
        due_at,
        updated_at: ctx.now,
        message,
    };
    let mut tx = node.store.write().await?;
    if kinds::answers(&row.message.body) {
        may_be_answered(&mut tx, &row.message).await?;
    }
    tx.add_message(&row).await?;
    tx.add_gate_run(id, &run).await?;
    protection_find::note(&mut tx, row.message.thread, raised.as_ref()).await?;
    tx.commit_with(&AuditEntry::new(permit, state.code()), ctx.now).await?;
    Ok(Created { id, state, run: gate_run::shown(ctx, &run) })
}

/// Whether the request a reply answers is open and has no other reply on its way. Asked inside the
/// transaction that writes, so that two officers cannot both answer.
pub(super) async fn may_be_answered(tx: &mut WriteTx, reply: &Message) -> Result<(), AppError> {
    let thread = tx.thread(reply.thread).await?;
    let asked = thread.iter().find(|row| Some(row.message.id) == reply.in_reply_to);
    if asked.is_none_or(|row| !row.state.can_be_answered()) {
        return Err(AppError::Conflict { key: "error-request-not-open" });
    }
    let underway = |row: &MessageRow| {
        let moving = matches!(row.state, State::Ready | State::Approved | State::Transmitted);
        let answers = row.direction == Direction::Out && kinds::answers(&row.message.body);
        let same = row.message.in_reply_to == reply.in_reply_to && row.message.id != reply.id;
        answers && same && moving
    };
    if thread.iter().any(underway) {
        return Err(AppError::Conflict { key: "error-reply-waiting" });
    }
    Ok(())
}

/// A message has to fit an envelope, whatever the limits of its fields add up to.
fn fits_an_envelope(message: &Message) -> Result<(), AppError> {
    let bytes = comity_wire::canonical::to_bytes(message)?;
    if bytes.len() <= comity_wire::BODY_BYTES_MAX {
        return Ok(());
    }
    let fault = Fault { field: "message".to_owned(), key: "message-too-large".to_owned() };
    Err(AppError::Faults(vec![fault]))
}
