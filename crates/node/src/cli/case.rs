//! `comity case` and `comity person`: the sealed file.

use anyhow::Context;
use comity_domain::gate::file::{Decision, Flag};
use comity_domain::lang::Text;
use serde_json::json;
use std::io::Read;

use crate::app::case_show::{CaseView, WaitingView};
use crate::app::{case_protect, case_show};
use crate::cli::Session;
use crate::cli::args::{CaseCommand, PersonCommand, WordsArgs};
use crate::cli::officer::ctx;
use crate::cli::out::Failure;
use crate::dates;
use crate::i18n;

pub(super) async fn run(session: &Session, command: CaseCommand) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    match command {
        CaseCommand::Protect { message, entry } => {
            let text = words(session, &entry.words)?;
            case_protect::thread(&node, &ctx, message, (entry.status, text)).await?;
            let value = json!({"ok": true, "id": message, "protection": entry.status});
            session.out.print(&value, || session.out.text("notice-case-written"))
        }
        CaseCommand::Show { message } => {
            let view = case_show::message(&node, &ctx, message).await?;
            session.out.print(&view, || case_text(session, &view))
        }
    }
}

pub(super) async fn person(session: &Session, command: PersonCommand) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    match command {
        PersonCommand::Protect { person, entry } => {
            let text = words(session, &entry.words)?;
            case_protect::person(&node, &ctx, &person, (entry.status, text)).await?;
            let value = json!({"ok": true, "id": person, "protection": entry.status});
            session.out.print(&value, || session.out.text("notice-case-written"))
        }
        PersonCommand::Protection { person } => {
            let flags = case_show::person(&node, &ctx, &person).await?;
            session.out.print(&json!({"flags": flags}), || flag_lines(session, &flags))
        }
    }
}

/// The words of an entry, given or read from a file.
pub(super) fn words(session: &Session, args: &WordsArgs) -> Result<Text, Failure> {
    let text = match (&args.text, &args.text_file) {
        (Some(text), _) => text.clone(),
        (None, Some(path)) if path.as_os_str() == "-" => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text)?;
            text
        }
        (None, Some(path)) => std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?,
        (None, None) => String::new(),
    };
    Ok(Text::draft(session.out.lang, text.trim()))
}

fn case_text(session: &Session, view: &CaseView) -> String {
    let mut lines: Vec<String> = view.waiting.iter().map(|w| waiting(session, w)).collect();
    if let Some(file) = &view.file {
        lines.push(flag_lines(session, &file.flags));
        lines.extend(file.decisions.iter().map(|d| decision(session, d)));
    }
    lines.join("\n")
}

fn waiting(session: &Session, view: &WaitingView) -> String {
    let role =
        |role: &comity_domain::policy::Role| i18n::code(session.out.lang, "role", role.code());
    let open: Vec<String> = view.open.iter().map(role).collect();
    let name = i18n::code(session.out.lang, "gate", view.gate.code());
    format!("{} {name}: {} {}", view.gate, session.out.text("case-open"), open.join(", "))
}

fn flag_lines(session: &Session, flags: &[Flag]) -> String {
    if flags.is_empty() {
        return session.out.text("case-no-flag");
    }
    let lang = session.out.lang;
    let line = |flag: &Flag| {
        let status = i18n::code(lang, "protection", flag.status.code());
        let by =
            flag.by.as_ref().map_or_else(|| i18n::text(lang, "case-raised"), |by| by.to_string());
        let person = flag.person.as_ref().map(|id| format!(" [{id}]")).unwrap_or_default();
        let text = flag.text.best_for(lang).map(|(text, _)| text).unwrap_or_default();
        format!("{}  {status}  {by}{person}  {text}", dates::moment(lang, flag.at))
    };
    flags.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn decision(session: &Session, decision: &Decision) -> String {
    let lang = session.out.lang;
    let word = if decision.allows { "decide-allow" } else { "decide-refuse" };
    let text = decision.text.best_for(lang).map(|(text, _)| text).unwrap_or_default();
    format!(
        "{}  {} {}  {} ({})  {text}",
        dates::moment(lang, decision.at),
        decision.gate,
        i18n::text(lang, word),
        decision.by,
        i18n::code(lang, "role", decision.role.code())
    )
}
