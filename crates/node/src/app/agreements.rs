//! This agency's register of agreements, as the gates read it.

use comity_domain::agreement::Agreement;
use comity_store::RecordKind;

use crate::error::AppError;
use crate::node::Node;

/// Every agreement of the register.
///
/// # Errors
/// When the store fails.
pub async fn all(node: &Node) -> Result<Vec<Agreement>, AppError> {
    Ok(node.store.records(RecordKind::Agreement).await?)
}
