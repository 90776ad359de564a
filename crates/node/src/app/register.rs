//! A person of this agency's register, as imported, and the keys it is found under.

use comity_domain::codes::{DocumentKind, Sex};
use comity_domain::ids::PersonId;
use comity_domain::person::{Birth, Document, PrintedName, document_key};
use comity_names::Name;
use comity_store::PersonRow;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::error::AppError;

/// A person of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Its id in this register.
    pub id: PersonId,
    /// Names as printed.
    pub names: Vec<PrintedName>,
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

    /// The row and the keys under which a search finds it.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn to_row(&self) -> Result<(PersonRow, BTreeSet<String>), AppError> {
        let row = PersonRow {
            id: self.id.clone(),
            source: self.source.clone(),
            data: serde_json::to_string(self)?,
        };
        let names = self.names.iter().map(|n| n.text.as_str());
        let documents = self.documents.iter().map(|d| d.number.as_str());
        Ok((row, search_keys(names, documents)))
    }

    /// Whether the person holds a document with this number, however it is printed.
    pub fn holds(&self, number: &str) -> bool {
        let key = document_key(number);
        !key.is_empty() && self.documents.iter().any(|d| d.number_key() == key)
    }
}

/// The keys of names (by sound) and of document numbers. A name that cannot be read has none.
pub fn search_keys<'a>(
    names: impl Iterator<Item = &'a str>,
    documents: impl Iterator<Item = &'a str>,
) -> BTreeSet<String> {
    let read = names.filter_map(|text| Name::read(text).ok());
    let mut keys: BTreeSet<String> =
        read.flat_map(|name| comity_names::keys(&name)).map(|key| format!("n:{key}")).collect();
    let numbers = documents.map(document_key).filter(|key| key.len() >= 4);
    keys.extend(numbers.map(|key| format!("d:{key}")));
    keys
}

/// The kind of document a FollowTheMoney property or a CSV column stands for.
pub(super) fn document(kind: DocumentKind, number: &str, issuer: Option<&str>) -> Document {
    Document { kind, number: number.trim().to_owned(), issuer: issuer.map(str::to_owned) }
}
