//! What all entries of a pack have in common: a table, an id, a source, a status; and what each kind
//! of entry must hold to make sense.

use std::collections::BTreeMap;

use super::model::{
    Classification, Cue, Document, Element, Family, FamilyKind, Holiday, Known, Law, Limit,
    Offence, Reciprocity, Status, Threshold, Treaty, TreatyScope, Week,
};
use crate::day::Day;
use crate::lang::{Lang, Text};
use crate::person::is_country;

/// What an entry points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// A law of the same pack.
    Law,
    /// An element of any pack.
    Element,
    /// A family of any pack.
    Family,
    /// A classification of any pack.
    Classification,
}

impl Target {
    /// The table it stands in.
    pub(super) fn table(self) -> &'static str {
        match self {
            Self::Law => Law::TABLE,
            Self::Element => Element::TABLE,
            Self::Family => Family::TABLE,
            Self::Classification => Classification::TABLE,
        }
    }
}

/// A pointer to another entry: the field it stands in, and where it leads.
pub(super) struct Pointer {
    pub(super) field: &'static str,
    pub(super) target: Target,
    pub(super) id: String,
}

/// A field and what is wrong with it.
pub(super) type FieldFault = (&'static str, String);

/// An entry of a pack.
pub(super) trait Entry {
    /// The table in the file.
    const TABLE: &'static str;
    fn id(&self) -> &str;
    fn source(&self) -> &str;
    fn status(&self) -> &Status;
    /// Texts a person reads.
    fn texts(&self) -> Vec<(&'static str, &Text)> {
        Vec::new()
    }
    fn pointers(&self) -> Vec<Pointer> {
        Vec::new()
    }
    /// What its own fields break.
    fn faults(&self) -> Vec<FieldFault> {
        Vec::new()
    }
}

/// The four answers every entry gives the same way.
macro_rules! common {
    ($table:literal) => {
        const TABLE: &'static str = $table;
        fn id(&self) -> &str {
            &self.id
        }
        fn source(&self) -> &str {
            &self.source
        }
        fn status(&self) -> &Status {
            &self.status
        }
    };
}

fn law_pointer(law: Option<&String>) -> Vec<Pointer> {
    law.map(|id| Pointer { field: "law", target: Target::Law, id: id.clone() })
        .into_iter()
        .collect()
}

fn fault(field: &'static str, what: impl Into<String>) -> Vec<FieldFault> {
    vec![(field, what.into())]
}

impl Entry for Law {
    common!("law");
    fn texts(&self) -> Vec<(&'static str, &Text)> {
        vec![("title", &self.title)]
    }
    fn faults(&self) -> Vec<FieldFault> {
        let ends_first = self.until.is_some_and(|until| self.in_force.is_some_and(|f| until < f));
        if ends_first { fault("until", "ends before it begins") } else { Vec::new() }
    }
}

impl Entry for Threshold {
    common!("threshold");
    fn pointers(&self) -> Vec<Pointer> {
        law_pointer(self.law.as_ref())
    }
    fn faults(&self) -> Vec<FieldFault> {
        unknown_is_open("months", self.months.is_none(), &self.status)
    }
}

impl Entry for Limit {
    common!("limit");
    fn pointers(&self) -> Vec<Pointer> {
        law_pointer(self.law.as_ref())
    }
    fn faults(&self) -> Vec<FieldFault> {
        if self.amount == Some(0) {
            return fault("amount", "a limit of 0 has passed before it begins");
        }
        unknown_is_open("amount", self.amount.is_none(), &self.status)
    }
}

impl Entry for Document {
    common!("document");
    fn texts(&self) -> Vec<(&'static str, &Text)> {
        vec![("text", &self.text)]
    }
    fn pointers(&self) -> Vec<Pointer> {
        law_pointer(self.law.as_ref())
    }
}

impl Entry for Element {
    common!("element");
    fn texts(&self) -> Vec<(&'static str, &Text)> {
        vec![("text", &self.text)]
    }
}

impl Entry for Family {
    common!("family");
    fn texts(&self) -> Vec<(&'static str, &Text)> {
        vec![("text", &self.text)]
    }
    fn pointers(&self) -> Vec<Pointer> {
        elements(&self.elements)
    }
    fn faults(&self) -> Vec<FieldFault> {
        let watched = matches!(
            self.kind,
            FamilyKind::Political | FamilyKind::Military | FamilyKind::Religious
        );
        match (watched, self.kind) {
            (true, _) => every_language("cues", &self.cues),
            (false, FamilyKind::Ordinary) if self.elements.is_empty() => {
                fault("elements", "an ordinary offence has elements of conduct")
            }
            (false, _) => Vec::new(),
        }
    }
}

impl Entry for Offence {
    common!("offence");
    fn pointers(&self) -> Vec<Pointer> {
        let family = Pointer { field: "family", target: Target::Family, id: self.family.clone() };
        let mut pointers = elements(&self.elements);
        pointers.push(family);
        pointers
    }
    fn faults(&self) -> Vec<FieldFault> {
        if self.punishable == Known::Yes && self.elements.is_empty() {
            return fault("elements", "what is punishable has elements of conduct");
        }
        if self.punishable == Known::No && (self.max_months.is_some() || self.death == Known::Yes) {
            return fault("punishable", "what is not punishable has no penalty");
        }
        unknown_is_open("punishable", self.punishable == Known::Unknown, &self.status)
    }
}

impl Entry for Classification {
    common!("classification");
    fn texts(&self) -> Vec<(&'static str, &Text)> {
        vec![("text", &self.text)]
    }
    fn pointers(&self) -> Vec<Pointer> {
        let pointer = |id: &String| Pointer {
            field: "equals",
            target: Target::Classification,
            id: id.clone(),
        };
        self.equals.iter().map(pointer).collect()
    }
    fn faults(&self) -> Vec<FieldFault> {
        let own = self.equals.contains(&self.id);
        if own { fault("equals", "a level is not the equal of itself") } else { Vec::new() }
    }
}

impl Entry for Week {
    common!("week");
    fn faults(&self) -> Vec<FieldFault> {
        if self.closed.len() > 5 {
            return fault("closed", "a week has at least two working days");
        }
        Vec::new()
    }
}

impl Entry for Holiday {
    common!("holiday");
    fn texts(&self) -> Vec<(&'static str, &Text)> {
        vec![("text", &self.text)]
    }
    fn faults(&self) -> Vec<FieldFault> {
        // 2024 has every day a year can have.
        let good =
            Day::parse(&self.day).is_ok() || Day::parse(&format!("2024-{}", self.day)).is_ok();
        if good { Vec::new() } else { fault("day", "a holiday is MM-DD or YYYY-MM-DD") }
    }
}

impl Entry for Treaty {
    common!("treaty");
    fn texts(&self) -> Vec<(&'static str, &Text)> {
        vec![("title", &self.title)]
    }
    fn faults(&self) -> Vec<FieldFault> {
        let party = |country: &String| self.parties.contains(country);
        if let Some(bad) = self.parties.iter().find(|c| !is_country(c)) {
            return fault("parties", format!("`{bad}` is not a country code such as VN"));
        }
        if self.scope == TreatyScope::Bilateral && self.parties.len() != 2 {
            return fault("parties", "a bilateral treaty has two parties");
        }
        if self.acts.is_empty() {
            return fault("acts", "a treaty is a basis for at least one act");
        }
        if !self.notifications.iter().all(|n| party(&n.country)) {
            return fault("notifications", "only a party notifies");
        }
        if !self.notifications.is_empty() && self.entry.is_none() {
            return fault("notifications", "notifications count only by a rule: give `entry`");
        }
        if let Some(rule) = &self.entry
            && (rule.notifications == 0 || usize::from(rule.notifications) > self.parties.len())
        {
            return fault("entry", "more notifications than parties, or none");
        }
        Vec::new()
    }
}

impl Entry for Reciprocity {
    common!("reciprocity");
    fn texts(&self) -> Vec<(&'static str, &Text)> {
        vec![("decided_by", &self.decided_by)]
    }
    fn pointers(&self) -> Vec<Pointer> {
        law_pointer(self.law.as_ref())
    }
    fn faults(&self) -> Vec<FieldFault> {
        unknown_is_open("allowed", self.allowed == Known::Unknown, &self.status)
    }
}

impl Entry for Cue {
    common!("cue");
    fn faults(&self) -> Vec<FieldFault> {
        every_language("phrases", &self.phrases)
    }
}

fn elements(ids: &[String]) -> Vec<Pointer> {
    let pointer =
        |id: &String| Pointer { field: "elements", target: Target::Element, id: id.clone() };
    ids.iter().map(pointer).collect()
}

/// What is unknown cannot be confirmed.
fn unknown_is_open(field: &'static str, unknown: bool, status: &Status) -> Vec<FieldFault> {
    if unknown && status.is_confirmed() {
        return fault("status", format!("`{field}` is not known, so it cannot be confirmed"));
    }
    Vec::new()
}

/// A cue that is missing in one language lets everybody pass who writes in it.
fn every_language(field: &'static str, phrases: &BTreeMap<Lang, Vec<String>>) -> Vec<FieldFault> {
    let said = |lang: &Lang| {
        phrases.get(lang).is_some_and(|list| {
            !list.is_empty() && list.iter().all(|p| crate::wording::letters(p) > 0)
        })
    };
    match Lang::ALL.iter().find(|lang| !said(lang)) {
        Some(lang) => fault(field, format!("no phrase in {lang}, or an empty one")),
        None => Vec::new(),
    }
}
