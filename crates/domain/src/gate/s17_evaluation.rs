//! S17: what is told is evaluated and dated.
//!
//! Rule: what gives information is marked when nobody evaluated source and information; a date of the data
//! that lies ahead stops it, and so does an assessment that repeats the facts: facts and opinion stand apart.
//! Source: Europol's 4×4 grid; Directive (EU) 2016/680 art. 7.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::ground::Ground;
use crate::lang::{Lang, Wording};
use crate::message::Body;
use crate::wording::plain;

const RULE: Rule = Rule { gate: GateId::S17, source: "Europol 4x4; LED 7" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let message = look.case.message;
    let (told, date) = match &message.body {
        Body::Reply(body) => (body.tells(), body.data_date),
        Body::Spontaneous(body) => (true, body.data_date),
        Body::GroupIntel(body) => (true, body.data_date),
        Body::Located(_) => (true, None),
        _ => return RULE.pass("gate-not-concerned"),
    };
    if date.is_some_and(|date| date.year > look.on.year()) {
        return RULE.block("gate-s17-ahead", "gate-s17-cure-date", Ground::Form);
    }
    if let Some(part) = mixed(&message.body) {
        return RULE
            .block("gate-s17-mixed", "gate-s17-cure-mixed", Ground::Form)
            .resting_on([part]);
    }
    if told && message.evaluation.is_none() {
        return RULE.warn("gate-s17-not-evaluated", "gate-s17-cure").with(Effect::Mark);
    }
    RULE.pass("gate-nothing-found")
}

/// The letters of a text, without its signs.
fn bare(text: &str) -> String {
    plain(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// An assessment that only repeats the facts is none, and says opinion is fact.
fn mixed(body: &Body) -> Option<&'static str> {
    let (facts, assessment) = match body {
        Body::Spontaneous(body) => (&body.facts, &body.assessment),
        Body::GroupIntel(body) => (&body.facts, &body.assessment),
        _ => return None,
    };
    let same = |(lang, wording): (&Lang, &Wording)| {
        facts.0.get(lang).is_some_and(|fact| bare(&fact.text) == bare(&wording.text))
    };
    (!assessment.is_empty() && assessment.0.iter().any(same)).then_some("assessment")
}
