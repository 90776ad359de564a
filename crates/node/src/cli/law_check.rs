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
use comity_domain::message::draft::{Draft, Followed, Head, Stamp};
use comity_domain::pack::Packs;
use comity_domain::time::Timestamp;
use std::path::Path;

use crate::app::{clock_keep, record_import};
use crate::cli::args::LawCheckArgs;
use crate::cli::out::Failure;
use crate::cli::{Session, clock, drafts};
use crate::clock::{Clock as _, Stopwatch, SystemClock};
use crate::config::Config;
use crate::error::AppError;
use crate::packs;

/// Who wrote a draft that is only looked at.
const AUTHOR: &str = "draft";
/// Ten in the morning, local time.
const MORNING_MS: i64 = 10 * 60 * 60 * 1_000;

/// Runs of which `--measure` takes the time.
const MEASURED_RUNS: usize = 1_000;

pub(super) fn run(session: &Session, args: &LawCheckArgs) -> Result<(), Failure> {
    let packs = packs::load(&session.home).map_err(|e| Failure::Other(e.into()))?.packs;
    let held = Held::read(session, args)?;
    let run = held.run(&packs);
    let clocks = clock_keep::would_start(&packs, &held.message, held.at);
    let micros = args.measure.then(|| held.micros(&packs));
    let mut value = serde_json::json!({"ok": run.passes(), "gates": run, "clocks": clocks});
    if let (Some(micros), Some(fields)) = (&micros, value.as_object_mut()) {
        fields.insert("micros".to_owned(), serde_json::to_value(micros)?);
    }
    session.out.print(&value, || {
        let mut text = session.out.gates(&run);
        text.push_str(&clock_lines(session, &clocks));
        if let Some(m) = &micros {
            let (gates, runs) = (run.findings.len(), m.runs);
            text.push_str(&format!(
                "\n{gates} gates, {runs} runs: median {:.0} µs, 95 of 100 below {:.0} µs",
                m.median, m.p95
            ));
        }
        text
    })?;
    if run.passes() { Ok(()) } else { Err(Failure::Blocked) }
}

/// The clocks that a message would start.
fn clock_lines(session: &Session, clocks: &[Clock]) -> String {
    let line = |found: &Clock| format!("\n  {}", clock::says(session, found));
    let lines: String = clocks.iter().map(line).collect();
    format!("\n{}{lines}", session.out.text("clock-would-start"))
}

/// How long all gates take on the message, microseconds.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
struct Micros {
    runs: usize,
    median: f64,
    p95: f64,
}

/// A draft as a message, with everything the gates look at but the packs.
struct Held {
    message: Message,
    thread: Vec<Message>,
    register: Vec<Agreement>,
    file: CaseFile,
    at: Timestamp,
}

impl Held {
    fn read(session: &Session, args: &LawCheckArgs) -> Result<Self, Failure> {
        let at = args.on.map_or_else(|| SystemClock.now(), morning);
        let from = sender(session, args)?;
        let register = register(args.register.as_deref())?;
        let file = case_file(args.case.as_deref())?;
        let mut thread: Vec<Message> = Vec::new();
        for path in &args.answers {
            let asker = args.asker.clone().ok_or_else(|| anyhow!("--answers needs --asker"))?;
            let next = earlier(drafts::read(path)?, (&asker, &from), at, &thread)?;
            thread.push(next);
        }
        let message = message(drafts::read(&args.file)?, from, at, &thread)?;
        Ok(Self { message, thread, register, file, at })
    }

    fn run(&self, packs: &Packs) -> GateRun {
        let thread: Vec<&Message> = self.thread.iter().collect();
        gate::run(&Case {
            message: &self.message,
            moment: Moment::Create,
            at: self.at,
            agreements: &self.register,
            packs,
            answers: thread.last().copied(),
            thread: &thread,
            file: &self.file,
        })
    }

    fn micros(&self, packs: &Packs) -> Micros {
        let mut times: Vec<f64> = Vec::with_capacity(MEASURED_RUNS);
        for _ in 0..MEASURED_RUNS {
            let watch = Stopwatch::start();
            std::hint::black_box(self.run(packs));
            times.push(watch.elapsed().as_secs_f64() * 1e6);
        }
        times.sort_by(f64::total_cmp);
        let at = |place: usize| times.get(place).copied().unwrap_or_default();
        Micros { runs: times.len(), median: at(times.len() / 2), p95: at(times.len() * 95 / 100) }
    }
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

/// A message of the thread: the first is the asker's; of the others one that is addressed to the asker is
/// the other agency's.
fn earlier(
    draft: Draft,
    (asker, asked): (&AgencyId, &AgencyId),
    at: Timestamp,
    thread: &[Message],
) -> Result<Message, Failure> {
    // Where the asker itself goes on, the other agency is whom the first message was for.
    let other = thread.first().map_or(asked, |first| &first.to);
    let by_other = !thread.is_empty() && draft.head.to.as_ref() == Some(asker);
    let (from, to) = if by_other { (other, asker) } else { (asker, other) };
    let to = match (thread.is_empty(), from == asked) {
        // The checked message's sender asked: its own first draft names the receiver.
        (true, true) => draft.head.to.clone(),
        _ => Some(to.clone()),
    };
    message(Draft { head: Head { to, ..draft.head }, ..draft }, from.clone(), at, thread)
}

fn message(
    draft: Draft,
    from: AgencyId,
    at: Timestamp,
    thread: &[Message],
) -> Result<Message, Failure> {
    let number = u8::try_from(thread.len().saturating_add(1)).unwrap_or(u8::MAX);
    let id = MessageId::from_parts(u64::try_from(at.0).unwrap_or_default(), [number; 10]);
    let author = OfficerId::parse(AUTHOR).map_err(|e| anyhow!(e))?;
    let follows = thread.last().map(|last| Followed {
        id: last.id,
        thread: last.thread,
        partner: if last.from == from { last.to.clone() } else { last.from.clone() },
    });
    let stamp = Stamp { id, from, author, created_at: at, follows };
    draft.into_message(stamp).map_err(|faults| Failure::App(AppError::Faults(faults)))
}
