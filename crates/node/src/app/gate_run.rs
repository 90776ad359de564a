//! Runs the gates on a message with everything they may look at: this agency's register of
//! agreements and, for a reply, the request it answers.

use comity_domain::gate::file::CaseFile;
use comity_domain::gate::{self, Case, GateRun, Moment};
use comity_domain::message::Message;
use comity_domain::time::Timestamp;
use comity_store::RecordKind;

use crate::error::AppError;
use crate::node::Node;

/// Runs the gates.
///
/// # Errors
/// When the store fails.
pub async fn run(
    node: &Node,
    message: &Message,
    moment: Moment,
    at: Timestamp,
) -> Result<GateRun, AppError> {
    let agreements = node.store.records(RecordKind::Agreement).await?;
    let request = match message.in_reply_to {
        Some(request) => node.store.message(request).await?,
        None => None,
    };
    let answers = request.as_ref().map(|row| &row.message);
    let packs = &node.packs;
    // No sealed file of a case is kept yet: nothing counts as decided, and what needs a decision stops.
    let file = CaseFile::EMPTY;
    Ok(gate::run(&Case { message, moment, at, agreements: &agreements, packs, answers, file }))
}
