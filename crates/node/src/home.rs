//! The folder a node lives in: configuration, database, keys.

use anyhow::Context;
use std::fs::{self, OpenOptions, Permissions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// A node's home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home(PathBuf);

impl Home {
    /// A folder as a home. It need not exist.
    pub fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// `comity.toml`.
    pub fn config(&self) -> PathBuf {
        self.0.join("comity.toml")
    }

    /// `comity.db`.
    pub fn database(&self) -> PathBuf {
        self.0.join("comity.db")
    }

    /// `names.index`: the index of names, made from the database and made anew when it is gone.
    pub fn index(&self) -> PathBuf {
        self.0.join("names.index")
    }

    /// `purged.ledger`: the bodies that are gone. It belongs into every backup.
    pub fn ledger(&self) -> PathBuf {
        self.0.join("purged.ledger")
    }

    /// A file of the folder `keys`.
    pub fn key(&self, name: &str) -> PathBuf {
        self.0.join("keys").join(name)
    }

    /// Whether a node lives here.
    pub fn is_node(&self) -> bool {
        self.config().exists()
    }

    /// Makes the folders, readable by their owner only.
    ///
    /// # Errors
    /// When they cannot be made.
    pub fn make(&self) -> anyhow::Result<()> {
        for folder in [self.0.clone(), self.0.join("keys")] {
            fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(&folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
            // A folder that was there before may be open to others: what it will hold is not.
            fs::set_permissions(&folder, Permissions::from_mode(0o700))
                .with_context(|| format!("cannot close {} to others", folder.display()))?;
        }
        Ok(())
    }
}

/// Writes a file that only its owner can read and that is not there yet, durably.
///
/// # Errors
/// When the file exists or cannot be written.
pub fn write_secret(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let context = || format!("cannot write {}", path.display());
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .with_context(context)?;
    file.write_all(bytes).with_context(context)?;
    file.sync_all().with_context(context)
}
