//! Stored searches, the alerts they raised, and how far the register was watched.
//!
//! Every change of the register has a number (`person_change`). A stored search begins after a
//! number, the watching worker stands at a number: what lies between is looked at once.

use comity_domain::ids::{AlertId, OfficerId, PersonId, WatchId};
use comity_domain::time::Timestamp;
use comity_domain::watch::{AlertOutcome, Watch};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

use crate::db::Store;
use crate::error::StoreError;
use crate::person_change;
use crate::tx::WriteTx;

/// A stored search as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchRow {
    /// Its id.
    pub id: WatchId,
    /// The last change of the register that it does not look at.
    pub since: i64,
    /// What it is.
    pub watch: Watch,
}

/// Alerts of a stored search.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AlertCount {
    /// All.
    pub all: i64,
    /// Those that no officer has looked at.
    pub open: i64,
}

/// An alert to be raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAlert {
    /// The search.
    pub watch: WatchId,
    /// The entry.
    pub person: PersonId,
    /// What the entry said: a hash of its description, so that the same said again raises nothing.
    pub revision: String,
    /// The score, in thousandths.
    pub permille: i64,
    /// Why, JSON of `node::app::cross_check::HitView`.
    pub data: String,
}

/// An alert as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertRow {
    /// Its id.
    pub id: AlertId,
    /// What was raised.
    pub alert: NewAlert,
    /// When.
    pub raised_at: Timestamp,
    /// What an officer found it to be.
    pub settled: Option<Settled>,
}

/// What an officer found an alert to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The finding.
    pub outcome: AlertOutcome,
    /// Who.
    pub by: OfficerId,
    /// When.
    pub at: Timestamp,
}

const WATCH: &str = "SELECT number, since, data FROM watch";
const ALERT: &str = "SELECT number, watch, person, revision, permille, data, raised_at, outcome, \
     settled_by, settled_at FROM alert";

impl Store {
    /// Stored searches that are open, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_watches(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<WatchRow>, StoreError> {
        let sql = format!(
            "{WATCH} WHERE closed_at IS NULL AND expires_at > $1 ORDER BY number LIMIT {limit}"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(now.0);
        query.fetch_all(self.readers()).await?.iter().map(watch_row).collect()
    }

    /// Every stored search, newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn watches(&self, limit: u32) -> Result<Vec<WatchRow>, StoreError> {
        let sql = format!("{WATCH} ORDER BY number DESC LIMIT {limit}");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(self.readers()).await?;
        rows.iter().map(watch_row).collect()
    }

    /// A stored search.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn watch(&self, id: WatchId) -> Result<Option<WatchRow>, StoreError> {
        let sql = format!("{WATCH} WHERE number = $1");
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id.number());
        query.fetch_optional(self.readers()).await?.as_ref().map(watch_row).transpose()
    }

    /// How many alerts each stored search has.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn alert_counts(&self) -> Result<BTreeMap<WatchId, AlertCount>, StoreError> {
        let rows = sqlx::query(
            "SELECT watch, COUNT(*), SUM(CASE WHEN outcome IS NULL THEN 1 ELSE 0 END) \
             FROM alert GROUP BY watch",
        )
        .fetch_all(self.readers())
        .await?;
        let count = |row: &AnyRow| {
            let count = AlertCount { all: row.try_get(1)?, open: row.try_get(2)? };
            Ok((watch_id(row.try_get(0)?)?, count))
        };
        rows.iter().map(count).collect()
    }

    /// How many alerts no officer has looked at.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_alert_count(&self) -> Result<i64, StoreError> {
        let row = sqlx::query("SELECT COUNT(*) FROM alert WHERE outcome IS NULL")
            .fetch_one(self.readers())
            .await?;
        Ok(row.try_get(0)?)
    }

    /// Alerts, of one stored search or of all, those first that no officer has looked at, then the
    /// newest.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn alerts(
        &self,
        of: Option<WatchId>,
        limit: u32,
    ) -> Result<Vec<AlertRow>, StoreError> {
        let sql = format!(
            "{ALERT} WHERE $1 = 0 OR watch = $1 ORDER BY CASE WHEN outcome IS NULL THEN 0 \
             ELSE 1 END, number DESC LIMIT {limit}"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(of.map_or(0, WatchId::number));
        query.fetch_all(self.readers()).await?.iter().map(alert_row).collect()
    }

    /// How far the register was watched: the number of a change.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn watched(&self) -> Result<i64, StoreError> {
        let row = sqlx::query("SELECT change FROM watch_position WHERE one = 1")
            .fetch_one(self.readers())
            .await?;
        Ok(row.try_get(0)?)
    }

    /// Notes that the register was watched up to a change and nobody was found. `Ok(false)` says
    /// that another worker did so before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn note_watched(&self, from: i64, to: i64) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let moved = tx.move_watched(from, to).await?;
        tx.commit_bookkeeping().await?;
        Ok(moved)
    }
}

impl WriteTx {
    /// Keeps a new stored search, which looks at every later change of the register. `once` is
    /// drawn with the form.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the same form was kept before.
    pub async fn add_watch(&mut self, once: &str, watch: &Watch) -> Result<WatchRow, StoreError> {
        let since = person_change::position(self.connection()).await?;
        let row = sqlx::query("SELECT COALESCE(MAX(number), 0) + 1 FROM watch")
            .fetch_one(self.connection())
            .await?;
        let id = watch_id(row.try_get(0)?)?;
        sqlx::query(
            "INSERT INTO watch (number, once, since, expires_at, closed_at, data) \
             VALUES ($1, $2, $3, $4, NULL, $5)",
        )
        .bind(id.number())
        .bind(once.to_owned())
        .bind(since)
        .bind(watch.expires_at.0)
        .bind(serde_json::to_string(watch)?)
        .execute(self.connection())
        .await?;
        Ok(WatchRow { id, since, watch: watch.clone() })
    }

    /// How many stored searches are open.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_watch_count(&mut self, now: Timestamp) -> Result<i64, StoreError> {
        let row =
            sqlx::query("SELECT COUNT(*) FROM watch WHERE closed_at IS NULL AND expires_at > $1")
                .bind(now.0)
                .fetch_one(self.connection())
                .await?;
        Ok(row.try_get(0)?)
    }

    /// Ends a stored search. `Ok(false)` says that it was ended before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn close_watch(
        &mut self,
        id: WatchId,
        watch: &Watch,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "UPDATE watch SET closed_at = $2, data = $3 WHERE number = $1 AND closed_at IS NULL",
        )
        .bind(id.number())
        .bind(now.0)
        .bind(serde_json::to_string(watch)?)
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Raises an alert; `None` when this revision of the entry raised one before, or the stored
    /// search is not open any more.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_alert(
        &mut self,
        alert: &NewAlert,
        now: Timestamp,
    ) -> Result<Option<AlertId>, StoreError> {
        let row = sqlx::query("SELECT COALESCE(MAX(number), 0) + 1 FROM alert")
            .fetch_one(self.connection())
            .await?;
        let number: i64 = row.try_get(0)?;
        let done = sqlx::query(
            "INSERT INTO alert (number, watch, person, revision, permille, data, raised_at) \
             SELECT $1, $2, $3, $4, $5, $6, $7 WHERE EXISTS (SELECT 1 FROM watch WHERE \
             number = $2 AND closed_at IS NULL AND expires_at > $7) \
             ON CONFLICT (watch, person, revision) DO NOTHING",
        )
        .bind(number)
        .bind(alert.watch.number())
        .bind(alert.person.as_str().to_owned())
        .bind(alert.revision.clone())
        .bind(alert.permille)
        .bind(alert.data.clone())
        .bind(now.0)
        .execute(self.connection())
        .await?;
        let raised = done.rows_affected() == 1;
        raised.then(|| alert_id(number)).transpose()
    }

    /// Keeps what an officer found an alert to be. `Ok(false)` says that it is settled already; one
    /// that was unclear can be settled again.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such alert.
    pub async fn settle_alert(
        &mut self,
        id: AlertId,
        settled: &Settled,
    ) -> Result<bool, StoreError> {
        let row = sqlx::query("SELECT outcome FROM alert WHERE number = $1")
            .bind(id.number())
            .fetch_one(self.connection())
            .await?;
        let known: Option<String> = row.try_get(0)?;
        if known.is_some_and(|code| code != AlertOutcome::Unclear.code()) {
            return Ok(false);
        }
        sqlx::query(
            "UPDATE alert SET outcome = $2, settled_by = $3, settled_at = $4 WHERE number = $1",
        )
        .bind(id.number())
        .bind(settled.outcome.code().to_owned())
        .bind(settled.by.as_str().to_owned())
        .bind(settled.at.0)
        .execute(self.connection())
        .await?;
        Ok(true)
    }

    /// Moves the mark of how far the register was watched. `Ok(false)` says that it stands elsewhere
    /// by now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn move_watched(&mut self, from: i64, to: i64) -> Result<bool, StoreError> {
        let done =
            sqlx::query("UPDATE watch_position SET change = $2 WHERE one = 1 AND change = $1")
                .bind(from)
                .bind(to)
                .execute(self.connection())
                .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn watch_id(number: i64) -> Result<WatchId, StoreError> {
    WatchId::new(number).or(Err(StoreError::Corrupt("watch")))
}

fn alert_id(number: i64) -> Result<AlertId, StoreError> {
    AlertId::new(number).or(Err(StoreError::Corrupt("alert")))
}

fn watch_row(row: &AnyRow) -> Result<WatchRow, StoreError> {
    Ok(WatchRow {
        id: watch_id(row.try_get("number")?)?,
        since: row.try_get("since")?,
        watch: serde_json::from_str(&row.try_get::<String, _>("data")?)?,
    })
}

fn alert_row(row: &AnyRow) -> Result<AlertRow, StoreError> {
    let corrupt = StoreError::Corrupt("alert");
    let person: String = row.try_get("person")?;
    let outcome: Option<String> = row.try_get("outcome")?;
    let settled = match outcome {
        Some(code) => {
            let by: String = row.try_get("settled_by")?;
            Some(Settled {
                outcome: AlertOutcome::from_code(&code).ok_or(StoreError::Corrupt("alert"))?,
                by: OfficerId::parse(&by).or(Err(StoreError::Corrupt("alert")))?,
                at: Timestamp(row.try_get("settled_at")?),
            })
        }
        None => None,
    };
    Ok(AlertRow {
        id: alert_id(row.try_get("number")?)?,
        alert: NewAlert {
            watch: watch_id(row.try_get("watch")?)?,
            person: PersonId::parse(&person).or(Err(corrupt))?,
            revision: row.try_get("revision")?,
            permille: row.try_get("permille")?,
            data: row.try_get("data")?,
        },
        raised_at: Timestamp(row.try_get("raised_at")?),
        settled,
    })
}
