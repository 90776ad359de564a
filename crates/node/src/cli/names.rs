//! `comity names`: the name engine by itself.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use comity_names::eval::{self, Entry, Report};
use comity_names::{Index, Name, Order, Route, SCORE_SAME, TokenPair, compare, keys};

use crate::cli::args::NamesCommand;
use crate::cli::out::Failure;
use crate::cli::{Session, mrz};
use crate::clock::{Clock, SystemClock};
use crate::explain;

/// Hits asked for per query.
const HITS: usize = 10;

pub(super) fn run(session: &Session, command: &NamesCommand) -> Result<(), Failure> {
    match command {
        NamesCommand::Compare { left, right } => compare_two(session, left, right),
        NamesCommand::Key { name, country } => show_keys(session, name, country),
        NamesCommand::Mrz { file } => mrz::show(session, file),
        NamesCommand::Eval { index, queries } => evaluate(session, index, queries),
    }
}

fn compare_two(session: &Session, left: &str, right: &str) -> Result<(), Failure> {
    let (left, right) = (read(left)?, read(right)?);
    let result = compare(&left, &right);
    let same = result.score >= SCORE_SAME;
    let pairs: Vec<serde_json::Value> = result
        .pairs
        .iter()
        .map(|p| {
            serde_json::json!({"left": p.left, "right": p.right, "route": p.route.key(),
                "similarity": p.similarity, "cost": p.cost, "sounds": sounds(&p.route)})
        })
        .collect();
    let contradictions: Vec<serde_json::Value> = result
        .contradictions
        .iter()
        .map(|c| serde_json::json!({"left": c.left, "right": c.right, "similarity": c.similarity}))
        .collect();
    let value = serde_json::json!({"score": result.score, "threshold": SCORE_SAME, "same": same,
        "pairs": pairs, "unmatched_left": result.unmatched_left,
        "unmatched_right": result.unmatched_right, "contradictions": contradictions});
    session.out.print(&value, || {
        let mut lines = vec![format!("{:.3}  {}", result.score, if same { "same" } else { "-" })];
        lines.extend(result.pairs.iter().map(pair_line));
        for against in &result.contradictions {
            let (left, right, alike) = (&against.left, &against.right, against.similarity);
            lines.push(format!("  {left} against {right}  contradicts {alike:.2}"));
        }
        let contradicts = |part: &&String| {
            !result.contradictions.iter().any(|c| c.left == **part || c.right == **part)
        };
        let alone = result.unmatched_left.iter().chain(&result.unmatched_right);
        lines.extend(
            alone.filter(contradicts).map(|part| format!("  {part}: left out of one name")),
        );
        lines.join("\n")
    })
}

fn pair_line(pair: &TokenPair) -> String {
    let way = match &pair.route {
        Route::Sound { pivot_left, pivot_right } => {
            format!(" ({pivot_left} {pivot_right}, cost {})", pair.cost)
        }
        _ => String::new(),
    };
    let (left, right, route) = (&pair.left, &pair.right, pair.route.key());
    format!("  {left} = {right}  {route} {:.2}{way}", pair.similarity)
}

/// The sounds of both words when they met by sound.
fn sounds(route: &Route) -> Option<[&str; 2]> {
    match route {
        Route::Sound { pivot_left, pivot_right } => Some([pivot_left, pivot_right]),
        _ => None,
    }
}

fn show_keys(session: &Session, name: &str, country: &str) -> Result<(), Failure> {
    let name = read(name)?;
    let roles = name.roles(Order::of_country(&country.to_uppercase()));
    let tokens: Vec<serde_json::Value> = name
        .tokens()
        .iter()
        .zip(&roles)
        .map(|(t, role)| {
            let sounds: Vec<&str> = t.sounds().iter().map(|s| s.pivot.as_str()).collect();
            serde_json::json!({"text": t.text(), "script": t.script().key(), "role": role.key(),
                "sounds": sounds})
        })
        .collect();
    let keys = keys(&name);
    let notes: Vec<&str> = name.notes().iter().map(|note| note.key()).collect();
    let value = serde_json::json!({"titles": name.titles(), "tokens": tokens, "keys": keys,
        "nicknames": name.nicknames(), "others": name.others(), "notes": notes});
    session.out.print(&value, || {
        let mut lines = Vec::new();
        for (token, role) in name.tokens().iter().zip(&roles) {
            let sounds: Vec<&str> = token.sounds().iter().map(|s| s.pivot.as_str()).collect();
            let (text, script, role) = (token.text(), token.script().key(), role.key());
            lines.push(format!("{text} ({script}, {role}): {}", sounds.join(" ")));
        }
        for (what, parts) in
            [("titles", name.titles()), ("nicknames", name.nicknames()), ("others", name.others())]
        {
            if !parts.is_empty() {
                lines.push(format!("{what}: {}", parts.join(", ")));
            }
        }
        lines.push(format!("keys: {}", keys.iter().cloned().collect::<Vec<_>>().join(" ")));
        lines.extend(explain::notes(session.out.lang, &name));
        lines.join("\n")
    })
}

fn read(name: &str) -> Result<Name, Failure> {
    Ok(Name::read(name).context("the name cannot be read")?)
}

fn evaluate(session: &Session, index: &Path, queries: &Path) -> Result<(), Failure> {
    let queries = eval::query_rows(&text(queries)?)
        .with_context(|| format!("cannot read the queries of {}", queries.display()))?;
    let entries = eval::index_rows(&text(index)?)
        .with_context(|| format!("cannot read the persons of {}", index.display()))?;
    let register = register(&entries)?;
    let clock = SystemClock;
    let begun = clock.now();
    let report = eval::run(&queries, |query| {
        let hits = Name::read(query).map(|name| register.search(&name, HITS)).unwrap_or_default();
        hits.into_iter().map(|hit| (hit.person, hit.comparison.score)).collect()
    });
    let millis = u32::try_from((clock.now().0 - begun.0).max(1)).unwrap_or(u32::MAX);
    let asked = u32::try_from(queries.len()).unwrap_or(u32::MAX);
    let qps = f64::from(asked) * 1000.0 / f64::from(millis);
    let value = report_value(&report, qps, peak_memory());
    session.out.print(&value, || report_text(&report, qps, peak_memory()))
}

fn text(path: &Path) -> Result<String, Failure> {
    Ok(std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?)
}

/// The persons of the file; a person may have several lines, one for each name.
fn register(entries: &[Entry]) -> Result<Index, Failure> {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for entry in entries {
        names.entry(&entry.id).or_default().push(&entry.name);
    }
    let mut index = Index::default();
    for (id, names) in names {
        index.put(id, &names).with_context(|| format!("a name of {id} cannot be read"))?;
    }
    Ok(index)
}

/// The most memory the process ever had, in megabytes; nothing where the system does not tell.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u32 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(f64::from(kilobytes) / 1024.0)
}

fn report_value(report: &Report, qps: f64, memory: Option<f64>) -> serde_json::Value {
    let categories: BTreeMap<&str, serde_json::Value> = report
        .categories
        .iter()
        .map(|(name, f)| (name.as_str(), serde_json::json!({"n": f.n, "r1": f.r1, "r10": f.r10})))
        .collect();
    let reliability: Vec<serde_json::Value> = report
        .reliability
        .iter()
        .map(|b| serde_json::json!({"from": b.from, "n": b.n, "score": b.score, "right": b.right}))
        .collect();
    serde_json::json!({"categories": categories, "reliability": reliability, "threshold_95": report.threshold_95,
        "fpr_at_95": report.fpr_at_95, "fpr_at_default": report.fpr_at_default, "f1": report.f1,
        "qps": qps, "rss_mb": memory})
}

fn report_text(report: &Report, qps: f64, memory: Option<f64>) -> String {
    let mut lines = vec![format!("{:34} {:>6} {:>6} {:>6}", "category", "n", "R@1", "R@10")];
    for (name, f) in &report.categories {
        lines.push(format!("{name:34} {:>6} {:>6.3} {:>6.3}", f.n, f.r1, f.r10));
    }
    lines.push(format!("{:34} {:>6} {:>6} {:>6}", "best answers by score", "n", "score", "right"));
    for b in &report.reliability {
        lines.push(format!("{:34} {:>6} {:>6.3} {:>6.3}", b.from, b.n, b.score, b.right));
    }
    lines.push(format!(
        "false positives: {:.3} at {:.3} (keeps 95 % recall), {:.3} at {SCORE_SAME} (default)",
        report.fpr_at_95, report.threshold_95, report.fpr_at_default
    ));
    lines.push(format!("F1 at {SCORE_SAME}: {:.3}", report.f1));
    let memory = memory.map_or_else(|| "?".to_owned(), |mb| format!("{mb:.0}"));
    lines.push(format!("{qps:.0} queries/s on one core, {memory} MB at most"));
    lines.join("\n")
}
