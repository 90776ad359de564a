//! One thread with everything an officer needs to judge it: messages, gates, receipts, hits, log.

use comity_domain::audit::AuditEntry;
use comity_domain::clock::{Doubt, ReleaseNotice};
use comity_domain::gate::GateRun;
use comity_domain::ids::{AgencyId, MessageId, OfficerId};
use comity_domain::policy::{Action, Object, Permit};
use comity_domain::time::Timestamp;
use comity_store::{ClockRow, Direction, LogLine, MessageRow};
use comity_wire::hash::hex;
use comity_wire::{Receipt, ReceiptOutcome};

use crate::app::case_show::{self, CaseView};
use crate::app::clock_time;
use crate::app::cross_check::HitView;
use crate::app::gate_run;
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::federation::partners;
use crate::node::Node;

/// A thread.
#[derive(Debug, Clone, PartialEq)]
pub struct ThreadView {
    /// Its messages, oldest first.
    pub entries: Vec<EntryView>,
    /// What the log says about them, oldest first.
    pub log: Vec<LogLine>,
    /// Its clocks.
    pub clocks: Vec<ClockRow>,
    /// Notices that its person must be released.
    pub releases: Vec<ReleaseNotice>,
    /// Why the machine's time is not believed; while it is not, no date passes.
    pub doubt: Option<Doubt>,
}

/// A message with what is kept about it.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryView {
    /// The message.
    pub row: MessageRow,
    /// The gate runs frozen with it, as the reader may see them.
    pub gates: Vec<GateRun>,
    /// What the sealed file says of it, and what it waits for.
    pub case: CaseView,
    /// How it crossed the border.
    pub delivery: DeliveryView,
    /// Persons of the register it may be about.
    pub hits: Vec<HitView>,
}

/// How a message crossed the border.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeliveryView {
    /// Its number in its direction.
    pub seq: Option<u64>,
    /// SHA-256 of its envelope, hexadecimal.
    pub envelope_sha256: Option<String>,
    /// The hour before which it does not leave, while it waits.
    pub not_before: Option<Timestamp>,
    /// The receiver's receipt.
    pub receipt: Option<ReceiptView>,
    /// Deliveries to this partner that failed in a row.
    pub tries: i64,
    /// The code of the last failure.
    pub last_error: Option<String>,
    /// The code under which the receiver quarantined it.
    pub refusal: Option<String>,
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptView {
    /// Whether signatures, envelope and number fit.
    pub verified: bool,
    /// `accepted`, or a refusal code.
    pub outcome: String,
    /// When the receiver had it on disk.
    pub received_at: Timestamp,
    /// Lines of the receiver's log at that moment.
    pub log_size: u64,
    /// The hash over them, hexadecimal.
    pub log_head: String,
    /// Who signed.
    pub signer: AgencyId,
}

/// Looks within this time are one reading, milliseconds.
const SAME_READING_MS: i64 = 10 * 60 * 1_000;

/// Shows the thread a message belongs to.
///
/// # Errors
/// When the officer may not read content, or there is no such message.
pub async fn run(node: &Node, ctx: &Ctx, id: MessageId) -> Result<ThreadView, AppError> {
    let known = node.store.message(id).await?;
    let author = match &known {
        Some(row) => opener(node, row).await?,
        None => None,
    };
    let object = Object { id: id.to_string(), author, signer: None };
    let permit = ctx.permit(Action::ReadContent, &object)?;
    let known = known.ok_or(AppError::NotFound)?;
    note_reading(node, ctx, &permit).await?;
    let (mut entries, mut log) = (Vec::new(), Vec::new());
    for row in node.store.thread(known.message.thread).await? {
        let id = row.message.id;
        log.extend(node.store.log_about(&id.to_string()).await?);
        let runs = node.store.gate_runs(id).await?;
        let gates: Vec<GateRun> = runs.iter().map(|run| gate_run::shown(ctx, run)).collect();
        // What the sealed file closed shows nobody of the register to those who may not read it.
        let hits = match gates.last().is_some_and(|run| run.sealed) {
            true => Vec::new(),
            false => node.store.hits(id).await?,
        };
        let case = case_show::of(node, ctx, &row).await?;
        entries.push(EntryView {
            gates,
            case,
            delivery: delivery(node, &row).await?,
            hits: hits.iter().map(|h| serde_json::from_str(&h.data)).collect::<Result<_, _>>()?,
            row,
        });
    }
    if !gate_run::may_read_file(ctx) {
        log.retain(|line| line.action != Action::WriteCaseFile.code());
    }
    log.sort_by_key(|line| line.seq);
    let clocks = node.store.clocks_of(known.message.thread).await?;
    let releases = node.store.release_notices(known.message.thread).await?;
    let doubt = clock_time::read(node, ctx.now).await?.doubt;
    Ok(ThreadView { entries, log, clocks, releases, doubt })
}

/// The officer of this agency who opened a message's thread; `None` when a partner did.
async fn opener(node: &Node, row: &MessageRow) -> Result<Option<OfficerId>, AppError> {
    let first = match row.message.id == row.message.thread {
        true => Some(row.clone()),
        false => node.store.message(row.message.thread).await?,
    };
    // A partner's officer may have the account name of one of ours.
    Ok(first.filter(|r| r.direction == Direction::Out).map(|r| r.message.author))
}

/// Who read what is in the log; looking again within a while is the same reading.
async fn note_reading(node: &Node, ctx: &Ctx, permit: &Permit) -> Result<(), AppError> {
    let since = ctx.now.plus_ms(-SAME_READING_MS);
    let lines = node.store.log_about(permit.object()).await?;
    let read = |line: &LogLine| {
        line.action == permit.action().code() && line.actor == permit.actor() && line.at > since
    };
    if lines.iter().any(read) {
        return Ok(());
    }
    let tx = node.store.write().await?;
    Ok(tx.commit_with(&AuditEntry::new(permit, ""), ctx.now).await?)
}

async fn delivery(node: &Node, row: &MessageRow) -> Result<DeliveryView, AppError> {
    match row.direction {
        Direction::Out => sent(node, row).await,
        Direction::In => received(node, row).await,
    }
}

async fn sent(node: &Node, row: &MessageRow) -> Result<DeliveryView, AppError> {
    let Some(out) = node.store.outbox_of(row.message.id).await? else {
        return Ok(DeliveryView::default());
    };
    let partner = node.store.partner(&row.partner).await?;
    let hash = out.hash;
    let keys = partners::keys_of(node, &row.partner).await?;
    let verified = |bytes: &Vec<u8>| keys.iter().find_map(|keys| Receipt::verify(bytes, keys).ok());
    let receipt = out.receipt.as_ref().and_then(verified).map(|r| {
        let fits = Some(r.envelope) == hash && Some(r.seq) == out.seq && r.from == row.partner;
        view(&r, fits)
    });
    Ok(DeliveryView {
        seq: out.seq,
        envelope_sha256: hash.map(|h| hex(&h)),
        not_before: out.seq.is_none().then_some(out.not_before),
        receipt,
        tries: partner.as_ref().map_or(0, |p| p.tries),
        last_error: partner.and_then(|p| p.last_error),
        refusal: out.refusal,
    })
}

async fn received(node: &Node, row: &MessageRow) -> Result<DeliveryView, AppError> {
    let Some(arrival) = node.store.inbox_of(row.message.id).await? else {
        return Ok(DeliveryView::default());
    };
    let own = node.keys.signing.public();
    let receipt = Receipt::verify(&arrival.receipt, &own).ok();
    let fits = |r: &Receipt| r.envelope == arrival.hash && r.seq == arrival.seq;
    Ok(DeliveryView {
        seq: Some(arrival.seq),
        envelope_sha256: Some(hex(&arrival.hash)),
        receipt: receipt.map(|r| view(&r, fits(&r))),
        ..DeliveryView::default()
    })
}

fn view(receipt: &Receipt, verified: bool) -> ReceiptView {
    ReceiptView {
        verified,
        outcome: match &receipt.outcome {
            ReceiptOutcome::Accepted => "accepted".to_owned(),
            ReceiptOutcome::Quarantined(refusal) => refusal.code().to_owned(),
        },
        received_at: receipt.received_at,
        log_size: receipt.log_size,
        log_head: hex(&receipt.log_head),
        signer: receipt.from.clone(),
    }
}
