//! S21: a person has a way to ask what is held about them.
//!
//! Rule: a message about a person passes with the way named: each agency for what it holds, and on
//! INTERPOL's channel its Commission for the Control of Files. When this agency has restricted that right
//! for a time and the day of its review is past, it warns; it stops when the restriction has no reason.
//! Source: INTERPOL Rules on the Processing of Data art. 18; laws on personal data of both countries; to be
//! confirmed by a legal officer.

use super::{Finding, GateId, Look, Rule};
use crate::codes::Channel;
use crate::ground::Ground;

const RULE: Rule = Rule { gate: GateId::S21, source: "RPD 18; VN 91/2025; TH PDPA 30" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let case = look.case;
    if look.persons().is_empty() {
        return RULE.pass("gate-not-concerned");
    }
    if let Some(restriction) = &case.file.restriction {
        if restriction.reason.is_empty() {
            return RULE.block("gate-s21-no-reason", "gate-s21-cure-reason", Ground::Form);
        }
        if restriction.review_on < look.on {
            let found = RULE.warn("gate-s21-review", "gate-s21-cure-review");
            return found.resting_on([restriction.review_on]);
        }
    }
    let mut ways = vec![case.message.from.to_string(), case.message.to.to_string()];
    if case.message.channel == Channel::InterpolI247 {
        ways.push("CCF".to_owned());
    }
    RULE.pass("gate-s21-way").resting_on(ways)
}
