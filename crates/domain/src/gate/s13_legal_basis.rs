//! S13: a legal basis in force, or no message.
//!
//! Rule: every message names at least one agreement or reciprocity declaration that is in force,
//! binds both agencies and covers the exchange of information. Signed is not in force. A state that
//! rests on reports passes with a warning until a legal officer has confirmed it.
//! Source: domestic laws on international cooperation (Viet Nam 100/2025/QH15 and 103/2025/QH15,
//! Thailand B.E. 2551), to be confirmed by a legal officer.

use super::{Case, Finding, GateId, Rule};
use crate::agreement::{Agreement, LegalEffect};
use crate::ground::Ground;

const RULE: Rule = Rule { gate: GateId::S13, source: "VN 100/2025, 103/2025; TH B.E. 2551" };

pub(super) fn check(case: &Case<'_>) -> Finding {
    let message = case.message;
    if message.legal_basis.is_empty() {
        return RULE.block("gate-s13-missing", "gate-s13-cure-name", Ground::NoBasis);
    }
    let named: Vec<&Agreement> = message
        .legal_basis
        .iter()
        .filter_map(|basis| case.agreements.iter().find(|a| a.id == basis.agreement))
        .collect();
    let ids = message.legal_basis.iter().map(|basis| &basis.agreement);
    let block = |reason, cure| RULE.block(reason, cure, Ground::NoBasis).resting_on(ids.clone());
    if named.is_empty() {
        return block("gate-s13-unknown", "gate-s13-cure-register");
    }
    let binding: Vec<&&Agreement> =
        named.iter().filter(|a| a.binds(&message.from, &message.to)).collect();
    if binding.is_empty() {
        return block("gate-s13-other-parties", "gate-s13-cure-name");
    }
    let Some(basis) = binding.iter().find(|a| a.is_basis_for(LegalEffect::InfoExchange)) else {
        let in_force = binding.iter().any(|a| a.state == crate::agreement::AgreementState::InForce);
        let reason = if in_force { "gate-s13-no-effect" } else { "gate-s13-not-in-force" };
        return block(reason, "gate-s13-cure-name");
    };
    if !basis.confirmed {
        return RULE.warn("gate-s13-unconfirmed", "gate-s13-cure-confirm").resting_on([&basis.id]);
    }
    RULE.pass("gate-s13-pass")
}
