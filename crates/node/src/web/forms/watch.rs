//! The form of a stored search.

use comity_domain::codes::{PersonRole, Purpose, PurposeCode};
use comity_domain::ids::MessageId;
use comity_domain::lang::{Lang, Text};
use comity_domain::message::Fault;
use comity_domain::person::{PrintedName, Subject};
use comity_domain::time::{Calendar, PartialDate, Timestamp};

use super::control::{Builder, Control, Field, Options, Part};
use super::fields::Fields;
use super::person;
use super::request::fault;
use crate::app::watch_create::Draft;
use crate::dates;

/// The search a filled-in form stands for, and the faults the form itself has.
pub(in crate::web) fn draft(fields: &Fields, page: Lang, once: MessageId) -> (Draft, Vec<Fault>) {
    let mut faults = Vec::new();
    let subject = person::read(fields, &mut faults);
    if subject.is_none() {
        faults.push(fault("subject", "field-required"));
    }
    let draft = Draft {
        once,
        subject: subject.unwrap_or_else(nobody),
        purpose: Purpose::from_code(fields.one("purpose")).map(PurposeCode::from),
        necessity: Text::draft(page, fields.one("necessity")),
        expires_at: until(fields, &mut faults),
        message: message(fields, &mut faults),
        now: fields.one("now") == "yes",
    };
    (draft, faults)
}

/// Stands in for a person who was not typed in, where faults are looked for.
fn nobody() -> Subject {
    let name = PrintedName { text: "- -".to_owned(), lang: None, scheme: None };
    Subject {
        role: PersonRole::Unidentified,
        names: vec![name],
        sex: None,
        birth: None,
        nationalities: vec!["ZZ".to_owned()],
        documents: Vec::new(),
    }
}

fn until(fields: &Fields, faults: &mut Vec<Fault>) -> Timestamp {
    let date = PartialDate::parse(fields.one("until"), Calendar::Gregorian).ok();
    date.and_then(|date| dates::end_of_day(&date)).unwrap_or_else(|| {
        faults.push(fault("until", "field-day"));
        Timestamp(0)
    })
}

fn message(fields: &Fields, faults: &mut Vec<Fault>) -> Option<MessageId> {
    let id = MessageId::parse(fields.some("message")?);
    if id.is_err() {
        faults.push(fault("message", "watch-message-unknown"));
    }
    id.ok()
}

/// The parts of the form.
pub(in crate::web) fn parts(form: Builder<'_>) -> Vec<Part> {
    let t = form.t;
    let purposes = Options::codes(t, "purpose", Purpose::ALL.iter().map(|p| p.code()));
    let yes = Options(vec![("yes".to_owned(), t.s("label-now-yes"), String::new())]);
    vec![
        Part {
            hint: t.s("label-subject-hint"),
            ..form.part("subject", "part-person", person::fields(form, true))
        },
        form.part(
            "why",
            "part-why",
            vec![
                form.select("purpose", true, purposes),
                one_wording(form.areas("necessity", true)),
                form.line("until", true, "middle"),
                form.line("message", false, "wide"),
                form.checks("now", false, yes),
            ],
        ),
    ]
}

/// A text that stays in the agency is written in one language.
fn one_wording(field: Field) -> Field {
    match field.control {
        Control::Areas(first, _) => Field { control: Control::Areas(first, None), ..field },
        _ => field,
    }
}
