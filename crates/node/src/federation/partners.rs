//! The cards of partners, out of the store.

use comity_domain::ids::AgencyId;
use comity_store::PartnerState;
use comity_wire::{SignedCard, VerifyKeys};

use crate::error::AppError;
use crate::node::Node;

/// The card of a partner.
///
/// # Errors
/// [`AppError::NotFound`] when it is not a partner.
pub async fn card_of(node: &Node, agency: &AgencyId) -> Result<SignedCard, AppError> {
    let row = node.store.partner(agency).await?.ok_or(AppError::NotFound)?;
    Ok(SignedCard::parse(&row.card)?)
}

/// The card of a partner and whether messages flow; `None` when it is not a partner.
///
/// # Errors
/// When the store fails or the card is damaged.
pub async fn lookup(
    node: &Node,
    agency: &AgencyId,
) -> Result<Option<(SignedCard, PartnerState)>, AppError> {
    let Some(row) = node.store.partner(agency).await? else { return Ok(None) };
    Ok(Some((SignedCard::parse(&row.card)?, row.state)))
}

/// The keys of every card a partner ever had here, the newest first.
///
/// # Errors
/// When the store fails.
pub async fn keys_of(node: &Node, agency: &AgencyId) -> Result<Vec<VerifyKeys>, AppError> {
    let cards = node.store.partner_cards(agency).await?;
    let keys = cards.iter().filter_map(|card| SignedCard::parse(card).ok());
    Ok(keys.map(|signed| signed.card.verify_keys).collect())
}
