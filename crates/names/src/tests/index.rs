//! The index: what is put in is found in any writing, what is taken out is not.

use crate::{Index, Name};

const PEOPLE: &[(&str, &[&str])] = &[
    ("p1", &["ประจวบ วงศ์สุข", "Prachuap Wongsuk"]),
    ("p2", &["Nguyễn Văn Thử"]),
    ("p3", &["ຄຳຜຸຍ ແກ້ວມະນີ", "Khamphouy Keomany"]),
    ("p4", &["Somchai Phromchak"]),
    ("p5", &["Kham Pheng Phet"]),
    ("p6", &["Иван Петров"]),
    ("p7", &["Nguyễn Văn Dũng"]),
];

fn index() -> Index {
    let mut index = Index::default();
    for (person, names) in PEOPLE {
        index.put(person, names).expect(person);
    }
    index
}

fn first(index: &Index, query: &str) -> Option<String> {
    let hits = index.search(&Name::read(query).expect(query), 10);
    hits.first().map(|hit| hit.person.clone())
}

#[test]
fn a_person_is_found_in_any_writing() {
    let index = index();
    let rows = [
        ("Pờ-ra-chuộp Vông-sục", "p1"),
        ("Po ra chuop Vong suc", "p1"),
        ("WONGSUK<<PRACHAUB", "p1"),
        ("NGUYEN VAN THU", "p2"),
        ("Nguyen Vn Thu", "p2"),
        ("Khăm-phui Kẹo-ma-ni", "p3"),
        ("ສົມໄຊ ພົມຈັກ", "p4"),
        ("S. Phromchak", "p4"),
        ("Khampheng Phet", "p5"),
        ("Петров Иван", "p6"),
        ("Ивн Петров", "p6"),
    ];
    for (query, person) in rows {
        assert_eq!(first(&index, query).as_deref(), Some(person), "{query}");
    }
}

#[test]
fn what_is_taken_out_is_not_found_and_its_place_is_used_again() {
    let mut index = index();
    let names = index.names();
    assert!(index.remove("p1") && !index.remove("p1") && !index.remove("nobody"));
    assert_eq!((index.persons(), index.names()), (6, names - 2));
    assert_ne!(first(&index, "Prachuap Wongsuk").as_deref(), Some("p1"));
    index.put("p8", &["Boonchai Meesuk"]).expect("a name");
    assert_eq!(first(&index, "บุญชัย มีสุข").as_deref(), Some("p8"));
    index.put("p8", &["Anan Deesakul"]).expect("a name");
    assert_ne!(first(&index, "Boonchai Meesuk").as_deref(), Some("p8"));
    assert_eq!(first(&index, "Anan Deesakul").as_deref(), Some("p8"));
    assert_eq!(first(&index, "Somchai Phromchak").as_deref(), Some("p4"));
}

#[test]
fn a_name_of_one_letter_is_found() {
    let mut index = index();
    index.put("p9", &["Ý"]).expect("a name");
    assert_eq!(first(&index, "Ý").as_deref(), Some("p9"));
    assert_eq!(first(&index, "Y").as_deref(), Some("p9"));
}

#[test]
fn a_refused_name_changes_nothing() {
    let mut index = index();
    assert!(index.put("p4", &["Somchai", "\u{7}"]).is_err());
    assert_eq!(first(&index, "Somchai Phromchak").as_deref(), Some("p4"));
    assert!(Index::default().search(&Name::read("Somchai").expect("a name"), 10).is_empty());
}

#[test]
fn hits_are_ranked_explained_and_bounded() {
    let index = index();
    let hits = index.search(&Name::read("Nguyen Van Dung").expect("a name"), 1);
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].person, "p7");
    assert_eq!(hits[0].comparison.pairs.len(), 3);
    let twice = |query: &str| index.search(&Name::read(query).expect(query), 10);
    assert_eq!(twice("Nguyen Van"), twice("Nguyen Van"));
}

#[test]
fn the_longest_names_are_bounded() {
    let mut index = index();
    let long: Vec<String> = (0..400).map(|i| format!("กมล{}", "ชนก".repeat(1 + i % 9))).collect();
    for (i, name) in long.iter().enumerate() {
        index.put(&format!("x{i}"), &[name]).expect("a name");
    }
    let query = "ka mon cha nok ka mon cha nok ka mon cha nok cha nok na ka";
    assert!(
        index.search(&Name::read(query).expect("a name"), 500).len() <= crate::limits::MAX_HITS
    );
}
