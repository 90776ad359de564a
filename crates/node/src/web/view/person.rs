//! A person as a message or the register describes them: native script first and large.

use comity_domain::person::{Birth, Document, PrintedName, Subject};

use super::frame::T;
use super::row::Said;
use crate::app::register::Person;
use crate::dates;

/// A person on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::web) struct PersonModel {
    /// Names, each with its language and way of writing.
    pub(in crate::web) names: Vec<Said>,
    /// What the person is in the case.
    pub(in crate::web) role: Option<String>,
    /// Sex.
    pub(in crate::web) sex: Option<String>,
    /// Birth, in both eras.
    pub(in crate::web) birth: Option<String>,
    /// Nationalities.
    pub(in crate::web) nationalities: Option<String>,
    /// Documents.
    pub(in crate::web) documents: Vec<DocumentModel>,
}

/// A document on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct DocumentModel {
    /// What it is.
    pub(in crate::web) kind: String,
    /// Its number.
    pub(in crate::web) number: String,
    /// Who issued it.
    pub(in crate::web) issuer: String,
}

impl PersonModel {
    /// The person of a message.
    pub(in crate::web) fn of_subject(t: T, subject: &Subject) -> Self {
        Self {
            names: names(t, &subject.names),
            role: Some(t.code("person", subject.role.code())),
            sex: subject.sex.map(|sex| t.code("sex", sex.code())),
            birth: subject.birth.as_ref().map(|b| birth(t, b)),
            nationalities: countries(t, &subject.nationalities),
            documents: subject.documents.iter().map(|d| document(t, d)).collect(),
        }
    }

    /// A person of the register.
    pub(in crate::web) fn of_register(t: T, person: &Person) -> Self {
        Self {
            names: names(t, &person.names),
            role: None,
            sex: person.sex.map(|sex| t.code("sex", sex.code())),
            birth: person.birth.as_ref().map(|b| birth(t, b)),
            nationalities: countries(t, &person.nationalities),
            documents: person.documents.iter().map(|d| document(t, d)).collect(),
        }
    }
}

/// Names in native script before romanised ones, otherwise in the order given.
fn names(t: T, printed: &[PrintedName]) -> Vec<Said> {
    let mut sorted: Vec<&PrintedName> = printed.iter().collect();
    sorted.sort_by_key(|name| name.scheme.is_some() || name.text.is_ascii());
    sorted.into_iter().map(|name| said(t, name)).collect()
}

fn said(t: T, name: &PrintedName) -> Said {
    let lang = name.lang.map(|lang| t.code("lang", lang.tag()));
    let scheme = name.scheme.as_ref().map(|scheme| t.code("scheme", scheme));
    let note: Vec<String> = lang.into_iter().chain(scheme).collect();
    let tag = name.lang.map_or("und", |lang| lang.tag());
    Said { text: name.text.clone(), tag, note: note.join(" · ") }
}

/// A birth date in the reader's words with the year in both eras, and the text it was read from.
pub(in crate::web) fn birth(t: T, birth: &Birth) -> String {
    let Ok(date) = birth.date() else { return birth.text.clone() };
    // Both eras are said, so the date itself is written in the Common Era for everybody.
    let common = match t.lang() {
        comity_domain::lang::Lang::Th => {
            let era = dates::buddhist_year(&date).to_string();
            let written = dates::date(t.lang(), &date);
            written.replace(&format!("พ.ศ. {era}"), &era).replace(&era, &date.year.to_string())
        }
        _ => dates::date(t.lang(), &date),
    };
    let buddhist = dates::buddhist_year(&date).to_string();
    let both = t.w("birth-both", &[("common", &common), ("buddhist", &buddhist)]);
    if birth.text == date.to_string() {
        return both;
    }
    format!("{both}; {}", t.w("birth-printed", &[("text", &birth.text)]))
}

fn countries(t: T, codes: &[String]) -> Option<String> {
    let names: Vec<String> = codes.iter().map(|code| t.code("country", code)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn document(t: T, document: &Document) -> DocumentModel {
    let issuer = document.issuer.as_ref().map(|code| t.code("country", code));
    DocumentModel {
        kind: t.code("document", document.kind.code()),
        number: document.number.clone(),
        issuer: issuer.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use comity_domain::lang::Lang;
    use comity_domain::time::Calendar;

    use super::*;

    #[test]
    fn a_birth_is_said_in_both_eras() {
        for (lang, text, calendar, expect) in [
            (Lang::En, "1985-03-12", Calendar::Gregorian, "12 March 1985 (B.E. 2528)"),
            (Lang::En, "1985", Calendar::Gregorian, "1985 (B.E. 2528)"),
            (
                Lang::En,
                "2528-03-12",
                Calendar::Buddhist,
                "12 March 1985 (B.E. 2528); printed: 2528-03-12",
            ),
            (Lang::En, "soon", Calendar::Gregorian, "soon"),
        ] {
            let given = Birth { text: text.into(), calendar };
            assert_eq!(birth(T(lang), &given), expect);
        }
        let given = Birth { text: "1985-03-12".into(), calendar: Calendar::Gregorian };
        let thai = birth(T(Lang::Th), &given);
        assert!(thai.contains("2528") && thai.contains("1985"), "{thai}");
    }
}
