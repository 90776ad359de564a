//! Until when bodies are kept, and what is left when they go: the row, its state, hashes and receipts.

use comity_domain::ids::MessageId;
use comity_domain::retention::PurgeReason;
use comity_domain::time::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::db::Store;
use crate::error::StoreError;
use crate::message::{COLUMNS, MessageRow, message};
use crate::tx::WriteTx;

/// What is kept of a body that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurgedRow {
    /// The message.
    pub message: MessageId,
    /// Why it went.
    pub reason: PurgeReason,
    /// When.
    pub at: Timestamp,
    /// SHA-256 of the message, in hex.
    pub sha256: String,
}

/// No date: it is kept for good.
const FOR_GOOD: i64 = -1;
/// An envelope that may have left without its receipt is sent again until the receipt is there.
const SETTLED: &str =
    "NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message = m.id AND o.state = 'sealed')";

impl Store {
    /// Messages whose date has not been worked out yet, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn undated(&self, limit: u32) -> Result<Vec<MessageRow>, StoreError> {
        let sql = format!(
            "{COLUMNS} WHERE retain_until = 0 AND emptied = 0 ORDER BY created_at, id LIMIT {limit}"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(self.readers()).await?;
        rows.iter().map(message).collect()
    }

    /// Notes until when a message's body is kept; `None` is for good.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn set_retention(
        &self,
        id: MessageId,
        until: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        sqlx::query("UPDATE message SET retain_until = $1 WHERE id = $2 AND retain_until = 0")
            .bind(until.map_or(FOR_GOOD, |at| at.0))
            .bind(id.to_string())
            .execute(tx.connection())
            .await?;
        tx.commit_bookkeeping().await
    }

    /// Brings the date of a message forward; a date that is earlier already stays.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn shorten_retention(
        &self,
        id: MessageId,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        sqlx::query(
            "UPDATE message SET retain_until = $1 WHERE id = $2 AND (retain_until > $1 \
             OR retain_until <= 0)",
        )
        .bind(until.0)
        .bind(id.to_string())
        .execute(tx.connection())
        .await?;
        tx.commit_bookkeeping().await
    }

    /// Until when a message's body is kept; `None` when it is kept for good or has no date yet.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn kept_until(&self, id: MessageId) -> Result<Option<Timestamp>, StoreError> {
        let row = sqlx::query("SELECT retain_until FROM message WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.readers())
            .await?;
        let until = row.map(|row| row.try_get::<i64, _>(0)).transpose()?;
        Ok(until.filter(|at| *at > 0).map(Timestamp))
    }

    /// Messages whose bodies have to go: their date has come, or they went before and are back. What may
    /// have left and waits for its receipt comes later.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn due_to_go(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<(MessageId, PurgeReason)>, StoreError> {
        let sql = format!(
            "SELECT m.id, p.reason FROM message m LEFT JOIN purged p ON p.message = m.id \
             WHERE m.emptied = 0 AND (p.message IS NOT NULL OR (m.retain_until > 0 \
             AND m.retain_until <= $1)) AND {SETTLED} ORDER BY m.id LIMIT {limit}"
        );
        let rows =
            sqlx::query(sqlx::AssertSqlSafe(sql)).bind(now.0).fetch_all(self.readers()).await?;
        rows.iter()
            .map(|row| {
                let reason: Option<String> = row.try_get(1)?;
                let reason = reason.map_or(Ok(PurgeReason::Expired), |code| reason_of(&code))?;
                Ok((id_of(&row.try_get::<String, _>(0)?)?, reason))
            })
            .collect()
    }

    /// What is kept of a body that is gone.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn purged(&self, id: MessageId) -> Result<Option<PurgedRow>, StoreError> {
        let row = sqlx::query("SELECT message, reason, at, sha256 FROM purged WHERE message = $1")
            .bind(id.to_string())
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(purged).transpose()
    }

    /// Every body that is gone.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn all_purged(&self) -> Result<Vec<PurgedRow>, StoreError> {
        let rows = sqlx::query("SELECT message, reason, at, sha256 FROM purged ORDER BY message")
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(purged).collect()
    }
}

impl WriteTx {
    /// Notes that a body is gone, whether or not this database holds the message.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_purged(&mut self, row: &PurgedRow) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO purged (message, reason, at, sha256) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (message) DO NOTHING",
        )
        .bind(row.message.to_string())
        .bind(row.reason.code().to_owned())
        .bind(row.at.0)
        .bind(row.sha256.clone())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Takes everything out that tells what a message said: its envelope at both ends, its hits, the facts
    /// its gates found, the words of its sealed file. `row` is the message without its content.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such message.
    pub async fn empty_message(&mut self, row: &MessageRow) -> Result<(), StoreError> {
        self.update_message(row).await?;
        let id = row.message.id.to_string();
        for sql in [
            "UPDATE message SET emptied = 1 WHERE id = $1",
            "DELETE FROM hit WHERE message = $1",
            // The reason of an extension is content; a clock that still runs protects somebody.
            "DELETE FROM clock WHERE message = $1 AND state IN ('met', 'ended')",
            "UPDATE outbox SET state = 'withdrawn' WHERE message = $1 AND state = 'queued'",
            "UPDATE outbox SET envelope = X'' WHERE message = $1 AND envelope IS NOT NULL",
            "UPDATE inbox SET envelope = X'' WHERE message = $1 AND processed = 1",
        ] {
            sqlx::query(sql).bind(id.clone()).execute(self.connection()).await?;
        }
        let runs = sqlx::query("SELECT n, data FROM gate_run WHERE message = $1")
            .bind(id.clone())
            .fetch_all(self.connection())
            .await?;
        for run in runs {
            let (n, data): (i64, String) = (run.try_get(0)?, run.try_get(1)?);
            let run: comity_domain::gate::GateRun = serde_json::from_str(&data)?;
            sqlx::query("UPDATE gate_run SET data = $1 WHERE message = $2 AND n = $3")
                .bind(serde_json::to_string(&run.without_facts())?)
                .bind(id.clone())
                .bind(n)
                .execute(self.connection())
                .await?;
        }
        self.empty_case_file(row.message.id).await
    }
}

fn purged(row: &AnyRow) -> Result<PurgedRow, StoreError> {
    Ok(PurgedRow {
        message: id_of(&row.try_get::<String, _>(0)?)?,
        reason: reason_of(&row.try_get::<String, _>(1)?)?,
        at: Timestamp(row.try_get(2)?),
        sha256: row.try_get(3)?,
    })
}

fn id_of(text: &str) -> Result<MessageId, StoreError> {
    MessageId::parse(text).or(Err(StoreError::Corrupt("purged")))
}

fn reason_of(code: &str) -> Result<PurgeReason, StoreError> {
    PurgeReason::from_code(code).ok_or(StoreError::Corrupt("purged"))
}
