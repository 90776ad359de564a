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
    let mut inbox = Inbox { waiting: node.store.waiting_for_approval().await?, ..Inbox::default() };
    for row in node.store.requests(None, limits::LIST_ROWS_MAX).await? {
        let open = match row.direction {
            Direction::In => row.state.is_open(),
            Direction::Out => row.state.is_open() || is_on_its_way(row.state),
        };
        match (row.direction, open) {
            _ if row.state == State::Ready => {} // in `waiting` already
            (Direction::In, true) => inbox.received.push(row),
            (Direction::Out, true) => inbox.sent.push(row),
            (_, false) => inbox.done.push(row),
        }
    }
    Ok(inbox)
}

fn is_on_its_way(state: State) -> bool {
    matches!(state, State::Draft | State::ChecksFailed | State::Approved | State::Transmitted)
}
