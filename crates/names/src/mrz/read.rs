//! From lines to fields.

use super::check::{Check, CheckField};
use super::{Mrz, MrzDate, MrzKind};
use crate::limits::MAX_MRZ_BYTES;
use crate::person::Sex;

/// Why a text is not read as a machine-readable zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MrzRefused {
    /// Longer than any zone.
    TooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// Neither two nor three lines, nor as many characters as two or three lines have.
    Lines {
        /// Lines found.
        lines: usize,
    },
    /// A line has the wrong length.
    LineLength {
        /// The line, from 1.
        line: usize,
        /// Characters found.
        found: usize,
        /// Characters such a line has.
        expected: usize,
    },
    /// A character that no zone holds.
    Character {
        /// The line, from 1.
        line: usize,
        /// The place in the line, from 1.
        column: usize,
        /// Its code point.
        code: u32,
    },
    /// The first character is no letter: no kind of document.
    Kind,
    /// The name field has no letters.
    NoName,
}

impl MrzRefused {
    /// Stable machine key of the reason.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "mrz-too-long",
            Self::Lines { .. } => "mrz-lines",
            Self::LineLength { .. } => "mrz-line-length",
            Self::Character { .. } => "mrz-character",
            Self::Kind => "mrz-kind",
            Self::NoName => "mrz-no-name",
        }
    }
}

impl std::fmt::Display for MrzRefused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong { bytes, limit } => {
                write!(f, "the text is {bytes} bytes long; the limit is {limit}")
            }
            Self::Lines { lines } => write!(
                f,
                "{lines} line(s): a machine-readable zone has 2 lines of 44 or 36 characters, or 3 \
                 of 30"
            ),
            Self::LineLength { line, found, expected } => {
                write!(f, "line {line} has {found} characters, not {expected}")
            }
            Self::Character { line, column, code } => {
                write!(f, "line {line}, character {column} is U+{code:04X}, not A-Z, 0-9 or <")
            }
            Self::Kind => f.write_str("the first character is no letter"),
            Self::NoName => f.write_str("the name field has no letters"),
        }
    }
}

impl std::error::Error for MrzRefused {}

pub(super) fn zone(text: &str, this_year: u16) -> Result<Mrz, MrzRefused> {
    if text.len() > MAX_MRZ_BYTES {
        return Err(MrzRefused::TooLong { bytes: text.len(), limit: MAX_MRZ_BYTES });
    }
    let lines = lines(text)?;
    let visa = lines.first().is_some_and(|line| line.starts_with('V'));
    if !lines.first().is_some_and(|line| line.starts_with(|c: char| c.is_ascii_uppercase())) {
        return Err(MrzRefused::Kind);
    }
    let width = lines.first().map_or(0, String::len);
    let (layout, kind) = match (lines.len(), width, visa) {
        (3, ..) => (card(&lines), MrzKind::Td1),
        (_, 44, true) => (booklet(&lines, MrzKind::MrvA), MrzKind::MrvA),
        (_, 44, false) => (booklet(&lines, MrzKind::Td3), MrzKind::Td3),
        (_, _, true) => (booklet(&lines, MrzKind::MrvB), MrzKind::MrvB),
        (_, _, false) => (booklet(&lines, MrzKind::Td2), MrzKind::Td2),
    };
    layout.read(kind, this_year)
}

/// The lines of a zone, upper case without spaces, of the right length and characters.
fn lines(text: &str) -> Result<Vec<String>, MrzRefused> {
    let squeezed = |line: &str| -> String {
        line.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
    };
    let mut lines: Vec<String> =
        text.lines().map(squeezed).filter(|line| !line.is_empty()).collect();
    if let [line] = lines.as_slice() {
        let all: Vec<char> = line.chars().collect();
        let width = match all.len() {
            88 => 44,
            72 => 36,
            90 => 30,
            _ => return Err(MrzRefused::Lines { lines: 1 }),
        };
        lines = all.chunks(width).map(|part| part.iter().collect()).collect();
    }
    let first = lines.first().map_or(0, |line| line.chars().count());
    let expected = match lines.len() {
        3 => 30,
        2 if first > 40 => 44,
        2 => 36,
        found => return Err(MrzRefused::Lines { lines: found }),
    };
    for (line, text) in lines.iter().enumerate() {
        let strange = |c: &char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || *c == '<');
        if let Some((column, c)) = text.chars().enumerate().find(|(_, c)| strange(c)) {
            let code = u32::from(c);
            return Err(MrzRefused::Character { line: line + 1, column: column + 1, code });
        }
        if text.len() != expected {
            return Err(MrzRefused::LineLength { line: line + 1, found: text.len(), expected });
        }
    }
    Ok(lines)
}

/// The fields of a zone, with their fillers.
struct Layout<'a> {
    code: &'a str,
    issuer: &'a str,
    names: &'a str,
    number: &'a str,
    number_check: char,
    nationality: &'a str,
    birth: &'a str,
    sex: char,
    expiry: &'a str,
    optional: String,
    checks: Vec<Check>,
}

/// Characters `from` to `to` of a line, counted from 1 as the standard counts; all are ASCII.
fn part(lines: &[String], line: usize, from: usize, to: usize) -> &str {
    lines.get(line).and_then(|text| text.get(from - 1..to)).unwrap_or_default()
}

fn one(lines: &[String], line: usize, place: usize) -> char {
    part(lines, line, place, place).chars().next().unwrap_or('<')
}

/// Two lines: passports, larger cards, visas.
fn booklet(lines: &[String], kind: MrzKind) -> Layout<'_> {
    let width = lines.first().map_or(0, String::len);
    let second = |from, to| part(lines, 1, from, to);
    let optional = match kind {
        MrzKind::Td3 => second(29, 42),
        MrzKind::Td2 => second(29, 35),
        MrzKind::Td1 | MrzKind::MrvA | MrzKind::MrvB => second(29, width),
    };
    let mut checks = vec![
        Check::of(CheckField::Birth, second(14, 19), one(lines, 1, 20)),
        Check::of(CheckField::Expiry, second(22, 27), one(lines, 1, 28)),
    ];
    if kind == MrzKind::Td3 {
        checks.push(Check::of(CheckField::Optional, optional, one(lines, 1, 43)));
    }
    if matches!(kind, MrzKind::Td3 | MrzKind::Td2) {
        let all = [second(1, 10), second(14, 20), second(22, width - 1)].concat();
        checks.push(Check::of(CheckField::Composite, &all, one(lines, 1, width)));
    }
    Layout {
        code: part(lines, 0, 1, 2),
        issuer: part(lines, 0, 3, 5),
        names: part(lines, 0, 6, width),
        number: second(1, 9),
        number_check: one(lines, 1, 10),
        nationality: second(11, 13),
        birth: second(14, 19),
        sex: one(lines, 1, 21),
        expiry: second(22, 27),
        optional: optional.to_owned(),
        checks,
    }
}

/// Three lines: cards.
fn card(lines: &[String]) -> Layout<'_> {
    let composite = [
        part(lines, 0, 6, 30),
        part(lines, 1, 1, 7),
        part(lines, 1, 9, 15),
        part(lines, 1, 19, 29),
    ]
    .concat();
    Layout {
        code: part(lines, 0, 1, 2),
        issuer: part(lines, 0, 3, 5),
        names: part(lines, 2, 1, 30),
        number: part(lines, 0, 6, 14),
        number_check: one(lines, 0, 15),
        nationality: part(lines, 1, 16, 18),
        birth: part(lines, 1, 1, 6),
        sex: one(lines, 1, 8),
        expiry: part(lines, 1, 9, 14),
        optional: [part(lines, 0, 16, 30), part(lines, 1, 19, 29)].concat(),
        checks: vec![
            Check::of(CheckField::Birth, part(lines, 1, 1, 6), one(lines, 1, 7)),
            Check::of(CheckField::Expiry, part(lines, 1, 9, 14), one(lines, 1, 15)),
            Check::of(CheckField::Composite, &composite, one(lines, 1, 30)),
        ],
    }
}

impl Layout<'_> {
    fn read(self, kind: MrzKind, this_year: u16) -> Result<Mrz, MrzRefused> {
        let (surname, given) = names(self.names);
        if surname.is_empty() && given.is_empty() {
            return Err(MrzRefused::NoName);
        }
        let mut unreadable = Vec::new();
        let mut seen = |field, readable: bool| {
            if !readable {
                unreadable.push(field);
            }
        };
        let birth = date(self.birth, |yy| century(yy, this_year, 0));
        seen(CheckField::Birth, birth.is_ok());
        let expiry = date(self.expiry, |yy| century(yy, this_year, 49));
        seen(CheckField::Expiry, expiry.is_ok());
        seen(CheckField::Sex, matches!(self.sex, 'F' | 'M' | 'X' | '<'));
        let (number, check, optional) = self.whole_number(kind);
        let mut checks = vec![check];
        checks.extend(self.checks);
        Ok(Mrz {
            kind,
            document_code: bare(self.code),
            issuer: bare(self.issuer),
            surname,
            given,
            names_cut: !self.names.ends_with('<'),
            number,
            nationality: bare(self.nationality),
            birth: birth.ok().flatten(),
            sex: match self.sex {
                'F' => Some(Sex::Female),
                'M' => Some(Sex::Male),
                _ => None,
            },
            expiry: expiry.ok().flatten(),
            optional: bare(&optional),
            checks,
            unreadable,
        })
    }

    /// The number, its check and the optional data. A card's number of more than nine characters
    /// has a filler for its check digit; the rest and the digit stand in the optional data (Doc
    /// 9303-5 and 9303-6).
    fn whole_number(&self, kind: MrzKind) -> (String, Check, String) {
        let plain = || {
            let check = Check::of(CheckField::Number, self.number, self.number_check);
            (bare(self.number), check, self.optional.clone())
        };
        let card = matches!(kind, MrzKind::Td1 | MrzKind::Td2);
        if !card || self.number_check != '<' {
            return plain();
        }
        let Some((rest, optional)) = self.optional.split_once('<') else { return plain() };
        let mut figures = rest.chars();
        let Some(digit) = figures.next_back() else { return plain() };
        let number = format!("{}{}", self.number, figures.as_str());
        let check = Check::of(CheckField::Number, &number, digit);
        (bare(&number), check, optional.to_owned())
    }
}

/// A field without its fillers; inner ones are spaces.
fn bare(field: &str) -> String {
    let words: Vec<&str> = field.split('<').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn names(field: &str) -> (String, String) {
    match field.trim_matches('<').split_once("<<") {
        Some((surname, given)) => (bare(surname), bare(given)),
        None => (bare(field), String::new()),
    }
}

/// The full year of two figures, at most `ahead` years after this one.
fn century(figures: u16, this_year: u16, ahead: u16) -> u16 {
    let last = this_year.saturating_add(ahead);
    let base = last - last % 100;
    if base + figures > last { (base + figures).saturating_sub(100) } else { base + figures }
}

/// A date `YYMMDD`; unknown parts are fillers. An error is a field that is no date.
fn date(field: &str, year: impl Fn(u16) -> u16) -> Result<Option<MrzDate>, ()> {
    let two = |from: usize| -> Result<Option<u8>, ()> {
        match field.get(from..from + 2) {
            None | Some("<<") => Ok(None),
            Some(figures) => figures.parse().map(Some).or(Err(())),
        }
    };
    let (yy, month, day) = (two(0)?, two(2)?, two(4)?);
    let Some(yy) = yy else {
        return if month.is_none() && day.is_none() { Ok(None) } else { Err(()) };
    };
    let fits = match (month, day) {
        (None, day) => day.is_none(),
        (Some(month), day) => {
            (1..=12).contains(&month) && day.is_none_or(|day| (1..=31).contains(&day))
        }
    };
    if fits { Ok(Some(MrzDate { year: year(u16::from(yy)), month, day })) } else { Err(()) }
}

/// Surname and given names of a name line by itself (`WONGSUK<<PRACHUAB<<<`, or the whole first line
/// of a booklet, whose first five characters are the kind and the issuer); nothing for other texts.
#[must_use]
pub fn name_line(text: &str) -> Option<(String, String)> {
    let line: String = text.trim().to_ascii_uppercase();
    let known = |c: char| c.is_ascii_uppercase() || c == '<';
    if !line.contains("<<") || !line.chars().all(known) {
        return None;
    }
    let whole = matches!(line.len(), 36 | 44) && line.starts_with(['P', 'V', 'I', 'A', 'C']);
    let field = if whole { line.get(5..)? } else { &line };
    let (surname, given) = names(field);
    (!surname.is_empty()).then_some((surname, given))
}
