//! S08: nobody is given up to torture, disappearance, an unfair trial or death without law.
//!
//! Rule: a request to find or hold a person warns the receiver; an answer that would help it needs the
//! individual assessment of a legal officer and of the human-rights focal point, in writing. A judgment in
//! absentia without a right to a new trial stops it at once. No assurance clears this gate.
//! Source: Convention against Torture art. 3; ICCPR arts. 6, 7, 14; Thailand B.E. 2565 s. 13; UNODC Model Law
//! on Extradition ss. 6 and 7; to be confirmed by a legal officer.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::codes::MessageKind;
use crate::ground::Ground;
use crate::message::charge::Presence;
use crate::policy::Role;

const RULE: Rule = Rule { gate: GateId::S08, source: "CAT 3; ICCPR 7, 14; TH B.E. 2565 13" };
pub(super) const ASSESSORS: &[Role] = &[Role::LegalOfficer, Role::HumanRights];

pub(super) fn check(look: &Look<'_>) -> Finding {
    let Some(charge) = look.charge_in_play() else { return RULE.pass("gate-not-concerned") };
    let is_answer = look.case.message.kind() == MessageKind::Reply;
    if is_answer && !look.helps_to_find() {
        // A refusal, and the neutral answer, harm nobody whatever the judgment.
        return RULE.pass("gate-nothing-found");
    }
    if charge.is_some_and(|charge| charge.presence == Presence::AbsentFinal) {
        return RULE.block("gate-s08-absentia", "gate-s08-cure-absentia", Ground::InAbsentia);
    }
    if charge.is_some_and(|charge| charge.presence == Presence::Unknown) {
        return RULE.block("gate-s08-unknown", "gate-s08-cure-unknown", Ground::Form);
    }
    if !look.helps_to_find() {
        return RULE.warn("gate-s08-to-assess", "gate-s08-cure").with(Effect::Decision);
    }
    if look.is_allowed(GateId::S08, ASSESSORS) {
        return RULE.pass("gate-s08-assessed").with(Effect::Decided);
    }
    RULE.block("gate-s08-not-assessed", "gate-s08-cure", Ground::Torture).with(Effect::Decision)
}
