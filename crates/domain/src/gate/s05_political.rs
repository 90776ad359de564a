//! S05: political, military, religious character.
//!
//! Rule: when the offence belongs to a watched family, or any text holds one of its phrases, nothing goes
//! on before a written test of what predominates, by a legal officer and by the human-rights focal point,
//! neither of them author or approver. One refusal is enough to stop it.
//! Source: INTERPOL Constitution arts. 2 and 3, resolution AGN/20/RES/11; political-offence rules of Viet
//! Nam, Thailand and the UN Model Treaty; to be confirmed by a legal officer.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::ground::Ground;
use crate::lang::Text;
use crate::pack::Packs;
use crate::pack::model::{Family, FamilyKind};
use crate::policy::Role;
use crate::wording;

const RULE: Rule = Rule { gate: GateId::S05, source: "INTERPOL 2, 3; AGN/20/RES/11; UN 45/116 3" };
pub(super) const DECIDERS: &[Role] = &[Role::LegalOfficer, Role::HumanRights];

pub(super) fn check(look: &Look<'_>) -> Finding {
    let found: Vec<&Family> = look.families_said().filter(is_watched).collect();
    if found.is_empty() {
        return RULE.pass("gate-nothing-found");
    }
    if look.is_allowed(GateId::S05, DECIDERS) {
        let ids = found.iter().map(|family| family.id.as_str());
        let found = RULE.warn("gate-decided", "gate-cure-decided").resting_on(ids);
        return found.with(Effect::Decided);
    }
    stopped(&found).with(Effect::Decision)
}

/// The same rule for an act of one agency that is no message: a stored search, a screening. Nobody can
/// allow it there.
pub(super) fn judge(necessity: &Text, packs: &Packs) -> Finding {
    let said: Vec<String> = necessity.0.values().map(|w| wording::plain(&w.text)).collect();
    let found = said.iter().flat_map(|text| packs.families_in(text));
    stopped(&found.filter(is_watched).collect::<Vec<_>>())
}

fn is_watched(family: &&Family) -> bool {
    matches!(family.kind, FamilyKind::Political | FamilyKind::Military | FamilyKind::Religious)
}

fn stopped(found: &[&Family]) -> Finding {
    let Some(first) = found.first() else { return RULE.pass("gate-nothing-found") };
    let ground = match first.kind {
        FamilyKind::Military => Ground::Military,
        FamilyKind::Religious => Ground::Discrimination,
        FamilyKind::Ordinary | FamilyKind::Political | FamilyKind::Minor => Ground::Political,
    };
    let ids = found.iter().map(|family| family.id.as_str());
    RULE.block("gate-s05-watched", "gate-s05-cure", ground).resting_on(ids)
}
