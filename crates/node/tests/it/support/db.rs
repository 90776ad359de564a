//! A look into a node's database from outside, past the program: read only, and closed again at
//! once, so that a node that restarts does its own recovery.

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::path::Path;
use std::time::Duration;

/// How long a look waits for a writer.
const BUSY: Duration = Duration::from_secs(10);

fn options(home: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(home.join("comity.db")).busy_timeout(BUSY)
}

/// The number a statement selects; `?` is the text.
pub(crate) async fn number(home: &Path, sql: &'static str, bound: &str) -> Option<i64> {
    let mut db = options(home).read_only(true).connect().await.ok()?;
    let found = sqlx::query_scalar::<_, i64>(sql).bind(bound).fetch_optional(&mut db).await;
    drop(db.close().await);
    found.ok().flatten()
}

/// The text a statement selects; `?` is the text.
pub(crate) async fn text(home: &Path, sql: &'static str, bound: &str) -> Option<String> {
    let mut db = options(home).read_only(true).connect().await.ok()?;
    let found = sqlx::query_scalar::<_, String>(sql).bind(bound).fetch_optional(&mut db).await;
    drop(db.close().await);
    found.ok().flatten()
}

/// The bytes a statement selects.
pub(crate) async fn bytes(home: &Path, sql: &'static str) -> Option<Vec<u8>> {
    let mut db = options(home).read_only(true).connect().await.ok()?;
    let found = sqlx::query_scalar::<_, Vec<u8>>(sql).fetch_optional(&mut db).await;
    drop(db.close().await);
    found.ok().flatten()
}

/// Does to the database what somebody with the file could do.
pub(crate) async fn tamper(home: &Path, sql: &'static str) {
    let mut db: SqliteConnection = options(home).connect().await.unwrap();
    sqlx::raw_sql(sql).execute(&mut db).await.unwrap();
    db.close().await.unwrap();
}
