//! S10: what a person did has to be a crime in both countries, whatever it is called.
//!
//! Rule: the elements of conduct that a request states have to include all that some row of each
//! country's offences wants. A row of which it is not known whether it is punishable proves nothing.
//! Source: UN Model Treaty on Extradition art. 2; Viet Nam 100/2025/QH15; Thailand B.E. 2551; to be confirmed
//! by a legal officer.

use super::{Finding, GateId, Look, Rule};
use crate::ground::Ground;

const RULE: Rule = Rule { gate: GateId::S10, source: "UN 45/116 2; VN 100/2025; TH B.E. 2551" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let Some(charge) = look.coercive_charge() else { return RULE.pass("gate-not-concerned") };
    let Some(charge) = charge.filter(|charge| !charge.elements.is_empty()) else {
        return RULE.block("gate-s10-missing", "gate-s10-cure-elements", Ground::Form);
    };
    let strange: Vec<&String> =
        charge.elements.iter().filter(|id| !look.case.packs.has_element(id)).collect();
    if !strange.is_empty() {
        return RULE
            .block("gate-s10-strange", "gate-s10-cure-elements", Ground::Form)
            .resting_on(strange);
    }
    let (Some(own), Some(other)) = look.laws() else {
        return RULE.block("gate-s10-no-law", "gate-cure-pack", Ground::Form);
    };
    let lacking: Vec<&str> = [own, other]
        .into_iter()
        .filter(|law| look.offences(law, charge).is_empty())
        .map(|law| law.head.id.as_str())
        .collect();
    if lacking.is_empty() {
        return RULE.pass("gate-nothing-found");
    }
    RULE.block("gate-s10-no-crime", "gate-s10-cure", Ground::DualCriminality).resting_on(lacking)
}
