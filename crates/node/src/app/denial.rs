//! What somebody was not allowed to do is worth a line in the log.

use comity_domain::audit::AuditEntry;
use comity_domain::time::Timestamp;

use crate::error::AppError;
use crate::node::Node;

/// Notes a denial and hands it back; any other error passes through. When even that cannot be
/// written, the store's error comes instead.
pub async fn note(node: &Node, error: AppError, now: Timestamp) -> AppError {
    let AppError::Denied(denial) = &error else { return error };
    let entry = AuditEntry::denied(denial);
    let noted = async { node.store.write().await?.commit_with(&entry, now).await };
    match noted.await {
        Ok(()) => error,
        Err(failure) => AppError::Store(failure),
    }
}
