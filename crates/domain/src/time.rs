//! Times and dates. A [`Timestamp`] is a moment; a [`PartialDate`] is what a document says of a
//! birth or an event, which may be only a year, and may be written in the Buddhist era.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
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
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Default,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
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

/// A moment with the offset of the place it was written down at: `2026-11-21T14:30+07:00`, seconds
/// optional, `Z` for UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LocalTime {
    moment: Timestamp,
    /// Minutes the place is ahead of UTC.
    offset: i16,
}

/// Why a text is not a moment with its offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time is written with its offset, for example 2026-11-21T14:30+07:00")]
pub struct LocalTimeError;

const MINUTE_MS: i64 = 60 * 1_000;
/// No place is further from UTC.
const OFFSET_MINUTES_MAX: i16 = 14 * 60;

impl LocalTime {
    /// A moment as a clock in Ha Noi, Bangkok or Vientiane shows it.
    pub fn of(moment: Timestamp) -> Self {
        Self { moment, offset: 7 * 60 }
    }

    /// Reads it; Buddhist years are understood as [`PartialDate`] understands them.
    ///
    /// # Errors
    /// [`LocalTimeError`] when the text is no such time, or has no offset.
    pub fn parse(text: &str) -> Result<Self, LocalTimeError> {
        let (day, clock) = text.trim().split_once('T').ok_or(LocalTimeError)?;
        let day = crate::day::Day::parse(day).or(Err(LocalTimeError))?;
        let (clock, offset) = match clock.strip_suffix('Z') {
            Some(clock) => (clock, 0),
            None => {
                let (at, sign) = clock
                    .rfind('+')
                    .map(|at| (at, 1))
                    .or_else(|| clock.rfind('-').map(|at| (at, -1)))
                    .ok_or(LocalTimeError)?;
                let (clock, zone) = clock.split_at_checked(at).ok_or(LocalTimeError)?;
                let (hours, minutes) =
                    zone.get(1..).and_then(|z| z.split_once(':')).ok_or(LocalTimeError)?;
                (clock, sign * (below(hours, 15)? * 60 + below(minutes, 60)?))
            }
        };
        if !(-OFFSET_MINUTES_MAX..=OFFSET_MINUTES_MAX).contains(&offset) {
            return Err(LocalTimeError);
        }
        let parts: Vec<&str> = clock.split(':').collect();
        let part =
            |place: usize, end| parts.get(place).map_or(Err(LocalTimeError), |p| below(p, end));
        let seconds = if parts.len() == 3 { part(2, 60)? } else { 0 };
        if !(2..=3).contains(&parts.len()) {
            return Err(LocalTimeError);
        }
        let minutes = i64::from(part(0, 24)?) * 60 + i64::from(part(1, 60)?) - i64::from(offset);
        let start = day.number().saturating_mul(24 * 60 * MINUTE_MS);
        let moment = Timestamp(start + minutes * MINUTE_MS + i64::from(seconds) * 1_000);
        Ok(Self { moment, offset })
    }

    /// The moment.
    pub fn moment(self) -> Timestamp {
        self.moment
    }
}

fn below(digits: &str, end: i16) -> Result<i16, LocalTimeError> {
    let ok = digits.len() == 2 && digits.chars().all(|c| c.is_ascii_digit());
    let value: i16 = digits.parse().or(Err(LocalTimeError))?;
    if ok && value < end { Ok(value) } else { Err(LocalTimeError) }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.moment.0.saturating_add(i64::from(self.offset) * MINUTE_MS);
        let day = crate::day::Day::from_number(local.div_euclid(24 * 60 * MINUTE_MS));
        let seconds = local.rem_euclid(24 * 60 * MINUTE_MS) / 1_000;
        let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        write!(f, "{day}T{hour:02}:{minute:02}")?;
        if second != 0 {
            write!(f, ":{second:02}")?;
        }
        let (sign, offset) = if self.offset < 0 { ('-', -self.offset) } else { ('+', self.offset) };
        write!(f, "{sign}{:02}:{:02}", offset / 60, offset % 60)
    }
}
impl TryFrom<String> for LocalTime {
    type Error = LocalTimeError;
    fn try_from(text: String) -> Result<Self, LocalTimeError> {
        Self::parse(&text)
    }
}
impl From<LocalTime> for String {
    fn from(time: LocalTime) -> Self {
        time.to_string()
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

    #[test]
    fn a_time_has_its_offset() {
        for (text, ms, again) in [
            ("1970-01-01T00:00Z", 0, "1970-01-01T00:00+00:00"),
            ("1970-01-01T07:00+07:00", 0, "1970-01-01T07:00+07:00"),
            ("2026-11-21T14:30:05+07:00", 1_795_246_205_000, "2026-11-21T14:30:05+07:00"),
            ("2569-11-21T14:30:05+07:00", 1_795_246_205_000, "2026-11-21T14:30:05+07:00"),
            ("1969-12-31T19:00-05:00", 0, "1969-12-31T19:00-05:00"),
        ] {
            let time = LocalTime::parse(text).unwrap();
            assert_eq!((time.moment().0, time.to_string().as_str()), (ms, again), "{text}");
        }
        let bad = [
            "",
            "2026-11-21",
            "2026-11-21T14:30",
            "2026-11-21T24:00Z",
            "2026-11-21T14Z",
            "2026-11-21T14:30+15:00",
            "2026-02-30T14:30Z",
            "2026-11-21T1:30Z",
            "2026-11-21T14:30+7:00",
        ];
        for text in bad {
            assert_eq!(LocalTime::parse(text), Err(LocalTimeError), "{text}");
        }
    }
}
