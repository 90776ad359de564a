//! Whole days: counting them, and what day of the week they are. Limits of the law are counted in
//! days of a place, not in milliseconds; all three countries are at UTC+07:00.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::time::{Calendar, PartialDate, Timestamp};

/// Milliseconds of a day.
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// What local time is ahead of UTC in Viet Nam, Thailand and Laos, milliseconds.
const ZONE_MS: i64 = 7 * 60 * 60 * 1_000;

/// A day of the Common Era, written `YYYY-MM-DD`. Ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// Why a text is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a day is YYYY-MM-DD, for example 2026-07-01")]
pub struct DayError;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Day {
    /// Reads `YYYY-MM-DD`; Buddhist years are understood as [`PartialDate`] understands them.
    ///
    /// # Errors
    /// [`DayError`] when it is no such day.
    pub fn parse(text: &str) -> Result<Self, DayError> {
        let date = PartialDate::parse(text, Calendar::Gregorian).or(Err(DayError))?;
        Self::whole(date).ok_or(DayError)
    }

    /// The day of a date that is known to the day.
    pub fn whole(date: PartialDate) -> Option<Self> {
        Some(Self { year: date.year, month: date.month?, day: date.day? })
    }

    /// The last day a date can mean: the end of its month or of its year where it says no more.
    pub fn latest_of(date: PartialDate) -> Self {
        let month = date.month.unwrap_or(12);
        let last = |day: &u8| Self { year: date.year, month, day: *day }.exists();
        let day = date.day.or_else(|| (28..=31).rev().find(last)).unwrap_or(28);
        Self { year: date.year, month, day }
    }

    /// The day it is in Ha Noi, Bangkok and Vientiane at a moment.
    pub fn of(at: Timestamp) -> Self {
        Self::from_number(at.0.saturating_add(ZONE_MS).div_euclid(DAY_MS))
    }

    /// The moment the day begins in Ha Noi, Bangkok and Vientiane.
    pub fn begins(self) -> Timestamp {
        Timestamp(self.number().saturating_mul(DAY_MS).saturating_sub(ZONE_MS))
    }

    /// The day `days` later, earlier when negative.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_number(self.number().saturating_add(days))
    }

    /// The same day of a later month; the last of that month where it is shorter.
    #[must_use]
    pub fn plus_months(self, months: u16) -> Self {
        let count = u32::from(self.year) * 12 + u32::from(self.month) - 1 + u32::from(months);
        let year = u16::try_from(count / 12).unwrap_or(u16::MAX);
        let month = u8::try_from(count % 12 + 1).unwrap_or(1);
        let fits = |day: &u8| Self { year, month, day: *day }.exists();
        let day = (1..=self.day).rev().find(fits).unwrap_or(1);
        Self { year, month, day }
    }

    /// How many days from an earlier day to this one.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.number() - earlier.number()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        match (self.number() + 3).rem_euclid(7) {
            0 => Weekday::Mon,
            1 => Weekday::Tue,
            2 => Weekday::Wed,
            3 => Weekday::Thu,
            4 => Weekday::Fri,
            5 => Weekday::Sat,
            _ => Weekday::Sun,
        }
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Month and day, `MM-DD`: what a holiday that comes every year is named by.
    pub fn month_day(self) -> String {
        format!("{:02}-{:02}", self.month, self.day)
    }

    fn exists(self) -> bool {
        PartialDate::parse(&self.to_string(), Calendar::Gregorian).is_ok()
    }

    /// Days since 1970-01-01, by the civil calendar run back and forth without a gap.
    pub(crate) fn number(self) -> i64 {
        let (year, month, day) = (i64::from(self.year), i64::from(self.month), i64::from(self.day));
        let shifted = if month <= 2 { year - 1 } else { year };
        let era = shifted.div_euclid(400);
        let year_of_era = shifted.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    pub(crate) fn from_number(number: i64) -> Self {
        // Kept within what a `Day` can hold: the years 1000 to 2299.
        let number = number.clamp(-354_285, 120_529);
        let shifted = number + 719_468;
        let era = shifted.div_euclid(146_097);
        let doe = shifted.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i64::from(month <= 2);
        let small = |n: i64| u8::try_from(n).unwrap_or(1);
        Self {
            year: u16::try_from(year).unwrap_or(1970),
            month: small(month),
            day: small(doy - (153 * mp + 2) / 5 + 1),
        }
    }
}

impl From<Day> for PartialDate {
    fn from(day: Day) -> Self {
        Self { year: day.year, month: Some(day.month), day: Some(day.day) }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
impl TryFrom<String> for Day {
    type Error = DayError;
    fn try_from(text: String) -> Result<Self, DayError> {
        Self::parse(&text)
    }
}
impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn days_are_counted_over_months_leap_years_and_centuries() {
        for (from, days, to) in [
            ("1970-01-01", 0, "1970-01-01"),
            ("2026-01-31", 1, "2026-02-01"),
            ("2024-02-28", 1, "2024-02-29"),
            ("2023-02-28", 1, "2023-03-01"),
            ("2026-11-21", 45, "2027-01-05"),
            ("2100-02-28", 1, "2100-03-01"),
            ("2026-03-01", -1, "2026-02-28"),
            ("2026-12-31", -365, "2025-12-31"),
            ("1000-01-01", 0, "1000-01-01"),
            ("2299-12-31", 0, "2299-12-31"),
        ] {
            assert_eq!(day(from).plus_days(days), day(to), "{from} {days}");
            assert_eq!(day(to).days_since(day(from)), days, "{from} {to}");
        }
    }

    #[test]
    fn every_day_of_four_centuries_reads_back() {
        let mut at = day("1890-01-01");
        while at < day("2290-01-01") {
            let next = at.plus_days(1);
            assert_eq!(Day::parse(&next.to_string()), Ok(next));
            assert!(next > at);
            at = next;
        }
    }

    #[test]
    fn weekdays_and_months() {
        assert_eq!(day("2023-08-25").weekday(), Weekday::Fri);
        assert_eq!(day("2026-11-21").weekday(), Weekday::Sat);
        assert_eq!(day("1970-01-01").weekday(), Weekday::Thu);
        assert_eq!(day("2026-01-31").plus_months(1), day("2026-02-28"));
        assert_eq!(day("2026-11-30").plus_months(14), day("2028-01-30"));
    }

    #[test]
    fn a_moment_is_a_day_of_the_place() {
        let noon = day("2026-11-21").begins();
        assert_eq!(Day::of(noon), day("2026-11-21"));
        assert_eq!(Day::of(noon.plus_ms(-1)), day("2026-11-20"));
        assert_eq!(Day::of(Timestamp(i64::MAX)).to_string(), "2299-12-31");
        assert_eq!(Day::of(Timestamp(i64::MIN)).to_string(), "1000-01-01");
    }

    #[test]
    fn a_date_known_in_part_ends_with_its_month_or_year() {
        let date = |t| PartialDate::parse(t, Calendar::Gregorian).unwrap();
        assert_eq!(Day::latest_of(date("2024-02")), day("2024-02-29"));
        assert_eq!(Day::latest_of(date("2025")), day("2025-12-31"));
        assert_eq!(Day::latest_of(date("2025-11-14")), day("2025-11-14"));
        assert!(Day::parse("2025-11").is_err());
    }
}
