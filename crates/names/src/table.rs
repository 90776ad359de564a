//! An open-addressing table from a hash to a number kept elsewhere.
//!
//! It holds numbers only; what a number stands for, and whether it is the one meant, the caller
//! tells. Nothing is ever taken out, so probing needs no tombstones.

/// No number.
const FREE: u32 = u32::MAX;
/// Slots of a new table.
const FIRST: usize = 64;

/// Numbers found by hash.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    slots: Vec<u32>,
    used: usize,
}

/// FNV-1a over the bytes, with a last mix so that every bit counts.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for &b in bytes {
        h = (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
    }
    mix(h)
}

/// Spreads a number over 64 bits.
pub(crate) fn mix(mut h: u64) -> u64 {
    h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

impl Table {
    fn place(&self, hash: u64) -> usize {
        let mask = u64::try_from(self.slots.len().saturating_sub(1)).unwrap_or(0);
        usize::try_from(hash & mask).unwrap_or(0)
    }

    /// The number with this hash for which `is_it` holds.
    pub(crate) fn find(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let start = self.place(hash);
        let (after, before) = (self.slots.get(start..)?, self.slots.get(..start)?);
        let chain = after.iter().chain(before).copied().take_while(|&n| n != FREE);
        chain.into_iter().find(|&n| is_it(n))
    }

    /// Adds a number that is not in the table; `hash_of` tells the hash of any number held.
    pub(crate) fn insert(&mut self, hash: u64, number: u32, hash_of: impl Fn(u32) -> u64) {
        if (self.used + 1) * 3 > self.slots.len() * 2 {
            let wider = (self.slots.len() * 2).max(FIRST);
            let old = std::mem::replace(&mut self.slots, vec![FREE; wider]);
            for known in old.into_iter().filter(|&n| n != FREE) {
                self.put(hash_of(known), known);
            }
        }
        self.put(hash, number);
        self.used += 1;
    }

    fn put(&mut self, hash: u64, number: u32) {
        let start = self.place(hash);
        let (before, after) = self.slots.split_at_mut(start);
        if let Some(slot) = after.iter_mut().chain(before).find(|slot| **slot == FREE) {
            *slot = number;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_is_found_and_nothing_else() {
        let key = |n: u32| hash(&n.to_le_bytes());
        let mut table = Table::default();
        assert_eq!(table.find(key(1), |_| true), None);
        for n in 0..5000 {
            table.insert(key(n), n, key);
        }
        for n in 0..5000 {
            assert_eq!(table.find(key(n), |m| m == n), Some(n));
        }
        assert_eq!(table.find(key(9999), |m| m == 9999), None);
    }

    #[test]
    fn numbers_of_one_hash_are_told_apart() {
        let mut table = Table::default();
        for n in 0..100 {
            table.insert(7, n, |_| 7);
        }
        assert_eq!(table.find(7, |m| m == 63), Some(63));
        assert_eq!(table.find(7, |m| m == 100), None);
    }
}
