//! The fields of a person, in a request and in a reply.

use comity_domain::codes::{DocumentKind, PersonRole, Sex};
use comity_domain::lang::Lang;
use comity_domain::message::Fault;
use comity_domain::person::{Birth, Document, PrintedName, Subject};
use comity_domain::time::Calendar;

use super::control::{Builder, Control, Field, Options};
use super::fields::Fields;

/// Rows for names. More names go into the next message; the format takes 32.
const NAME_ROWS: usize = 4;
/// Rows for documents.
const DOCUMENT_ROWS: usize = 3;
/// The ways of writing the form offers.
const SCHEMES: [&str; 3] = ["RTGS", "respelling", "passport"];

/// The person typed in; `None` when nothing was. Faults are added where a code is not in its list.
pub(in crate::web) fn read(fields: &Fields, faults: &mut Vec<Fault>) -> Option<Subject> {
    let names: Vec<PrintedName> = (1..=NAME_ROWS).filter_map(|n| name(fields, n)).collect();
    let documents: Vec<Document> =
        (1..=DOCUMENT_ROWS).filter_map(|n| document(fields, n)).collect();
    let birth = fields.some("subject_birth").map(|text| Birth {
        text: text.to_owned(),
        calendar: match fields.one("calendar") {
            "buddhist" => Calendar::Buddhist,
            _ => Calendar::Gregorian,
        },
    });
    let nationalities: Vec<String> = fields
        .one("subject_nationalities")
        .split([' ', ',', ';'])
        .filter(|code| !code.is_empty())
        .map(str::to_ascii_uppercase)
        .collect();
    let role = PersonRole::from_code(fields.one("subject_role"));
    let nothing = names.is_empty()
        && documents.is_empty()
        && birth.is_none()
        && nationalities.is_empty()
        && fields.some("subject_sex").is_none();
    if nothing {
        return None;
    }
    if role.is_none() {
        faults.push(Fault { field: "subject.role".into(), key: "field-required".into() });
    }
    Some(Subject {
        role: role.unwrap_or(PersonRole::Unidentified),
        names,
        sex: Sex::from_code(fields.one("subject_sex")),
        birth,
        nationalities,
        documents,
    })
}

fn name(fields: &Fields, n: usize) -> Option<PrintedName> {
    let text = fields.some(&format!("name.{n}"))?.to_owned();
    let lang = Lang::from_tag(fields.one(&format!("name_lang.{n}")));
    let scheme = fields.some(&format!("name_scheme.{n}")).map(str::to_owned);
    Some(PrintedName { text, lang, scheme: scheme.filter(|s| SCHEMES.contains(&s.as_str())) })
}

fn document(fields: &Fields, n: usize) -> Option<Document> {
    let number = fields.some(&format!("document_number.{n}"))?.to_owned();
    let kind = DocumentKind::from_code(fields.one(&format!("document_kind.{n}")));
    let issuer = fields.some(&format!("document_issuer.{n}")).map(str::to_ascii_uppercase);
    Some(Document { kind: kind.unwrap_or(DocumentKind::Other), number, issuer })
}

/// Writes a person into the fields, as [`read`] reads them.
pub(in crate::web) fn write(fields: &mut Fields, subject: &Subject) {
    fields.add("subject_role", subject.role.code());
    for (n, name) in (1..=NAME_ROWS).zip(&subject.names) {
        fields.add(&format!("name.{n}"), &name.text);
        fields.add(&format!("name_lang.{n}"), name.lang.map_or("", Lang::tag));
        fields.add(&format!("name_scheme.{n}"), name.scheme.clone().unwrap_or_default());
    }
    if let Some(birth) = &subject.birth {
        fields.add("subject_birth", &birth.text);
        let buddhist = birth.calendar == Calendar::Buddhist;
        fields.add("calendar", if buddhist { "buddhist" } else { "gregorian" });
    }
    fields.add("subject_sex", subject.sex.map_or("", Sex::code));
    fields.add("subject_nationalities", subject.nationalities.join(" "));
    for (n, document) in (1..=DOCUMENT_ROWS).zip(&subject.documents) {
        fields.add(&format!("document_kind.{n}"), document.kind.code());
        fields.add(&format!("document_number.{n}"), &document.number);
        fields.add(&format!("document_issuer.{n}"), document.issuer.clone().unwrap_or_default());
    }
}

/// The fields on the page.
pub(in crate::web) fn fields(form: Builder<'_>, required: bool) -> Vec<Field> {
    let t = form.t;
    let roles = Options::codes(t, "person", PersonRole::ALL.iter().map(|r| r.code()));
    let sexes = Options::codes(t, "sex", Sex::ALL.iter().map(|s| s.code()));
    let eras = Options::codes(t, "calendar", ["gregorian", "buddhist"]);
    let birth = vec![vec![
        form.input("subject_birth", "label-subject_birth", "middle"),
        form.choice("calendar", "label-calendar", "middle", eras),
    ]];
    vec![
        form.field("subject.names", required, Control::Rows(name_rows(form))),
        form.field("subject.birth", false, Control::Rows(birth)),
        form.field("subject.documents", false, Control::Rows(document_rows(form))),
        named(form, "subject.nationalities", |form, name| form.input(name, "", "middle")),
        named(form, "subject.sex", |form, name| form.choice(name, "", "middle", sexes)),
        Field {
            required,
            ..named(form, "subject.role", |form, name| form.choice(name, "", "middle", roles))
        },
    ]
}

/// A single control whose name is that of the fault with `_` for `.`.
fn named(
    form: Builder<'_>,
    fault: &str,
    input: impl FnOnce(&Builder<'_>, &str) -> super::control::Input,
) -> Field {
    let input = input(&form, &fault.replace('.', "_"));
    let control =
        if input.choices.is_empty() { Control::Line(input) } else { Control::Select(input) };
    form.field(fault, false, control)
}

fn name_rows(form: Builder<'_>) -> Vec<Vec<super::control::Input>> {
    let row = |n: usize| {
        let schemes = Options::codes(form.t, "scheme", SCHEMES);
        vec![
            form.input(&format!("name.{n}"), "label-name", "wide"),
            form.choice(&format!("name_lang.{n}"), "label-name_lang", "small", form.languages()),
            form.choice(&format!("name_scheme.{n}"), "label-name_scheme", "small", schemes),
        ]
    };
    (1..=NAME_ROWS).map(row).collect()
}

fn document_rows(form: Builder<'_>) -> Vec<Vec<super::control::Input>> {
    let row = |n: usize| {
        let codes = DocumentKind::ALL.iter().map(|k| k.code());
        let kinds = Options::codes(form.t, "document", codes);
        vec![
            form.choice(&format!("document_kind.{n}"), "label-document_kind", "small", kinds),
            form.input(&format!("document_number.{n}"), "label-document_number", "wide"),
            form.input(&format!("document_issuer.{n}"), "label-document_issuer", "small"),
        ]
    };
    (1..=DOCUMENT_ROWS).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_reads_back_what_was_written() {
        let subject = Subject {
            role: PersonRole::Suspect,
            names: vec![PrintedName {
                text: "Xổm-chai Phôm-ma-chắc".into(),
                lang: Some(Lang::Vi),
                scheme: Some("respelling".into()),
            }],
            sex: Some(Sex::Male),
            birth: Some(Birth { text: "2528-03-12".into(), calendar: Calendar::Buddhist }),
            nationalities: vec!["TH".into(), "LA".into()],
            documents: vec![Document {
                kind: DocumentKind::Passport,
                number: "ZZ8503120".into(),
                issuer: Some("TH".into()),
            }],
        };
        let mut fields = Fields::default();
        write(&mut fields, &subject);
        assert_eq!(read(&fields, &mut vec![]), Some(subject));
    }

    #[test]
    fn nothing_typed_is_nobody() {
        let mut fields = Fields::default();
        fields.add("subject_role", "suspect");
        fields.add("name.1", " ");
        assert_eq!(read(&fields, &mut vec![]), None);
    }
}
