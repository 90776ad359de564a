//! S04: no search for a person without a court's order and facts one can check.
//!
//! Rule: what is to find or hold a person names a warrant or a judgment that fits its stage, with number,
//! authority and date; the provision; the time and place; and the person's own part.
//! Source: INTERPOL Rules on the Processing of Data art. 83(2)(b), to be confirmed by a legal officer.

use super::{Finding, GateId, Look, Rule};
use crate::ground::Ground;
use crate::limits;
use crate::message::charge::{Charge, OrderKind, Stage};
use crate::wording::letters;

const RULE: Rule = Rule { gate: GateId::S04, source: "RPD 83" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let Some(charge) = look.coercive_charge() else { return RULE.pass("gate-not-concerned") };
    let missing = match charge {
        None => vec!["charge"],
        Some(charge) => missing(look, charge),
    };
    if missing.is_empty() {
        return RULE.pass("gate-nothing-found");
    }
    RULE.block("gate-s04-missing", "gate-s04-cure", Ground::Form).resting_on(missing)
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
