//! The arguments of `comity watch`, as `--help` shows them.

#![expect(clippy::doc_markdown, reason = "these comments are what --help prints")]

use clap::{Args, Subcommand};
use comity_domain::codes::{DocumentKind, PersonRole, PurposeCode, Sex};
use comity_domain::ids::{AlertId, MessageId, WatchId};
use comity_domain::time::{Calendar, PartialDate, Timestamp};
use comity_domain::watch::AlertOutcome;

use crate::cli::args::parse_message;
use crate::cli::screen_args::parse_purpose;
use crate::dates;

#[derive(Debug, Subcommand)]
pub(crate) enum WatchCommand {
    /// Store a search: new and changed entries of the register that may be the person raise alerts
    Add(WatchAddArgs),
    /// List stored searches
    List,
    /// Show a stored search and its alerts
    Show {
        /// The search, for example w12
        #[arg(value_parser = parse_watch)]
        id: WatchId,
    },
    /// End a stored search before its day
    Close {
        /// The search
        #[arg(value_parser = parse_watch)]
        id: WatchId,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// List alerts, those first that nobody has looked at
    Alerts {
        /// Of one search only
        #[arg(long, value_name = "SEARCH", value_parser = parse_watch)]
        watch: Option<WatchId>,
    },
    /// Say what an alert is
    Acknowledge {
        /// The alert, for example a7
        #[arg(value_parser = parse_alert)]
        id: AlertId,
        /// same_person, not_the_person or unclear
        #[arg(value_parser = parse_alert_outcome)]
        outcome: AlertOutcome,
    },
}

#[derive(Debug, Args)]
pub(crate) struct WatchAddArgs {
    /// A name in any writing; repeat for each writing that is known
    #[arg(long = "name", value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// Date of birth: YYYY, YYYY-MM or YYYY-MM-DD; Buddhist years are understood
    #[arg(long)]
    pub(crate) born: Option<String>,
    /// female, male or unspecified
    #[arg(long, value_parser = parse_sex)]
    pub(crate) sex: Option<Sex>,
    /// Two-letter country code; may be repeated
    #[arg(long = "nationality", value_name = "CODE")]
    pub(crate) nationalities: Vec<String>,
    /// Document as KIND:NUMBER, for example passport:B1234567; may be repeated
    #[arg(long = "document", value_name = "KIND:NUMBER", value_parser = parse_document)]
    pub(crate) documents: Vec<(DocumentKind, String)>,
    /// What the person is in the case
    #[arg(long, default_value = "unidentified", value_parser = parse_person_role)]
    pub(crate) role: PersonRole,
    /// What it is done for: FIND_MISSING, INVESTIGATE or another code of the closed list
    #[arg(long, value_name = "CODE", value_parser = parse_purpose)]
    pub(crate) purpose: PurposeCode,
    /// Why it is necessary about this person
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Last day, YYYY-MM-DD; at most a year from now
    #[arg(long, value_name = "DATE", value_parser = parse_last_day)]
    pub(crate) until: Timestamp,
    /// The request or answer it serves
    #[arg(long, value_name = "ID", value_parser = parse_message)]
    pub(crate) message: Option<MessageId>,
    /// Raise alerts for what is in the register already
    #[arg(long)]
    pub(crate) now: bool,
}

fn parse_watch(text: &str) -> Result<WatchId, String> {
    WatchId::parse(text).map_err(|e| e.to_string())
}
fn parse_alert(text: &str) -> Result<AlertId, String> {
    AlertId::parse(text).map_err(|e| e.to_string())
}
fn parse_alert_outcome(text: &str) -> Result<AlertOutcome, String> {
    let codes: Vec<&str> = AlertOutcome::ALL.iter().map(|o| o.code()).collect();
    let code = text.replace([' ', '-'], "_");
    AlertOutcome::from_code(&code).ok_or_else(|| format!("one of {}", codes.join(", ")))
}
fn parse_sex(text: &str) -> Result<Sex, String> {
    let codes: Vec<&str> = Sex::ALL.iter().map(|s| s.code()).collect();
    Sex::from_code(text).ok_or_else(|| format!("one of {}", codes.join(", ")))
}
fn parse_person_role(text: &str) -> Result<PersonRole, String> {
    let codes: Vec<&str> = PersonRole::ALL.iter().map(|r| r.code()).collect();
    PersonRole::from_code(text).ok_or_else(|| format!("one of {}", codes.join(", ")))
}
fn parse_document(text: &str) -> Result<(DocumentKind, String), String> {
    let codes: Vec<&str> = DocumentKind::ALL.iter().map(|k| k.code()).collect();
    let (kind, number) = text.split_once(':').ok_or("write it as KIND:NUMBER")?;
    let kind = DocumentKind::from_code(kind);
    let kind = kind.ok_or_else(|| format!("a kind is one of {}", codes.join(", ")))?;
    Ok((kind, number.to_owned()))
}
/// The end of a day.
pub(crate) fn parse_last_day(text: &str) -> Result<Timestamp, String> {
    let date = PartialDate::parse(text, Calendar::Gregorian).ok();
    date.and_then(|date| dates::end_of_day(&date)).ok_or_else(|| "a day as YYYY-MM-DD".to_owned())
}
