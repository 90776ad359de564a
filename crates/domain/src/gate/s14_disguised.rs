//! S14: no removal in place of extradition.
//!
//! Rule: words that ask for, offer or report the deportation or expulsion of a person, or a hand-over
//! at the border without a court, stop a message about a person until a legal officer and oversight, outside
//! the chain of command, have decided in writing that it is no disguised extradition.
//! Source: Council of Europe Assembly Resolution 2509 (2023); laws on extradition, which know one way; to be
//! confirmed by a legal officer.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::ground::Ground;
use crate::pack::model::CueKind;
use crate::policy::Role;

const RULE: Rule = Rule { gate: GateId::S14, source: "PACE 2509 (2023)" };
pub(super) const DECIDERS: &[Role] = &[Role::LegalOfficer, Role::Oversight];

pub(super) fn check(look: &Look<'_>) -> Finding {
    let about_person = look.case.message.body.subject().is_some()
        || look.case.answers.is_some_and(|asked| asked.body.subject().is_some());
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
