//! Tools of the repository. Of the product they know only the crate whose data they prepare.
//!
//! `cargo xtask tidy` holds the house to its rules; what it checks is in `tidy.rs`.
//! `cargo xtask train-names` learns the model of the name engine anew; `train_names.rs`.
//! `cargo xtask fuzz` builds and runs `crates/fuzz`, optimised.

#![forbid(unsafe_code)]

mod tidy;
mod train_names;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let command = words.first().copied().unwrap_or_default();
    let result = match words.as_slice() {
        ["tidy"] => tidy::run(root),
        ["fuzz", rest @ ..] => return fuzz(root, rest),
        ["train-names"] => train_names::run(root, false),
        ["train-names", "--check"] => train_names::run(root, true),
        _ => {
            say("usage: cargo xtask tidy | train-names [--check] | fuzz GROUP|TARGET [--runs N]");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(faults) if faults.is_empty() => {
            say(&format!("{command}: nothing to mend"));
            ExitCode::SUCCESS
        }
        Ok(faults) => {
            faults.iter().for_each(|fault| say(fault));
            ExitCode::FAILURE
        }
        Err(error) => {
            say(&format!("{command}: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// The tool that tries bytes is built optimised: it is of use only when it is fast.
fn fuzz(root: &Path, arguments: &[&str]) -> ExitCode {
    let mut cargo = std::process::Command::new("cargo");
    cargo.args(["run", "--quiet", "--release", "--package", "comity-fuzz", "--"]);
    match cargo.args(arguments).current_dir(root).status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            say(&format!("fuzz: cannot run cargo: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn say(line: &str) {
    // Nowhere is left to say that standard error is gone.
    drop(writeln!(std::io::stderr().lock(), "{line}"));
}
