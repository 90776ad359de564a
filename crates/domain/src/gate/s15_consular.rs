//! S15: a foreigner who is held may have the consul told, and is not handed over in silence.
//!
//! Rule: a record of a hand-over says that the person was told of the right and what they want; not told
//! stops it, on an arrangement it warns. A report that a citizen of the other country is held warns while it
//! says of the day they were told only that it is not known. Once a person was handed over, nothing but where
//! they are, a correction or a recall is sent in the thread before their whereabouts are known.
//! Source: Vienna Convention on Consular Relations art. 36; Thailand B.E. 2565 on disappearance; to be
//! confirmed by a legal officer.

use super::{Finding, GateId, Look, Rule};
use crate::ground::Ground;
use crate::message::citizen_case::Custody;
use crate::message::surrender::{ConsularNotice, Surrender, SurrenderStage};
use crate::message::{Body, Message};

const RULE: Rule = Rule { gate: GateId::S15, source: "VCCR 36; TH B.E. 2565" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let not_told = ("gate-s15-not-told", "gate-s15-cure");
    match &look.case.message.body {
        Body::Surrender(record) => match (record.stage, record.consular) {
            (Some(SurrenderStage::Arrangement), Some(ConsularNotice::NotTold) | None) => {
                RULE.warn(not_told.0, not_told.1)
            }
            (_, Some(ConsularNotice::NotTold) | None) => {
                RULE.block(not_told.0, not_told.1, Ground::Form)
            }
            _ => RULE.pass("gate-nothing-found"),
        },
        Body::CitizenCase(case) => {
            let held = matches!(case.custody, Some(Custody::Detained | Custody::Serving));
            match held && case.told_on.is_none_or(|day| day > look.on) {
                true => RULE.warn(not_told.0, not_told.1),
                false => RULE.pass("gate-nothing-found"),
            }
        }
        Body::Recall(_) | Body::Clarify(_) => RULE.pass("gate-not-concerned"),
        _ if is_unaccounted_for(look.case.thread) => {
            RULE.block("gate-s15-whereabouts", "gate-s15-cure-whereabouts", Ground::PersonRisk)
        }
        _ => RULE.pass("gate-not-concerned"),
    }
}

/// Whether somebody was handed over in the thread and nobody has said where they are.
fn is_unaccounted_for(thread: &[&Message]) -> bool {
    let mut stages = thread.iter().filter_map(|message| match &message.body {
        Body::Surrender(Surrender { stage, .. }) => *stage,
        _ => None,
    });
    let last = stages.rfind(|stage| *stage != SurrenderStage::Arrangement);
    last == Some(SurrenderStage::Record)
}
