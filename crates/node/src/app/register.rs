//! A person of this agency's register, as imported, and the keys its documents are found under.

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

    /// The row and the keys under which a search finds its documents.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn to_row(&self) -> Result<(PersonRow, BTreeSet<String>), AppError> {
        let row = PersonRow {
            id: self.id.clone(),
            source: self.source.clone(),
            data: serde_json::to_string(self)?,
        };
        Ok((row, kept_keys(self.documents.iter().map(|d| d.number.as_str()))))
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

/// The kind of document a FollowTheMoney property or a CSV column stands for.
pub(super) fn document(kind: DocumentKind, number: &str, issuer: Option<&str>) -> Document {
    Document { kind, number: number.trim().to_owned(), issuer: issuer.map(str::to_owned) }
}
