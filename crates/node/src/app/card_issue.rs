//! This agency's card: what a partner needs to reach it and to check what it signs.

use comity_domain::audit::AuditEntry;
use comity_domain::codes::MessageKind;
use comity_domain::lang::Lang;
use comity_domain::policy::{Action, Object};
use comity_wire::{Card, SignedCard};

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// Issues a card. Its number is the time, so that a later card replaces an earlier one.
///
/// # Errors
/// When the actor may not.
pub async fn run(node: &Node, ctx: &Ctx) -> Result<SignedCard, AppError> {
    let permit = ctx.permit(Action::OperateNode, &Object::named(&node.agency))?;
    let config = &node.config;
    let card = Card {
        version: 1,
        agency: node.agency.clone(),
        names: config.name.clone(),
        country: config.country.clone(),
        parent: config.parent.clone(),
        endpoint: config.link.endpoint.clone(),
        tls_pins: vec![node.keys.tls_pin()],
        verify_keys: node.keys.signing.public(),
        sealing: node.keys.sealing.public(),
        contact: config.contact.clone(),
        competences: MessageKind::ALL.to_vec(),
        languages: Lang::ALL.to_vec(),
        issued_at: ctx.now,
        serial: u64::try_from(ctx.now.0).unwrap_or_default(),
    };
    let signed = card.sign(&node.keys.signing)?;
    let tx = node.store.write().await?;
    tx.commit_with(&AuditEntry::new(&permit, "card issued"), ctx.now).await?;
    Ok(signed)
}
