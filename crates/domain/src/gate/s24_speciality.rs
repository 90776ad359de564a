//! S24: whoever was handed over is tried for what they were handed over for.
//!
//! Rule: once a thread holds the record of a hand-over, what is to find, hold or try the person for other
//! conduct, or under another provision, than the request that was granted stops. The way is a request for
//! consent: a formal request in the same thread, which the other side decides on.
//! Source: UN Model Treaty on Extradition art. 14; to be confirmed by a legal officer.

use super::{Finding, GateId, Look, Rule};
use crate::codes::MessageKind;
use crate::ground::Ground;
use crate::message::charge::Charge;
use crate::message::surrender::SurrenderStage;
use crate::message::{Body, Message};

const RULE: Rule = Rule { gate: GateId::S24, source: "UN 45/116 14" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let message = look.case.message;
    let handed_over = |earlier: &&Message| match &earlier.body {
        Body::Surrender(record) => record.stage == Some(SurrenderStage::Record),
        _ => false,
    };
    let record = look.case.thread.iter().copied().find(handed_over);
    let (Some(record), Some(charge)) = (record, &message.charge) else {
        return RULE.pass("gate-not-concerned");
    };
    let Some(scope) = scope(look, record) else {
        return RULE.block("gate-s24-no-scope", "gate-s24-cure", Ground::Form);
    };
    if within(charge, scope) {
        return RULE.pass("gate-nothing-found");
    }
    match message.kind() {
        MessageKind::Extradition => RULE.warn("gate-s24-consent", "gate-s24-cure-consent"),
        _ => RULE.block("gate-s24-new-charge", "gate-s24-cure", Ground::Form),
    }
}

/// The charge a hand-over was granted for: that of the request its decision follows.
fn scope<'a>(look: &Look<'a>, record: &Message) -> Option<&'a Charge> {
    let Body::Surrender(body) = &record.body else { return None };
    let decision = look.earlier(body.final_decision?)?;
    look.earlier(decision.in_reply_to?)?.charge.as_ref()
}

fn within(charge: &Charge, scope: &Charge) -> bool {
    let known = charge.elements.iter().all(|element| scope.elements.contains(element));
    known && charge.provision.trim() == scope.provision.trim()
}
