//! The sealed file says who is protected: the person of a thread, or a person of the register, for every
//! request about them from then on. Entries are only added.

use comity_domain::audit::AuditEntry;
use comity_domain::gate::file::{Flag, Protection};
use comity_domain::ids::{MessageId, PersonId};
use comity_domain::lang::Text;
use comity_domain::message::Fault;
use comity_domain::policy::{Action, Object};
use comity_store::{FlagScope, MessageRow};

use crate::app::message_recheck;
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// Enters what is known of the person of a thread, and looks at its open requests again.
///
/// # Errors
/// When the officer may not, there is no such thread, or there are no words.
pub async fn thread(
    node: &Node,
    ctx: &Ctx,
    message: MessageId,
    (status, text): (Protection, Text),
) -> Result<(), AppError> {
    let permit = ctx.permit(Action::WriteCaseFile, &Object::named(message))?;
    worded(&text)?;
    let row = node.store.message(message).await?.ok_or(AppError::NotFound)?;
    let flag = entry(ctx, status, text)?;
    let mut tx = node.store.write().await?;
    tx.add_flag(&FlagScope::Thread(row.message.thread), &flag).await?;
    tx.commit_with(&AuditEntry::new(&permit, ""), ctx.now).await?;
    again(node, ctx, node.store.thread(row.message.thread).await?).await
}

/// Enters what is known of a person of the register, and looks again at the open requests they were a hit
/// of.
///
/// # Errors
/// When the officer may not, there is no such person, or there are no words.
pub async fn person(
    node: &Node,
    ctx: &Ctx,
    person: &PersonId,
    (status, text): (Protection, Text),
) -> Result<(), AppError> {
    let permit = ctx.permit(Action::WriteCaseFile, &Object::named(person))?;
    worded(&text)?;
    node.store.person(person).await?.ok_or(AppError::NotFound)?;
    let flag = entry(ctx, status, text)?;
    let mut tx = node.store.write().await?;
    tx.add_flag(&FlagScope::Person(person.clone()), &flag).await?;
    tx.commit_with(&AuditEntry::new(&permit, ""), ctx.now).await?;
    let mut rows = Vec::new();
    for id in node.store.messages_hitting(person).await? {
        rows.extend(node.store.message(id).await?);
    }
    again(node, ctx, rows).await
}

/// What is owed an answer is judged by the file as it stands now.
async fn again(node: &Node, ctx: &Ctx, rows: Vec<MessageRow>) -> Result<(), AppError> {
    for row in rows {
        if message_recheck::is_open_arrival(&row) {
            message_recheck::arrival(node, ctx, row.message.id).await?;
        }
    }
    Ok(())
}

fn entry(ctx: &Ctx, status: Protection, text: Text) -> Result<Flag, AppError> {
    let by = ctx.actor.officer().ok_or(AppError::NotFound)?.clone();
    Ok(Flag { status, by: Some(by), at: ctx.now, text, person: None })
}

/// An entry in the sealed file needs words.
pub(super) fn worded(text: &Text) -> Result<(), AppError> {
    if !text.is_empty() && text.within_limit() {
        return Ok(());
    }
    let key = if text.is_empty() { "field-required" } else { "field-too-long" };
    Err(AppError::Faults(vec![Fault { field: "text".to_owned(), key: key.to_owned() }]))
}
