//! S06: "activities against the other country" is no reason about a person.
//!
//! Rule: words of that kind stop a message. It goes on without them; or, when they are the point, only by
//! the written test of S05, which a legal officer and the human-rights focal point have to allow.
//! Source: PACE Resolution 2509 (2023) on transnational repression; the house's reading of a sentence of
//! joint statements.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::ground::Ground;
use crate::pack::model::CueKind;
use crate::policy::Role;

const RULE: Rule = Rule { gate: GateId::S06, source: "PACE 2509 (2023)" };
const DECIDERS: &[Role] = &[Role::LegalOfficer, Role::HumanRights];

pub(super) fn check(look: &Look<'_>) -> Finding {
    let Some(cue) = look.cue(CueKind::Territory) else { return RULE.pass("gate-nothing-found") };
    if look.is_allowed(GateId::S05, DECIDERS) {
        return RULE.warn("gate-decided", "gate-cure-decided").resting_on([cue]);
    }
    let found = RULE.block("gate-s06-territory", "gate-s06-cure", Ground::Political);
    found.resting_on([cue]).with(Effect::Decision)
}
