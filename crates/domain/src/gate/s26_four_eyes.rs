//! S26: two officers, and three where a person is to be found or held. Whoever wrote a message never
//! approves it, and nothing leaves or is accepted without an approver who is somebody else. A coercive
//! message carries the signature of a legal officer as well, who is neither of the two.
//!
//! Source: the product's own rule; every agreement of the field asks for a responsible superior.

use super::{Finding, GateId, Look, Moment, Rule};
use crate::ground::Ground;
use crate::ids::OfficerId;

const RULE: Rule = Rule { gate: GateId::S26, source: "Comity: four eyes" };

/// Account names differ by more than their case.
fn same(a: Option<&OfficerId>, b: Option<&OfficerId>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.as_str().eq_ignore_ascii_case(b.as_str()))
}

pub(super) fn check(look: &Look<'_>) -> Finding {
    let case = look.case;
    let message = case.message;
    let author = Some(&message.author);
    let (approver, signer) = (message.approver.as_ref(), message.legal_signer.as_ref());
    let block = |reason, cure| RULE.block(reason, cure, Ground::Form);
    if same(approver, author) {
        return block("gate-s26-same", "gate-s26-cure");
    }
    if same(signer, author) || same(signer, approver) {
        return block("gate-s26-signer-same", "gate-s26-signer-cure");
    }
    match case.moment {
        Moment::Create => RULE.pass("gate-s26-later"),
        Moment::Approve | Moment::Transmit | Moment::Receive if approver.is_none() => {
            block("gate-s26-missing", "gate-s26-cure")
        }
        Moment::Approve | Moment::Transmit | Moment::Receive
            if message.needs_legal_signature() && signer.is_none() =>
        {
            block("gate-s26-unsigned", "gate-s26-signer-cure")
        }
        Moment::Approve | Moment::Transmit | Moment::Receive => RULE.pass("gate-s26-pass"),
    }
}
