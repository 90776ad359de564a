//! Names written in Thai, Lao, Vietnamese and Latin letters, and how likely two are one name.
//!
//! This crate owns how a name is folded, split, sounded out, keyed for search and compared. It
//! must not do input or output, read a clock, draw random numbers, keep state between calls, or
//! decide that two people are one person: it ranks, a person decides.
//!
//! Invariant: the same two texts give the same keys and the same score on every machine and in
//! every run, and `compare(a, b)` is `compare(b, a)` mirrored.
//!
//! Start at [`Name::read`], then [`keys`] (which names to look at) and [`compare()`] (how alike they
//! are and why). Each writing has one file of rules that ends in the shared sound alphabet of
//! `pivot.rs`.
//!
//! ```
//! use comity_names::{Name, SCORE_SAME, compare, keys};
//! let thai = Name::read("ประจวบ วงศ์สุข")?;
//! let press = Name::read("Trung tướng Pờ-ra-chuộp Vông-sục")?;
//! assert!(compare(&thai, &press).score >= SCORE_SAME);
//! assert!(keys(&thai).intersection(&keys(&press)).next().is_some());
//! # Ok::<(), comity_names::Refused>(())
//! ```

#![forbid(unsafe_code)]

mod align;
mod aside;
mod compare;
pub mod eval;
mod fold;
mod index;
mod keys;
mod lao;
mod latin;
pub mod learn;
pub mod limits;
pub mod mrz;
mod name;
mod note;
mod order;
mod pair;
pub mod person;
mod pivot;
mod postings;
mod rarity;
mod slips;
mod syllable;
mod table;
mod thai;
mod thai_words;
mod title_lists;
mod titles;
mod token;
mod vietnamese;

pub use compare::{
    Comparison, Contradiction, Route, SCORE_SAME, TokenPair, compare, compare_weighted,
};
pub use fold::{fold, plain};
#[doc(hidden)]
pub use index::checksum_of;
pub use index::{Bytes, Extent, Hit, Index, STAMP_BYTES, Unusable};
pub use keys::keys;
pub use name::{Name, Refused, Script};
pub use note::Note;
pub use order::{Order, Role};
pub use rarity::Rarity;
pub use token::{SoundForm, Token, sound_forms};

#[cfg(test)]
mod tests;
