//! Vietnamese spelling to sound, for Vietnamese names and for press respellings of foreign names.
//!
//! Source of the rules: the standard quốc ngữ letter values (northern reading; `d`/`gi` as y as the
//! press uses it for Thai ย), tones dropped. A respelling ("Pờ-ra-chuộp") writes each foreign
//! syllable, with an open `ơ` after the first consonant of a cluster.

use unicode_normalization::UnicodeNormalization;

use crate::fold::plain;

/// Words so frequent in Vietnamese names that sharing one says little: the commonest family
/// names and the middle words Văn and Thị (general census knowledge, without diacritics).
const COMMON: &[&str] = &[
    "bui", "cao", "dang", "dinh", "do", "doan", "duong", "ha", "ho", "hoang", "huynh", "le",
    "luong", "luu", "ly", "mai", "ngo", "nguyen", "pham", "phan", "ta", "tran", "trinh", "truong",
    "vo", "vu",
];

/// Whether the folded, diacritic-free word is one of the commonest in Vietnamese names: a family
/// name where family names stand, Văn and Thị anywhere.
pub(crate) fn is_common(plain: &str, first: bool) -> bool {
    matches!(plain, "van" | "thi") || (first && COMMON.contains(&plain))
}

/// Further family names, less frequent.
const FAMILIES: &[&str] = &[
    "an", "au", "bach", "be", "cam", "chau", "chu", "chung", "cong", "cu", "cung", "dam", "danh",
    "dao", "dau", "diep", "dieu", "giang", "giap", "han", "hong", "hua", "khuat", "khong", "kieu",
    "kim", "lac", "lai", "lam", "lieu", "lo", "lu", "luc", "luyen", "ma", "mac", "man", "nghiem",
    "ngan", "nhan", "ninh", "nong", "on", "pho", "phi", "phu", "phung", "quach", "quan", "quang",
    "tang", "thach", "thai", "than", "thieu", "tieu", "tien", "to", "ton", "tong", "tra", "trang",
    "trieu", "truc", "tu", "tuong", "ung", "uong", "vi", "viem", "vien", "vuong", "xa", "yen",
];

/// Whether the words read as a native Vietnamese name: two to five written apart, a family name
/// first and all but one of them Vietnamese syllables (a rare family name wants all of them, and
/// three); or, in turned order, one of the commonest family names last.
pub(crate) fn is_native(words: &[String]) -> bool {
    if !(2..=5).contains(&words.len()) {
        return false;
    }
    let bare: Vec<String> = words.iter().map(|word| plain(word)).collect();
    let missing = bare.iter().filter(|word| !is_syllable(word)).count();
    let common = |word: Option<&String>| word.is_some_and(|w| COMMON.contains(&w.as_str()));
    let rare = |word: Option<&String>| word.is_some_and(|w| FAMILIES.contains(&w.as_str()));
    let marked = words.iter().any(|word| looks_vietnamese(word) && !word.contains('-'));
    let initials = bare.iter().filter(|word| word.len() == 1).count();
    let (first, last) = (bare.first(), bare.last());
    (common(first) && missing <= 1 + initials)
        || (missing == 0 && rare(first) && (words.len() > 2 || marked))
        || (missing == 0 && common(last))
}

/// Onsets, vowels and endings of native syllables without their marks.
const BARE_ONSETS: &[&str] = &[
    "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
    "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
];
const BARE_VOWELS: &[&str] = &[
    "a", "e", "i", "o", "u", "y", "ia", "ie", "ieu", "yeu", "ye", "ua", "uo", "uoi", "uou", "oai",
    "oay", "oeo", "uye", "uya", "oa", "oe", "ue", "uy", "uyu", "uay", "ai", "ay", "ao", "au", "eo",
    "eu", "iu", "oi", "ui", "uu",
];
const BARE_CODAS: &[&str] = &["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// Whether the bare letters can be a native Vietnamese syllable, whatever its marks.
pub(crate) fn is_syllable(plain: &str) -> bool {
    if plain.len() > MAX_SYLLABLE || !plain.is_ascii() {
        return false;
    }
    let onsets = BARE_ONSETS.iter().filter_map(|onset| Some((*onset, plain.strip_prefix(onset)?)));
    onsets.into_iter().any(|(onset, rest)| {
        let front = rest.starts_with(['e', 'i', 'y']);
        let spelt = match onset {
            "k" | "gh" | "ngh" => front,
            "c" | "g" | "ng" => !front,
            _ => true,
        };
        let closed =
            |coda: &&str| rest.strip_suffix(*coda).is_some_and(|v| BARE_VOWELS.contains(&v));
        spelt && BARE_CODAS.iter().any(closed)
    }) || matches!(plain, "gi" | "gin")
}

/// Letters of the longest syllable (nghiêng).
const MAX_SYLLABLE: usize = 7;

/// Whether the folded word uses letters or marks of Vietnamese spelling.
pub(crate) fn looks_vietnamese(word: &str) -> bool {
    word.nfd().any(|c| {
        matches!(
            c,
            'đ' | '\u{031B}' | '\u{0306}' | '\u{0309}' | '\u{0323}' | '\u{0302}' | '\u{0300}'
        )
    }) || word.nfd().any(|c| matches!(c, '\u{0301}' | '\u{0303}'))
}

/// Drops the five tone marks, keeping the marks that make a different vowel (ă â ê ô ơ ư).
fn toneless(word: &str) -> String {
    word.nfd()
        .filter(|c| !matches!(c, '\u{0300}' | '\u{0301}' | '\u{0303}' | '\u{0309}' | '\u{0323}'))
        .nfc()
        .collect()
}

const ONSETS: &[(&str, &str)] = &[
    ("ngh", "N"),
    ("ng", "N"),
    ("nh", "Y"),
    ("gh", "k"),
    ("gi", "y"),
    ("kh", "K"),
    ("ph", "P"),
    ("th", "T"),
    ("tr", "c"),
    ("ch", "C"),
    ("qu", "kw"),
    ("b", "b"),
    ("c", "k"),
    ("d", "y"),
    ("đ", "d"),
    ("f", "f"),
    ("g", "k"),
    ("h", "h"),
    ("j", "j"),
    ("k", "k"),
    ("l", "l"),
    ("m", "m"),
    ("n", "n"),
    ("p", "p"),
    ("r", "r"),
    ("s", "s"),
    ("t", "t"),
    ("v", "w"),
    ("w", "w"),
    ("x", "s"),
];

const VOWELS: &[(&str, &str)] = &[
    ("iêu", "iw"),
    ("yêu", "iw"),
    ("uôi", "uay"),
    ("ươi", "Uay"),
    ("ươu", "Uaw"),
    ("oai", "way"),
    ("oay", "way"),
    ("uyê", "wia"),
    ("iê", "ia"),
    ("yê", "ia"),
    ("ia", "ia"),
    ("ya", "ia"),
    ("uô", "ua"),
    ("ua", "ua"),
    ("ươ", "Ua"),
    ("ưa", "Ua"),
    ("oo", "O"),
    ("ôô", "o"),
    ("oa", "wa"),
    ("oă", "wa"),
    ("oe", "wE"),
    ("uê", "we"),
    ("uâ", "w@"),
    ("uơ", "w@"),
    ("uy", "wi"),
    ("ai", "ay"),
    ("ay", "ay"),
    ("ây", "@y"),
    ("ao", "aw"),
    ("au", "aw"),
    ("âu", "aw"),
    ("eo", "Ew"),
    ("êu", "ew"),
    ("iu", "iw"),
    ("oi", "Oy"),
    ("ôi", "oy"),
    ("ơi", "@y"),
    ("ui", "uy"),
    ("ưi", "Uy"),
    ("ưu", "Uw"),
    ("a", "a"),
    ("ă", "a"),
    ("â", "a"),
    ("e", "E"),
    ("ê", "e"),
    ("i", "i"),
    ("y", "i"),
    ("o", "O"),
    ("ô", "o"),
    ("ơ", "@"),
    ("u", "u"),
    ("ư", "U"),
];

const CODAS: &[(&str, &str)] = &[
    ("ng", "N"),
    ("nh", "N"),
    ("ch", "k"),
    ("c", "k"),
    ("k", "k"),
    ("m", "m"),
    ("n", "n"),
    ("p", "p"),
    ("b", "p"),
    ("t", "t"),
    ("đ", "t"),
    ("d", "t"),
    ("l", "n"),
    ("r", ""),
    ("x", "t"),
    ("s", "t"),
    ("", ""),
];

fn longest<'t>(text: &'t str, table: &[(&str, &'static str)]) -> Option<(&'static str, &'t str)> {
    table.iter().find_map(|(spelt, sound)| text.strip_prefix(spelt).map(|rest| (*sound, rest)))
}

/// One parsed syllable.
struct Syllable {
    onset: &'static str,
    vowel: &'static str,
    coda: &'static str,
}

fn syllable(text: &str) -> Option<Syllable> {
    let (onset, rest) = opening(text);
    let (vowel, rest) = longest(rest, VOWELS)?;
    let (coda, rest) = longest(rest, CODAS)?;
    rest.is_empty().then_some(Syllable { onset, vowel, coda })
}

/// The onset; `gi` and `qu` give their vowel back when nothing else follows (gì, quy).
fn opening(text: &str) -> (&'static str, &str) {
    if let Some(rest) = text.strip_prefix("gi") {
        let vowel = rest.chars().next().is_some_and(|c| "aăâeêioôơuưy".contains(c));
        return if vowel { ("y", rest) } else { ("y", text.strip_prefix('g').unwrap_or(text)) };
    }
    longest(text, ONSETS).unwrap_or(("", text))
}

/// Readings of a folded word in Vietnamese spelling, given as its hyphen-separated syllables.
/// Empty when some syllable is not Vietnamese.
pub(crate) fn readings(parts: &[String]) -> Vec<(String, u32)> {
    let mut syllables = Vec::new();
    for part in parts {
        let Some(s) = syllable(&toneless(part)) else { return Vec::new() };
        syllables.push(s);
    }
    let mut plain = String::new();
    let mut other = String::new();
    for (i, s) in syllables.iter().enumerate() {
        let next = syllables.get(i + 1).map_or("", |n| n.onset);
        let epenthetic = s.vowel == "@" && s.coda.is_empty() && !s.onset.is_empty();
        let cluster = epenthetic && matches!(next, "r" | "l" | "w");
        let vowel = if cluster { "" } else { s.vowel };
        let cut = if epenthetic && !next.is_empty() { "" } else { s.vowel };
        plain.push_str(&[s.onset, vowel, s.coda].concat());
        other.push_str(&[second_onset(s.onset), cut, s.coda].concat());
    }
    let mut out = vec![(plain, 0)];
    out.push((other, 20));
    out
}

/// The other value an onset has: `gi`/`d` for a j or z, `tr` as written.
fn second_onset(onset: &'static str) -> &'static str {
    match onset {
        "c" => "tr",
        "y" => "j",
        "k" => "g",
        _ => onset,
    }
}
