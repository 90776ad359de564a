//! The commands and their arguments, as `--help` shows them.

#![expect(clippy::doc_markdown, reason = "these comments are what --help prints")]

mod case;
mod clock;
mod law;

use clap::{Args, Parser, Subcommand};
use comity_domain::ids::{AgencyId, MessageId, OfficerId};
use comity_domain::lang::Lang;
use comity_domain::policy::Role;
use comity_domain::time::Timestamp;
use std::net::SocketAddr;
use std::path::PathBuf;

pub(crate) use case::{CaseCommand, DecideArgs, OversightArgs, PersonCommand, WordsArgs};
pub(crate) use clock::ClockCommand;
pub(crate) use law::{LawCheckArgs, LawCommand, PacksCommand};

use crate::cli::screen_args::ScreenArgs;
use crate::cli::watch_args::{WatchCommand, parse_last_day};

/// Lawful, fast and accountable police cooperation between two agencies.
#[derive(Debug, Parser)]
#[command(name = "comity", version, max_term_width = 100, after_help = AFTER_HELP)]
pub(crate) struct Comity {
    /// Folder of the node (or COMITY_HOME); the current folder when missing
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) home: Option<PathBuf>,
    /// Print JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Language of sentences: vi, th, lo or en (or COMITY_LANG)
    #[arg(long, global = true, value_name = "LANG", value_parser = parse_lang)]
    pub(crate) lang: Option<Lang>,
    /// Account of the officer who acts; the password is asked for, or read from COMITY_PASSWORD
    #[arg(long = "as", global = true, value_name = "ACCOUNT")]
    pub(crate) acting: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const AFTER_HELP: &str = "Exit codes: 0 done, 1 refused or failed, 2 wrong usage.\n\
    Try it: comity demo";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Two invented agencies on this machine do a whole exchange, then serve their pages
    Demo(DemoArgs),
    /// Make a node: configuration, keys, database, first administrator
    Init(InitArgs),
    /// Serve pages and the partner channel until Ctrl-C
    Serve(ServeArgs),
    /// Look at this node as a careful colleague would
    Doctor,
    /// Print this agency's card, to be given to a partner
    Card,
    /// Partner agencies
    #[command(subcommand)]
    Partner(PartnerCommand),
    /// Accounts of officers
    #[command(subcommand)]
    User(UserCommand),
    /// Take in persons (FollowTheMoney JSON lines, CSV) or agreements and meetings (YAML)
    Import(ImportArgs),
    /// Read public reports (txt, HTML, DOCX, PDF) and propose what they say; nothing enters by itself
    Read(ReadArgs),
    /// Search the register of persons by a name in any writing
    Search(SearchArgs),
    /// Hold a list of persons (CSV, JSON lines) against the register
    Screen(ScreenArgs),
    /// Stored searches that watch the register, and their alerts
    #[command(subcommand)]
    Watch(WatchCommand),
    /// The name engine by itself
    #[command(subcommand)]
    Names(NamesCommand),
    /// Measure this program beside another on the spot, with invented data
    #[command(subcommand)]
    Bench(BenchCommand),
    /// The law in the program: packs of values with their sources
    #[command(subcommand)]
    Law(LawCommand),
    /// The published form of a draft, by type of message (JSON Schema)
    Schema {
        /// The type, for example WANTED; without one, every type is listed
        #[arg(value_name = "TYPE")]
        kind: Option<String>,
    },
    #[command(flatten)]
    Desk(DeskCommand),
    /// The audit log
    #[command(subcommand)]
    Log(LogCommand),
    /// Print a completion script for a shell
    Completion {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// What the desk does all day.
#[derive(Debug, Subcommand)]
pub(crate) enum DeskCommand {
    /// Requests to partners
    #[command(subcommand)]
    Request(RequestCommand),
    /// Answers to partners' requests
    #[command(subcommand)]
    Reply(ReplyCommand),
    /// The sealed file of a case: who is protected, and written decisions
    #[command(subcommand)]
    Case(CaseCommand),
    /// The sealed file of a person of the register
    #[command(subcommand)]
    Person(PersonCommand),
    /// What the safeguards did, in numbers: no content, no names
    Oversight(OversightArgs),
    /// What has to be answered, approved, and what was sent, by deadline
    Inbox,
    /// Clocks: by when something is due, and whether this machine's time is believed
    #[command(subcommand)]
    Clock(ClockCommand),
}

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// End after the checks instead of serving
    #[arg(long)]
    pub(crate) once: bool,
    /// Folder for the two homes [default: comity-demo; with --once a folder that is removed]
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// Agency id, for example vn.mps
    #[arg(long, value_parser = parse_agency)]
    pub(crate) agency: AgencyId,
    /// ISO 3166-1 country, for example VN
    #[arg(long)]
    pub(crate) country: String,
    /// Name of the agency; repeat as LANG=NAME for other languages
    #[arg(long, required = true)]
    pub(crate) name: Vec<String>,
    /// First administrator's account
    #[arg(long, default_value = "admin", value_parser = parse_officer)]
    pub(crate) admin: OfficerId,
    /// File that holds the administrator's first password
    #[arg(long)]
    pub(crate) password_file: Option<PathBuf>,
    /// Contact point, reachable at all hours, printed on the card
    #[arg(long, default_value = "-")]
    pub(crate) contact: String,
    /// Address of the pages
    #[arg(long, default_value = "127.0.0.1:8440")]
    pub(crate) web: SocketAddr,
    /// Address of the partner channel
    #[arg(long, default_value = "127.0.0.1:9440")]
    pub(crate) link: SocketAddr,
    /// Address partners use, printed on the card [default: https://localhost:<port of --link>]
    #[arg(long)]
    pub(crate) endpoint: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// End when standard input ends (for programs that start a node)
    #[arg(long, hide = true)]
    pub(crate) until_stdin_ends: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PartnerCommand {
    /// Add a partner by its card, or take in a newer card
    Add {
        /// The card's file; - reads standard input
        file: PathBuf,
        /// The six words read out over the telephone; asked for on a terminal
        #[arg(long)]
        fingerprint: Option<String>,
    },
    /// List partners
    List,
    /// Show a partner's card
    Show {
        /// The agency
        #[arg(value_parser = parse_agency)]
        agency: AgencyId,
    },
    /// Hold messages to a partner and refuse messages from it
    Suspend {
        /// The agency
        #[arg(value_parser = parse_agency)]
        agency: AgencyId,
    },
    /// Let messages flow again
    Resume {
        /// The agency
        #[arg(value_parser = parse_agency)]
        agency: AgencyId,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Add an account; its first password is asked for, or read from --password-file or from
    /// COMITY_NEW_PASSWORD
    Add {
        /// Account name
        #[arg(value_parser = parse_officer)]
        account: OfficerId,
        /// Name as shown to colleagues
        #[arg(long)]
        name: String,
        /// Roles, separated by commas
        #[arg(long, value_delimiter = ',', required = true, value_parser = parse_role)]
        roles: Vec<Role>,
        /// Language of the account's pages; the node's when missing
        #[arg(long = "page-lang", value_parser = parse_lang)]
        page_lang: Option<Lang>,
        /// File that holds the first password
        #[arg(long)]
        password_file: Option<PathBuf>,
    },
    /// List accounts
    List,
    /// Give an account other roles, or open a closed one
    Roles {
        /// Account name
        #[arg(value_parser = parse_officer)]
        account: OfficerId,
        /// Roles, separated by commas
        #[arg(long, value_delimiter = ',', required = true, value_parser = parse_role)]
        roles: Vec<Role>,
    },
    /// Close an account: it can no longer sign in
    Close {
        /// Account name
        #[arg(value_parser = parse_officer)]
        account: OfficerId,
    },
    /// Give an account a new password: one's own, or any as administrator
    Password {
        /// Account name
        #[arg(value_parser = parse_officer)]
        account: OfficerId,
        /// File that holds the new password
        #[arg(long)]
        password_file: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// Files: .jsonl or .ftm (persons), .csv (persons), .yaml or .yml (agreements, meetings)
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Read and check only
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    /// The reports, in Vietnamese, English, Thai or Lao; several are taken for one event and compared
    #[arg(required_unless_present = "eval")]
    pub(crate) files: Vec<PathBuf>,
    /// Link persons to those of this record (YAML); with --as, to those of the node's record
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    /// Measure the reader against facts written by hand (JSON): precision, recall and F1 by kind
    #[arg(long, value_name = "GOLD", requires = "dir", conflicts_with_all = ["files", "record"])]
    pub(crate) eval: Option<PathBuf>,
    /// Folder of the reports the gold is of
    #[arg(long, value_name = "FOLDER", requires = "eval")]
    pub(crate) dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// A name in any writing
    #[arg(default_value = "")]
    pub(crate) name: String,
    /// Date of birth: YYYY, YYYY-MM, YYYY-MM-DD or DD/MM/YYYY; years from 2300 on are Buddhist Era
    #[arg(long)]
    pub(crate) born: Option<String>,
    /// The year of --born is of the Buddhist Era, whatever it is
    #[arg(long)]
    pub(crate) buddhist: bool,
    /// Sex: female, male, unspecified, or F, M, X
    #[arg(long)]
    pub(crate) sex: Option<String>,
    /// Nationalities: codes of two or three letters with commas between; XXA is stateless
    #[arg(long)]
    pub(crate) nationality: Option<String>,
    /// Document number
    #[arg(long)]
    pub(crate) document: Option<String>,
    /// File with the machine-readable zone of a document, which fills in what is not given; - reads
    /// standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) mrz: Option<PathBuf>,
    /// How many hits at most
    #[arg(long, default_value_t = 10)]
    pub(crate) limit: u32,
}

#[derive(Debug, Subcommand)]
pub(crate) enum NamesCommand {
    /// Compare two names and say why
    Compare {
        /// One name
        left: String,
        /// Another
        right: String,
    },
    /// Show how a name is read: parts and their roles, nicknames, sounds, search keys
    Key {
        /// The name
        name: String,
        /// Country whose order of given and family name is meant where the name does not tell
        #[arg(long, default_value = "")]
        country: String,
    },
    /// Read the machine-readable zone of a passport, card or visa and check its digits
    Mrz {
        /// File with the lines of the zone; - reads standard input
        file: PathBuf,
    },
    /// Measure how well names are found: recall by kind of query, false positives, speed, memory
    Eval {
        /// Persons: lines of id and name with tabs between them, after a header line
        #[arg(long, value_name = "FILE")]
        index: PathBuf,
        /// Queries: lines of query, target (- for nobody), category and provenance, after a header
        #[arg(long, value_name = "FILE")]
        queries: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum BenchCommand {
    /// Find invented persons by name: Comity beside PostgreSQL with pg_trgm, in the same run
    Names(BenchNamesArgs),
}

#[derive(Debug, Args)]
pub(crate) struct BenchNamesArgs {
    /// How many persons to invent; most have two names
    #[arg(long, value_name = "N", default_value_t = 1_000_000,
        value_parser = clap::value_parser!(u32).range(100..=10_000_000))]
    pub(crate) persons: u32,
    /// How many queries to ask, at most half as many as persons
    #[arg(long, value_name = "N", default_value_t = 1_000,
        value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) queries: u32,
    /// Measure Comity alone
    #[arg(long)]
    pub(crate) without_peer: bool,
    /// Write people.tsv, names.tsv and queries.tsv into a folder and measure nothing
    #[arg(long, value_name = "DIR")]
    pub(crate) write: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RequestCommand {
    /// Print an example draft to fill in: VERIFY_REQ, INFO_REQ or REPLY
    Template {
        /// The type
        kind: String,
    },
    /// Write a request from a draft file (YAML or JSON)
    New {
        /// The draft; - reads standard input
        file: PathBuf,
    },
    /// Run the gates on a draft and keep nothing
    Check {
        /// The draft; - reads standard input
        file: PathBuf,
    },
    /// Sign a message that is to find or hold a person, as legal officer; never one's own
    Sign {
        /// The message
        #[arg(value_parser = parse_message)]
        id: MessageId,
    },
    /// Approve a request; never one's own
    Approve {
        /// The request
        #[arg(value_parser = parse_message)]
        id: MessageId,
    },
    /// Decide in writing on a gate that asks for it; neither its author nor its approver
    Decide(DecideArgs),
    /// Run the gates again on a message they stopped, for example after a decision
    Recheck {
        /// The request or reply
        #[arg(value_parser = parse_message)]
        id: MessageId,
    },
    /// Take a received request up
    TakeUp {
        /// The request
        #[arg(value_parser = parse_message)]
        id: MessageId,
    },
    /// Take more time for an answer this agency owes, before its date
    ///
    /// It moves the date at this desk alone. To tell the partner, write a CLARIFY_REMIND message with the act
    /// `extension` and the same date: `comity reply new ID FILE`.
    Extend {
        /// The request
        #[arg(value_parser = parse_message)]
        id: MessageId,
        /// The new last day, YYYY-MM-DD
        #[arg(long, value_name = "DATE", value_parser = parse_last_day)]
        until: Timestamp,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Say that what is asked for has to be obtained elsewhere: the longer limit counts
    ToObtain {
        /// The request
        #[arg(value_parser = parse_message)]
        id: MessageId,
    },
    /// Show a request with its thread, gates and receipts
    Show {
        /// The request
        #[arg(value_parser = parse_message)]
        id: MessageId,
    },
    /// List requests by deadline
    List,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReplyCommand {
    /// Write a reply to a received request from a draft file (YAML or JSON)
    New {
        /// The request
        #[arg(value_parser = parse_message)]
        request: MessageId,
        /// The draft; - reads standard input
        file: PathBuf,
    },
    /// Give the neutral answer: the same words about whoever was not found or is protected
    ///
    /// It leaves at a fixed hour after the request arrived, not when it is approved.
    Neutral {
        /// The request
        #[arg(value_parser = parse_message)]
        request: MessageId,
    },
    /// Approve a reply; never one's own
    Approve {
        /// The reply
        #[arg(value_parser = parse_message)]
        id: MessageId,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum LogCommand {
    /// Verify the log's chain, every receipt and every envelope
    Verify,
    /// Show the last lines
    Show {
        /// How many
        #[arg(long, default_value_t = 30)]
        last: u32,
    },
}

fn parse_agency(text: &str) -> Result<AgencyId, String> {
    AgencyId::parse(text).map_err(|e| e.to_string())
}
pub(super) fn parse_message(text: &str) -> Result<MessageId, String> {
    MessageId::parse(text).map_err(|e| e.to_string())
}
fn parse_officer(text: &str) -> Result<OfficerId, String> {
    OfficerId::parse(text).map_err(|e| e.to_string())
}
fn parse_lang(text: &str) -> Result<Lang, String> {
    Lang::from_tag(text).ok_or_else(|| "one of vi, th, lo, en".to_owned())
}
fn parse_role(text: &str) -> Result<Role, String> {
    let codes: Vec<&str> = Role::ALL.iter().map(|r| r.code()).collect();
    Role::from_code(text).ok_or_else(|| format!("one of {}", codes.join(", ")))
}
