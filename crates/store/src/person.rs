//! The register of persons and the keys under which a search finds their documents.

use comity_domain::ids::PersonId;
use comity_domain::time::Timestamp;
use sqlx::Row;
use std::collections::{BTreeMap, BTreeSet};

use crate::db::Store;
use crate::error::StoreError;
use crate::person_change;
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

    /// The persons with these ids, by id; ids that nobody has are passed over.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn persons_by_ids(
        &self,
        ids: &BTreeSet<String>,
    ) -> Result<Vec<PersonRow>, StoreError> {
        let ids: Vec<&String> = ids.iter().collect();
        let mut found = Vec::with_capacity(ids.len());
        for some in ids.chunks(ROWS) {
            let marks = marks(1, some.len());
            let sql =
                format!("SELECT id, source, data FROM person WHERE id IN {marks} ORDER BY id");
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for id in some {
                query = query.bind((*id).clone());
            }
            for row in query.fetch_all(self.readers()).await? {
                found.push(person(&row)?);
            }
        }
        Ok(found)
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

/// Persons written by one statement.
const ROWS: usize = 100;

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
        self.put_persons(&[(person.clone(), keys.clone())], now).await
    }

    /// Adds persons or replaces those with the same ids, with their keys; of several with one id
    /// the last one stays. Each gets the next change number.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put_persons(
        &mut self,
        persons: &[(PersonRow, BTreeSet<String>)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut last: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, (person, _)) in persons.iter().enumerate() {
            last.insert(person.id.as_str(), place);
        }
        let stays = |place: &usize, id: &str| last.get(id) == Some(place);
        let numbered = persons.iter().enumerate();
        let kept: Vec<&(PersonRow, BTreeSet<String>)> =
            numbered.filter(|(n, (p, _))| stays(n, p.id.as_str())).map(|(_, p)| p).collect();
        for some in kept.chunks(ROWS) {
            let first = person_change::next(self.connection(), some.len()).await?;
            self.put_rows(some, first, now).await?;
            self.put_keys(some).await?;
        }
        Ok(())
    }

    async fn put_rows(
        &mut self,
        persons: &[&(PersonRow, BTreeSet<String>)],
        first: i64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO person (id, source, data, updated_at, change) VALUES {} \
             ON CONFLICT (id) DO UPDATE SET source = excluded.source, data = excluded.data, \
             updated_at = excluded.updated_at, change = excluded.change",
            marks(persons.len(), 5)
        );
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
        for ((person, _), change) in persons.iter().zip(first..) {
            query = query
                .bind(person.id.as_str().to_owned())
                .bind(person.source.clone())
                .bind(person.data.clone())
                .bind(now.0)
                .bind(change);
        }
        query.execute(self.connection()).await?;
        let ids = persons.iter().map(|(person, _)| person.id.as_str());
        person_change::back(self.connection(), ids).await
    }

    async fn put_keys(
        &mut self,
        persons: &[&(PersonRow, BTreeSet<String>)],
    ) -> Result<(), StoreError> {
        let sql = format!("DELETE FROM person_key WHERE person IN {}", marks(1, persons.len()));
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
        for (person, _) in persons {
            query = query.bind(person.id.as_str().to_owned());
        }
        query.execute(self.connection()).await?;
        let of_person = |(person, keys): &&(PersonRow, BTreeSet<String>)| {
            let id = person.id.as_str().to_owned();
            keys.iter().map(|key| (key.clone(), id.clone())).collect::<Vec<_>>()
        };
        let keys: Vec<(String, String)> = persons.iter().flat_map(of_person).collect();
        for some in keys.chunks(ROWS) {
            let sql =
                format!("INSERT INTO person_key (key, person) VALUES {}", marks(some.len(), 2));
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for (key, person) in some {
                query = query.bind(key.clone()).bind(person.clone());
            }
            query.execute(self.connection()).await?;
        }
        Ok(())
    }

    /// Takes a person out of the register; false when nobody has this id.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remove_person(&mut self, id: &PersonId) -> Result<bool, StoreError> {
        let id = id.as_str();
        let gone = sqlx::query("DELETE FROM person WHERE id = $1")
            .bind(id.to_owned())
            .execute(self.connection())
            .await?;
        if gone.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query("DELETE FROM person_key WHERE person = $1")
            .bind(id.to_owned())
            .execute(self.connection())
            .await?;
        let change = person_change::next(self.connection(), 1).await?;
        person_change::gone(self.connection(), id, change).await?;
        Ok(true)
    }
}

/// `($1, $2), ($3, $4)`: so many rows of so many columns.
pub(crate) fn marks(rows: usize, columns: usize) -> String {
    let row = |r: usize| {
        let marks = (1..=columns).map(|c| format!("${}", r * columns + c));
        format!("({})", marks.collect::<Vec<_>>().join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

pub(crate) fn person(row: &sqlx::any::AnyRow) -> Result<PersonRow, StoreError> {
    let id: String = row.try_get("id")?;
    Ok(PersonRow {
        id: PersonId::parse(&id).or(Err(StoreError::Corrupt("person")))?,
        source: row.try_get("source")?,
        data: row.try_get("data")?,
    })
}
