//! The bodies of a delivery there and back.

use ciborium::value::Value;
use comity_domain::limits::{BATCH_ENVELOPES_MAX, ENVELOPE_BYTES_MAX};

use crate::canonical;
use crate::delivery::{
    ANSWER_BYTES_MAX, DELIVERY_BYTES_MAX, Delivery, DeliveryAnswer, EntryAnswer, EntryResult,
};
use crate::error::WireError;
use crate::receipt::RECEIPT_BYTES_MAX;
use crate::refusal::Refusal;

#[test]
fn deliveries_come_back_up_to_their_limits() {
    let largest = vec![vec![7; ENVELOPE_BYTES_MAX]; BATCH_ENVELOPES_MAX];
    for envelopes in [vec![], vec![vec![]], vec![vec![1], vec![2, 3]], largest] {
        let delivery = Delivery { envelopes };
        let bytes = delivery.to_bytes().unwrap();
        assert!(bytes.len() <= DELIVERY_BYTES_MAX);
        assert_eq!(Delivery::from_bytes(&bytes), Ok(delivery));
    }
}

#[test]
fn deliveries_beyond_their_limits_are_refused_on_both_sides() {
    let bytes_of = |envelopes: &[Vec<u8>]| {
        let items = envelopes.iter().map(|bytes| Value::Bytes(bytes.clone())).collect();
        canonical::to_bytes(&Value::Map(vec![(Value::from(1), Value::Array(items))])).unwrap()
    };
    for envelopes in [vec![vec![]; BATCH_ENVELOPES_MAX + 1], vec![vec![0; ENVELOPE_BYTES_MAX + 1]]]
    {
        assert_eq!(Delivery::from_bytes(&bytes_of(&envelopes)), Err(WireError::TooLarge));
        assert_eq!(Delivery { envelopes }.to_bytes(), Err(WireError::TooLarge));
    }
    assert_eq!(Delivery::from_bytes(&vec![0; DELIVERY_BYTES_MAX + 1]), Err(WireError::TooLarge));
    assert_eq!(
        DeliveryAnswer::from_bytes(&vec![0; ANSWER_BYTES_MAX + 1]),
        Err(WireError::TooLarge)
    );
}

#[test]
fn answers_come_back_up_to_their_limits() {
    let receipt =
        |seq| EntryAnswer { seq, result: EntryResult::Receipt(vec![1; RECEIPT_BYTES_MAX]) };
    let refused = |refusal| EntryAnswer { seq: 0, result: EntryResult::Refused(refusal) };
    let largest = u64::try_from(i64::MAX).unwrap();
    for entries in
        [vec![], vec![receipt(largest); BATCH_ENVELOPES_MAX], Refusal::ALL.map(refused).to_vec()]
    {
        let answer = DeliveryAnswer { highest: largest, entries };
        let bytes = answer.to_bytes().unwrap();
        assert!(bytes.len() <= ANSWER_BYTES_MAX);
        assert_eq!(DeliveryAnswer::from_bytes(&bytes), Ok(answer));
    }
    let long = vec![0; RECEIPT_BYTES_MAX + 1];
    for (entries, highest, error) in [
        (vec![receipt(1); BATCH_ENVELOPES_MAX + 1], 1, WireError::TooLarge),
        (vec![EntryAnswer { seq: 1, result: EntryResult::Receipt(long) }], 1, WireError::TooLarge),
        (vec![], largest + 1, WireError::Field("answer.highest")),
        (vec![receipt(largest + 1)], 1, WireError::Field("entry.seq")),
    ] {
        assert_eq!(DeliveryAnswer { highest, entries }.to_bytes(), Err(error));
    }
}

#[test]
fn answers_outside_the_format_are_refused() {
    let key = |n: u8| Value::from(n);
    let answer = |entry: Vec<(Value, Value)>| {
        let entries = Value::Array(vec![Value::Map(entry)]);
        canonical::to_bytes(&Value::Map(vec![(key(1), key(1)), (key(2), entries)])).unwrap()
    };
    let receipt = || (key(2), Value::Bytes(vec![1]));
    let refused = |code: &str| (key(3), Value::from(code));
    for (entry, error) in [
        (vec![(key(1), key(1)), receipt(), refused("gap")], WireError::Field("entry")),
        (vec![(key(1), key(1))], WireError::Field("entry.refused")),
        (vec![(key(1), key(1)), refused("soon")], WireError::Field("entry.refused")),
        (vec![refused("gap")], WireError::Field("entry.seq")),
        (vec![(key(1), key(1)), (key(2), key(1))], WireError::Field("entry.receipt")),
    ] {
        assert_eq!(DeliveryAnswer::from_bytes(&answer(entry)), Err(error));
    }
    for bytes in [&b""[..], b"\x80", b"\xa0", b"\xa1\x01\x81\x01", b"\xa1\x02\x80"] {
        assert!(Delivery::from_bytes(bytes).is_err() && DeliveryAnswer::from_bytes(bytes).is_err());
    }
}
