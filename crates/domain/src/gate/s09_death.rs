//! S09: nobody is given up to death by law.
//!
//! Rule: whether the offence can be punished by death is computed from what the asking side states and
//! from its law in the pack. A request so exposed warns; an answer that would help to find the person needs
//! an assurance of a competent authority in the request. Not known counts as exposed.
//! Source: UNODC Model Law on Extradition s. 12; Viet Nam 100/2025/QH15 on answers about the death penalty;
//! to be confirmed by a legal officer.

use super::{Finding, GateId, Look, Rule};
use crate::ground::Ground;
use crate::message::charge::{AssuranceKind, Charge};
use crate::pack::model::Known;

const RULE: Rule = Rule { gate: GateId::S09, source: "UNODC Model Law 12; VN 100/2025" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let Some(Some(charge)) = look.charge_in_play() else {
        return RULE.pass("gate-not-concerned");
    };
    if !is_exposed(look, charge) {
        return RULE.pass("gate-s09-not-exposed");
    }
    if charge.is_assured(AssuranceKind::DeathPenalty) {
        return RULE.pass("gate-s09-assured");
    }
    match look.helps_to_find() {
        true => RULE.block("gate-s09-exposed", "gate-s09-cure", Ground::DeathPenalty),
        false => RULE.warn("gate-s09-exposed", "gate-s09-cure"),
    }
}

fn is_exposed(look: &Look<'_>, charge: &Charge) -> bool {
    let Some(law) = look.asking_law() else { return true };
    let rows = look.offences(law, charge);
    let by_law = rows.is_empty() || rows.iter().any(|row| row.death != Known::No);
    charge.death != Known::No || by_law
}
