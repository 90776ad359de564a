//! S25: what went wrong is told in time, and taken back everywhere.
//!
//! Rule: taking back or deleting what was sent passes with the duty named: notice within the hours of the
//! pack to those the law names, and the receipt of every holder. Without a limit in the pack, or without
//! holders where the message was passed on, it warns, since nobody can say by when or from whom.
//! Source: laws on personal data of both countries; to be confirmed by a legal officer.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::message::Body;
use crate::pack::model::Clock;

const RULE: Rule = Rule { gate: GateId::S25, source: "VN 91/2025; TH PDPA 37" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let Body::Recall(recall) = &look.case.message.body else {
        return RULE.pass("gate-not-concerned");
    };
    if !recall.deletes() {
        return RULE.pass("gate-nothing-found");
    }
    let pack = look.case.packs.pack("comity");
    let limit = pack.and_then(|pack| pack.limit(Clock::BreachNotice, look.on));
    match limit.and_then(|limit| limit.amount) {
        Some(hours) => RULE.warn("gate-s25-duty", "gate-s25-cure").resting_on([hours]),
        None => RULE.warn("gate-s25-no-limit", "gate-cure-pack"),
    }
    .with(Effect::Mark)
}
