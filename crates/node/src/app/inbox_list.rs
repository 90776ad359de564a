//! The desk's lists: what has to be answered, what waits for a second officer, what was sent.

use comity_domain::message::state::State;
use comity_domain::policy::{Action, Object};
use comity_store::{Direction, MessageRow};

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
}

/// Lists them.
///
/// # Errors
/// When the officer may not read content, or the store fails.
pub async fn run(node: &Node, ctx: &Ctx) -> Result<Inbox, AppError> {
    ctx.permit(Action::ReadContent, &Object::named("inbox"))?;
    let (open, over): (Vec<State>, Vec<State>) =
        State::ALL.iter().partition(|s| s.is_open() || is_on_its_way(**s));
    let requests = node.store.requests_in(&open, limits::LIST_ROWS_MAX).await?;
    let of = |direction| {
        let rows = requests.iter().filter(move |row| row.direction == direction);
        rows.filter(|row| row.state != State::Ready).cloned().collect()
    };
    Ok(Inbox {
        received: of(Direction::In),
        waiting: node.store.waiting_for_approval().await?,
        sent: of(Direction::Out),
        done: node.store.latest_requests_in(&over, DONE_ROWS).await?,
    })
}

/// Requests that are over, as many as a page shows.
const DONE_ROWS: u32 = 100;

fn is_on_its_way(state: State) -> bool {
    matches!(
        state,
        State::Draft | State::ChecksFailed | State::Ready | State::Approved | State::Transmitted
    )
}
