//! A person as a message describes them: names as printed, what documents say, and what they are in
//! the case. Ethnicity, religion, political opinion, union membership and sexuality have no field.

use serde::{Deserialize, Serialize};

use crate::codes::{DocumentKind, PersonRole, Sex};
use crate::lang::Lang;
use crate::time::{Calendar, DateError, PartialDate};
use crate::{limits, wording};

/// A name in one writing, as printed. Names are matched, never overwritten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintedName {
    /// The name as printed.
    pub text: String,
    /// The language it is written in, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// The scheme of a romanisation or respelling (`RTGS`, `respelling`, `passport`), when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
}

/// A date of birth: the text of the document, the era it is in, and the date read from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Birth {
    /// The text as printed.
    pub text: String,
    /// The era of the text.
    #[serde(default)]
    pub calendar: Calendar,
}

impl Birth {
    /// The date the text stands for.
    ///
    /// # Errors
    /// [`DateError`] when the text is not a date.
    pub fn date(&self) -> Result<PartialDate, DateError> {
        PartialDate::parse(&self.text, self.calendar)
    }
}

/// An identity document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// Its number as printed.
    pub number: String,
    /// ISO 3166-1 country of issue, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
}

impl Document {
    /// The number without spaces and hyphens, in upper case: what two printings share.
    pub fn number_key(&self) -> String {
        document_key(&self.number)
    }
}

/// A document number without spaces, dots and hyphens, in upper case.
pub fn document_key(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// The person a message is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// What the person is in the case.
    pub role: PersonRole,
    /// Names as printed; at least one.
    pub names: Vec<PrintedName>,
    /// Sex as printed; `None` is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Date of birth; `None` is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<Birth>,
    /// ISO 3166-1 countries; empty is unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nationalities: Vec<String>,
    /// Identity documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
}

impl Subject {
    /// Whether a name of more than one word is given.
    fn has_full_name(&self) -> bool {
        let words = |name: &PrintedName| {
            name.text.split_whitespace().filter(|word| wording::letters(word) > 0).count()
        };
        self.names.iter().any(|name| words(name) > 1)
    }

    /// The identity minimum of a verification (domain rule of M02): one document, or two
    /// independent identifiers, of which one is a full name: a year and a country are thousands.
    pub fn meets_verification_minimum(&self) -> bool {
        let document = self.documents.iter().any(|d| d.number_key().len() >= 4);
        let birth = self.birth.as_ref().is_some_and(|b| b.date().is_ok());
        document || self.has_full_name() && (birth || !self.nationalities.is_empty())
    }

    /// The identity minimum of what is to find or hold a person: full name, sex, year of birth and a
    /// document.
    pub fn meets_arrest_minimum(&self) -> bool {
        let document = self.documents.iter().any(|d| d.number_key().len() >= 4);
        let birth = self.birth.as_ref().is_some_and(|b| b.date().is_ok());
        document && birth && self.sex.is_some() && self.has_full_name()
    }

    /// Why the description breaks a limit or holds a date that is none; `None` when it is sound.
    pub fn fault(&self) -> Option<SubjectFault> {
        let short = |text: &str| text.chars().count() <= limits::SHORT_TEXT_CHARS_MAX;
        let names_ok = (1..=limits::NAMES_MAX).contains(&self.names.len())
            && self.names.iter().all(|n| wording::letters(&n.text) > 0 && short(&n.text));
        let documents_ok = self.documents.len() <= limits::DOCUMENTS_MAX
            && self.documents.iter().all(|d| !d.number.trim().is_empty() && short(&d.number));
        if !names_ok {
            Some(SubjectFault::Names)
        } else if self.birth.as_ref().is_some_and(|b| b.date().is_err()) {
            Some(SubjectFault::Birth)
        } else if !documents_ok {
            Some(SubjectFault::Documents)
        } else if !self.nationalities.iter().all(|n| is_country(n)) {
            Some(SubjectFault::Nationalities)
        } else {
            None
        }
    }
}

/// What is wrong with the description of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectFault {
    /// No name, an empty name, too many or too long.
    Names,
    /// The birth date is no date.
    Birth,
    /// An empty document number, too many or too long.
    Documents,
    /// Not a two-letter country code.
    Nationalities,
}

/// Whether a text has the form of an ISO 3166-1 alpha-2 code.
pub fn is_country(code: &str) -> bool {
    code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(name: &str, birth: Option<&str>, document: Option<&str>) -> Subject {
        Subject {
            role: PersonRole::Suspect,
            names: vec![PrintedName { text: name.into(), lang: None, scheme: None }],
            sex: None,
            birth: birth.map(|t| Birth { text: t.into(), calendar: Calendar::Gregorian }),
            nationalities: vec![],
            documents: document
                .map(|n| Document { kind: DocumentKind::Passport, number: n.into(), issuer: None })
                .into_iter()
                .collect(),
        }
    }

    #[test]
    fn verification_needs_a_document_or_two_identifiers() {
        for (name, birth, document, good) in [
            ("Trần Quốc Mẫu", Some("1985"), None, true),
            ("Mẫu", Some("1985"), None, false),
            ("Trần Quốc Mẫu", None, None, false),
            ("Mẫu", None, Some("N1234567"), true),
            ("Mẫu", None, Some("--"), false),
            ("Trần Quốc Mẫu", Some("soon"), None, false),
            ("… …", Some("1985"), None, false),
        ] {
            let subject = subject(name, birth, document);
            assert_eq!(subject.meets_verification_minimum(), good, "{name} {birth:?} {document:?}");
        }
    }

    #[test]
    fn faults_are_named() {
        assert_eq!(subject("", None, None).fault(), Some(SubjectFault::Names));
        assert_eq!(subject("A B", Some("31.2."), None).fault(), Some(SubjectFault::Birth));
        let mut other = subject("A B", None, None);
        other.nationalities = vec!["Thai".into()];
        assert_eq!(other.fault(), Some(SubjectFault::Nationalities));
        assert_eq!(subject("A B", Some("1985"), None).fault(), None);
    }
}
