//! A register of persons' names: add, update and remove while it answers.
//!
//! It has two layers: a base, which is one block of bytes that never changes (`base.rs`; mapped
//! from a file, it is there at once), and the changes since, in memory. A search sees both as one
//! register (`look.rs`); [`Index::write`] makes one new base of both (`write.rs`).
//!
//! A name is kept as the numbers of its words; a word is sounded out once, however many names it
//! stands in, and never again once it is in a base.

mod base;
mod change;
mod layout;
mod lexicon;
mod list;
mod look;
mod packed;
mod search;
mod sieve;
mod slips;
mod wordkeys;
mod write;

pub use base::Bytes;
pub use layout::{STAMP_BYTES, Unusable};
pub use search::Hit;

use crate::table::mix;
use base::{Base, View};
use change::Changes;
pub(crate) use look::Look;

/// The checksum a base of these bytes carries 16 bytes before its end. It guards against accidents;
/// whoever means harm writes the right one, and so do the tests that make up such bases.
#[doc(hidden)]
#[must_use]
pub fn checksum_of(bytes: &[u8]) -> u64 {
    layout::Checksum::of(bytes)
}

/// Names of persons, found by how they are written and how they sound.
///
/// ```
/// use comity_names::{Index, Name};
/// let mut index = Index::default();
/// index.put("7", &["ประจวบ วงศ์สุข", "Prachuap Wongsuk"])?;
/// index.put("8", &["Nguyễn Văn Thử"])?;
/// let hits = index.search(&Name::read("Pờ-ra-chuộp Vông-sục")?, 10);
/// assert_eq!(hits.first().map(|hit| hit.person.as_str()), Some("7"));
/// assert!(index.remove("7"));
/// assert_eq!(index.persons(), 1);
/// # Ok::<(), comity_names::Refused>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Index {
    base: Option<Base>,
    since: Changes,
}

/// What an index holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Persons with a name.
    pub persons: usize,
    /// Names.
    pub names: usize,
    /// Distinct words ever seen.
    pub words: usize,
    /// Bytes of the base.
    pub base_bytes: usize,
    /// Names of the base.
    pub base_names: usize,
    /// Names added and taken out since the base was made.
    pub changed_names: usize,
}

impl Index {
    /// An index over a base that [`Index::write`] made. The bytes are checked whole and then read
    /// where they are.
    ///
    /// # Errors
    /// When they are not a base, were changed since, or were made by other rules; then the index
    /// has to be built anew from the names.
    pub fn open(bytes: Bytes) -> Result<Self, Unusable> {
        let base = Base::open(bytes)?;
        let since = Changes::after(&base.view());
        Ok(Self { base: Some(base), since })
    }

    /// What the caller kept with the base; nothing when there is no base.
    #[must_use]
    pub fn stamp(&self) -> Option<&[u8; STAMP_BYTES]> {
        self.base.as_ref().map(Base::stamp)
    }

    /// How much it holds.
    #[must_use]
    pub fn extent(&self) -> Extent {
        let view = self.view();
        Extent {
            persons: self.persons(),
            names: self.names(),
            words: self.words(),
            base_bytes: self.base.as_ref().map_or(0, Base::len),
            base_names: list::at(view.names()),
            changed_names: self.since.changed_names(),
        }
    }

    /// How many persons have a name here.
    #[must_use]
    pub fn persons(&self) -> usize {
        self.since.live_persons
    }

    /// How many names there are.
    #[must_use]
    pub fn names(&self) -> usize {
        self.since.live_names
    }

    /// How many distinct words were ever seen.
    #[must_use]
    pub fn words(&self) -> usize {
        list::at(self.look().words())
    }

    fn view(&self) -> View<'_> {
        self.base.as_ref().map(Base::view).unwrap_or_default()
    }

    pub(crate) fn look(&self) -> Look<'_> {
        Look { base: self.view(), since: &self.since }
    }
}

/// The key of two words in any order.
fn pair_key(a: u32, b: u32) -> u64 {
    mix(u64::from(a.min(b)) << 32 | u64::from(a.max(b)))
}

/// The key of a word's names among the changes.
fn word_key(word: u32) -> u64 {
    mix(u64::from(word))
}
