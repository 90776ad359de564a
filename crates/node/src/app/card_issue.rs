//! This agency's card: what a partner needs to reach it and to check what it signs.

use comity_domain::audit::AuditEntry;
use comity_domain::codes::MessageKind;
use comity_domain::lang::Lang;
use comity_domain::policy::{Action, Object};
use comity_domain::time::Timestamp;
use comity_wire::{Card, SignedCard};

use crate::config::Config;
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::keys::NodeKeys;
use crate::node::Node;

/// Issues a card. Its number is the time, so that a later card replaces an earlier one.
///
/// # Errors
/// When the actor may not.
pub async fn run(node: &Node, ctx: &Ctx) -> Result<SignedCard, AppError> {
    let permit = ctx.permit(Action::OperateNode, &Object::named(&node.agency))?;
    let card = card(&node.config, &node.keys, ctx.now);
    let signed = card.sign(&node.keys.signing)?;
    let tx = node.store.write().await?;
    tx.commit_with(&AuditEntry::new(&permit, "card issued"), ctx.now).await?;
    Ok(signed)
}

/// The card of a configuration and keys, not signed yet.
pub fn card(config: &Config, keys: &NodeKeys, now: Timestamp) -> Card {
    Card {
        version: 1,
        agency: config.agency.clone(),
        names: config.name.clone(),
        country: config.country.clone(),
        parent: config.parent.clone(),
        endpoint: config.link.endpoint.clone(),
        tls_pins: vec![keys.tls_pin()],
        verify_keys: keys.signing.public(),
        sealing: keys.sealing.public(),
        contact: config.contact.clone(),
        competences: MessageKind::ALL.to_vec(),
        languages: Lang::ALL.to_vec(),
        issued_at: now,
        serial: u64::try_from(now.0).unwrap_or_default(),
    }
}
