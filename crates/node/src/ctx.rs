//! Who acts, and when. Handed to every use case.

use comity_domain::policy::{Action, Actor, Object, Permit, decide};
use comity_domain::time::Timestamp;

use crate::error::AppError;

/// The context of one use case.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// Who acts.
    pub actor: Actor,
    /// Now.
    pub now: Timestamp,
}

impl Ctx {
    /// Asks the rules for leave.
    ///
    /// # Errors
    /// [`AppError::Denied`] with the reason.
    pub fn permit(&self, action: Action, object: &Object) -> Result<Permit, AppError> {
        decide(&self.actor, action, object).map_err(AppError::Denied)
    }
}
