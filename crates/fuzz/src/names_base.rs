//! A register kept in a file that somebody changed, with the checksum set right.

use std::sync::{Arc, LazyLock};

use comity_names::{Index, Name, STAMP_BYTES, checksum_of};

use crate::dice::{of_text, shape};
use crate::names::{must, number};

/// Where the checksum stands: so many bytes before the end.
const SUM_BEFORE_END: usize = 16;
/// Bytes that one input changes at most.
const EDITS_MAX: usize = 64;
const NAMES: &[&str] = &[
    "ประจวบ วงศ์สุข",
    "Prachuap Wongsuk",
    "Nguyễn Văn Thử",
    "ຄຳຜຸຍ ແກ້ວມະນີ",
    "Kham Pheng Phet",
    "Somchai Phromchak",
    "Nguyen Thi Anh",
];

/// Large and small numbers where the base keeps places and lengths.
pub(crate) const PIECES: &[&[u8]] = &[
    b"\x00\x00\xff",
    b"\x00\x10\xff\x00\x11\xff\x00\x12\xff\x00\x13\xff",
    b"\x00\x20\x00\x00\x21\x00\x00\x22\x00\x00\x23\x00",
    b"\x01\x00\x7f",
    b"\x00\x08\x80",
];

static BASE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut index = Index::default();
    for (n, pair) in NAMES.windows(2).enumerate() {
        // A refused seed leaves the base smaller, which the first check notices.
        index.put(&format!("p{n}"), pair).ok();
    }
    let mut bytes = Vec::new();
    index.write(&[3; STAMP_BYTES], &mut bytes).ok();
    bytes
});

/// No change, one, and a few.
pub(crate) fn seeds() -> Vec<Vec<u8>> {
    vec![Vec::new(), vec![0, 9, 1], vec![0, 40, 255, 1, 2, 3, 2, 5, 0, 3, 1, 7]]
}

/// Groups of three bytes set a byte of the base: two for the place, one for what is put there.
fn edited(input: &[u8]) -> Vec<u8> {
    let mut bytes = BASE.clone();
    let end = bytes.len().saturating_sub(SUM_BEFORE_END);
    for edit in input.chunks_exact(3).take(EDITS_MAX) {
        let [high, low, byte] = edit else { continue };
        let place = usize::from(u16::from_be_bytes([*high, *low])) % end.max(1);
        if let Some(slot) = bytes.get_mut(place) {
            *slot = *byte;
        }
    }
    let sum = checksum_of(bytes.get(..end).unwrap_or_default()).to_le_bytes();
    for (slot, byte) in bytes.iter_mut().skip(end).zip(sum) {
        *slot = byte;
    }
    bytes
}

/// The input itself is refused as a base; a changed base is refused, or answers something and may
/// be changed and written again.
pub(crate) fn check(input: &[u8]) -> Result<u64, String> {
    must(BASE.len() > 500, "there is no base to change")?;
    must(Index::open(Arc::new(input.to_vec())).is_err(), "any bytes are a base")?;
    let whole = edited(input);
    let same = whole == *BASE;
    let mut index = match Index::open(Arc::new(whole)) {
        Ok(index) => index,
        Err(refused) => {
            must(!same, "the base itself is refused")?;
            return Ok(of_text(&refused.to_string()));
        }
    };
    let mut parts = vec![number(ask(&index)?)];
    index.put("p2", &["Somchai Kham Pheng"]).or(Err("a name is refused"))?;
    for person in ["p0", "p1", "p5", "p7"] {
        parts.push(u64::from(index.remove(person)));
    }
    parts.push(number(ask(&index)?));
    if let Ok(index) = index.compacted() {
        parts.push(number(ask(&index)?));
    }
    Ok(shape(&parts))
}

fn ask(index: &Index) -> Result<usize, String> {
    let mut hits = 0;
    for name in NAMES {
        let name = Name::read(name).or(Err("a name is refused"))?;
        hits += index.search(&name, 10).len();
    }
    Ok(hits)
}
