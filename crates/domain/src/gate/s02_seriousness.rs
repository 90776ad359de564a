//! S02: force against a person only for a serious crime of ordinary law.
//!
//! Rule: what is to find or hold a person has to reach the threshold of both countries: for a trial the
//! highest penalty under both laws, for a sentence what is left of it. On INTERPOL's channel its own
//! thresholds count as well. A private or petty matter never reaches it. What is not known does not.
//! Source: Viet Nam 100/2025/QH15; Thailand Extradition Act B.E. 2551; INTERPOL Rules on the Processing
//! of Data art. 83; the values stand in the packs, to be confirmed by a legal officer.

use super::{Finding, GateId, Look, Rule};
use crate::agreement::LegalEffect;
use crate::codes::Channel;
use crate::ground::Ground;
use crate::message::charge::{Charge, Stage};
use crate::pack::Pack;
use crate::pack::model::{FamilyKind, Known, Measure};

const RULE: Rule = Rule { gate: GateId::S02, source: "VN 100/2025; TH B.E. 2551; RPD 83" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let Some(charge) = look.coercive_charge() else { return RULE.pass("gate-not-concerned") };
    let Some(charge) = charge else {
        return RULE.block("gate-s02-missing", "gate-s02-cure-charge", Ground::Form);
    };
    if look.families(charge).any(|family| family.kind == FamilyKind::Minor) {
        return RULE.block("gate-s02-minor", "gate-s02-cure-minor", Ground::Threshold);
    }
    let measure = match charge.stage {
        Stage::Prosecution => Measure::MaxPenalty,
        Stage::Sentence => Measure::RemainingSentence,
    };
    let Some(least) = threshold(look, measure) else {
        return RULE.block("gate-s02-no-threshold", "gate-cure-pack", Ground::Form);
    };
    let reached = match charge.stage {
        Stage::Sentence => charge.remaining_months.map(|months| months >= least),
        Stage::Prosecution => under_both_laws(look, charge, least),
    };
    match reached {
        Some(true) => RULE.pass("gate-nothing-found"),
        Some(false) => RULE
            .block("gate-s02-below", "gate-s02-cure-below", Ground::Threshold)
            .resting_on([least]),
        None => RULE.block("gate-s02-unknown", "gate-s02-cure-charge", Ground::Form),
    }
}

/// The highest of the thresholds that count; nothing when one of them is not known.
fn threshold(look: &Look<'_>, measure: Measure) -> Option<u16> {
    let of = |pack: &Pack, act| pack.threshold(act, measure, look.on).and_then(|t| t.months);
    let (own, other) = look.laws();
    let both = of(own?, LegalEffect::Extradition)?.max(of(other?, LegalEffect::Extradition)?);
    if look.case.message.channel != Channel::InterpolI247 {
        return Some(both);
    }
    let interpol = look.case.packs.pack("interpol")?;
    Some(both.max(of(interpol, LegalEffect::Arrest)?))
}

/// The asking side states its own penalty; the other side's stands in its pack.
fn under_both_laws(look: &Look<'_>, charge: &Charge, least: u16) -> Option<bool> {
    let stated = reaches(charge.max_months, charge.life, charge.death, least)?;
    let (_, other) = look.laws();
    let rows = look.offences(other?, charge);
    let known: Vec<Option<bool>> =
        rows.iter().map(|row| reaches(row.max_months, row.life, row.death, least)).collect();
    if known.contains(&Some(true)) {
        return Some(stated);
    }
    // A row whose penalty is not known may be the one that reaches it: nobody can say.
    (!known.is_empty() && !known.contains(&None)).then_some(false)
}

fn reaches(months: Option<u16>, life: Known, death: Known, least: u16) -> Option<bool> {
    if life == Known::Yes || death == Known::Yes {
        return Some(true);
    }
    months.map(|months| months >= least)
}
