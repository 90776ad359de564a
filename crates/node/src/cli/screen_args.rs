//! The arguments of `comity screen`, as `--help` shows them.

use clap::{Args, ValueEnum};
use comity_domain::codes::PurposeCode;
use std::path::PathBuf;

use crate::app::cross_check::permille;
use crate::screening::column::Field;

#[derive(Debug, Args)]
#[command(after_help = SCREEN_HELP)]
pub(crate) struct ScreenArgs {
    /// The list: .csv or .tsv with a header, .jsonl or .ftm (FollowTheMoney, or plain objects), or
    /// Parquet
    pub(crate) file: PathBuf,
    /// What it is done for: PREVENT, DETECT, INVESTIGATE or another code of the closed list
    #[arg(long, value_name = "CODE", value_parser = parse_purpose)]
    pub(crate) purpose: PurposeCode,
    /// Why this list has to be held against the register; the audit log keeps it, so name the
    /// matter and no person
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// File of the results; must not be there yet [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Form of the results [default: by the name of --out, else csv]
    #[arg(long, value_enum)]
    pub(crate) format: Option<ScreenFormat>,
    /// Lowest score to write, between 0 and 1
    #[arg(long, value_name = "N", default_value = "0", value_parser = parse_score)]
    pub(crate) min_score: i64,
    /// Hits of one row at most
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) top: u32,
    /// Go on where a screening that was interrupted ended
    #[arg(long, requires = "out")]
    pub(crate) resume: bool,
    /// What a column holds, where its name does not say: COLUMN=FIELD; may be repeated
    #[arg(long = "column", value_name = "COLUMN=FIELD", value_parser = parse_column)]
    pub(crate) columns: Vec<(String, Field)>,
}

const SCREEN_HELP: &str = "Fields: name, given, family, born, sex, nationality, document, id, \
    nothing. Several values of a cell stand with ; between them. Column names in English, \
    Vietnamese, Thai and Lao are understood.\n\
    A row that cannot be read stands in the results with its line and the reason.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScreenFormat {
    /// A table; no cell becomes a formula
    Csv,
    /// A JSON object a line
    Jsonl,
}

pub(super) fn parse_purpose(text: &str) -> Result<PurposeCode, String> {
    PurposeCode::parse(text).map_err(str::to_owned)
}
/// A score between 0 and 1, in thousandths.
fn parse_score(text: &str) -> Result<i64, String> {
    let score: f64 = text.parse().or(Err("a number between 0 and 1".to_owned()))?;
    let within = (0.0..=1.0).contains(&score);
    if within { Ok(permille(score)) } else { Err("a number between 0 and 1".to_owned()) }
}
fn parse_column(text: &str) -> Result<(String, Field), String> {
    let names: Vec<&str> = Field::ALL.iter().map(|(name, _)| *name).collect();
    let (column, field) = text.rsplit_once('=').ok_or("write it as COLUMN=FIELD")?;
    let field =
        Field::from_code(field).ok_or_else(|| format!("a field is one of {}", names.join(", ")))?;
    Ok((column.to_owned(), field))
}
