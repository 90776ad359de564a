//! What the crate `wire` reads from partners. Seeds are the frozen files of version 1.

use std::sync::LazyLock;

use comity_domain::message::Message;
use comity_wire::sign::{Context, sign, unverified_payload};
use comity_wire::{
    Delivery, DeliveryAnswer, Envelope, Fingerprint, Receipt, SealingPublic, SealingSecret,
    SignedCard, SigningKeys, VerifyKeys, WireError, canonical,
};

use crate::Target;
use crate::dice::{of_text, shape};
use crate::names::must;

const GROUP: &str = "wire";

const MESSAGE: &[u8] = include_bytes!("../../wire/fixtures/v1/message.bin");
const ENVELOPE: &[u8] = include_bytes!("../../wire/fixtures/v1/envelope.bin");
const RECEIPT: &[u8] = include_bytes!("../../wire/fixtures/v1/receipt.bin");
const CARD: &[u8] = include_bytes!("../../wire/fixtures/v1/card.bin");
const CARD_TEXT: &[u8] = include_bytes!("../../wire/fixtures/v1/card.txt");
const DELIVERY: &[u8] = include_bytes!("../../wire/fixtures/v1/delivery.bin");
const ANSWER: &[u8] = include_bytes!("../../wire/fixtures/v1/answer.bin");

const PIECES: &[&[u8]] = &[
    b"\xa0",
    b"\xa1\x01",
    b"\x80",
    b"\x81",
    b"\x9f",
    b"\xff",
    b"\x40",
    b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\xbb\x00\x00\x00\x01\x00\x00\x00\x00",
    b"\x1b\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\x3b\x7f\xff\xff\xff\xff\xff\xff\xff",
    b"\xf6",
    b"\xf5",
    b"\xfb\x7f\xf0\x00\x00\x00\x00\x00\x00",
    b"\xc0",
    b"\xd8\x62\x84\x40\xa0",
    b"\x18\x18",
    b"\x61a",
    b"\x62\xc3\x28",
    b"\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81\x81",
    b"-----BEGIN",
];

pub(crate) const TARGETS: &[Target] = &[
    Target { group: GROUP, name: "cbor", check: cbor, seeds: all, pieces: PIECES },
    Target { group: GROUP, name: "frame", check: frame, seeds: all, pieces: PIECES },
    Target { group: GROUP, name: "payload", check: payload, seeds: payloads, pieces: PIECES },
    Target { group: GROUP, name: "delivery", check: delivery, seeds: all, pieces: PIECES },
    Target { group: GROUP, name: "card", check: card, seeds: all, pieces: PIECES },
    Target { group: GROUP, name: "fingerprint", check: spoken, seeds: words, pieces: &[b"-"] },
];

fn all() -> Vec<Vec<u8>> {
    let files = [MESSAGE, ENVELOPE, RECEIPT, CARD, CARD_TEXT, DELIVERY, ANSWER];
    files.into_iter().map(<[u8]>::to_vec).collect()
}

fn payloads() -> Vec<Vec<u8>> {
    let frames = [ENVELOPE, RECEIPT, CARD];
    frames.into_iter().filter_map(|bytes| unverified_payload(bytes).ok()).collect()
}

fn words() -> Vec<Vec<u8>> {
    let card = SignedCard::parse(CARD).map(|card| card.fingerprint().to_string());
    card.into_iter().map(String::into_bytes).collect()
}

/// The keys that signed the frozen files: of the asking agency and of the receiving one.
struct Keys {
    sender: SigningKeys,
    receiver: VerifyKeys,
    secret: SealingSecret,
}

static KEYS: LazyLock<Option<Keys>> = LazyLock::new(|| {
    Some(Keys {
        sender: SigningKeys::from_seeds([0x11; 32], [0x22; 32]).ok()?,
        receiver: SigningKeys::from_seeds([0x44; 32], [0x55; 32]).ok()?.public(),
        secret: SealingSecret::from_seed([0x33; 32]).ok()?,
    })
});

fn keys() -> Result<&'static Keys, String> {
    KEYS.as_ref().ok_or_else(|| "the keys of the frozen files are not made".to_owned())
}

fn outcome<T>(read: &Result<T, WireError>) -> u64 {
    read.as_ref().err().map_or(0, |error| of_text(&error.to_string()))
}

/// Bytes that are not the one encoding of something are no message; what is read is written so
/// that it is read again. (That a body is in the one encoding of its message, opening it checks.)
fn cbor(bytes: &[u8]) -> Result<u64, String> {
    let fits = canonical::check(bytes);
    let message = canonical::from_bytes::<Message>(bytes);
    if let Ok(message) = &message {
        let again = canonical::to_bytes(message).and_then(|b| canonical::from_bytes(&b));
        must(again.as_ref() == Ok(message), "a message written and read again differs")?;
    }
    let keys = canonical::from_bytes::<VerifyKeys>(bytes);
    let sealing = canonical::from_bytes::<SealingPublic>(bytes);
    must(fits.is_ok() || (message.is_err() && keys.is_err() && sealing.is_err()), "not refused")?;
    Ok(shape(&[outcome(&fits), outcome(&message), outcome(&keys), outcome(&sealing)]))
}

/// Nothing but the frozen bytes themselves verifies.
fn frame(bytes: &[u8]) -> Result<u64, String> {
    let keys = keys()?;
    let peeked = Envelope::peek(bytes);
    let parsed = Envelope::parse(bytes, &keys.sender.public());
    must(parsed.is_err() || bytes == ENVELOPE, "a changed envelope verifies")?;
    if let (Ok(parsed), Ok(peeked)) = (&parsed, &peeked) {
        must(parsed.header == *peeked, "peeking shows another header")?;
    }
    let opened = Envelope::from_trusted(bytes).and_then(|envelope| envelope.open(&keys.secret));
    let receipt = Receipt::verify(bytes, &keys.receiver);
    must(receipt.is_err() || bytes == RECEIPT, "a changed receipt verifies")?;
    let found = [outcome(&peeked), outcome(&parsed), outcome(&opened), outcome(&receipt)];
    Ok(shape(&found))
}

/// A partner signs what it likes: behind good signatures every byte may be anything.
fn payload(bytes: &[u8]) -> Result<u64, String> {
    let keys = keys()?;
    let public = keys.sender.public();
    let signed = |context| sign(&keys.sender, context, bytes).map_err(|error| error.to_string());
    if bytes.len() > crate::mutate::BYTES_MAX {
        return Ok(1);
    }
    let envelope = Envelope::parse(&signed(Context::Envelope)?, &public);
    let opened = envelope.as_ref().map(|envelope| envelope.open(&keys.secret));
    let opened = opened.map_or(1, |opened| outcome(&opened));
    let receipt = Receipt::verify(&signed(Context::Receipt)?, &public);
    let card = SignedCard::parse(&signed(Context::Card)?);
    if let Ok(card) = &card {
        let text = SignedCard::from_text(&card.to_text());
        must(text.as_ref() == Ok(card), "a card printed and read again differs")?;
    }
    Ok(shape(&[outcome(&envelope), opened, outcome(&receipt), outcome(&card)]))
}

/// A delivery and its answer have one encoding.
fn delivery(bytes: &[u8]) -> Result<u64, String> {
    let (delivery, answer) = (Delivery::from_bytes(bytes), DeliveryAnswer::from_bytes(bytes));
    if let Ok(delivery) = &delivery {
        must(delivery.to_bytes().as_deref() == Ok(bytes), "a delivery has a second encoding")?;
    }
    if let Ok(answer) = &answer {
        must(answer.to_bytes().as_deref() == Ok(bytes), "an answer has a second encoding")?;
    }
    Ok(shape(&[outcome(&delivery), outcome(&answer)]))
}

/// A card in bytes or as text is that of the frozen file, or none.
fn card(bytes: &[u8]) -> Result<u64, String> {
    let text = String::from_utf8_lossy(bytes);
    let (read, armoured) = (SignedCard::parse(bytes), SignedCard::from_text(&text));
    must(read.is_err() || bytes == CARD, "a changed card verifies")?;
    if let Ok(card) = &armoured {
        must(card.bytes == CARD, "a changed card verifies as text")?;
    }
    Ok(shape(&[outcome(&read), outcome(&armoured)]))
}

/// What is read as six words is printed so that it is read again.
fn spoken(bytes: &[u8]) -> Result<u64, String> {
    let text = String::from_utf8_lossy(bytes);
    let read = Fingerprint::parse(&text);
    if let Ok(read) = &read {
        must(Fingerprint::parse(&read.to_string()).as_ref() == Ok(read), "it differs")?;
    }
    Ok(shape(&[outcome(&read), u64::from(text.contains('-'))]))
}
