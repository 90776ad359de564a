//! Deterministic CBOR: the forms of the RFC, what is refused, and our reader and writer against
//! another library's.

use ciborium::value::Value;
use proptest::prelude::*;

use crate::canonical::{DEPTH_MAX, check, encode, from_bytes, to_bytes};
use crate::error::WireError;

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| u8::try_from(c.to_digit(16).unwrap()).unwrap())
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

#[test]
fn values_take_the_forms_of_rfc_8949() {
    let int = |n: i64| Value::from(n);
    let text = |t: &str| Value::from(t);
    for (value, bytes) in [
        (int(0), "00"),
        (int(23), "17"),
        (int(24), "1818"),
        (int(255), "18ff"),
        (int(256), "190100"),
        (int(65_535), "19ffff"),
        (int(65_536), "1a00010000"),
        (int(4_294_967_295), "1affffffff"),
        (int(4_294_967_296), "1b0000000100000000"),
        (Value::from(u64::MAX), "1bffffffffffffffff"),
        (int(-1), "20"),
        (int(-1_000), "3903e7"),
        (int(i64::MIN), "3b7fffffffffffffff"),
        (Value::Bytes(vec![1, 2, 3, 4]), "4401020304"),
        (text("ü"), "62c3bc"),
        (Value::Bool(false), "f4"),
        (Value::Bool(true), "f5"),
        (Value::Null, "f6"),
        (Value::Array(vec![int(1), Value::Array(vec![int(2)])]), "82018102"),
        // RFC 8949 §4.2.1: 10, 100, -1, "z", "aa" in that order, however they were given.
        (
            Value::Map(
                [text("aa"), int(-1), text("z"), int(100), int(10)]
                    .map(|key| (key, int(0)))
                    .to_vec(),
            ),
            "a5 0a00 186400 2000 617a00 62616100",
        ),
    ] {
        assert_eq!(encode(&value).unwrap(), hex(bytes), "{value:?}");
        assert_eq!(from_bytes::<Value>(&hex(bytes)).as_ref().map(encode), Ok(Ok(hex(bytes))));
    }
}

#[test]
fn every_other_form_is_refused() {
    for (what, bytes) in [
        ("nothing", ""),
        ("23 in two bytes", "1817"),
        ("255 in three bytes", "1900ff"),
        ("65535 in five bytes", "1a0000ffff"),
        ("2^32-1 in nine bytes", "1b00000000ffffffff"),
        ("length in two bytes", "580101"),
        ("trailing byte", "0000"),
        ("cut short", "4301ff"),
        ("declared length of 2^63", "5b7fffffffffffffff00"),
        ("declared array of 2^63", "9b7fffffffffffffff00"),
        ("declared map of 2^64-1", "bbffffffffffffffff00"),
        ("indefinite bytes", "5f4101ff"),
        ("indefinite text", "7f6161ff"),
        ("indefinite array", "9f01ff"),
        ("indefinite map", "bf0101ff"),
        ("reserved length", "1c"),
        ("break alone", "ff"),
        ("key twice", "a2 0100 0101"),
        ("keys out of order", "a2 0200 0100"),
        ("shorter text after longer", "a2 62616100 617a00"),
        ("bytes as key", "a1 410100"),
        ("array as key", "a1 8000"),
        ("null as key", "a1 f600"),
        ("key without value", "a1 01"),
        ("half float", "f93c00"),
        ("float", "fa3f800000"),
        ("double", "fb3ff0000000000000"),
        ("undefined", "f7"),
        ("simple value 16", "f0"),
        ("false in two bytes", "f814"),
        ("simple value 255", "f8ff"),
        ("tag", "c100"),
        ("bignum", "c24101"),
        ("text that is not UTF-8", "61ff"),
        ("surrogate", "63eda080"),
    ] {
        assert_eq!(check(&hex(bytes)), Err(WireError::NotCanonical), "{what}");
        assert_eq!(from_bytes::<Value>(&hex(bytes)).err(), Some(WireError::NotCanonical), "{what}");
    }
}

#[test]
fn nesting_has_a_limit_on_both_sides() {
    let nested = |levels: usize| {
        (0..levels).fold(Value::from(0), |inner, level| {
            if level % 2 == 0 {
                Value::Array(vec![inner])
            } else {
                Value::Map(vec![(Value::from(1), inner)])
            }
        })
    };
    let bytes = to_bytes(&nested(DEPTH_MAX)).unwrap();
    assert_eq!(from_bytes::<Value>(&bytes), Ok(nested(DEPTH_MAX)));
    assert_eq!(encode(&nested(DEPTH_MAX + 1)), Err(WireError::NotCanonical));
    let mut deeper = vec![0x81];
    deeper.extend_from_slice(&bytes);
    assert_eq!(check(&deeper), Err(WireError::NotCanonical));
    assert_eq!(check(&[0x81; 1_000_000]), Err(WireError::NotCanonical));
}

#[test]
fn what_has_no_encoding_is_not_written() {
    let zero = || Value::from(0);
    for value in [
        Value::Float(1.0),
        Value::Tag(1, Box::new(zero())),
        Value::Map(vec![(zero(), zero()), (zero(), zero())]),
        Value::Map(vec![(Value::Null, zero())]),
        Value::Map(vec![(Value::Bytes(vec![]), zero())]),
    ] {
        assert_eq!(encode(&value), Err(WireError::NotCanonical), "{value:?}");
    }
    assert_eq!(to_bytes(&1.5_f64), Err(WireError::NotCanonical));
    assert_eq!(to_bytes(&u128::MAX), Err(WireError::NotCanonical));
}

#[test]
fn another_type_has_another_shape() {
    let bytes = to_bytes(&"text").unwrap();
    assert_eq!(from_bytes::<u64>(&bytes), Err(WireError::Shape));
    let bytes = to_bytes(&300_u16).unwrap();
    assert_eq!(from_bytes::<u8>(&bytes), Err(WireError::Shape));
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u8>().prop_map(Value::from),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
        "\\PC{0,30}".prop_map(Value::Text),
        proptest::collection::vec(any::<u8>(), 0..300).prop_map(Value::Bytes),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        let key =
            prop_oneof![any::<i32>().prop_map(Value::from), "[a-z]{0,30}".prop_map(Value::Text)];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..8).prop_map(Value::Array),
            proptest::collection::vec((key, inner), 0..8).prop_map(Value::Map),
        ]
    })
}

/// Accepts what our reader should, by another road: the other library's reader and our writer.
fn accepted_by_the_other_road(bytes: &[u8]) -> bool {
    ciborium::from_reader::<Value, _>(bytes)
        .is_ok_and(|value| encode(&value).is_ok_and(|again| again == bytes))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn values_come_back_and_the_other_library_reads_them(value in values()) {
        // A map with a key twice has no encoding.
        if let Ok(bytes) = encode(&value) {
            prop_assert_eq!(check(&bytes), Ok(()));
            let ours: Value = from_bytes(&bytes).unwrap();
            let theirs: Value = ciborium::from_reader(bytes.as_slice()).unwrap();
            prop_assert_eq!(&ours, &theirs);
            prop_assert_eq!(encode(&ours), Ok(bytes.clone()));
            // Once the keys are in order, the other library writes the same bytes.
            let mut written = Vec::new();
            ciborium::into_writer(&ours, &mut written).unwrap();
            prop_assert_eq!(written, bytes);
        }
    }

    #[test]
    fn random_bytes_are_accepted_by_both_roads_or_by_neither(
        bytes in proptest::collection::vec(any::<u8>(), 0..40)
    ) {
        prop_assert_eq!(check(&bytes).is_ok(), accepted_by_the_other_road(&bytes));
        prop_assert_eq!(from_bytes::<Value>(&bytes).is_ok(), check(&bytes).is_ok());
    }

    #[test]
    fn changed_bytes_are_accepted_by_both_roads_or_by_neither(
        value in values(), place in any::<prop::sample::Index>(), to in any::<u8>()
    ) {
        if let Ok(mut bytes) = encode(&value) {
            let place = place.index(bytes.len());
            bytes[place] = to;
            prop_assert_eq!(check(&bytes).is_ok(), accepted_by_the_other_road(&bytes));
        }
    }
}
