//! Tools of the repository. They know nothing of the product.
//!
//! `cargo xtask tidy` holds the house to its rules; what it checks is in `tidy.rs`.

mod tidy;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let result = match words.as_slice() {
        ["tidy"] => tidy::run(root),
        _ => {
            say("usage: cargo xtask tidy");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(faults) if faults.is_empty() => {
            say("tidy: nothing to mend");
            ExitCode::SUCCESS
        }
        Ok(faults) => {
            faults.iter().for_each(|fault| say(fault));
            ExitCode::FAILURE
        }
        Err(error) => {
            say(&format!("tidy: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn say(line: &str) {
    // Nowhere is left to say that standard error is gone.
    drop(writeln!(std::io::stderr().lock(), "{line}"));
}
