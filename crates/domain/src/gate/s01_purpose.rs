//! S01: a closed purpose code and a necessity text; no fishing, no bulk list.
//!
//! Rule: personal data is asked for or given only for one of the closed purposes, with a reason for
//! this person. "Activities against the other country" is not a purpose.
//! Source: INTERPOL Rules on the Processing of Data Arts. 10 and 12; Directive (EU) 2016/680
//! Art. 4. To be confirmed by a legal officer.

use super::{Finding, GateId, Look, Rule};
use crate::codes::{Purpose, PurposeCode};
use crate::ground::Ground;
use crate::lang::Text;
use crate::message::kinds::{self, Side};
use crate::pack::Packs;
use crate::pack::model::CueKind;
use crate::{limits, wording};

const RULE: Rule = Rule { gate: GateId::S01, source: "RPD 10, 12; LED 4" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let message = look.case.message;
    let purpose = match listed(message.purpose.as_ref()) {
        Ok(purpose) => purpose,
        Err(finding) => return finding,
    };
    let answers = kinds::rule(message.kind()).side == Side::Asked;
    let asked = look.case.answers.filter(|_| answers);
    if let Some(asked) = asked.and_then(|request| request.purpose.as_ref()) {
        // An answer serves the purpose it was asked for: a new purpose is a new request.
        if asked.purpose() != Some(purpose) {
            return RULE.block("gate-s01-other-purpose", "gate-s01-cure-same", Ground::Excessive);
        }
    }
    let asks = kinds::rule(message.kind()).asks;
    let fishing = asks && look.cue(CueKind::Fishing).is_some();
    worded(asks.then_some(&message.necessity), fishing)
}

/// The same rule for an act of one agency that is no message: a stored search, a screening.
pub(super) fn judge(purpose: Option<&PurposeCode>, necessity: &Text, packs: &Packs) -> Finding {
    let fishes = |text: &str| packs.cue_in(CueKind::Fishing, &wording::plain(text)).is_some();
    let fishing = necessity.0.values().any(|w| fishes(&w.text));
    match listed(purpose) {
        Ok(_) => worded(Some(necessity), fishing),
        Err(finding) => finding,
    }
}

fn listed(code: Option<&PurposeCode>) -> Result<Purpose, Finding> {
    let Some(code) = code else {
        return Err(RULE.block("gate-s01-missing", "gate-s01-cure-purpose", Ground::Form));
    };
    code.purpose().ok_or_else(|| {
        RULE.block("gate-s01-not-listed", "gate-s01-cure-purpose", Ground::Excessive)
            .resting_on([code.as_str()])
    })
}

fn worded(necessity: Option<&Text>, fishing: bool) -> Finding {
    if necessity.is_some_and(|n| n.letters() < limits::NECESSITY_LETTERS_MIN) {
        return RULE.block("gate-s01-necessity", "gate-s01-cure-necessity", Ground::Form);
    }
    if fishing {
        return RULE.block("gate-s01-fishing", "gate-s01-cure-fishing", Ground::Excessive);
    }
    RULE.pass("gate-s01-pass")
}
