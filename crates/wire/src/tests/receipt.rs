//! Receipts there and back.

use ciborium::value::Value;

use super::{envelope, flipped, receiver, sample, sender};
use crate::canonical;
use crate::error::WireError;
use crate::receipt::{Receipt, ReceiptOutcome};
use crate::refusal::Refusal;
use crate::sign::{self, Context};

#[test]
fn a_receipt_answers_its_envelope_and_no_other() {
    let envelope = envelope();
    for outcome in [ReceiptOutcome::Accepted, ReceiptOutcome::Quarantined(Refusal::BadBody)] {
        let receipt = sample::receipt(&envelope, outcome);
        let bytes = receipt.sign(receiver()).unwrap();
        assert!(bytes.len() <= crate::receipt::RECEIPT_BYTES_MAX, "{}", bytes.len());
        let read = Receipt::verify(&bytes, &receiver().public()).unwrap();
        assert_eq!(read, receipt);
        assert!(read.answers(&envelope));
        assert_eq!(Receipt::verify(&bytes, &sender().public()), Err(WireError::WrongKey));
    }
    let mut other = sample::receipt(&envelope, ReceiptOutcome::Accepted);
    other.envelope = [0; 32];
    assert!(!other.answers(&envelope));
    let mut other = sample::receipt(&envelope, ReceiptOutcome::Accepted);
    std::mem::swap(&mut other.from, &mut other.to);
    assert!(!other.answers(&envelope));
    let mut other = sample::receipt(&envelope, ReceiptOutcome::Accepted);
    other.seq += 1;
    assert!(!other.answers(&envelope));
}

#[test]
fn every_flipped_byte_is_refused() {
    let receipt = sample::receipt(&envelope(), ReceiptOutcome::Quarantined(Refusal::CannotOpen));
    let (bytes, keys) = (receipt.sign(receiver()).unwrap(), receiver().public());
    for place in 0..bytes.len() {
        assert!(Receipt::verify(&flipped(&bytes, place), &keys).is_err(), "{place}");
    }
}

#[test]
fn receipts_outside_the_format_are_refused_though_signed() {
    let bytes = sample::receipt(&envelope(), ReceiptOutcome::Accepted).sign(receiver()).unwrap();
    let payload = sign::unverified_payload(&bytes).unwrap();
    let text = |t: &str| Some(Value::from(t));
    let int = |n: i64| Some(Value::from(n));
    for (key, to, error) in [
        (1, int(2), WireError::UnknownVersion),
        (3, text("th.rtp"), WireError::Field("receipt.to")),
        (4, int(0), WireError::Field("receipt.seq")),
        (5, None, WireError::Field("receipt.envelope")),
        (7, text("fine"), WireError::Field("receipt.outcome")),
        (7, text("quarantined"), WireError::Field("receipt.reason")),
        // A reason for an envelope that was accepted.
        (8, text("bad_body"), WireError::Field("receipt")),
        (9, int(-1), WireError::Field("receipt.received_at")),
        (10, int(0), WireError::Field("receipt.log_size")),
        (11, text("x"), WireError::Field("receipt.log_head")),
        (12, int(0), WireError::Field("receipt")),
    ] {
        let mut fields: Value = canonical::from_bytes(&payload).unwrap();
        let map = fields.as_map_mut().unwrap();
        map.retain(|(have, _)| *have != Value::from(key));
        map.extend(to.clone().map(|to| (Value::from(key), to)));
        let payload = canonical::to_bytes(&fields).unwrap();
        let bytes = sign::sign(receiver(), Context::Receipt, &payload).unwrap();
        assert_eq!(Receipt::verify(&bytes, &receiver().public()), Err(error), "{key} {to:?}");
    }
    let long = sign::sign(receiver(), Context::Receipt, &[0; 2_000]).unwrap();
    assert_eq!(Receipt::verify(&long, &receiver().public()), Err(WireError::TooLarge));
}

#[test]
fn a_receipt_outside_its_limits_is_not_signed() {
    let mut receipt = sample::receipt(&envelope(), ReceiptOutcome::Accepted);
    receipt.log_size = 0;
    assert_eq!(receipt.sign(receiver()), Err(WireError::Field("receipt.log_size")));
}
