//! Lines of a file of any size in memory of one size.

use anyhow::Context;
use comity_domain::limits;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// A line, without its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number, from 1.
    pub(super) number: u64,
    /// Its bytes; `None` when it is longer than [`limits::SCREEN_ROW_BYTES_MAX`].
    pub(super) bytes: Option<Vec<u8>>,
}

/// Reads lines.
#[derive(Debug)]
pub(super) struct Lines {
    reader: BufReader<File>,
    number: u64,
}

impl Lines {
    /// The lines of a file; the byte order mark of UTF-8 is not part of the first.
    pub(super) fn open(path: &Path) -> anyhow::Result<Self> {
        let context = || format!("cannot read {}", path.display());
        let file = File::open(path).with_context(context)?;
        let mut reader = BufReader::new(file);
        let start = reader.fill_buf().with_context(context)?;
        let wide = start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]);
        anyhow::ensure!(!wide, "{} is UTF-16; save it as UTF-8", path.display());
        if start.starts_with(&[0xef, 0xbb, 0xbf]) {
            reader.consume(3);
        }
        Ok(Self { reader, number: 0 })
    }

    /// The next line. One that is too long is passed over without being kept.
    pub(super) fn next_line(&mut self) -> std::io::Result<Option<Line>> {
        let (mut kept, mut seen, mut fits) = (Vec::new(), false, true);
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            seen = true;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let length = end.unwrap_or(buffer.len());
            fits &= kept.len() + length <= limits::SCREEN_ROW_BYTES_MAX;
            if fits {
                kept.extend(buffer.iter().take(length));
            } else {
                kept = Vec::new();
            }
            self.reader.consume(length + usize::from(end.is_some()));
            if end.is_some() {
                break;
            }
        }
        if !seen {
            return Ok(None);
        }
        self.number += 1;
        if kept.last() == Some(&b'\r') {
            kept.pop();
        }
        Ok(Some(Line { number: self.number, bytes: fits.then_some(kept) }))
    }
}
