//! S03: a person is named well enough, or only a verification may be asked for.
//!
//! Rule: a request for information about a person needs a document, or a full name with a date of birth or
//! a nationality. What is to find or hold a person needs a full name, sex, year of birth and a document.
//! Short of that the question is who the person is: a verification request.
//! Source: INTERPOL Rules on the Processing of Data art. 83(2)(a), to be confirmed by a legal officer.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::codes::MessageKind;
use crate::ground::Ground;
use crate::person::Subject;

const RULE: Rule = Rule { gate: GateId::S03, source: "RPD 83" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let message = look.case.message;
    let coercive = look.coercive_charge().is_some();
    let tells = matches!(message.kind(), MessageKind::InfoReq | MessageKind::Spontaneous);
    let persons = message.body.persons();
    if persons.is_empty() || !(tells || coercive) {
        return RULE.pass("gate-not-concerned");
    }
    let good = |subject: &&Subject| match coercive {
        true => subject.meets_arrest_minimum(),
        false => subject.meets_verification_minimum(),
    };
    if persons.iter().all(good) {
        return RULE.pass("gate-nothing-found");
    }
    RULE.block("gate-s03-too-little", "gate-s03-cure", Ground::Form).with(Effect::Downgrade)
}
