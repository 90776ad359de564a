//! S20: the body is asked for last.
//!
//! Rule: a request about biometric data needs the data-protection officer's approval, in writing and apart
//! from that of the message.
//! Source: INTERPOL Rules on the Processing of Data as amended in 2024 (particularly sensitive data); laws on
//! personal data of both countries; to be confirmed by a legal officer.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::ground::Ground;
use crate::message::Body;
use crate::message::verify_req::VerifyItem;
use crate::policy::Role;

const RULE: Rule = Rule { gate: GateId::S20, source: "RPD 2024; VN 91/2025; TH PDPA 26" };
pub(super) const DECIDERS: &[Role] = &[Role::DataProtection];

pub(super) fn check(look: &Look<'_>) -> Finding {
    let asked = match &look.case.message.body {
        Body::VerifyReq(body) => body.verify.contains(&VerifyItem::Biometric),
        _ => false,
    };
    if !asked {
        return RULE.pass("gate-not-concerned");
    }
    if look.is_allowed(GateId::S20, DECIDERS) {
        return RULE.pass("gate-s20-approved").with(Effect::Decided);
    }
    let found = RULE.block("gate-s20-biometric", "gate-s20-cure", Ground::Excessive);
    found.with(Effect::Decision)
}
