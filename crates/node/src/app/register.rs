//! A person of this agency's register, as imported, and the keys it is found under beside its names.

use comity_domain::codes::{DocumentKind, Sex};
use comity_domain::ids::PersonId;
use comity_domain::person::{Birth, Document, PrintedName};
use comity_names::limits::MIN_NUMBER_CHARS;
use comity_names::person::{Person as Described, confusable_key, number_key, slips};
use comity_store::PersonRow;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::error::AppError;

/// A person of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Its id in this register.
    pub id: PersonId,
    /// Names as printed, other names among them.
    pub names: Vec<PrintedName>,
    /// Nicknames.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nicknames: Vec<PrintedName>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Date of birth.
    pub birth: Option<Birth>,
    /// Nationalities.
    pub nationalities: Vec<String>,
    /// Documents.
    pub documents: Vec<Document>,
    /// The file or system it came from.
    pub source: String,
}

impl Person {
    /// Reads a row of the register.
    ///
    /// # Errors
    /// When the row is damaged.
    pub fn from_row(row: &PersonRow) -> Result<Self, AppError> {
        Ok(serde_json::from_str(&row.data)?)
    }

    /// The row and the keys under which a search finds it: its documents and its day of birth.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn to_row(&self) -> Result<(PersonRow, BTreeSet<String>), AppError> {
        let row = PersonRow {
            id: self.id.clone(),
            source: self.source.clone(),
            data: serde_json::to_string(self)?,
        };
        Ok((row, self.keys()))
    }

    /// The keys of its documents and of its day of birth.
    pub fn keys(&self) -> BTreeSet<String> {
        let mut keys = kept_keys(self.documents.iter().map(|d| d.number.as_str()));
        let born = self.birth.as_ref().and_then(|birth| birth.date().ok());
        keys.extend(born.and_then(|b| birth_key(b.year, b.month?, b.day?)));
        keys
    }
}

/// The keys documents of the register are kept under: their numbers as eyes confuse their letters.
fn kept_keys<'a>(documents: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let numbers = documents.map(number_key).filter(|key| key.len() >= MIN_NUMBER_CHARS);
    numbers.map(|key| format!("d:{}", confusable_key(&key))).collect()
}

/// The keys under which the person looked for may be kept by document: also those of numbers one
/// slip away. The slips are made on this side, so that the register keeps one key a document.
pub fn document_keys(wanted: &Described) -> BTreeSet<String> {
    let numbers = || wanted.documents.iter().map(|d| d.number.as_str());
    let mut keys = kept_keys(numbers());
    keys.extend(numbers().flat_map(slips).map(|key| format!("d:{key}")));
    keys
}

/// Years between the Common and the Buddhist Era.
const ERA: u16 = 543;

/// The keys under which a person born on the day looked for may be kept: also with day and month in
/// each other's place, and with the year of the other era. Of a common name the register may hold more
/// persons than a search compares; the day of birth finds the one among them.
pub fn birth_keys(wanted: &Described) -> BTreeSet<String> {
    let full = wanted.birth.and_then(|b| Some((b.year, b.month?, b.day?)));
    let Some((year, month, day)) = full else { return BTreeSet::new() };
    let years = [Some(year), year.checked_add(ERA), year.checked_sub(ERA)];
    let days = [(month, day), (day, month)];
    let keys = years.into_iter().flatten().flat_map(|y| days.map(|(m, d)| birth_key(y, m, d)));
    keys.flatten().collect()
}

/// None for a first of January, which registers write when only the year is known.
fn birth_key(year: u16, month: u8, day: u8) -> Option<String> {
    let known = (month, day) != (1, 1) && month <= 12;
    known.then(|| format!("b:{year:04}-{month:02}-{day:02}"))
}

/// The kind of document a FollowTheMoney property or a CSV column stands for.
pub(super) fn document(kind: DocumentKind, number: &str, issuer: Option<&str>) -> Document {
    Document { kind, number: number.trim().to_owned(), issuer: issuer.map(str::to_owned) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_birth_is_found_in_either_order_and_era() {
        let person = |born: &str| -> Person {
            let person = serde_json::json!({"id": "p1", "names": [{"text": "Lê Văn Thử"}],
                "sex": null, "birth": {"text": born}, "nationalities": [], "documents": [],
                "source": "t"});
            serde_json::from_value(person).unwrap()
        };
        let kept = |born: &str| person(born).keys();
        let birth = comity_names::person::Birth {
            year: 1985,
            month: Some(3),
            day: Some(12),
            buddhist: false,
        };
        let wanted = Described { birth: Some(birth), ..Described::default() };
        let keys = birth_keys(&wanted);
        for born in ["1985-03-12", "1985-12-03", "2528-03-12"] {
            assert_eq!(kept(born).intersection(&keys).count(), 1, "{born}");
        }
        assert!(kept("1985-03-13").is_disjoint(&keys));
        assert!(kept("1985").is_empty() && kept("1985-01-01").is_empty());
    }
}
