//! The file of a base: where its parts lie, and what makes a file unusable.
//!
//! ```text
//! magic, version                      16 bytes
//! sections, each filled up to 8 bytes
//! offset and length of each section   16 bytes each
//! stamp of the caller                 64 bytes
//! engine, checksum, magic             24 bytes
//! ```
//!
//! All numbers are little-endian. The checksum covers everything before it; the engine is the hash
//! of the rules by which the words were sounded out.

use std::ops::Range;

use super::list::{Eight, Four};
use crate::table::mix;

/// First and last bytes of every file.
pub(crate) const MAGIC: Eight = *b"COMITYNX";
/// The layout of the sections.
pub(crate) const VERSION: u32 = 1;
/// Bytes before the first section.
pub(crate) const HEAD: usize = 16;
/// Bytes the caller keeps with a base.
pub const STAMP_BYTES: usize = 64;
/// Bytes after the stamp.
const TAIL: usize = 24;
/// Parts of a file.
pub(crate) const SECTIONS: usize = 26;

/// Why bytes are not a base that can be searched. Whoever has the names builds it anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unusable {
    /// They do not begin and end as a base does: another file, or one cut short.
    NotABase,
    /// The layout is of another version.
    Version {
        /// The version found.
        found: u32,
    },
    /// The words were sounded out by other rules.
    Engine,
    /// Bytes were changed since they were written.
    Checksum,
    /// Parts of it do not fit one another.
    Section {
        /// The number of the part.
        section: usize,
    },
}

impl std::fmt::Display for Unusable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotABase => f.write_str("not a whole index file"),
            Self::Version { found } => {
                write!(f, "index file of version {found}; this program reads {VERSION}")
            }
            Self::Engine => f.write_str("index file made by other rules of sound"),
            Self::Checksum => f.write_str("index file was changed since it was written"),
            Self::Section { section } => write!(f, "part {section} of the index file is wrong"),
        }
    }
}

impl std::error::Error for Unusable {}

/// Where the sections lie.
pub(crate) type Sections = [Range<usize>; SECTIONS];

/// What stands around the sections.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) sections: Sections,
    pub(crate) stamp: [u8; STAMP_BYTES],
}

/// The hash of the rules by which words are read.
pub(crate) fn engine() -> u64 {
    crate::table::hash(env!("COMITY_NAMES_RULES").as_bytes())
}

impl Layout {
    /// Reads and checks what stands around the sections, and the checksum of everything.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Unusable> {
        let head = bytes.first_chunk::<8>().ok_or(Unusable::NotABase)?;
        let (rest, tail) = bytes.split_last_chunk::<TAIL>().ok_or(Unusable::NotABase)?;
        let [engine, checksum, magic] = eights(tail).ok_or(Unusable::NotABase)?;
        if *head != MAGIC || magic != MAGIC {
            return Err(Unusable::NotABase);
        }
        let version = bytes.get(8..12).and_then(|v| v.first_chunk()).copied();
        let found = u32::from_le_bytes(version.ok_or(Unusable::NotABase)?);
        if found != VERSION {
            return Err(Unusable::Version { found });
        }
        let summed = bytes.len().checked_sub(16).and_then(|end| bytes.get(..end));
        if Checksum::of(summed.ok_or(Unusable::NotABase)?) != u64::from_le_bytes(checksum) {
            return Err(Unusable::Checksum);
        }
        if u64::from_le_bytes(engine) != self::engine() {
            return Err(Unusable::Engine);
        }
        let (rest, stamp) = rest.split_last_chunk::<STAMP_BYTES>().ok_or(Unusable::NotABase)?;
        let body = rest.len().checked_sub(SECTIONS * 16).ok_or(Unusable::NotABase)?;
        let (_, table) = rest.split_at_checked(body).ok_or(Unusable::NotABase)?;
        Ok(Self { sections: sections(table, body)?, stamp: *stamp })
    }
}

fn eights(tail: &[u8; TAIL]) -> Option<[Eight; 3]> {
    tail.as_chunks::<8>().0.first_chunk::<3>().copied()
}

/// Each section follows the one before and ends in the body.
fn sections(table: &[u8], body: usize) -> Result<Sections, Unusable> {
    let mut out: Sections = std::array::from_fn(|_| 0..0);
    let mut end = HEAD;
    for (section, (slot, row)) in out.iter_mut().zip(table.as_chunks::<16>().0).enumerate() {
        let wrong = Unusable::Section { section };
        let (offset, len) = row.split_first_chunk::<8>().ok_or(wrong)?;
        let len = len.first_chunk::<8>().ok_or(wrong)?;
        let place = |n: &Eight| usize::try_from(u64::from_le_bytes(*n)).or(Err(wrong));
        let (from, len) = (place(offset)?, place(len)?);
        let to = from.checked_add(len).filter(|to| from >= end && *to <= body).ok_or(wrong)?;
        *slot = from..to;
        end = to;
    }
    Ok(out)
}

/// A checksum against damage by chance: four lanes of eight bytes, so that it runs as fast as
/// memory is read. It is no signature.
#[derive(Clone, Debug)]
pub(crate) struct Checksum {
    lanes: [u64; 4],
    bytes: u64,
}

impl Checksum {
    pub(crate) fn new() -> Self {
        Self { lanes: [1, 2, 3, 4], bytes: 0 }
    }

    pub(crate) fn of(bytes: &[u8]) -> u64 {
        let mut sum = Self::new();
        sum.add(bytes);
        sum.done()
    }

    /// Adds bytes; only the last ones may be other than a multiple of 32.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        let (blocks, rest) = bytes.as_chunks::<32>();
        let mut lanes = self.lanes;
        for block in blocks {
            stir(&mut lanes, block);
        }
        if !rest.is_empty() {
            let mut block = [0; 32];
            block.iter_mut().zip(rest).for_each(|(slot, byte)| *slot = *byte);
            stir(&mut lanes, &block);
        }
        self.lanes = lanes;
        self.bytes = self.bytes.wrapping_add(u64::try_from(bytes.len()).unwrap_or(0));
    }

    pub(crate) fn done(&self) -> u64 {
        self.lanes.iter().fold(mix(self.bytes), |all, lane| mix(all ^ lane))
    }
}

fn stir(lanes: &mut [u64; 4], block: &[u8; 32]) {
    for (lane, eight) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
        let word = u64::from_le_bytes(*eight);
        *lane = (*lane ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    }
}

/// Bytes as numbers of four bytes; a remainder is left out.
pub(crate) fn fours(bytes: &[u8]) -> &[Four] {
    bytes.as_chunks::<4>().0
}
