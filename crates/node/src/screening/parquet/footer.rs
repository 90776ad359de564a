//! The footer of a Parquet file, looked at before the library reads it.
//!
//! The library follows the nesting of a schema by recursion without an end, and a stack that
//! overflows cannot be caught. The walk here (Thrift's compact protocol) refuses deep and wide
//! schemas first.

use comity_domain::limits;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use std::fs::File;
use std::os::unix::fs::FileExt;

use super::ParquetFault;

/// Begins and ends a file.
pub(in crate::screening) const MAGIC: &[u8; 4] = b"PAR1";
/// Ends a file whose footer is encrypted.
const SEALED: &[u8; 4] = b"PARE";
/// Bytes of the footer's length and the magic behind it.
const TAIL: u64 = 8;

/// Reads what a file says of itself.
pub(super) fn read(file: &File, bytes: u64) -> Result<ParquetMetaData, ParquetFault> {
    let footer = footer(file, bytes)?;
    Walk { rest: &footer }.metadata()?;
    ParquetMetaDataReader::decode_metadata(&footer).or(Err(ParquetFault::Unreadable))
}

fn footer(file: &File, bytes: u64) -> Result<Vec<u8>, ParquetFault> {
    let read = |length: usize, offset: u64| {
        let mut block = vec![0; length];
        file.read_exact_at(&mut block, offset).or(Err(ParquetFault::Unreadable))?;
        Ok(block)
    };
    let end = bytes.checked_sub(TAIL).ok_or(ParquetFault::Unreadable)?;
    let tail = read(8, end)?;
    let (length, magic) = tail.split_first_chunk::<4>().ok_or(ParquetFault::Unreadable)?;
    if magic == SEALED {
        return Err(ParquetFault::Encrypted);
    }
    let begins = read(4, 0)? == MAGIC;
    let length = usize::try_from(u32::from_le_bytes(*length)).or(Err(ParquetFault::TooLarge))?;
    let start = u64::try_from(length).ok().and_then(|length| end.checked_sub(length));
    let start = start.filter(|_| begins && magic == MAGIC).ok_or(ParquetFault::Unreadable)?;
    if length > limits::SCREEN_PARQUET_FOOTER_BYTES_MAX {
        return Err(ParquetFault::TooLarge);
    }
    read(length, start)
}

/// Kinds of values in Thrift's compact protocol.
const INT32: u8 = 5;
const LIST: u8 = 9;
const STRUCT: u8 = 12;
/// The field of the schema in `FileMetaData`, and of the children's number in `SchemaElement`.
const SCHEMA: i64 = 2;
const CHILDREN: i64 = 5;
/// How deep values of the footer stand in each other at most; the format needs six.
const NESTING_MAX: u8 = 16;

/// Walks over values without keeping them.
struct Walk<'a> {
    rest: &'a [u8],
}

impl Walk<'_> {
    /// The whole footer: every value ends within it, and its schema is within the limits.
    fn metadata(&mut self) -> Result<(), ParquetFault> {
        let mut last = 0;
        while let Some((id, kind)) = self.field(&mut last)? {
            match (id, kind) {
                (SCHEMA, LIST) => self.schema()?,
                // The library goes by the field's number alone.
                (SCHEMA, _) => return Err(ParquetFault::Unreadable),
                _ => self.skip(kind, NESTING_MAX)?,
            }
        }
        Ok(())
    }

    /// The schema: its elements in the order of their nesting, each with the number of its
    /// children.
    fn schema(&mut self) -> Result<(), ParquetFault> {
        let (kind, elements) = self.list()?;
        if kind != STRUCT {
            return Err(ParquetFault::Unreadable);
        }
        if elements > limits::SCREEN_PARQUET_SCHEMA_MAX {
            return Err(ParquetFault::TooLarge);
        }
        let mut open: Vec<u64> = Vec::new();
        for _ in 0..elements {
            while open.last() == Some(&0) {
                open.pop();
            }
            if let Some(siblings) = open.last_mut() {
                *siblings = siblings.saturating_sub(1);
            }
            let children = self.children()?;
            if children > elements {
                return Err(ParquetFault::Unreadable);
            }
            open.push(children);
            if open.len() > limits::SCREEN_PARQUET_DEPTH_MAX {
                return Err(ParquetFault::TooLarge);
            }
        }
        Ok(())
    }

    /// The number of children of an element.
    fn children(&mut self) -> Result<u64, ParquetFault> {
        let (mut last, mut children) = (0, 0);
        while let Some((id, kind)) = self.field(&mut last)? {
            match (id, kind) {
                (CHILDREN, INT32) => {
                    let number = unzigzag(self.varint()?);
                    children = u64::try_from(number).or(Err(ParquetFault::Unreadable))?;
                }
                (CHILDREN, _) => return Err(ParquetFault::Unreadable),
                _ => self.skip(kind, NESTING_MAX)?,
            }
        }
        Ok(children)
    }

    /// The next field of a struct with its kind; `None` at its end.
    fn field(&mut self, last: &mut i64) -> Result<Option<(i64, u8)>, ParquetFault> {
        let head = self.byte()?;
        if head == 0 {
            return Ok(None);
        }
        *last = match i64::from(head >> 4) {
            0 => unzigzag(self.varint()?),
            step => last.saturating_add(step),
        };
        // Numbers of fields have 16 bits; one that is cut to them would be another field.
        if i16::try_from(*last).is_err() {
            return Err(ParquetFault::Unreadable);
        }
        Ok(Some((*last, head & 0x0f)))
    }

    /// The head of a list: what it holds, and how many.
    fn list(&mut self) -> Result<(u8, u64), ParquetFault> {
        let head = self.byte()?;
        let short = u64::from(head >> 4);
        let size = if short == 15 { self.varint()? } else { short };
        Ok((head & 0x0f, size))
    }

    fn skip(&mut self, kind: u8, nesting: u8) -> Result<(), ParquetFault> {
        let nesting = nesting.checked_sub(1).ok_or(ParquetFault::TooLarge)?;
        match kind {
            // A truth value is its field's kind.
            1 | 2 => Ok(()),
            3 => self.pass(1),
            4..=6 => self.varint().map(|_| ()),
            7 => self.pass(8),
            8 => {
                let length = self.varint()?;
                self.pass(length)
            }
            LIST | 10 => {
                let (held, size) = self.list()?;
                // Within a list a truth value is a byte.
                (0..size).try_for_each(|_| self.skip(held.max(3), nesting))
            }
            STRUCT => {
                let mut last = 0;
                while let Some((_, kind)) = self.field(&mut last)? {
                    self.skip(kind, nesting)?;
                }
                Ok(())
            }
            _ => Err(ParquetFault::Unreadable),
        }
    }

    fn pass(&mut self, length: u64) -> Result<(), ParquetFault> {
        let rest = usize::try_from(length).ok().and_then(|length| self.rest.get(length..));
        self.rest = rest.ok_or(ParquetFault::Unreadable)?;
        Ok(())
    }

    fn byte(&mut self) -> Result<u8, ParquetFault> {
        let (first, rest) = self.rest.split_first().ok_or(ParquetFault::Unreadable)?;
        self.rest = rest;
        Ok(*first)
    }

    fn varint(&mut self) -> Result<u64, ParquetFault> {
        let (value, length) = varint(self.rest).ok_or(ParquetFault::Unreadable)?;
        self.rest = self.rest.get(length..).ok_or(ParquetFault::Unreadable)?;
        Ok(value)
    }
}

/// A number of seven bits a byte, and how many bytes it takes.
pub(super) fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0_u64;
    for (place, byte) in bytes.iter().take(10).enumerate() {
        let shift = u32::try_from(place * 7).ok()?;
        value |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some((value, place + 1));
        }
    }
    None
}

/// A signed number out of its zigzag form.
pub(super) fn unzigzag(value: u64) -> i64 {
    let half = i64::try_from(value >> 1).unwrap_or(i64::MAX);
    if value & 1 == 0 { half } else { -half - 1 }
}
