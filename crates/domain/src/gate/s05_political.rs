//! S05: political, military, religious character.
//!
//! Rule: when the offence belongs to a watched family, or any text holds one of its phrases, nothing goes
//! on before a written test of what predominates, by a legal officer and by the human-rights focal point,
//! neither of them author or approver. One refusal is enough to stop it.
//! Source: INTERPOL Constitution arts. 2 and 3, resolution AGN/20/RES/11; political-offence rules of Viet
//! Nam, Thailand and the UN Model Treaty; to be confirmed by a legal officer.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::ground::Ground;
use crate::pack::model::{Family, FamilyKind};
use crate::policy::Role;

const RULE: Rule = Rule { gate: GateId::S05, source: "INTERPOL 2, 3; AGN/20/RES/11; UN 45/116 3" };
const DECIDERS: &[Role] = &[Role::LegalOfficer, Role::HumanRights];

pub(super) fn check(look: &Look<'_>) -> Finding {
    let watched = |family: &&Family| {
        matches!(family.kind, FamilyKind::Political | FamilyKind::Military | FamilyKind::Religious)
    };
    let found: Vec<&Family> = look.families_said().filter(watched).collect();
    let Some(first) = found.first() else { return RULE.pass("gate-nothing-found") };
    let ids: Vec<&str> = found.iter().map(|family| family.id.as_str()).collect();
    let ground = match first.kind {
        FamilyKind::Military => Ground::Military,
        FamilyKind::Religious => Ground::Discrimination,
        FamilyKind::Ordinary | FamilyKind::Political | FamilyKind::Minor => Ground::Political,
    };
    if look.is_allowed(GateId::S05, DECIDERS) {
        return RULE.warn("gate-decided", "gate-cure-decided").resting_on(ids);
    }
    RULE.block("gate-s05-watched", "gate-s05-cure", ground).resting_on(ids).with(Effect::Decision)
}
