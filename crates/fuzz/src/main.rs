//! `cargo xtask fuzz WHAT [--runs N] [--seed S] [--input FILE]`: WHAT is a group (`names`, `wire`)
//! or one target. An input that fails is made small, kept in the corpus, and printed with the
//! command that tries it again.

use anyhow::{Context, bail};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use comity_fuzz::engine::{self, Session};
use comity_fuzz::{TARGETS, Target, corpus, targets};

const RUNS: u64 = 100_000;
const USAGE: &str = "usage: cargo xtask fuzz GROUP|TARGET [--runs N] [--seed S] [--input FILE]";

/// What the command line wants.
struct Wanted {
    targets: Vec<Target>,
    runs: u64,
    seed: u64,
    input: Option<PathBuf>,
}

fn main() -> ExitCode {
    match wanted().and_then(|wanted| run(&wanted)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say(&format!("fuzz: {error:#}\n{USAGE}"));
            ExitCode::from(2)
        }
    }
}

fn wanted() -> anyhow::Result<Wanted> {
    let mut words = std::env::args().skip(1);
    let what = words.next().unwrap_or_default();
    let mut wanted = Wanted { targets: targets(&what), runs: RUNS, seed: 1, input: None };
    if wanted.targets.is_empty() {
        let all: Vec<&str> = TARGETS.iter().copied().flatten().map(|target| target.name).collect();
        bail!("no target `{what}`: there are names, wire, {}", all.join(", "));
    }
    while let Some(option) = words.next() {
        let value = words.next().with_context(|| format!("{option} lacks its value"))?;
        match option.as_str() {
            "--runs" => wanted.runs = value.parse().context("--runs is a number")?,
            "--seed" => wanted.seed = value.parse().context("--seed is a number")?,
            "--input" => wanted.input = Some(PathBuf::from(value)),
            other => bail!("unknown option {other}"),
        }
    }
    Ok(wanted)
}

/// Whether everything held.
fn run(wanted: &Wanted) -> anyhow::Result<bool> {
    if let Some(path) = &wanted.input {
        return again(&wanted.targets, path);
    }
    // A panic is caught and told with its input; what the runtime would print of each is noise.
    std::panic::set_hook(Box::new(|_| {}));
    let mut good = true;
    for target in &wanted.targets {
        let session = engine::session(target, wanted.runs, wanted.seed)?;
        say(&line(target, wanted.seed, &session));
        if let Some(failure) = &session.failure {
            good = false;
            let path = corpus::keep(target, &failure.input)?;
            say(&format!("  FAILS: {}", failure.why));
            say(&format!("  input: {}", failure.input.escape_ascii()));
            let name = target.name;
            say(&format!("  again: cargo xtask fuzz {name} --input {}", path.display()));
        }
    }
    Ok(good)
}

fn again(targets: &[Target], path: &PathBuf) -> anyhow::Result<bool> {
    let input = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut good = true;
    for target in targets {
        match engine::attempt(target, &input) {
            Ok(_) => say(&format!("{}: holds", target.name)),
            Err(why) => {
                good = false;
                say(&format!("{}: FAILS: {why}", target.name));
            }
        }
    }
    Ok(good)
}

fn line(target: &Target, seed: u64, session: &Session) -> String {
    let (name, runs, shapes) = (target.name, session.runs, session.shapes);
    let seconds = session.took.as_secs_f64();
    let slowest = session.slowest.as_secs_f64() * 1000.0;
    format!(
        "{name:12} {runs:>10} runs of seed {seed} in {seconds:.1} s, {shapes} behaviours, slowest \
         {slowest:.1} ms"
    )
}

fn say(line: &str) {
    // Nowhere is left to say that standard error is gone.
    drop(writeln!(std::io::stderr().lock(), "{line}"));
}
