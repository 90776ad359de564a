//! S06: "activities against the other country" is no reason about a person.
//!
//! Rule: words of that kind stop a message. It goes on without them; or, when they are the point, only by
//! the written test of S05, which a legal officer and the human-rights focal point have to allow.
//! Source: PACE Resolution 2509 (2023) on transnational repression; the house's reading of a sentence of
//! joint statements.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::ground::Ground;
use crate::lang::Text;
use crate::pack::Packs;
use crate::pack::model::CueKind;
use crate::policy::Role;
use crate::wording;

const RULE: Rule = Rule { gate: GateId::S06, source: "PACE 2509 (2023)" };
const DECIDERS: &[Role] = &[Role::LegalOfficer, Role::HumanRights];

pub(super) fn check(look: &Look<'_>) -> Finding {
    let Some(cue) = look.cue(CueKind::Territory) else { return RULE.pass("gate-nothing-found") };
    if look.is_allowed(GateId::S05, DECIDERS) {
        let found = RULE.warn("gate-decided", "gate-cure-decided").resting_on([cue]);
        return found.with(Effect::Decided);
    }
    stopped(cue).with(Effect::Decision)
}

/// The same rule for an act of one agency that is no message: a stored search, a screening. Nobody can
/// allow it there.
pub(super) fn judge(necessity: &Text, packs: &Packs) -> Finding {
    let cue = |text: &str| packs.cue_in(CueKind::Territory, &wording::plain(text));
    let found = necessity.0.values().find_map(|said| cue(&said.text));
    found.map_or_else(|| RULE.pass("gate-nothing-found"), stopped)
}

fn stopped(cue: &str) -> Finding {
    RULE.block("gate-s06-territory", "gate-s06-cure", Ground::Political).resting_on([cue])
}
