//! Whole names: groups of spellings of one name against one another and against the other groups.

use crate::{Name, Route, SCORE_SAME, compare, keys};

/// Each row: spellings of one name.
const GROUPS: &[&[&str]] = &[
    &["Xổm-chai Phôm-ma-chắc", "สมชาย พรหมจักร", "Somchai Phromchak"],
    &["Bun-nhông Xi-xu-phăn", "ບຸນຍົງ ສີສຸພັນ", "Bounnhong Sisouphanh"],
    &["Nguyễn Văn Thử", "NGUYEN VAN THU"],
    &["Khăm-phui Kẹo-ma-ni", "ຄຳຜຸຍ ແກ້ວມະນີ", "Khamphouy Keomany"],
    &["วิชัย ทองสุขใส", "Wichai Thongsuksai", "Vichai Tongsooksai", "Vi-chai Thoong-xúc-xay"],
    &["Trần Quốc Mẫu", "TRAN QUOC MAU"],
    &[
        "Pờ-ra-chuộp Vông-sục",
        "ประจวบ วงศ์สุข",
        "Prachaub Wongsuk",
        "Prachuab Wongsuk",
        "Prachuap Wongsuk",
        "Pol. Lt. Gen. Prachuap Wongsuk",
        "WONGSUK<<PRACHUAP",
    ],
    &["Supot Malaniyom", "Supoj Malaniyom", "Suphot Malaniyom"],
    &["Lê Quốc Hùng", "Le Quoc Hung", "Trung tướng Lê Quốc Hùng"],
    &["Đinh Văn Nội", "Dinh Van Noi"],
    &["Somsak Thepsuthin", "Somsak Thepsutin"],
    &["อรทัย แก้วมณีโชติ", "Orathai Kaeomanichot", "Oratai Kaewmaneechote"],
    &["ณัฐพล ศรีทองคำ", "Natthaphon Sithongkham", "Nuttapol Srithongkam"],
];

fn read(text: &str) -> Name {
    Name::read(text).expect(text)
}

#[test]
fn spellings_of_one_name_find_each_other() {
    let mut wrong = Vec::new();
    let all = GROUPS.iter().flat_map(|g| g.iter().flat_map(|a| g.iter().map(move |b| (a, b))));
    for (a, b) in all {
        let (x, y) = (read(a), read(b));
        let score = compare(&x, &y).score;
        let shared = keys(&x).intersection(&keys(&y)).count();
        if score < SCORE_SAME || shared == 0 {
            wrong.push(format!("{a} / {b}: {score:.3}, {shared} keys"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn unrelated_names_stay_apart() {
    for (i, first) in GROUPS.iter().enumerate() {
        for second in GROUPS.iter().skip(i + 1) {
            for (a, b) in first.iter().flat_map(|a| second.iter().map(move |b| (a, b))) {
                let score = compare(&read(a), &read(b)).score;
                assert!(score < SCORE_SAME, "{a} / {b}: {score:.3}");
            }
        }
    }
}

#[test]
fn like_names_of_different_people_stay_below_the_threshold() {
    let rows = [
        ("Nguyễn Văn Thử", "Nguyễn Văn Dũng"),
        ("Trần Quốc Mẫu", "Trần Quốc Hải"),
        ("Somchai Phromchak", "Somchai Wongsuk"),
        ("Somchai Phromchak", "Somsak Phromchak"),
        ("วิชัย ทองสุขใส", "วิชัย แสนดี"),
        ("ຄຳຜຸຍ ແກ້ວມະນີ", "ຄຳແພງ ແກ້ວມະນີ"),
        ("Wongsuk", "Prachuap Wongsuk"),
        ("Nguyễn", "Nguyễn Văn Thử"),
        ("Иван", "Somchai"),
    ];
    for (a, b) in rows {
        let score = compare(&read(a), &read(b)).score;
        assert!(score < SCORE_SAME, "{a} / {b}: {score:.3}");
    }
}

#[test]
fn partial_and_rearranged_names_rank() {
    let rows = [
        ("Phromchak Somchai", "Somchai Phromchak", SCORE_SAME),
        ("S. Phromchak", "Somchai Phromchak", SCORE_SAME),
        ("ส. พรหมจักร", "สมชาย พรหมจักร", SCORE_SAME),
        ("S. Phromchak", "สมชาย พรหมจักร", SCORE_SAME),
        ("Somchia Phromchak", "Somchai Phromchak", SCORE_SAME),
        ("Som chai Phrom chak", "Somchai Phromchak", SCORE_SAME),
        ("Xom chai Phom ma chac", "Somchai Phromchak", SCORE_SAME),
        ("Xom-chai Phom-ma-chac", "สมชาย พรหมจักร", SCORE_SAME),
        ("Kham Pheng Phet", "Khampheng Phet", SCORE_SAME),
        ("Nguyễn Thử", "Nguyễn Văn Thử", 0.5),
        ("Wongsuk", "Prachuap Wongsuk", 0.01),
        ("Иван", "иван", 1.0),
    ];
    for (a, b, least) in rows {
        let score = compare(&read(a), &read(b)).score;
        assert!(score >= least, "{a} / {b}: {score:.3}");
    }
}

#[test]
fn the_explanation_names_the_route() {
    let rows = [
        ("Somchai", "SOMCHAI", "exact"),
        ("Thử", "Thu", "folded"),
        ("สมชาย", "Somchai", "sound"),
        ("Александр", "Алексанрд", "spelling"),
    ];
    for (a, b, route) in rows {
        let found = compare(&read(a), &read(b));
        let first = found.pairs.first().expect("a pair");
        assert_eq!(first.route.key(), route, "{a} / {b}");
    }
    let found = compare(&read("S. Wongsuk Lek"), &read("Somchai Wongsuk"));
    assert_eq!(found.unmatched_left, ["lek"]);
    assert!(found.unmatched_right.is_empty());
    assert!(found.pairs.iter().any(|pair| pair.route == Route::Initial));
    let joined = compare(&read("Khampheng Phet"), &read("Kham Pheng Phet"));
    assert!(joined.pairs.iter().any(|pair| pair.right == "kham pheng"));
}

#[test]
fn a_name_is_itself_even_when_its_words_are_alike() {
    for text in ["v V-", "Somchai Somchai", "Nguyễn Văn Văn", "ก ก ก", "A. A. A", "๑๒ 12"]
    {
        let name = read(text);
        assert!((compare(&name, &name).score - 1.0).abs() < 1e-9, "{text}");
    }
}

#[test]
fn the_explanation_tells_contradicting_words_from_words_left_out() {
    let said = |a: &str, b: &str| -> Vec<(String, String)> {
        let found = compare(&read(a), &read(b)).contradictions;
        found.into_iter().map(|c| (c.left, c.right)).collect()
    };
    let both = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(said("Somchai Phromchak", "Somchai Wongsuk"), [both("phromchak", "wongsuk")]);
    assert_eq!(said("Somchai Wongsuk", "Somchai Phromchak"), [both("wongsuk", "phromchak")]);
    assert_eq!(said("Somchai Phromchak", "Somchai Lek Phromchak"), []);
    assert_eq!(said("Nguyễn Văn Thử", "Nguyễn Văn Dũng"), [both("thử", "dũng")]);
    let one_of_two = compare(&read("Somchai Lek Phromchak"), &read("Somchai Wongsuk"));
    assert_eq!(one_of_two.contradictions.len(), 1, "{one_of_two:?}");
    assert_eq!((one_of_two.unmatched_left.len(), one_of_two.unmatched_right.len()), (2, 1));
}

#[test]
fn the_explanation_says_what_the_way_costs() {
    let cost = |a: &str, b: &str| {
        let found = compare(&read(a), &read(b));
        let first = found.pairs.first().expect("a pair");
        (first.route.key(), first.cost)
    };
    assert_eq!(cost("สมชาย", "Somchai"), ("sound", 0));
    assert_eq!(cost("Somchai", "SOMCHAI"), ("exact", 0));
    let (route, other) = cost("วิชัย", "Vichay");
    assert_eq!((route, other), cost("Vichay", "วิชัย"));
    assert!(cost("กมล", "Gamol").1 > 0 && cost("กมล", "Gamol").1 < cost("กมล", "Somol").1);
}
