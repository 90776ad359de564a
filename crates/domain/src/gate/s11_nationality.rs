//! S11: a state need not give up its own nationals; it can try them.
//!
//! Rule: when a person who is to be found or held is a national of the requested state, also beside
//! another nationality, the message goes on with the way of prosecution there shown to both sides. A
//! nationality that is not known is said to be so.
//! Source: UNODC Model Law on Extradition ss. 11 and 15; Viet Nam's and Thailand's laws; to be confirmed by a
//! legal officer.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::codes::PersonRole;
use crate::message::Message;
use crate::person::Subject;

const RULE: Rule = Rule { gate: GateId::S11, source: "UNODC Model Law 11, 15" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let message = look.case.message;
    let sought = sought(message);
    if look.coercive_charge().is_none() || sought.is_empty() {
        return RULE.pass("gate-not-concerned");
    }
    let requested = message.to.country();
    if sought.iter().any(|subject| subject.nationalities.contains(&requested)) {
        let found = RULE.warn("gate-s11-national", "gate-s11-cure");
        return found.resting_on([requested]).with(Effect::Route);
    }
    if sought.iter().any(|subject| subject.nationalities.is_empty()) {
        return RULE.warn("gate-s11-unknown", "gate-s11-cure-unknown");
    }
    RULE.pass("gate-nothing-found")
}

/// The persons to find or hold: those who are wanted, or everybody where none is said to be.
fn sought(message: &Message) -> Vec<&Subject> {
    let persons = message.body.persons();
    let wanted: Vec<&Subject> =
        persons.iter().copied().filter(|subject| subject.role == PersonRole::Wanted).collect();
    if wanted.is_empty() { persons } else { wanted }
}
