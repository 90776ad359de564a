//! `comity demo`: two invented-data nodes on this machine do a whole exchange, each step by the
//! command an officer would type, then serve their pages.
//!
//! Nothing here is a short cut: two homes, two databases, two processes, mutual TLS between them.

mod commands;
mod exchange;
mod nodes;
mod report;

use anyhow::{Context, bail};
use std::path::{Path, PathBuf};

use crate::cli::Session;
use crate::cli::args::DemoArgs;
use crate::cli::demo::exchange::Exchange;
use crate::cli::demo::nodes::Demo;
use crate::cli::demo::report::Report;
use crate::cli::out::Failure;
use crate::cli::serve::Told;
use crate::clock::{Clock, Random, SystemClock, SystemRandom};

/// Marks a folder as a demo's, so that only such a folder is ever emptied.
const MARK: &str = ".comity-demo";

pub(super) async fn run(session: &Session, args: &DemoArgs) -> Result<(), Failure> {
    let started = SystemClock.now();
    let mut told = Told::listen()?;
    let dir = folder(args)?;
    prepare(&dir)?;
    let mut report = Report::new(session.out, started);
    let demo = Demo::make(&dir, args.once, &mut report).await?;
    let running = demo.start(&mut report).await?;
    let exchange = Exchange::run(&demo, &mut report).await?;
    report.finish(&exchange)?;
    if !args.once {
        report.addresses(&demo, &dir)?;
        told.heard().await;
    }
    running.stop().await?;
    if args.once && args.dir.is_none() {
        std::fs::remove_dir_all(&dir)
            .with_context(|| format!("cannot remove {}", dir.display()))?;
    }
    if exchange.is_good() { Ok(()) } else { Err(Failure::Found) }
}

fn folder(args: &DemoArgs) -> anyhow::Result<PathBuf> {
    if let Some(dir) = &args.dir {
        return Ok(dir.clone());
    }
    if !args.once {
        return Ok(PathBuf::from("comity-demo"));
    }
    let mut random = [0; 8];
    SystemRandom.fill(&mut random)?;
    let name = format!("comity-demo-{}", comity_wire::hash::hex(&random));
    Ok(std::env::temp_dir().join(name))
}

/// Makes the folder, emptying what an earlier demo left in it; never anything else.
fn prepare(dir: &Path) -> anyhow::Result<()> {
    if let Some(process) = running_in(dir) {
        bail!(
            "another demo (process {process}) runs in {}; end it first, or name another folder with \
             --dir",
            dir.display()
        );
    }
    if dir.join(MARK).exists() {
        std::fs::remove_dir_all(dir).with_context(|| format!("cannot empty {}", dir.display()))?;
    } else if dir.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{} is not empty and not a demo's folder; name another with --dir", dir.display());
    }
    std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    let mark = format!("{}\nThis folder belongs to `comity demo`.\n", std::process::id());
    std::fs::write(dir.join(MARK), mark)?;
    Ok(())
}

/// The process whose demo runs in a folder, if it still runs.
fn running_in(dir: &Path) -> Option<u32> {
    let mark = std::fs::read_to_string(dir.join(MARK)).ok()?;
    let process: u32 = mark.lines().next()?.parse().ok()?;
    let command = std::fs::read(format!("/proc/{process}/cmdline")).ok()?;
    String::from_utf8_lossy(&command).contains("demo").then_some(process)
}
