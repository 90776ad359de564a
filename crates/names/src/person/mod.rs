//! How likely two descriptions are of one person: names, dates of birth, sex, nationalities and
//! document numbers, each a piece with a name and a weight, summed in log-odds.
//!
//! It knows these five things only, in types of its own, and decides nothing. The weights are one
//! table (`weights.rs`) that says where they come from; they are to be confirmed on own data.
//!
//! Invariant: [`compare`] is symmetric and lies within 0 and 1; a piece that agrees never lowers
//! it, one that contradicts never raises it; a name alone never reaches [`Band::Certain`].
//!
//! ```
//! use comity_names::{Name, Rarity, person::{Band, Birth, Person, compare}};
//! let born = |year| Some(Birth { year, month: None, day: None, buddhist: false });
//! let asked = Person { names: vec![Name::read("Prachuab Wongsuk")?], birth: born(1985), ..Person::default() };
//! let right = Person { names: vec![Name::read("ประจวบ วงศ์สุข")?], birth: born(1985), ..Person::default() };
//! let wrong = Person { birth: born(1961), ..right.clone() };
//! let score = |found: &Person| compare(&asked, found, &Rarity::built_in());
//! assert_eq!(score(&right).band, Band::Likely);
//! assert!(score(&wrong).score < score(&right).score);
//! # Ok::<(), comity_names::Refused>(())
//! ```

mod birth;
mod document;
mod finding;
mod score;
mod weights;

pub use birth::Birth;
pub use document::{Document, DocumentKind, confusable_key, number_key, slips};
pub use finding::{Aspect, Finding};
pub use score::{Band, NamePair, Piece, Scored, compare};

use crate::Name;

/// Sex as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// A person as described; what is empty or `None` is unknown and says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Names in any writing.
    pub names: Vec<Name>,
    /// Nicknames (chue len): they support, and never contradict.
    pub nicknames: Vec<Name>,
    /// Date of birth.
    pub birth: Option<Birth>,
    /// Sex; unspecified is `None`.
    pub sex: Option<Sex>,
    /// Nationalities, ISO 3166-1 alpha-2 or the ICAO 9303 codes of persons without one (XXA
    /// stateless, XXB and XXC refugees; all begin with XX), which say nothing.
    pub nationalities: Vec<String>,
    /// Identity documents.
    pub documents: Vec<Document>,
}

impl Sex {
    /// Stable machine key: `female`, `male`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }
}

impl std::fmt::Display for Birth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().map_while(|part| part) {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}
