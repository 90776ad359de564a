//! Clocks, and the latest time of the machine that was believed.

use comity_domain::clock::{Clock, ClockKind, ClockState, Seen};
use comity_domain::ids::{AgencyId, MessageId};
use comity_domain::time::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::db::Store;
use crate::error::StoreError;
use crate::partner::agency;
use crate::tx::WriteTx;

/// A clock as it is kept. There is one of a kind for a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockRow {
    /// The message that started it.
    pub message: MessageId,
    /// The thread it is shown with.
    pub thread: MessageId,
    /// Who has to do what it is for.
    pub bound: AgencyId,
    /// The clock.
    pub clock: Clock,
}

const COLUMNS: &str = "SELECT message, thread, bound, data FROM clock";

/// States in which a date can pass.
const RUNS: &str = "('running', 'extended')";

impl Store {
    /// Clocks whose date has passed at a moment and that nobody has marked, those due first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn clocks_due(&self, at: Timestamp, limit: u32) -> Result<Vec<ClockRow>, StoreError> {
        let sql = format!(
            "{COLUMNS} WHERE state IN {RUNS} AND due_at <= $1 ORDER BY due_at, message, kind \
             LIMIT {limit}"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(at.0);
        query.fetch_all(self.readers()).await?.iter().map(clock_row).collect()
    }

    /// The clocks of a thread, in the order they began.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn clocks_of(&self, thread: MessageId) -> Result<Vec<ClockRow>, StoreError> {
        let sql = format!("{COLUMNS} WHERE thread = $1 ORDER BY message, kind");
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(thread.to_string());
        query.fetch_all(self.readers()).await?.iter().map(clock_row).collect()
    }

    /// Clocks in some states, those due first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn clocks_in(
        &self,
        states: &[ClockState],
        limit: u32,
    ) -> Result<Vec<ClockRow>, StoreError> {
        let codes: Vec<String> = states.iter().map(|s| format!("'{s}'")).collect();
        let sql = format!(
            "{COLUMNS} WHERE state IN ({}) ORDER BY due_at IS NULL, due_at, message, kind \
             LIMIT {limit}",
            codes.join(", ")
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(self.readers()).await?;
        rows.iter().map(clock_row).collect()
    }

    /// The latest time of the machine that was believed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn time_seen(&self) -> Result<Seen, StoreError> {
        let row = sqlx::query("SELECT latest FROM time_seen WHERE one = 1")
            .fetch_optional(self.readers())
            .await?;
        let latest = row.map(|row| row.try_get(0)).transpose()?.map(Timestamp);
        Ok(Seen { latest })
    }

    /// Keeps a later time as believed; an earlier one changes nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn note_time(&self, latest: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        sqlx::query(
            "INSERT INTO time_seen (one, latest) VALUES (1, $1) \
             ON CONFLICT (one) DO UPDATE SET latest = excluded.latest \
             WHERE time_seen.latest < excluded.latest",
        )
        .bind(latest.0)
        .execute(tx.connection())
        .await?;
        tx.commit_bookkeeping().await
    }

    /// The newest receipt that came in after a moment, and the newest envelope, each with the
    /// partner and the time this machine showed: what a partner signed tells the time as well.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn signed_since(&self, at: Timestamp) -> Result<Vec<SignedSince>, StoreError> {
        let mut found = Vec::new();
        for (sql, what) in [
            (
                "SELECT partner, settled_at, receipt FROM outbox WHERE state = 'settled' \
                 AND settled_at > $1 ORDER BY settled_at DESC LIMIT 1",
                SignedKind::Receipt,
            ),
            (
                "SELECT partner, received_at, envelope FROM inbox WHERE received_at > $1 \
                 ORDER BY received_at DESC LIMIT 1",
                SignedKind::Envelope,
            ),
        ] {
            let row = sqlx::query(sql).bind(at.0).fetch_optional(self.readers()).await?;
            let Some(row) = row else { continue };
            found.push(SignedSince {
                partner: agency(row.try_get(0)?)?,
                machine: Timestamp(row.try_get(1)?),
                bytes: row.try_get(2)?,
                what,
            });
        }
        Ok(found)
    }
}

/// What a partner signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedKind {
    /// A receipt.
    Receipt,
    /// An envelope, whose signatures were verified before it was kept.
    Envelope,
}

/// Something a partner signed, and the time this machine showed when it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedSince {
    /// The partner.
    pub partner: AgencyId,
    /// The time of this machine.
    pub machine: Timestamp,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// What they are.
    pub what: SignedKind,
}

impl WriteTx {
    /// Adds a clock. One that was started before stays as it is: an event told twice starts nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_clock(&mut self, row: &ClockRow) -> Result<(), StoreError> {
        let clock = &row.clock;
        sqlx::query(
            "INSERT INTO clock (message, kind, thread, bound, state, due_at, breached_at, data) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (message, kind) DO NOTHING",
        )
        .bind(row.message.to_string())
        .bind(clock.kind.code().to_owned())
        .bind(row.thread.to_string())
        .bind(row.bound.as_str().to_owned())
        .bind(clock.state.code().to_owned())
        .bind(clock.due_at.map(|at| at.0))
        .bind(clock.breached_at.map(|at| at.0))
        .bind(serde_json::to_string(clock)?)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// A clock, read inside the transaction, so that it cannot change before the commit.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn clock(
        &mut self,
        message: MessageId,
        kind: ClockKind,
    ) -> Result<Option<ClockRow>, StoreError> {
        let sql = format!("{COLUMNS} WHERE message = $1 AND kind = $2");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(message.to_string())
            .bind(kind.code().to_owned())
            .fetch_optional(self.connection())
            .await?;
        row.as_ref().map(clock_row).transpose()
    }

    /// Writes a clock back. The date of an answer is that of its message, by which desks sort.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub async fn update_clock(&mut self, row: &ClockRow) -> Result<(), StoreError> {
        let clock = &row.clock;
        let done = sqlx::query(
            "UPDATE clock SET state = $1, due_at = $2, breached_at = $3, data = $4 \
             WHERE message = $5 AND kind = $6",
        )
        .bind(clock.state.code().to_owned())
        .bind(clock.due_at.map(|at| at.0))
        .bind(clock.breached_at.map(|at| at.0))
        .bind(serde_json::to_string(clock)?)
        .bind(row.message.to_string())
        .bind(clock.kind.code().to_owned())
        .execute(self.connection())
        .await?;
        if done.rows_affected() != 1 {
            return Err(StoreError::NotFound);
        }
        if let (ClockKind::Answer, Some(due)) = (clock.kind, clock.due_at) {
            sqlx::query("UPDATE message SET due_at = $1 WHERE id = $2")
                .bind(due.0)
                .bind(row.message.to_string())
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }

    /// Keeps a time as believed, whatever was believed before: somebody confirmed it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn confirm_time(&mut self, latest: Timestamp) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO time_seen (one, latest) VALUES (1, $1) \
             ON CONFLICT (one) DO UPDATE SET latest = excluded.latest",
        )
        .bind(latest.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

fn clock_row(row: &AnyRow) -> Result<ClockRow, StoreError> {
    let id = |text: String| MessageId::parse(&text).or(Err(StoreError::Corrupt("clock")));
    Ok(ClockRow {
        message: id(row.try_get("message")?)?,
        thread: id(row.try_get("thread")?)?,
        bound: agency(row.try_get("bound")?)?,
        clock: serde_json::from_str(&row.try_get::<String, _>("data")?)?,
    })
}
