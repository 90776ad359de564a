//! Titles and ranks are split off and never leave a name empty.

use crate::Name;

#[test]
fn titles_are_split_off() {
    let rows: &[(&str, &[&str], &str)] = &[
        ("Pol. Gen. Anan Meechai", &["pol", "gen"], "anan meechai"),
        ("Pol.Lt.Gen. Anan Meechai", &["pol", "lt", "gen"], "anan meechai"),
        ("พล.ต.ท. อนันต์ มีชัย", &["พล.ต.ท."], "อนันต์ มีชัย"),
        ("พล.ต.ท.อนันต์ มีชัย", &["พล.ต.ท."], "อนันต์ มีชัย"),
        ("พลตำรวจโท อนันต์ มีชัย", &["พลตำรวจโท"], "อนันต์ มีชัย"),
        ("นายอนันต์ มีชัย", &["นาย"], "อนันต์ มีชัย"),
        ("นาย อนันต์ มีชัย", &["นาย"], "อนันต์ มีชัย"),
        ("นางสาวมาลี มีชัย", &["นางสาว"], "มาลี มีชัย"),
        ("น.ส. มาลี มีชัย", &["น.ส."], "มาลี มีชัย"),
        ("ดร. มาลี มีชัย", &["ดร."], "มาลี มีชัย"),
        ("ທ້າວ ບຸນຍົງ ສີສຸພັນ", &["ທ້າວ"], "ບຸນຍົງ ສີສຸພັນ"),
        ("ນາງ ບົວຄຳ", &["ນາງ"], "ບົວຄຳ"),
        ("Thiếu tướng Trần Quốc Mẫu", &["thiếu", "tướng"], "trần quốc mẫu"),
        ("Trung tướng Pờ-ra-chuộp Vông-sục", &["trung", "tướng"], "pờ-ra-chuộp vông-sục"),
        ("Ông Trần Quốc Mẫu", &["ông"], "trần quốc mẫu"),
        ("Mr. John Example", &["mr"], "john example"),
        ("Thao Bounnhong Sisouphanh", &["thao"], "bounnhong sisouphanh"),
        ("Nai Anan Meechai", &["nai"], "anan meechai"),
        ("Thao Nguyen", &[], "thao nguyen"),
        ("พ.ต.ท.หญิง มาลี มีชัย", &["พ.ต.ท.", "หญิง"], "มาลี มีชัย"),
        ("หญิง มีชัย", &[], "หญิง มีชัย"),
        ("ม.ร.ว. มาลี มีชัย", &["ม.ร.ว."], "มาลี มีชัย"),
        ("ม.ล.มาลี มีชัย", &["ม.ล."], "มาลี มีชัย"),
        ("หม่อมหลวงมาลี มีชัย", &["หม่อมหลวง"], "มาลี มีชัย"),
        ("นาวาอากาศเอก มานะ มีชัย", &["นาวาอากาศเอก"], "มานะ มีชัย"),
        ("จ่าสิบตำรวจ มานะ มีชัย", &["จ่าสิบตำรวจ"], "มานะ มีชัย"),
        ("ว่าที่ ร.ต. มานะ มีชัย", &["ว่าที่", "ร.ต."], "มานะ มีชัย"),
        ("พระมหามานะ มีชัย", &["พระมหา"], "มานะ มีชัย"),
        ("ພະນະທ່ານ ບຸນຍົງ ສີສຸພັນ", &["ພະນະທ່ານ"], "ບຸນຍົງ ສີສຸພັນ"),
        ("ພັອ. ບຸນຍົງ ສີສຸພັນ", &["ພັອ."], "ບຸນຍົງ ສີສຸພັນ"),
        ("Thượng sĩ Trần Quốc Mẫu", &["thượng", "sĩ"], "trần quốc mẫu"),
        ("Bị can Trần Quốc Mẫu", &["bị", "can"], "trần quốc mẫu"),
        ("PGS.TS. Trần Quốc Mẫu", &["pgs", "ts"], "trần quốc mẫu"),
        ("Pol. Sub Lt. Anan Meechai", &["pol", "sub", "lt"], "anan meechai"),
        ("Wg Cdr Anan Meechai", &["wg", "cdr"], "anan meechai"),
        ("Mr", &[], "mr"),
        ("นาย", &[], "นาย"),
        ("นาง", &[], "นาง"),
        ("General", &[], "general"),
        ("ส. ทองดี", &[], "ส ทองดี"),
        ("SOMCHAI<<JAIDEE", &[], "somchai jaidee"),
        ("Chan-o-cha", &[], "chan-o-cha"),
    ];
    for (text, titles, rest) in rows {
        let name = Name::read(text).expect(text);
        let words: Vec<&str> = name.tokens().iter().map(crate::Token::text).collect();
        assert_eq!(name.titles(), *titles, "{text}");
        assert_eq!(words.join(" "), *rest, "{text}");
        assert_eq!(name.as_printed(), *text);
    }
}

#[test]
fn words_that_are_also_names_stay_in_short_names() {
    for text in ["Thao Nguyen", "Bà Lan", "Pol Wongsuk", "Nang Noy", "พล ใจดี"] {
        assert!(Name::read(text).expect(text).titles().is_empty(), "{text}");
    }
}
