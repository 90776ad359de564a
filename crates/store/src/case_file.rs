//! The sealed file: who is protected, by thread or by person of the register, and written decisions by
//! message. Rows are only added, and the latest counts; when the body of the message goes at its date,
//! their words go with it.

use comity_domain::gate::file::{CaseFile, Decision, Flag};
use comity_domain::ids::{MessageId, PersonId};
use comity_domain::lang::Text;
use comity_domain::time::Timestamp;
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::db::Store;
use crate::error::StoreError;
use crate::tx::WriteTx;

/// What an entry on protection is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlagScope {
    /// A thread, by its opening message.
    Thread(MessageId),
    /// A person of the register.
    Person(PersonId),
}

impl FlagScope {
    fn columns(&self) -> (String, String) {
        match self {
            Self::Thread(id) => ("thread".to_owned(), id.to_string()),
            Self::Person(id) => ("person".to_owned(), id.as_str().to_owned()),
        }
    }
}

impl Store {
    /// Every entry on the protection of a thread or a person, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn flags(&self, about: &FlagScope) -> Result<Vec<Flag>, StoreError> {
        let (scope, about) = about.columns();
        let rows = sqlx::query(
            "SELECT data FROM case_flag WHERE scope = $1 AND about = $2 ORDER BY number",
        )
        .bind(scope)
        .bind(about)
        .fetch_all(self.readers())
        .await?;
        rows.iter().map(data).collect()
    }

    /// The persons of the register who are protected now, with the entry that says so.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn protected_persons(&self) -> Result<Vec<(PersonId, Flag)>, StoreError> {
        let rows = sqlx::query(
            "SELECT f.about, f.data FROM case_flag f WHERE f.scope = 'person' AND f.number = \
             (SELECT MAX(g.number) FROM case_flag g WHERE g.scope = 'person' \
             AND g.about = f.about) ORDER BY f.about",
        )
        .fetch_all(self.readers())
        .await?;
        let mut found = Vec::new();
        for row in &rows {
            let about: String = row.try_get("about")?;
            let flag: Flag = serde_json::from_str(&row.try_get::<String, _>("data")?)?;
            if flag.status.protects() {
                let id = PersonId::parse(&about).or(Err(StoreError::Corrupt("case_flag")))?;
                found.push((id, flag));
            }
        }
        Ok(found)
    }

    /// Every written decision on a message, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn decisions(&self, message: MessageId) -> Result<Vec<Decision>, StoreError> {
        let rows = sqlx::query("SELECT data FROM case_decision WHERE message = $1 ORDER BY number")
            .bind(message.to_string())
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(data).collect()
    }

    /// The file as the gates see it: what counts of the thread's protection and of the decisions on this
    /// message and no other.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn case_file(
        &self,
        thread: MessageId,
        message: MessageId,
    ) -> Result<CaseFile, StoreError> {
        let flags = self.flags(&FlagScope::Thread(thread)).await?;
        Ok(CaseFile::of(&flags, &self.decisions(message).await?))
    }

    /// The messages that a person of the register may be the subject of, by their hits.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn messages_hitting(&self, person: &PersonId) -> Result<Vec<MessageId>, StoreError> {
        let rows = sqlx::query("SELECT message FROM hit WHERE person = $1 ORDER BY message")
            .bind(person.as_str().to_owned())
            .fetch_all(self.readers())
            .await?;
        let id = |row: &AnyRow| {
            let text: String = row.try_get(0)?;
            MessageId::parse(&text).or(Err(StoreError::Corrupt("hit")))
        };
        rows.iter().map(id).collect()
    }
}

impl Store {
    /// Every written decision since a moment, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn decisions_since(&self, since: Timestamp) -> Result<Vec<Decision>, StoreError> {
        let rows = sqlx::query("SELECT data FROM case_decision WHERE at >= $1 ORDER BY number")
            .bind(since.0)
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(data).collect()
    }

    /// How many threads were found since a moment to be about a protected person.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn protected_threads_since(&self, since: Timestamp) -> Result<u64, StoreError> {
        let row = sqlx::query(
            "SELECT COUNT(DISTINCT about) FROM case_flag WHERE scope = 'thread' AND at >= $1 \
             AND status IN ('claimed', 'pending', 'granted')",
        )
        .bind(since.0)
        .fetch_one(self.readers())
        .await?;
        u64::try_from(row.try_get::<i64, _>(0)?).or(Err(StoreError::Corrupt("case_flag")))
    }
}

impl WriteTx {
    /// Adds an entry on protection.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_flag(&mut self, about: &FlagScope, flag: &Flag) -> Result<(), StoreError> {
        let (scope, about) = about.columns();
        sqlx::query(
            "INSERT INTO case_flag (number, scope, about, status, at, data) \
             SELECT COALESCE(MAX(number), 0) + 1, $1, $2, $3, $4, $5 FROM case_flag",
        )
        .bind(scope)
        .bind(about)
        .bind(flag.status.code().to_owned())
        .bind(flag.at.0)
        .bind(serde_json::to_string(flag)?)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Adds a written decision on a message.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_decision(
        &mut self,
        message: MessageId,
        decision: &Decision,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO case_decision (number, message, at, data) \
             SELECT COALESCE(MAX(number), 0) + 1, $1, $2, $3 FROM case_decision",
        )
        .bind(message.to_string())
        .bind(decision.at.0)
        .bind(serde_json::to_string(decision)?)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Takes the words out of the sealed file of a message, and whom of the register they are about. That
    /// there was an entry, and what it came to, stays.
    pub(crate) async fn empty_case_file(&mut self, id: MessageId) -> Result<(), StoreError> {
        let decisions = "SELECT number, data FROM case_decision WHERE message = $1";
        let flags = "SELECT number, data FROM case_flag WHERE scope = 'thread' AND about = $1";
        for row in self.numbered(decisions, id).await? {
            let decision = Decision { text: Text::default(), ..serde_json::from_str(&row.1)? };
            let sql = "UPDATE case_decision SET data = $1 WHERE number = $2";
            self.put_data(sql, (row.0, serde_json::to_string(&decision)?)).await?;
        }
        for row in self.numbered(flags, id).await? {
            let flag =
                Flag { text: Text::default(), person: None, ..serde_json::from_str(&row.1)? };
            let sql = "UPDATE case_flag SET data = $1 WHERE number = $2";
            self.put_data(sql, (row.0, serde_json::to_string(&flag)?)).await?;
        }
        Ok(())
    }

    async fn numbered(
        &mut self,
        sql: &'static str,
        id: MessageId,
    ) -> Result<Vec<(i64, String)>, StoreError> {
        let rows = sqlx::query(sql).bind(id.to_string()).fetch_all(self.connection()).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    async fn put_data(
        &mut self,
        sql: &'static str,
        (number, data): (i64, String),
    ) -> Result<(), StoreError> {
        sqlx::query(sql).bind(data).bind(number).execute(self.connection()).await?;
        Ok(())
    }
}

/// A row's `data`.
fn data<T: DeserializeOwned>(row: &AnyRow) -> Result<T, StoreError> {
    Ok(serde_json::from_str(&row.try_get::<String, _>("data")?)?)
}
