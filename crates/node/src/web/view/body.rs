//! What a message says, field by field, whatever its type.

use comity_domain::lang::Lang;
use comity_domain::message::Message;
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
    rows.extend(Row::text(t, t.s("label-urgency_reason"), &message.urgency_reason, authentic));
    for (field, absence) in &message.absent {
        let name = field.rsplit('.').next().unwrap_or(field);
        rows.push(Row::plain(t.code("label", name), [self::absence(t, *absence)]));
    }
    rows
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
