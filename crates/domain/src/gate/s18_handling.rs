//! S18: a handling code that the rest of the message does not contradict.
//!
//! Rule: every message carries H0–H3. H1 excludes unasked use in court, H2 excludes unasked onward
//! transfer, H3 and a transfer to listed agencies say in words what is meant.
//! Source: Europol handling codes.

use super::{Finding, GateId, Look, Rule};
use crate::ground::Ground;
use crate::handling::{HandlingCode, JudicialUse, OnwardTransfer};

const RULE: Rule = Rule { gate: GateId::S18, source: "Europol handling codes H0-H3" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let case = look.case;
    let message = case.message;
    let Some(handling) = &message.handling else {
        return RULE.block("gate-s18-missing", "gate-s18-cure-code", Ground::Form);
    };
    let listed = message.onward_transfer == OnwardTransfer::Listed;
    let needs_words = handling.code == HandlingCode::H3 || listed;
    if needs_words && handling.text.is_empty() {
        return RULE.block("gate-s18-no-words", "gate-s18-cure-words", Ground::Form);
    }
    if handling.code == HandlingCode::H1 && message.judicial_use == JudicialUse::Yes {
        return RULE.block("gate-s18-court", "gate-s18-cure-court", Ground::Form);
    }
    if handling.code == HandlingCode::H2 && listed {
        return RULE.block("gate-s18-onward", "gate-s18-cure-onward", Ground::Form);
    }
    RULE.pass("gate-s18-pass")
}
