//! `comity law check`: every safeguard on a draft and a day, without keeping anything. It needs no node: an
//! officer, a lawyer or a reviewer sees what would be stopped, on which ground, and what would clear it.

use anyhow::{Context, anyhow};
use comity_domain::agreement::Agreement;
use comity_domain::clock::Clock;
use comity_domain::day::Day;
use comity_domain::gate::file::CaseFile;
use comity_domain::gate::{self, Case, GateRun, Moment};
use comity_domain::ids::{AgencyId, MessageId, OfficerId};
use comity_domain::message::Message;
use comity_domain::message::draft::{Draft, ReplyTo, Stamp};
use comity_domain::pack::Packs;
use comity_domain::time::Timestamp;
use std::path::Path;

use crate::app::{clock_keep, record_import};
use crate::cli::args::LawCheckArgs;
use crate::cli::out::Failure;
use crate::cli::{Session, clock, drafts};
use crate::clock::{Clock as _, SystemClock};
use crate::config::Config;
use crate::error::AppError;
use crate::packs;

/// Who wrote a draft that is only looked at.
const AUTHOR: &str = "draft";
/// Ten in the morning, local time.
const MORNING_MS: i64 = 10 * 60 * 60 * 1_000;

pub(super) fn run(session: &Session, args: &LawCheckArgs) -> Result<(), Failure> {
    let packs = packs::load(&session.home).map_err(|e| Failure::Other(e.into()))?.packs;
    let (run, clocks) = check(session, args, &packs)?;
    let value = serde_json::json!({"ok": run.passes(), "gates": run, "clocks": clocks});
    session.out.print(&value, || {
        let lines = clocks.iter().map(|found| format!("  {}", clock::says(session, found)));
        let title = session.out.text("clock-would-start");
        let clocks: Vec<String> = std::iter::once(title).chain(lines).collect();
        format!("{}\n{}", session.out.gates(&run), clocks.join("\n"))
    })?;
    if run.passes() { Ok(()) } else { Err(Failure::Blocked) }
}

fn check(
    session: &Session,
    args: &LawCheckArgs,
    packs: &Packs,
) -> Result<(GateRun, Vec<Clock>), Failure> {
    let at = args.on.map_or_else(|| SystemClock.now(), morning);
    let from = sender(session, args)?;
    let register = register(args.register.as_deref())?;
    let file = case_file(args.case.as_deref())?;
    let asked = match &args.answers {
        Some(path) => {
            // The request went the other way.
            let draft = drafts::read(path)?;
            let asker = args.asker.clone().ok_or_else(|| anyhow!("--answers needs --asker"))?;
            Some(message(Draft { to: Some(from.clone()), ..draft }, asker, at, None)?)
        }
        None => None,
    };
    let message = message(drafts::read(&args.file)?, from, at, asked.as_ref())?;
    let run = gate::run(&Case {
        message: &message,
        moment: Moment::Create,
        at,
        agreements: &register,
        packs,
        answers: asked.as_ref(),
        file: &file,
    });
    Ok((run, clock_keep::would_start(packs, &message, at)))
}

fn morning(day: Day) -> Timestamp {
    day.begins().plus_ms(MORNING_MS)
}

/// The agency that would send it: named, or that of the node that lives here.
fn sender(session: &Session, args: &LawCheckArgs) -> anyhow::Result<AgencyId> {
    if let Some(from) = &args.from {
        return Ok(from.clone());
    }
    anyhow::ensure!(session.home.is_node(), "say which agency would send it: --from vn.mps");
    Ok(Config::read(&session.home.config())?.agency)
}

fn register(path: Option<&Path>) -> anyhow::Result<Vec<Agreement>> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let file = record_import::read(&text).map_err(|e| anyhow!("{}: {e}", path.display()))?;
    Ok(file.agreements)
}

fn case_file(path: Option<&Path>) -> anyhow::Result<CaseFile> {
    let Some(path) = path else { return Ok(CaseFile::EMPTY.clone()) };
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_saphyr::from_str(&text)
        .map_err(|e| anyhow!("{}: {}", path.display(), record_import::yaml_fault(&e)))
}

fn message(
    draft: Draft,
    from: AgencyId,
    at: Timestamp,
    asked: Option<&Message>,
) -> Result<Message, Failure> {
    let number = if asked.is_some() { 2 } else { 1 };
    let id = MessageId::from_parts(u64::try_from(at.0).unwrap_or_default(), [number; 10]);
    let author = OfficerId::parse(AUTHOR).map_err(|e| anyhow!(e))?;
    let reply_to = asked.map(|asked| ReplyTo {
        id: asked.id,
        thread: asked.thread,
        asker: asked.from.clone(),
    });
    let stamp = Stamp { id, from, author, created_at: at, reply_to };
    draft.into_message(stamp).map_err(|faults| Failure::App(AppError::Faults(faults)))
}
