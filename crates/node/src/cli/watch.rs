//! `comity watch`: stored searches and their alerts.

use comity_domain::ids::WatchId;
use comity_domain::lang::Text;
use comity_domain::person::{Birth, Document, PrintedName, Subject};
use comity_domain::time::Calendar;
use serde_json::{Value, json};

use crate::app::watch_create::Draft;
use crate::app::watch_list::{AlertView, WatchView};
use crate::app::{alert_settle, watch_close, watch_create, watch_list};
use crate::cli::officer::ctx;
use crate::cli::out::Failure;
use crate::cli::watch_args::{WatchAddArgs, WatchCommand};
use crate::cli::{Session, search};
use crate::ctx::Ctx;
use crate::dates;
use crate::i18n;
use crate::node::Node;

pub(super) async fn run(session: &Session, command: WatchCommand) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    match command {
        WatchCommand::Add(args) => add(session, &node, &ctx, args).await,
        WatchCommand::List => {
            let watches = watch_list::run(&node, &ctx).await?;
            session.out.print(&watches, || match watches.is_empty() {
                true => session.out.text("watches-none"),
                false => watches.iter().map(|w| line(session, w)).collect::<Vec<_>>().join("\n"),
            })
        }
        WatchCommand::Show { id } => show(session, &node, &ctx, id).await,
        WatchCommand::Close { id, reason } => {
            let reason = Text::draft(session.out.lang, &reason);
            watch_close::run(&node, &ctx, id, reason).await?;
            let value = json!({"ok": true, "id": id});
            session.out.print(&value, || session.out.text("notice-watch-closed"))
        }
        WatchCommand::Alerts { watch } => {
            let alerts = watch_list::alerts(&node, &ctx, watch).await?;
            let values: Vec<Value> = alerts.iter().map(alert_value).collect();
            session.out.print(&values, || alert_lines(session, &alerts))
        }
        WatchCommand::Acknowledge { id, outcome } => {
            alert_settle::run(&node, &ctx, id, outcome).await?;
            let value = json!({"ok": true, "id": id, "outcome": outcome});
            session.out.print(&value, || session.out.text("notice-alert-settled"))
        }
    }
}

async fn add(session: &Session, node: &Node, ctx: &Ctx, args: WatchAddArgs) -> Result<(), Failure> {
    let name = |text: String| PrintedName { text, lang: None, scheme: None };
    let document = |(kind, number)| Document { kind, number, issuer: None };
    let born = |text| Birth { text, calendar: Calendar::Gregorian };
    let subject = Subject {
        role: args.role,
        names: args.names.into_iter().map(name).collect(),
        sex: args.sex,
        birth: args.born.map(born),
        nationalities: args.nationalities.iter().map(|n| n.to_uppercase()).collect(),
        documents: args.documents.into_iter().map(document).collect(),
    };
    let draft = Draft {
        once: node.new_message_id(ctx.now)?,
        subject,
        purpose: Some(args.purpose),
        necessity: Text::draft(session.out.lang, &args.reason),
        expires_at: args.until,
        message: args.message,
        now: args.now,
    };
    let stored = watch_create::run(node, ctx, draft).await?;
    let value = json!({"ok": true, "id": stored.id, "alerts": stored.alerts});
    session.out.print(&value, || {
        let alerts: Vec<String> = stored.alerts.iter().map(ToString::to_string).collect();
        format!("{} {} {}", stored.id, session.out.text("notice-watch-stored"), alerts.join(" "))
    })
}

async fn show(session: &Session, node: &Node, ctx: &Ctx, id: WatchId) -> Result<(), Failure> {
    let watch = watch_list::one(node, ctx, id).await?;
    let alerts = match watch.content {
        Some(_) => watch_list::alerts(node, ctx, Some(id)).await?,
        None => Vec::new(),
    };
    let values: Vec<Value> = alerts.iter().map(alert_value).collect();
    session.out.print(&json!({"watch": watch, "alerts": values}), || {
        let mut text = line(session, &watch);
        match &watch.content {
            Some(content) => {
                let whom = serde_json::to_string_pretty(&content.subject).unwrap_or_default();
                text.push_str(&format!("\n{whom}\n{}", alert_lines(session, &alerts)));
            }
            None => text.push_str(&format!("\n{}", session.out.text("watch-hidden"))),
        }
        text
    })
}

/// A stored search in one line.
fn line(session: &Session, watch: &WatchView) -> String {
    let lang = session.out.lang;
    let state = i18n::code(lang, "watch", watch.state);
    let purpose = i18n::code(lang, "purpose", &watch.purpose);
    let until = dates::last_day(lang, watch.expires_at);
    let names = watch.content.as_ref().map(|content| {
        content.subject.names.iter().map(|n| n.text.as_str()).collect::<Vec<_>>().join(" = ")
    });
    format!(
        "{:<5} {state}  {}/{}  {until}  {purpose}  {}  {}",
        watch.id.to_string(),
        watch.open_alerts,
        watch.alerts,
        watch.author,
        names.unwrap_or_default()
    )
}

fn alert_value(alert: &AlertView) -> Value {
    let settled = alert.settled.as_ref();
    let settled = settled.map(|s| json!({"outcome": s.outcome, "by": s.by, "at": s.at}));
    json!({"id": alert.id, "watch": alert.watch, "raised_at": alert.raised_at,
        "hit": alert.hit, "settled": settled})
}

fn alert_lines(session: &Session, alerts: &[AlertView]) -> String {
    let lang = session.out.lang;
    let alert = |alert: &AlertView| {
        let state = match &alert.settled {
            Some(settled) => i18n::code(lang, "alert", settled.outcome.code()),
            None => session.out.text("alert-open"),
        };
        let at = dates::moment(lang, alert.raised_at);
        let hit = search::text(session, &alert.hit);
        format!("{:<5} {}  {state}  {at}\n  {hit}", alert.id.to_string(), alert.watch)
    };
    match alerts.is_empty() {
        true => session.out.text("watches-alerts-none"),
        false => alerts.iter().map(alert).collect::<Vec<_>>().join("\n"),
    }
}
