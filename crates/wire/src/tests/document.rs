//! `docs/WIRE.md` says what the code does, where a machine can compare the two.

use comity_domain::codes::{
    Channel, CrimeArea, DocumentKind, MessageKind, PersonRole, Purpose, Sex,
};
use comity_domain::ground::Ground;
use comity_domain::handling::{JudicialUse, OnwardTransfer};
use comity_domain::limits;
use comity_domain::message::Body;
use comity_domain::message::charge::{AssuranceKind, Earlier, OrderKind, Presence, Stage};
use comity_domain::message::reply::ReplyOutcome;
use comity_domain::message::verify_req::VerifyItem;

use crate::refusal::{Refusal, RefusalClass};
use crate::sign::Context;
use crate::{canonical, card, delivery, envelope, hash, keys, padding, receipt};

const DOCUMENT: &str = include_str!("../../../../docs/WIRE.md");

/// A number as the document prints it: 262,144.
fn printed(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn says(text: &str) {
    assert!(DOCUMENT.contains(text), "WIRE.md does not say {text}");
}

#[test]
fn every_refusal_stands_in_the_table_with_its_class() {
    for refusal in Refusal::ALL {
        let class = match refusal.class() {
            RefusalClass::Permanent => "permanent",
            RefusalClass::Temporary => "temporary",
            RefusalClass::Clock => "clock",
            RefusalClass::UnknownSender => "unknown sender",
            RefusalClass::Gap => "gap",
        };
        says(&format!("| `{refusal}` | {class} |"));
    }
}

#[test]
fn contexts_names_and_limits_are_those_of_the_code() {
    for context in [Context::Envelope, Context::Receipt, Context::Card] {
        says(&format!("`{}`", std::str::from_utf8(context.bytes()).unwrap()));
    }
    for name in [
        delivery::ENTRIES_PATH,
        delivery::DELIVERY_MEDIA_TYPE,
        delivery::ANSWER_MEDIA_TYPE,
        envelope::CONTENT_TYPE,
    ] {
        says(name);
    }
    says(&format!("| bytes of an envelope | {} |", printed(limits::ENVELOPE_BYTES_MAX)));
    says(&format!("| envelopes in a delivery | {} |", limits::BATCH_ENVELOPES_MAX));
    says(&format!("| bytes of a delivery | {} |", printed(delivery::DELIVERY_BYTES_MAX)));
    says(&format!("| bytes of a receipt | {} |", printed(receipt::RECEIPT_BYTES_MAX)));
    says(&format!("| bytes of an answer | {} |", printed(delivery::ANSWER_BYTES_MAX)));
    says(&format!("| bytes of a card, and of its text | {} |", printed(limits::CARD_BYTES_MAX)));
    says(&format!("| certificates pinned in a card | {} |", card::TLS_PINS_MAX));
    says(&format!("| nesting of CBOR | {} |", canonical::DEPTH_MAX));
    says(&format!("| clock ahead | {} minutes |", limits::CLOCK_AHEAD_MS_MAX / 60_000));
    says(&format!("from 0 to {}", envelope::TIME_MS_MAX));
    says(&format!("| {} bytes |", printed(keys::MLDSA44_BYTES)));
    says(&format!("bstr, {} bytes | its sealing key", printed(keys::SEALING_BYTES)));
    says(&format!("bstr, {} bytes | X-Wing", printed(envelope::ENCAPSULATED_BYTES)));
    for size in padding::BODY_SIZES {
        says(&printed(usize::try_from(size).unwrap()));
    }
}

#[test]
fn every_code_of_a_body_is_listed() {
    let codes = |all: Vec<&'static str>| all.iter().for_each(|code| says(&format!("`{code}`")));
    codes(MessageKind::ALL.iter().map(|c| c.code()).collect());
    codes(Channel::ALL.iter().map(|c| c.code()).collect());
    codes(Purpose::ALL.iter().map(|c| c.code()).collect());
    codes(CrimeArea::ALL.iter().map(|c| c.code()).collect());
    codes(PersonRole::ALL.iter().map(|c| c.code()).collect());
    codes(Sex::ALL.iter().map(|c| c.code()).collect());
    codes(DocumentKind::ALL.iter().map(|c| c.code()).collect());
    codes(VerifyItem::ALL.iter().map(|c| c.code()).collect());
    codes(ReplyOutcome::ALL.iter().map(|c| c.code()).collect());
    codes(OnwardTransfer::ALL.iter().map(|c| c.code()).collect());
    codes(JudicialUse::ALL.iter().map(|c| c.code()).collect());
    codes(Stage::ALL.iter().map(|c| c.code()).collect());
    codes(OrderKind::ALL.iter().map(|c| c.code()).collect());
    codes(Presence::ALL.iter().map(|c| c.code()).collect());
    codes(Earlier::ALL.iter().map(|c| c.code()).collect());
    codes(AssuranceKind::ALL.iter().map(|c| c.code()).collect());
    codes(Ground::ALL.iter().map(|c| c.code()).collect());
}

#[test]
fn the_test_vectors_are_the_frozen_files() {
    let vectors: [(&str, &[u8]); 7] = [
        ("message.bin", include_bytes!("../../fixtures/v1/message.bin")),
        ("envelope.bin", include_bytes!("../../fixtures/v1/envelope.bin")),
        ("receipt.bin", include_bytes!("../../fixtures/v1/receipt.bin")),
        ("card.bin", include_bytes!("../../fixtures/v1/card.bin")),
        ("card.txt", include_bytes!("../../fixtures/v1/card.txt")),
        ("delivery.bin", include_bytes!("../../fixtures/v1/delivery.bin")),
        ("answer.bin", include_bytes!("../../fixtures/v1/answer.bin")),
    ];
    for (name, bytes) in vectors {
        let hash: String = hash::sha256(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let row = DOCUMENT.lines().find(|line| line.starts_with(&format!("| `{name}` |"))).unwrap();
        assert!(row.ends_with(&format!("| `{hash}` |")), "{name}");
    }
}

#[test]
fn every_field_of_every_type_is_listed() {
    for kind in MessageKind::ALL {
        let row = DOCUMENT.lines().find(|line| line.starts_with(&format!("| `{kind}` |")));
        let row = row.unwrap_or_else(|| panic!("WIRE.md has no row for {kind}"));
        for (field, _) in Body::needs(*kind) {
            assert!(row.contains(&format!("`{field}`")), "WIRE.md: {kind} has a field {field}");
        }
    }
}
