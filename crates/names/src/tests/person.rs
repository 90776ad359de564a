//! Persons held together: what agrees raises, what contradicts lowers. Every person is invented.

use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::{collection, option};

use crate::person::{
    Aspect, Band, Birth, Document, DocumentKind, Finding, Person, Scored, Sex, compare, number_key,
    slips,
};
use crate::{Name, Rarity};

fn person(names: &[&str]) -> Person {
    let names = names.iter().map(|text| Name::read(text).expect(text)).collect();
    Person { names, ..Person::default() }
}

/// `1985-03-12`, `1985-03` or `1985`; with `BE` behind it, read from a Buddhist year.
fn born(text: &str) -> Birth {
    let buddhist = text.ends_with("BE");
    let parts: Vec<&str> = text.trim_end_matches("BE").split('-').collect();
    Birth {
        year: parts[0].parse().expect("a year"),
        month: parts.get(1).map(|m| m.parse().expect("a month")),
        day: parts.get(2).map(|d| d.parse().expect("a day")),
        buddhist,
    }
}

fn passport(number: &str) -> Document {
    document(DocumentKind::Passport, number)
}

fn document(kind: DocumentKind, number: &str) -> Document {
    Document { kind: Some(kind), number: number.to_owned(), issuer: Some("TH".to_owned()) }
}

fn held(left: &Person, right: &Person) -> Scored {
    compare(left, right, &Rarity::built_in())
}

fn finding(scored: &Scored, aspect: Aspect) -> Option<Finding> {
    scored.pieces.iter().map(|p| p.finding).find(|f| f.aspect() == aspect)
}

#[test]
fn births_are_held_together() {
    use Finding::{
        BirthDay, BirthDigit, BirthEra, BirthEraYear, BirthMonth, BirthNextYear, BirthOther,
        BirthSame, BirthSwapped, BirthThaiYear, BirthYear, BirthYearDigit,
    };
    for (left, right, expect) in [
        ("1985-03-12", "1985-03-12", BirthSame),
        ("1985-03", "1985-03-12", BirthMonth),
        ("1985", "1985-03-12", BirthYear),
        ("1985-01-01", "1985-03-12", BirthYear),
        ("1985-03-12", "1985-12-03", BirthSwapped),
        ("1985-03-12", "1985-03-13", BirthDigit),
        ("1985-03-12", "1985-03-21", BirthDigit),
        ("1985-03-12", "1985-03-29", BirthDay),
        ("1985-03", "1985-04", BirthDay),
        ("1985-03-12", "1442-03-12", BirthEra),
        ("1985", "1442", BirthEraYear),
        ("1985-03-12", "1442-05-12", BirthOther),
        ("1938-02-10BE", "1939-02-10", BirthThaiYear),
        ("1938-06-10BE", "1939-06-10", BirthNextYear),
        ("1938-02-10", "1939-02-10", BirthNextYear),
        ("1985", "1986", BirthNextYear),
        ("1985-03-12", "1975-03-12", BirthYearDigit),
        ("1985-03-12", "1961-07-30", BirthOther),
        ("1985", "1961", BirthOther),
    ] {
        let of = |text| Person { birth: Some(born(text)), ..person(&["Somchai Phromchak"]) };
        for (a, b) in [(left, right), (right, left)] {
            let found = finding(&held(&of(a), &of(b)), Aspect::Birth);
            assert_eq!(found, Some(expect), "{a} {b}");
        }
    }
}

#[test]
fn documents_are_held_together() {
    use DocumentKind::{NationalId, Passport};
    use Finding::{
        DocumentElsewhere, DocumentMisread, DocumentNear, DocumentOther, DocumentSame,
        DocumentSlip, NationalIdOther,
    };
    for (kind, left, right, expect) in [
        (Passport, "AA 123-4567", "aa1234567", Some(DocumentSame)),
        (Passport, "AA๑๒๓๔๕๖๗", "AA1234567", Some(DocumentSame)),
        (Passport, "AA1234567", "AA1234568", Some(DocumentSlip)),
        (Passport, "AA1234567", "AA1243567", Some(DocumentSlip)),
        (Passport, "AA1234567", "AA123456", Some(DocumentSlip)),
        (Passport, "AO1234567", "A01Z34567", Some(DocumentMisread)),
        (Passport, "AA1234567", "AB7654321", Some(DocumentOther)),
        // 1 1037 02071 81 1 holds by its check digit, the number beside it does not.
        (NationalId, "1103702071811", "1103702071911", Some(DocumentMisread)),
        // Two forms of a Vietnamese number that both are possible.
        (NationalId, "031085001234", "031085001235", Some(DocumentNear)),
        (NationalId, "031085001234", "001190123456", Some(NationalIdOther)),
        // Nine figures are the old card.
        (NationalId, "031085001234", "142345678", None),
        (Passport, "123", "123", None),
    ] {
        let of = |number| Person { documents: vec![document(kind, number)], ..Person::default() };
        for (a, b) in [(left, right), (right, left)] {
            assert_eq!(finding(&held(&of(a), &of(b)), Aspect::Document), expect, "{a} {b}");
        }
    }
    let elsewhere = Document { issuer: Some("LA".into()), ..passport("AA1234567") };
    let left = Person { documents: vec![passport("AA1234567")], ..Person::default() };
    let right = Person { documents: vec![elsewhere], ..Person::default() };
    assert_eq!(finding(&held(&left, &right), Aspect::Document), Some(DocumentElsewhere));
}

#[test]
fn a_wrong_birth_year_lowers_and_a_matching_passport_decides() {
    let asked = Person { birth: Some(born("1985-03-12")), ..person(&["Prachuab Wongsuk"]) };
    let name = person(&["ประจวบ วงศ์สุข"]);
    let right = Person { birth: Some(born("1985-03-12")), ..name.clone() };
    let wrong = Person { birth: Some(born("1961-03-12")), ..name.clone() };
    let (bare, right, low) = (held(&asked, &name), held(&asked, &right), held(&asked, &wrong));
    assert!(low.score < bare.score && bare.score < right.score);
    assert_eq!((low.band, right.band), (Band::Unlikely, Band::Certain));
    let asked = Person { documents: vec![passport("AA1234567")], ..asked };
    let other_name = Person {
        documents: vec![passport("AA1234567")],
        birth: Some(born("1961-03-12")),
        ..person(&["Kaysone Example"])
    };
    assert!(held(&asked, &other_name).band >= Band::Possible);
    let wrong = Person { documents: vec![passport("AA1234567")], ..wrong };
    assert_eq!(held(&asked, &wrong).band, Band::Certain);
}

#[test]
fn pieces_sum_up_and_say_what_they_are() {
    let left = Person {
        birth: Some(born("1985")),
        sex: Some(Sex::Male),
        nationalities: vec!["TH".into(), "LA".into()],
        documents: vec![passport("AA1234567")],
        ..person(&["สมชาย พรหมจักร"])
    };
    let right = Person {
        birth: Some(born("1985-03-12")),
        sex: Some(Sex::Female),
        nationalities: vec!["VN".into()],
        documents: vec![passport("AA1234568")],
        ..person(&["PHROMCHAK Somchai"])
    };
    let found = held(&left, &right);
    let keys: Vec<&str> = found.pieces.iter().map(|p| p.finding.key()).collect();
    assert!(matches!(keys[1], "name-same" | "name-alike"), "{keys:?}");
    assert_eq!(keys[2..], ["birth-year", "sex-other", "nation-other", "document-slip"]);
    let sum: f64 = found.pieces.iter().map(|p| p.weight).sum();
    assert!((found.score - 1.0 / (1.0 + (-sum).exp())).abs() < 1e-9, "{found:?}");
    assert!(found.names.expect("names").turned);
    assert_eq!(found.pieces[2].left, "1985");
    let stateless = Person { nationalities: vec!["XXA".into()], ..right };
    assert_eq!(finding(&held(&left, &stateless), Aspect::Nationality), None);
}

#[test]
fn a_nickname_supports_and_never_contradicts() {
    let read = |text| vec![Name::read(text).expect(text)];
    let lek = Person { nicknames: read("Lek"), ..person(&["Somchai Phromchak"]) };
    let noi = Person { nicknames: read("Noi"), ..lek.clone() };
    let bare = person(&["Somchai Phromchak"]);
    let score = |a: &Person, b: &Person| held(a, b).score;
    assert!(score(&lek, &lek) > score(&lek, &bare));
    assert!((score(&lek, &noi) - score(&lek, &bare)).abs() < 1e-9);
    let found = held(&person(&["Lek"]), &lek);
    assert_eq!(finding(&found, Aspect::Name), Some(Finding::NameIsNickname));
    assert_eq!(found.band, Band::Unlikely);
}

#[test]
fn slips_are_among_the_numbers_looked_up() {
    let keys = slips("AA-123 4567");
    for other in ["AA1234567", "AA1234568", "AA1243567", "AA123456", "AA12934567", "AAI234567"] {
        let key = crate::person::confusable_key(&number_key(other));
        assert!(keys.contains(&key), "{other}");
    }
    assert!(!keys.contains("AA1234599"));
    assert!(keys.len() < 400, "{}", keys.len());
    assert!(slips("12345").is_empty() && slips(&"1".repeat(1000)).is_empty());
}

fn birth() -> impl Strategy<Value = Birth> {
    let year = prop_oneof![1380_u16..1480, 1925_u16..1990, any::<u16>()];
    (year, option::of((1_u8..=12, option::of(1_u8..=28))), any::<bool>()).prop_map(
        |(year, rest, buddhist)| Birth {
            year,
            month: rest.map(|r| r.0),
            day: rest.and_then(|r| r.1),
            buddhist,
        },
    )
}

fn any_document() -> impl Strategy<Value = Document> {
    let kind = prop_oneof![
        Just(None),
        Just(Some(DocumentKind::Passport)),
        Just(Some(DocumentKind::NationalId)),
    ];
    let issuer = option::of(prop_oneof![Just("TH".to_owned()), Just("VN".to_owned())]);
    (kind, "[A-B0-1]{6,8}|[0-1]{12,13}|.{0,12}", issuer)
        .prop_map(|(kind, number, issuer)| Document { kind, number, issuer })
}

fn any_person() -> impl Strategy<Value = Person> {
    let names =
        ["Somchai Jaidee", "สมชาย ใจดี", "Nguyễn Văn Thử", "Jaidee Somchai", "Bounmy", "Lek"];
    let name = (0..names.len()).prop_map(move |i| Name::read(names[i]).expect("a name"));
    let sex = option::of(prop_oneof![Just(Sex::Female), Just(Sex::Male)]);
    let nation = prop_oneof![Just("TH".to_owned()), Just("LA".to_owned()), Just("XXA".to_owned())];
    (
        collection::vec(name.clone(), 0..3),
        collection::vec(name, 0..2),
        option::of(birth()),
        sex,
        collection::vec(nation, 0..3),
        collection::vec(any_document(), 0..3),
    )
        .prop_map(|(names, nicknames, birth, sex, nationalities, documents)| Person {
            names,
            nicknames,
            birth,
            sex,
            nationalities,
            documents,
        })
}

proptest! {
    #[test]
    fn persons_compare_alike_both_ways_and_within_bounds(a in any_person(), b in any_person()) {
        let (there, back) = (held(&a, &b), held(&b, &a));
        prop_assert!((0.0..=1.0).contains(&there.score));
        prop_assert!((there.score - back.score).abs() < 1e-9);
        let kinds = |s: &Scored| s.pieces.iter().map(|p| p.finding).collect::<Vec<_>>();
        prop_assert_eq!(kinds(&there), kinds(&back));
    }

    #[test]
    fn what_agrees_never_lowers(a in any_person(), b in any_person(), date in birth(),
                                paper in any_document()) {
        let bare = |p: &Person| Person { birth: None, sex: None, ..p.clone() };
        let (a, b) = (bare(&a), bare(&b));
        let before = held(&a, &b).score - 1e-9;
        let both = |f: &dyn Fn(Person) -> Person| held(&f(a.clone()), &f(b.clone())).score;
        let after = both(&|p| Person { birth: Some(date), ..p });
        prop_assert!(after >= before);
        let after = both(&|p| Person { sex: Some(Sex::Male), ..p });
        prop_assert!(after >= before);
        let add = |list: &[String]| [list, &["VN".to_owned()]].concat();
        let after = both(&|p| Person { nationalities: add(&p.nationalities), ..p });
        prop_assert!(after >= before);
        let add = |list: &[Document]| [list, std::slice::from_ref(&paper)].concat();
        let after = both(&|p| Person { documents: add(&p.documents), ..p });
        prop_assert!(after >= before);
        let name = || Name::read("Khamla Example").expect("a name");
        let after = both(&|p| Person { names: [p.names, vec![name()]].concat(), ..p });
        prop_assert!(after >= before);
    }

    #[test]
    fn what_contradicts_never_raises(a in any_person(), b in any_person(), year in 1930_u16..1960) {
        let born = |year| Some(Birth { year, month: Some(7), day: Some(30), buddhist: false });
        let bare = |p: &Person| Person { birth: None, sex: None, ..p.clone() };
        let (a, b) = (bare(&a), bare(&b));
        let before = held(&a, &b).score + 1e-9;
        let with = |a: Person, b: Person| held(&a, &b).score;
        let dates = (Person { birth: born(year), ..a.clone() },
                     Person { birth: born(year + 33), ..b.clone() });
        prop_assert!(with(dates.0, dates.1) <= before);
        let sexes = (Person { sex: Some(Sex::Male), ..a.clone() },
                     Person { sex: Some(Sex::Female), ..b.clone() });
        prop_assert!(with(sexes.0, sexes.1) <= before);
        let number = |p: &Person, number: &str| {
            let paper = document(DocumentKind::NationalId, number);
            Person { documents: [p.documents.clone(), vec![paper]].concat(), ..p.clone() }
        };
        prop_assert!(with(number(&a, "7777777777"), number(&b, "8888888888")) <= before);
    }

    #[test]
    fn a_name_alone_is_never_certain(a in any_person(), b in any_person()) {
        let only = |p: &Person| Person { birth: None, documents: vec![], ..p.clone() };
        prop_assert!(held(&only(&a), &only(&b)).band < Band::Certain);
        let (c, d) = (only(&a), only(&b));
        let year = |p| Person { birth: Some(born("1985")), ..p };
        prop_assert!(held(&year(c), &year(d)).band < Band::Certain);
    }
}
