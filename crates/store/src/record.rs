//! The cooperation record: sources, agencies, agreements, series, meetings, commitments.

use comity_domain::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row;

use crate::db::Store;
use crate::error::StoreError;
use crate::tx::WriteTx;

/// What kind of entry it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    /// A published source.
    Source,
    /// An agency.
    Agency,
    /// An agreement.
    Agreement,
    /// A series of meetings.
    Series,
    /// A meeting.
    Meeting,
    /// A commitment.
    Commitment,
}

impl RecordKind {
    fn code(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Agency => "agency",
            Self::Agreement => "agreement",
            Self::Series => "series",
            Self::Meeting => "meeting",
            Self::Commitment => "commitment",
        }
    }
}

impl Store {
    /// Every entry of a kind, by id.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when an entry is not of the type asked for.
    pub async fn records<T: DeserializeOwned>(
        &self,
        kind: RecordKind,
    ) -> Result<Vec<T>, StoreError> {
        let rows = sqlx::query("SELECT data FROM record WHERE kind = $1 ORDER BY id")
            .bind(kind.code().to_owned())
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(|row| Ok(serde_json::from_str(&row.try_get::<String, _>(0)?)?)).collect()
    }
}

impl WriteTx {
    /// Adds an entry or replaces the one with this id.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put_record<T: Serialize>(
        &mut self,
        kind: RecordKind,
        id: &str,
        entry: &T,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO record (kind, id, data, updated_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (kind, id) DO UPDATE SET data = excluded.data, \
             updated_at = excluded.updated_at",
        )
        .bind(kind.code().to_owned())
        .bind(id.to_owned())
        .bind(serde_json::to_string(entry)?)
        .bind(now.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
