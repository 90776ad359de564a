//! The arguments of `comity law`.

use clap::{Args, Subcommand};
use comity_domain::agreement::LegalEffect;
use comity_domain::day::Day;
use comity_domain::ids::AgencyId;
use std::path::PathBuf;

use super::parse_agency;

#[derive(Debug, Subcommand)]
pub(crate) enum LawCommand {
    /// List the law packs, their versions and what no legal officer has confirmed yet
    #[command(args_conflicts_with_subcommands = true)]
    Packs {
        #[command(subcommand)]
        command: Option<PacksCommand>,
        /// Show every value of this pack, with its source and its line
        id: Option<String>,
    },
    /// Run every safeguard on a draft and a day; nothing is kept, no node is needed
    Check(LawCheckArgs),
    /// Say which legal basis an act between two countries has on a day, and why
    ///
    /// With --as, the node's register of agreements and declarations is read too.
    Basis {
        /// One country, for example VN
        #[arg(value_parser = parse_country)]
        a: String,
        /// The other, for example TH
        #[arg(value_parser = parse_country)]
        b: String,
        /// info_exchange, personal_data, arrest, extradition, mla, transfer, joint_ops, training, gifts
        #[arg(value_parser = parse_act)]
        act: LegalEffect,
        /// The day, YYYY-MM-DD; today when missing
        #[arg(long, value_name = "DATE", value_parser = parse_day)]
        on: Option<Day>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct LawCheckArgs {
    /// The draft (YAML or JSON); - reads standard input
    pub(crate) file: PathBuf,
    /// The day, YYYY-MM-DD; today when missing
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub(crate) on: Option<Day>,
    /// The agency that would send it; that of the node when missing
    #[arg(long, value_name = "AGENCY", value_parser = parse_agency)]
    pub(crate) from: Option<AgencyId>,
    /// Agreements and declarations (YAML, as `comity import` reads it)
    #[arg(long, value_name = "FILE")]
    pub(crate) register: Option<PathBuf>,
    /// The sealed file of the case (YAML): protection, decisions
    #[arg(long, value_name = "FILE")]
    pub(crate) case: Option<PathBuf>,
    /// Say how long all gates take on it: the median of a thousand runs
    #[arg(long)]
    pub(crate) measure: bool,
    /// For what belongs to a thread: the drafts before it, oldest first; it follows the last of them.
    /// Who sent each is read from its `to`; the first one is the asker's
    #[arg(long, value_name = "FILE", requires = "asker", num_args = 1..)]
    pub(crate) answers: Vec<PathBuf>,
    /// The agency that asked
    #[arg(long, value_name = "AGENCY", requires = "answers", value_parser = parse_agency)]
    pub(crate) asker: Option<AgencyId>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PacksCommand {
    /// Check a folder before it becomes a pack in COMITY_HOME/packs; each fault has its line
    Check {
        /// The folder with the pack's .toml files
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

pub(super) fn parse_country(text: &str) -> Result<String, String> {
    let code = text.to_ascii_uppercase();
    match comity_domain::person::is_country(&code) {
        true => Ok(code),
        false => Err("two letters, for example VN".to_owned()),
    }
}
fn parse_act(text: &str) -> Result<LegalEffect, String> {
    let codes: Vec<&str> = LegalEffect::ALL.iter().map(|act| act.code()).collect();
    LegalEffect::from_code(text).ok_or_else(|| format!("one of {}", codes.join(", ")))
}
pub(super) fn parse_day(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|e| e.to_string())
}
