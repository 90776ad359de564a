//! `comity clock`: by when something is due, and whether this machine's time is believed.

use comity_domain::clock::{Clock, ClockState};

use crate::app::clock_list::{self, ClockView};
use crate::app::clock_time;
use crate::app::inbox_list::OPEN_CLOCKS;
use crate::cli::Session;
use crate::cli::args::ClockCommand;
use crate::cli::officer::{administrator, ctx};
use crate::cli::out::Failure;
use crate::dates;
use crate::i18n;

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
        ClockCommand::ConfirmTime => {
            let ctx = administrator(session, &node).await?;
            clock_time::confirm(&node, &ctx).await?;
            let value = serde_json::json!({"ok": true, "time": ctx.now});
            let time = dates::moment(session.out.lang, ctx.now);
            session.out.print(&value, || {
                session.out.text_with("notice-time-confirmed", &[("time", &time)])
            })
        }
    }
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
