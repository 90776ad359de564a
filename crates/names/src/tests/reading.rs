//! Nicknames and other names, the order of given and family name, and bad input.

use crate::limits::{MAX_ASIDES, MAX_NAME_BYTES, MAX_TOKENS};
use crate::{Name, Note, Order, Refused, Role, compare, fold, sound_forms};

fn words(name: &Name) -> String {
    name.tokens().iter().map(crate::Token::text).collect::<Vec<_>>().join(" ")
}

#[test]
fn nicknames_and_other_names_are_parts_of_their_own() {
    let rows: &[(&str, &str, &[&str], &[&str])] = &[
        ("Somchai Jaidee (Lek)", "somchai jaidee", &["Lek"], &[]),
        ("Somchai \"Lek\" Jaidee", "somchai jaidee", &["Lek"], &[]),
        ("Somchai “Sia Lek” Jaidee", "somchai jaidee", &["Sia Lek"], &[]),
        ("นายสมชาย ใจดี ชื่อเล่น เล็ก", "สมชาย ใจดี", &["เล็ก"], &[]),
        ("สมชาย ใจดี หรือ เล็ก", "สมชาย ใจดี", &["เล็ก"], &[]),
        ("สมชาย ใจดี หรือ สมศักดิ์ ใจงาม", "สมชาย ใจดี", &[], &["สมศักดิ์ ใจงาม"]),
        ("ທ້າວ ບຸນຍົງ ສີສຸພັນ ຊື່ຫຼິ້ນ ນ້ອຍ", "ບຸນຍົງ ສີສຸພັນ", &["ນ້ອຍ"], &[]),
        ("ບຸນຍົງ ສີສຸພັນ ຫຼື ນ້ອຍ", "ບຸນຍົງ ສີສຸພັນ", &["ນ້ອຍ"], &[]),
        ("Nguyễn Văn Thử (tức Tý)", "nguyễn văn thử", &["Tý"], &[]),
        ("Nguyễn Văn Thử tức Tư Bến", "nguyễn văn thử", &[], &["Tư Bến"]),
        ("Nguyễn Văn Thử, biệt danh Tư Bến", "nguyễn văn thử", &["Tư Bến"], &[]),
        ("Nguyễn Văn Thử, còn gọi là Trần Văn Mẫu", "nguyễn văn thử", &[], &["Trần Văn Mẫu"]),
        ("Nguyễn Văn Thử bí danh Ba", "nguyễn văn thử", &["Ba"], &[]),
        ("Khamla Example alias Kham Sample aka Noi", "khamla example", &["Noi"], &["Kham Sample"]),
        ("Prachuab Wongsuk (ประจวบ วงศ์สุข)", "prachuab wongsuk", &[], &["ประจวบ วงศ์สุข"]),
        ("Khamla (ຄຳລາ)", "khamla", &[], &["ຄຳລາ"]),
        // Nothing but what would be taken away: it is the name.
        ("(Lek)", "lek", &[], &[]),
        ("\"Lek\"", "lek", &[], &[]),
        ("alias Noi", "noi", &[], &[]),
        ("Khamla alias", "khamla alias", &[], &[]),
        ("Tức Văn", "tức văn", &[], &[]),
        ("Somchai (Lek Jaidee", "somchai lek jaidee", &[], &[]),
        ("Nguyễn Văn Thử (1985)", "nguyễn văn thử", &[], &[]),
    ];
    for (text, name, nicknames, others) in rows {
        let read = Name::read(text).expect(text);
        assert_eq!(words(&read), *name, "{text}");
        assert_eq!(read.nicknames(), *nicknames, "{text}");
        assert_eq!(read.others(), *others, "{text}");
    }
    let noted = Name::read("Nguyễn Văn Thử (1985)").expect("a name");
    assert_eq!(noted.notes(), [Note::LeftOut]);
    let (with, without) = ("Somchai Jaidee (Lek)", "Somchai Jaidee");
    let score = compare(&Name::read(with).expect(with), &Name::read(without).expect(without)).score;
    assert!((score - 1.0).abs() < 1e-9, "{score}");
    let many = format!("Somchai Jaidee {}", "(Lek) ".repeat(8));
    let many = Name::read(&many).expect("a name");
    assert!(many.nicknames().len() <= MAX_ASIDES, "{many:?}");
}

#[test]
fn each_word_has_its_role() {
    use Role::{Family, Given, Middle, Unknown};
    let rows: &[(&str, Order, &[Role])] = &[
        ("สมชาย ใจดี", Order::Unknown, &[Given, Family]),
        ("สมชาย ณ อยุธยา", Order::Unknown, &[Given, Family, Family]),
        ("ບຸນຍົງ ສີສຸພັນ", Order::Unknown, &[Given, Family]),
        ("ບຸນຍົງ", Order::Unknown, &[Given]),
        ("Nguyễn Văn Thử", Order::Unknown, &[Family, Middle, Given]),
        ("Thử Nguyễn", Order::Unknown, &[Given, Family]),
        ("Somchai Jaidee", Order::Unknown, &[Unknown, Unknown]),
        ("Somchai Jaidee", Order::of_country("TH"), &[Given, Family]),
        ("Sok Dara", Order::of_country("KH"), &[Family, Given]),
        ("JAIDEE, Somchai", Order::of_country("TH"), &[Family, Given]),
        ("JAIDEE, Mr. Somchai", Order::Unknown, &[Family, Given]),
        ("Somchai Jaidee, Pol. Gen.", Order::of_country("TH"), &[Given, Family]),
        ("JAI<DEE<<SOM<CHAI<<<<", Order::Unknown, &[Family, Family, Given, Given]),
        ("P<THAJAIDEE<<SOMCHAI<<<<<<<<<<<<<<<<<<<<<<<<", Order::Unknown, &[Family, Given]),
    ];
    for (text, order, roles) in rows {
        let name = Name::read(text).expect(text);
        assert_eq!(name.roles(*order), *roles, "{text}");
    }
    let line = Name::read("P<THAJAIDEE<<SOMCHAI<<<<<<<<<<<<<<<<<<<<<<<<").expect("a line");
    assert_eq!(words(&line), "jaidee somchai");
    let titled = Name::read("JAIDEE, Mr. Somchai").expect("a name");
    assert_eq!(
        (titled.titles(), words(&titled).as_str()),
        (&["mr".to_owned()][..], "jaidee somchai")
    );
}

#[test]
fn what_is_folded_away_is_told() {
    for (text, notes, name) in [
        ("Somchai\u{200B} Jaidee", vec![Note::Invisible], "somchai jaidee"),
        ("\u{202E}eediaJ iahcmoS\u{202C}", vec![Note::Bidi], "eediaj iahcmos"),
        ("Ｓｏｍｃｈａｉ Jaidee", vec![Note::Compatibility], "somchai jaidee"),
        ("S\u{043E}mchai Jaidee", vec![Note::Mixed], "s\u{043E}mchai jaidee"),
        ("สมชาย คำดี", vec![], "สมชาย คำดี"),
        ("ໝັ້ນ ຫຼ້າຄຳ", vec![], "ຫມັ້ນ ຫຼ້າຄຳ"),
        ("Nguyễn Văn Thử", vec![], "nguyễn văn thử"),
        ("Nguye\u{302}\u{303}n Va\u{306}n", vec![], "nguyễn văn"),
    ] {
        let read = Name::read(text).expect(text);
        assert_eq!(read.notes(), notes, "{text}");
        assert_eq!(words(&read), name);
        assert!(!read.as_printed().contains(['\u{200B}', '\u{202E}']));
    }
}

#[test]
fn bad_input_is_refused_with_a_reason_or_bounded() {
    let megabyte = "ก".repeat(1 << 20);
    let tokens = "a ".repeat(10_000);
    for text in [&megabyte, &tokens] {
        let refused = Name::read(text).expect_err("too long");
        assert!(matches!(refused, Refused::TooLong { limit: MAX_NAME_BYTES, .. }), "{refused}");
    }
    let many = "ab ".repeat(MAX_TOKENS + 1);
    let refused = Name::read(&many).expect_err("too many words");
    assert_eq!(refused, Refused::TooManyTokens { tokens: MAX_TOKENS + 1, limit: MAX_TOKENS });
    for (text, key) in [
        ("", "name-empty"),
        ("\u{200B}\u{202E}", "name-empty"),
        ("((((((((((", "name-empty"),
        ("\"\"\"\"", "name-empty"),
        ("<<<<<<<<", "name-empty"),
        (",,,,", "name-empty"),
        ("a\u{0}b", "name-control-character"),
        ("a\u{1B}[31mb", "name-control-character"),
    ] {
        assert_eq!(Name::read(text).expect_err(text).key(), key, "{text:?}");
    }
    // Within the length limit, at its worst: marks on one letter, ligatures that unfold, brackets.
    for text in ["e\u{301}".repeat(340), "\u{FDFA}".repeat(300), "(a".repeat(500), "ำ".repeat(340)]
    {
        let read = Name::read(&text);
        assert!(read.is_err() || read.expect("a name").tokens().len() <= MAX_TOKENS);
    }
    assert!(sound_forms(&megabyte).is_empty());
    assert!(fold(&megabyte).len() <= megabyte.len());
}
