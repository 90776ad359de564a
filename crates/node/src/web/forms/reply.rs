//! The form of a reply. Purpose and legal basis are those of the request and cannot be changed:
//! another purpose is another request.

use comity_domain::ground::Ground;
use comity_domain::lang::Lang;
use comity_domain::message::draft::{Draft, Head};
use comity_domain::message::reply::ReplyOutcome;
use comity_domain::message::{Body, Fault, Message, Reply};
use comity_domain::time::{Calendar, PartialDate};

use super::control::{Builder, Control, Options, Part};
use super::fields::Fields;
use super::person;
use super::request::{Texts, condition_fields, conditions, fault, language_fields};

/// The draft a filled-in form stands for, and the faults the form itself has.
pub(in crate::web) fn draft(asked: &Message, fields: &Fields, page: Lang) -> (Draft, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut texts = Texts::new(fields, page);
    let data_date = fields.some("data_date").map(|t| PartialDate::parse(t, Calendar::Gregorian));
    if matches!(data_date, Some(Err(_))) {
        faults.push(fault("data_date", "field-date"));
    }
    let body = Body::Reply(Reply {
        outcome: ReplyOutcome::from_code(fields.one("outcome")),
        checked: texts.text("checked"),
        data_date: data_date.and_then(Result::ok),
        answer: texts.text("answer"),
        conditions: texts.text("conditions"),
        unanswered: texts.text("unanswered"),
        grounds: fields.all("grounds").filter_map(Ground::from_code).collect(),
        record: person::read(fields, &mut faults),
    });
    let mut head = Head {
        purpose: asked.purpose.clone(),
        crime_areas: asked.crime_areas.clone(),
        legal_basis: asked.legal_basis.clone(),
        ..conditions(fields, &mut texts, &mut faults)
    };
    head.languages = texts.languages(&mut faults);
    head.authentic = head.languages.iter().take(1).copied().collect();
    (Draft { head, body: Some(body) }, faults)
}

/// The parts of the form. `fixed` says purpose and legal basis in words.
pub(in crate::web) fn parts(form: Builder<'_>, fixed: (Vec<String>, Vec<String>)) -> Vec<Part> {
    let t = form.t;
    let outcomes = Options::codes(t, "outcome", ReplyOutcome::ALL.iter().map(|o| o.code()));
    let grounds = Options::codes(t, "ground", Ground::ALL.iter().map(|g| g.code()));
    let (purpose, basis) = fixed;
    let mut answer = language_fields(form);
    answer.extend([
        form.radios("outcome", true, outcomes),
        form.areas("checked", true),
        form.line("data_date", false, "small"),
        form.areas("answer", true),
        form.areas("unanswered", false),
        form.checks("grounds", false, grounds),
    ]);
    let mut use_fields = vec![form.areas("conditions", true)];
    use_fields.extend(condition_fields(form));
    vec![
        Part {
            hint: t.s("reply-prefilled"),
            ..form.part(
                "basis",
                "part-purpose",
                vec![
                    form.field("purpose", false, Control::Fixed(purpose)),
                    plain(form.field("legal_basis", false, Control::Fixed(basis))),
                ],
            )
        },
        form.part("reply", "part-answer", answer),
        Part {
            hint: t.s("label-record-hint"),
            ..form.part("subject", "label-record", person::fields(form, false))
        },
        form.part("conditions_of_use", "part-conditions", use_fields),
    ]
}

/// A field that only shows something needs no help.
fn plain(field: super::control::Field) -> super::control::Field {
    super::control::Field { hint: String::new(), ..field }
}
