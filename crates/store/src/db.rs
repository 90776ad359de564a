//! The seam to the engine: the only file that names a driver.

use sqlx::AnyPool;
use sqlx::any::AnyPoolOptions;
use std::path::Path;
use std::time::Duration;

use crate::error::StoreError;
use crate::migrate;
use crate::tx::WriteTx;

/// The schema this program reads and writes.
pub const SCHEMA_VERSION: i64 = 7;

/// Connections that only read.
const READERS_MAX: u32 = 4;
/// How long a writer waits for another process that holds the store.
const WRITER_WAIT: Duration = Duration::from_secs(15);

/// What every connection to SQLite is told first.
const SQLITE_SETTINGS: &[&str] = &[
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA busy_timeout = 15000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    // What is deleted is overwritten, not only taken out of the index.
    "PRAGMA secure_delete = ON",
];

/// The node's database: one writer, several readers.
#[derive(Debug, Clone)]
pub struct Store {
    writer: AnyPool,
    readers: AnyPool,
}

impl Store {
    /// Opens the database in a file, making and migrating it as needed.
    ///
    /// # Errors
    /// When the file cannot be opened, is full, or was made by a newer program.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        let url = sqlite_url(path);
        let writer = pool(&url, 1).await?;
        migrate::run(&writer).await?;
        let readers = pool(&url, READERS_MAX).await?;
        Ok(Self { writer, readers })
    }

    /// Begins a transaction that may write. There is one at a time; others wait.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when another process holds the store for too long.
    pub async fn write(&self) -> Result<WriteTx, StoreError> {
        Ok(WriteTx::new(self.writer.begin_with("BEGIN IMMEDIATE").await?))
    }

    /// The connections that only read.
    pub(crate) fn readers(&self) -> &AnyPool {
        &self.readers
    }

    /// Has what was deleted leave the files as well: the journal of writes still holds it until then.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget(&self) -> Result<(), StoreError> {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_all(&self.writer).await?;
        Ok(())
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

async fn pool(url: &str, connections: u32) -> Result<AnyPool, StoreError> {
    let pool = AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(WRITER_WAIT)
        .after_connect(|connection, _| {
            Box::pin(async move {
                for setting in SQLITE_SETTINGS {
                    sqlx::query(*setting).execute(&mut *connection).await?;
                }
                Ok(())
            })
        })
        .connect(url)
        .await?;
    Ok(pool)
}

/// `sqlite:` URL of a path; every byte that could mean something in a URL is escaped.
fn sqlite_url(path: &Path) -> String {
    let mut url = String::from("sqlite://");
    for byte in path.as_os_str().as_encoded_bytes() {
        let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_');
        if plain {
            url.push(char::from(*byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url.push_str("?mode=rwc");
    url
}
