//! The signed frame: what it is byte by byte, and every other frame that is refused.

use ciborium::value::Value;
use coset::iana::Algorithm;
use coset::{
    CborSerializable, CoseSign, CoseSignBuilder, CoseSignature, CoseSignatureBuilder, Header,
    HeaderBuilder, TaggedCborSerializable,
};

use super::{receiver, sender};
use crate::canonical;
use crate::error::WireError;
use crate::keys::{SigningKeys, VerifyKeys};
use crate::sign::{Context, sign, unverified_payload, verify};

const PAYLOAD: &[u8] = b"payload";

fn signed() -> Vec<u8> {
    sign(sender(), Context::Receipt, PAYLOAD).unwrap()
}

#[test]
fn a_payload_comes_back_for_its_context_and_keys_only() {
    let (bytes, keys) = (signed(), sender().public());
    assert_eq!(verify(&bytes, Context::Receipt, &keys).unwrap(), PAYLOAD);
    assert_eq!(unverified_payload(&bytes).unwrap(), PAYLOAD);
    for other in [Context::Envelope, Context::Card] {
        assert_eq!(verify(&bytes, other, &keys), Err(WireError::BadSignature), "{other:?}");
    }
    let other = receiver().public();
    assert_eq!(verify(&bytes, Context::Receipt, &other), Err(WireError::WrongKey));
}

/// The frame as RFC 9052 prescribes it, written here without the COSE library.
#[test]
fn the_frame_is_what_the_rfc_says() {
    let (bytes, keys) = (signed(), sender().public());
    let frame: Value = canonical::from_bytes(&bytes[2..]).unwrap();
    let parts = frame.as_array().unwrap();
    assert_eq!(&bytes[..2], &[0xd8, 98]);
    assert_eq!(parts[0], Value::Bytes(vec![]));
    assert_eq!(parts[1], Value::Map(vec![]));
    assert_eq!(parts[2], Value::Bytes(PAYLOAD.to_vec()));
    let signers = parts[3].as_array().unwrap();
    assert_eq!(signers.len(), 2);
    for (signer, algorithm) in signers.iter().zip([-8, -48]) {
        let [protected, unprotected, signature] = &signer.as_array().unwrap()[..] else { panic!() };
        let header = Value::Map(vec![
            (Value::from(1), Value::from(algorithm)),
            (Value::from(4), Value::Bytes(keys.key_id().unwrap().0.to_vec())),
        ]);
        let header = Value::Bytes(canonical::to_bytes(&header).unwrap());
        assert_eq!(protected, &header);
        assert_eq!(unprotected, &Value::Map(vec![]));
        let to_be_signed = canonical::to_bytes(&Value::Array(vec![
            Value::from("Signature"),
            Value::Bytes(vec![]),
            header,
            Value::Bytes(b"comity/v1/receipt".to_vec()),
            Value::Bytes(PAYLOAD.to_vec()),
        ]))
        .unwrap();
        let signature = signature.as_bytes().unwrap();
        let verified = match algorithm {
            -8 => keys.verify_ed25519(&to_be_signed, signature),
            _ => keys.verify_mldsa44(&to_be_signed, signature),
        };
        assert_eq!(verified, Ok(()), "{algorithm}");
    }
}

fn signer(algorithm: Algorithm, id: Vec<u8>, signature: &[u8]) -> CoseSignature {
    let header = HeaderBuilder::new().algorithm(algorithm).key_id(id).build();
    CoseSignatureBuilder::new().protected(header).signature(signature.to_vec()).build()
}

/// A frame whose signatures are right for whatever headers it has, as far as there are two.
fn frame(change: impl FnOnce(&mut CoseSign)) -> Vec<u8> {
    let keys = sender();
    let id = keys.key_id().0.to_vec();
    let mut cose = CoseSignBuilder::new()
        .payload(PAYLOAD.to_vec())
        .add_signature(signer(Algorithm::EdDSA, id.clone(), &[]))
        .add_signature(signer(Algorithm::ML_DSA_44, id, &[]))
        .build();
    change(&mut cose);
    for place in 0..cose.signatures.len() {
        let to_be_signed = cose.tbs_data(Context::Receipt.bytes(), &cose.signatures[place]);
        cose.signatures[place].signature = match place {
            0 => keys.sign_ed25519(&to_be_signed),
            _ => keys.sign_mldsa44(&to_be_signed).unwrap(),
        };
    }
    cose.to_tagged_vec().unwrap()
}

#[test]
fn no_other_frame_is_taken_though_its_signatures_are_right() {
    let keys = sender().public();
    let untouched = frame(|_| {});
    assert_eq!(verify(&untouched, Context::Receipt, &keys).unwrap(), PAYLOAD);
    let text_header = || HeaderBuilder::new().text_value("x".into(), Value::from(1)).build();
    let kid_header = || HeaderBuilder::new().key_id(vec![1; 8]).build();
    type Change = Box<dyn Fn(&mut CoseSign)>;
    let changes: Vec<(&str, Change)> = vec![
        ("unprotected header", Box::new(move |c| c.unprotected = text_header())),
        ("protected header", Box::new(move |c| c.protected.header = kid_header())),
        ("no payload", Box::new(|c| c.payload = None)),
        ("one signer", Box::new(|c| c.signatures.truncate(1))),
        ("no signer", Box::new(|c| c.signatures.clear())),
        ("three signers", Box::new(|c| c.signatures.push(c.signatures[1].clone()))),
        ("swapped signers", Box::new(|c| c.signatures.swap(0, 1))),
        ("unprotected in signer", Box::new(move |c| c.signatures[0].unprotected = kid_header())),
        ("no key id", Box::new(|c| c.signatures[1].protected.header.key_id.clear())),
        ("two key ids", Box::new(|c| c.signatures[1].protected.header.key_id = vec![0; 8])),
        ("long key id", Box::new(|c| c.signatures[0].protected.header.key_id.push(0))),
        ("no algorithm", Box::new(|c| c.signatures[1].protected.header = Header::default())),
        (
            "other algorithm",
            Box::new(|c| {
                c.signatures[1] = signer(Algorithm::ML_DSA_65, sender().key_id().0.to_vec(), &[]);
            }),
        ),
    ];
    for (what, change) in changes {
        let bytes = frame(|cose| change(cose));
        assert_eq!(verify(&bytes, Context::Receipt, &keys), Err(WireError::Frame), "{what}");
        assert_eq!(unverified_payload(&bytes), Err(WireError::Frame), "{what}");
    }
}

#[test]
fn another_wrapping_is_refused() {
    let keys = sender().public();
    let bytes = signed();
    let untagged = CoseSign::from_tagged_slice(&bytes).unwrap().to_vec().unwrap();
    let retagged = [&[0xd8, 97][..], &bytes[2..]].concat();
    let longer_tag = [&[0xd9, 0, 98][..], &bytes[2..]].concat();
    for (bytes, error) in [
        (untagged, WireError::Frame),
        (retagged, WireError::Frame),
        (longer_tag, WireError::Frame),
        ([&bytes[..], &[0]].concat(), WireError::NotCanonical),
        (bytes[..bytes.len() - 1].to_vec(), WireError::NotCanonical),
        (vec![0; 256 * 1024 + 1], WireError::TooLarge),
        (vec![], WireError::Frame),
    ] {
        assert_eq!(verify(&bytes, Context::Receipt, &keys), Err(error));
    }
    let too_large = vec![0; 256 * 1024];
    assert_eq!(sign(sender(), Context::Receipt, &too_large), Err(WireError::TooLarge));
}

#[test]
fn one_right_signature_of_two_is_not_enough() {
    let keys = sender().public();
    for place in [0, 1] {
        let mut cose = CoseSign::from_tagged_slice(&signed()).unwrap();
        cose.signatures[place].signature[5] ^= 1;
        let bytes = cose.to_tagged_vec().unwrap();
        assert_eq!(verify(&bytes, Context::Receipt, &keys), Err(WireError::BadSignature));
    }
}

#[test]
fn keys_say_nothing_of_their_secrets_and_may_cross_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<SigningKeys>();
    shared::<crate::keys::SealingSecret>();
    let seed = [0xab; 32];
    let keys = SigningKeys::from_seeds(seed, [0xcd; 32]).unwrap();
    let sealing = crate::keys::SealingSecret::from_seed(seed).unwrap();
    let printed = format!("{keys:?} {sealing:?}");
    assert!(printed.len() < 200 && !printed.contains("abab") && !printed.contains("171"));
}

#[test]
fn public_keys_are_byte_strings_of_their_lengths() {
    let keys = sender().public();
    let bytes = canonical::to_bytes(&keys).unwrap();
    assert_eq!(&bytes[..3], &[0x82, 0x58, 32]);
    assert_eq!(bytes.len(), 3 + 32 + 3 + 1_312);
    assert_eq!(canonical::from_bytes::<VerifyKeys>(&bytes).unwrap(), keys);
    let short = Value::Array(vec![Value::Bytes(vec![0; 32]), Value::Bytes(vec![0; 1_311])]);
    let short = canonical::to_bytes(&short).unwrap();
    assert_eq!(canonical::from_bytes::<VerifyKeys>(&short), Err(WireError::Shape));
    let sealing = super::secret().public();
    let bytes = canonical::to_bytes(&sealing).unwrap();
    assert_eq!((&bytes[..3], bytes.len()), (&[0x59, 0x04, 0xc0][..], 3 + 1_216));
    assert_eq!(canonical::from_bytes::<crate::keys::SealingPublic>(&bytes).unwrap(), sealing);
    // 12-bit coefficients beyond ML-KEM's modulus are no key.
    assert!(crate::keys::SealingPublic::from_bytes(&[0xff; 1_216]).is_err());
    assert!(crate::keys::SealingPublic::from_bytes(&[0; 1_215]).is_err());
}
