//! Bytes from somebody who means harm: no reader panics, and none accepts what was changed.

use proptest::prelude::*;

use super::{envelope, receiver, sample, secret, sender};
use crate::card::SignedCard;
use crate::delivery::{Delivery, DeliveryAnswer};
use crate::envelope::Envelope;
use crate::fingerprint::Fingerprint;
use crate::keys::{SealingPublic, VerifyKeys};
use crate::receipt::{Receipt, ReceiptOutcome};
use crate::{canonical, sign};
use comity_domain::message::Message;

/// Gives bytes to every reader there is; says whether one that wants signatures took them.
fn read_by_all(bytes: &[u8]) -> bool {
    let keys = sender().public();
    let parsed = Envelope::parse(bytes, &keys);
    if let Ok(envelope) = Envelope::peek(bytes).and_then(|_| Envelope::from_trusted(bytes)) {
        envelope.open(secret()).ok();
    }
    canonical::from_bytes::<Message>(bytes).ok();
    canonical::from_bytes::<VerifyKeys>(bytes).ok();
    canonical::from_bytes::<SealingPublic>(bytes).ok();
    sign::unverified_payload(bytes).ok();
    Delivery::from_bytes(bytes).ok();
    DeliveryAnswer::from_bytes(bytes).ok();
    let text = String::from_utf8_lossy(bytes);
    SignedCard::from_text(&text).ok();
    Fingerprint::parse(&text).ok();
    let receipt = Receipt::verify(bytes, &receiver().public());
    parsed.is_ok() || receipt.is_ok() || SignedCard::parse(bytes).is_ok()
}

/// What a mutation does at a place: sets a byte, takes some out, doubles some, cuts the rest off.
fn mutate(bytes: &mut Vec<u8>, place: usize, what: u8, byte: u8) {
    let end = bytes.len().min(place + usize::from(byte) % 9 + 1);
    match what % 4 {
        0 => bytes[place] = byte,
        1 => drop(bytes.drain(place..end)),
        2 => {
            let copy = bytes[place..end].to_vec();
            bytes.splice(place..place, copy);
        }
        _ => bytes.truncate(place),
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn random_bytes_are_read_by_none(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(!read_by_all(&bytes));
        // Behind the right first bytes the readers look further.
        prop_assert!(!read_by_all(&[b"\xd8\x62\x84\x40\xa0", bytes.as_slice()].concat()));
        prop_assert!(!read_by_all(&[b"\xa1\x01\x81", bytes.as_slice()].concat()));
    }

    #[test]
    fn mutated_bytes_are_read_by_none(
        which in 0..2_usize,
        changes in proptest::collection::vec(
            (any::<prop::sample::Index>(), any::<u8>(), any::<u8>()), 1..4
        ),
    ) {
        let envelope = envelope();
        let receipt = sample::receipt(&envelope, ReceiptOutcome::Accepted);
        let receipt = receipt.sign(receiver()).unwrap();
        let original = [envelope.bytes, receipt][which].clone();
        let mut bytes = original.clone();
        for (place, what, byte) in changes {
            if !bytes.is_empty() {
                let place = place.index(bytes.len());
                mutate(&mut bytes, place, what, byte);
            }
        }
        prop_assert_eq!(read_by_all(&bytes), bytes == original);
    }

    /// Inside a payload that was signed, every byte may be anything: a partner is not trusted.
    #[test]
    fn signed_payloads_are_read_without_harm(
        changes in proptest::collection::vec((0..700_usize, any::<u8>(), any::<u8>()), 1..4),
    ) {
        let mut payload = sign::unverified_payload(&envelope().bytes).unwrap();
        for (place, what, byte) in changes {
            if place < payload.len() {
                mutate(&mut payload, place, what, byte);
            }
        }
        let bytes = sign::sign(sender(), sign::Context::Envelope, &payload).unwrap();
        if let Ok(envelope) = Envelope::parse(&bytes, &sender().public()) {
            envelope.open(secret()).ok();
        }
    }
}
