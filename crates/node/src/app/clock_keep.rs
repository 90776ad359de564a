//! Starts and moves clocks inside the transaction of the event that starts or moves them. The log
//! line of the event covers what happens to its clocks.

use comity_domain::clock::{Clock, ClockKind, Holding, Move, MoveError, Start, start};
use comity_domain::ids::MessageId;
use comity_domain::limits;
use comity_domain::message::{Message, kinds};
use comity_domain::pack::Packs;
use comity_domain::time::Timestamp;
use comity_store::{ClockRow, WriteTx};

use crate::error::AppError;

/// What a request has to be given in time: the receiver's clocks. The sender keeps only the second: it is
/// not told when a request is taken up.
pub(crate) const RECEIVED: &[ClockKind] = &[ClockKind::Acknowledge, ClockKind::Answer];
/// What the sender of a request waits for.
pub(crate) const SENT: &[ClockKind] = &[ClockKind::Answer];

/// Those clocks of one side that a message starts: every message that opens a thread has to be taken up, and
/// one that asks for something has to be answered, wherever in a thread it stands.
fn started<'a>(
    message: &Message,
    side: &'a [ClockKind],
) -> impl Iterator<Item = &'a ClockKind> + use<'a> {
    let answered = kinds::rule(message.kind()).answered;
    let taken_up = answered || message.in_reply_to.is_none();
    side.iter().filter(move |kind| if **kind == ClockKind::Answer { answered } else { taken_up })
}

/// A clock that a request starts at a moment, for the agency that is asked.
pub(crate) fn of_request(
    packs: &Packs,
    message: &Message,
    (kind, holding): (ClockKind, Holding),
    at: Timestamp,
) -> Option<Clock> {
    let country = message.to.country();
    let asked = message.answer_by.filter(|_| kind == ClockKind::Answer);
    start(packs, &Start { kind, country: &country, urgency: message.urgency, holding, at, asked })
}

/// The clocks a message would start at its receiver, were it to arrive at a moment.
pub(crate) fn would_start(packs: &Packs, message: &Message, at: Timestamp) -> Vec<Clock> {
    let clock = |kind: &ClockKind| of_request(packs, message, (*kind, Holding::Held), at);
    started(message, RECEIVED).filter_map(clock).collect()
}

/// By when an answer to a request is due that reaches its receiver at a moment; where no pack has a limit, or
/// no answer is owed, the last day any request may ask for.
pub(crate) fn answer_due(packs: &Packs, message: &Message, at: Timestamp) -> Timestamp {
    let answered = kinds::rule(message.kind()).answered;
    let clock = of_request(packs, message, (ClockKind::Answer, Holding::Held), at);
    let clock = clock.filter(|_| answered);
    let latest = at.plus_ms(limits::ANSWER_BY_MS_MAX);
    clock.and_then(|clock| clock.due_at).unwrap_or(latest)
}

/// Starts the clocks of one side for a message that reached its receiver at a moment.
pub(crate) async fn request_came(
    tx: &mut WriteTx,
    packs: &Packs,
    (message, side): (&Message, &[ClockKind]),
    at: Timestamp,
) -> Result<(), AppError> {
    for kind in started(message, side) {
        let Some(clock) = of_request(packs, message, (*kind, Holding::Held), at) else { continue };
        tx.add_clock(&ClockRow {
            message: message.id,
            thread: message.thread,
            bound: message.to.clone(),
            clock,
        })
        .await?;
    }
    Ok(())
}

/// What clocks of a message were for was done at a moment. Clocks that are over, or were never started,
/// stay as they are.
pub(crate) async fn met(
    tx: &mut WriteTx,
    message: MessageId,
    kinds: &[ClockKind],
    at: Timestamp,
) -> Result<(), AppError> {
    for kind in kinds {
        let Some(mut row) = tx.clock(message, *kind).await? else { continue };
        if !row.clock.state.is_open() {
            continue;
        }
        row.clock = row.clock.go(Move::Meet, at)?;
        tx.update_clock(&row).await?;
    }
    Ok(())
}

impl From<MoveError> for AppError {
    fn from(error: MoveError) -> Self {
        let key = match error {
            MoveError::Illegal { .. } => "error-clock-over",
            MoveError::Fixed => "error-clock-fixed",
            MoveError::TooLate => "error-clock-too-late",
            MoveError::NotDue => "error-clock-not-due",
            MoveError::NotLater => "error-clock-not-later",
            MoveError::TooFar => "answer-by-range",
            MoveError::NoReason => "error-clock-reason",
            MoveError::TooOften => "error-clock-too-often",
        };
        Self::Conflict { key }
    }
}
