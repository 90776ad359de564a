//! Partners: taking a card in, suspending a partner, letting messages flow again.

use comity_domain::audit::AuditEntry;
use comity_domain::ids::AgencyId;
use comity_domain::policy::{Action, Object};
use comity_store::PartnerState;
use comity_wire::{Fingerprint, SignedCard};

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::federation::partners;
use crate::node::Node;

/// Adds a partner by its card, or takes a newer card of a known partner in. With `heard`, the
/// fingerprint read out over the telephone has to be that of the card.
///
/// # Errors
/// When the actor may not, the card is this agency's own, is not newer than the known one, is
/// signed by other keys than the known one, or the fingerprint is another.
pub async fn run(
    node: &Node,
    ctx: &Ctx,
    card: &SignedCard,
    heard: Option<&Fingerprint>,
) -> Result<(), AppError> {
    let agency = &card.card.agency;
    let permit = ctx.permit(Action::ManagePartners, &Object::named(agency))?;
    if *agency == node.agency {
        return Err(AppError::Invalid { key: "error-own-card" });
    }
    if heard.is_some_and(|heard| *heard != card.fingerprint()) {
        return Err(AppError::Invalid { key: "error-fingerprint" });
    }
    for other in node.store.partners().await? {
        let pins = SignedCard::parse(&other.card)?.card.tls_pins;
        if other.agency != *agency && card.card.tls_pins.iter().any(|pin| pins.contains(pin)) {
            return Err(AppError::Conflict { key: "error-card-other-pin" });
        }
    }
    if let Some(known) = node.store.partner(agency).await? {
        let known = SignedCard::parse(&known.card)?;
        // Other keys are another identity: they come in only with a fingerprint heard anew.
        let same_keys = known.card.verify_keys == card.card.verify_keys;
        if !same_keys && heard.is_none() {
            return Err(AppError::Conflict { key: "error-card-other-keys" });
        }
    }
    let serial =
        i64::try_from(card.card.serial).or(Err(AppError::Invalid { key: "error-card-serial" }))?;
    let mut tx = node.store.write().await?;
    tx.put_partner(agency, &card.bytes, serial, ctx.now).await.map_err(|error| match error {
        comity_store::StoreError::Conflict => AppError::Conflict { key: "error-card-not-newer" },
        other => AppError::Store(other),
    })?;
    let detail = format!("fingerprint {}", card.fingerprint());
    tx.commit_with(&AuditEntry::new(&permit, detail), ctx.now).await?;
    Ok(())
}

/// Suspends a partner, or lets messages flow again.
///
/// # Errors
/// When the actor may not, or the agency is not a partner.
pub async fn set_state(
    node: &Node,
    ctx: &Ctx,
    agency: &AgencyId,
    state: PartnerState,
) -> Result<(), AppError> {
    let permit = ctx.permit(Action::ManagePartners, &Object::named(agency))?;
    partners::card_of(node, agency).await?;
    let mut tx = node.store.write().await?;
    tx.set_partner_state(agency, state).await?;
    tx.commit_with(&AuditEntry::new(&permit, state.code()), ctx.now).await?;
    Ok(())
}
