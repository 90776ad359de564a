//! Numbers that look drawn by lot and are the same in every run: what the invented register is
//! made with. Nothing secret may ever come from here.

/// A generator of one seed (Steele, Lea, Flood: "Fast splittable pseudorandom number generators",
/// 2014, the finaliser of `SplitMix64`).
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

impl Chance {
    /// The generator of one of many things of a kind: another stream for every number.
    pub(super) fn of(seed: u64, number: u32) -> Self {
        let mut chance = Self(seed ^ STEP.wrapping_mul(u64::from(number) + 1));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 when `n` is 0.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        let n = u64::from(n.max(1));
        u32::try_from(self.next() % n).unwrap_or(0)
    }

    /// A place in something of so many places; 0 when there is none.
    pub(super) fn place(&mut self, places: usize) -> usize {
        let n = u32::try_from(places).unwrap_or(u32::MAX);
        usize::try_from(self.below(n)).unwrap_or(0)
    }

    /// One row of a table.
    pub(super) fn pick<T: Copy + Default>(&mut self, table: &[T]) -> T {
        let place = self.place(table.len());
        table.get(place).copied().unwrap_or_default()
    }
}
