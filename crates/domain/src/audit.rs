//! Audit entries: what is written in the same transaction as every change. An entry names who, what
//! and on which id; it never holds a name of a person or a text.

use crate::policy::{Action, Denial, Permit};

/// What became of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// Not allowed, or refused to a partner.
    Refused,
}

impl Outcome {
    /// The word in the log.
    pub fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }
}

/// A line of the log, before the store gives it a number and a hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    actor: String,
    action: Action,
    object: String,
    outcome: Outcome,
    detail: String,
}

impl AuditEntry {
    /// An entry for what a permit allowed. `detail` is a code or an id, never a person's data.
    pub fn new(permit: &Permit, detail: impl Into<String>) -> Self {
        Self {
            actor: permit.actor().to_owned(),
            action: permit.action(),
            object: permit.object().to_owned(),
            outcome: Outcome::Done,
            detail: detail.into(),
        }
    }

    /// An entry for a permitted action that a gate or a check then refused.
    pub fn refused(permit: &Permit, detail: impl Into<String>) -> Self {
        Self { outcome: Outcome::Refused, ..Self::new(permit, detail) }
    }

    /// An entry for what was not allowed.
    pub fn denied(denial: &Denial) -> Self {
        Self {
            actor: denial.actor.clone(),
            action: denial.action,
            object: denial.object.clone(),
            outcome: Outcome::Refused,
            detail: denial.reason.key().to_owned(),
        }
    }

    /// An entry for an envelope refused to a sender that could not be told for certain.
    pub fn refused_at_the_door(sender: &str, object: &str, code: &str) -> Self {
        Self {
            actor: format!("claimed:{sender}"),
            action: Action::Receive,
            object: object.to_owned(),
            outcome: Outcome::Refused,
            detail: code.to_owned(),
        }
    }

    /// Who.
    pub fn actor(&self) -> &str {
        &self.actor
    }
    /// What.
    pub fn action(&self) -> Action {
        self.action
    }
    /// On which id.
    pub fn object(&self) -> &str {
        &self.object
    }
    /// With what result.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }
    /// The code or id that says more.
    pub fn detail(&self) -> &str {
        &self.detail
    }
}
