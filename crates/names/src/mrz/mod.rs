//! Machine-readable zones of travel documents: TD1, TD2 and TD3 documents, MRV-A and MRV-B visas.
//!
//! Source: ICAO Doc 9303, eighth edition: part 3 (characters, check digits, dates, names), part 4
//! (TD3, 2 lines of 44), part 5 (TD1, 3 of 30), part 6 (TD2, 2 of 36), part 7 (visas). A check digit
//! that holds is a filter, not proof, and one that fails is reported, not refused: a camera or a
//! finger slipped, or the document is false, and a person looks.

mod check;
mod country;
mod read;

pub use check::{Check, CheckField, check_digit};
pub use country::alpha2;
pub use read::{MrzRefused, name_line};

use crate::person::Sex;

/// The form of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MrzKind {
    /// Cards: three lines of 30.
    Td1,
    /// Larger cards: two lines of 36.
    Td2,
    /// Passports: two lines of 44.
    Td3,
    /// Visas of the passport's size: two lines of 44.
    MrvA,
    /// Smaller visas: two lines of 36.
    MrvB,
}

impl MrzKind {
    /// Stable machine key, as the standard names them.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Td1 => "TD1",
            Self::Td2 => "TD2",
            Self::Td3 => "TD3",
            Self::MrvA => "MRV-A",
            Self::MrvB => "MRV-B",
        }
    }
}

/// A date of which the month and the day may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MrzDate {
    /// Year of the Common Era; the zone holds its last two figures only, see [`Mrz::read`].
    pub year: u16,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day, 1 to 31.
    pub day: Option<u8>,
}

impl std::fmt::Display for MrzDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().map_while(|part| part) {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

/// A zone as read. Texts are without fillers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mrz {
    /// The form.
    pub kind: MrzKind,
    /// The first two characters: `P` a passport, `V` a visa, `A`, `C`, `I` a card.
    pub document_code: String,
    /// Code of the issuing state or organisation, three letters as printed.
    pub issuer: String,
    /// The primary identifier; several words with spaces.
    pub surname: String,
    /// The secondary identifier; empty for persons with one name.
    pub given: String,
    /// Whether the names fill their field to its end: they may have been cut there.
    pub names_cut: bool,
    /// The document number.
    pub number: String,
    /// Code of the nationality, three letters as printed; XXA is a stateless person.
    pub nationality: String,
    /// Date of birth; `None` when not known or not readable.
    pub birth: Option<MrzDate>,
    /// Sex; `None` is unspecified.
    pub sex: Option<Sex>,
    /// Date of expiry.
    pub expiry: Option<MrzDate>,
    /// What the issuer put into the optional fields.
    pub optional: String,
    /// Each check digit and whether it holds.
    pub checks: Vec<Check>,
    /// Fields that hold what such a field cannot hold: a month 13, a letter for a sex.
    pub unreadable: Vec<CheckField>,
}

impl Mrz {
    /// Reads a zone: its lines apart, or run together. Lower case and spaces between the characters
    /// are accepted as the slips they are.
    ///
    /// Years have two figures. `this_year` settles the century: a birth is in the last hundred years
    /// before it or in it, so that somebody more than 99 years old is read as a child; an expiry is
    /// from 50 years before it to 49 after.
    ///
    /// # Errors
    /// [`MrzRefused`] when the lines are not those of a zone. Check digits that fail are in
    /// [`Mrz::checks`].
    pub fn read(text: &str, this_year: u16) -> Result<Self, MrzRefused> {
        read::zone(text, this_year)
    }

    /// The name in the form "surname, given names", which [`crate::Name::read`] understands.
    #[must_use]
    pub fn name(&self) -> String {
        match self.given.is_empty() {
            true => self.surname.clone(),
            false => format!("{}, {}", self.surname, self.given),
        }
    }

    /// Whether every check digit holds and every field can be read.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.unreadable.is_empty() && self.checks.iter().all(|check| check.holds)
    }
}
