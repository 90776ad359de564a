//! The gold: facts of reports written down by hand, without their sentences.

use serde::Deserialize;

/// Facts of one report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GoldReport {
    /// Name of the report's file, with or without its ending.
    pub report: String,
    /// Tag of its language.
    pub language: Option<String>,
    /// Its own date.
    pub date: Option<String>,
    /// Persons.
    pub persons: Vec<GoldPerson>,
    /// Dates: ISO day, range `a/b`, month or year.
    pub dates: Vec<String>,
    /// Meetings.
    pub meetings: Vec<GoldMeeting>,
    /// Agreements.
    pub agreements: Vec<GoldAgreement>,
    /// Codes.
    pub areas: Vec<String>,
    /// Statements.
    pub statements: Vec<GoldStatement>,
}

/// A person of the gold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GoldPerson {
    /// The name.
    pub name: String,
    /// Its printed forms.
    pub as_printed: Vec<String>,
    /// Rank.
    pub rank: Option<String>,
    /// Post.
    pub post: Option<String>,
    /// Agency.
    pub agency: Option<String>,
}

/// A meeting of the gold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GoldMeeting {
    /// Its kind, in any words.
    pub kind: Option<String>,
    /// Who meets: ids, countries or names.
    pub parties: Several,
    /// Its number.
    pub ordinal: Option<NumberOrText>,
    /// When.
    pub date: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// `held` or `planned`.
    pub status: Option<String>,
}

/// An agreement of the gold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GoldAgreement {
    /// Its title, in any language.
    pub title: Option<String>,
    /// Its kind, in any words.
    pub kind: Option<String>,
    /// Whom it binds.
    pub parties: Several,
    /// When.
    pub date: Option<String>,
    /// Where it stands.
    pub state: Option<String>,
}

/// A statement of the gold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GoldStatement {
    /// The speech act.
    pub act: String,
    /// `both`, or the side.
    pub actors: Several,
    /// First code point.
    pub start: usize,
    /// The code point after the last.
    pub end: usize,
    /// Codes.
    pub areas: Vec<String>,
}

/// One text or several.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Several {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
    /// None.
    Nothing(()),
}

impl Default for Several {
    fn default() -> Self {
        Self::Nothing(())
    }
}

impl Several {
    /// The texts.
    #[must_use]
    pub fn list(&self) -> Vec<&str> {
        match self {
            Self::One(text) => vec![text],
            Self::Many(texts) => texts.iter().map(String::as_str).collect(),
            Self::Nothing(()) => Vec::new(),
        }
    }
}

/// A number, or a number as text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum NumberOrText {
    /// A number.
    Number(u16),
    /// A text of digits.
    Text(String),
}

impl NumberOrText {
    /// The number, if the text is one.
    #[must_use]
    pub fn number(&self) -> Option<u16> {
        match self {
            Self::Number(n) => Some(*n),
            Self::Text(text) => {
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                digits.parse().ok()
            }
        }
    }
}

/// Why a gold file is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a gold file is a JSON list of reports: {0}")]
pub struct GoldError(String);

/// Reads a gold file.
///
/// # Errors
/// [`GoldError`] says where the text is no list of reports.
pub fn parse(text: &str) -> Result<Vec<GoldReport>, GoldError> {
    serde_json::from_str(text).map_err(|e| GoldError(e.to_string()))
}
