//! Delivers what was approved. A step claims one partner for a while, runs the gates a last time,
//! seals and numbers what may leave, hands the batch over with no transaction open, and settles
//! what the partner's receipts prove.
//!
//! A crash between any two lines loses nothing: sealed bytes are kept before they leave, the lease
//! ends by itself, and the partner answers bytes it has seen with the receipt it gave before.

use comity_domain::audit::AuditEntry;
use comity_domain::gate::Moment;
use comity_domain::ids::AgencyId;
use comity_domain::limits;
use comity_domain::message::state::State;
use comity_domain::policy::{Action, Actor, Object};
use comity_domain::time::Timestamp;
use comity_store::{Claim, MessageRow, OutboxRow, OutboxState, WriteTx};
use comity_wire::{
    Card, Delivery, DeliveryAnswer, EntryResult, Envelope, HeaderFields, Receipt, ReceiptOutcome,
    SignedCard,
};

use crate::app::{clock_keep, gate_run, thread};
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::federation::Step;
use crate::federation::backoff::delay_ms;
use crate::federation::link::{Link, LinkError};
use crate::node::Node;

/// One delivery to one partner.
///
/// # Errors
/// When the store fails. A partner that cannot be reached or refuses is no error: it is tried
/// again after a wait.
pub async fn step(node: &Node, link: &dyn Link, now: Timestamp) -> Result<Step, AppError> {
    let Some(claim) = node.store.claim_partner(now, now.plus_ms(limits::LEASE_MS)).await? else {
        return Ok(Step::Idle);
    };
    let ctx = Ctx { actor: Actor::Worker, now };
    let result = deliver(node, &ctx, link, &claim).await;
    match &result {
        Ok(()) => node.store.release_partner(&claim.partner, 0, Timestamp(0), None).await?,
        Err(Failure::Partner(code)) => {
            let tries = claim.tries + 1;
            let mut random = [0; 4];
            node.random(&mut random)?;
            let retry_at = now.plus_ms(delay_ms(tries, u32::from_be_bytes(random)));
            tracing::warn!(partner = %claim.partner, tries, code, "delivery failed");
            node.store.release_partner(&claim.partner, tries, retry_at, Some(code)).await?;
        }
        Err(Failure::Own(_)) => {
            let retry_at = now.plus_ms(limits::RETRY_DELAY_MS_MIN);
            node.store.release_partner(&claim.partner, claim.tries, retry_at, Some("own")).await?;
        }
    }
    match result {
        Err(Failure::Own(error)) => Err(error),
        Ok(()) | Err(Failure::Partner(_)) => Ok(Step::Done),
    }
}

/// Why a delivery did not work.
enum Failure {
    /// On the way or at the partner: a code.
    Partner(String),
    /// Here.
    Own(AppError),
}

impl<E: Into<AppError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Own(error.into())
    }
}
impl From<LinkError> for Failure {
    fn from(error: LinkError) -> Self {
        Self::Partner(error.to_string())
    }
}

async fn deliver(node: &Node, ctx: &Ctx, link: &dyn Link, claim: &Claim) -> Result<(), Failure> {
    let card = SignedCard::parse(&claim.card)?.card;
    for row in node.store.deliveries(&claim.partner, ctx.now, limits::BATCH_ENVELOPES_MAX).await? {
        if row.state == OutboxState::Queued {
            seal(node, ctx, &card, &row).await?;
        }
    }
    let batch = sealed(node, &claim.partner, ctx.now).await?;
    let Some(first) = batch.first().and_then(|row| row.seq) else { return Ok(()) };
    let answer = hand_over(link, &card, &batch).await?;
    if answer.highest.saturating_add(1) >= first {
        return settle(node, ctx, &card, &batch, &answer).await;
    }
    // The partner lost its tail (an old backup, perhaps): it gets again what it is missing.
    let from = answer.highest.saturating_add(1);
    let again = node.store.sealed_from(&claim.partner, from, limits::BATCH_ENVELOPES_MAX).await?;
    let answer = hand_over(link, &card, &again).await?;
    settle(node, ctx, &card, &again, &answer).await
}

async fn sealed(
    node: &Node,
    partner: &AgencyId,
    now: Timestamp,
) -> Result<Vec<OutboxRow>, Failure> {
    let rows = node.store.deliveries(partner, now, limits::BATCH_ENVELOPES_MAX).await?;
    Ok(rows.into_iter().filter(|row| row.state == OutboxState::Sealed).collect())
}

async fn hand_over(
    link: &dyn Link,
    card: &Card,
    batch: &[OutboxRow],
) -> Result<DeliveryAnswer, Failure> {
    let envelopes: Vec<Vec<u8>> = batch.iter().filter_map(|row| row.envelope.clone()).collect();
    // A partner that lost its tail asks for what is no longer held here.
    if envelopes.iter().any(Vec::is_empty) {
        return Err(Failure::Partner("body_gone".to_owned()));
    }
    let bytes = Delivery { envelopes }.to_bytes()?;
    let answer = link.deliver(card, bytes).await?;
    DeliveryAnswer::from_bytes(&answer).or(Err(Failure::Partner("bad_answer".to_owned())))
}

/// Runs the gates a last time; seals, signs and numbers what passes, withdraws what does not.
async fn seal(node: &Node, ctx: &Ctx, card: &Card, row: &OutboxRow) -> Result<(), AppError> {
    let permit = ctx.permit(Action::Transmit, &Object::named(row.message))?;
    let mut entropy = [0; 32];
    node.random(&mut entropy)?;
    let mut tx = node.store.write().await?;
    let mut message = tx.message(row.message).await?;
    // Nothing the gates look at can change while this transaction holds the only writer.
    let run = gate_run::run(node, &message.message, Moment::Transmit, ctx.now).await?;
    tx.add_gate_run(row.message, &run).await?;
    message.updated_at = ctx.now;
    if !run.passes() {
        let entry = AuditEntry::refused(&permit, run.blocked_codes());
        return stop(tx, (message, row), &entry, ctx.now).await;
    }
    let (last, previous) = tx.last_sealed(&row.partner).await?;
    let fields = HeaderFields { seq: last + 1, previous };
    let sealed =
        Envelope::seal(fields, &message.message, &card.sealing, &node.keys.signing, entropy);
    let envelope = match sealed {
        Ok(envelope) => envelope,
        Err(error) => {
            // What cannot be sealed goes back to its author; the queue goes on.
            tracing::error!(message = %row.message, error = %error, "a message cannot be sealed");
            let entry = AuditEntry::refused(&permit, error.refusal().code());
            return stop(tx, (message, row), &entry, ctx.now).await;
        }
    };
    message.state = message.state.go(State::Transmitted)?;
    tx.update_message(&message).await?;
    tx.seal(row.message, envelope.header.seq, &envelope.bytes, &envelope.hash).await?;
    let entry = AuditEntry::new(&permit, format!("sealed no. {}", envelope.header.seq));
    tx.commit_with(&entry, ctx.now).await?;
    Ok(())
}

/// Takes a queued message out of the queue: it does not leave.
async fn stop(
    mut tx: WriteTx,
    (mut message, row): (MessageRow, &OutboxRow),
    entry: &AuditEntry,
    now: Timestamp,
) -> Result<(), AppError> {
    message.state = message.state.go(State::ChecksFailed)?;
    tx.update_message(&message).await?;
    tx.withdraw(row.message).await?;
    Ok(tx.commit_with(entry, now).await?)
}

/// Settles what the receipts prove. The first entry without a good receipt ends the batch.
async fn settle(
    node: &Node,
    ctx: &Ctx,
    card: &Card,
    batch: &[OutboxRow],
    answer: &DeliveryAnswer,
) -> Result<(), Failure> {
    for row in batch {
        let entry = answer.entries.iter().find(|e| Some(e.seq) == row.seq);
        let bytes = match entry.map(|e| &e.result) {
            Some(EntryResult::Receipt(bytes)) => bytes,
            Some(EntryResult::Refused(refusal)) => {
                return Err(Failure::Partner(refusal.code().to_owned()));
            }
            None => return Err(Failure::Partner("bad_answer".to_owned())),
        };
        let bad = || Failure::Partner("bad_receipt".to_owned());
        let receipt = Receipt::verify(bytes, &card.verify_keys).or(Err(bad()))?;
        let sent = Envelope::from_trusted(row.envelope.as_deref().unwrap_or_default())?;
        if receipt.from != card.agency || !receipt.answers(&sent) {
            return Err(bad());
        }
        settle_one(node, ctx, row, &receipt, bytes).await?;
    }
    Ok(())
}

async fn settle_one(
    node: &Node,
    ctx: &Ctx,
    row: &OutboxRow,
    receipt: &Receipt,
    bytes: &[u8],
) -> Result<(), AppError> {
    let permit = ctx.permit(Action::Transmit, &Object::named(row.message))?;
    let refusal = match &receipt.outcome {
        ReceiptOutcome::Accepted => None,
        ReceiptOutcome::Quarantined(refusal) => Some(refusal.code()),
    };
    let mut tx = node.store.write().await?;
    if !tx.settle(row.message, bytes, refusal, ctx.now).await? {
        return Ok(()); // settled before: dropping the transaction leaves nothing behind
    }
    let mut message = tx.message(row.message).await?;
    // Kept aside by the partner: it is the author's again, who can write it anew.
    let next = if refusal.is_none() { State::Delivered } else { State::ChecksFailed };
    // A receipt settles whatever state the message has come to meanwhile.
    if let Ok(state) = message.state.go(next) {
        message.state = state;
        message.updated_at = ctx.now;
        tx.update_message(&message).await?;
        if next == State::Delivered {
            let (at, side) = (receipt.received_at, clock_keep::RECEIVED);
            let had = thread::Crossed { at, side, now: ctx.now };
            thread::take_effect(&mut tx, &message, had).await?;
        }
    }
    // A reply can overtake the receipt: then nothing is awaited any more.
    if message.state.is_open() {
        let request = (&message.message, clock_keep::SENT);
        clock_keep::request_came(&mut tx, &node.packs, request, receipt.received_at).await?;
    }
    let detail = format!("receipt no. {} {}", receipt.seq, refusal.unwrap_or("accepted"));
    tx.commit_with(&AuditEntry::new(&permit, detail), ctx.now).await?;
    tracing::info!(message = %row.message, seq = receipt.seq, refusal, "delivered");
    Ok(())
}
