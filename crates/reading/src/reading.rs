//! What is found in a report.

use comity_domain::lang::Lang;
use comity_domain::time::PartialDate;
use serde::{Deserialize, Serialize};

use crate::agencies::{self, AgencyAt};
use crate::dates::{self, Date};
use crate::lexicon::Lexicon;
use crate::marks::{self, Marks, Sentence};
use crate::persons::{self, NameAt, Scene};
use crate::text::{Folded, Span};
use crate::{agreements, areas, language, limits, meetings, places, statements};

/// An agency named in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// `vn.mps`, `la.mps.sainyabuli`; a guess from its name and the country beside it.
    pub id: String,
    /// Every printed form.
    pub as_printed: Vec<String>,
    /// Where it is named.
    pub spans: Vec<Span>,
}

/// A person named in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The fullest form of the name.
    pub name: String,
    /// Every printed form, titles left out.
    pub as_printed: Vec<String>,
    /// Rank as printed.
    pub rank: Option<String>,
    /// Post as printed.
    pub post: Option<String>,
    /// The agency of the post, or its country.
    pub agency: Option<String>,
    /// Where the person is named.
    pub spans: Vec<Span>,
}

/// A date named in the report: `2023-05-29`, `2022-11-16/2022-11-19`, `2013-06` or `2013`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateFact {
    /// The date in the Common Era.
    pub date: String,
    /// Where it stands.
    pub spans: Vec<Span>,
}

/// Whether a meeting took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It took place.
    Held,
    /// It is to take place.
    Planned,
}

/// A meeting the report speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// `dialogue`, `working_group`, `conference`, `working_session` or `meeting`.
    pub kind: String,
    /// Agencies that meet.
    pub parties: Vec<String>,
    /// Its number within its series.
    pub ordinal: Option<u16>,
    /// When.
    pub date: Option<String>,
    /// Where, as printed.
    pub place: Option<String>,
    /// Whether it took place.
    pub status: Status,
    /// Where it is spoken of.
    pub spans: Vec<Span>,
}

/// An agreement the report speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Its title as printed.
    pub title: String,
    /// `treaty`, `memorandum`, `annual_plan`, `protocol` or `agreement`.
    pub kind: String,
    /// Agencies or states bound by it.
    pub parties: Vec<String>,
    /// When it was signed, or the year in its title.
    pub date: Option<String>,
    /// `proposed`, `negotiating`, `signed` or `in_force`, as the report puts it.
    pub state: String,
    /// Where it is spoken of.
    pub spans: Vec<Span>,
}

/// A crime area or topic, by its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaFact {
    /// The code of the closed list of topics.
    pub code: String,
    /// Where it stands.
    pub spans: Vec<Span>,
}

/// Something said, with who said it and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The speech act.
    pub act: String,
    /// `both`, or the agency or country of the side.
    pub actors: String,
    /// First code point.
    pub start: usize,
    /// The code point after the last.
    pub end: usize,
    /// Codes of what it is about.
    pub areas: Vec<String>,
}

/// Everything found in one report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The language of the report.
    pub language: Lang,
    /// The date of the report, where it prints one.
    pub date: Option<String>,
    /// Agencies.
    pub agencies: Vec<Agency>,
    /// Persons.
    pub persons: Vec<Person>,
    /// Dates.
    pub dates: Vec<DateFact>,
    /// Meetings.
    pub meetings: Vec<Meeting>,
    /// Agreements.
    pub agreements: Vec<Agreement>,
    /// Crime areas and topics.
    pub areas: Vec<AreaFact>,
    /// Statements.
    pub statements: Vec<Statement>,
}

/// Why a report is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// No letters.
    #[error("the report holds no letters")]
    Empty,
    /// More characters than [`limits::REPORT_CHARS_MAX`].
    #[error("the report has {chars} characters; the limit is {limit}")]
    TooLong {
        /// Characters of the report.
        chars: usize,
        /// The limit.
        limit: usize,
    },
}

/// What the finders of meetings, agreements and statements look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'a> {
    pub(crate) scene: Scene<'a>,
    pub(crate) sentences: &'a [Sentence],
    pub(crate) names: &'a [NameAt],
    pub(crate) persons: &'a [Person],
    pub(crate) dates: &'a [Date],
    /// Year the report speaks in, for `next year`.
    pub(crate) year: Option<u16>,
}

/// Reads a report in the language it is written in.
///
/// # Errors
/// [`Refused`] when there is nothing to read or too much.
pub fn read(text: &str) -> Result<Reading, Refused> {
    let chars = text.chars().count();
    if chars > limits::REPORT_CHARS_MAX {
        return Err(Refused::TooLong { chars, limit: limits::REPORT_CHARS_MAX });
    }
    let lang = language::of(text).ok_or(Refused::Empty)?;
    let lexicon = Lexicon::of(lang);
    let folded = Folded::new(text);
    let mut marks = Marks::of(&folded, lexicon);
    let tokens = marks::tokens(&folded);
    places::learn(&folded, &mut marks, &tokens);
    let agencies = agencies::find(&folded, &marks, &tokens);
    let scene = Scene { text: &folded, marks: &marks, tokens: &tokens, agencies: &agencies };
    let names = persons::find(scene, lang);
    let persons = persons::merged(&folded, &names);
    let dates = dates::find(&folded, lexicon);
    let sentences = marks::sentences(&folded);
    let date = report_date(&folded, &dates);
    let day = dates.iter().find(|d| d.first.day.is_some()).map(|d| d.first.year);
    let year = date.map(|d| d.year).or(day).or_else(|| dates.iter().map(|d| d.first.year).max());
    let found = Found {
        scene,
        sentences: &sentences,
        names: &names,
        persons: &persons,
        dates: &dates,
        year,
    };
    Ok(Reading {
        language: lang,
        date: date.map(|d| d.to_string()),
        agencies: agency_facts(&folded, &agencies),
        dates: date_facts(found),
        meetings: meetings::find(found),
        agreements: agreements::find(found),
        areas: areas::find(found),
        statements: statements::find(found),
        persons,
    })
}

/// Letters within which a report prints its own date, if it does.
const DATELINE_MAX: usize = 160;

/// The date a report prints of itself: after the word `date`, or in the first line or two.
fn report_date(text: &Folded, dates: &[Date]) -> Option<PartialDate> {
    let first = dates.iter().find(|d| d.start < DATELINE_MAX && d.last.is_none())?;
    let before = text.folded(first.start.saturating_sub(6), first.start);
    let line = (first.end..text.len()).find(|p| text.at(*p) == '\n').unwrap_or(text.len());
    let alone = line - first.end < 12;
    (before.trim().ends_with("date") || alone).then_some(first.first)
}

fn agency_facts(text: &Folded, found: &[AgencyAt]) -> Vec<Agency> {
    let mut facts: Vec<Agency> = Vec::new();
    for agency in found {
        let printed = text.quote(agency.start, agency.end);
        let span = text.span(agency.start, agency.end);
        match facts.iter_mut().find(|f| f.id == agency.id) {
            Some(fact) => {
                fact.spans.push(span);
                if !fact.as_printed.contains(&printed) {
                    fact.as_printed.push(printed);
                }
            }
            None => facts.push(Agency {
                id: agency.id.clone(),
                as_printed: vec![printed],
                spans: vec![span],
            }),
        }
    }
    facts
}

fn date_facts(found: Found<'_>) -> Vec<DateFact> {
    let mut facts: Vec<DateFact> = Vec::new();
    let text = found.scene.text;
    let said = found.scene.marks.words.iter().filter_map(|mark| {
        let date = dates::relative(mark.value, found.year?)?;
        (mark.value != "thisyear").then(|| (date.to_string(), text.span(mark.start, mark.end)))
    });
    let printed = found.dates.iter().map(|d| (d.iso(), text.span(d.start, d.end)));
    for (date, span) in printed.chain(said) {
        match facts.iter_mut().find(|f| f.date == date) {
            Some(fact) => fact.spans.push(span),
            None => facts.push(DateFact { date, spans: vec![span] }),
        }
    }
    facts
}
