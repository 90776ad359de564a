//! The audit log: lines that are only ever appended, each chained to the one before by SHA-256.
//!
//! leaf = SHA-256(0x00 ‖ fields), head = SHA-256(0x01 ‖ previous head ‖ leaf); a field is its
//! length as eight bytes, big-endian, and its bytes. The head before the first line is 32 zeros.

use aws_lc_rs::digest::{Context, SHA256};
use comity_domain::audit::AuditEntry;
use comity_domain::time::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use crate::db::Store;
use crate::error::StoreError;

/// Where the log stands: how many lines, and the hash over all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogPosition {
    /// Lines so far.
    pub size: u64,
    /// The chained hash over them.
    pub head: [u8; 32],
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// Its number, from 1.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// What.
    pub action: String,
    /// On which id.
    pub object: String,
    /// `done` or `refused`.
    pub outcome: String,
    /// The code that says more.
    pub detail: String,
    /// The chained hash up to and with this line.
    pub head: [u8; 32],
}

/// The first line at which the log does not hold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogFault {
    /// The number the line should have.
    pub seq: u64,
}

const COLUMNS: &str = "SELECT seq, at, actor, action, object, outcome, detail, head FROM log";
const LAST: &str = "SELECT seq, head FROM log ORDER BY seq DESC LIMIT 1";
const INSERT: &str = "INSERT INTO log (seq, at, actor, action, object, outcome, detail, head) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

/// Lines read at a time while verifying.
const PAGE: i64 = 5_000;

pub(crate) async fn append(
    connection: &mut AnyConnection,
    entry: &AuditEntry,
    at: Timestamp,
) -> Result<LogPosition, StoreError> {
    let last = sqlx::query(LAST).fetch_optional(&mut *connection).await?;
    let (size, head) = match last {
        Some(row) => (row.try_get::<i64, _>(0)?, hash_column(&row, 1)?),
        None => (0, [0; 32]),
    };
    let mut line = LogLine {
        seq: u64::try_from(size).or(Err(StoreError::Corrupt("log")))? + 1,
        at,
        actor: entry.actor().to_owned(),
        action: entry.action().code().to_owned(),
        object: entry.object().to_owned(),
        outcome: entry.outcome().code().to_owned(),
        detail: entry.detail().to_owned(),
        head: [0; 32],
    };
    line.head = chain(&head, &line);
    sqlx::query(INSERT)
        .bind(size + 1)
        .bind(line.at.0)
        .bind(line.actor)
        .bind(line.action)
        .bind(line.object)
        .bind(line.outcome)
        .bind(line.detail)
        .bind(line.head.to_vec())
        .execute(connection)
        .await?;
    Ok(LogPosition { size: line.seq, head: line.head })
}

/// Where the log stands, as this connection sees it.
pub(crate) async fn position(connection: &mut AnyConnection) -> Result<LogPosition, StoreError> {
    let Some(row) = sqlx::query(LAST).fetch_optional(connection).await? else {
        return Ok(LogPosition { size: 0, head: [0; 32] });
    };
    let size = u64::try_from(row.try_get::<i64, _>(0)?).or(Err(StoreError::Corrupt("log")))?;
    Ok(LogPosition { size, head: hash_column(&row, 1)? })
}

impl Store {
    /// Where the log stands.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn log_position(&self) -> Result<LogPosition, StoreError> {
        position(&mut *self.readers().acquire().await?).await
    }

    /// Recomputes the whole chain. `Ok(Err(_))` names the first line that does not fit.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn log_verify(&self) -> Result<Result<LogPosition, LogFault>, StoreError> {
        let (mut size, mut head) = (0_u64, [0_u8; 32]);
        loop {
            let after = i64::try_from(size).or(Err(StoreError::Corrupt("log")))?;
            let page = self.log_page(after, PAGE).await?;
            if page.is_empty() {
                return Ok(Ok(LogPosition { size, head }));
            }
            let fits = page.iter().try_for_each(|line| {
                head = chain(&head, line);
                size += 1;
                (line.seq == size && line.head == head).then_some(())
            });
            if fits.is_none() {
                return Ok(Err(LogFault { seq: size }));
            }
        }
    }

    /// Lines after a number, at most `limit`, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn log_page(&self, after: i64, limit: i64) -> Result<Vec<LogLine>, StoreError> {
        let sql = format!("{COLUMNS} WHERE seq > $1 ORDER BY seq LIMIT $2");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(after)
            .bind(limit)
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(line).collect()
    }

    /// The head the log had at a size, to hold against what a partner signed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn log_head_at(&self, size: u64) -> Result<Option<[u8; 32]>, StoreError> {
        let size = i64::try_from(size).or(Err(StoreError::Corrupt("log")))?;
        let row = sqlx::query("SELECT head FROM log WHERE seq = $1")
            .bind(size)
            .fetch_optional(self.readers())
            .await?;
        row.map(|row| hash_column(&row, 0)).transpose()
    }

    /// The lines about one object, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn log_about(&self, object: &str) -> Result<Vec<LogLine>, StoreError> {
        let sql = format!("{COLUMNS} WHERE object = $1 ORDER BY seq LIMIT 500");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(object.to_owned())
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(line).collect()
    }
}

fn line(row: &AnyRow) -> Result<LogLine, StoreError> {
    Ok(LogLine {
        seq: u64::try_from(row.try_get::<i64, _>("seq")?).or(Err(StoreError::Corrupt("log")))?,
        at: Timestamp(row.try_get("at")?),
        actor: row.try_get("actor")?,
        action: row.try_get("action")?,
        object: row.try_get("object")?,
        outcome: row.try_get("outcome")?,
        detail: row.try_get("detail")?,
        head: hash_column(row, 7)?,
    })
}

/// A column that holds a SHA-256.
pub(crate) fn hash_column(row: &AnyRow, column: usize) -> Result<[u8; 32], StoreError> {
    let bytes: Vec<u8> = row.try_get(column)?;
    bytes.try_into().or(Err(StoreError::Corrupt("hash")))
}

fn chain(previous: &[u8; 32], line: &LogLine) -> [u8; 32] {
    let mut leaf = Context::new(&SHA256);
    leaf.update(&[0]);
    let (seq, at) = (line.seq.to_be_bytes(), line.at.0.to_be_bytes());
    let texts = [&line.actor, &line.action, &line.object, &line.outcome, &line.detail];
    let fields = [&seq[..], &at[..]].into_iter().chain(texts.iter().map(|t| t.as_bytes()));
    for field in fields {
        let len = u64::try_from(field.len()).unwrap_or(u64::MAX);
        leaf.update(&len.to_be_bytes());
        leaf.update(field);
    }
    let mut head = Context::new(&SHA256);
    head.update(&[1]);
    head.update(previous);
    head.update(leaf.finish().as_ref());
    let mut out = [0; 32];
    out.copy_from_slice(head.finish().as_ref());
    out
}
