//! Clocks and deadlines in words, and moments as elements of a page.

use comity_domain::clock::{Clock, ClockState, DueBy, MoveKind, Turn};
use comity_domain::ids::AgencyId;
use comity_domain::time::Timestamp;
use comity_store::ClockRow;

use super::agencies::Agencies;
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

    /// A moment by which something is due.
    fn until(t: T, at: Timestamp) -> Self {
        Self { text: dates::due(t.lang(), at), iso: dates::moment_iso(at) }
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
        Self { words, when: When::until(t, at), tone }
    }
}

/// A clock on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct ClockModel {
    /// What it is for.
    pub(in crate::web) kind: String,
    /// Where it stands, in a word, and its tone.
    pub(in crate::web) state: (String, &'static str),
    /// Its date, unless it is over.
    pub(in crate::web) due: Option<Due>,
    /// Whether the date still counts: a clock that stands still or is over is not late.
    pub(in crate::web) counts: bool,
    /// Who has to do what it is for.
    pub(in crate::web) bound: String,
    /// Where its limit is found, and that it waits for confirmation.
    pub(in crate::web) source: String,
    /// The entry of the pack, and its version.
    pub(in crate::web) rule: String,
    /// What a reader has to know beside the date: what follows now that it ran out, what the date rests on.
    pub(in crate::web) notes: Vec<String>,
    /// Its earlier dates, and why they changed.
    pub(in crate::web) turns: Vec<TurnModel>,
}

/// What happened to a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct TurnModel {
    /// When.
    pub(in crate::web) when: When,
    /// What, and the date before.
    pub(in crate::web) what: String,
    /// Why, with the tag of its language.
    pub(in crate::web) why: Option<(String, &'static str)>,
}

impl ClockModel {
    /// A clock for a reader of the agency `own`.
    pub(in crate::web) fn new(
        t: T,
        (agencies, own): (&Agencies, &AgencyId),
        row: &ClockRow,
        now: Timestamp,
    ) -> Self {
        let clock = &row.clock;
        let name = agencies.name(t.lang(), &row.bound);
        let rule = &clock.rule;
        let pack = [("limit", &*rule.limit), ("pack", &*rule.pack), ("version", &*rule.version)];
        let source = t.w("gate-source", &[("source", &rule.source)]);
        Self {
            kind: t.code("clock", clock.kind.code()),
            state: (t.code("clock-state", clock.state.code()), tone(clock.state)),
            due: clock.due_at.filter(|_| clock.state.is_open()).map(|at| Due::new(t, at, now)),
            counts: clock.state.runs() || clock.state == ClockState::Breached,
            bound: match row.bound == *own {
                true => t.s("clock-ours"),
                false => t.w("clock-theirs", &[("agency", &name)]),
            },
            source: match rule.status.is_confirmed() {
                true => source,
                false => format!("{source} ({})", t.s("gate-unconfirmed")),
            },
            rule: t.w("clock-rule", &pack),
            notes: notes(t, clock),
            turns: clock.turns.iter().map(|turn| TurnModel::new(t, turn)).collect(),
        }
    }
}

impl TurnModel {
    fn new(t: T, turn: &Turn) -> Self {
        let made = t.code("clock-turn", turn.made.code());
        let moved = matches!(turn.made, MoveKind::Resume | MoveKind::Extend | MoveKind::Obtain);
        let before = turn
            .before
            .filter(|_| moved)
            .map(|at| t.w("clock-before", &[("moment", &When::until(t, at).text)]));
        Self {
            when: When::new(t, turn.at),
            what: before.map_or_else(|| made.clone(), |before| format!("{made} ({before})")),
            why: turn.reason.best_for(t.lang()).map(|(text, lang)| (text.to_owned(), lang.tag())),
        }
    }
}

fn tone(state: ClockState) -> &'static str {
    match state {
        ClockState::Running => "open",
        ClockState::Paused | ClockState::Extended => "wait",
        ClockState::Breached => "bad",
        ClockState::Met => "good",
        ClockState::Ended => "over",
    }
}

fn notes(t: T, clock: &Clock) -> Vec<String> {
    let mut notes = Vec::new();
    if clock.state == ClockState::Breached {
        notes.push(t.code("clock-effect", clock.effect().code()));
    }
    if clock.due_at.is_none() {
        notes.push(t.s("clock-length-unknown"));
    }
    match clock.due_by {
        DueBy::Limit => {}
        DueBy::Asked => notes.push(t.s("clock-asked")),
        DueBy::CalendarNotKnown => notes.push(t.s("clock-calendar-unknown")),
    }
    notes
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
