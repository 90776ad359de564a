//! `comity oversight`: what the safeguards did, in numbers.

use comity_domain::ground::Ground;
use comity_domain::policy::Role;
use comity_domain::time::Timestamp;
use serde_json::json;

use crate::app::oversight_show::{self, Count, PassedCount, Reader, Report};
use crate::cli::Session;
use crate::cli::args::OversightArgs;
use crate::cli::officer::ctx;
use crate::cli::out::Failure;
use crate::i18n;

pub(super) async fn run(session: &Session, args: &OversightArgs) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    let since = args.since.map_or(Timestamp(0), |day| day.begins());
    let reader = if args.outside { Reader::Outside } else { Reader::Inside };
    let report = oversight_show::run(&node, &ctx, since, reader).await?;
    let value = json!({"since": since, "until": ctx.now, "report": report});
    session.out.print(&value, || text(session, &report))
}

fn text(session: &Session, report: &Report) -> String {
    let lang = session.out.lang;
    let title = |key: &str| session.out.text(key);
    let mut lines = vec![
        format!("{}: {}", title("oversight-messages"), count(report.messages)),
        format!("{}: {}", title("oversight-runs"), count(report.runs)),
        format!("{}: {}", title("oversight-protected"), count(report.protected)),
    ];
    let gate = |id: &str| format!("{id} {}", i18n::code(lang, "gate", id));
    lines.push(title("oversight-blocks"));
    lines.extend(report.blocks.iter().map(|(g, n)| format!("  {}: {}", gate(g.code()), count(*n))));
    lines.push(title("oversight-grounds"));
    let ground = |ground: &Ground| i18n::code(lang, "ground", ground.code());
    lines.extend(report.grounds.iter().map(|(g, n)| format!("  {g} {}: {}", ground(g), count(*n))));
    lines.push(title("oversight-decisions"));
    lines.extend(report.decisions.iter().map(|d| {
        let role = i18n::code(lang, "role", d.role.code());
        let (yes, no) = (title("decide-allow"), title("decide-refuse"));
        let (allowed, refused) = (count(d.allowed), count(d.refused));
        format!("  {}, {role}: {yes} {allowed}, {no} {refused}", gate(d.gate.code()))
    }));
    let passed = |row: &PassedCount| {
        let role = |role: &Role| i18n::code(lang, "role", role.code());
        let roles: Vec<String> = row.roles.iter().map(role).collect();
        format!("  {} ({}): {}", gate(row.gate.code()), roles.join(", "), count(row.count))
    };
    lines.push(title("oversight-passed-sent"));
    lines.extend(report.passed_sent.iter().map(passed));
    lines.push(title("oversight-refusals"));
    lines.extend(report.refusals.iter().map(|r| {
        format!("  {}, {} {}: {}", r.asked_by, r.ground, ground(&r.ground), count(r.count))
    }));
    lines.join("\n")
}

/// A number, or that it is too small to be told.
fn count(count: Count) -> String {
    count.map_or_else(|| "< 5".to_owned(), |n| n.to_string())
}
