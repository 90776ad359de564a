//! `comity card`: prints this agency's card.

use crate::app::card_issue;
use crate::cli::Session;
use crate::cli::officer::operator;
use crate::cli::out::Failure;

pub(super) async fn run(session: &Session) -> Result<(), Failure> {
    let node = session.node().await?;
    let card = card_issue::run(&node, &operator(session, &node)?).await?;
    let fingerprint = card.fingerprint().to_string();
    session
        .out
        .note(&format!("Read these words out to the partner over the telephone:\n  {fingerprint}"));
    let text = card.to_text();
    let value = serde_json::json!({"agency": node.agency, "fingerprint": fingerprint,
        "card": text});
    session.out.print(&value, || text.trim_end().to_owned())
}
