//! The arguments of `comity case`, `comity person`, `comity oversight` and `comity request decide`.

use clap::{Args, Subcommand};
use comity_domain::day::Day;
use comity_domain::gate::GateId;
use comity_domain::gate::file::Protection;
use comity_domain::ids::{MessageId, PersonId};
use comity_domain::policy::Role;
use std::path::PathBuf;

use super::{parse_message, parse_role};

#[derive(Debug, Subcommand)]
pub(crate) enum CaseCommand {
    /// Enter what is known of the protection of a thread's person; the latest entry counts
    Protect {
        /// A message of the thread
        #[arg(value_parser = parse_message)]
        message: MessageId,
        #[command(flatten)]
        entry: ProtectArgs,
    },
    /// Show the sealed file of a message: protection, decisions, what waits for one
    Show {
        /// The message
        #[arg(value_parser = parse_message)]
        message: MessageId,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum PersonCommand {
    /// Enter what is known of the protection of a person of the register, for every request about them
    Protect {
        /// The person's id in the register
        #[arg(value_parser = parse_person)]
        person: PersonId,
        #[command(flatten)]
        entry: ProtectArgs,
    },
    /// Show what the sealed file says of a person of the register
    Protection {
        /// The person's id in the register
        #[arg(value_parser = parse_person)]
        person: PersonId,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ProtectArgs {
    /// none, claimed, pending, granted or denied
    #[arg(long, value_parser = parse_protection)]
    pub(crate) status: Protection,
    #[command(flatten)]
    pub(crate) words: WordsArgs,
}

/// Words that are kept in the sealed file.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct WordsArgs {
    /// From which source, and why
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: Option<String>,
    /// File with the same; - reads standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) text_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("ruling").required(true))]
pub(crate) struct DecideArgs {
    /// The request or reply, and no other
    #[arg(value_parser = parse_message)]
    pub(crate) id: MessageId,
    /// The gate that asks for it, for example S05
    #[arg(long, value_parser = parse_gate)]
    pub(crate) gate: GateId,
    /// The message may go on
    #[arg(long, group = "ruling")]
    pub(crate) allow: bool,
    /// The message may not go on; one refusal is enough
    #[arg(long, group = "ruling")]
    pub(crate) refuse: bool,
    /// In which of your roles
    #[arg(long, value_parser = parse_role)]
    pub(crate) role: Role,
    #[command(flatten)]
    pub(crate) words: WordsArgs,
}

#[derive(Debug, Args)]
pub(crate) struct OversightArgs {
    /// The first day that is counted, YYYY-MM-DD; all when missing
    #[arg(long, value_name = "DATE", value_parser = parse_since)]
    pub(crate) since: Option<Day>,
    /// For readers outside the agency: numbers below five are not told
    #[arg(long)]
    pub(crate) outside: bool,
}

fn parse_since(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|e| e.to_string())
}
fn parse_person(text: &str) -> Result<PersonId, String> {
    PersonId::parse(text).map_err(|e| e.to_string())
}
fn parse_protection(text: &str) -> Result<Protection, String> {
    let codes: Vec<&str> = Protection::ALL.iter().map(|p| p.code()).collect();
    Protection::from_code(text).ok_or_else(|| format!("one of {}", codes.join(", ")))
}
fn parse_gate(text: &str) -> Result<GateId, String> {
    let gate = GateId::from_code(&text.to_ascii_uppercase());
    gate.ok_or_else(|| "a safeguard, for example S05".to_owned())
}
