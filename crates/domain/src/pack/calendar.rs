//! When a limit of a pack ends: hours, days, months and years run through; working days leave out the
//! days on which the country's offices are closed.

use super::Pack;
use super::model::{Limit, Unit};
use crate::day::Day;
use crate::time::Timestamp;

/// Milliseconds of an hour.
const HOUR_MS: i64 = 60 * 60 * 1_000;
/// Working days looked ahead at most: ten years of closed offices mean a broken calendar.
const LOOK_AHEAD_DAYS: u32 = 3_660;

impl Pack {
    /// Whether the country's offices are closed on a day.
    pub fn is_closed(&self, day: Day) -> bool {
        let weekend = self.weeks.iter().any(|week| week.closed.contains(&day.weekday()));
        let (whole, yearly) = (day.to_string(), day.month_day());
        weekend || self.holidays.iter().any(|h| h.day == whole || h.day == yearly)
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
