//! `comity read`: what public reports say, as proposals. Nothing enters the record here.

use anyhow::{Context, anyhow};
use comity_reading::compare::{Divergence, Named, divergences};
use comity_reading::file;
use comity_reading::limits::{FILE_BYTES_MAX, REPORTS_MAX};
use comity_reading::links::{Known, Link, links};
use comity_reading::{Person, Reading, Span, read};
use serde_json::{Value, json};
use std::io::Read;
use std::path::Path;

use crate::app::{record_import, record_list};
use crate::cli::args::ReadArgs;
use crate::cli::officer::ctx;
use crate::cli::out::Failure;
use crate::cli::{Session, read_eval};

/// Letters of a statement that are shown.
const SHOWN_MAX: usize = 120;

/// A report with what was found in it.
struct Report {
    file: String,
    text: String,
    reading: Reading,
    /// Links of each person, in the order of the reading.
    links: Vec<Vec<Link>>,
}

pub(super) async fn run(session: &Session, args: &ReadArgs) -> Result<(), Failure> {
    if let (Some(gold), Some(dir)) = (&args.eval, &args.dir) {
        return read_eval::run(session, gold, dir);
    }
    if args.files.len() > REPORTS_MAX {
        return Err(Failure::Other(anyhow!("at most {REPORTS_MAX} reports at a time")));
    }
    let known = known(session, args).await?;
    let mut reports = Vec::new();
    for path in &args.files {
        reports.push(report(path, known.as_deref())?);
    }
    let named: Vec<Named<'_>> =
        reports.iter().map(|r| Named { report: &r.file, reading: &r.reading }).collect();
    let apart = if reports.len() > 1 { divergences(&named) } else { Vec::new() };
    let values: Vec<Value> = reports.iter().map(value).collect();
    let value = json!({"reports": values, "divergences": apart});
    session.out.print(&value, || {
        let mut parts: Vec<String> =
            reports.iter().map(|r| shown(session, r, known.is_some())).collect();
        if !apart.is_empty() {
            parts.push(differing(session, &apart));
        }
        parts.push(session.out.text("read-proposals"));
        parts.join("\n\n")
    })
}

/// The text of a report's file.
pub(super) fn file_text(path: &Path) -> Result<String, Failure> {
    let name = || format!("cannot read {}", path.display());
    let mut bytes = Vec::new();
    let limit = u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    let opened = std::fs::File::open(path).with_context(name)?;
    opened.take(limit).read_to_end(&mut bytes).with_context(name)?;
    Ok(file::text(&bytes).with_context(name)?)
}

fn report(path: &Path, known: Option<&[Known]>) -> Result<Report, Failure> {
    let text = file_text(path)?;
    let reading = read(&text).with_context(|| format!("cannot read {}", path.display()))?;
    let linked = |p: &Person| links(p, known.unwrap_or_default());
    let links = reading.persons.iter().map(linked).collect();
    let file = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    Ok(Report { file, text, reading, links })
}

/// The persons of the record, where one is given or an officer signs in.
async fn known(session: &Session, args: &ReadArgs) -> Result<Option<Vec<Known>>, Failure> {
    if let Some(path) = &args.record {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let record = record_import::read(&text).map_err(|e| anyhow!("{}: {e}", path.display()))?;
        return Ok(Some(record_list::heads(&record.meetings)));
    }
    if session.account.is_none() {
        return Ok(None);
    }
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    Ok(Some(record_list::persons(&node, &ctx).await?))
}

fn value(report: &Report) -> Value {
    let links: Vec<Value> = report
        .reading
        .persons
        .iter()
        .zip(&report.links)
        .map(|(person, links)| json!({"person": person.name, "links": links}))
        .collect();
    json!({"report": report.file, "found": report.reading, "links": links})
}

/// The words a span stands for, cut where they are long.
fn quoted(text: &str, start: usize, end: usize) -> String {
    let words: String = text.chars().skip(start).take(end.saturating_sub(start)).collect();
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(SHOWN_MAX).collect();
    if cut.len() < line.len() { format!("“{cut}…”") } else { format!("“{line}”") }
}

/// Where a fact was read, in its own words.
fn place(report: &Report, spans: &[Span]) -> String {
    let Some(span) = spans.first() else { return String::new() };
    let more = spans.len().saturating_sub(1);
    let more = if more > 0 { format!(" +{more}") } else { String::new() };
    format!("{} [{}..{}]{more}", quoted(&report.text, span.start, span.end), span.start, span.end)
}

fn or_dash(text: Option<&str>) -> &str {
    text.unwrap_or("-")
}

fn shown(session: &Session, report: &Report, linking: bool) -> String {
    let found = &report.reading;
    let mut lines = vec![format!(
        "{} ({}) {}",
        report.file,
        found.language.own_name(),
        or_dash(found.date.as_deref())
    )];
    let mut part = |key: &str, facts: Vec<String>| {
        if !facts.is_empty() {
            lines.push(format!("  {}", session.out.text(key)));
            lines.extend(facts.into_iter().map(|fact| format!("    {fact}")));
        }
    };
    let at = |spans: &[Span]| place(report, spans);
    let agencies = found.agencies.iter().map(|a| format!("{}  {}", a.id, at(&a.spans)));
    part("read-agencies", agencies.collect());
    let persons = found.persons.iter().zip(&report.links);
    part(
        "read-persons",
        persons.flat_map(|(p, l)| person(session, report, (p, l), linking)).collect(),
    );
    let dates = found.dates.iter().map(|d| format!("{}  {}", d.date, at(&d.spans)));
    part("read-dates", dates.collect());
    part("read-meetings", found.meetings.iter().map(|m| meeting(report, m)).collect());
    let agreements = found.agreements.iter().map(|a| {
        let date = or_dash(a.date.as_deref());
        format!("{} {} {date}: {}  {}", a.kind, a.state, a.parties.join(" + "), at(&a.spans))
    });
    part("read-agreements", agreements.collect());
    let areas = found.areas.iter().map(|a| format!("{}  {}", a.code, at(&a.spans)));
    part("read-areas", areas.collect());
    let statements = found.statements.iter().map(|s| {
        let words = quoted(&report.text, s.start, s.end);
        format!("{} ({}) {}  {words} [{}..{}]", s.act, s.actors, s.areas.join(" "), s.start, s.end)
    });
    part("read-statements", statements.collect());
    lines.join("\n")
}

/// A person, and below it who that may be.
fn person(
    session: &Session,
    report: &Report,
    (person, links): (&Person, &[Link]),
    linking: bool,
) -> Vec<String> {
    let title = [person.rank.as_deref(), person.post.as_deref(), person.agency.as_deref()];
    let title: Vec<&str> = title.into_iter().flatten().collect();
    let forms = person.as_printed.join(" = ");
    let mut lines =
        vec![format!("{forms} ({})  {}", title.join(", "), place(report, &person.spans))];
    let link = |l: &Link| {
        let (whole, rest) = (l.permille / 1000, l.permille % 1000);
        format!("  {whole}.{rest:03} {} = {} [{}]", l.printed, l.form, l.id)
    };
    lines.extend(links.iter().map(link));
    if linking && links.is_empty() {
        lines.push(format!("  {}", session.out.text("read-unlinked")));
    }
    lines
}

fn meeting(report: &Report, meeting: &comity_reading::Meeting) -> String {
    let ordinal = meeting.ordinal.map_or(String::new(), |o| format!(" {o}"));
    let status = match meeting.status {
        comity_reading::Status::Held => "held",
        comity_reading::Status::Planned => "planned",
    };
    format!(
        "{}{ordinal} {status} {} {}: {}  {}",
        meeting.kind,
        or_dash(meeting.date.as_deref()),
        or_dash(meeting.place.as_deref()),
        meeting.parties.join(" + "),
        place(report, &meeting.spans)
    )
}

fn differing(session: &Session, apart: &[Divergence]) -> String {
    let mut lines = vec![session.out.text("read-divergences")];
    for divergence in apart {
        let told: Vec<String> =
            divergence.told.iter().map(|t| format!("{}: {}", t.report, t.fact)).collect();
        let silent = match divergence.silent.is_empty() {
            true => String::new(),
            false => {
                format!("; {} {}", session.out.text("read-silent"), divergence.silent.join(", "))
            }
        };
        lines.push(format!("  {}  {}{silent}", divergence.kind, told.join(" | ")));
    }
    lines.join("\n")
}
