//! What waits to be delivered, in the order it was approved, partner by partner.
//!
//! A row is `queued` (approved), `sealed` (has its sequence number and its bytes; it may have left),
//! `settled` (receipt held) or `withdrawn` (a gate stopped it before it was sealed). A number is
//! given only at sealing, so that what a gate stops leaves no gap.

use comity_domain::ids::{AgencyId, MessageId};
use comity_domain::time::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::db::Store;
use crate::error::StoreError;
use crate::log::hash_column;
use crate::partner::agency;
use crate::tx::WriteTx;

/// Where a row of the outbox stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutboxState {
    /// Approved, no number yet.
    Queued,
    /// Numbered, sealed and signed.
    Sealed,
    /// The partner's receipt is held.
    Settled,
    /// Stopped before it was sealed.
    Withdrawn,
}

/// A row of the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// To whom.
    pub partner: AgencyId,
    /// Its place in the queue of this partner.
    pub place: i64,
    /// The message.
    pub message: MessageId,
    /// Its sequence number, once sealed.
    pub seq: Option<u64>,
    /// Its bytes, once sealed; empty when its body is gone.
    pub envelope: Option<Vec<u8>>,
    /// SHA-256 of its bytes, once sealed.
    pub hash: Option<[u8; 32]>,
    /// Where it stands.
    pub state: OutboxState,
    /// The partner's receipt, once settled.
    pub receipt: Option<Vec<u8>>,
    /// When it was settled.
    pub settled_at: Option<Timestamp>,
    /// The code under which the partner quarantined it, if it did.
    pub refusal: Option<String>,
    /// It does not leave before; 0 when it may at once.
    pub not_before: Timestamp,
}

/// The right to deliver to one partner for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The partner.
    pub partner: AgencyId,
    /// Its signed card.
    pub card: Vec<u8>,
    /// Deliveries that failed in a row.
    pub tries: i64,
}

const COLUMNS: &str = "SELECT partner, place, message, seq, envelope, state, receipt, settled_at, \
     refusal, not_before, hash FROM outbox";

impl Store {
    /// Claims a partner that has something to deliver, until the lease ends. One statement, so
    /// that two processes never hold the same partner.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn claim_partner(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
    ) -> Result<Option<Claim>, StoreError> {
        if !self.has_deliveries(now).await? {
            return Ok(None);
        }
        let mut tx = self.write().await?;
        let row = sqlx::query(
            "UPDATE partner SET lease_until = $1 WHERE lease_until <= $2 AND agency = \
             (SELECT p.agency FROM partner p WHERE p.state = 'active' AND p.lease_until <= $2 \
             AND p.retry_at <= $2 AND EXISTS (SELECT 1 FROM outbox o WHERE o.partner = p.agency \
             AND o.state IN ('queued', 'sealed') AND o.not_before <= $2) ORDER BY p.retry_at, p.agency LIMIT 1) \
             RETURNING agency, card, tries",
        )
        .bind(lease_until.0)
        .bind(now.0)
        .fetch_optional(tx.connection())
        .await?;
        tx.commit_bookkeeping().await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Claim {
            partner: agency(row.try_get("agency")?)?,
            card: row.try_get("card")?,
            tries: row.try_get("tries")?,
        }))
    }

    async fn has_deliveries(&self, now: Timestamp) -> Result<bool, StoreError> {
        let row = sqlx::query(
            "SELECT 1 FROM outbox o JOIN partner p ON p.agency = o.partner \
             WHERE o.state IN ('queued', 'sealed') AND p.state = 'active' \
             AND p.lease_until <= $1 AND p.retry_at <= $1 AND o.not_before <= $1 LIMIT 1",
        )
        .bind(now.0)
        .fetch_optional(self.readers())
        .await?;
        Ok(row.is_some())
    }

    /// Gives a claim back: after a delivery that worked, or with a wait after one that did not.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn release_partner(
        &self,
        partner: &AgencyId,
        tries: i64,
        retry_at: Timestamp,
        error: Option<&str>,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        sqlx::query(
            "UPDATE partner SET lease_until = 0, tries = $1, retry_at = $2, last_error = $3 \
             WHERE agency = $4",
        )
        .bind(tries)
        .bind(retry_at.0)
        .bind(error.map(str::to_owned))
        .bind(partner.as_str().to_owned())
        .execute(tx.connection())
        .await?;
        tx.commit_bookkeeping().await
    }

    /// Gives back every claim: those of a process that died. Only for a node that just bound its
    /// addresses, so that no other process of it can be delivering.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn release_all_partners(&self) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        sqlx::query("UPDATE partner SET lease_until = 0").execute(tx.connection()).await?;
        tx.commit_bookkeeping().await
    }

    /// What is next for a partner: rows not settled whose hour has come. Sealed ones come first, by
    /// their numbers; then those that wait for one, in the order they were approved.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn deliveries(
        &self,
        partner: &AgencyId,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<OutboxRow>, StoreError> {
        let sql = format!(
            "{COLUMNS} WHERE partner = $1 AND state IN ('queued', 'sealed') AND not_before <= $2 \
             ORDER BY CASE WHEN seq IS NULL THEN 1 ELSE 0 END, seq, place LIMIT {limit}"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(partner.as_str().to_owned())
            .bind(now.0)
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(outbox_row).collect()
    }

    /// Sealed rows from a sequence number on, settled or not: what a partner that lost its tail is
    /// sent again.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sealed_from(
        &self,
        partner: &AgencyId,
        seq: u64,
        limit: usize,
    ) -> Result<Vec<OutboxRow>, StoreError> {
        let sql = format!("{COLUMNS} WHERE partner = $1 AND seq >= $2 ORDER BY seq LIMIT {limit}");
        let seq = i64::try_from(seq).or(Err(StoreError::Corrupt("sequence")))?;
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(partner.as_str().to_owned())
            .bind(seq)
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(outbox_row).collect()
    }

    /// The outbox row of a message.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn outbox_of(&self, message: MessageId) -> Result<Option<OutboxRow>, StoreError> {
        let sql = format!("{COLUMNS} WHERE message = $1");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(message.to_string())
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(outbox_row).transpose()
    }

    /// How many rows are not settled.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn undelivered_count(&self) -> Result<i64, StoreError> {
        let row = sqlx::query("SELECT COUNT(*) FROM outbox WHERE state IN ('queued', 'sealed')")
            .fetch_one(self.readers())
            .await?;
        Ok(row.try_get(0)?)
    }
}

impl WriteTx {
    /// Queues an approved message; one that was withdrawn goes to the end of the queue again.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is queued already, or has left.
    pub async fn queue(
        &mut self,
        partner: &AgencyId,
        message: MessageId,
        now: Timestamp,
        not_before: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM outbox WHERE message = $1 AND state = 'withdrawn'")
            .bind(message.to_string())
            .execute(self.connection())
            .await?;
        sqlx::query(
            "INSERT INTO outbox (partner, place, message, state, queued_at, not_before) \
             SELECT $1, COALESCE(MAX(place), 0) + 1, $2, 'queued', $3, $4 FROM outbox \
             WHERE partner = $5",
        )
        .bind(partner.as_str().to_owned())
        .bind(message.to_string())
        .bind(now.0)
        .bind(not_before.0)
        .bind(partner.as_str().to_owned())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// The last number given in this direction and the hash of its bytes; 0 and zeros before the
    /// first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn last_sealed(&mut self, partner: &AgencyId) -> Result<(u64, [u8; 32]), StoreError> {
        let row = sqlx::query(
            "SELECT seq, hash FROM outbox WHERE partner = $1 AND seq IS NOT NULL \
             ORDER BY seq DESC LIMIT 1",
        )
        .bind(partner.as_str().to_owned())
        .fetch_optional(self.connection())
        .await?;
        let Some(row) = row else { return Ok((0, [0; 32])) };
        let seq = u64::try_from(row.try_get::<i64, _>(0)?);
        Ok((seq.or(Err(StoreError::Corrupt("sequence")))?, hash_column(&row, 1)?))
    }

    /// Keeps the sealed bytes of a queued message, before they leave for the first time.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the message is not queued (any more).
    pub async fn seal(
        &mut self,
        message: MessageId,
        seq: u64,
        envelope: &[u8],
        hash: &[u8; 32],
    ) -> Result<(), StoreError> {
        let done = sqlx::query(
            "UPDATE outbox SET state = 'sealed', seq = $1, envelope = $2, hash = $3 \
             WHERE message = $4 AND state = 'queued'",
        )
        .bind(i64::try_from(seq).or(Err(StoreError::Corrupt("sequence")))?)
        .bind(envelope.to_vec())
        .bind(hash.to_vec())
        .bind(message.to_string())
        .execute(self.connection())
        .await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::NotFound) }
    }

    /// Takes a queued message out again: a gate stopped it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the message is not queued (any more).
    pub async fn withdraw(&mut self, message: MessageId) -> Result<(), StoreError> {
        let done = sqlx::query(
            "UPDATE outbox SET state = 'withdrawn' WHERE message = $1 AND state = 'queued'",
        )
        .bind(message.to_string())
        .execute(self.connection())
        .await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::NotFound) }
    }

    /// Keeps the partner's receipt. A row settled before keeps the receipt it has.
    ///
    /// # Errors
    /// When the store fails. `Ok(false)` says that it was settled before.
    pub async fn settle(
        &mut self,
        message: MessageId,
        receipt: &[u8],
        refusal: Option<&str>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "UPDATE outbox SET state = 'settled', receipt = $1, refusal = $2, settled_at = $3 \
             WHERE message = $4 AND state = 'sealed'",
        )
        .bind(receipt.to_vec())
        .bind(refusal.map(str::to_owned))
        .bind(now.0)
        .bind(message.to_string())
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn outbox_row(row: &AnyRow) -> Result<OutboxRow, StoreError> {
    let (state, message): (String, String) = (row.try_get("state")?, row.try_get("message")?);
    let seq: Option<i64> = row.try_get("seq")?;
    Ok(OutboxRow {
        partner: agency(row.try_get("partner")?)?,
        place: row.try_get("place")?,
        message: MessageId::parse(&message).or(Err(StoreError::Corrupt("outbox")))?,
        seq: seq.map(|s| u64::try_from(s).or(Err(StoreError::Corrupt("outbox")))).transpose()?,
        envelope: row.try_get("envelope")?,
        hash: row
            .try_get::<Option<Vec<u8>>, _>("hash")?
            .map(|bytes| bytes.try_into().or(Err(StoreError::Corrupt("outbox"))))
            .transpose()?,
        state: match state.as_str() {
            "queued" => OutboxState::Queued,
            "sealed" => OutboxState::Sealed,
            "settled" => OutboxState::Settled,
            "withdrawn" => OutboxState::Withdrawn,
            _ => return Err(StoreError::Corrupt("outbox")),
        },
        receipt: row.try_get("receipt")?,
        settled_at: row.try_get::<Option<i64>, _>("settled_at")?.map(Timestamp),
        refusal: row.try_get("refusal")?,
        not_before: Timestamp(row.try_get("not_before")?),
    })
}
