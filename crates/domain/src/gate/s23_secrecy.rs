//! S23: secrecy has a level both sides know, and an end.
//!
//! Rule: a level that the sender's pack does not know, that has no equal at the receiver, or that has run
//! out, is pointed out. Nothing is downgraded by itself.
//! Source: Viet Nam 29/2018/QH14; Thailand Rule B.E. 2544; to be confirmed by a legal officer.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::pack::model::Classification;

const RULE: Rule = Rule { gate: GateId::S23, source: "VN 29/2018; TH B.E. 2544" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let Some(secrecy) = &look.case.message.secrecy else { return RULE.pass("gate-not-concerned") };
    let warn =
        |reason| RULE.warn(reason, "gate-s23-cure").resting_on([&secrecy.level]).with(Effect::Mark);
    let (own, other) = look.laws();
    let levels = own.map_or(&[][..], |pack| &pack.classifications);
    let Some(level) = levels.iter().find(|level| level.id == secrecy.level) else {
        return warn("gate-s23-unknown");
    };
    let theirs = other.map_or(&[][..], |pack| &pack.classifications);
    let equal = |other: &Classification| level.equals.contains(&other.id);
    if !theirs.iter().any(equal) {
        return warn("gate-s23-no-equal");
    }
    let ended = level
        .years
        .is_some_and(|years| secrecy.since.plus_months(years.saturating_mul(12)) < look.on);
    if ended { warn("gate-s23-ended") } else { RULE.pass("gate-nothing-found") }
}
