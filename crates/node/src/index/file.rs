//! The index of names as a file: mapped when it is read, written anew when much has changed.
//!
//! A writer takes the lock beside the file, writes under another name, synchronises and renames. A
//! process that dies on the way leaves the old file as it was.

use anyhow::Context;
use comity_names::{Index, STAMP_BYTES};
use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::index::Seen;
use crate::mapped::Mapped;

/// Bytes gathered before they are written.
const BUFFER: usize = 1 << 20;

/// Opens the index of a file and tells what of the register it has seen.
///
/// # Errors
/// When there is no such file, or it cannot be used.
pub(super) fn open(path: &Path) -> anyhow::Result<(Index, Seen)> {
    let mapped = Mapped::open(path)?;
    let index = Index::open(Arc::new(mapped))?;
    let stamp = index.stamp().context("an index of a file has a stamp")?;
    let seen = Seen::from_stamp(stamp);
    Ok((index, seen))
}

/// Writes an index and opens it again from the file; nothing when another process is writing.
///
/// # Errors
/// When the file cannot be written; then the old one is as it was.
pub(super) fn write(path: &Path, index: &Index, seen: Seen) -> anyhow::Result<Option<Index>> {
    let lock = private(&beside(path, "lock"))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(fs::TryLockError::WouldBlock) => return Ok(None),
        Err(fs::TryLockError::Error(error)) => return Err(error).context("cannot lock the index"),
    }
    let new = beside(path, "new");
    let written = fill(&new, index, &seen.to_stamp()).and_then(|()| {
        fs::rename(&new, path)?;
        File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
    });
    if let Err(error) = written {
        // What is left of it is overwritten by the next one.
        drop(fs::remove_file(&new));
        return Err(error).with_context(|| format!("cannot write {}", path.display()));
    }
    Ok(Some(open(path)?.0))
}

fn fill(path: &Path, index: &Index, stamp: &[u8; STAMP_BYTES]) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, private(path)?);
    index.write(stamp, &mut out)?;
    out.flush()?;
    out.get_ref().sync_all()
}

/// Opens a file of the owner only, empty.
fn private(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

fn beside(path: &Path, what: &str) -> PathBuf {
    path.with_extension(what)
}
