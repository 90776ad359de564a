//! `comity clock`: by when something is due, and whether this machine's time is believed.

use comity_domain::clock::{Clock, ClockState, ReleaseNotice};
use comity_domain::lang::Lang;
use serde_json::json;

use crate::app::clock_list::{self, ClockView};
use crate::app::clock_time;
use crate::app::custody_record::{self, Custody};
use crate::app::inbox_list::OPEN_CLOCKS;
use crate::app::message_show;
use crate::cli::Session;
use crate::cli::args::ClockCommand;
use crate::cli::officer::{administrator, ctx};
use crate::cli::out::Failure;
use crate::dates;
use crate::i18n;
use crate::release_text;

pub(super) async fn run(session: &Session, command: ClockCommand) -> Result<(), Failure> {
    let node = session.node().await?;
    match command {
        ClockCommand::List { breached } => {
            let ctx = ctx(session, &node).await?;
            let states = if breached { &[ClockState::Breached] } else { OPEN_CLOCKS };
            let found = clock_list::run(&node, &ctx, states).await?;
            session.out.print(&found, || {
                let doubt = found.doubt.map(|_| session.out.text("clock-doubt"));
                let lines = found.clocks.iter().map(|clock| line(session, clock));
                let all: Vec<String> = doubt.into_iter().chain(lines).collect();
                if all.is_empty() { session.out.text("clock-none") } else { all.join("\n") }
            })
        }
        ClockCommand::Held { id, country, since, ordered } => {
            let ctx = ctx(session, &node).await?;
            // A term in days does not count the day it begins on: the hour says nothing.
            let custody = Custody { country, since: since.begins().min(ctx.now), ordered };
            custody_record::run(&node, &ctx, id, &custody).await?;
            session.out.print(&json!({"ok": true, "id": id}), || session.out.text("notice-custody"))
        }
        ClockCommand::Done { id, kind } => {
            let ctx = ctx(session, &node).await?;
            custody_record::done(&node, &ctx, id, kind).await?;
            let value = json!({"ok": true, "id": id, "kind": kind});
            let kind = i18n::code(session.out.lang, "clock", kind.code());
            session.out.print(&value, || format!("{kind}: {}", session.out.text("clock-state-met")))
        }
        ClockCommand::Notice { id } => {
            let ctx = ctx(session, &node).await?;
            notices(session, &message_show::run(&node, &ctx, id).await?.releases)
        }
        ClockCommand::ConfirmTime => {
            let ctx = administrator(session, &node).await?;
            clock_time::confirm(&node, &ctx).await?;
            let value = json!({"ok": true, "time": ctx.now});
            let time = dates::moment(session.out.lang, ctx.now);
            session.out.print(&value, || {
                session.out.text_with("notice-time-confirmed", &[("time", &time)])
            })
        }
    }
}

/// The notices of release of a case, one language after the other.
fn notices(session: &Session, releases: &[ReleaseNotice]) -> Result<(), Failure> {
    let texts = |notice: &ReleaseNotice| -> Vec<String> {
        Lang::ALL.iter().map(|lang| release_text::lines(*lang, notice, None).join("\n")).collect()
    };
    let value = |notice| json!({"notice": notice, "texts": texts(notice)});
    let values: Vec<serde_json::Value> = releases.iter().map(value).collect();
    session.out.print(&values, || match releases.is_empty() {
        true => session.out.text("release-none"),
        false => releases.iter().flat_map(texts).collect::<Vec<_>>().join("\n\n"),
    })
}

/// A clock in one line.
pub(super) fn line(session: &Session, view: &ClockView) -> String {
    format!("{}  {:<10} {}", view.message, view.bound, says(session, &view.clock))
}

/// What a clock is for, where it stands, its date and the source of its limit.
pub(super) fn says(session: &Session, clock: &Clock) -> String {
    let lang = session.out.lang;
    let due = match clock.due_at {
        Some(due) => dates::due(lang, due),
        None => session.out.text("clock-length-unknown"),
    };
    let state = i18n::code(lang, "clock-state", clock.state.code());
    let kind = i18n::code(lang, "clock", clock.kind.code());
    let source = i18n::text_with(lang, "gate-source", &[("source", &clock.rule.source)]);
    let open = match clock.rule.status.is_confirmed() {
        true => String::new(),
        false => format!(" ({})", session.out.text("gate-unconfirmed")),
    };
    format!("{kind}: {state}, {due}\n    {source}{open}")
}
