//! Results as a table or as JSON lines. A cell of a table never becomes a formula: what a
//! spreadsheet would take for one is written with an apostrophe in front (OWASP, "CSV Injection").

use anyhow::Context;
use aws_lc_rs::digest::{Context as Digest, SHA256};
use comity_wire::hash::hex;
use serde::Serialize;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::app::cross_check::{HitView, PairView, PieceView};

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table with a header.
    Csv,
    /// A JSON object a line.
    JsonLines,
}

impl Format {
    /// Its name on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }
}

/// A row after it was held against the register.
#[derive(Debug, Clone, PartialEq)]
pub struct Screened {
    /// Its line.
    pub line: u64,
    /// Its own mark in the file.
    pub id: String,
    /// Who of the register may be meant, best first; or why it could not be read.
    pub hits: Result<Vec<HitView>, String>,
}

/// The header of the table.
const HEADER: &str = "line,id,outcome,rank,score,person,query,name,birth,document,why,fault\n";

/// A result as JSON.
#[derive(Serialize)]
struct Record<'a> {
    line: u64,
    id: &'a str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hit: Option<HitRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<&'a str>,
}

#[derive(Serialize)]
struct HitRecord<'a> {
    rank: usize,
    score: f64,
    name_score: f64,
    person: &'a str,
    query: &'a str,
    name: &'a str,
    pairs: &'a [PairView],
    pieces: &'a [PieceView],
    band: &'a str,
    birth: &'static str,
    document: &'static str,
}

/// Where results go.
#[derive(Debug)]
enum Target {
    File(File),
    Standard,
}

/// Writes results.
#[derive(Debug)]
pub struct Output {
    target: Target,
    format: Format,
    bytes: u64,
}

impl Output {
    /// Results on standard output, from the header on.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn standard(format: Format) -> anyhow::Result<Self> {
        let mut output = Self { target: Target::Standard, format, bytes: 0 };
        output.header()?;
        Ok(output)
    }

    /// Results in a new file, which only its owner can read.
    ///
    /// # Errors
    /// When there is a file already, or it cannot be made.
    pub fn create(path: &Path, format: Format) -> anyhow::Result<Self> {
        let context = || format!("cannot make {}", path.display());
        let mut options = OpenOptions::new();
        let file = options.write(true).create_new(true).mode(0o600).open(path);
        let file = file.with_context(context)?;
        alone(&file, path)?;
        let mut output = Self { target: Target::File(file), format, bytes: 0 };
        output.header()?;
        Ok(output)
    }

    /// Results in the file of an interrupted screening, from this length on; what stands behind it
    /// was never confirmed and is cut off.
    ///
    /// # Errors
    /// When the file is shorter, or another process writes to it.
    pub fn resume(path: &Path, format: Format, bytes: u64) -> anyhow::Result<Self> {
        let context = || format!("cannot go on with {}", path.display());
        let mut file = OpenOptions::new().write(true).open(path).with_context(context)?;
        alone(&file, path)?;
        let length = file.metadata().with_context(context)?.len();
        anyhow::ensure!(
            length >= bytes,
            "{} has {length} bytes, but {bytes} were written: it was changed; remove it and its \
             checkpoint to begin anew",
            path.display()
        );
        file.set_len(bytes).with_context(context)?;
        file.seek(SeekFrom::Start(bytes)).with_context(context)?;
        Ok(Self { target: Target::File(file), format, bytes })
    }

    /// Whether a file holds no result yet: what a screening leaves that ends before its first
    /// checkpoint.
    pub fn is_bare(path: &Path) -> bool {
        let short = std::fs::metadata(path)
            .is_ok_and(|m| usize::try_from(m.len()).is_ok_and(|n| n <= HEADER.len()));
        short && std::fs::read(path).is_ok_and(|bytes| HEADER.as_bytes().starts_with(&bytes))
    }

    /// How many bytes were written.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    fn header(&mut self) -> anyhow::Result<()> {
        match self.format {
            Format::Csv => self.put(HEADER),
            Format::JsonLines => Ok(()),
        }
    }

    /// Writes the results of rows: one line a hit, one line a row that was refused, none for a row
    /// that nobody is like.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn write(&mut self, rows: &[Screened]) -> anyhow::Result<()> {
        let mut text = String::new();
        for row in rows {
            text.push_str(&match self.format {
                Format::Csv => table(row),
                Format::JsonLines => json(row)?,
            });
        }
        self.put(&text)
    }

    fn put(&mut self, text: &str) -> anyhow::Result<()> {
        match &mut self.target {
            Target::File(file) => file.write_all(text.as_bytes()),
            Target::Standard => std::io::stdout().lock().write_all(text.as_bytes()),
        }
        .context("the results cannot be written")?;
        self.bytes += u64::try_from(text.len())?;
        Ok(())
    }

    /// Waits until everything written is on the disk.
    ///
    /// # Errors
    /// When it does not get there.
    pub fn settle(&mut self) -> anyhow::Result<()> {
        match &mut self.target {
            Target::File(file) => file.sync_all().context("the results cannot be written"),
            Target::Standard => {
                std::io::stdout().lock().flush().context("nobody reads the results")
            }
        }
    }
}

/// SHA-256 of a file of results, in hexadecimal.
///
/// # Errors
/// When it cannot be read.
pub fn sha256(path: &Path) -> anyhow::Result<String> {
    let context = || format!("cannot read {}", path.display());
    let mut file = File::open(path).with_context(context)?;
    let (mut digest, mut block) = (Digest::new(&SHA256), vec![0; 64 * 1024]);
    loop {
        let length = file.read(&mut block).with_context(context)?;
        let Some(read) = block.get(..length).filter(|read| !read.is_empty()) else { break };
        digest.update(read);
    }
    Ok(hex(digest.finish().as_ref()))
}

/// Two screenings must not write to one file.
fn alone(file: &File, path: &Path) -> anyhow::Result<()> {
    file.try_lock().with_context(|| format!("another process writes to {}", path.display()))
}

/// A score in thousandths as people read it: `0.873`.
fn score(permille: i64) -> String {
    format!("{}.{:03}", permille / 1000, permille % 1000)
}

/// A score in thousandths as a number.
fn number(permille: i64) -> f64 {
    f64::from(i32::try_from(permille).unwrap_or_default()) / 1000.0
}

/// Word by word, why a name is like another; then what else agrees or contradicts, by the keys of
/// the name engine's findings and their weights.
fn why(hit: &HitView) -> String {
    let pair = |pair: &PairView| {
        let sounds = pair.sounds.as_ref().map_or(String::new(), |(l, r)| format!(" /{l}/ /{r}/"));
        format!("{} = {} ({}{sounds} {})", pair.left, pair.right, pair.route, score(pair.permille))
    };
    let piece = |piece: &PieceView| {
        let sign = if piece.weight < 0 { "-" } else { "+" };
        format!("{} {sign}{}", piece.finding, score(piece.weight.abs()))
    };
    let pieces = hit.pieces.iter().filter(|piece| piece.aspect != "start").map(piece);
    hit.pairs.iter().map(pair).chain(pieces).collect::<Vec<_>>().join("; ")
}

fn table(row: &Screened) -> String {
    match &row.hits {
        Ok(hits) => hits.iter().enumerate().map(|(n, hit)| table_hit(row, n + 1, hit)).collect(),
        Err(fault) => {
            let number = row.line.to_string();
            let (id, fault) = (cell(&row.id), cell(fault));
            line(&[&number, &id, "refused", "", "", "", "", "", "", "", "", &fault])
        }
    }
}

fn table_hit(row: &Screened, rank: usize, hit: &HitView) -> String {
    line(&[
        &row.line.to_string(),
        &cell(&row.id),
        "hit",
        &rank.to_string(),
        &score(hit.permille),
        &cell(hit.person.id.as_str()),
        &cell(&hit.query),
        &cell(&hit.name),
        hit.agreement("birth"),
        hit.agreement("document"),
        &cell(&why(hit)),
        "",
    ])
}

fn line(cells: &[&str]) -> String {
    let mut line = cells.join(",");
    line.push('\n');
    line
}

/// A text as a cell: what a spreadsheet takes for the beginning of a formula gets an apostrophe in
/// front, what would end the cell is quoted.
fn cell(text: &str) -> String {
    let first = text.trim_start_matches([' ', '\u{a0}', '\u{200b}', '\u{feff}']).chars().next();
    let formula = first.is_some_and(|c| {
        matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '|' | '%')
            || matches!(c, '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}' | '\u{2212}')
    });
    let guarded = if formula { format!("'{text}") } else { text.to_owned() };
    let quote = guarded.contains([',', ';', '"', '\n', '\r', '\t', '\'']);
    if quote { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

fn json(row: &Screened) -> anyhow::Result<String> {
    let record = |outcome, hit, fault| {
        let record = Record { line: row.line, id: &row.id, outcome, hit, fault };
        serde_json::to_string(&record).map(|text| text + "\n")
    };
    match &row.hits {
        Ok(hits) => {
            let hits = hits.iter().enumerate();
            let lines = hits.map(|(n, hit)| record("hit", Some(hit_record(n + 1, hit)), None));
            Ok(lines.collect::<Result<_, _>>()?)
        }
        Err(fault) => Ok(record("refused", None, Some(fault))?),
    }
}

fn hit_record(rank: usize, hit: &HitView) -> HitRecord<'_> {
    HitRecord {
        rank,
        score: number(hit.permille),
        name_score: number(hit.name_permille),
        person: hit.person.id.as_str(),
        query: &hit.query,
        name: &hit.name,
        pairs: &hit.pairs,
        pieces: &hit.pieces,
        band: &hit.band,
        birth: hit.agreement("birth"),
        document: hit.agreement("document"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_becomes_a_formula() {
        for (text, expect) in [
            ("สมชาย", "สมชาย"),
            ("=1+1", "'=1+1"),
            ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
            ("+66", "'+66"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  =1", "'  =1"),
            ("\t=1", "\"'\t=1\""),
            ("＝1", "'＝1"),
            ("a,b", "\"a,b\""),
            ("a\"b", "\"a\"\"b\""),
            ("a\nb", "\"a\nb\""),
            ("O'Neil", "\"O'Neil\""),
            ("", ""),
        ] {
            let expect =
                if expect.starts_with('\'') { format!("\"{expect}\"") } else { expect.into() };
            assert_eq!(cell(text), expect, "{text:?}");
        }
    }
}
