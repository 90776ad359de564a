//! Notices that a person may be held no longer.

use comity_domain::clock::ReleaseNotice;
use comity_domain::ids::MessageId;
use sqlx::Row;

use crate::db::Store;
use crate::error::StoreError;
use crate::tx::WriteTx;

impl Store {
    /// The notices of a thread, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn release_notices(
        &self,
        thread: MessageId,
    ) -> Result<Vec<ReleaseNotice>, StoreError> {
        let rows = sqlx::query(
            "SELECT data FROM release_notice WHERE thread = $1 ORDER BY made_at, message, kind",
        )
        .bind(thread.to_string())
        .fetch_all(self.readers())
        .await?;
        rows.iter().map(|row| Ok(serde_json::from_str(&row.try_get::<String, _>(0)?)?)).collect()
    }
}

impl WriteTx {
    /// Keeps a notice. One that was made before stays as it is.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_release_notice(&mut self, notice: &ReleaseNotice) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO release_notice (message, kind, thread, made_at, data) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (message, kind) DO NOTHING",
        )
        .bind(notice.message.to_string())
        .bind(notice.kind.code().to_owned())
        .bind(notice.case.to_string())
        .bind(notice.made_at.0)
        .bind(serde_json::to_string(notice)?)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
