//! The ledger of bodies that are gone: a file beside the database that is only added to. An older database
//! that is put back knows nothing of what went since; the ledger does.
//!
//! One line each: id, reason, milliseconds, SHA-256. It is on the disk before the database forgets. A line
//! that a crash cut short is of a body that did not go yet, and is passed over.

use comity_domain::ids::MessageId;
use comity_domain::retention::PurgeReason;
use comity_domain::time::Timestamp;
use comity_store::PurgedRow;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::error::AppError;

/// The ledger of a home.
#[derive(Debug, Clone)]
pub struct Ledger(PathBuf);

impl Ledger {
    /// The ledger in a file, which need not exist yet.
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Adds lines and has them on the disk.
    ///
    /// # Errors
    /// When the file cannot be written; then nothing may be forgotten.
    pub fn add(&self, rows: &[PurgedRow]) -> Result<(), AppError> {
        self.append(rows).map_err(|error| AppError::Internal(error.into()))
    }

    fn append(&self, rows: &[PurgedRow]) -> std::io::Result<()> {
        let is_new = !self.0.exists();
        let mut options = OpenOptions::new();
        let mut file = options.read(true).append(true).create(true).mode(0o600).open(&self.0)?;
        // What a crash cut short must not swallow the next line.
        let mut text = if ends_whole(&mut file)? { String::new() } else { "\n".to_owned() };
        for row in rows {
            text.push_str(&format!("{} {} {} {}\n", row.message, row.reason, row.at.0, row.sha256));
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        if is_new {
            File::open(self.0.parent().unwrap_or(Path::new(".")))?.sync_all()?;
        }
        Ok(())
    }

    /// Every whole line.
    ///
    /// # Errors
    /// When there is a file that cannot be read.
    pub fn read(&self) -> Result<Vec<PurgedRow>, AppError> {
        match std::fs::read_to_string(&self.0) {
            Ok(text) => Ok(text.split_inclusive('\n').filter_map(row).collect()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(AppError::Internal(error.into())),
        }
    }
}

fn ends_whole(file: &mut File) -> std::io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

fn row(line: &str) -> Option<PurgedRow> {
    let mut words = line.strip_suffix('\n')?.split(' ');
    let row = PurgedRow {
        message: MessageId::parse(words.next()?).ok()?,
        reason: PurgeReason::from_code(words.next()?)?,
        at: Timestamp(words.next()?.parse().ok()?),
        sha256: words.next().filter(|hash| hash.len() == 64)?.to_owned(),
    };
    words.next().is_none().then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(n: u64) -> PurgedRow {
        PurgedRow {
            message: MessageId::from_parts(n, [1; 10]),
            reason: PurgeReason::Recalled,
            at: Timestamp(7),
            sha256: "ab".repeat(32),
        }
    }

    #[test]
    fn a_line_cut_short_at_any_byte_is_passed_over_and_swallows_no_other() {
        let dir = tempfile::tempdir().unwrap();
        let whole = Ledger::new(dir.path().join("whole"));
        assert_eq!(whole.read().unwrap(), vec![]);
        whole.add(&[entry(1)]).unwrap();
        whole.add(&[entry(2)]).unwrap();
        let bytes = std::fs::read(dir.path().join("whole")).unwrap();
        let first = bytes.len() / 2;
        for cut in first..bytes.len() - 1 {
            let path = dir.path().join(format!("cut-{cut}"));
            std::fs::write(&path, &bytes[..cut]).unwrap();
            let ledger = Ledger::new(path);
            assert_eq!(ledger.read().unwrap(), vec![entry(1)], "{cut}");
            ledger.add(&[entry(3)]).unwrap();
            assert_eq!(ledger.read().unwrap(), vec![entry(1), entry(3)], "{cut}");
        }
        assert_eq!(whole.read().unwrap(), vec![entry(1), entry(2)]);
    }
}
