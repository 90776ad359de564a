//! Folding, plain letters and what is refused.

use crate::limits::{MAX_NAME_BYTES, MAX_TOKENS};
use crate::{Name, Refused, Script, fold, plain};

#[test]
fn folding_unites_encodings_of_the_same_letters() {
    let rows = [
        ("NGUYỄN", "nguyễn"),
        ("Nguye\u{0302}\u{0303}n", "nguyễn"),
        ("Ｓｏｍｃｈａｉ", "somchai"),
        ("น\u{0E4D}า", "นำ"),
        ("ຄ\u{0ECD}າ", "ຄຳ"),
        ("ໜູ", "ຫນູ"),
        ("๑๒๓", "123"),
        ("໑໒໓", "123"),
        ("٤٥", "45"),
        ("a\u{200B}b\u{202E}c", "abc"),
        ("  a \t b  ", "a b"),
        ("ﬁ", "fi"),
        ("", ""),
    ];
    for (text, expect) in rows {
        assert_eq!(fold(text), expect, "{text:?}");
        assert_eq!(fold(&fold(text)), expect, "{text:?}");
    }
}

#[test]
fn plain_letters_lose_their_marks() {
    let rows = [
        ("đặng", "dang"),
        ("nguyễn", "nguyen"),
        ("ươ", "uo"),
        ("pờ-ra-chuộp", "porachuop"),
        ("ærø", "aero"),
        ("สมชาย", ""),
    ];
    for (text, expect) in rows {
        assert_eq!(plain(text), expect, "{text:?}");
    }
}

#[test]
fn what_is_not_a_name_is_refused() {
    let long = "ก".repeat(MAX_NAME_BYTES);
    let many = "a ".repeat(MAX_TOKENS + 1);
    let rows = [
        ("", "name-empty"),
        (" \t ", "name-empty"),
        ("\u{200B}", "name-empty"),
        ("--- ...", "name-empty"),
        ("a\u{0}b", "name-control-character"),
        ("a\u{1b}[0m", "name-control-character"),
        (long.as_str(), "name-too-long"),
        (many.as_str(), "name-too-many-words"),
    ];
    for (text, key) in rows {
        let refused = Name::read(text).expect_err(text);
        assert_eq!(refused.key(), key);
        assert!(!refused.to_string().is_empty());
    }
    assert_eq!(Name::read("").expect_err("empty"), Refused::Empty);
}

#[test]
fn the_writing_of_a_name_is_told() {
    let rows = [
        ("สมชาย ใจดี", Script::Thai),
        ("ບຸນຍົງ", Script::Lao),
        ("Nguyễn Van Thu", Script::Vietnamese),
        ("Somchai Jaidee", Script::Latin),
        ("สมชาย Jaidee", Script::Mixed),
        ("Иван", Script::Other),
    ];
    for (text, script) in rows {
        assert_eq!(Name::read(text).expect(text).script(), script, "{text}");
        assert!(!script.key().is_empty());
    }
}
