//! When a limit of a pack ends: hours, days, months and years run through; working days leave out the
//! days on which the country's offices are closed, those off in place of a holiday included.

use super::Pack;
use super::model::{Limit, Unit};
use crate::day::Day;
use crate::time::Timestamp;

/// Milliseconds of an hour.
const HOUR_MS: i64 = 60 * 60 * 1_000;
/// Working days looked ahead at most: ten years of closed offices mean a broken calendar.
const LOOK_AHEAD_DAYS: u32 = 3_660;
/// How long after a holiday that fell on a weekend its day off is taken at the latest: the longest run of
/// closed days with room to spare.
const MADE_UP_WITHIN_DAYS: i64 = 21;

impl Pack {
    /// Whether the country's offices are closed on a day.
    pub fn is_closed(&self, day: Day) -> bool {
        self.is_weekend(day) || self.is_holiday(day) || self.is_made_up(day)
    }

    /// Whether the holidays of a day's year are listed. Where they are not, a day counts as worked: a
    /// limit then ends too early rather than too late, and what is shown says that it is not known.
    pub fn lists_holidays_of(&self, day: Day) -> bool {
        !self.weeks.is_empty() && self.weeks.iter().all(|week| day.year() <= week.holidays_until)
    }

    fn is_weekend(&self, day: Day) -> bool {
        self.weeks.iter().any(|week| week.closed.contains(&day.weekday()))
    }

    fn is_holiday(&self, day: Day) -> bool {
        let (whole, yearly) = (day.to_string(), day.month_day());
        self.holidays.iter().any(|h| h.day == whole || h.day == yearly)
    }

    /// Whether a day is off in place of a holiday that fell on a weekend: the next day that would be
    /// worked, one for each.
    fn is_made_up(&self, day: Day) -> bool {
        if !self.weeks.iter().any(|week| week.makes_up) {
            return false;
        }
        let mut owed: u32 = 0;
        for before in (1..=MADE_UP_WITHIN_DAYS).rev() {
            let past = day.plus_days(-before);
            owed = match (self.is_weekend(past), self.is_holiday(past)) {
                (true, true) => owed.saturating_add(1),
                (true, false) | (false, true) => owed,
                (false, false) => owed.saturating_sub(1),
            };
        }
        owed > 0 && !self.is_weekend(day) && !self.is_holiday(day)
    }

    /// When a limit that began at a moment ends; nothing when its length is not known. A limit in
    /// days ends with the last of them: the day it began on does not count.
    pub fn ends(&self, limit: &Limit, from: Timestamp) -> Option<Timestamp> {
        let amount = limit.amount?;
        let day = Day::of(from);
        let end_of = |day: Day| day.plus_days(1).begins();
        Some(match limit.unit {
            Unit::Hours => from.plus_ms(i64::from(amount).saturating_mul(HOUR_MS)),
            Unit::Days => end_of(day.plus_days(i64::from(amount))),
            Unit::WorkingDays => end_of(self.working_days_after(day, amount)),
            Unit::Months => end_of(day.plus_months(amount)),
            Unit::Years => end_of(day.plus_months(amount.saturating_mul(12))),
        })
    }

    fn working_days_after(&self, from: Day, count: u16) -> Day {
        let (mut day, mut left) = (from, count);
        for _ in 0..LOOK_AHEAD_DAYS {
            if left == 0 {
                break;
            }
            day = day.plus_days(1);
            left -= u16::from(!self.is_closed(day));
        }
        day
    }
}
