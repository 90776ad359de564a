//! Deadlines in words, and moments as elements of a page.

use comity_domain::time::Timestamp;

use super::frame::T;
use crate::dates;

const MINUTE_MS: i64 = 60 * 1_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Below this, an open deadline is marked.
const SOON_MS: i64 = DAY_MS;

/// A moment on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct When {
    /// In words.
    pub(in crate::web) text: String,
    /// For machines.
    pub(in crate::web) iso: String,
}

impl When {
    /// A moment in the reader's language.
    pub(in crate::web) fn new(t: T, at: Timestamp) -> Self {
        Self { text: dates::moment_short(t.lang(), at), iso: dates::moment_iso(at) }
    }
}

/// How a deadline stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct Due {
    /// "due in …" or "overdue by …".
    pub(in crate::web) words: String,
    /// The deadline itself.
    pub(in crate::web) when: When,
    /// `late`, `soon` or `calm`.
    pub(in crate::web) tone: &'static str,
}

impl Due {
    /// The deadline `at`, seen from `now`.
    pub(in crate::web) fn new(t: T, at: Timestamp, now: Timestamp) -> Self {
        let left = at.0.saturating_sub(now.0);
        let late = left < 0;
        let span = left.saturating_abs();
        let (unit, late_unit, size) = if span >= 2 * DAY_MS {
            ("due-in-days", "overdue-days", DAY_MS)
        } else if span >= HOUR_MS {
            ("due-in-hours", "overdue-hours", HOUR_MS)
        } else {
            ("due-in-minutes", "overdue-minutes", MINUTE_MS)
        };
        let count = span.checked_div(size).unwrap_or_default().to_string();
        let words = t.w(if late { late_unit } else { unit }, &[("count", &count)]);
        let tone = match (late, left < SOON_MS) {
            (true, _) => "late",
            (false, true) => "soon",
            (false, false) => "calm",
        };
        Self { words, when: When::new(t, at), tone }
    }
}

#[cfg(test)]
mod tests {
    use comity_domain::lang::Lang;

    use super::*;

    #[test]
    fn a_deadline_is_said_in_the_unit_that_helps() {
        for (left, words, tone) in [
            (3 * DAY_MS + HOUR_MS, "due in 3 days", "calm"),
            (26 * HOUR_MS, "due in 26 hours", "calm"),
            (HOUR_MS, "due in 1 hour", "soon"),
            (5 * MINUTE_MS, "due in 5 minutes", "soon"),
            (-MINUTE_MS, "overdue by 1 minute", "late"),
            (-30 * HOUR_MS, "overdue by 30 hours", "late"),
            (-9 * DAY_MS, "overdue by 9 days", "late"),
        ] {
            let due = Due::new(T(Lang::En), Timestamp(left), Timestamp(0));
            assert_eq!((due.words.as_str(), due.tone), (words, tone), "{left}");
        }
    }
}
