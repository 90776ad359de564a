//! The register of persons and the keys under which a search finds them.

use comity_domain::ids::PersonId;
use comity_domain::time::Timestamp;
use sqlx::Row;
use std::collections::BTreeSet;

use crate::db::Store;
use crate::error::StoreError;
use crate::tx::WriteTx;

/// A person of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Its id in this register.
    pub id: PersonId,
    /// The file or system it came from.
    pub source: String,
    /// The description, JSON of `node::app::register::Person`.
    pub data: String,
}

impl Store {
    /// The persons that share a key with the search, those that share most first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn persons_by_keys(
        &self,
        keys: &BTreeSet<String>,
        limit: u32,
    ) -> Result<Vec<PersonRow>, StoreError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let marks: Vec<String> = (1..=keys.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT p.id, p.source, p.data FROM person p JOIN (SELECT person, COUNT(*) AS shared \
             FROM person_key WHERE key IN ({}) GROUP BY person ORDER BY shared DESC, person \
             LIMIT {limit}) k ON k.person = p.id ORDER BY k.shared DESC, p.id",
            marks.join(", ")
        );
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
        for key in keys {
            query = query.bind(key.clone());
        }
        let rows = query.fetch_all(self.readers()).await?;
        rows.iter().map(person).collect()
    }

    /// A person by id.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn person(&self, id: &PersonId) -> Result<Option<PersonRow>, StoreError> {
        let row = sqlx::query("SELECT id, source, data FROM person WHERE id = $1")
            .bind(id.as_str().to_owned())
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(person).transpose()
    }

    /// How many persons the register holds.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn person_count(&self) -> Result<i64, StoreError> {
        let row = sqlx::query("SELECT COUNT(*) FROM person").fetch_one(self.readers()).await?;
        Ok(row.try_get(0)?)
    }
}

impl WriteTx {
    /// Adds a person or replaces the one with this id, with its keys.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put_person(
        &mut self,
        person: &PersonRow,
        keys: &BTreeSet<String>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let id = person.id.as_str();
        sqlx::query(
            "INSERT INTO person (id, source, data, updated_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (id) DO UPDATE SET source = excluded.source, data = excluded.data, \
             updated_at = excluded.updated_at",
        )
        .bind(id.to_owned())
        .bind(person.source.clone())
        .bind(person.data.clone())
        .bind(now.0)
        .execute(self.connection())
        .await?;
        sqlx::query("DELETE FROM person_key WHERE person = $1")
            .bind(id.to_owned())
            .execute(self.connection())
            .await?;
        for key in keys {
            sqlx::query("INSERT INTO person_key (key, person) VALUES ($1, $2)")
                .bind(key.clone())
                .bind(id.to_owned())
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }
}

fn person(row: &sqlx::any::AnyRow) -> Result<PersonRow, StoreError> {
    let id: String = row.try_get("id")?;
    Ok(PersonRow {
        id: PersonId::parse(&id).or(Err(StoreError::Corrupt("person")))?,
        source: row.try_get("source")?,
        data: row.try_get("data")?,
    })
}
