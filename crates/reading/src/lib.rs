//! Reads public reports of police cooperation: text in, facts out, each with the place it stands.
//!
//! This crate owns the words of four languages and the rules that find agencies, persons, dates,
//! meetings, agreements, crime areas and statements in a report. It must not do input or output,
//! decide that a fact is true, or write anything into a record: it proposes, a person confirms.
//!
//! Invariant: the same text gives the same facts everywhere, and every fact carries the span it was
//! read from, in code points of the text as handed in.

#![forbid(unsafe_code)]

mod agencies;
mod agreements;
mod areas;
pub mod compare;
mod dates;
pub mod file;
pub mod language;
mod lexicon;
pub mod limits;
pub mod links;
mod marks;
mod meetings;
mod ordinals;
mod persons;
mod places;
mod reading;
pub mod score;
mod statements;
mod text;

pub use reading::{
    Agency, Agreement, AreaFact, DateFact, Meeting, Person, Reading, Refused, Statement, Status,
    read,
};
pub use text::Span;

#[cfg(test)]
mod tests;
