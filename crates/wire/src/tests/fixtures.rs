//! The frozen files of version 1: what was written once is read for ever, field by field. They are
//! never written again; a new version gets a new folder.

use comity_domain::message::Message;

use super::{first, receiver, sample, secret, sender};
use crate::card::SignedCard;
use crate::delivery::{Delivery, DeliveryAnswer, EntryAnswer, EntryResult};
use crate::envelope::{CONTENT_TYPE, Envelope, Header};
use crate::receipt::{Receipt, ReceiptOutcome};
use crate::refusal::Refusal;
use crate::{canonical, hash, sign};

const MESSAGE: &[u8] = include_bytes!("../../fixtures/v1/message.bin");
const ENVELOPE: &[u8] = include_bytes!("../../fixtures/v1/envelope.bin");
const RECEIPT: &[u8] = include_bytes!("../../fixtures/v1/receipt.bin");
const CARD: &[u8] = include_bytes!("../../fixtures/v1/card.bin");
const CARD_TEXT: &str = include_str!("../../fixtures/v1/card.txt");
const DELIVERY: &[u8] = include_bytes!("../../fixtures/v1/delivery.bin");
const ANSWER: &[u8] = include_bytes!("../../fixtures/v1/answer.bin");

#[test]
fn the_message_has_its_frozen_encoding() {
    let message = sample::message().unwrap();
    assert_eq!(canonical::to_bytes(&message).unwrap(), MESSAGE);
    assert_eq!(canonical::from_bytes::<Message>(MESSAGE), Ok(message));
}

#[test]
fn the_envelope_verifies_and_opens() {
    let message = sample::message().unwrap();
    let envelope = Envelope::parse(ENVELOPE, &sender().public()).unwrap();
    let header = Header {
        version: 1,
        from: message.from.clone(),
        to: message.to.clone(),
        seq: 1,
        previous: [0; 32],
        id: sample::message_id(),
        kind: message.kind(),
        urgency: message.urgency,
        created_at: message.created_at,
        body_bytes: 1_024,
        content_type: CONTENT_TYPE.to_owned(),
    };
    assert_eq!(envelope.header, header);
    assert_eq!(envelope.hash, hash::sha256(ENVELOPE));
    assert_eq!(envelope.bytes, ENVELOPE);
    assert_eq!(envelope.open(secret()), Ok(message));
}

/// Only the signature of ML-DSA is drawn anew: the sealed payload is the same byte for byte.
#[test]
fn sealing_again_gives_the_frozen_payload() {
    let message = sample::message().unwrap();
    let (to, entropy) = (secret().public(), sample::ENTROPY);
    let again = Envelope::seal(first(), &message, &to, sender(), entropy).unwrap();
    let payload = |bytes| sign::unverified_payload(bytes).unwrap();
    assert_eq!(payload(&again.bytes), payload(ENVELOPE));
    assert_ne!(again.bytes, ENVELOPE);
}

#[test]
fn the_receipt_verifies_and_answers_the_envelope() {
    let envelope = Envelope::parse(ENVELOPE, &sender().public()).unwrap();
    let receipt = Receipt::verify(RECEIPT, &receiver().public()).unwrap();
    assert_eq!(receipt, sample::receipt(&envelope, ReceiptOutcome::Quarantined(Refusal::BadBody)));
    assert!(receipt.answers(&envelope));
}

#[test]
fn the_card_verifies_and_has_its_frozen_fingerprint() {
    let signed = SignedCard::parse(CARD).unwrap();
    assert_eq!(signed.card, sample::card(sender().public(), secret().public()).unwrap());
    assert_eq!(signed.bytes, CARD);
    assert_eq!(signed.to_text(), CARD_TEXT);
    assert_eq!(SignedCard::from_text(CARD_TEXT), Ok(signed.clone()));
    assert_eq!(signed.fingerprint().to_string(), "nuluv-likaj-fopis-napuj-rajir-varuh");
}

#[test]
fn the_delivery_and_its_answer_have_their_frozen_encodings() {
    let delivery = Delivery { envelopes: vec![ENVELOPE.to_vec(), vec![0]] };
    assert_eq!(delivery.to_bytes().unwrap(), DELIVERY);
    assert_eq!(Delivery::from_bytes(DELIVERY), Ok(delivery));
    let entries = vec![
        EntryAnswer { seq: 1, result: EntryResult::Receipt(RECEIPT.to_vec()) },
        EntryAnswer { seq: 0, result: EntryResult::Refused(Refusal::BadEnvelope) },
    ];
    let answer = DeliveryAnswer { highest: 1, entries };
    assert_eq!(answer.to_bytes().unwrap(), ANSWER);
    assert_eq!(DeliveryAnswer::from_bytes(ANSWER), Ok(answer));
}
