//! `comity log`.

use comity_domain::policy::{Action, Object};

use crate::app::log_verify;
use crate::cli::Session;
use crate::cli::args::LogCommand;
use crate::cli::officer::operator_or;
use crate::cli::out::Failure;
use crate::dates;

pub(super) async fn run(session: &Session, command: LogCommand) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = operator_or(session, &node).await?;
    match command {
        LogCommand::Verify => {
            let report = log_verify::run(&node, &ctx).await?;
            session.out.print(&report, || {
                let mut text = format!(
                    "{} lines, head {}\n{} sent with receipt, {} waiting for one, {} received",
                    report.lines,
                    report.head,
                    report.sent_with_receipt,
                    report.sent_waiting,
                    report.received
                );
                for fault in &report.faults {
                    text.push_str(&format!("\nFAULT {fault}"));
                }
                text
            })?;
            if report.ok { Ok(()) } else { Err(Failure::Found) }
        }
        LogCommand::Show { last } => {
            ctx.permit(Action::ReadLog, &Object::named("log"))?;
            let size = i64::try_from(node.store.log_position().await?.size).unwrap_or(i64::MAX);
            let lines = node.store.log_page(size - i64::from(last), i64::from(last)).await?;
            let values: Vec<serde_json::Value> = lines
                .iter()
                .map(|l| {
                    serde_json::json!({"seq": l.seq, "at": l.at, "actor": l.actor,
                        "action": l.action, "object": l.object, "outcome": l.outcome,
                        "detail": l.detail})
                })
                .collect();
            session.out.print(&values, || {
                let line = |l: &comity_store::LogLine| {
                    let at = dates::moment(session.out.lang, l.at);
                    format!(
                        "{:>6} {at} {} {} {} {} {}",
                        l.seq, l.actor, l.action, l.object, l.outcome, l.detail
                    )
                };
                lines.iter().map(line).collect::<Vec<_>>().join("\n")
            })
        }
    }
}
