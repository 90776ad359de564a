//! ZIP archives: finds one file by its name and unpacks it (APPNOTE 6.3, methods stored and deflate).

use super::inflate::{self, Bad};

/// Where a file of an archive begins, and how it is packed.
struct Entry {
    method: u16,
    packed: usize,
    offset: usize,
}

/// The bytes of a file of the archive; nothing when it is not there.
pub(super) fn file(archive: &[u8], name: &str) -> Result<Option<Vec<u8>>, Bad> {
    let Some(entry) = find(archive, name).ok_or(Bad::Damaged)? else { return Ok(None) };
    let bytes = packed(archive, &entry).ok_or(Bad::Damaged)?;
    match entry.method {
        0 => Ok(Some(bytes.to_vec())),
        8 => inflate::inflate(bytes).map(Some),
        _ => Err(Bad::Damaged),
    }
}

/// Signature of the end of the central directory.
const END: &[u8] = b"PK\x05\x06";
/// Signature of an entry of the central directory.
const ENTRY: &[u8] = b"PK\x01\x02";
/// Bytes of that entry before its name.
const ENTRY_HEAD: usize = 46;
/// Bytes of the head before a file's name.
const FILE_HEAD: usize = 30;

fn find(archive: &[u8], name: &str) -> Option<Option<Entry>> {
    let end = archive.windows(END.len()).rposition(|w| w == END)?;
    let entries = short(archive, end + 10)?;
    let mut at = long(archive, end + 16)?;
    for _ in 0..entries {
        if archive.get(at..at + ENTRY.len())? != ENTRY {
            return None;
        }
        let (names, extra, remark) =
            (short(archive, at + 28)?, short(archive, at + 30)?, short(archive, at + 32)?);
        let begin = at + ENTRY_HEAD;
        if archive.get(begin..begin + usize::from(names))? == name.as_bytes() {
            return Some(Some(Entry {
                method: short(archive, at + 10)?,
                packed: long(archive, at + 20)?,
                offset: long(archive, at + 42)?,
            }));
        }
        at = begin + usize::from(names) + usize::from(extra) + usize::from(remark);
    }
    Some(None)
}

fn packed<'a>(archive: &'a [u8], entry: &Entry) -> Option<&'a [u8]> {
    let at = entry.offset;
    let names = usize::from(short(archive, at + 26)?);
    let extra = usize::from(short(archive, at + 28)?);
    let begin = at.checked_add(FILE_HEAD)?.checked_add(names)?.checked_add(extra)?;
    archive.get(begin..begin.checked_add(entry.packed)?)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    match bytes.get(at..at.checked_add(2)?)? {
        [a, b] => Some(u16::from_le_bytes([*a, *b])),
        _ => None,
    }
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..at.checked_add(4)?)? {
        [a, b, c, d] => usize::try_from(u32::from_le_bytes([*a, *b, *c, *d])).ok(),
        _ => None,
    }
}
