//! Machine-readable zones: the standard's specimens, invented documents, and what is refused.

use proptest::prelude::{prop_assert, proptest};

use crate::mrz::{CheckField, Mrz, MrzKind, MrzRefused, alpha2, check_digit, name_line};
use crate::person::Sex;

/// The specimens of ICAO Doc 9303 (the state of Utopia).
const TD3: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
                   L898902C36UTO7408122F1204159ZE184226B<<<<<10";
const TD2: &str = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n\
                   D231458907UTO7408122F1204159<<<<<<<6";
const TD1: &str = "I<UTOD231458907<<<<<<<<<<<<<<<\n\
                   7408122F1204159UTO<<<<<<<<<<<6\n\
                   ERIKSSON<<ANNA<MARIA<<<<<<<<<<";
const MRV_A: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
                     L8988901C4X\u{58}X4009078F96121096ZE184226B<<<<<<";
const MRV_B: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n\
                     L8988901C4X\u{58}X4009078F9612109<<<<<<<<";

fn read(text: &str) -> Mrz {
    Mrz::read(text, 2026).expect(text)
}

#[test]
fn the_specimens_of_the_standard_are_read() {
    for (text, kind, number, checks) in [
        (TD3, MrzKind::Td3, "L898902C3", 5),
        (TD2, MrzKind::Td2, "D23145890", 4),
        (TD1, MrzKind::Td1, "D23145890", 4),
        (MRV_A, MrzKind::MrvA, "L8988901C", 3),
        (MRV_B, MrzKind::MrvB, "L8988901C", 3),
    ] {
        let zone = read(text);
        assert_eq!((zone.kind, zone.number.as_str()), (kind, number));
        assert_eq!(zone.checks.len(), checks, "{text}");
        assert!(zone.is_sound(), "{zone:?}");
        assert_eq!((zone.surname.as_str(), zone.given.as_str()), ("ERIKSSON", "ANNA MARIA"));
        assert_eq!(zone.sex, Some(Sex::Female));
        assert!(!zone.names_cut);
        assert_eq!(zone, read(&text.replace('\n', "")), "run together");
        assert_eq!(zone, read(&format!("  {}\r\n", text.to_lowercase().replace('\n', "\r\n"))));
    }
    let zone = read(TD3);
    let digits: String = zone.checks.iter().map(|check| check.printed).collect();
    assert_eq!(digits, "62910");
    assert_eq!(zone.birth.expect("a birth").to_string(), "1974-08-12");
    assert_eq!(zone.expiry.expect("an expiry").to_string(), "2012-04-15");
    assert_eq!((zone.issuer.as_str(), zone.nationality.as_str()), ("UTO", "UTO"));
    assert_eq!((zone.document_code.as_str(), zone.optional.as_str()), ("P", "ZE184226B"));
    assert_eq!(zone.name(), "ERIKSSON, ANNA MARIA");
}

#[test]
fn numbers_longer_than_nine_run_on_into_the_optional_data() {
    // The example of Doc 9303-5: number D23145890734 with check digit 9.
    let text = "I<UTOD23145890<7349<<<<<<<<<<<\n\
                3407127M9507122UTO<<<<<<<<<<<2\n\
                STEVENSON<<PETER<JOHN<<<<<<<<<";
    let zone = read(text);
    assert_eq!(zone.number, "D23145890734");
    assert!(zone.is_sound(), "{zone:?}");
    assert_eq!(zone.optional, "");
    assert_eq!(zone.birth.expect("a birth").year, 1934);
}

#[test]
fn a_wrong_digit_is_reported_and_not_refused() {
    let zone = read(&TD3.replace("L898902C36", "L898902C46"));
    let failed: Vec<CheckField> =
        zone.checks.iter().filter(|c| !c.holds).map(|c| c.field).collect();
    assert_eq!(failed, [CheckField::Number, CheckField::Composite]);
    assert_eq!(zone.checks[0].expected, check_digit("L898902C4"));
    let zone = read(&TD3.replace("F1204159", "Q1213459"));
    assert_eq!(zone.unreadable, [CheckField::Expiry, CheckField::Sex]);
    assert!(!zone.is_sound() && zone.expiry.is_none() && zone.sex.is_none());
}

#[test]
fn dates_may_be_unknown_and_their_century_is_settled_by_the_year_of_reading() {
    for (field, expect) in [
        ("740812", Some("1974-08-12")),
        ("7408<<", Some("1974-08")),
        ("74<<<<", Some("1974")),
        ("<<<<<<", None),
        ("270101", Some("1927-01-01")),
        ("260101", Some("2026-01-01")),
    ] {
        let zone = read(&TD3.replace("740812", field));
        assert_eq!(zone.birth.map(|d| d.to_string()).as_deref(), expect, "{field}");
    }
    let expiry = |field| read(&TD3.replace("120415", field)).expiry.expect("a date").year;
    assert_eq!((expiry("750101"), expiry("760101")), (2075, 1976));
}

#[test]
fn names_may_be_cut_and_may_be_one() {
    let line = "P<THAPHOMMACHAKPHROMMACHAK<<SOMCHAIPHONGSAVA\n";
    let second = TD3.lines().nth(1).expect("a line");
    assert!(read(&format!("{line}{second}")).names_cut);
    let one = format!("P<LAOBOUNMY{}\n{second}", "<".repeat(33));
    let zone = read(&one);
    assert_eq!((zone.name().as_str(), zone.given.as_str()), ("BOUNMY", ""));
}

#[test]
fn what_is_no_zone_is_refused_with_its_reason() {
    let long = "<".repeat(600);
    for (text, reason) in [
        ("", MrzRefused::Lines { lines: 0 }),
        ("SOMCHAI<<JAIDEE", MrzRefused::Lines { lines: 1 }),
        ("A\nB\nC\nD", MrzRefused::Lines { lines: 4 }),
        (TD3.trim_end_matches('0'), MrzRefused::LineLength { line: 2, found: 43, expected: 44 }),
        (&TD3.replace("ANNA", "ANNÄ"), MrzRefused::Character { line: 1, column: 19, code: 0xC4 }),
        (&TD3.replace("P<UTO", "9<UTO"), MrzRefused::Kind),
        (&TD3.replace("ERIKSSON<<ANNA<MARIA", &"<".repeat(20)), MrzRefused::NoName),
        (&long, MrzRefused::TooLong { bytes: 600, limit: 512 }),
    ] {
        assert_eq!(Mrz::read(text, 2026), Err(reason), "{text}");
        assert!(!reason.to_string().is_empty() && reason.key().starts_with("mrz-"));
    }
}

#[test]
fn countries_have_two_letters_too() {
    for (code, two) in
        [("THA", Some("TH")), ("VNM", Some("VN")), ("LAO", Some("LA")), ("D", Some("DE"))]
    {
        assert_eq!(alpha2(code), two);
    }
    for code in ["XXA", "UTO", "", "TH", "AHT", "HA"] {
        assert_eq!(alpha2(code), None, "{code}");
    }
}

#[test]
fn a_name_line_alone_is_understood() {
    let both = |surname: &str, given: &str| Some((surname.to_owned(), given.to_owned()));
    assert_eq!(name_line("WONGSUK<<PRACHUAB"), both("WONGSUK", "PRACHUAB"));
    assert_eq!(name_line("PHOM<MA<CHAK<<SOM<CHAI<<<<"), both("PHOM MA CHAK", "SOM CHAI"));
    assert_eq!(name_line(TD3.lines().next().expect("a line")), both("ERIKSSON", "ANNA MARIA"));
    assert_eq!(name_line("Somchai Jaidee"), None);
}

proptest! {
    #[test]
    fn every_text_is_read_or_refused(text in "[A-Z0-9<\n ]{0,120}|.{0,200}", year in 0_u16..3000) {
        let zone = Mrz::read(&text, year);
        prop_assert!(zone.is_err() || !zone.unwrap().name().is_empty());
    }

    #[test]
    fn zones_of_any_characters_do_not_fail(a in "[A-Z][A-Z<]{43}", b in "[A-Z0-9<]{44}") {
        let zone = Mrz::read(&format!("{a}\n{b}"), 2026);
        prop_assert!(zone.is_ok() || zone == Err(MrzRefused::NoName));
    }
}
