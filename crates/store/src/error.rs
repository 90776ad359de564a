//! What can go wrong with the store.

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is already something with this id.
    #[error("there is already an entry with this id")]
    Conflict,
    /// There is nothing with this id.
    #[error("there is no entry with this id")]
    NotFound,
    /// Another writer held the store for too long. Trying again may help.
    #[error("the store is busy; try again")]
    Busy,
    /// The disk is full or cannot be written. Nothing was changed.
    #[error("the disk is full or read-only; free some space and try again; nothing was changed")]
    Full,
    /// A row cannot be read as what it should be.
    #[error("the store holds a damaged entry ({0}); run `comity doctor`")]
    Corrupt(&'static str),
    /// The store was made by a newer program.
    #[error("the store has schema {found}, this program knows {known}; use the newer program")]
    Newer {
        /// The schema found.
        found: i64,
        /// The schema this program knows.
        known: i64,
    },
    /// Anything else the engine reports.
    #[error("the store failed")]
    Db(#[source] sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let text = error.as_database_error().map(|e| e.message().to_ascii_lowercase());
        let text = text.unwrap_or_default();
        let unique = error.as_database_error().is_some_and(|e| e.is_unique_violation());
        if unique {
            Self::Conflict
        } else if matches!(error, sqlx::Error::RowNotFound) {
            Self::NotFound
        } else if text.contains("locked") || matches!(error, sqlx::Error::PoolTimedOut) {
            Self::Busy
        } else if text.contains("full") || text.contains("readonly") || text.contains("disk i/o") {
            Self::Full
        } else {
            Self::Db(error)
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(_: serde_json::Error) -> Self {
        Self::Corrupt("json")
    }
}
