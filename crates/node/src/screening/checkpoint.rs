//! How far a screening got: a small file beside the output, replaced as a whole after each batch.
//! After `kill -9`, or after the power went, the screening goes on from it, and its output is that
//! of a screening that was never interrupted.

use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::input::Input;

/// How far a screening got.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// SHA-256 of the input, in hexadecimal.
    pub sha256: String,
    /// Bytes of the input.
    pub bytes: u64,
    /// Everything else the output depends on.
    pub settings: String,
    /// What was done.
    pub done: Counts,
    /// Bytes of the output that belong to it.
    pub output_bytes: u64,
}

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Rows read.
    pub rows: u64,
    /// Rows that somebody of the register may be.
    pub matched: u64,
    /// Hits written.
    pub hits: u64,
    /// Rows that could not be read.
    pub refused: u64,
}

impl Checkpoint {
    /// Where the checkpoint of an output lies.
    pub fn path(output: &Path) -> PathBuf {
        let mut name = OsString::from(output);
        name.push(".checkpoint");
        PathBuf::from(name)
    }

    /// The checkpoint of an output, if there is one.
    ///
    /// # Errors
    /// When there is one that cannot be read.
    pub fn read(output: &Path) -> anyhow::Result<Option<Self>> {
        let path = Self::path(output);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", path.display()));
            }
        };
        let read = serde_json::from_slice(&text);
        read.map(Some).with_context(|| {
            format!(
                "{} is damaged; remove it and {} to begin anew",
                path.display(),
                output.display()
            )
        })
    }

    /// Whether it is of this input and these settings.
    ///
    /// # Errors
    /// A sentence that says what differs.
    pub fn fits(&self, input: &Input, settings: &str) -> anyhow::Result<()> {
        anyhow::ensure!(
            self.sha256 == input.sha256 && self.bytes == input.bytes,
            "the file is not the one the screening began with (its SHA-256 differs); give another \
             --out to begin anew"
        );
        anyhow::ensure!(
            self.settings == settings,
            "the screening began with other options ({}); give the same ones, or another --out",
            self.settings
        );
        Ok(())
    }

    /// Replaces the checkpoint of an output, durably: after this, either the old one is there or
    /// the new one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, output: &Path) -> anyhow::Result<()> {
        let path = Self::path(output);
        let context = || format!("cannot write {}", path.display());
        let mut fresh = OsString::from(&path);
        fresh.push(".new");
        let fresh = PathBuf::from(fresh);
        let mut options = OpenOptions::new();
        let file = options.write(true).create(true).truncate(true).mode(0o600).open(&fresh);
        let mut file = file.with_context(context)?;
        file.write_all(&serde_json::to_vec(self)?).with_context(context)?;
        file.sync_all().with_context(context)?;
        fs::rename(&fresh, &path).with_context(context)?;
        sync_folder(&path)
    }

    /// Removes the checkpoint of an output that is whole.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(output: &Path) -> anyhow::Result<()> {
        let path = Self::path(output);
        fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        sync_folder(&path)
    }
}

/// A new name in a folder is on the disk when the folder is.
fn sync_folder(path: &Path) -> anyhow::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.with_context(|| format!("cannot write to {}", folder.display()))
}
