//! `comity request`.

use anyhow::anyhow;
use comity_domain::codes::MessageKind;
use comity_domain::gate::GateRun;
use comity_domain::ids::MessageId;
use comity_domain::lang::Text;
use comity_domain::message::state::State;
use comity_store::{ClockRow, MessageRow};
use std::path::Path;

use crate::app::clock_list::ClockView;
use crate::app::message_show::{EntryView, ThreadView};
use crate::app::request_create::Created;
use crate::app::{
    clock_extend, inbox_list, message_approve, message_show, message_sign, request_create, take_up,
};
use crate::cli::args::RequestCommand;
use crate::cli::officer::ctx;
use crate::cli::out::Failure;
use crate::cli::{Session, clock, decide, drafts, schema, search, template};
use crate::dates;

pub(super) async fn run(session: &Session, command: RequestCommand) -> Result<(), Failure> {
    match command {
        RequestCommand::Template { kind } => {
            let kind = MessageKind::from_code(&kind.to_uppercase())
                .ok_or_else(|| anyhow!("one of {}", schema::kinds()))?;
            session.out.line(&template::of(kind))
        }
        RequestCommand::New { file } => new(session, &file).await,
        RequestCommand::Check { file } => check(session, &file).await,
        RequestCommand::Sign { id } => sign(session, id).await,
        RequestCommand::Approve { id } => approve(session, id).await,
        RequestCommand::Decide(args) => decide::run(session, args).await,
        RequestCommand::Recheck { id } => decide::recheck(session, id).await,
        RequestCommand::TakeUp { id } => {
            let node = session.node().await?;
            take_up::run(&node, &ctx(session, &node).await?, id).await?;
            let value = serde_json::json!({"ok": true, "id": id, "state": State::Acknowledged});
            session
                .out
                .print(&value, || format!("{id}: {}", session.out.text("state-acknowledged")))
        }
        RequestCommand::Extend { id, until, reason } => {
            let node = session.node().await?;
            let ctx = ctx(session, &node).await?;
            let reason = Text::draft(session.out.lang, &reason);
            let row = clock_extend::run(&node, &ctx, id, (until, reason)).await?;
            moved(session, row)
        }
        RequestCommand::ToObtain { id } => {
            let node = session.node().await?;
            let row = clock_extend::to_obtain(&node, &ctx(session, &node).await?, id).await?;
            moved(session, row)
        }
        RequestCommand::Show { id } => show(session, id).await,
        RequestCommand::List => list(session).await,
    }
}

/// Prints the clock of an answer after it got another date.
fn moved(session: &Session, row: ClockRow) -> Result<(), Failure> {
    let view = ClockView::from(row);
    let value = serde_json::json!({"ok": true, "clock": view});
    session.out.print(&value, || clock::line(session, &view))
}

async fn new(session: &Session, file: &Path) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    created(session, &request_create::run(&node, &ctx, drafts::read(file)?).await?)
}

/// Prints what was made; a gate that blocks makes the command fail.
pub(super) fn created(session: &Session, made: &Created) -> Result<(), Failure> {
    let ok = made.run.passes();
    let value =
        serde_json::json!({"ok": ok, "id": made.id, "state": made.state, "gates": made.run});
    session.out.print(&value, || {
        let next = match ok {
            true => format!("\nNext, a second officer: comity --as … request approve {}", made.id),
            false => String::new(),
        };
        let state = session.out.text(&format!("state-{}", made.state));
        format!("{}: {state}\n{}{next}", made.id, session.out.gates(&made.run))
    })?;
    if ok { Ok(()) } else { Err(Failure::Blocked) }
}

async fn check(session: &Session, file: &Path) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    let run = request_create::dry_run(&node, &ctx, drafts::read(file)?).await?;
    let value = serde_json::json!({"ok": run.passes(), "gates": run});
    session.out.print(&value, || session.out.gates(&run))?;
    if run.passes() { Ok(()) } else { Err(Failure::Blocked) }
}

/// Approves a request or a reply.
pub(super) async fn approve(session: &Session, id: MessageId) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    let approved = message_approve::run(&node, &ctx, id).await?;
    stands(session, id, approved.state, &approved.run)
}

async fn sign(session: &Session, id: MessageId) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    let signed = message_sign::run(&node, &ctx, id).await?;
    stands(session, id, signed.state, &signed.run)
}

/// Prints where a message stands now; a gate that blocks makes the command fail.
fn stands(session: &Session, id: MessageId, state: State, run: &GateRun) -> Result<(), Failure> {
    let ok = run.passes();
    let value = serde_json::json!({"ok": ok, "id": id, "state": state, "gates": run});
    session.out.print(&value, || {
        let state = session.out.text(&format!("state-{state}"));
        format!("{id}: {state}\n{}", session.out.gates(run))
    })?;
    if ok { Ok(()) } else { Err(Failure::Blocked) }
}

async fn list(session: &Session) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    let rows = inbox_list::requests(&node, &ctx).await?;
    let values: Vec<serde_json::Value> = rows.iter().map(row_value).collect();
    session.out.print(&values, || {
        rows.iter().map(|row| row_line(session, row)).collect::<Vec<_>>().join("\n")
    })
}

/// A message as JSON.
pub(super) fn row_value(row: &MessageRow) -> serde_json::Value {
    serde_json::json!({"id": row.message.id, "kind": row.message.kind(),
        "direction": row.direction.code(), "partner": row.partner, "state": row.state,
        "stopped": row.stopped, "due_at": row.due_at, "urgency": row.message.urgency})
}

/// A message in one line.
pub(super) fn row_line(session: &Session, row: &MessageRow) -> String {
    let lang = session.out.lang;
    let state = session.out.text(&format!("state-{}", row.state));
    let due = dates::moment(lang, row.due_at);
    let stopped = if row.stopped { " STOP" } else { "" };
    format!(
        "{}  {:<10} {:<3} {:<10} {state}{stopped}  {due}",
        row.message.id,
        row.message.kind(),
        row.direction.code(),
        row.partner
    )
}

async fn show(session: &Session, id: MessageId) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    let thread = message_show::run(&node, &ctx, id).await?;
    session.out.print(&thread_value(&thread), || {
        thread.entries.iter().map(|e| entry_text(session, e)).collect::<Vec<_>>().join("\n\n")
    })
}

/// A thread as JSON.
pub(super) fn thread_value(thread: &ThreadView) -> serde_json::Value {
    let entries: Vec<serde_json::Value> = thread
        .entries
        .iter()
        .map(|e| {
            let d = &e.delivery;
            let receipt = d.receipt.as_ref().map(|r| {
                serde_json::json!({"verified": r.verified, "outcome": r.outcome,
                    "received_at": r.received_at, "signer": r.signer, "log_size": r.log_size,
                    "log_head": r.log_head})
            });
            serde_json::json!({"row": row_value(&e.row), "message": e.row.message,
                "gates": e.gates, "case": e.case, "hits": e.hits, "delivery": {"seq": d.seq,
                "envelope_sha256": d.envelope_sha256, "receipt": receipt, "tries": d.tries,
                "last_error": d.last_error, "refusal": d.refusal}})
        })
        .collect();
    serde_json::json!({ "entries": entries })
}

fn entry_text(session: &Session, entry: &EntryView) -> String {
    let mut lines = vec![row_line(session, &entry.row)];
    if let Ok(yaml) = serde_json::to_string_pretty(&entry.row.message) {
        lines.extend(yaml.lines().map(|line| format!("  {line}")));
    }
    if let Some(run) = entry.gates.last() {
        lines.push(session.out.gates(run));
    }
    if let Some(receipt) = &entry.delivery.receipt {
        let mark = if receipt.verified { "ok  " } else { "STOP" };
        let at = dates::moment(session.out.lang, receipt.received_at);
        lines.push(format!(
            "  {mark} receipt of {}: {} {at}, log line {}",
            receipt.signer, receipt.outcome, receipt.log_size
        ));
    }
    if let Some(error) = &entry.delivery.last_error {
        lines.push(format!("  not delivered yet ({} tries): {error}", entry.delivery.tries));
    }
    lines.extend(entry.hits.iter().map(|hit| search::text(session, hit)));
    lines.join("\n")
}
