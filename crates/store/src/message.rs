//! Messages as this node keeps them: content, state, clock, gate runs, hits.

use comity_domain::gate::GateRun;
use comity_domain::ids::{AgencyId, MessageId, PersonId};
use comity_domain::message::Message;
use comity_domain::message::state::State;
use comity_domain::time::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use crate::db::Store;
use crate::error::StoreError;
use crate::partner::agency;
use crate::tx::WriteTx;

/// Which way a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From this agency.
    Out,
    /// To this agency.
    In,
}

impl Direction {
    /// The word in the table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::In => "in",
        }
    }
}

/// A message with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRow {
    /// What was written.
    pub message: Message,
    /// Which way it went.
    pub direction: Direction,
    /// The other agency.
    pub partner: AgencyId,
    /// Where it stands.
    pub state: State,
    /// Whether a gate at this receiver stopped it.
    pub stopped: bool,
    /// When the answer is due.
    pub due_at: Timestamp,
    /// When the state last changed.
    pub updated_at: Timestamp,
}

/// A person of the register that a message may be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HitRow {
    /// The person.
    pub person: PersonId,
    /// The score, in thousandths.
    pub permille: i64,
    /// The explanation, JSON.
    pub data: String,
}

pub(crate) const COLUMNS: &str =
    "SELECT direction, partner, state, stopped, due_at, updated_at, data FROM message";

impl Store {
    /// A message by id.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn message(&self, id: MessageId) -> Result<Option<MessageRow>, StoreError> {
        let sql = format!("{COLUMNS} WHERE id = $1");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(id.to_string())
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(message).transpose()
    }

    /// The messages of a thread, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn thread(&self, thread: MessageId) -> Result<Vec<MessageRow>, StoreError> {
        let sql = format!("{COLUMNS} WHERE thread = $1 ORDER BY created_at, id");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(thread.to_string())
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(message).collect()
    }

    /// Requests, both ways, whose states are listed, those due first; answers are found in their
    /// threads.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn requests_in(
        &self,
        states: &[State],
        limit: u32,
    ) -> Result<Vec<MessageRow>, StoreError> {
        self.requests(states, "due_at, id", limit).await
    }

    /// As [`Store::requests_in`], those that changed last first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn latest_requests_in(
        &self,
        states: &[State],
        limit: u32,
    ) -> Result<Vec<MessageRow>, StoreError> {
        self.requests(states, "updated_at DESC, id DESC", limit).await
    }

    async fn requests(
        &self,
        states: &[State],
        order: &'static str,
        limit: u32,
    ) -> Result<Vec<MessageRow>, StoreError> {
        let codes: Vec<String> = states.iter().map(|s| format!("'{s}'")).collect();
        let sql = format!(
            "{COLUMNS} WHERE in_reply_to IS NULL AND state IN ({}) ORDER BY {order} LIMIT {limit}",
            codes.join(", ")
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(self.readers()).await?;
        rows.iter().map(message).collect()
    }

    /// Messages that changed since a moment, by id, those after one: for whoever counts them page by page.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn messages_since(
        &self,
        since: Timestamp,
        after: Option<MessageId>,
        limit: u32,
    ) -> Result<Vec<MessageRow>, StoreError> {
        let sql = format!("{COLUMNS} WHERE updated_at >= $1 AND id > $2 ORDER BY id LIMIT {limit}");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(since.0)
            .bind(after.map(|id| id.to_string()).unwrap_or_default())
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(message).collect()
    }

    /// Replies of this agency that wait for approval.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn waiting_for_approval(&self) -> Result<Vec<MessageRow>, StoreError> {
        let sql = format!("{COLUMNS} WHERE state = 'ready' ORDER BY due_at, id LIMIT 500");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(self.readers()).await?;
        rows.iter().map(message).collect()
    }

    /// The gate runs frozen with a message, in the order they ran.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn gate_runs(&self, id: MessageId) -> Result<Vec<GateRun>, StoreError> {
        let rows = sqlx::query("SELECT data FROM gate_run WHERE message = $1 ORDER BY n")
            .bind(id.to_string())
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(|row| Ok(serde_json::from_str(&row.try_get::<String, _>(0)?)?)).collect()
    }

    /// The hits of a message, best first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn hits(&self, id: MessageId) -> Result<Vec<HitRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT person, permille, data FROM hit WHERE message = $1 \
             ORDER BY permille DESC, person",
        )
        .bind(id.to_string())
        .fetch_all(self.readers())
        .await?;
        rows.iter()
            .map(|row| {
                let person: String = row.try_get("person")?;
                Ok(HitRow {
                    person: PersonId::parse(&person).or(Err(StoreError::Corrupt("hit")))?,
                    permille: row.try_get("permille")?,
                    data: row.try_get("data")?,
                })
            })
            .collect()
    }
}

impl WriteTx {
    /// Adds a message.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the id is taken.
    pub async fn add_message(&mut self, row: &MessageRow) -> Result<(), StoreError> {
        let message = &row.message;
        sqlx::query(
            "INSERT INTO message (id, thread, in_reply_to, direction, partner, kind, state, \
             stopped, due_at, created_at, updated_at, data) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(message.id.to_string())
        .bind(message.thread.to_string())
        .bind(message.in_reply_to.map(|id| id.to_string()))
        .bind(row.direction.code().to_owned())
        .bind(row.partner.as_str().to_owned())
        .bind(message.kind().code().to_owned())
        .bind(row.state.code().to_owned())
        .bind(i64::from(row.stopped))
        .bind(row.due_at.0)
        .bind(message.created_at.0)
        .bind(row.updated_at.0)
        .bind(serde_json::to_string(message)?)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// A message by id, read inside the transaction, so that it cannot change before the commit.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub async fn message(&mut self, id: MessageId) -> Result<MessageRow, StoreError> {
        read(self.connection(), id).await?.ok_or(StoreError::NotFound)
    }

    /// Whether a message with this id is kept, whichever way it went.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn has_message(&mut self, id: MessageId) -> Result<bool, StoreError> {
        Ok(read(self.connection(), id).await?.is_some())
    }

    /// The messages of a thread, read inside the transaction, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn thread(&mut self, thread: MessageId) -> Result<Vec<MessageRow>, StoreError> {
        let sql = format!("{COLUMNS} WHERE thread = $1 ORDER BY created_at, id");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(thread.to_string())
            .fetch_all(self.connection())
            .await?;
        rows.iter().map(message).collect()
    }

    /// Writes state, approver and flags of a message back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub async fn update_message(&mut self, row: &MessageRow) -> Result<(), StoreError> {
        let done = sqlx::query(
            "UPDATE message SET state = $1, stopped = $2, updated_at = $3, data = $4 \
             WHERE id = $5",
        )
        .bind(row.state.code().to_owned())
        .bind(i64::from(row.stopped))
        .bind(row.updated_at.0)
        .bind(serde_json::to_string(&row.message)?)
        .bind(row.message.id.to_string())
        .execute(self.connection())
        .await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::NotFound) }
    }

    /// Freezes a gate run with its message.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_gate_run(&mut self, id: MessageId, run: &GateRun) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO gate_run (message, n, data) \
             SELECT $1, COUNT(*) + 1, $2 FROM gate_run WHERE message = $3",
        )
        .bind(id.to_string())
        .bind(serde_json::to_string(run)?)
        .bind(id.to_string())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Adds a hit.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_hit(&mut self, id: MessageId, hit: &HitRow) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO hit (message, person, permille, data) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (message, person) DO NOTHING",
        )
        .bind(id.to_string())
        .bind(hit.person.as_str().to_owned())
        .bind(hit.permille)
        .bind(hit.data.clone())
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

async fn read(
    connection: &mut AnyConnection,
    id: MessageId,
) -> Result<Option<MessageRow>, StoreError> {
    let sql = format!("{COLUMNS} WHERE id = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(message).transpose()
}

pub(crate) fn message(row: &AnyRow) -> Result<MessageRow, StoreError> {
    let (direction, state): (String, String) = (row.try_get("direction")?, row.try_get("state")?);
    Ok(MessageRow {
        message: serde_json::from_str(&row.try_get::<String, _>("data")?)?,
        direction: match direction.as_str() {
            "out" => Direction::Out,
            "in" => Direction::In,
            _ => return Err(StoreError::Corrupt("direction")),
        },
        partner: agency(row.try_get("partner")?)?,
        state: State::from_code(&state).ok_or(StoreError::Corrupt("state"))?,
        stopped: row.try_get::<i64, _>("stopped")? != 0,
        due_at: Timestamp(row.try_get("due_at")?),
        updated_at: Timestamp(row.try_get("updated_at")?),
    })
}
