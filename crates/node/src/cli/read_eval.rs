//! `comity read --eval`: how well reports are read, against facts written by hand.

use anyhow::{Context, anyhow};
use comity_reading::limits::REPORTS_MAX;
use comity_reading::read;
use comity_reading::score::{Errors, Score, parse, score};
use std::path::{Path, PathBuf};

use crate::cli::Session;
use crate::cli::out::Failure;
use crate::cli::read::file_text;

pub(super) fn run(session: &Session, gold: &Path, dir: &Path) -> Result<(), Failure> {
    let text =
        std::fs::read_to_string(gold).with_context(|| format!("cannot read {}", gold.display()))?;
    let reports = parse(&text).with_context(|| format!("cannot read {}", gold.display()))?;
    if reports.len() > REPORTS_MAX {
        return Err(Failure::Other(anyhow!("at most {REPORTS_MAX} reports at a time")));
    }
    let files = files(dir)?;
    let mut total = Score::default();
    let mut errors: Vec<(String, Errors)> = Vec::new();
    for report in &reports {
        let path = find(&files, &report.report).ok_or_else(|| {
            anyhow!("{} holds no file for the report {}", dir.display(), report.report)
        })?;
        let found =
            read(&file_text(path)?).with_context(|| format!("cannot read {}", path.display()))?;
        let (counts, wrong) = score(&found, report);
        total.add(&counts);
        errors.push((report.report.clone(), wrong));
    }
    session.out.print(&total.figures(), || {
        let mut lines: Vec<String> = errors.iter().map(|(r, e)| wrong(session, r, e)).collect();
        lines.push(format!("{:12} {:>6} {:>6} {:>6}", "", "p", "r", "f1"));
        for (kind, f) in total.figures() {
            let counts = total.counts(kind);
            let of = format!("{}/{}/{}", counts.right, counts.found, counts.gold);
            lines.push(format!("{kind:12} {:>6.3} {:>6.3} {:>6.3}  {of}", f.p, f.r, f.f1));
        }
        lines.join("\n")
    })
}

fn wrong(session: &Session, report: &str, errors: &Errors) -> String {
    let mut lines = vec![report.to_owned()];
    let missed = session.out.text("read-missed");
    let extra = session.out.text("read-extra");
    lines.extend(errors.missed.iter().map(|fact| format!("  {missed}: {fact}")));
    lines.extend(errors.extra.iter().map(|fact| format!("  {extra}: {fact}")));
    lines.join("\n")
}

/// The files of a folder, sorted by name.
fn files(dir: &Path) -> Result<Vec<PathBuf>, Failure> {
    let name = || format!("cannot read the folder {}", dir.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).with_context(name)? {
        files.push(entry.with_context(name)?.path());
    }
    files.sort();
    Ok(files)
}

/// The file of a report: by its name, by its name without the ending, or by how its name begins
/// where only one does.
fn find<'a>(files: &'a [PathBuf], report: &str) -> Option<&'a Path> {
    let report = Path::new(report).file_name()?.to_string_lossy().into_owned();
    let whole = |p: &&PathBuf| p.file_name().is_some_and(|n| n.to_string_lossy() == report);
    let stem = |p: &&PathBuf| p.file_stem().is_some_and(|n| n.to_string_lossy() == report);
    let begins = |p: &&PathBuf| {
        p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(report.as_str()))
    };
    let only = || {
        let mut all = files.iter().filter(begins);
        all.next().filter(|_| all.next().is_none())
    };
    let found = files.iter().find(whole).or_else(|| files.iter().find(stem)).or_else(only);
    found.map(PathBuf::as_path)
}
