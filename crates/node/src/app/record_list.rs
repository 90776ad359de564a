//! What the record holds, for those who choose from it.

use comity_domain::agreement::Agreement;
use comity_domain::policy::{Action, Object};
use comity_store::RecordKind;

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// The agreements of the register, those in force first.
///
/// # Errors
/// When the officer may not read content, or the store fails.
pub async fn agreements(node: &Node, ctx: &Ctx) -> Result<Vec<Agreement>, AppError> {
    ctx.permit(Action::ReadContent, &Object::named("agreements"))?;
    let mut all: Vec<Agreement> = node.store.records(RecordKind::Agreement).await?;
    let in_force = |a: &Agreement| a.state == comity_domain::agreement::AgreementState::InForce;
    all.sort_by_key(|a| !in_force(a));
    Ok(all)
}
