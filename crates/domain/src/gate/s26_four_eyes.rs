//! S26: two officers. Whoever wrote a message never approves it, and nothing leaves or is accepted
//! without an approver who is somebody else.
//!
//! Source: the product's own rule; every agreement of the field asks for a responsible superior.

use super::{Finding, GateId, Look, Moment, Rule};
use crate::ground::Ground;

const RULE: Rule = Rule { gate: GateId::S26, source: "Comity: four eyes" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let case = look.case;
    let message = case.message;
    let author = message.author.as_str();
    let same = message.approver.as_ref().is_some_and(|a| a.as_str().eq_ignore_ascii_case(author));
    if same {
        return RULE.block("gate-s26-same", "gate-s26-cure", Ground::Form);
    }
    match (case.moment, &message.approver) {
        (Moment::Create, _) => RULE.pass("gate-s26-later"),
        (Moment::Approve | Moment::Transmit | Moment::Receive, None) => {
            RULE.block("gate-s26-missing", "gate-s26-cure", Ground::Form)
        }
        (Moment::Approve | Moment::Transmit | Moment::Receive, Some(_)) => {
            RULE.pass("gate-s26-pass")
        }
    }
}
