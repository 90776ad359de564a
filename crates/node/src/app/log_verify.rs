//! Verifies what this node keeps: the chain of its log; for everything sent, the partner's receipt;
//! for everything received, the partner's signatures and this node's own receipt, whose log
//! position still has to be in the log.

use comity_domain::limits;
use comity_domain::policy::{Action, Object};
use comity_store::{InboxRow, LogPosition, OutboxRow};
use comity_wire::hash::hex;
use comity_wire::{Envelope, Receipt, VerifyKeys};
use serde::Serialize;

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::federation::partners;
use crate::node::Node;

/// What the verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whether nothing is wrong.
    pub ok: bool,
    /// Lines of the log.
    pub lines: u64,
    /// The hash over them.
    pub head: String,
    /// Envelopes sent whose receipt verifies.
    pub sent_with_receipt: u64,
    /// Envelopes sent that wait for a receipt.
    pub sent_waiting: u64,
    /// Envelopes received that verify.
    pub received: u64,
    /// What is wrong, in English, by number; never a person's data.
    pub faults: Vec<String>,
}

/// Verifies everything.
///
/// # Errors
/// When the actor may not, or the store fails.
pub async fn run(node: &Node, ctx: &Ctx) -> Result<Report, AppError> {
    ctx.permit(Action::ReadLog, &Object::named("log"))?;
    let mut report = Report::default();
    match node.store.log_verify().await? {
        Ok(LogPosition { size, head }) => {
            report.lines = size;
            report.head = hex(&head);
        }
        Err(fault) => report.faults.push(format!("log line {} was changed", fault.seq)),
    }
    for partner in node.store.partners().await? {
        let keys = partners::keys_of(node, &partner.agency).await?;
        sent(node, &partner.agency, &keys, &mut report).await?;
        received(node, &partner.agency, &keys, &mut report).await?;
    }
    report.ok = report.faults.is_empty();
    Ok(report)
}

async fn sent(
    node: &Node,
    partner: &comity_domain::ids::AgencyId,
    keys: &[VerifyKeys],
    report: &mut Report,
) -> Result<(), AppError> {
    let (mut next, mut previous) = (1, [0; 32]);
    loop {
        let rows = node.store.sealed_from(partner, next, limits::BATCH_ENVELOPES_MAX).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in &rows {
            match check_sent(node, row, keys, (next, previous)) {
                Ok((hash, settled)) => {
                    previous = hash;
                    report.sent_with_receipt += u64::from(settled);
                    report.sent_waiting += u64::from(!settled);
                }
                Err(fault) => report.faults.push(format!("sent to {partner} no. {next}: {fault}")),
            }
            next += 1;
        }
    }
}

fn check_sent(
    node: &Node,
    row: &OutboxRow,
    keys: &[VerifyKeys],
    (seq, previous): (u64, [u8; 32]),
) -> Result<([u8; 32], bool), String> {
    let bytes = row.envelope.as_deref().ok_or("its bytes are missing")?;
    if bytes.is_empty() {
        return check_gone(row, keys, seq);
    }
    let own = node.keys.signing.public();
    let envelope = Envelope::parse(bytes, &own).map_err(|e| e.to_string())?;
    if row.seq != Some(seq) || envelope.header.seq != seq || envelope.header.previous != previous {
        return Err("it is out of sequence".to_owned());
    }
    let Some(receipt) = row.receipt.as_deref() else { return Ok((envelope.hash, false)) };
    let receipt = keys.iter().find_map(|keys| Receipt::verify(receipt, keys).ok());
    let receipt = receipt.ok_or("its receipt does not verify")?;
    if receipt.answers(&envelope) && receipt.from == row.partner {
        Ok((envelope.hash, true))
    } else {
        Err("its receipt is for something else".to_owned())
    }
}

/// Of a body that is gone, hash and receipt are left.
fn check_gone(row: &OutboxRow, keys: &[VerifyKeys], seq: u64) -> Result<([u8; 32], bool), String> {
    let hash = row.hash.ok_or("its hash is missing")?;
    let receipt = row.receipt.as_deref().ok_or("its bytes are missing")?;
    let receipt = keys.iter().find_map(|keys| Receipt::verify(receipt, keys).ok());
    let receipt = receipt.ok_or("its receipt does not verify")?;
    match receipt.envelope == hash && receipt.seq == seq && row.seq == Some(seq) {
        true => Ok((hash, true)),
        false => Err("its receipt is for something else".to_owned()),
    }
}

async fn received(
    node: &Node,
    partner: &comity_domain::ids::AgencyId,
    keys: &[VerifyKeys],
    report: &mut Report,
) -> Result<(), AppError> {
    let (mut last, mut previous) = (0, [0; 32]);
    let own = node.keys.signing.public();
    loop {
        let rows = node.store.arrivals(partner, last, 100).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in &rows {
            last += 1;
            let mut fault =
                |text: &str| report.faults.push(format!("from {partner} no. {last}: {text}"));
            if row.envelope.is_empty() {
                previous = row.hash;
                match gone_with_receipt(node, row, last).await? {
                    true => report.received += 1,
                    false => fault("our receipt does not fit it or our log"),
                }
                continue;
            }
            let parsed = keys.iter().find_map(|keys| Envelope::parse(&row.envelope, keys).ok());
            let (Some(envelope), Ok(receipt)) = (parsed, Receipt::verify(&row.receipt, &own))
            else {
                fault("its signatures or those of our receipt do not verify");
                continue;
            };
            let chained = envelope.header.seq == last && envelope.header.previous == previous;
            previous = envelope.hash;
            let logged = node.store.log_head_at(receipt.log_size).await?;
            if !chained || row.seq != last {
                fault("it is out of sequence");
            } else if !receipt.answers(&envelope) || logged != Some(receipt.log_head) {
                fault("our receipt does not fit it or our log");
            } else {
                report.received += 1;
            }
        }
    }
}

/// Of a body that is gone, hash and our receipt are left; the receipt still has to fit our log.
async fn gone_with_receipt(node: &Node, row: &InboxRow, seq: u64) -> Result<bool, AppError> {
    let Ok(receipt) = Receipt::verify(&row.receipt, &node.keys.signing.public()) else {
        return Ok(false);
    };
    let logged = node.store.log_head_at(receipt.log_size).await?;
    let fits = receipt.envelope == row.hash && receipt.seq == seq && row.seq == seq;
    Ok(fits && logged == Some(receipt.log_head))
}
