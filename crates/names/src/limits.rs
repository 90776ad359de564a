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
/// Most words of a register looked at for one word of a query, after a first sieve.
pub const MAX_WORD_CANDIDATES: usize = 64;
/// The same for joined words of a query.
pub const MAX_RUN_CANDIDATES: usize = 32;
/// Most words of a register that answer one word of a query.
pub const MAX_WORD_MATCHES: usize = 48;
/// Words and joined words of a query that are looked up.
pub const MAX_UNITS: usize = 24;
/// Entries of keys that are sieved for one word of a query.
pub const MAX_KEY_SIEVED: usize = 4_000;
/// Entries of letter groups counted for one word of a query that nothing else finds.
pub const MAX_GRAMS_COUNTED: usize = 30_000;
/// Names of rare words that one query touches, and again of pairs of frequent words.
pub const MAX_NAMES_TOUCHED: usize = 2_000;
/// Names of one frequent word that are touched when nothing else answers a query.
pub const MAX_NAMES_OF_COMMON: usize = 20_000;
/// Names a word stands in before names are also kept by its pairs with other such words.
pub const FREQUENT: usize = 512;
/// Words of a name, and answers to a word, that are paired.
pub const MAX_PAIRED: usize = 6;
/// Names of one query that are compared in full.
pub const MAX_COMPARED: usize = 48;
/// Names of one query that are scored when only the nearest persons are asked for.
pub const MAX_NEAREST: usize = 400;
/// Most persons one search returns.
pub const MAX_HITS: usize = 50;
/// Most neighbouring words of a stored name that are also kept as one word.
pub const MAX_JOINED_STORED: usize = 3;
/// Most sounds of words joined into one.
pub const MAX_JOINED_SOUNDS: usize = 32;
/// Most characters of a document number; a longer one is not compared.
pub const MAX_NUMBER_CHARS: usize = 64;
/// Fewest characters of a document number that say anything.
pub const MIN_NUMBER_CHARS: usize = 4;
/// Fewest characters of document numbers of which one may be a slip of the other.
pub const MIN_SLIP_CHARS: usize = 6;
/// Most nicknames, and most other names, taken from beside one name.
pub const MAX_ASIDES: usize = 4;
/// Longest text read as a machine-readable zone, in bytes (the longest zone has 90 characters).
pub const MAX_MRZ_BYTES: usize = 512;
