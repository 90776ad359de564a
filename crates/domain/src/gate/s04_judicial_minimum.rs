//! S04: no search for a person without a court's order and facts one can check.
//!
//! Rule: what is to find or hold a person names a warrant or a judgment that fits its stage, with number,
//! authority and date; the provision; the time and place; and the person's own part. A formal request has
//! every document of the receiver's list; one for urgent arrest the undertaking to compensate, where the
//! receiver's law asks for it because there is no treaty.
//! Source: INTERPOL Rules on the Processing of Data art. 83(2)(b), to be confirmed by a legal officer.

use super::{Finding, GateId, Look, Rule};
use crate::agreement::LegalEffect;
use crate::basis::BasisKind;
use crate::ground::Ground;
use crate::limits;
use crate::message::Body;
use crate::message::charge::{Charge, OrderKind, Presence, Stage};
use crate::pack::model::{DocumentCase, Known};
use crate::wording::letters;

const RULE: Rule = Rule { gate: GateId::S04, source: "RPD 83" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let Some(charge) = look.coercive_charge() else { return RULE.pass("gate-not-concerned") };
    let missing = match charge {
        None => vec!["charge"],
        Some(charge) => missing(look, charge).into_iter().chain(enclosures(look, charge)).collect(),
    };
    if missing.is_empty() {
        return RULE.pass("gate-nothing-found");
    }
    RULE.block("gate-s04-missing", "gate-s04-cure", Ground::Form).resting_on(missing)
}

/// What the receiver's law wants with a formal request, and with one for urgent arrest, and is not there.
fn enclosures<'a>(look: &Look<'a>, charge: &Charge) -> Vec<&'a str> {
    let message = look.case.message;
    let (_, Some(law)) = look.laws() else { return Vec::new() };
    let no_treaty = || {
        let treaty = |kind| matches!(kind, BasisKind::Treaty | BasisKind::RegionalTreaty);
        !look.bases(look.act()).bases.iter().any(|basis| treaty(basis.kind))
    };
    let wanted = |case: DocumentCase| match case {
        DocumentCase::Always => true,
        DocumentCase::Prosecution => charge.stage == Stage::Prosecution,
        DocumentCase::Sentence => charge.stage == Stage::Sentence,
        DocumentCase::InAbsentia => {
            matches!(charge.presence, Presence::AbsentRetrial | Presence::AbsentFinal)
        }
        DocumentCase::DeathPenalty => charge.death != Known::No,
        DocumentCase::NoTreaty => no_treaty(),
    };
    match &message.body {
        Body::Extradition(body) => law
            .documents_for(LegalEffect::Extradition, look.on)
            .filter(|document| wanted(document.case))
            .filter(|document| !body.documents.iter().any(|d| d.code == document.id))
            .map(|document| document.id.as_str())
            .collect(),
        Body::ProvArrest(body) if body.compensation.is_empty() => law
            .documents_for(LegalEffect::Arrest, look.on)
            .filter(|document| document.case == DocumentCase::NoTreaty && no_treaty())
            .map(|document| document.id.as_str())
            .collect(),
        _ => Vec::new(),
    }
}

fn missing(look: &Look<'_>, charge: &Charge) -> Vec<&'static str> {
    let order = charge.order.as_ref().filter(|order| {
        let fits = match charge.stage {
            Stage::Prosecution => true,
            Stage::Sentence => order.kind == OrderKind::Judgment,
        };
        let named = letters(&order.reference) > 0 && letters(&order.authority) > 0;
        fits && named && order.on <= look.on
    });
    let time = charge.time.filter(|time| time.year <= look.on.year());
    [
        ("order", order.is_some()),
        ("provision", letters(&charge.provision) > 0),
        ("time", time.is_some()),
        ("place", letters(&charge.place) > 0),
        ("part", charge.part.letters() >= limits::NECESSITY_LETTERS_MIN),
    ]
    .into_iter()
    .filter_map(|(field, there)| (!there).then_some(field))
    .collect()
}
