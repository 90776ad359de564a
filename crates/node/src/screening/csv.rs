//! Rows of a table with a header (RFC 4180, with `,`, `;`, tab or `|`).
//!
//! A quotation mark that is never closed would swallow the rows after it. A row that goes over
//! several lines and then does not have the columns of the header is therefore refused by its first
//! line alone, and reading goes on at the line after it.

use comity_domain::limits;
use std::collections::VecDeque;
use std::path::Path;

use super::Row;
use super::cells::Cells;
use super::column::{Field, Mapping};
use super::lines::{Line, Lines};

/// The rows.
#[derive(Debug)]
pub struct CsvRows {
    lines: Lines,
    /// Lines that were read ahead and are to be read again.
    again: VecDeque<Line>,
    fields: Vec<Field>,
    delimiter: u8,
}

/// What separates cells.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A row cut into cells.
enum Cut {
    Cells(Vec<Vec<u8>>),
    /// A quotation mark is open at its end.
    Open,
    TooMany,
}

impl CsvRows {
    /// Opens a file and reads its header.
    pub(super) fn open(path: &Path, mapping: &Mapping) -> anyhow::Result<Self> {
        let mut lines = Lines::open(path)?;
        let header = loop {
            match lines.next_line()? {
                None => anyhow::bail!("{} is empty", path.display()),
                Some(Line { bytes: None, .. }) => anyhow::bail!(
                    "the header of {} is longer than {} bytes",
                    path.display(),
                    limits::SCREEN_ROW_BYTES_MAX
                ),
                Some(Line { bytes: Some(bytes), .. }) if bytes.trim_ascii().is_empty() => {}
                Some(Line { bytes: Some(bytes), .. }) => break bytes,
            }
        };
        let delimiter = delimiter(&header);
        let cells = match cut(&header, delimiter) {
            Cut::Cells(cells) => cells,
            Cut::Open => {
                anyhow::bail!("the header of {} does not close a quotation mark", path.display())
            }
            Cut::TooMany => anyhow::bail!(
                "{} has more than {} columns",
                path.display(),
                limits::SCREEN_COLUMNS_MAX
            ),
        };
        let columns: Vec<String> =
            cells.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
        let fields = mapping.header(&columns)?;
        Ok(Self { lines, again: VecDeque::new(), fields, delimiter })
    }

    /// The next row; empty lines are none.
    pub(super) fn next_row(&mut self) -> anyhow::Result<Option<Row>> {
        loop {
            let Some(line) = self.take()? else { return Ok(None) };
            let number = line.number;
            let Some(bytes) = line.bytes else {
                let fault = format!("longer than {} bytes", limits::SCREEN_ROW_BYTES_MAX);
                return Ok(Some(refused(number, fault)));
            };
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            let cells = match self.cells(bytes)? {
                Ok(cells) => cells,
                Err(fault) => return Ok(Some(refused(number, fault))),
            };
            return Ok(Some(self.row(number, &cells)));
        }
    }

    fn take(&mut self) -> anyhow::Result<Option<Line>> {
        match self.again.pop_front() {
            Some(line) => Ok(Some(line)),
            None => Ok(self.lines.next_line()?),
        }
    }

    /// The cells of the row that begins with these bytes, which may go on over lines.
    fn cells(&mut self, first: Vec<u8>) -> anyhow::Result<Result<Vec<Vec<u8>>, String>> {
        let (mut whole, mut more) = (first, Vec::new());
        let fault = loop {
            match cut(&whole, self.delimiter) {
                Cut::Cells(cells) if more.is_empty() || cells.len() == self.fields.len() => {
                    return Ok(Ok(cells));
                }
                Cut::Cells(_) => break unclosed(),
                Cut::TooMany => {
                    break format!("has more than {} columns", limits::SCREEN_COLUMNS_MAX);
                }
                Cut::Open if more.len() >= limits::SCREEN_ROW_LINES_MAX => break unclosed(),
                Cut::Open => {}
            }
            let Some(line) = self.take()? else { break unclosed() };
            let next = line.bytes.clone();
            more.push(line);
            let Some(next) = next else { break unclosed() };
            if whole.len() + next.len() > limits::SCREEN_ROW_BYTES_MAX {
                break unclosed();
            }
            whole.push(b'\n');
            whole.extend(next);
        };
        for line in more.into_iter().rev() {
            self.again.push_front(line);
        }
        Ok(Err(fault))
    }

    fn row(&self, line: u64, cells: &[Vec<u8>]) -> Row {
        if cells.len() > self.fields.len() {
            let fault = format!("{} cells, but the header has {}", cells.len(), self.fields.len());
            return refused(line, fault);
        }
        let mut held = Cells::default();
        for (column, (field, cell)) in self.fields.iter().zip(cells).enumerate() {
            if *field == Field::Nothing {
                continue;
            }
            match std::str::from_utf8(cell) {
                Ok(text) => held.add(*field, text),
                Err(_) => return refused(line, format!("column {} is not UTF-8", column + 1)),
            }
        }
        let id = held.id.clone();
        Row { line, id, sought: held.sought() }
    }
}

fn unclosed() -> String {
    "a quotation mark is not closed".to_owned()
}

fn refused(line: u64, fault: String) -> Row {
    Row { line, id: String::new(), sought: Err(fault) }
}

/// What stands most often in a header.
fn delimiter(header: &[u8]) -> u8 {
    let count = |wanted: u8| header.iter().filter(|byte| **byte == wanted).count();
    let mut best = b',';
    for candidate in DELIMITERS {
        if count(candidate) > count(best) {
            best = candidate;
        }
    }
    best
}

/// Cuts a row. A quotation mark means something only at the beginning of a cell.
fn cut(row: &[u8], delimiter: u8) -> Cut {
    let (mut cells, mut cell, mut quoted, mut began) = (Vec::new(), Vec::new(), false, false);
    let mut bytes = row.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if quoted && byte == b'"' {
            match bytes.peek() {
                Some(b'"') => cell.extend(bytes.next()),
                Some(_) | None => quoted = false,
            }
        } else if quoted {
            cell.push(byte);
        } else if byte == delimiter {
            cells.push(std::mem::take(&mut cell));
            began = false;
            if cells.len() >= limits::SCREEN_COLUMNS_MAX {
                return Cut::TooMany;
            }
        } else if byte == b'"' && !began {
            (quoted, began) = (true, true);
        } else {
            began |= !byte.is_ascii_whitespace();
            cell.push(byte);
        }
    }
    if quoted {
        return Cut::Open;
    }
    cells.push(cell);
    Cut::Cells(cells)
}
