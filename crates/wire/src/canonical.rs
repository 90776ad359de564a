//! Deterministic CBOR (RFC 8949 §4.2.1), the encoding of everything that crosses the border:
//! shortest integers and lengths, definite lengths, map keys in the order of their encoded bytes,
//! none twice. Of CBOR's types only integers, byte strings, texts, arrays, maps, `false`, `true`
//! and `null` are used; map keys are integers or texts; there are no floats and no tags.
//!
//! Invariant: [`check`] accepts exactly what [`to_bytes`] can write. It walks the bytes without
//! reserving memory and before any other code sees them, so a declared length never decides how
//! much memory is taken.

use ciborium::value::Value;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::WireError;

/// How deep arrays and maps may be nested; a message needs seven.
pub const DEPTH_MAX: usize = 16;

/// What the decoder behind [`check`] may recurse; it counts some levels twice.
const DECODER_DEPTH_MAX: usize = 4 * DEPTH_MAX;

const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
const SIMPLE: u8 = 7;
const FALSE: u64 = 20;
const TRUE: u64 = 21;
const NULL: u64 = 22;

/// The one encoding of a value.
///
/// # Errors
/// [`WireError::NotCanonical`] when the value holds a float, a tag, an integer beyond 64 bits, a
/// key twice, a key that is neither integer nor text, or nests deeper than [`DEPTH_MAX`].
pub fn to_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, WireError> {
    encode(&Value::serialized(value).or(Err(WireError::NotCanonical))?)
}

/// The value that bytes are the one encoding of.
///
/// # Errors
/// [`WireError::NotCanonical`] when [`check`] refuses the bytes, [`WireError::Shape`] when they
/// encode something other than a `T`.
pub fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, WireError> {
    check(bytes)?;
    ciborium::de::from_reader_with_recursion_limit(bytes, DECODER_DEPTH_MAX)
        .or(Err(WireError::Shape))
}

/// Whether bytes are one deterministic CBOR item with nothing behind it.
///
/// # Errors
/// [`WireError::NotCanonical`] when they are not.
pub fn check(bytes: &[u8]) -> Result<(), WireError> {
    let mut walk = Walk { rest: bytes };
    walk.item(DEPTH_MAX)?;
    if walk.rest.is_empty() { Ok(()) } else { Err(WireError::NotCanonical) }
}

pub(crate) fn encode(value: &Value) -> Result<Vec<u8>, WireError> {
    let mut out = Vec::new();
    write(value, DEPTH_MAX, &mut out)?;
    Ok(out)
}

fn write(value: &Value, depth: usize, out: &mut Vec<u8>) -> Result<(), WireError> {
    match value {
        Value::Integer(integer) => write_integer(i128::from(*integer), out),
        Value::Bytes(bytes) => {
            write_head(BYTES, length(bytes.len())?, out);
            out.extend_from_slice(bytes);
            Ok(())
        }
        Value::Text(text) => {
            write_head(TEXT, length(text.len())?, out);
            out.extend_from_slice(text.as_bytes());
            Ok(())
        }
        Value::Bool(flag) => {
            write_head(SIMPLE, if *flag { TRUE } else { FALSE }, out);
            Ok(())
        }
        Value::Null => {
            write_head(SIMPLE, NULL, out);
            Ok(())
        }
        Value::Array(items) => {
            let inner = depth.checked_sub(1).ok_or(WireError::NotCanonical)?;
            write_head(ARRAY, length(items.len())?, out);
            items.iter().try_for_each(|item| write(item, inner, out))
        }
        Value::Map(entries) => write_map(entries, depth, out),
        // Floats and tags; the library's type leaves room for more.
        _ => Err(WireError::NotCanonical),
    }
}

fn write_map(entries: &[(Value, Value)], depth: usize, out: &mut Vec<u8>) -> Result<(), WireError> {
    let inner = depth.checked_sub(1).ok_or(WireError::NotCanonical)?;
    let mut sorted = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        if !matches!(key, Value::Integer(_) | Value::Text(_)) {
            return Err(WireError::NotCanonical);
        }
        let mut key_bytes = Vec::new();
        write(key, inner, &mut key_bytes)?;
        sorted.push((key_bytes, value));
    }
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    write_head(MAP, length(sorted.len())?, out);
    let mut last: Option<Vec<u8>> = None;
    for (key_bytes, value) in sorted {
        if last.as_ref() == Some(&key_bytes) {
            return Err(WireError::NotCanonical);
        }
        out.extend_from_slice(&key_bytes);
        write(value, inner, out)?;
        last = Some(key_bytes);
    }
    Ok(())
}

fn write_integer(integer: i128, out: &mut Vec<u8>) -> Result<(), WireError> {
    let (major, magnitude) =
        if integer < 0 { (NEGATIVE, -1 - integer) } else { (UNSIGNED, integer) };
    write_head(major, u64::try_from(magnitude).or(Err(WireError::NotCanonical))?, out);
    Ok(())
}

/// The first byte of an item and its argument, in the shortest form.
fn write_head(major: u8, argument: u64, out: &mut Vec<u8>) {
    let major = major << 5;
    if let Ok(short) = u8::try_from(argument) {
        if short < 24 {
            out.push(major | short);
        } else {
            out.extend_from_slice(&[major | 24, short]);
        }
    } else if let Ok(short) = u16::try_from(argument) {
        out.push(major | 25);
        out.extend_from_slice(&short.to_be_bytes());
    } else if let Ok(short) = u32::try_from(argument) {
        out.push(major | 26);
        out.extend_from_slice(&short.to_be_bytes());
    } else {
        out.push(major | 27);
        out.extend_from_slice(&argument.to_be_bytes());
    }
}

fn length(len: usize) -> Result<u64, WireError> {
    u64::try_from(len).or(Err(WireError::TooLarge))
}

/// A walk over bytes that claims nothing but the bytes themselves.
struct Walk<'a> {
    rest: &'a [u8],
}

impl<'a> Walk<'a> {
    /// Passes one item; `depth` is how many more levels may open. Says the item's major type.
    fn item(&mut self, depth: usize) -> Result<u8, WireError> {
        let (major, argument) = self.head()?;
        match major {
            UNSIGNED | NEGATIVE => {}
            BYTES => {
                self.take(argument)?;
            }
            TEXT => {
                std::str::from_utf8(self.take(argument)?).or(Err(WireError::NotCanonical))?;
            }
            ARRAY => {
                let inner = depth.checked_sub(1).ok_or(WireError::NotCanonical)?;
                for _ in 0..self.count(argument)? {
                    self.item(inner)?;
                }
            }
            MAP => self.map(argument, depth)?,
            SIMPLE if (FALSE..=NULL).contains(&argument) => {}
            _ => return Err(WireError::NotCanonical),
        }
        Ok(major)
    }

    fn map(&mut self, argument: u64, depth: usize) -> Result<(), WireError> {
        let inner = depth.checked_sub(1).ok_or(WireError::NotCanonical)?;
        let mut last: &[u8] = &[];
        for _ in 0..self.count(argument)? {
            let before = self.rest;
            let major = self.item(inner)?;
            let key_len = before.len() - self.rest.len();
            let key = before.get(..key_len).ok_or(WireError::NotCanonical)?;
            // Ascending order also means that no key is there twice; no key is empty bytes.
            if !matches!(major, UNSIGNED | NEGATIVE | TEXT) || key <= last {
                return Err(WireError::NotCanonical);
            }
            last = key;
            self.item(inner)?;
        }
        Ok(())
    }

    /// A declared number of items, refused when the bytes left could not hold them.
    fn count(&self, argument: u64) -> Result<usize, WireError> {
        let count = usize::try_from(argument).or(Err(WireError::NotCanonical))?;
        if count <= self.rest.len() { Ok(count) } else { Err(WireError::NotCanonical) }
    }

    fn take(&mut self, len: u64) -> Result<&'a [u8], WireError> {
        let len = usize::try_from(len).or(Err(WireError::NotCanonical))?;
        let (taken, rest) = self.rest.split_at_checked(len).ok_or(WireError::NotCanonical)?;
        self.rest = rest;
        Ok(taken)
    }

    fn head(&mut self) -> Result<(u8, u64), WireError> {
        let first = self.take(1)?.first().copied().ok_or(WireError::NotCanonical)?;
        let (major, info) = (first >> 5, first & 0x1f);
        let (argument, least) = match info {
            0..=23 => (u64::from(info), 0),
            24 => (self.argument(1)?, 24),
            25 => (self.argument(2)?, 1 << 8),
            26 => (self.argument(4)?, 1 << 16),
            27 => (self.argument(8)?, 1 << 32),
            // Reserved, or an indefinite length.
            _ => return Err(WireError::NotCanonical),
        };
        // A longer form than needed. Simple values have their one form in the first byte.
        if argument < least || (major == SIMPLE && info >= 24) {
            return Err(WireError::NotCanonical);
        }
        Ok((major, argument))
    }

    fn argument(&mut self, len: u64) -> Result<u64, WireError> {
        Ok(self.take(len)?.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
    }
}
