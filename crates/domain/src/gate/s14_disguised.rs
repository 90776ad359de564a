//! S14: no removal in place of extradition.
//!
//! Rule: words that ask for, offer or report the deportation or expulsion of a person, or a hand-over
//! at the border without a court, stop a message about a person until a legal officer and oversight, outside
//! the chain of command, have decided in writing that it is no disguised extradition. A hand-over rests on a
//! decision of its thread: granted, by a court or a government, with no appeal left.
//! Source: Council of Europe Assembly Resolution 2509 (2023); laws on extradition, which know one way; to be
//! confirmed by a legal officer.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::ground::Ground;
use crate::message::{Body, Message};
use crate::pack::model::CueKind;
use crate::policy::Role;

const RULE: Rule = Rule { gate: GateId::S14, source: "PACE 2509 (2023)" };
pub(super) const DECIDERS: &[Role] = &[Role::LegalOfficer, Role::Oversight];

pub(super) fn check(look: &Look<'_>) -> Finding {
    if let Body::Surrender(record) = &look.case.message.body {
        let decision = record.final_decision.and_then(|id| look.earlier(id));
        let is_final = |message: &Message| match &message.body {
            Body::Decision(decision) => decision.is_final_grant(),
            _ => false,
        };
        if !decision.is_some_and(is_final) {
            return RULE.block("gate-s14-no-decision", "gate-s14-cure-decision", Ground::Disguised);
        }
    }
    let about_person = !look.persons().is_empty();
    let Some(cue) = look.cue(CueKind::Removal).filter(|_| about_person) else {
        return RULE.pass("gate-nothing-found");
    };
    if look.is_allowed(GateId::S14, DECIDERS) {
        let found = RULE.warn("gate-decided", "gate-cure-decided").resting_on([cue]);
        return found.with(Effect::Decided);
    }
    let found = RULE.block("gate-s14-removal", "gate-s14-cure", Ground::Disguised);
    found.resting_on([cue]).with(Effect::Decision)
}
