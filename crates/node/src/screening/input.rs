//! What a file is before it is read: its SHA-256, its size, about how many rows it has.

use anyhow::Context;
use aws_lc_rs::digest::{Context as Digest, SHA256};
use comity_wire::hash::hex;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A file as it was when it was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its bytes.
    pub bytes: u64,
    /// Its lines: rows, and for a table the header and lines inside cells.
    pub lines: u64,
}

/// Bytes read at a time.
const BLOCK: usize = 256 * 1024;

impl Input {
    /// Looks at a file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of(path: &Path) -> anyhow::Result<Self> {
        let context = || format!("cannot read {}", path.display());
        let mut file = File::open(path).with_context(context)?;
        let is_file = file.metadata().with_context(context)?.is_file();
        anyhow::ensure!(is_file, "{} is not a file", path.display());
        let (mut digest, mut block) = (Digest::new(&SHA256), vec![0; BLOCK]);
        let (mut bytes, mut lines, mut last) = (0_u64, 0_u64, b'\n');
        loop {
            let length = file.read(&mut block).with_context(context)?;
            let Some(read) = block.get(..length).filter(|read| !read.is_empty()) else { break };
            digest.update(read);
            bytes += u64::try_from(length)?;
            let ends = read.iter().filter(|byte| **byte == b'\n').count();
            lines += u64::try_from(ends)?;
            last = read.last().copied().unwrap_or(last);
        }
        lines += u64::from(last != b'\n');
        Ok(Self { sha256: hex(digest.finish().as_ref()), bytes, lines })
    }
}
