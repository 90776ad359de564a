//! Lists that are held against the register: files of persons in CSV, JSON lines or Parquet, read
//! row by row; results written row by row; the checkpoint from which an interrupted screening goes
//! on.
//!
//! This module knows files and nothing of the register: the use case is `app/screen_run.rs`.
//!
//! Invariant: memory does not grow with the file. Invariant: a row that cannot be read is refused
//! with its line and a reason that never repeats its content, and harms no other row.
//!
//! Start at [`Rows`], then [`output::Output`].

pub mod cells;
pub mod checkpoint;
pub mod column;
mod csv;
pub mod input;
mod json;
mod lines;
pub mod output;
pub mod parquet;

use anyhow::Context;
use comity_domain::codes::Sex;
use comity_domain::person::Birth;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::app::cross_check::{Wanted, WantedDocument};
use column::Mapping;
use parquet::ParquetFault;

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, from 1; in Parquet its row, from 1.
    pub line: u64,
    /// Its own mark in the file; empty when it has none.
    pub id: String,
    /// Whom it names, or why it cannot be read: in English, for whoever made the file.
    pub sought: Result<Sought, String>,
}

/// Whom a row names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// Names in any writing; none when a document is given.
    pub names: Vec<String>,
    /// Date of birth.
    pub birth: Option<Birth>,
    /// Sex as printed.
    pub sex: Option<Sex>,
    /// ISO 3166-1 countries.
    pub nationalities: Vec<String>,
    /// Document numbers.
    pub documents: Vec<String>,
}

impl Sought {
    /// The same, as the search takes it.
    pub fn wanted(&self) -> Wanted {
        Wanted {
            names: self.names.clone(),
            birth: self.birth.clone(),
            sex: self.sex,
            nationalities: self.nationalities.clone(),
            documents: self.documents.iter().map(|number| document(number)).collect(),
        }
    }
}

/// A number of which neither kind nor issuer is known.
fn document(number: &str) -> WantedDocument {
    WantedDocument { kind: None, number: number.to_owned(), issuer: None }
}

/// The form of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Comma-separated values (or `;`, tab, `|`) with a header.
    Csv,
    /// A JSON object a line: FollowTheMoney, or plain.
    JsonLines,
    /// Columns of a Parquet file.
    Parquet,
}

impl Form {
    /// The form of a file: Parquet by its first bytes, the others by its name.
    ///
    /// # Errors
    /// A sentence when neither tells.
    pub fn of(path: &Path) -> anyhow::Result<Self> {
        if begins_as_parquet(path)? {
            return Ok(Self::Parquet);
        }
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        match extension.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "txt" => Ok(Self::Csv),
            "jsonl" | "ndjson" | "ftm" | "json" => Ok(Self::JsonLines),
            "parquet" | "pq" => Err(ParquetFault::Unreadable.into()),
            _ => anyhow::bail!(
                "{}: what is in it? .csv and .tsv hold a table, .jsonl and .ftm an object a line, \
                 .parquet columns",
                path.display()
            ),
        }
    }
}

fn begins_as_parquet(path: &Path) -> anyhow::Result<bool> {
    let context = || format!("cannot read {}", path.display());
    let (mut file, mut start) = (File::open(path).with_context(context)?, Vec::new());
    let length = u64::try_from(parquet::MAGIC.len())?;
    file.by_ref().take(length).read_to_end(&mut start).with_context(context)?;
    Ok(start == parquet::MAGIC)
}

/// The rows of a file, one after the other.
#[derive(Debug)]
pub enum Rows {
    /// Of a table.
    Csv(csv::CsvRows),
    /// Of JSON lines.
    Json(json::JsonRows),
    /// Of a Parquet file.
    Parquet(Box<parquet::ParquetRows>),
}

impl Rows {
    /// Opens a file.
    ///
    /// # Errors
    /// When it cannot be read, or its header names neither names nor documents.
    pub fn open(path: &Path, form: Form, mapping: &Mapping) -> anyhow::Result<Self> {
        Ok(match form {
            Form::Csv => Self::Csv(csv::CsvRows::open(path, mapping)?),
            Form::JsonLines => Self::Json(json::JsonRows::open(path, mapping)?),
            Form::Parquet => Self::Parquet(Box::new(parquet::ParquetRows::open(path, mapping)?)),
        })
    }

    /// How many rows the file says to have, where it does.
    pub fn declared(&self) -> Option<u64> {
        match self {
            Self::Csv(_) | Self::Json(_) => None,
            Self::Parquet(rows) => Some(rows.declared()),
        }
    }

    /// The next row; `None` after the last.
    ///
    /// # Errors
    /// When the file cannot be read any further.
    pub fn next_row(&mut self) -> anyhow::Result<Option<Row>> {
        match self {
            Self::Csv(rows) => rows.next_row(),
            Self::Json(rows) => rows.next_row(),
            Self::Parquet(rows) => rows.next_row(),
        }
    }
}

#[cfg(test)]
mod tests;
