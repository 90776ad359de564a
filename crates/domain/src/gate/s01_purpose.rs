//! S01: a closed purpose code and a necessity text; no fishing, no bulk list.
//!
//! Rule: personal data is asked for or given only for one of the closed purposes, with a reason for
//! this person. "Activities against the other country" is not a purpose.
//! Source: INTERPOL Rules on the Processing of Data Arts. 10 and 12; Directive (EU) 2016/680
//! Art. 4. To be confirmed by a legal officer.

use super::{Case, Finding, GateId, Rule};
use crate::codes::{MessageKind, Purpose, PurposeCode};
use crate::ground::Ground;
use crate::lang::Text;
use crate::message::Body;
use crate::{limits, wording};

const RULE: Rule = Rule { gate: GateId::S01, source: "RPD 10, 12; LED 4" };

/// Phrases that ask for everybody, in the four languages; compared in their plain form.
const FISHING: &[&str] = &[
    "all persons",
    "all people",
    "all citizens",
    "any person",
    "any persons",
    "everyone who",
    "everybody who",
    "each person who",
    "list of all",
    "tất cả công dân",
    "tất cả những người",
    "tất cả mọi người",
    "toàn bộ công dân",
    "danh sách toàn bộ",
    "danh sách tất cả",
    "mọi người",
    "บุคคลทั้งหมด",
    "คนทั้งหมด",
    "ทุกคน",
    "รายชื่อทั้งหมด",
    "ທຸກຄົນ",
    "ຄົນທັງໝົດ",
    "ບຸກຄົນທັງໝົດ",
    "ລາຍຊື່ທັງໝົດ",
];

pub(super) fn check(case: &Case<'_>) -> Finding {
    let message = case.message;
    let purpose = match listed(message.purpose.as_ref()) {
        Ok(purpose) => purpose,
        Err(finding) => return finding,
    };
    if let Some(asked) = case.answers.and_then(|request| request.purpose.as_ref()) {
        // An answer serves the purpose it was asked for: a new purpose is a new request.
        if asked.purpose() != Some(purpose) {
            return RULE.block("gate-s01-other-purpose", "gate-s01-cure-same", Ground::Excessive);
        }
    }
    let is_request = message.kind() != MessageKind::Reply;
    worded(is_request.then_some(&message.necessity), &texts(case))
}

/// The same rule for an act of one agency that is no message: a stored search, a screening.
pub(super) fn judge(purpose: Option<&PurposeCode>, necessity: &Text) -> Finding {
    match listed(purpose) {
        Ok(_) => worded(Some(necessity), &[necessity]),
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

fn worded(necessity: Option<&Text>, texts: &[&Text]) -> Finding {
    if necessity.is_some_and(|n| n.letters() < limits::NECESSITY_LETTERS_MIN) {
        return RULE.block("gate-s01-necessity", "gate-s01-cure-necessity", Ground::Form);
    }
    if is_fishing(texts) {
        return RULE.block("gate-s01-fishing", "gate-s01-cure-fishing", Ground::Excessive);
    }
    RULE.pass("gate-s01-pass")
}

/// Every text of a request.
fn texts<'a>(case: &Case<'a>) -> Vec<&'a Text> {
    let message = case.message;
    match &message.body {
        Body::InfoReq(body) => vec![
            &message.necessity,
            &body.specification,
            &body.facts,
            &body.offence,
            &body.link,
            &body.reasons_to_believe,
            &body.restrictions,
        ],
        Body::VerifyReq(body) => vec![&message.necessity, &body.consequence],
        Body::Reply(_) => vec![],
    }
}

/// Whether one of the texts asks for everybody.
fn is_fishing(texts: &[&Text]) -> bool {
    let mut wordings = texts.iter().flat_map(|t| t.0.values()).map(|w| wording::plain(&w.text));
    wordings.any(|text| FISHING.iter().any(|phrase| text.contains(&wording::plain(phrase))))
}
