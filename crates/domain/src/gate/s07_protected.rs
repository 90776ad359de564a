//! S07: whoever is protected, or has asked to be, is not found for the state they fled from.
//!
//! Rule: about a protected person nothing coercive is sent, and the only answer is the neutral one, byte
//! for byte that for a person who is merely not found. Beside it an agency may only take back what it said
//! itself before. A word about asylum in any text stops it: the status, the country, a lawyer or an office
//! that was asked must not be told, not even by hint.
//! Source: INTERPOL resolution GA-2017-86-RES-09; Convention relating to the Status of Refugees art. 33; to
//! be confirmed by a legal officer.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::ground::Ground;
use crate::message::reply::ReplyOutcome;
use crate::message::{Body, Reply, neutral};
use crate::pack::model::CueKind;

const RULE: Rule = Rule { gate: GateId::S07, source: "GA-2017-86-RES-09; 1951 Convention 33" };

/// Why, where the person is protected.
const PROTECTED: &str = "gate-s07-protected";
/// Why it may go, where the person is protected.
const NEUTRAL: &str = "gate-s07-neutral";

/// Whether a finding tells that a person is protected. Only who may read the sealed file sees it.
pub(super) fn is_sealed(finding: &Finding) -> bool {
    finding.gate == GateId::S07 && [PROTECTED, NEUTRAL].contains(&finding.reason.as_str())
}

/// What is shown in place of a finding that tells.
pub(super) fn nothing_found() -> Finding {
    RULE.pass("gate-nothing-found")
}

pub(super) fn check(look: &Look<'_>) -> Finding {
    let message = look.case.message;
    let block = |reason| RULE.block(reason, "gate-s07-cure", Ground::PersonRisk);
    if look.case.file.protection.protects() {
        // Only this agency's own file says so: the finding stays here and never crosses the border.
        let silent = look.case.answers.is_some_and(|asked| neutral::is_neutral(message, asked));
        return match silent {
            true => RULE.pass(NEUTRAL),
            false if takes_back(look) => nothing_found(),
            false => block(PROTECTED).with(Effect::Route),
        };
    }
    if is_telling(look) {
        return block("gate-s07-not-neutral").with(Effect::Route);
    }
    match look.cue(CueKind::Protection) {
        Some(_) => block("gate-s07-cue").with(Effect::Route),
        None => RULE.pass("gate-nothing-found"),
    }
}

/// Whether the message does nothing but take back an earlier one of the same agency. It adds no fact, and
/// none of its words hints at why.
fn takes_back(look: &Look<'_>) -> bool {
    let message = look.case.message;
    let Body::Recall(recall) = &message.body else { return false };
    let own =
        || recall.target.and_then(|id| look.earlier(id)).is_some_and(|m| m.from == message.from);
    let bare = recall.correction.is_empty() && message.charge.is_none();
    recall.deletes() && bare && own() && look.cue(CueKind::Protection).is_none()
}

/// An answer about a person that says in other words than the neutral ones that nobody was found, or that
/// hints at why: were it allowed, the neutral answer would betray whom it protects. It is so for every
/// request about a person, because a protected person can be asked about by any, and for one that names
/// nobody itself in a thread that does. A decision hints by its ground.
fn is_telling(look: &Look<'_>) -> bool {
    let message = look.case.message;
    let earlier = || look.case.thread.iter().copied().chain(look.case.answers);
    let about_person = || earlier().any(|m| !m.body.persons().is_empty());
    match &message.body {
        Body::Reply(reply) => {
            let asked = look.case.answers.filter(|_| hints(reply) && about_person());
            asked.is_some_and(|asked| !neutral::is_neutral(message, asked))
        }
        Body::Decision(decision) => {
            let on = |ground: Ground| decision.grounds.contains(&ground);
            (on(Ground::PersonRisk) || on(Ground::NotHeld)) && about_person()
        }
        _ => false,
    }
}

fn hints(reply: &Reply) -> bool {
    let on = |ground: Ground| reply.grounds.contains(&ground);
    match reply.outcome {
        Some(ReplyOutcome::Negative) => true,
        Some(ReplyOutcome::Partial) => {
            on(Ground::PersonRisk) || on(Ground::NotHeld) && reply.record.is_none()
        }
        Some(ReplyOutcome::NotCompetent) => on(Ground::PersonRisk) || on(Ground::NotHeld),
        Some(ReplyOutcome::Positive) | None => false,
    }
}
