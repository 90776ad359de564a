//! Fields that are not as their type needs them, and fields that are left out on purpose.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::codes::code_list;
use crate::lang::Text;
use crate::limits;
use crate::person::{Subject, SubjectFault};

code_list!(
    /// Why a field holds nothing. The three mean different things and are never merged; a field that is
    /// empty without one of them was forgotten.
    Absence {
        /// Nobody here knows.
        Unknown = "unknown",
        /// It is known that there is none: no document, no nationality, no middle name.
        None = "none",
        /// It is known and not told, or the person refused to say.
        Refused = "refused",
    }
);

/// A field that is not as its type needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The field as the draft names it.
    pub field: String,
    /// The key of the sentence that says what is wrong and what to do.
    pub key: String,
}

/// Whether a field has to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It has to.
    Required,
    /// It has to, or the message says why it holds nothing: an [`Absence`].
    Stated,
    /// It may be left out.
    Optional,
}

/// Collects faults field by field.
#[derive(Debug)]
pub struct Faults<'a> {
    pub(crate) found: Vec<Fault>,
    absent: &'a BTreeMap<String, Absence>,
    /// Fields that may be declared absent and hold nothing.
    empty: BTreeSet<String>,
}

impl<'a> Faults<'a> {
    pub(crate) fn new(absent: &'a BTreeMap<String, Absence>) -> Self {
        Self { found: Vec::new(), absent, empty: BTreeSet::new() }
    }

    pub(crate) fn add(&mut self, field: &str, key: &str) {
        self.found.push(Fault { field: field.to_owned(), key: key.to_owned() });
    }

    /// Notes whether a field holds something, and a fault when it has to.
    pub(crate) fn given(&mut self, field: &str, given: bool, need: Need) {
        if given {
            return;
        }
        let stated = self.absent.contains_key(field);
        match need {
            Need::Required => self.add(field, "field-required"),
            Need::Stated if !stated => self.add(field, "field-required-or-absent"),
            Need::Stated | Need::Optional => drop(self.empty.insert(field.to_owned())),
        }
    }

    /// A field that some other field makes necessary.
    pub(crate) fn required(&mut self, field: &str, given: bool) {
        if !given {
            self.empty.remove(field);
            self.add(field, "field-required");
        }
    }

    pub(crate) fn text(&mut self, field: &str, text: &Text, need: Need) {
        self.given(field, !text.is_empty(), need);
        if !text.within_limit() {
            self.add(field, "field-too-long");
        }
    }

    pub(crate) fn short(&mut self, field: &str, text: &str) {
        if text.chars().count() > limits::SHORT_TEXT_CHARS_MAX {
            self.add(field, "field-too-long");
        }
    }

    pub(crate) fn list(&mut self, field: &str, len: usize) {
        if len > limits::LIST_MAX {
            self.add(field, "field-too-many");
        }
    }

    /// A person: what breaks a limit, and what may be declared absent.
    pub(crate) fn subject(&mut self, field: &str, subject: &Subject) {
        let path = |part: &str| format!("{field}.{part}");
        for (part, given) in [
            ("sex", subject.sex.is_some()),
            ("birth", subject.birth.is_some()),
            ("nationalities", !subject.nationalities.is_empty()),
            ("documents", !subject.documents.is_empty()),
        ] {
            self.given(&path(part), given, Need::Optional);
        }
        match subject.fault() {
            None => {}
            Some(SubjectFault::Names) => self.add(&path("names"), "subject-names"),
            Some(SubjectFault::Birth) => self.add(&path("birth"), "subject-birth"),
            Some(SubjectFault::Documents) => self.add(&path("documents"), "subject-documents"),
            Some(SubjectFault::Nationalities) => {
                self.add(&path("nationalities"), "subject-nationalities");
            }
        }
    }

    /// Everything found. What is declared absent has to be a field of the type that holds nothing.
    pub(crate) fn end(mut self) -> Vec<Fault> {
        if self.absent.len() > limits::ABSENT_MAX {
            self.add("absent", "field-too-many");
        }
        let wrong: Vec<String> =
            self.absent.keys().filter(|field| !self.empty.contains(*field)).cloned().collect();
        for field in wrong.iter().take(limits::LIST_MAX) {
            // A field that is required was named already.
            if !self.found.iter().any(|fault| fault.field == *field) {
                self.add(field, "absent-not-empty");
            }
        }
        self.found
    }
}
