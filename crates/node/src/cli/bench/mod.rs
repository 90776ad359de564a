//! `comity bench names`: how fast and how well invented persons are found, beside PostgreSQL with
//! `pg_trgm` on the same names and queries in the same run.
//!
//! `people.rs` and `queries.rs` invent, `ours.rs` and `peer.rs` measure, `score.rs` counts for
//! both the same way, `report.rs` prints. Both engines hold the same names and answer with ten
//! persons; both use one core, and the figures by processor time hold on a busy machine too.

mod chance;
mod files;
mod ours;
mod peer;
mod people;
mod process;
mod queries;
mod report;
mod score;
mod server;
mod syllables;

use anyhow::Context;
use std::path::PathBuf;

use crate::cli::Session;
use crate::cli::args::BenchNamesArgs;
use crate::cli::bench::queries::Exam;
use crate::cli::bench::report::Report;
use crate::cli::out::Failure;
use crate::cli::serve::Told;
use crate::clock::{Random, SystemRandom};

/// Queries asked before anything is measured.
const WARM_UP: usize = 20;

pub(super) async fn run(session: &Session, args: &BenchNamesArgs) -> Result<(), Failure> {
    let exam = Exam::new(args.persons, args.queries);
    if let Some(folder) = &args.write {
        files::write(&exam, folder)?;
        let value = serde_json::json!({"folder": folder, "persons": exam.persons,
            "queries": exam.queries.len()});
        return session.out.print(&value, || format!("written to {}", folder.display()));
    }
    let mut told = Told::listen()?;
    let measured = measure(session, args, &exam);
    // Dropping the measurement ends what it started: the server and the scratch folder.
    let report = tokio::select! {
        report = measured => report?,
        () = told.heard() => return Err(Failure::Other(anyhow::anyhow!("stopped"))),
    };
    session.out.print(&report.value(), || report.text())
}

async fn measure(session: &Session, args: &BenchNamesArgs, exam: &Exam) -> anyhow::Result<Report> {
    session.out.note(&format!(
        "{} invented persons, {} queries; Comity first …",
        exam.persons,
        exam.queries.len()
    ));
    let scratch = Scratch::make()?;
    let ours = ours::measure(exam, &scratch.0).await?;
    let peer = if args.without_peer {
        None
    } else {
        session.out.note("now PostgreSQL with pg_trgm; at a million persons this takes minutes …");
        Some(peer::measure(exam, &scratch.0, &session.environment.programs).await?)
    };
    Ok(Report { persons: exam.persons, ours, peer, load: process::load() })
}

/// A folder that goes with this value.
struct Scratch(PathBuf);

impl Scratch {
    fn make() -> anyhow::Result<Self> {
        let mut random = [0; 8];
        SystemRandom.fill(&mut random)?;
        let name = format!("comity-bench-{}", comity_wire::hash::hex(&random));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed lies in the system's scratch folder; nothing else is at stake.
        std::fs::remove_dir_all(&self.0).ok();
    }
}
