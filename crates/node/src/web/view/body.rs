//! What a message says, field by field, whatever its type.

use comity_domain::lang::Lang;
use comity_domain::message::Message;
use comity_domain::message::charge::Charge;
use comity_domain::message::fault::Absence;
use comity_domain::message::field::Shown;

use super::frame::T;
use super::row::{Row, Said};
use crate::dates;

/// The fields of the body that hold something, and those of which the message says why they do not.
/// Persons have a box of their own; conditions stand with the message's.
pub(in crate::web) fn rows(t: T, message: &Message) -> Vec<Row> {
    let authentic = &message.authentic;
    let mut rows = Vec::new();
    for (name, shown) in message.body.shown() {
        if name != "conditions" {
            rows.extend(row(t, name, &shown, authentic));
        }
    }
    rows.extend(message.charge.iter().flat_map(|charge| charge_rows(t, charge, authentic)));
    rows.extend(Row::text(t, t.s("label-urgency_reason"), &message.urgency_reason, authentic));
    for (field, absence) in &message.absent {
        let name = field.rsplit('.').next().unwrap_or(field);
        rows.push(Row::plain(t.code("label", name), [self::absence(t, *absence)]));
    }
    rows
}

/// What the person is wanted for.
fn charge_rows(t: T, charge: &Charge, authentic: &[Lang]) -> Vec<Row> {
    let plain = |name: &str, text: String| {
        (!text.is_empty()).then(|| Row::plain(t.code("label", name), [text]))
    };
    let months = |months: Option<u16>| months.map(|n| n.to_string()).unwrap_or_default();
    let order = charge.order.as_ref().map(|order| {
        let kind = t.code("order-kind", order.kind.code());
        let day = dates::date(t.lang(), &order.on.into());
        format!("{kind} · {} · {} · {day}", order.reference, order.authority)
    });
    let time = charge.time.as_ref().map(|date| dates::date(t.lang(), date));
    let barred = charge.barred_after.map(|day| dates::date(t.lang(), &day.into()));
    let assurances = charge.assurances.iter().map(|given| {
        let words = given.text.best_for(t.lang()).map_or("", |(text, _)| text);
        format!("{} · {}: {words}", t.code("assurance-kind", given.kind.code()), given.authority)
    });
    let assurances: Vec<String> = assurances.collect();
    [
        plain("stage", t.code("stage", charge.stage.code())),
        plain("provision", charge.provision.clone()),
        plain("order", order.unwrap_or_default()),
        plain("elements", charge.elements.join(", ")),
        plain("families", charge.families.join(", ")),
        plain("max_months", months(charge.max_months)),
        plain("remaining_months", months(charge.remaining_months)),
        plain("life", t.code("known", charge.life.code())),
        plain("death", t.code("known", charge.death.code())),
        plain("time", time.unwrap_or_default()),
        plain("place", charge.place.clone()),
        Row::text(t, t.s("label-part"), &charge.part, authentic),
        plain("presence", t.code("presence", charge.presence.code())),
        plain("earlier", t.code("earlier", charge.earlier.code())),
        plain("barred_after", barred.unwrap_or_default()),
        (!assurances.is_empty()).then(|| Row::plain(t.s("label-assurances"), assurances)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn absence(t: T, absence: Absence) -> String {
    t.code("absence", absence.code())
}

fn row(t: T, name: &str, shown: &Shown<'_>, authentic: &[Lang]) -> Option<Row> {
    let label = t.code("label", name);
    match shown {
        Shown::Nothing | Shown::Person(_) => None,
        Shown::Text(text) => Row::text(t, label, text, authentic),
        Shown::Many(many) => {
            let lines = many.iter().map(|one| said(t, one)).collect();
            Some(Row { label, lines, others: Vec::new() })
        }
        one => Some(Row::plain(label, [words(t, one)])),
    }
}

fn said(t: T, shown: &Shown<'_>) -> Said {
    Said { text: words(t, shown), ..Said::default() }
}

/// A value in one line.
fn words(t: T, shown: &Shown<'_>) -> String {
    match shown {
        Shown::Nothing => String::new(),
        Shown::Text(text) => text.best_for(t.lang()).map_or("", |(text, _)| text).to_owned(),
        Shown::Plain(text) => text.clone(),
        Shown::Code(list, code) => t.code(&family(list), code),
        Shown::Truth(yes) => t.s(if *yes { "known-yes" } else { "known-no" }),
        Shown::Day(day) => dates::date(t.lang(), &(*day).into()),
        Shown::Date(date) => dates::date(t.lang(), date),
        Shown::Time(time) => format!("{} ({time})", dates::moment(t.lang(), time.moment())),
        Shown::Person(subject) => {
            let names: Vec<&str> = subject.names.iter().map(|name| name.text.as_str()).collect();
            format!("{} ({})", names.join(" · "), t.code("person", subject.role.code()))
        }
        Shown::Message(id) => id.to_string(),
        Shown::Many(many) => many.iter().map(|one| words(t, one)).collect::<Vec<_>>().join(", "),
        Shown::Group(fields) => {
            let filled = fields.iter().filter(|(_, shown)| *shown != Shown::Nothing);
            let part = |(name, shown): &(&str, Shown<'_>)| {
                format!("{}: {}", t.code("label", name), words(t, shown))
            };
            filled.map(part).collect::<Vec<_>>().join(" · ")
        }
    }
}

/// The family of texts of a list of codes: its own name, `located-action` for `LocatedAction`, but for the
/// lists that had another before.
fn family(list: &str) -> String {
    match list {
        "ReplyOutcome" => return "outcome".to_owned(),
        "VerifyItem" => return "verify".to_owned(),
        "Topic" => return "area".to_owned(),
        _ => {}
    }
    let mut family = String::new();
    for letter in list.chars() {
        if letter.is_uppercase() && !family.is_empty() {
            family.push('-');
        }
        family.extend(letter.to_lowercase());
    }
    family
}
