//! Takes in what a partner sends: checks in a fixed order, keeps the exact bytes, and gives a
//! receipt only once they are on disk. It decides nothing about the request itself.

use comity_domain::audit::AuditEntry;
use comity_domain::ids::AgencyId;
use comity_domain::limits;
use comity_domain::policy::{Action, Actor, Object};
use comity_domain::time::Timestamp;
use comity_store::{Arrival, InboxRow, PartnerState, WriteTx};
use comity_wire::{
    Delivery, DeliveryAnswer, EntryAnswer, EntryResult, Envelope, Header, Receipt, ReceiptOutcome,
    Refusal, SignedCard, WireError,
};

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::federation::door::Visitor;
use crate::federation::partners;
use crate::node::Node;

/// Who is at the other end of the connection: the SHA-256 of the certificate it proved to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub [u8; 32]);

/// Takes a delivery in. Entries are handled in order; the first that is refused ends the batch.
///
/// # Errors
/// The refusal of the delivery as a whole.
pub async fn accept(
    node: &Node,
    peer: Peer,
    bytes: &[u8],
    now: Timestamp,
) -> Result<DeliveryAnswer, Refusal> {
    let delivery = match Delivery::from_bytes(bytes) {
        Ok(delivery) => delivery,
        Err(error) => {
            let refusal = error.refusal();
            note_delivery(node, peer, refusal, now).await;
            return Err(refusal);
        }
    };
    let mut answer = DeliveryAnswer::default();
    for envelope in &delivery.envelopes {
        let (seq, result) = entry(node, peer, envelope, now).await;
        let refused = matches!(result, EntryResult::Refused(_));
        answer.entries.push(EntryAnswer { seq, result });
        if refused {
            break;
        }
    }
    answer.highest = match sender(node, peer).await {
        Ok(Some(agency)) => node.store.highest_arrival(&agency).await.or(Err(Refusal::Internal))?,
        Ok(None) => 0,
        Err(_) => return Err(Refusal::Internal),
    };
    Ok(answer)
}

/// Whether the certificate is on a partner's card.
pub async fn is_partner(node: &Node, peer: Peer) -> bool {
    matches!(sender(node, peer).await, Ok(Some(_)))
}

/// The partner whose card holds the certificate.
async fn sender(node: &Node, peer: Peer) -> Result<Option<AgencyId>, AppError> {
    let holds = |card: &[u8]| {
        SignedCard::parse(card).is_ok_and(|signed| signed.card.tls_pins.contains(&peer.0))
    };
    let partners = node.store.partners().await?;
    Ok(partners.into_iter().find(|row| holds(&row.card)).map(|row| row.agency))
}

async fn entry(node: &Node, peer: Peer, bytes: &[u8], now: Timestamp) -> (u64, EntryResult) {
    let header = match Envelope::peek(bytes) {
        Ok(header) => header,
        Err(error) => {
            let refusal = error.refusal();
            note(node, peer, ("unknown", "envelope"), refusal, now).await;
            return (0, EntryResult::Refused(refusal));
        }
    };
    let result = match known_sender(node, peer, &header).await {
        Ok(card) => take_in(node, &card, bytes, now).await,
        Err(error) => Err(error),
    };
    let refusal = match result {
        Ok(receipt) => return (header.seq, EntryResult::Receipt(receipt)),
        Err(Failure::Refused(refusal)) => refusal,
        Err(Failure::Own(error)) => {
            tracing::error!(error = ?error, "an envelope could not be taken in");
            Refusal::Internal
        }
    };
    note(node, peer, (header.from.as_str(), &header.id.to_string()), refusal, now).await;
    (header.seq, EntryResult::Refused(refusal))
}

/// Why an entry was not taken in.
enum Failure {
    /// The sender's doing.
    Refused(Refusal),
    /// Ours.
    Own(AppError),
}

impl<E: Into<AppError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Own(error.into())
    }
}

/// The claimed sender is a partner, messages flow, the certificate is the partner's, and the
/// envelope is for this agency.
async fn known_sender(node: &Node, peer: Peer, header: &Header) -> Result<SignedCard, Failure> {
    let Some((card, state)) = partners::lookup(node, &header.from).await? else {
        return Err(Failure::Refused(Refusal::UnknownPartner));
    };
    if !card.card.tls_pins.contains(&peer.0) {
        return Err(Failure::Refused(Refusal::WrongCertificate));
    }
    if state == PartnerState::Suspended {
        return Err(Failure::Refused(Refusal::PartnerSuspended));
    }
    if header.to != node.agency {
        return Err(Failure::Refused(Refusal::WrongAddressee));
    }
    Ok(card)
}

async fn take_in(
    node: &Node,
    card: &SignedCard,
    bytes: &[u8],
    now: Timestamp,
) -> Result<Vec<u8>, Failure> {
    let refuse = |error: WireError| Failure::Refused(error.refusal());
    let envelope = Envelope::parse(bytes, &card.card.verify_keys).map_err(refuse)?;
    let header = &envelope.header;
    if header.created_at > now.plus_ms(limits::CLOCK_AHEAD_MS_MAX) {
        return Err(Failure::Refused(Refusal::Clock));
    }
    // What this partner takes no part in, cannot be opened or is not valid for its type is kept
    // aside; the link goes on.
    let allowed = card.card.competences.contains(&header.kind);
    let outcome = match envelope.open(&node.keys.sealing) {
        _ if !allowed => ReceiptOutcome::Quarantined(Refusal::NotAllowed),
        Ok(_) => ReceiptOutcome::Accepted,
        Err(error) => ReceiptOutcome::Quarantined(error.refusal()),
    };
    keep(node, card, &envelope, outcome, now).await
}

/// Keeps the bytes, the log line and the receipt in one transaction. The receipt leaves only after
/// it is durable; bytes seen before get the receipt they got before.
async fn keep(
    node: &Node,
    card: &SignedCard,
    envelope: &Envelope,
    outcome: ReceiptOutcome,
    now: Timestamp,
) -> Result<Vec<u8>, Failure> {
    let header = &envelope.header;
    let ctx = Ctx { actor: Actor::Partner(card.card.agency.clone()), now };
    let permit = ctx.permit(Action::Receive, &Object::named(header.id))?;
    let mut tx = node.store.write().await?;
    if let Some(receipt) = seen_before(&mut tx, envelope).await? {
        return Ok(receipt);
    }
    let code = match &outcome {
        ReceiptOutcome::Accepted => "accepted",
        ReceiptOutcome::Quarantined(refusal) => refusal.code(),
    };
    let entry = match &outcome {
        ReceiptOutcome::Accepted => AuditEntry::new(&permit, format!("no. {}", header.seq)),
        ReceiptOutcome::Quarantined(_) => AuditEntry::refused(&permit, code),
    };
    let logged = tx.append(&entry, now).await?;
    let receipt = Receipt {
        version: 1,
        from: node.agency.clone(),
        to: header.from.clone(),
        seq: header.seq,
        envelope: envelope.hash,
        id: header.id,
        outcome,
        received_at: now,
        log_size: logged.position.size,
        log_head: logged.position.head,
    }
    .sign(&node.keys.signing)?;
    tx.add_arrival(&InboxRow {
        partner: header.from.clone(),
        seq: header.seq,
        message: header.id,
        hash: envelope.hash,
        envelope: envelope.bytes.clone(),
        receipt: receipt.clone(),
        outcome: code.to_owned(),
        received_at: now,
    })
    .await?;
    tx.commit(logged).await?;
    tracing::info!(message = %header.id, seq = header.seq, outcome = code, "received");
    Ok(receipt)
}

/// The receipt given before for these very bytes; `None` when they are the next ones.
async fn seen_before(tx: &mut WriteTx, envelope: &Envelope) -> Result<Option<Vec<u8>>, Failure> {
    let header = &envelope.header;
    match tx.arrival(&header.from, header.seq, header.id, &envelope.hash).await? {
        Arrival::Duplicate { receipt } => {
            tracing::info!(message = %header.id, seq = header.seq, "duplicate: same receipt");
            Ok(Some(receipt))
        }
        Arrival::Gap { .. } => Err(Failure::Refused(Refusal::Gap)),
        // Other bytes had this number or id; or the bytes before were others; or the id is taken
        // by a message of another partner or of this agency.
        Arrival::Replay => Err(Failure::Refused(Refusal::Replay)),
        Arrival::Next { previous } if previous != header.previous => {
            Err(Failure::Refused(Refusal::Replay))
        }
        Arrival::Next { .. } if tx.has_message(header.id).await? => {
            Err(Failure::Refused(Refusal::Replay))
        }
        Arrival::Next { .. } => Ok(None),
    }
}

/// Notes the refusal of a delivery that could not even be read.
pub async fn note_delivery(node: &Node, peer: Peer, refusal: Refusal, now: Timestamp) {
    note(node, peer, ("unknown", "delivery"), refusal, now).await;
}

/// A refusal is worth a line, as long as a stranger cannot fill the disk with them.
async fn note(
    node: &Node,
    peer: Peer,
    (claimed, object): (&str, &str),
    refusal: Refusal,
    now: Timestamp,
) {
    let visitor = if is_partner(node, peer).await { Visitor::Partner } else { Visitor::Stranger };
    if !node.door.may_log(visitor, now) {
        return;
    }
    tracing::warn!(claimed, object, code = refusal.code(), "refused");
    let entry = AuditEntry::refused_at_the_door(claimed, object, refusal.code());
    let written = async { node.store.write().await?.commit_with(&entry, now).await };
    if let Err(error) = written.await {
        tracing::error!(error = %error, "a refusal could not be logged");
    }
}
