//! What changed in the register of persons, in order. A change is a person's newest state; of
//! several changes of one person only the last is kept.

use comity_domain::ids::PersonId;
use sqlx::{AnyConnection, Row};

use crate::db::Store;
use crate::error::StoreError;
use crate::log::{self, LogPosition};
use crate::person::{PersonRow, marks, person};

/// A person that was added, replaced or taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonChange {
    /// Its number; later changes have higher ones.
    pub change: i64,
    /// Who.
    pub id: PersonId,
    /// The person as it is now; nothing when it was taken out.
    pub row: Option<PersonRow>,
}

/// Changes, and where the log stood when they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonChanges {
    /// In ascending order.
    pub changes: Vec<PersonChange>,
    /// The log then: a store whose log has another head there is another store, or an older one.
    pub log: LogPosition,
}

impl Store {
    /// The number of the newest change of the register; 0 when there was none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn person_position(&self) -> Result<i64, StoreError> {
        let mut connection = self.readers().acquire().await?;
        position(&mut connection).await
    }

    /// The first changes after a number, at most `limit`, as the register was at one moment.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn person_changes(
        &self,
        after: i64,
        limit: u32,
    ) -> Result<PersonChanges, StoreError> {
        let mut tx = self.readers().begin().await?;
        let log = log::position(&mut tx).await?;
        let put = format!(
            "SELECT id, source, data, change FROM person WHERE change > $1 ORDER BY change \
             LIMIT {limit}"
        );
        let put = sqlx::query(sqlx::AssertSqlSafe(put)).bind(after).fetch_all(&mut *tx).await?;
        let gone = format!(
            "SELECT id, change FROM person_gone WHERE change > $1 ORDER BY change LIMIT {limit}"
        );
        let gone = sqlx::query(sqlx::AssertSqlSafe(gone)).bind(after).fetch_all(&mut *tx).await?;
        let mut changes = Vec::with_capacity(put.len() + gone.len());
        for row in &put {
            let found = person(row)?;
            let change = row.try_get("change")?;
            changes.push(PersonChange { change, id: found.id.clone(), row: Some(found) });
        }
        for row in &gone {
            let id: String = row.try_get("id")?;
            let id = PersonId::parse(&id).or(Err(StoreError::Corrupt("person")))?;
            changes.push(PersonChange { change: row.try_get("change")?, id, row: None });
        }
        changes.sort_by_key(|change| change.change);
        changes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(PersonChanges { changes, log })
    }
}

/// The number of the newest change, as this connection sees it.
pub(crate) async fn position(connection: &mut AnyConnection) -> Result<i64, StoreError> {
    let row = sqlx::query("SELECT change FROM person_position WHERE one = 1")
        .fetch_one(connection)
        .await?;
    Ok(row.try_get(0)?)
}

/// Takes so many change numbers; the first of them.
pub(crate) async fn next(connection: &mut AnyConnection, many: usize) -> Result<i64, StoreError> {
    let many = i64::try_from(many).or(Err(StoreError::Corrupt("person_position")))?;
    sqlx::query("UPDATE person_position SET change = change + $1 WHERE one = 1")
        .bind(many)
        .execute(&mut *connection)
        .await?;
    let row = sqlx::query("SELECT change FROM person_position WHERE one = 1")
        .fetch_one(connection)
        .await?;
    Ok(row.try_get::<i64, _>(0)? - many + 1)
}

/// Notes that a person was taken out.
pub(crate) async fn gone(
    connection: &mut AnyConnection,
    id: &str,
    change: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO person_gone (id, change) VALUES ($1, $2) \
         ON CONFLICT (id) DO UPDATE SET change = excluded.change",
    )
    .bind(id.to_owned())
    .bind(change)
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes that persons are there (again).
pub(crate) async fn back(
    connection: &mut AnyConnection,
    ids: impl ExactSizeIterator<Item = &str>,
) -> Result<(), StoreError> {
    let sql = format!("DELETE FROM person_gone WHERE id IN {}", marks(1, ids.len()));
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for id in ids {
        query = query.bind(id.to_owned());
    }
    query.execute(connection).await?;
    Ok(())
}
