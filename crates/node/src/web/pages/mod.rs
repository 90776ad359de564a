//! One page a file: what it asks of which use case, and which template shows it.

pub(super) mod approve;
pub(super) mod case;
pub(super) mod inbox;
pub(super) mod message;
pub(super) mod oversight;
pub(super) mod release;
pub(super) mod reply_new;
pub(super) mod request_new;
pub(super) mod search;
pub(super) mod sign_in;
pub(super) mod watch;
pub(super) mod watch_new;
pub(super) mod watches;

use comity_domain::ids::MessageId;

use crate::error::AppError;

/// The id of a path. What is no id is not found, as any other message that may not be known.
fn id_of(text: &str) -> Result<MessageId, AppError> {
    MessageId::parse(text).or(Err(AppError::NotFound))
}
