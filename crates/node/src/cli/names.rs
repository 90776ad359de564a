//! `comity names`: the name engine by itself.

use anyhow::Context;
use comity_names::{Name, SCORE_SAME, TokenPair, compare, keys};

use crate::cli::Session;
use crate::cli::args::NamesCommand;
use crate::cli::out::Failure;

pub(super) fn run(session: &Session, command: &NamesCommand) -> Result<(), Failure> {
    match command {
        NamesCommand::Compare { left, right } => compare_two(session, left, right),
        NamesCommand::Key { name } => show_keys(session, name),
    }
}

fn compare_two(session: &Session, left: &str, right: &str) -> Result<(), Failure> {
    let (left, right) = (read(left)?, read(right)?);
    let result = compare(&left, &right);
    let same = result.score >= SCORE_SAME;
    let pairs: Vec<serde_json::Value> = result
        .pairs
        .iter()
        .map(|p| {
            serde_json::json!({"left": p.left, "right": p.right, "route": p.route.key(),
                "similarity": p.similarity})
        })
        .collect();
    let value = serde_json::json!({"score": result.score, "threshold": SCORE_SAME, "same": same,
        "pairs": pairs, "unmatched_left": result.unmatched_left,
        "unmatched_right": result.unmatched_right});
    session.out.print(&value, || {
        let line = |p: &TokenPair| {
            format!("  {} = {}  {} {:.2}", p.left, p.right, p.route.key(), p.similarity)
        };
        let mut lines = vec![format!("{:.3}  {}", result.score, if same { "same" } else { "-" })];
        lines.extend(result.pairs.iter().map(line));
        for part in result.unmatched_left.iter().chain(&result.unmatched_right) {
            lines.push(format!("  {part}: meets nothing"));
        }
        lines.join("\n")
    })
}

fn show_keys(session: &Session, name: &str) -> Result<(), Failure> {
    let name = read(name)?;
    let tokens: Vec<serde_json::Value> = name
        .tokens()
        .iter()
        .map(|t| {
            let sounds: Vec<&str> = t.sounds().iter().map(|s| s.pivot.as_str()).collect();
            serde_json::json!({"text": t.text(), "script": t.script().key(), "sounds": sounds})
        })
        .collect();
    let keys = keys(&name);
    let value = serde_json::json!({"titles": name.titles(), "tokens": tokens, "keys": keys});
    session.out.print(&value, || {
        let mut lines = Vec::new();
        for token in name.tokens() {
            let sounds: Vec<&str> = token.sounds().iter().map(|s| s.pivot.as_str()).collect();
            lines.push(format!(
                "{} ({}): {}",
                token.text(),
                token.script().key(),
                sounds.join(" ")
            ));
        }
        lines.push(format!("keys: {}", keys.iter().cloned().collect::<Vec<_>>().join(" ")));
        lines.join("\n")
    })
}

fn read(name: &str) -> Result<Name, Failure> {
    Ok(Name::read(name).context("the name cannot be read")?)
}
