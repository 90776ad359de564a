//! The named limits of the engine: every bound on what one name may cost.

/// Longest name accepted, in bytes of UTF-8 as printed (a Thai letter takes three).
pub const MAX_NAME_BYTES: usize = 1024;
/// Most words one name may have after titles are split off.
pub const MAX_TOKENS: usize = 16;
/// Most letters of one word that are sounded out; a longer word matches only itself.
pub const MAX_SOUNDED_CHARS: usize = 64;
/// Most sound forms kept for one word, cheapest first.
pub const MAX_FORMS: usize = 4;
/// Partial readings kept at one letter while a Thai or Lao word is sounded out.
pub const MAX_PARTIAL_READINGS: usize = 8;
/// Most candidate keys one name yields.
pub const MAX_KEYS: usize = 64;
/// Longest candidate key, in ASCII bytes.
pub const MAX_KEY_BYTES: usize = 24;
/// Most words of one name that are joined to meet one word of the other.
pub const MAX_JOINED: usize = 6;
/// Most words on the shorter side for which the exact best assignment is searched.
pub const MAX_EXACT_ASSIGNMENT: usize = 6;
