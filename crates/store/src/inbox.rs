//! What arrived: exact bytes and the receipt given for them. Never deleted while the partner can
//! still send them again, so that a duplicate always gets the same receipt.

use comity_domain::ids::{AgencyId, MessageId};
use comity_domain::time::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::db::Store;
use crate::error::StoreError;
use crate::log::hash_column;
use crate::partner::agency;
use crate::tx::WriteTx;

/// A row of the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxRow {
    /// From whom.
    pub partner: AgencyId,
    /// Its number in this direction.
    pub seq: u64,
    /// The message's id.
    pub message: MessageId,
    /// SHA-256 of the envelope's bytes.
    pub hash: [u8; 32],
    /// The envelope's bytes; empty when its body is gone.
    pub envelope: Vec<u8>,
    /// The receipt that was given.
    pub receipt: Vec<u8>,
    /// `accepted`, or the code under which it was quarantined.
    pub outcome: String,
    /// When it arrived.
    pub received_at: Timestamp,
}

/// What the inbox knows about an envelope that arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrival {
    /// It is the next one; the hash is that of the envelope before it.
    Next {
        /// SHA-256 of the last envelope in this direction, zeros before the first.
        previous: [u8; 32],
    },
    /// The same bytes were here before: here is the receipt they got.
    Duplicate {
        /// The receipt's bytes.
        receipt: Vec<u8>,
    },
    /// Other bytes were here under this number or this id.
    Replay,
    /// Envelopes before it are missing.
    Gap {
        /// The number that is expected next.
        expected: u64,
    },
}

const COLUMNS: &str = "SELECT partner, seq, message, hash, envelope, receipt, outcome, received_at \
     FROM inbox";

impl Store {
    /// Arrivals that the inbox worker has not sorted yet, oldest first; those that could not be
    /// sorted before come last, so that they hold up nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn unprocessed(&self, limit: u32) -> Result<Vec<InboxRow>, StoreError> {
        let sql = format!(
            "{COLUMNS} WHERE processed = 0 ORDER BY failures, received_at, partner, seq LIMIT {limit}"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(self.readers()).await?;
        rows.iter().map(inbox_row).collect()
    }

    /// Notes that an arrival could not be sorted; it is tried again after the others.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn note_sort_failure(&self, partner: &AgencyId, seq: u64) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        sqlx::query("UPDATE inbox SET failures = failures + 1 WHERE partner = $1 AND seq = $2")
            .bind(partner.as_str().to_owned())
            .bind(i64::try_from(seq).or(Err(StoreError::Corrupt("sequence")))?)
            .execute(tx.connection())
            .await?;
        tx.commit_bookkeeping().await
    }

    /// The inbox row of a message.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn inbox_of(&self, message: MessageId) -> Result<Option<InboxRow>, StoreError> {
        let sql = format!("{COLUMNS} WHERE message = $1");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(message.to_string())
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(inbox_row).transpose()
    }

    /// Arrivals from a partner after a number, at most `limit`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn arrivals(
        &self,
        partner: &AgencyId,
        after: u64,
        limit: u32,
    ) -> Result<Vec<InboxRow>, StoreError> {
        let sql = format!("{COLUMNS} WHERE partner = $1 AND seq > $2 ORDER BY seq LIMIT {limit}");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(partner.as_str().to_owned())
            .bind(i64::try_from(after).or(Err(StoreError::Corrupt("sequence")))?)
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(inbox_row).collect()
    }

    /// The highest number that arrived from a partner; 0 before the first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn highest_arrival(&self, partner: &AgencyId) -> Result<u64, StoreError> {
        let row = sqlx::query("SELECT COALESCE(MAX(seq), 0) FROM inbox WHERE partner = $1")
            .bind(partner.as_str().to_owned())
            .fetch_one(self.readers())
            .await?;
        u64::try_from(row.try_get::<i64, _>(0)?).or(Err(StoreError::Corrupt("inbox")))
    }
}

impl WriteTx {
    /// Looks an arriving envelope up: next, duplicate, replay or after a gap.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn arrival(
        &mut self,
        partner: &AgencyId,
        seq: u64,
        message: MessageId,
        hash: &[u8; 32],
    ) -> Result<Arrival, StoreError> {
        let number = i64::try_from(seq).or(Err(StoreError::Corrupt("sequence")))?;
        let known = sqlx::query(
            "SELECT hash, receipt FROM inbox WHERE partner = $1 AND (seq = $2 OR message = $3)",
        )
        .bind(partner.as_str().to_owned())
        .bind(number)
        .bind(message.to_string())
        .fetch_all(self.connection())
        .await?;
        if let Some(row) = known.first() {
            let same = known.len() == 1 && hash_column(row, 0)? == *hash;
            return Ok(match same {
                true => Arrival::Duplicate { receipt: row.try_get(1)? },
                false => Arrival::Replay,
            });
        }
        let last =
            sqlx::query("SELECT seq, hash FROM inbox WHERE partner = $1 ORDER BY seq DESC LIMIT 1")
                .bind(partner.as_str().to_owned())
                .fetch_optional(self.connection())
                .await?;
        let (highest, previous) = match last {
            Some(row) => (row.try_get::<i64, _>(0)?, hash_column(&row, 1)?),
            None => (0, [0; 32]),
        };
        if number == highest + 1 {
            return Ok(Arrival::Next { previous });
        }
        let expected = u64::try_from(highest + 1).or(Err(StoreError::Corrupt("inbox")))?;
        Ok(Arrival::Gap { expected })
    }

    /// Keeps an arrival and the receipt given for it.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when its number or id is taken.
    pub async fn add_arrival(&mut self, row: &InboxRow) -> Result<(), StoreError> {
        let accepted = row.outcome == "accepted";
        sqlx::query(
            "INSERT INTO inbox (partner, seq, message, hash, envelope, receipt, outcome, \
             received_at, processed, failures) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)",
        )
        .bind(row.partner.as_str().to_owned())
        .bind(i64::try_from(row.seq).or(Err(StoreError::Corrupt("sequence")))?)
        .bind(row.message.to_string())
        .bind(row.hash.to_vec())
        .bind(row.envelope.clone())
        .bind(row.receipt.clone())
        .bind(row.outcome.clone())
        .bind(row.received_at.0)
        .bind(i64::from(!accepted))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Notes that the inbox worker has sorted an arrival.
    ///
    /// # Errors
    /// When the store fails. `Ok(false)` says that it was sorted before.
    pub async fn mark_processed(
        &mut self,
        partner: &AgencyId,
        seq: u64,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "UPDATE inbox SET processed = 1 WHERE partner = $1 AND seq = $2 AND processed = 0",
        )
        .bind(partner.as_str().to_owned())
        .bind(i64::try_from(seq).or(Err(StoreError::Corrupt("sequence")))?)
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn inbox_row(row: &AnyRow) -> Result<InboxRow, StoreError> {
    let message: String = row.try_get("message")?;
    let seq: i64 = row.try_get("seq")?;
    Ok(InboxRow {
        partner: agency(row.try_get("partner")?)?,
        seq: u64::try_from(seq).or(Err(StoreError::Corrupt("inbox")))?,
        message: MessageId::parse(&message).or(Err(StoreError::Corrupt("inbox")))?,
        hash: hash_column(row, 3)?,
        envelope: row.try_get("envelope")?,
        receipt: row.try_get("receipt")?,
        outcome: row.try_get("outcome")?,
        received_at: Timestamp(row.try_get("received_at")?),
    })
}
