//! The partners of this agency.

use comity_store::{PartnerRow, PartnerState};
use comity_wire::SignedCard;

use crate::error::AppError;
use crate::node::Node;

/// A partner.
#[derive(Debug, Clone)]
pub struct PartnerView {
    /// Its card.
    pub card: SignedCard,
    /// Whether messages flow.
    pub state: PartnerState,
    /// Deliveries that failed in a row.
    pub tries: i64,
    /// The code of the last failure.
    pub last_error: Option<String>,
}

/// Lists them. Who cooperates with whom is no secret within the agency.
///
/// # Errors
/// When the store fails or a card is damaged.
pub async fn run(node: &Node) -> Result<Vec<PartnerView>, AppError> {
    let rows = node.store.partners().await?;
    rows.into_iter().map(view).collect()
}

fn view(row: PartnerRow) -> Result<PartnerView, AppError> {
    Ok(PartnerView {
        card: SignedCard::parse(&row.card)?,
        state: row.state,
        tries: row.tries,
        last_error: row.last_error,
    })
}
