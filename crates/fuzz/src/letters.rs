//! Letters that readers of names look at, and those nobody expects in a name.

/// First and last code point of a kind.
pub(crate) type Kind = (u32, u32);

/// Kinds of letters, each as likely as another.
pub(crate) const KINDS: &[Kind] = &[
    (0x20, 0x7E),
    (0x41, 0x5A),
    (0x61, 0x7A),
    // Latin with marks, Vietnamese letters among them.
    (0xC0, 0x24F),
    (0x1EA0, 0x1EF9),
    // Marks by themselves.
    (0x300, 0x36F),
    (0x610, 0x61A),
    (0x64B, 0x65F),
    (0x591, 0x5BD),
    // Thai and Lao, all of the block: unassigned places too.
    (0xE00, 0xE7F),
    (0xE80, 0xEFF),
    (0x1780, 0x17F9),
    (0x1000, 0x109F),
    (0x400, 0x4FF),
    (0x370, 0x3FF),
    (0x5D0, 0x5EA),
    (0x600, 0x6FF),
    (0x900, 0x97F),
    (0x4E00, 0x4E80),
    (0xAC00, 0xAC80),
    (0x1100, 0x11FF),
    (0x3040, 0x30FF),
    // Spaces, joiners, directions, and what is not seen.
    (0x2000, 0x206F),
    (0x00, 0x20),
    (0x7F, 0xA0),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0x1F1E6, 0x1F64F),
    (0xE0000, 0xE007F),
    // One letter that stands for several.
    (0xFB00, 0xFDFF),
    (0xFF00, 0xFFEF),
    (0x2100, 0x218F),
    (0x1D400, 0x1D4FF),
    (0xFFF0, 0x10010),
    (0xE000, 0xE010),
    (0x10_FFF0, 0x10_FFFF),
];

/// Bytes that are no UTF-8: a surrogate, an overlong letter, ends of letters, none at all.
pub(crate) const NO_UTF8: &[&[u8]] = &[
    b"\xED\xA0\x80",
    b"\xED\xBF\xBF",
    b"\xC0\xAF",
    b"\xE0\x80\xAF",
    b"\xF4\x90\x80\x80",
    b"\xE0\xB8",
    b"\x80",
    b"\xFF",
    b"\xFE\xFF",
];
