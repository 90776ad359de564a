//! DEFLATE (RFC 1951) and its zlib wrapping (RFC 1950), unpacking only.

use crate::limits::PART_BYTES_MAX;

/// Why bytes do not unpack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bad {
    /// They are no DEFLATE data, or end too early.
    Damaged,
    /// They unpack to more than the limit.
    TooBig,
}

/// Longest code of a tree, bits.
const BITS_MAX: usize = 15;
const LENGTH_BASE: [u16; 29] = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
];
const LENGTH_EXTRA: [u8; 29] =
    [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE: [u16; 30] = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
    2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
];
const DISTANCE_EXTRA: [u8; 30] = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
];
/// Order in which the lengths of the code for lengths are stored.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Unpacks zlib data: two bytes of head, then DEFLATE. The checksum at the end is not looked at: a
/// damaged report is still worth reading.
pub(super) fn zlib(bytes: &[u8]) -> Result<Vec<u8>, Bad> {
    inflate(bytes.get(2..).ok_or(Bad::Damaged)?)
}

/// Unpacks bare DEFLATE data.
pub(super) fn inflate(bytes: &[u8]) -> Result<Vec<u8>, Bad> {
    let mut bits = Bits { bytes, at: 0, held: 0, count: 0 };
    let mut out = Vec::new();
    loop {
        let last = bits.take(1)? == 1;
        match bits.take(2)? {
            0 => stored(&mut bits, &mut out)?,
            1 => {
                let (literals, distances) = fixed();
                block(&mut bits, &mut out, &literals, &distances)?;
            }
            2 => {
                let (literals, distances) = dynamic(&mut bits)?;
                block(&mut bits, &mut out, &literals, &distances)?;
            }
            _ => return Err(Bad::Damaged),
        }
        if last {
            return Ok(out);
        }
    }
}

struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    held: u32,
    count: u32,
}

impl Bits<'_> {
    fn take(&mut self, wanted: u32) -> Result<u16, Bad> {
        while self.count < wanted {
            let byte = self.bytes.get(self.at).ok_or(Bad::Damaged)?;
            self.held |= u32::from(*byte) << self.count;
            self.at += 1;
            self.count += 8;
        }
        let value = self.held & ((1 << wanted) - 1);
        self.held >>= wanted;
        self.count -= wanted;
        u16::try_from(value).or(Err(Bad::Damaged))
    }

    fn symbol(&mut self, tree: &Tree) -> Result<u16, Bad> {
        let (mut code, mut first, mut index) = (0i32, 0i32, 0i32);
        for count in tree.counts.iter().skip(1) {
            code |= i32::from(self.take(1)?);
            let count = i32::from(*count);
            if code - count < first {
                let at = usize::try_from(index + code - first).or(Err(Bad::Damaged))?;
                return tree.symbols.get(at).copied().ok_or(Bad::Damaged);
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        Err(Bad::Damaged)
    }
}

/// A canonical Huffman code: how many codes of each length, and their symbols in order.
struct Tree {
    counts: [u16; BITS_MAX + 1],
    symbols: Vec<u16>,
}

fn tree(lengths: &[u8]) -> Tree {
    let mut counts = [0u16; BITS_MAX + 1];
    let mut symbols: Vec<(u8, u16)> = Vec::new();
    for (symbol, length) in (0u16..).zip(lengths).filter(|(_, length)| **length > 0) {
        if let Some(count) = counts.get_mut(usize::from(*length)) {
            *count += 1;
        }
        symbols.push((*length, symbol));
    }
    symbols.sort_unstable();
    Tree { counts, symbols: symbols.into_iter().map(|(_, s)| s).collect() }
}

fn fixed() -> (Tree, Tree) {
    let runs = [(144usize, 8u8), (112, 9), (24, 7), (8, 8)];
    let lengths: Vec<u8> = runs.iter().flat_map(|(n, l)| std::iter::repeat_n(*l, *n)).collect();
    (tree(&lengths), tree(&[5; 30]))
}

fn dynamic(bits: &mut Bits<'_>) -> Result<(Tree, Tree), Bad> {
    let literals = usize::from(bits.take(5)?) + 257;
    let distances = usize::from(bits.take(5)?) + 1;
    let codes = usize::from(bits.take(4)?) + 4;
    let mut lengths = [0u8; 19];
    for place in ORDER.iter().take(codes) {
        let length = u8::try_from(bits.take(3)?).or(Err(Bad::Damaged))?;
        if let Some(slot) = lengths.get_mut(*place) {
            *slot = length;
        }
    }
    let code = tree(&lengths);
    let mut all: Vec<u8> = Vec::new();
    while all.len() < literals + distances {
        let symbol = bits.symbol(&code)?;
        let (value, times) = match symbol {
            0..=15 => (u8::try_from(symbol).or(Err(Bad::Damaged))?, 1),
            16 => (*all.last().ok_or(Bad::Damaged)?, bits.take(2)? + 3),
            17 => (0, bits.take(3)? + 3),
            _ => (0, bits.take(7)? + 11),
        };
        all.extend(std::iter::repeat_n(value, usize::from(times)));
    }
    let (first, second) = all.split_at_checked(literals).ok_or(Bad::Damaged)?;
    Ok((tree(first), tree(second)))
}

fn stored(bits: &mut Bits<'_>, out: &mut Vec<u8>) -> Result<(), Bad> {
    // Whole bytes that were read ahead go back.
    let ahead = usize::try_from(bits.count / 8).or(Err(Bad::Damaged))?;
    let at = bits.at - ahead;
    let size = match bits.bytes.get(at..at + 4) {
        Some([low, high, _, _]) => usize::from(u16::from_le_bytes([*low, *high])),
        _ => return Err(Bad::Damaged),
    };
    let data = bits.bytes.get(at + 4..at + 4 + size).ok_or(Bad::Damaged)?;
    room(out, size)?;
    out.extend_from_slice(data);
    (bits.at, bits.held, bits.count) = (at + 4 + size, 0, 0);
    Ok(())
}

fn room(out: &[u8], more: usize) -> Result<(), Bad> {
    if out.len().saturating_add(more) > PART_BYTES_MAX { Err(Bad::TooBig) } else { Ok(()) }
}

fn block(
    bits: &mut Bits<'_>,
    out: &mut Vec<u8>,
    literals: &Tree,
    distances: &Tree,
) -> Result<(), Bad> {
    loop {
        let symbol = bits.symbol(literals)?;
        if let Ok(byte) = u8::try_from(symbol) {
            room(out, 1)?;
            out.push(byte);
            continue;
        }
        if symbol == END {
            return Ok(());
        }
        let length = long(bits, usize::from(symbol - END - 1), &LENGTH_BASE, &LENGTH_EXTRA)?;
        let place = usize::from(bits.symbol(distances)?);
        let distance = long(bits, place, &DISTANCE_BASE, &DISTANCE_EXTRA)?;
        room(out, length)?;
        let from = out.len().checked_sub(distance).ok_or(Bad::Damaged)?;
        // The copy may read what it writes: a short distance repeats.
        for place in from..from + length {
            let byte = *out.get(place).ok_or(Bad::Damaged)?;
            out.push(byte);
        }
    }
}

/// The symbol that ends a block.
const END: u16 = 256;

fn long(bits: &mut Bits<'_>, place: usize, base: &[u16], extra: &[u8]) -> Result<usize, Bad> {
    let (Some(base), Some(extra)) = (base.get(place), extra.get(place)) else {
        return Err(Bad::Damaged);
    };
    Ok(usize::from(*base) + usize::from(bits.take(u32::from(*extra))?))
}
