//! `comity import`: persons and records from files.

use anyhow::{Context, ensure};
use comity_domain::limits;
use std::cell::Cell;
use std::fs::File;
use std::io::{BufReader, IsTerminal, Read, Write};
use std::path::Path;

use crate::app::person_read::{self, Row};
use crate::app::{index_keep, person_import, record_import, watch_alert};
use crate::cli::Session;
use crate::cli::args::ImportArgs;
use crate::cli::officer::ctx;
use crate::cli::out::{Failure, Out};
use crate::ctx::Ctx;
use crate::node::Node;

/// Faults named on a terminal; JSON holds all of them.
const FAULTS_SHOWN: usize = 20;

pub(super) async fn run(session: &Session, args: &ImportArgs) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    let mut all_in = true;
    for file in &args.files {
        let extension = file.extension().and_then(|e| e.to_str()).unwrap_or_default();
        let whole = match extension.to_ascii_lowercase().as_str() {
            "jsonl" | "ftm" | "json" | "csv" => {
                persons(session, &node, &ctx, file, args.dry_run).await?
            }
            "yaml" | "yml" => {
                records(session, &node, &ctx, (file, &read(file)?), args.dry_run).await?
            }
            _ => {
                return Err(Failure::Other(anyhow::anyhow!(
                    "{}: what is in it? .jsonl, .ftm and .csv hold persons, .yaml holds agreements \
                     and meetings",
                    file.display()
                )));
            }
        };
        all_in &= whole;
    }
    if all_in { Ok(()) } else { Err(Failure::Found) }
}

/// How many bytes a file has, if it is not too large.
fn size(file: &Path) -> anyhow::Result<u64> {
    let size =
        std::fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?.len();
    ensure!(
        size <= limits::IMPORT_BYTES_MAX,
        "{} has {size} bytes; cut it into files of at most {} bytes",
        file.display(),
        limits::IMPORT_BYTES_MAX
    );
    Ok(size)
}

fn read(file: &Path) -> anyhow::Result<String> {
    size(file)?;
    std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// A file that counts what was read of it.
struct Counted<'a> {
    file: File,
    read: &'a Cell<u64>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read.set(self.read.get() + u64::try_from(read).unwrap_or(0));
        Ok(read)
    }
}

async fn persons(
    session: &Session,
    node: &Node,
    ctx: &Ctx,
    file: &Path,
    dry_run: bool,
) -> Result<bool, Failure> {
    let source = file.file_name().and_then(|n| n.to_str()).unwrap_or("file").to_owned();
    let (total, done) = (size(file)?, Cell::new(0));
    let opened = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let from = BufReader::new(Counted { file: opened, read: &done });
    let is_csv = file.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
    let rows: Box<dyn Iterator<Item = Row> + '_> = match is_csv {
        true => person_read::csv(from, &source),
        false => Box::new(person_read::json_lines(from, &source)),
    };
    let result = match dry_run {
        true => person_import::count(rows),
        false => {
            let progress = |persons| bar(session.out, (done.get(), total), persons);
            let result = person_import::run(node, ctx, rows, progress).await?;
            // Stored searches look at what came in; a running node may be doing so already.
            watch_alert::catch_up(node).await?;
            // The file of the index only saves time: what came in is in, and found without it.
            if let Err(error) = index_keep::settle(node).await {
                tracing::warn!(%error, "the file of the index was not written");
            }
            result
        }
    };
    let whole = result.refused.is_empty();
    let value = serde_json::json!({"ok": whole, "file": file, "dry_run": dry_run,
        "persons": result.persons, "refused": result.refused});
    session.out.print(&value, || {
        let verb = if dry_run { "can be taken in" } else { "taken in" };
        let mut text = format!("{}: {} persons {verb}", file.display(), result.persons);
        for fault in result.refused.iter().take(FAULTS_SHOWN) {
            text.push_str(&format!("\n  line {} left out: {}", fault.line, fault.fault));
        }
        let more = result.refused.len().saturating_sub(FAULTS_SHOWN);
        if more > 0 {
            text.push_str(&format!("\n  and {more} more lines left out (--json lists all)"));
        }
        text
    })?;
    Ok(whole)
}

async fn records(
    session: &Session,
    node: &Node,
    ctx: &Ctx,
    (file, text): (&Path, &str),
    dry_run: bool,
) -> Result<bool, Failure> {
    let record = record_import::read(text)
        .map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?;
    let faults = record_import::faults(&record);
    if !faults.is_empty() {
        let value = serde_json::json!({"ok": false, "file": file, "faults": faults});
        session.out.print(&value, || {
            let line = |f: &record_import::RecordFault| format!("  {}: {}", f.entry, f.fault);
            let lines: Vec<String> = faults.iter().map(line).collect();
            format!("{}: nothing was taken in\n{}", file.display(), lines.join("\n"))
        })?;
        return Ok(false);
    }
    if dry_run {
        let value = serde_json::json!({"ok": true, "file": file, "dry_run": true});
        session.out.print(&value, || format!("{}: can be taken in", file.display()))?;
        return Ok(true);
    }
    let counts = record_import::run(node, ctx, &record).await?;
    let value = serde_json::json!({"ok": true, "file": file, "taken_in": counts});
    session.out.print(&value, || {
        format!(
            "{}: {} agreements, {} series, {} meetings, {} commitments, {} agencies, {} sources",
            file.display(),
            counts.agreements,
            counts.series,
            counts.meetings,
            counts.commitments,
            counts.agencies,
            counts.sources
        )
    })?;
    Ok(true)
}

/// A bar on a terminal, for files that take a while.
fn bar(out: Out, (done, total): (u64, u64), persons: usize) {
    let mut stderr = std::io::stderr().lock();
    if out.is_json() || !stderr.is_terminal() || total == 0 {
        return;
    }
    let filled = usize::try_from(done.min(total) * 30 / total).unwrap_or(0);
    let end = if done >= total { "\n" } else { "" };
    let bar = format!("\r[{:<30}] {persons} persons{end}", "#".repeat(filled));
    // A bar that cannot be drawn is no failure.
    drop(stderr.write_all(bar.as_bytes()).and_then(|()| stderr.flush()));
}
