//! The desk's lists: what has to be answered, what waits for a second officer, what was sent.

use comity_domain::clock::ClockState;
use comity_domain::ids::{MessageId, OfficerId};
use comity_domain::message::state::State;
use comity_domain::policy::{Action, DenialReason, Object};
use comity_store::{ClockRow, Direction, MessageRow};
use std::collections::BTreeMap;

use comity_domain::limits;

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// The lists, each sorted by deadline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inbox {
    /// Received requests that are owed an answer.
    pub received: Vec<MessageRow>,
    /// Requests and replies that wait for approval here.
    pub waiting: Vec<MessageRow>,
    /// Our requests that are on their way or not answered yet, and those a gate stopped.
    pub sent: Vec<MessageRow>,
    /// Requests, both ways, that are over.
    pub done: Vec<MessageRow>,
    /// Clocks that are open, by the thread they are shown with.
    pub clocks: BTreeMap<MessageId, Vec<ClockRow>>,
}

/// Clocks that are not over.
pub(crate) const OPEN_CLOCKS: &[ClockState] =
    &[ClockState::Running, ClockState::Paused, ClockState::Extended, ClockState::Breached];

/// Lists them.
///
/// # Errors
/// When the officer may not read content, or the store fails.
pub async fn run(node: &Node, ctx: &Ctx) -> Result<Inbox, AppError> {
    let readable = readable(ctx, "inbox")?;
    let (open, over): (Vec<State>, Vec<State>) =
        State::ALL.iter().partition(|s| s.is_open() || is_on_its_way(**s));
    let requests = readable.of(node.store.requests_in(&open, limits::LIST_ROWS_MAX).await?);
    let of = |direction| {
        let rows = requests.iter().filter(move |row| row.direction == direction);
        rows.filter(|row| row.state != State::Ready).cloned().collect()
    };
    let mut clocks: BTreeMap<MessageId, Vec<ClockRow>> = BTreeMap::new();
    for row in node.store.clocks_in(OPEN_CLOCKS, limits::LIST_ROWS_MAX).await? {
        clocks.entry(row.thread).or_default().push(row);
    }
    Ok(Inbox {
        clocks,
        received: of(Direction::In),
        waiting: readable.of(node.store.waiting_for_approval().await?),
        sent: of(Direction::Out),
        done: readable.of(node.store.latest_requests_in(&over, DONE_ROWS).await?),
    })
}

/// Every request of the agency, the most pressing first.
///
/// # Errors
/// As [`run`].
pub async fn requests(node: &Node, ctx: &Ctx) -> Result<Vec<MessageRow>, AppError> {
    let readable = readable(ctx, "requests")?;
    Ok(readable.of(node.store.requests_in(State::ALL, limits::LIST_ROWS_MAX).await?))
}

/// Which rows of a list an officer may see.
enum Readable {
    All,
    /// Those this officer wrote.
    Own(OfficerId),
}

impl Readable {
    fn of(&self, rows: Vec<MessageRow>) -> Vec<MessageRow> {
        let Self::Own(officer) = self else { return rows };
        // A partner's officer may have the account name of one of ours.
        let own = |r: &MessageRow| r.direction == Direction::Out && r.message.author == *officer;
        rows.into_iter().filter(own).collect()
    }
}

fn readable(ctx: &Ctx, list: &str) -> Result<Readable, AppError> {
    match ctx.permit(Action::ReadContent, &Object::named(list)) {
        Ok(_) => Ok(Readable::All),
        Err(AppError::Denied(denial)) if denial.reason == DenialReason::NotOwn => {
            Ok(Readable::Own(ctx.actor.officer().ok_or(AppError::NotFound)?.clone()))
        }
        Err(error) => Err(error),
    }
}

/// Requests that are over, as many as a page shows.
const DONE_ROWS: u32 = 100;

fn is_on_its_way(state: State) -> bool {
    matches!(
        state,
        State::Draft | State::ChecksFailed | State::Ready | State::Approved | State::Transmitted
    )
}
