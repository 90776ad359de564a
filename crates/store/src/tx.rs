//! The write transaction. It commits only with the proof that an audit line was appended in it.

use comity_domain::audit::AuditEntry;
use comity_domain::time::Timestamp;
use sqlx::{Any, AnyConnection, Transaction};

use crate::error::StoreError;
use crate::log::{self, LogPosition};

/// A transaction that may write. Dropped without [`WriteTx::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct WriteTx {
    tx: Transaction<'static, Any>,
}

/// Proof that an audit line is part of the transaction. Only [`WriteTx::append`] makes it.
#[derive(Debug)]
pub struct Logged {
    /// Where the log stands with this line.
    pub position: LogPosition,
}

impl WriteTx {
    pub(crate) fn new(tx: Transaction<'static, Any>) -> Self {
        Self { tx }
    }

    pub(crate) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.tx
    }

    /// Appends a line to the audit log.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn append(
        &mut self,
        entry: &AuditEntry,
        at: Timestamp,
    ) -> Result<Logged, StoreError> {
        let position = log::append(self.connection(), entry, at).await?;
        Ok(Logged { position })
    }

    /// Makes everything of the transaction durable, the audit line included.
    ///
    /// # Errors
    /// When the store fails; then nothing of it happened.
    pub async fn commit(self, _proof: Logged) -> Result<(), StoreError> {
        Ok(self.tx.commit().await?)
    }

    /// Appends one line and commits.
    ///
    /// # Errors
    /// When the store fails; then nothing of it happened.
    pub async fn commit_with(
        mut self,
        entry: &AuditEntry,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let proof = self.append(entry, at).await?;
        self.commit(proof).await
    }

    /// Commits the bookkeeping of the delivery and of sign-in attempts, which changes nothing that
    /// a log line could tell about. Only this crate's own modules use it.
    pub(crate) async fn commit_bookkeeping(self) -> Result<(), StoreError> {
        Ok(self.tx.commit().await?)
    }
}
