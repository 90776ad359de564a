//! A list of numbers of which the first part may lie in a file and the second in memory.

/// A number as it lies in a file: four bytes, the lowest first.
pub(crate) type Four = [u8; 4];
/// The same of eight bytes.
pub(crate) type Eight = [u8; 8];

/// Numbers of the base and of the changes since, in this order.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct List<'a> {
    pub(crate) base: &'a [Four],
    pub(crate) since: &'a [u32],
}

impl<'a> List<'a> {
    pub(crate) fn len(&self) -> usize {
        self.base.len() + self.since.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.base.is_empty() && self.since.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + use<'a> {
        let base = self.base.iter().copied().map(u32::from_le_bytes);
        base.chain(self.since.iter().copied())
    }

    /// Hands on the first `most` numbers.
    pub(crate) fn each(&self, most: usize, mut take: impl FnMut(u32)) {
        let base = self.base.get(..most).unwrap_or(self.base);
        base.iter().for_each(|number| take(u32::from_le_bytes(*number)));
        let room = most.saturating_sub(base.len());
        self.since.get(..room).unwrap_or(self.since).iter().for_each(|number| take(*number));
    }

    /// Adds the first `most` numbers to `out`.
    pub(crate) fn copy_to(&self, out: &mut Vec<u32>, most: usize) {
        let base = self.base.get(..most).unwrap_or(self.base);
        out.extend(base.iter().copied().map(u32::from_le_bytes));
        let room = most.saturating_sub(base.len());
        out.extend(self.since.get(..room).unwrap_or(self.since));
    }
}

/// A number as a place.
pub(crate) fn at(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// A count as a number.
pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
