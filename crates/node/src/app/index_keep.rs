//! Keeps the file of the index of names near the register. A worker's step, and the end of an
//! import: what a person reads is never written here.

use crate::error::AppError;
use crate::federation::Step;
use crate::node::Node;

/// Takes in what changed and writes a new file when enough has.
///
/// # Errors
/// When the store fails or the file cannot be written; searches go on with the old one.
pub async fn step(node: &Node) -> Result<Step, AppError> {
    let written = node.index.keep(&node.store).await?;
    if written {
        tracing::info!("the index of names was written anew");
    }
    // Also after work: looking again at once would only find that the register rests.
    Ok(Step::Idle)
}

/// After an import: nothing more comes, so the file is made if it is worth the work.
///
/// # Errors
/// When the store fails or the file cannot be written.
pub async fn settle(node: &Node) -> Result<(), AppError> {
    step(node).await?;
    step(node).await?;
    Ok(())
}
