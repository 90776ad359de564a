//! The arguments of `comity clock`.

use clap::Subcommand;
use comity_domain::clock::ClockKind;
use comity_domain::day::Day;
use comity_domain::ids::MessageId;

use super::law::{parse_country, parse_day};
use super::parse_message;

#[derive(Debug, Subcommand)]
pub(crate) enum ClockCommand {
    /// List the clocks that run, stand still or ran out, those due first
    List {
        /// Only those that ran out
        #[arg(long)]
        breached: bool,
    },
    /// Record that the person of a request is held: a hard stop begins by the law of the place
    Held {
        /// The request
        #[arg(value_parser = parse_message)]
        id: MessageId,
        /// The country where, for example VN
        #[arg(long = "where", value_name = "COUNTRY", value_parser = parse_country)]
        country: String,
        /// Since which day, YYYY-MM-DD
        #[arg(long, value_name = "DATE", value_parser = parse_day)]
        since: Day,
        /// The surrender was ordered on that day: its own limit begins
        #[arg(long)]
        ordered: bool,
    },
    /// Record that what a clock is for was done: released or handed over, the consular post told
    Done {
        /// The request
        #[arg(value_parser = parse_message)]
        id: MessageId,
        /// provisional_arrest, surrender, consular, whereabouts or located_reply
        #[arg(value_parser = parse_kind)]
        kind: ClockKind,
    },
    /// Print the notices that the person of a request must be released, in four languages
    Notice {
        /// The request
        #[arg(value_parser = parse_message)]
        id: MessageId,
    },
    /// Confirm that this machine's time is right, after doctor doubts it
    ConfirmTime,
}

fn parse_kind(text: &str) -> Result<ClockKind, String> {
    let codes: Vec<&str> = ClockKind::ALL.iter().map(|kind| kind.code()).collect();
    let code = text.replace('-', "_");
    ClockKind::from_code(&code).ok_or_else(|| format!("one of {}", codes.join(", ")))
}
