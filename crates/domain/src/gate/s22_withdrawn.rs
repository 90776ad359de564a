//! S22: nothing rests on what was refused, withdrawn or has run out.
//!
//! Rule: a circular whose last day is past, or further away than a notice may stand, stops; so does all
//! that is sent on it. When a notice of another system that says the same was suspended, withdrawn, refused
//! or has run out, or the circular itself was recalled, every circular and request of the thread stops.
//! Source: INTERPOL Rules on the Processing of Data arts. 46 to 51 and 83 to 87; to be confirmed by a legal
//! officer.

use super::{Finding, GateId, Look, Rule};
use crate::ground::Ground;
use crate::message::{Body, Message};
use crate::pack::model::Clock;

const RULE: Rule = Rule { gate: GateId::S22, source: "RPD 46-51, 83-87" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let message = look.case.message;
    let rests = message.is_coercive() || look.helps_to_find();
    if !rests {
        return RULE.pass("gate-not-concerned");
    }
    let earlier = || look.case.thread.iter().copied().chain(look.case.answers);
    if let Some(off) = earlier().find_map(switched_off) {
        let found = RULE.block("gate-s22-off", "gate-s22-cure", Ground::NoBasis);
        return found.resting_on([off]);
    }
    for circular in std::iter::once(message).chain(earlier()) {
        let Body::Wanted(body) = &circular.body else { continue };
        let Some(last) = body.expires_on else { continue };
        if last < look.on {
            let found = RULE.block("gate-s22-expired", "gate-s22-cure-expired", Ground::TimeBarred);
            return found.resting_on([last]);
        }
        if circular.id == message.id && longest(look).is_none_or(|longest| last > longest) {
            let found =
                RULE.block("gate-s22-too-long", "gate-s22-cure-too-long", Ground::Excessive);
            return found.resting_on([last]);
        }
    }
    RULE.pass("gate-nothing-found")
}

/// What an earlier message says is off: the reference of a notice, or a recalled message.
fn switched_off(message: &Message) -> Option<String> {
    match &message.body {
        Body::Mirror(mirror) if mirror.state.is_some_and(|state| state.is_off()) => {
            Some(mirror.reference.clone())
        }
        Body::Recall(recall) if recall.deletes() => recall.target.map(|id| id.to_string()),
        _ => None,
    }
}

/// The last day a circular that begins now may name; none when the pack does not say.
fn longest(look: &Look<'_>) -> Option<crate::day::Day> {
    let pack = look.case.packs.pack("interpol")?;
    let end = pack.ends(pack.limit(Clock::NoticeExpiry, look.on)?, look.case.at)?;
    Some(crate::day::Day::of(end))
}
