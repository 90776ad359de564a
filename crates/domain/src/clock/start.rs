//! Which limit rules a clock: that of the country whose law counts, else of what is usual.

use super::{Clock, ClockKind, ClockState, DueBy, Holding, Rule};
use crate::codes::Urgency;
use crate::day::Day;
use crate::pack::model::{Clock as LimitKind, Limit, Unit};
use crate::pack::{Pack, Packs};
use crate::time::Timestamp;

/// Packs that are asked where the country's own says nothing, in this order: INTERPOL's rules bind
/// its members, model treaties say what is usual, the house's defaults come last.
const USUAL: [&str; 3] = ["interpol", "un", "comity"];

/// The event that starts a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start<'a> {
    /// What the clock is for.
    pub kind: ClockKind,
    /// The country whose law counts: that of the agency the clock binds, or where a person is held.
    pub country: &'a str,
    /// How fast an answer is wanted.
    pub urgency: Urgency,
    /// Whether what is asked for is at hand.
    pub holding: Holding,
    /// When the event happened.
    pub at: Timestamp,
    /// The date the request asks for by itself.
    pub asked: Option<Timestamp>,
}

/// Starts a clock; nothing when no pack has a limit of this kind.
pub fn start(packs: &Packs, event: &Start<'_>) -> Option<Clock> {
    let (pack, limit) = limit(packs, event)?;
    let (due_at, due_by) = match event.asked {
        Some(asked) => (Some(asked), DueBy::Asked),
        None => due(packs, (pack, limit), event),
    };
    Some(Clock {
        kind: event.kind,
        state: ClockState::Running,
        started_at: event.at,
        due_at,
        due_by,
        rule: rule(pack, limit),
        breached_at: None,
        paused_at: None,
        turns: Vec::new(),
    })
}

fn rule(pack: &Pack, limit: &Limit) -> Rule {
    Rule {
        pack: pack.head.id.clone(),
        version: pack.head.version.clone(),
        limit: limit.id.clone(),
        amount: limit.amount,
        unit: limit.unit,
        counted_from: limit.counted_from.clone(),
        on_breach: limit.on_breach,
        source: limit.source.clone(),
        status: limit.status.clone(),
    }
}

/// The first limit whose length is known. Where a country's law has one that nobody has looked up,
/// what is usual stands in for it: a person is better protected by a date than by none.
fn limit<'a>(packs: &'a Packs, event: &Start<'_>) -> Option<(&'a Pack, &'a Limit)> {
    let (on, kind) = (Day::of(event.at), limit_kind(event));
    let usual = USUAL.iter().filter_map(|id| packs.pack(id));
    let all: Vec<(&Pack, &Limit)> = packs
        .country(event.country)
        .into_iter()
        .chain(usual)
        .filter_map(|pack| Some((pack, pack.limit(kind, on)?)))
        .collect();
    let known = all.iter().find(|(_, limit)| limit.amount.is_some());
    known.or(all.first()).copied()
}

/// Working days are those of the country, whichever pack the limit stands in.
fn due(
    packs: &Packs,
    (pack, limit): (&Pack, &Limit),
    event: &Start<'_>,
) -> (Option<Timestamp>, DueBy) {
    let calendar = packs.country(event.country).unwrap_or(pack);
    let Some(end) = calendar.ends(limit, event.at) else { return (None, DueBy::Limit) };
    let last = Day::of(end.plus_ms(-1));
    let listed = limit.unit != Unit::WorkingDays || calendar.lists_holidays_of(last);
    (Some(end), if listed { DueBy::Limit } else { DueBy::CalendarNotKnown })
}

fn limit_kind(event: &Start<'_>) -> LimitKind {
    let urgent = event.urgency == Urgency::Urgent;
    match (event.kind, event.holding) {
        (ClockKind::Acknowledge, _) if urgent => LimitKind::AcknowledgeUrgent,
        (ClockKind::Acknowledge, _) => LimitKind::Acknowledge,
        (ClockKind::Answer, Holding::Held) if urgent => LimitKind::UrgentHeld,
        (ClockKind::Answer, Holding::ToObtain) if urgent => LimitKind::UrgentToObtain,
        (ClockKind::Answer, Holding::Held) => LimitKind::NormalHeld,
        (ClockKind::Answer, Holding::ToObtain) => LimitKind::NormalToObtain,
        (ClockKind::LocatedReply, _) => LimitKind::LocatedReply,
        (ClockKind::ProvisionalArrest, _) => LimitKind::ProvisionalArrest,
        (ClockKind::Surrender, _) => LimitKind::Surrender,
        (ClockKind::Consular, _) => LimitKind::Consular,
        (ClockKind::Whereabouts, _) => LimitKind::Whereabouts,
        (ClockKind::Speciality, _) => LimitKind::Speciality,
        (ClockKind::NoticeExpiry, _) => LimitKind::NoticeExpiry,
        (ClockKind::NoticeReview, _) => LimitKind::NoticeReview,
        (ClockKind::SubjectAccess, _) => LimitKind::SubjectAccess,
        (ClockKind::SubjectCorrection, _) => LimitKind::SubjectCorrection,
        (ClockKind::BreachNotice, _) => LimitKind::BreachNotice,
        (ClockKind::RecallPurge, _) => LimitKind::RecallPurge,
        (ClockKind::NegativeKept, _) => LimitKind::NegativeKept,
        (ClockKind::RequestReview, _) => LimitKind::RequestReview,
    }
}
