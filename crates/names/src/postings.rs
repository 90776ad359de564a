//! Many short lists of numbers in one block of memory.
//!
//! A list has room for a power of two numbers; when it is full it moves to a room twice as large
//! and the room it leaves is used again. No list costs an allocation of its own.

/// A list: where it starts, how many it holds, and its room as a power of two.
#[derive(Clone, Copy, Debug, Default)]
struct Head {
    start: u32,
    len: u32,
    class: u8,
}

/// Lists of numbers, by list number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Postings {
    heads: Vec<Head>,
    rooms: Vec<u32>,
    /// Starts of empty rooms, by class.
    empty: Vec<Vec<u32>>,
}

fn wide(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

fn room_of(class: u8) -> u32 {
    1_u32.checked_shl(u32::from(class)).unwrap_or(u32::MAX)
}

impl Postings {
    /// How many lists there are.
    pub(crate) fn lists(&self) -> u32 {
        u32::try_from(self.heads.len()).unwrap_or(u32::MAX)
    }

    /// Opens an empty list; its number is the count of those before.
    pub(crate) fn open(&mut self) -> u32 {
        let start = self.room(0);
        self.heads.push(Head { start, len: 0, class: 0 });
        self.lists().saturating_sub(1)
    }

    /// The numbers of a list, in no order.
    pub(crate) fn list(&self, list: u32) -> &[u32] {
        let Some(head) = self.heads.get(wide(list)) else { return &[] };
        let start = wide(head.start);
        self.rooms.get(start..start + wide(head.len)).unwrap_or(&[])
    }

    /// Adds a number to a list.
    pub(crate) fn push(&mut self, list: u32, number: u32) {
        let Some(head) = self.heads.get(wide(list)).copied() else { return };
        let head = if head.len == room_of(head.class) { self.wider(head) } else { head };
        if let Some(slot) = self.rooms.get_mut(wide(head.start) + wide(head.len)) {
            *slot = number;
        }
        if let Some(known) = self.heads.get_mut(wide(list)) {
            *known = Head { len: head.len + 1, ..head };
        }
    }

    /// Takes a number out of a list, once.
    pub(crate) fn take(&mut self, list: u32, number: u32) {
        let Some(head) = self.heads.get_mut(wide(list)) else { return };
        let start = wide(head.start);
        let Some(held) = self.rooms.get_mut(start..start + wide(head.len)) else { return };
        let Some(at) = held.iter().position(|&n| n == number) else { return };
        if let Some(last) = held.len().checked_sub(1) {
            held.swap(at, last);
            head.len -= 1;
        }
    }

    fn wider(&mut self, head: Head) -> Head {
        let class = head.class + 1;
        let start = self.room(class);
        let from = wide(head.start);
        self.rooms.copy_within(from..from + wide(head.len), wide(start));
        let least = usize::from(head.class) + 1;
        if self.empty.len() < least {
            self.empty.resize(least, Vec::new());
        }
        if let Some(left) = self.empty.get_mut(usize::from(head.class)) {
            left.push(head.start);
        }
        Head { start, class, ..head }
    }

    fn room(&mut self, class: u8) -> u32 {
        if let Some(start) = self.empty.get_mut(usize::from(class)).and_then(Vec::pop) {
            return start;
        }
        let start = u32::try_from(self.rooms.len()).unwrap_or(u32::MAX);
        self.rooms.resize(self.rooms.len() + wide(room_of(class)), 0);
        start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_keep_apart_as_they_grow_and_shrink() {
        let mut all = Postings::default();
        let lists: Vec<u32> = (0..20).map(|_| all.open()).collect();
        for n in 0..1000 {
            all.push(lists[wide(n % 20)], n);
        }
        for n in (0..1000).step_by(2) {
            all.take(lists[wide(n % 20)], n);
        }
        for (i, &list) in lists.iter().enumerate() {
            let mut held = all.list(list).to_vec();
            held.sort_unstable();
            let wanted: Vec<u32> = (0..1000).filter(|n| n % 2 == 1 && wide(n % 20) == i).collect();
            assert_eq!(held, wanted);
        }
        all.take(lists[0], 12345);
        assert!(all.list(99).is_empty());
    }
}
