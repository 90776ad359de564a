//! Migrations: numbered files, only ever added to. Each is applied once, in a transaction, and its
//! SHA-256 is kept, so that a changed file is noticed.

use aws_lc_rs::digest::{SHA256, digest};
use sqlx::{AnyPool, Row};

use crate::db::SCHEMA_VERSION;
use crate::error::StoreError;

const FILES: &[(i64, &str)] = &[
    (1, include_str!("../migrations/0001_start.sql")),
    (2, include_str!("../migrations/0002_person_change.sql")),
    (3, include_str!("../migrations/0003_watch.sql")),
    (4, include_str!("../migrations/0004_clock.sql")),
    (5, include_str!("../migrations/0005_case_file.sql")),
    (6, include_str!("../migrations/0006_retention.sql")),
    (7, include_str!("../migrations/0007_release_notice.sql")),
];

const TABLE: &str = "CREATE TABLE IF NOT EXISTS migration \
     (version BIGINT PRIMARY KEY, sha256 BLOB NOT NULL)";

pub(crate) async fn run(pool: &AnyPool) -> Result<(), StoreError> {
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query(TABLE).execute(&mut *tx).await?;
    let rows = sqlx::query("SELECT version, sha256 FROM migration ORDER BY version")
        .fetch_all(&mut *tx)
        .await?;
    let mut applied = 0;
    for row in &rows {
        let (version, sha256): (i64, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
        if version > SCHEMA_VERSION {
            return Err(StoreError::Newer { found: version, known: SCHEMA_VERSION });
        }
        let file = FILES.iter().find(|(v, _)| *v == version);
        if file.is_none_or(|(_, sql)| digest(&SHA256, sql.as_bytes()).as_ref() != sha256) {
            return Err(StoreError::Corrupt("migration"));
        }
        applied = version;
    }
    for (version, sql) in FILES.iter().filter(|(v, _)| *v > applied) {
        for statement in statements(sql) {
            sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut *tx).await?;
        }
        sqlx::query("INSERT INTO migration (version, sha256) VALUES ($1, $2)")
            .bind(*version)
            .bind(digest(&SHA256, sql.as_bytes()).as_ref().to_vec())
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The statements of a file, without comments, with the engine's word for bytes.
fn statements(sql: &str) -> Vec<String> {
    let lines = sql.lines().filter(|line| !line.trim_start().starts_with("--"));
    let text = lines.collect::<Vec<_>>().join("\n").replace(" BYTES", " BLOB");
    text.split(';').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}
