//! What a use case answers when it does not do what it was asked. Texts are keys of the message
//! files, never sentences; the pages and the commands turn them into the reader's language.

use comity_domain::message::Fault;
use comity_domain::message::state::IllegalMove;
use comity_domain::policy::Denial;
use comity_store::StoreError;

/// Why a use case did not go through.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The rules do not allow it.
    #[error("not allowed")]
    Denied(Denial),
    /// Fields are missing or wrong.
    #[error("fields are missing or wrong")]
    Faults(Vec<Fault>),
    /// An input is not what it has to be.
    #[error("{key}")]
    Invalid {
        /// The sentence's key.
        key: &'static str,
    },
    /// There is no such thing, or it may not be known.
    #[error("not found")]
    NotFound,
    /// It does not fit where the thing stands now.
    #[error("{key}")]
    Conflict {
        /// The sentence's key.
        key: &'static str,
    },
    /// The store could not.
    #[error("the store failed")]
    Store(#[source] StoreError),
    /// Something that should not happen.
    #[error("internal error")]
    Internal(#[source] anyhow::Error),
}

impl AppError {
    /// The key of the sentence that explains it.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Denied(denial) => denial.reason.key(),
            Self::Faults(_) => "error-faults",
            Self::Invalid { key } | Self::Conflict { key } => key,
            Self::NotFound => "error-not-found",
            Self::Store(StoreError::Busy) => "error-store-busy",
            Self::Store(StoreError::Full) => "error-store-full",
            Self::Store(_) | Self::Internal(_) => "error-internal",
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Conflict => Self::Conflict { key: "error-conflict" },
            other => Self::Store(other),
        }
    }
}
impl From<comity_wire::WireError> for AppError {
    fn from(error: comity_wire::WireError) -> Self {
        Self::Internal(error.into())
    }
}
impl From<IllegalMove> for AppError {
    fn from(_: IllegalMove) -> Self {
        Self::Conflict { key: "error-state" }
    }
}
impl From<serde_json::Error> for AppError {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(error.into())
    }
}
impl From<crate::clock::RandomError> for AppError {
    fn from(error: crate::clock::RandomError) -> Self {
        Self::Internal(error.into())
    }
}
