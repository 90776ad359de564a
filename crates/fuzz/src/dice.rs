//! Numbers that look drawn by lot and are the same for the same seed.

/// A generator (the finaliser of `SplitMix64`; Steele, Lea, Flood, 2014).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The generator of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number below `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % n).unwrap_or(0)
    }

    /// A byte.
    pub fn byte(&mut self) -> u8 {
        let [byte, ..] = self.next().to_le_bytes();
        byte
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// A part of something so long: begin and end, at most `longest` apart.
    pub fn part(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
        let begin = self.below(length + 1);
        let end = (begin + self.below(longest + 1)).min(length);
        begin..end
    }
}

/// Scrambles a number.
pub(crate) fn mix(n: u64) -> u64 {
    let mut z = n;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// One number of several, in their order.
pub(crate) fn shape(parts: &[u64]) -> u64 {
    parts.iter().fold(0, |all, part| mix(all ^ mix(part.wrapping_add(1))))
}

/// One number of a text.
pub(crate) fn of_text(text: &str) -> u64 {
    text.bytes().fold(7, |all, byte| mix(all ^ u64::from(byte)))
}
