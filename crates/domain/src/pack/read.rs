//! Reads the files of a pack. What is wrong is said with file, line and column, all of it at once.

use serde::Deserialize;
use serde::de::IntoDeserializer;
use std::collections::BTreeMap;
use std::fmt;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::entry::{Entry, Target};
use super::model::{Head, Known};
use super::{Pack, Value};
use crate::lang::{Lang, Text};
use crate::limits;

/// A file of a pack: its name and its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackFile<'a> {
    /// Its name, as faults print it.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Where something stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Place {
    /// The file.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// The letter in the line, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// What is wrong with a pack, and where. In English: it is read by whoever edits the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct PackFault {
    /// Where.
    pub place: Place,
    /// What.
    pub fault: String,
}

impl fmt::Display for PackFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.fault)
    }
}

/// A pointer that was read, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) target: Target,
    pub(super) id: String,
    pub(super) place: Place,
}

/// Reads the files of one pack.
///
/// # Errors
/// Everything that is wrong with them.
pub fn read_pack(files: &[PackFile<'_>]) -> Result<Pack, Vec<PackFault>> {
    let mut reader = Reader::default();
    for file in files {
        reader.file(*file);
    }
    reader.finish(files.first().map_or("", |f| f.name))
}

#[derive(Default)]
struct Reader {
    head: Option<Head>,
    pack: Pack,
    seen: BTreeMap<(&'static str, String), Place>,
    faults: Vec<PackFault>,
}

/// Turns bytes of a file into lines and columns.
#[derive(Clone, Copy)]
struct Source<'a> {
    file: PackFile<'a>,
}

impl Source<'_> {
    fn place(self, at: usize) -> Place {
        let before = self.file.text.get(..at).unwrap_or(self.file.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
        Place { file: self.file.name.to_owned(), line, column }
    }
}

impl Reader {
    fn file(&mut self, file: PackFile<'_>) {
        let source = Source { file };
        if file.text.len() > limits::PACK_FILE_BYTES_MAX {
            let most = limits::PACK_FILE_BYTES_MAX;
            return self.fault(source.place(0), format!("a pack file has at most {most} bytes"));
        }
        let table = match DeTable::parse(file.text) {
            Ok(table) => table,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                return self.fault(source.place(at), error.message());
            }
        };
        for (key, value) in table.get_ref() {
            let at = source.place(key.span().start);
            match key.get_ref().as_ref() {
                "pack" => self.head(source, value, at),
                name => self.table(source, name, value, at),
            }
        }
    }

    fn head(&mut self, source: Source<'_>, value: &toml::Spanned<DeValue<'_>>, at: Place) {
        if self.head.is_some() {
            return self.fault(at, "a pack has one [pack]");
        }
        let Some(head) = self.entry::<Head>(source, value) else { return };
        self.four_languages(&at, "title", &head.title);
        self.head = Some(head);
    }

    fn table(
        &mut self,
        source: Source<'_>,
        name: &str,
        value: &toml::Spanned<DeValue<'_>>,
        at: Place,
    ) {
        let DeValue::Array(rows) = value.get_ref() else {
            return self.fault(at, format!("write each entry as [[{name}]]"));
        };
        for row in rows.iter() {
            self.row(source, name, row, &at);
        }
    }

    fn row(
        &mut self,
        source: Source<'_>,
        name: &str,
        row: &toml::Spanned<DeValue<'_>>,
        at: &Place,
    ) {
        match name {
            "law" => self.keep(source, row, |p| &mut p.laws),
            "threshold" => self.keep(source, row, |p| &mut p.thresholds),
            "limit" => self.keep(source, row, |p| &mut p.limits),
            "document" => self.keep(source, row, |p| &mut p.documents),
            "element" => self.keep(source, row, |p| &mut p.elements),
            "family" => self.keep(source, row, |p| &mut p.families),
            "offence" => self.keep(source, row, |p| &mut p.offences),
            "classification" => self.keep(source, row, |p| &mut p.classifications),
            "week" => self.keep(source, row, |p| &mut p.weeks),
            "holiday" => self.keep(source, row, |p| &mut p.holidays),
            "treaty" => self.keep(source, row, |p| &mut p.treaties),
            "reciprocity" => self.keep(source, row, |p| &mut p.reciprocities),
            "cue" => self.keep(source, row, |p| &mut p.cues),
            other => self.fault(at.clone(), format!("no pack has a table [[{other}]]")),
        }
    }

    fn keep<'de, T: Entry + Deserialize<'de>>(
        &mut self,
        source: Source<'_>,
        row: &toml::Spanned<DeValue<'de>>,
        list: fn(&mut Pack) -> &mut Vec<T>,
    ) {
        let Some(entry) = self.entry::<T>(source, row) else { return };
        let whole = source.place(row.span().start);
        let field = |name: &str| {
            let table = row.get_ref().as_table();
            let span = table.and_then(|t| t.get(name)).map(toml::Spanned::span);
            span.map_or_else(|| whole.clone(), |span| source.place(span.start))
        };
        if crate::ids::RecordId::parse(entry.id()).is_err() {
            self.fault(field("id"), "an id has letters, digits and . _ : - only");
        }
        if entry.source().trim().is_empty() {
            self.fault(field("source"), "every value names its source");
        }
        for (name, text) in entry.texts() {
            self.four_languages(&field(name), name, text);
        }
        for (name, what) in entry.faults() {
            self.fault(field(name), what);
        }
        let pointers = entry.pointers().into_iter();
        self.pack.pointers.extend(pointers.map(|p| Placed {
            target: p.target,
            id: p.id,
            place: field(p.field),
        }));
        let key = (T::TABLE, entry.id().to_owned());
        if let Some(first) = self.seen.get(&key) {
            let what = format!("`{}` stands there already: {first}", entry.id());
            self.fault(field("id"), what);
        }
        self.pack.values.push(Value {
            table: T::TABLE.to_owned(),
            id: entry.id().to_owned(),
            source: entry.source().to_owned(),
            status: entry.status().clone(),
            place: whole.clone(),
        });
        self.seen.entry(key).or_insert_with(|| field("id"));
        list(&mut self.pack).push(entry);
    }

    fn entry<'de, T: Deserialize<'de>>(
        &mut self,
        source: Source<'_>,
        value: &toml::Spanned<DeValue<'de>>,
    ) -> Option<T> {
        let reader: ValueDeserializer<'de> = value.clone().into_deserializer();
        match T::deserialize(reader) {
            Ok(entry) => Some(entry),
            Err(error) => {
                let at = error.span().map_or(value.span().start, |span| span.start);
                self.fault(source.place(at), error.message());
                None
            }
        }
    }

    fn four_languages(&mut self, place: &Place, field: &str, text: &Text) {
        let said =
            |lang: &Lang| text.0.get(lang).is_some_and(|w| crate::wording::letters(&w.text) > 0);
        if let Some(lang) = Lang::ALL.iter().find(|lang| !said(lang)) {
            self.fault(place.clone(), format!("`{field}` has no text in {lang}"));
        }
    }

    fn fault(&mut self, place: Place, fault: impl Into<String>) {
        self.faults.push(PackFault { place, fault: fault.into() });
    }

    fn finish(mut self, first: &str) -> Result<Pack, Vec<PackFault>> {
        let start = Place { file: first.to_owned(), line: 1, column: 1 };
        let Some(head) = self.head.take() else {
            if !self.faults.is_empty() {
                // The head may stand in the file that could not be read.
                return Err(self.faults);
            }
            self.fault(start, "no file of the pack has a head [pack]");
            return Err(self.faults);
        };
        let own_law = |p: &&Placed| p.target == Target::Law;
        let laws: Vec<Placed> = self.pack.pointers.iter().filter(own_law).cloned().collect();
        for pointer in laws {
            if !self.pack.laws.iter().any(|law| law.id == pointer.id) {
                self.fault(pointer.place, format!("there is no law `{}` in this pack", pointer.id));
            }
        }
        if head.country.as_ref().is_some_and(|c| !crate::person::is_country(c)) {
            self.fault(start.clone(), "`country` is two capital letters, such as VN");
        }
        let national = self.pack.offences.iter().any(|o| o.punishable != Known::Unknown);
        if head.country.is_none() && national {
            self.fault(start, "offences belong to a country: give `country` in [pack]");
        }
        self.pack.head = head;
        self.faults.sort();
        if self.faults.is_empty() { Ok(self.pack) } else { Err(self.faults) }
    }
}
