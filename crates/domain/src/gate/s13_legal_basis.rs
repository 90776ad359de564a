//! S13: a legal basis in force, or no message; and never one person's fate for another's.
//!
//! Rule: every message names at least one instrument that the resolver finds to be a basis for what it
//! does, between its two agencies, on this day. Signed is not in force. A basis that rests on reports
//! passes with a warning until a legal officer has confirmed it. Words that tie one person's fate to
//! another's stop the message whatever its basis: reciprocity is between laws, not between persons.
//! Source: domestic laws on international cooperation (Viet Nam 100/2025/QH15 and 103/2025/QH15,
//! Thailand B.E. 2551), to be confirmed by a legal officer; [`crate::basis`].

use super::{Finding, GateId, Look, Rule};
use crate::basis::{Answer, Why};
use crate::ground::Ground;
use crate::message::Message;
use crate::pack::model::CueKind;

const RULE: Rule = Rule { gate: GateId::S13, source: "VN 100/2025, 103/2025; TH B.E. 2551" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let message = look.case.message;
    if let Some(cue) = look.cue(CueKind::Linkage) {
        return RULE
            .block("gate-s13-linked", "gate-s13-cure-linked", Ground::Linked)
            .resting_on([cue]);
    }
    if message.legal_basis.is_empty() {
        return RULE.block("gate-s13-missing", "gate-s13-cure-name", Ground::NoBasis);
    }
    let answer = look.bases(look.act());
    // What follows in a thread may rest on what the thread rests on.
    let followed = look.case.answers.filter(|_| !message.is_coercive()).map(Message::act);
    let carried = followed.map(|act| look.bases(act).bases).unwrap_or_default();
    let named = |id: &str| message.legal_basis.iter().any(|b| b.agreement.as_str() == id);
    let bases = || answer.bases.iter().chain(&carried).filter(|b| named(&b.id));
    match bases().find(|b| b.confirmed).or_else(|| bases().next()) {
        Some(basis) if basis.confirmed => RULE.pass("gate-s13-pass"),
        Some(basis) => {
            RULE.warn("gate-s13-unconfirmed", "gate-s13-cure-confirm").resting_on([&basis.id])
        }
        None => refused(look, message, &answer),
    }
}

/// Why none of the named instruments is a basis.
fn refused(look: &Look<'_>, message: &Message, answer: &Answer) -> Finding {
    let ids: Vec<&str> = message.legal_basis.iter().map(|b| b.agreement.as_str()).collect();
    let block = |reason, cure| RULE.block(reason, cure, Ground::NoBasis).resting_on(&ids);
    let tried: Vec<Why> = answer
        .steps
        .iter()
        .filter(|step| step.id.as_deref().is_some_and(|id| ids.contains(&id)))
        .map(|step| step.why)
        .collect();
    let registered = look.case.agreements.iter().any(|a| ids.contains(&a.id.as_str()));
    if tried.is_empty() && registered {
        return block("gate-s13-other-parties", "gate-s13-cure-name");
    }
    if tried.is_empty() {
        return block("gate-s13-unknown", "gate-s13-cure-register");
    }
    match tried.iter().all(|why| *why == Why::OtherAct) {
        true => block("gate-s13-no-effect", "gate-s13-cure-name"),
        false => block("gate-s13-not-in-force", "gate-s13-cure-name"),
    }
}
