//! What the reader takes at most. What exceeds a limit is refused with its own reason.

/// Bytes of one file, before anything is unpacked.
pub const FILE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Bytes of any part unpacked from a file.
pub const PART_BYTES_MAX: usize = 32 * 1024 * 1024;
/// Characters of a report's text.
pub const REPORT_CHARS_MAX: usize = 200_000;
/// Reports of one evaluation or one comparison.
pub const REPORTS_MAX: usize = 1_000;
/// Facts of one kind found in one report; a longer list is cut and says so by its length.
pub const FACTS_MAX: usize = 2_000;
