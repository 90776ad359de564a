//! Agency cards: bytes, text and fingerprint.

use comity_domain::codes::MessageKind;
use comity_domain::ids::AgencyId;
use comity_domain::lang::{Lang, Text};

use super::{flipped, receiver, sample, secret, sender};
use crate::card::{Card, SignedCard};
use crate::error::WireError;
use crate::fingerprint::Fingerprint;
use crate::keys::SealingSecret;

fn card() -> Card {
    sample::card(sender().public(), secret().public()).unwrap()
}

#[test]
fn a_card_comes_back_as_bytes_and_as_text() {
    let signed = card().sign(sender()).unwrap();
    assert_eq!(signed.card, card());
    assert_eq!(SignedCard::parse(&signed.bytes), Ok(signed.clone()));
    let text = signed.to_text();
    assert!(text.starts_with("Agency: vn.mps.quangninh\nName (vi): Bộ Công an (mẫu)\n"), "{text}");
    assert!(text.contains(&format!("\nFingerprint: {}\n", signed.fingerprint())));
    assert!(text.lines().all(|line| line.chars().count() <= 80));
    for carried in [
        text.clone(),
        text.replace('\n', "\r\n"),
        text.replace('\n', " \n"),
        format!("Dear colleague,\n{text}\n\n"),
        text.split_once("-----BEGIN").map(|(_, rest)| format!("-----BEGIN{rest}")).unwrap(),
    ] {
        assert_eq!(SignedCard::from_text(&carried), Ok(signed.clone()), "{carried}");
    }
}

#[test]
fn damaged_texts_are_refused() {
    let text = card().sign(sender()).unwrap().to_text();
    let end = "-----END COMITY AGENCY CARD-----";
    for damaged in [
        String::new(),
        text.replace("-----BEGIN", "----BEGIN"),
        text.replace(end, ""),
        text.replace(end, &format!("!{end}")),
        format!("{text}{text}"),
        format!("{text}and more"),
        text.replace("=\n", "\n"),
    ] {
        assert_eq!(SignedCard::from_text(&damaged), Err(WireError::BadArmour));
    }
    assert_eq!(SignedCard::from_text(&"x".repeat(64 * 1024 + 1)), Err(WireError::TooLarge));
}

#[test]
fn every_flipped_byte_is_refused() {
    let signed = card().sign(sender()).unwrap();
    for place in 0..signed.bytes.len() {
        assert!(SignedCard::parse(&flipped(&signed.bytes, place)).is_err(), "{place}");
    }
}

#[test]
fn the_fingerprint_stands_for_the_agency_and_its_keys_only() {
    let fingerprint = card().fingerprint();
    assert_eq!(Fingerprint::parse(&fingerprint.to_string()), Ok(fingerprint));
    let moved = Card {
        endpoint: "https://10.0.0.1:1".to_owned(),
        tls_pins: vec![[9; 32]],
        contact: "somebody else".to_owned(),
        serial: 2,
        ..card()
    };
    assert_eq!(moved.fingerprint(), fingerprint);
    let sealing = SealingSecret::from_seed([5; 32]).unwrap().public();
    for other in [
        Card { agency: AgencyId::parse("vn.mps").unwrap(), ..card() },
        Card { verify_keys: receiver().public(), ..card() },
        Card { sealing, ..card() },
    ] {
        assert_ne!(other.fingerprint(), fingerprint);
    }
}

#[test]
fn cards_outside_their_limits_are_not_signed() {
    let field = |name| Err(WireError::Field(name));
    let endpoint = |text: &str| Card { endpoint: text.to_owned(), ..card() };
    let contact = |text: &str| Card { contact: text.to_owned(), ..card() };
    let kinds = vec![MessageKind::Reply; 2];
    for (changed, error) in [
        (Card { version: 2, ..card() }, field("card.version")),
        (Card { names: Text::default(), ..card() }, field("card.names")),
        (Card { names: Text::draft(Lang::En, "a\nFingerprint: b"), ..card() }, field("card.names")),
        (Card { country: "TH".to_owned(), ..card() }, field("card.country")),
        (Card { parent: Some(card().agency), ..card() }, field("card.parent")),
        (endpoint("http://a:1"), field("card.endpoint")),
        (endpoint("https://a"), field("card.endpoint")),
        (endpoint("https://a:0"), field("card.endpoint")),
        (endpoint("https://a:65536"), field("card.endpoint")),
        (endpoint("https://u@a:1"), field("card.endpoint")),
        (endpoint("https://a:1/x"), field("card.endpoint")),
        (endpoint("https://:1"), field("card.endpoint")),
        (endpoint("https://[::1:1"), field("card.endpoint")),
        (Card { tls_pins: vec![], ..card() }, field("card.tls_pins")),
        (Card { tls_pins: vec![[1; 32]; 2], ..card() }, field("card.tls_pins")),
        (contact(" "), field("card.contact")),
        (contact("a\u{202e}b"), field("card.contact")),
        (contact(&"a".repeat(201)), field("card.contact")),
        (Card { competences: kinds, ..card() }, field("card.competences")),
        (Card { languages: vec![], ..card() }, field("card.languages")),
        (Card { serial: 0, ..card() }, field("card.serial")),
        (Card { verify_keys: receiver().public(), ..card() }, Err(WireError::WrongKey)),
    ] {
        assert_eq!(changed.sign(sender()), error, "{changed:?}");
    }
    for good in ["https://[::1]:8443", "https://127.0.0.1:1", "https://a-b.example:65535"] {
        assert!(endpoint(good).sign(sender()).is_ok(), "{good}");
    }
}
