//! Times and dates. A [`Timestamp`] is a moment; a [`PartialDate`] is what a document says of a
//! birth or an event, which may be only a year, and may be written in the Buddhist era.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The moment `ms` milliseconds later (earlier when negative), saturating at the ends of time.
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }
}

/// How years are counted in the text a date was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Calendar {
    /// Common Era.
    #[default]
    Gregorian,
    /// Buddhist Era as Thailand counts it since 1941: CE + 543.
    Buddhist,
}

/// A date of which the month and the day may be unknown, in the Common Era.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    /// Year of the Common Era.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day, 1 to 31, valid for the month.
    pub day: Option<u8>,
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a date is YYYY, YYYY-MM or YYYY-MM-DD; a year from 2300 on is read as Buddhist Era")]
pub struct DateError;

/// Thailand's era since 1941-01-01 (before that the year began in April; such dates keep their
/// text and want an officer's eye).
const BUDDHIST_OFFSET: u16 = 543;
/// A year from here on cannot be a Common Era date of a living person: it is Buddhist Era.
const BUDDHIST_YEAR_MIN: u16 = 2300;

impl PartialDate {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (`/` is taken for `-`).
    ///
    /// # Errors
    /// [`DateError`] for any other form or for a day that does not exist.
    pub fn parse(text: &str, calendar: Calendar) -> Result<Self, DateError> {
        let parts: Vec<&str> = text.trim().split(['-', '/']).collect();
        let number = |i: usize| -> Result<Option<u16>, DateError> {
            parts.get(i).map(|p| number(p, if i == 0 { 4 } else { 2 })).transpose()
        };
        if parts.len() > 3 {
            return Err(DateError);
        }
        let printed = number(0)?.ok_or(DateError)?;
        let buddhist = calendar == Calendar::Buddhist || printed >= BUDDHIST_YEAR_MIN;
        let year =
            if buddhist { printed.checked_sub(BUDDHIST_OFFSET).ok_or(DateError)? } else { printed };
        let small = |n: Option<u16>| n.map(|n| u8::try_from(n).or(Err(DateError))).transpose();
        let (month, day) = (small(number(1)?)?, small(number(2)?)?);
        let date = Self { year, month, day };
        if date.exists() { Ok(date) } else { Err(DateError) }
    }

    fn exists(&self) -> bool {
        let month_ok = self.month.is_none_or(|m| (1..=12).contains(&m));
        let day_ok = match (self.month, self.day) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(m), Some(d)) => (1..=days_in_month(self.year, m)).contains(&d),
        };
        (1000..BUDDHIST_YEAR_MIN).contains(&self.year) && month_ok && day_ok
    }

    /// Whether two dates can be of one event: what both know is equal.
    pub fn agrees_with(&self, other: &Self) -> bool {
        let same = |a: Option<u8>, b: Option<u8>| a.is_none() || b.is_none() || a == b;
        self.year == other.year && same(self.month, other.month) && same(self.day, other.day)
    }
}

fn number(text: &str, digits: usize) -> Result<u16, DateError> {
    let ok = !text.is_empty() && text.len() <= digits && text.chars().all(|c| c.is_ascii_digit());
    if ok { text.parse().or(Err(DateError)) } else { Err(DateError) }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}
impl TryFrom<String> for PartialDate {
    type Error = DateError;
    fn try_from(text: String) -> Result<Self, DateError> {
        Self::parse(&text, Calendar::Gregorian)
    }
}
impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_in_both_eras() {
        use Calendar::{Buddhist, Gregorian};
        for (text, calendar, expect) in [
            ("1985", Gregorian, Some("1985")),
            ("1985-3", Gregorian, Some("1985-03")),
            ("1985/03/12", Gregorian, Some("1985-03-12")),
            ("2528-03-12", Buddhist, Some("1985-03-12")),
            ("2528-03-12", Gregorian, Some("1985-03-12")),
            ("2024-02-29", Gregorian, Some("2024-02-29")),
            ("2023-02-29", Gregorian, None),
            ("1985-13", Gregorian, None),
            ("1985-04-31", Gregorian, None),
            ("85", Gregorian, None),
            ("12-03-1985", Gregorian, None),
            ("", Gregorian, None),
            ("๒๕๒๘", Gregorian, None),
        ] {
            let got = PartialDate::parse(text, calendar).ok().map(|d| d.to_string());
            assert_eq!(got.as_deref(), expect, "{text}");
        }
    }

    #[test]
    fn partial_dates_agree_where_both_know() {
        let date = |t| PartialDate::parse(t, Calendar::Gregorian).unwrap();
        assert!(date("1985").agrees_with(&date("1985-03-12")));
        assert!(date("1985-03").agrees_with(&date("1985-03-12")));
        assert!(!date("1985-04").agrees_with(&date("1985-03-12")));
        assert!(!date("1986").agrees_with(&date("1985-03-12")));
    }
}
