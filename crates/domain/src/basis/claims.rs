//! What sources say about where an instrument stands, and which reading counts.
//!
//! Rule: what an authority confirmed counts, the latest first. Otherwise an instrument is in force only
//! when a source reports so and no source says otherwise at the same time or later: of two readings
//! the stricter counts. `signed` is never in force, and what is only inferred is neither.
//! Source: Vienna Convention on the Law of Treaties arts. 11 to 16 and 24.

use crate::agreement::{AgreementState, Confidence};
use crate::day::Day;
use crate::time::PartialDate;

/// A claim about an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Claim<'a> {
    pub(super) state: AgreementState,
    /// Since when, or when it was said; nothing is "at any time".
    pub(super) on: Option<PartialDate>,
    pub(super) confidence: Confidence,
    pub(super) source: &'a str,
}

impl Claim<'_> {
    /// The last day the date can mean: the stricter reading of a date known in part.
    fn day(&self) -> Option<Day> {
        self.on.map(Day::latest_of)
    }

    /// As a fact of an explanation: state, date, confidence, source.
    pub(super) fn fact(&self) -> String {
        let on = self.on.map_or_else(|| "-".to_owned(), |on| on.to_string());
        format!("{} {on} {}: {}", self.state, self.confidence, self.source)
    }
}

/// How claims read together on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Nobody says anything.
    Silent,
    /// In force, as an authority confirmed.
    Confirmed,
    /// In force, as reported, and nobody contradicts.
    Reported,
    /// Said to be in force, and said not to be.
    Conflict,
    /// In force only by inference.
    Inferred,
    /// Not in force.
    Not(AgreementState),
}

/// Reads claims together, as they stand on a day.
pub(super) fn read(claims: &[Claim<'_>], on: Day) -> Reading {
    let said = |c: &&Claim<'_>| c.day().is_none_or(|day| day <= on);
    let claims: Vec<&Claim<'_>> = claims.iter().filter(said).collect();
    let confirmed = |c: &&&Claim<'_>| c.confidence == Confidence::Confirmed;
    // Of two confirmed claims of one day the one that is not "in force" comes last.
    let order = |c: &&&Claim<'_>| (c.day(), c.state != AgreementState::InForce);
    if let Some(latest) = claims.iter().filter(confirmed).max_by_key(order) {
        return match latest.state {
            AgreementState::InForce => Reading::Confirmed,
            other => Reading::Not(other),
        };
    }
    let in_force: Vec<&&Claim<'_>> =
        claims.iter().filter(|c| c.state == AgreementState::InForce).collect();
    let others: Vec<&&Claim<'_>> =
        claims.iter().filter(|c| c.state != AgreementState::InForce).collect();
    let Some(first) = in_force.iter().filter_map(|c| c.day()).min() else {
        return undated(&in_force, &others);
    };
    let contradicts = |c: &&&&Claim<'_>| c.day().is_none_or(|day| day >= first);
    if others.iter().any(|c| contradicts(&c)) {
        return Reading::Conflict;
    }
    by_report(&in_force)
}

/// No claim of "in force" has a date: any other claim speaks against it.
fn undated(in_force: &[&&Claim<'_>], others: &[&&Claim<'_>]) -> Reading {
    match (in_force.is_empty(), others.iter().max_by_key(|c| c.day())) {
        (true, None) => Reading::Silent,
        (true, Some(latest)) => Reading::Not(latest.state),
        (false, None) => by_report(in_force),
        (false, Some(_)) => Reading::Conflict,
    }
}

fn by_report(in_force: &[&&Claim<'_>]) -> Reading {
    let reported = in_force.iter().any(|c| c.confidence == Confidence::Reported);
    if reported { Reading::Reported } else { Reading::Inferred }
}
