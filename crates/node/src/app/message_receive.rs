//! Sorts what arrived into the desk's inbox: runs the gates again, holds the person against the
//! register, joins what follows to its thread. A worker's step; it never answers.

use comity_domain::audit::AuditEntry;
use comity_domain::gate::file::Flag;
use comity_domain::gate::{GateRun, Moment};
use comity_domain::ids::MessageId;
use comity_domain::message::Message;
use comity_domain::message::state::State;
use comity_domain::policy::{Action, Actor, Object, Permit};
use comity_domain::time::Timestamp;
use comity_store::{Direction, HitRow, InboxRow, MessageRow, WriteTx};
use comity_wire::Envelope;

use crate::app::cross_check::{self, HitView, Wanted};
use crate::app::{clock_keep, gate_run, protection_find, thread};
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::federation::Step;
use crate::node::Node;

/// Arrivals sorted in one step.
const BATCH: u32 = 16;
/// Hits kept with a message.
const HITS_MAX: u32 = 10;

/// Sorts the oldest arrivals.
///
/// # Errors
/// When the store fails; what was not sorted stays and is tried again.
pub async fn step(node: &Node, now: Timestamp) -> Result<Step, AppError> {
    let arrivals = node.store.unprocessed(BATCH).await?;
    if arrivals.is_empty() {
        return Ok(Step::Idle);
    }
    let ctx = Ctx { actor: Actor::Worker, now };
    let mut failure = None;
    for arrival in &arrivals {
        // One message that cannot be sorted must not hold up the others.
        if let Err(error) = sort(node, &ctx, arrival).await {
            node.store.note_sort_failure(&arrival.partner, arrival.seq).await?;
            failure = Some(error);
        }
    }
    failure.map_or(Ok(Step::Done), Err)
}

async fn sort(node: &Node, ctx: &Ctx, arrival: &InboxRow) -> Result<(), AppError> {
    let permit = ctx.permit(Action::ProcessInbox, &Object::named(arrival.message))?;
    // Both signatures were verified before these bytes were kept.
    let message = Envelope::from_trusted(&arrival.envelope)?.open(&node.keys.sealing)?;
    let sorted = judge(node, ctx, arrival, message).await?;
    let (row, id) = (&sorted.row, sorted.row.message.id);
    let mut tx = node.store.write().await?;
    if !tx.mark_processed(&arrival.partner, arrival.seq).await? {
        return Ok(()); // sorted before: dropping the transaction leaves nothing behind
    }
    tx.add_message(row).await?;
    tx.add_gate_run(id, &sorted.run).await?;
    protection_find::note(&mut tx, row.message.thread, sorted.raised.as_ref()).await?;
    note_hits(&mut tx, id, &sorted.hits).await?;
    if !row.stopped {
        let (at, side) = (arrival.received_at, clock_keep::SENT);
        let came = thread::Crossed { at, side, now: ctx.now };
        thread::take_effect(&mut tx, row, came).await?;
    }
    if !sorted.stray {
        // What a gate here stopped is owed its answer, too.
        let request = (&row.message, clock_keep::RECEIVED);
        clock_keep::request_came(&mut tx, &node.packs, request, arrival.received_at).await?;
    }
    tx.commit_with(&sorted.entry(&permit), ctx.now).await?;
    tracing::info!(message = %id, stopped = row.stopped, hits = sorted.hits.len(), "sorted");
    Ok(())
}

/// An arrival as it goes to the desk.
struct Sorted {
    row: MessageRow,
    run: GateRun,
    hits: Vec<HitView>,
    /// That the register says the person is protected.
    raised: Option<Flag>,
    /// A reply to something this agency never asked that partner.
    stray: bool,
}

impl Sorted {
    fn entry(&self, permit: &Permit) -> AuditEntry {
        if self.stray {
            return AuditEntry::refused(permit, "stray message");
        }
        if self.row.stopped {
            return AuditEntry::refused(permit, self.run.blocked_codes());
        }
        AuditEntry::new(permit, format!("{} hits {}", self.row.message.kind(), self.hits.len()))
    }
}

/// Runs the gates and holds the person of a request against the register.
async fn judge(
    node: &Node,
    ctx: &Ctx,
    arrival: &InboxRow,
    message: Message,
) -> Result<Sorted, AppError> {
    let stray = thread::is_stray(node, &message, &arrival.partner).await?;
    let judged = gate_run::judge(node, &message, Moment::Receive, ctx.now).await?;
    let (run, raised) = (judged.run, judged.raised);
    let stopped = stray || !run.passes();
    let hits = match message.in_reply_to {
        None if !stopped => hits_of(node, &message).await?,
        _ => Vec::new(),
    };
    let due_at = clock_keep::answer_due(&node.packs, &message, arrival.received_at);
    let row = MessageRow {
        direction: Direction::In,
        partner: arrival.partner.clone(),
        state: State::Delivered,
        stopped,
        due_at,
        updated_at: ctx.now,
        message,
    };
    Ok(Sorted { row, run, hits, raised, stray })
}

/// Whom of the register a request may be about.
pub(super) async fn hits_of(node: &Node, message: &Message) -> Result<Vec<HitView>, AppError> {
    let mut found: Vec<HitView> = Vec::new();
    for subject in message.body.persons() {
        found.extend(cross_check::run(node, &Wanted::of_subject(subject), HITS_MAX).await?);
    }
    // Somebody of the register who may be two of them is shown once, as who they most likely are.
    found.sort_by_key(|hit| std::cmp::Reverse(hit.permille));
    let mut hits: Vec<HitView> = Vec::new();
    for hit in found {
        let known = hits.iter().any(|kept| kept.person.id == hit.person.id);
        if !known && hits.len() < usize::try_from(HITS_MAX).unwrap_or(usize::MAX) {
            hits.push(hit);
        }
    }
    Ok(hits)
}

/// Keeps hits with their message.
pub(super) async fn note_hits(
    tx: &mut WriteTx,
    id: MessageId,
    hits: &[HitView],
) -> Result<(), AppError> {
    for hit in hits {
        tx.add_hit(id, &hit_row(hit)?).await?;
    }
    Ok(())
}

fn hit_row(hit: &HitView) -> Result<HitRow, AppError> {
    Ok(HitRow {
        person: hit.person.id.clone(),
        permille: hit.permille,
        data: serde_json::to_string(hit)?,
    })
}
