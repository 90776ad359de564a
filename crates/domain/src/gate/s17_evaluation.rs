//! S17: what is told is evaluated and dated.
//!
//! Rule: an answer that gives information is marked when nobody evaluated source and information; a
//! date of the data that lies ahead stops it.
//! Source: Europol's 4×4 grid; Directive (EU) 2016/680 art. 7.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::ground::Ground;
use crate::message::Body;
use crate::message::reply::ReplyOutcome;

const RULE: Rule = Rule { gate: GateId::S17, source: "Europol 4x4; LED 7" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let message = look.case.message;
    let Body::Reply(reply) = &message.body else { return RULE.pass("gate-not-concerned") };
    let told = matches!(reply.outcome, ReplyOutcome::Positive | ReplyOutcome::Partial);
    if reply.data_date.is_some_and(|date| date.year > look.on.year()) {
        return RULE.block("gate-s17-ahead", "gate-s17-cure-date", Ground::Form);
    }
    if told && message.evaluation.is_none() {
        return RULE.warn("gate-s17-not-evaluated", "gate-s17-cure").with(Effect::Mark);
    }
    RULE.pass("gate-nothing-found")
}
