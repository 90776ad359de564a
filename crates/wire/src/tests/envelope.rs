//! Envelopes there and back, and what a partner may try with one.

use ciborium::value::Value;
use comity_domain::codes::Urgency;
use comity_domain::ids::AgencyId;
use comity_domain::lang::{Lang, Text, TextStatus, Wording};
use comity_domain::message::reply::ReplyOutcome;
use comity_domain::message::{Body, InfoReq, Message, Reply};
use comity_domain::time::Timestamp;
use proptest::prelude::*;

use super::{envelope, first, flipped, receiver, sample, secret, sender};
use crate::canonical;
use crate::envelope::{Envelope, Header, HeaderFields};
use crate::error::WireError;
use crate::keys::SealingSecret;
use crate::sign::{self, Context};
use crate::{hash, padding};

fn seal(fields: HeaderFields, message: &Message) -> Result<Envelope, WireError> {
    Envelope::seal(fields, message, &secret().public(), sender(), sample::ENTROPY)
}

#[test]
fn a_message_arrives_as_it_was_sent() {
    let message = sample::message().unwrap();
    let sent = seal(HeaderFields { seq: 2, previous: [7; 32] }, &message).unwrap();
    let header = Envelope::peek(&sent.bytes).unwrap();
    assert_eq!((header.seq, header.previous, header.body_bytes), (2, [7; 32], 1_024));
    let received = Envelope::parse(&sent.bytes, &sender().public()).unwrap();
    assert_eq!(received, sent);
    assert_eq!(received.hash, hash::sha256(&sent.bytes));
    assert_eq!(received.open(secret()).unwrap(), message);
    assert_eq!(Envelope::from_trusted(&sent.bytes).unwrap(), sent);
}

#[test]
fn the_clear_part_holds_no_personal_data() {
    let bytes = envelope().bytes;
    for secret in ["Nguyễn", "เหงียน", "2528", "000 0000", "minh", "flight"] {
        let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found, "{secret}");
    }
}

#[test]
fn every_flipped_byte_is_refused() {
    let (sent, keys) = (envelope(), sender().public());
    for place in 0..sent.bytes.len() {
        assert!(Envelope::parse(&flipped(&sent.bytes, place), &keys).is_err(), "{place}");
    }
    for len in 0..sent.bytes.len() {
        assert!(Envelope::peek(&sent.bytes[..len]).is_err(), "{len}");
    }
}

#[test]
fn other_keys_neither_verify_nor_open() {
    let sent = envelope();
    let other = receiver().public();
    assert_eq!(Envelope::parse(&sent.bytes, &other), Err(WireError::WrongKey));
    let other = SealingSecret::from_seed([1; 32]).unwrap();
    assert_eq!(sent.open(&other), Err(WireError::CannotOpen));
}

#[test]
fn the_same_entropy_does_not_repeat_a_key() {
    let message = sample::message().unwrap();
    let mut other = message.clone();
    other.answer_by = None;
    let sealed = [&message, &message, &other].map(|m| {
        let payload = sign::unverified_payload(&seal(first(), m).unwrap().bytes).unwrap();
        let payload: Value = canonical::from_bytes(&payload).unwrap();
        payload.as_map().unwrap()[1].1.clone()
    });
    assert_eq!(sealed[0], sealed[1]);
    assert_ne!(sealed[0], sealed[2]);
}

#[test]
fn what_is_outside_the_limits_is_not_sealed() {
    let good = || sample::message().unwrap();
    let at = |seq, previous| HeaderFields { seq, previous };
    let mut early = good();
    (early.created_at, early.answer_by) = (Timestamp(-1), None);
    let mut faulty = good();
    faulty.languages.clear();
    let mut long = good();
    let text = |lang| (lang, Wording { text: "ก".repeat(8_000), status: TextStatus::Official });
    long.necessity = Text(Lang::ALL.map(text).into_iter().collect());
    long.urgency_reason = long.necessity.clone();
    let mut too_long = long.clone();
    let Body::VerifyReq(body) = &mut too_long.body else { panic!() };
    body.consequence = long.necessity.clone();
    assert_eq!(seal(first(), &long).map(|e| e.header.body_bytes), Ok(245_760));
    for (fields, message, error) in [
        (at(0, [0; 32]), good(), WireError::Field("header.seq")),
        (at(u64::MAX, [1; 32]), good(), WireError::Field("header.seq")),
        (at(1, [1; 32]), good(), WireError::Field("header.previous")),
        (at(2, [0; 32]), good(), WireError::Field("header.previous")),
        (first(), early, WireError::Field("header.created_at")),
        (first(), faulty, WireError::BadBody),
        (first(), too_long, WireError::TooLarge),
    ] {
        assert_eq!(seal(fields, &message).err(), Some(error));
    }
}

/// Seals any bytes under any header, as a partner with a program of its own could.
fn seal_any(header: Header, body: Vec<u8>) -> Envelope {
    let (body, body_bytes) = padding::pad(body).unwrap();
    let header = Header { body_bytes, ..header };
    let to = secret().public();
    let sealed = Envelope::seal_body(header, &body, &to, sender(), sample::ENTROPY).unwrap();
    Envelope::parse(&sealed.bytes, &sender().public()).unwrap()
}

#[test]
fn a_body_must_be_the_message_its_header_announces() {
    let message = sample::message().unwrap();
    let body = || canonical::to_bytes(&message).unwrap();
    let header = || envelope().header;
    assert_eq!(seal_any(header(), body()).open(secret()).unwrap(), message);
    let th = AgencyId::parse("th.dsi").unwrap();
    let reply = comity_domain::codes::MessageKind::Reply;
    for other in [
        Header { from: th.clone(), ..header() },
        Header { to: th, ..header() },
        Header { id: comity_domain::ids::MessageId::from_bytes([1; 16]), ..header() },
        Header { kind: reply, ..header() },
        Header { urgency: Urgency::Normal, ..header() },
        Header { created_at: Timestamp(sample::CREATED_MS + 1), ..header() },
        Header { content_type: "application/json".to_owned(), ..header() },
    ] {
        assert_eq!(seal_any(other, body()).open(secret()), Err(WireError::BadBody));
    }
    let mut faulty = message.clone();
    faulty.authentic = vec![Lang::Lo];
    let faulty = canonical::to_bytes(&faulty).unwrap();
    // The same message with a wording in its long form: readable, but not the one encoding.
    let mut two_forms: Value = canonical::from_bytes(&body()).unwrap();
    for (key, value) in two_forms.as_map_mut().unwrap() {
        if key.as_text() == Some("necessity") {
            let long = [("text", "A text of some length."), ("status", "draft")];
            let long = long.map(|(k, v)| (Value::from(k), Value::from(v))).to_vec();
            *value = Value::Map(vec![(Value::from("en"), Value::Map(long))]);
        }
    }
    let two_forms = canonical::to_bytes(&two_forms).unwrap();
    assert!(canonical::from_bytes::<Message>(&two_forms).is_ok());
    for body in [vec![], vec![0xff], b"{}".to_vec(), vec![0xa0], faulty, two_forms] {
        assert_eq!(seal_any(header(), body).open(secret()), Err(WireError::BadBody));
    }
}

/// An envelope whose payload was changed and then signed again by the true sender.
fn resigned(change: impl FnOnce(&mut Vec<(Value, Value)>)) -> Vec<u8> {
    let payload = sign::unverified_payload(&envelope().bytes).unwrap();
    let mut payload: Value = canonical::from_bytes(&payload).unwrap();
    change(payload.as_map_mut().unwrap());
    sign::sign(sender(), Context::Envelope, &canonical::to_bytes(&payload).unwrap()).unwrap()
}

/// Changes a field of the header inside the payload, or takes it out.
fn with_header(payload: &mut [(Value, Value)], key: u8, to: Option<Value>) {
    let mut header: Value = canonical::from_bytes(payload[0].1.as_bytes().unwrap()).unwrap();
    let fields = header.as_map_mut().unwrap();
    fields.retain(|(have, _)| *have != Value::from(key));
    fields.extend(to.map(|to| (Value::from(key), to)));
    payload[0].1 = Value::Bytes(canonical::to_bytes(&header).unwrap());
}

#[test]
fn headers_outside_the_format_are_refused_though_signed() {
    let text = |t: &str| Some(Value::from(t));
    let int = |n: i64| Some(Value::from(n));
    let bytes = |len| Some(Value::Bytes(vec![1; len]));
    for (key, to, error) in [
        (1, int(2), WireError::UnknownVersion),
        (1, int(257), WireError::Field("header.version")),
        (1, None, WireError::Field("header.version")),
        (2, text("VN"), WireError::Field("header.from")),
        (2, text("th.rtp"), WireError::Field("header.to")),
        (3, int(1), WireError::Field("header.to")),
        (4, int(0), WireError::Field("header.seq")),
        (4, int(-1), WireError::Field("header.seq")),
        (5, bytes(32), WireError::Field("header.previous")),
        (5, bytes(31), WireError::Field("header.previous")),
        (6, text("x"), WireError::Field("header.id")),
        (7, text("HELLO"), WireError::UnknownKind),
        (8, text("soon"), WireError::Field("header.urgency")),
        (9, Some(Value::from(u64::MAX)), WireError::Field("header.created_at")),
        (10, int(1_000), WireError::Field("header.body_bytes")),
        (10, int(2_048), WireError::Field("envelope.sealed")),
        (11, text("a b"), WireError::Field("header.content_type")),
        (12, int(1), WireError::Field("header")),
    ] {
        let envelope = resigned(|payload| with_header(payload, key, to.clone()));
        assert_eq!(Envelope::peek(&envelope), Err(error), "{key} {to:?}");
        assert_eq!(Envelope::parse(&envelope, &sender().public()), Err(error));
    }
    let extra = resigned(|payload| payload.push((Value::from(4), Value::Null)));
    assert_eq!(Envelope::peek(&extra), Err(WireError::Field("envelope")));
    let short = resigned(|payload| payload[1].1 = Value::Bytes(vec![0; 32]));
    assert_eq!(Envelope::peek(&short), Err(WireError::Field("envelope.encapsulated")));
}

#[test]
fn a_body_cannot_be_moved_under_another_header() {
    let moved = resigned(|payload| with_header(payload, 9, Some(Value::from(1))));
    let moved = Envelope::parse(&moved, &sender().public()).unwrap();
    assert_eq!(moved.open(secret()), Err(WireError::CannotOpen));
    let mut pretended = envelope();
    pretended.header.seq = 5;
    assert_eq!(pretended.open(secret()), Err(WireError::Field("envelope.header")));
}

fn texts() -> impl Strategy<Value = Text> {
    let lang = prop::sample::select(Lang::ALL.to_vec());
    let status = prop::sample::select(vec![TextStatus::Draft, TextStatus::Official]);
    let wording =
        ("[a-zกขคຂງđưỡ]\\PC{0,300}", status).prop_map(|(text, status)| Wording { text, status });
    proptest::collection::btree_map(lang, wording, 1..4).prop_map(Text)
}

fn bodies() -> impl Strategy<Value = Body> {
    let info = proptest::collection::vec(texts(), 5).prop_map(|t| {
        Body::InfoReq(InfoReq {
            specification: t[0].clone(),
            facts: t[1].clone(),
            offence: t[2].clone(),
            link: t[3].clone(),
            reasons_to_believe: t[4].clone(),
            restrictions: t[0].clone(),
            subject: None,
        })
    });
    let reply = proptest::collection::vec(texts(), 3).prop_map(|t| {
        Body::Reply(Reply {
            outcome: Some(ReplyOutcome::Negative),
            checked: t[0].clone(),
            data_date: None,
            answer: t[1].clone(),
            conditions: t[2].clone(),
            unanswered: Text::default(),
            grounds: vec![],
            record: None,
        })
    });
    prop_oneof![info, reply, Just(sample::message().unwrap().body)]
}

fn messages() -> impl Strategy<Value = Message> {
    (bodies(), texts(), any::<[u8; 16]>(), 0_i64..=253_402_300_799_999).prop_map(
        |(body, text, id, created)| {
            let base = sample::message().unwrap();
            let is_reply = matches!(body, Body::Reply(_));
            let id = comity_domain::ids::MessageId::from_bytes(id);
            Message {
                id,
                thread: if is_reply { base.id } else { id },
                in_reply_to: is_reply.then_some(base.id),
                answer_by: None,
                created_at: Timestamp(created),
                necessity: text,
                body,
                ..base
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn random_messages_arrive_as_they_were_sent(
        message in messages(), seq in 2_u64..1 << 63, previous in any::<[u8; 32]>(),
        entropy in any::<[u8; 32]>()
    ) {
        prop_assert_eq!(message.faults(), vec![]);
        let fields = HeaderFields { seq, previous };
        let sent =
            Envelope::seal(fields, &message, &secret().public(), sender(), entropy).unwrap();
        let received = Envelope::parse(&sent.bytes, &sender().public()).unwrap();
        prop_assert_eq!(&received, &sent);
        prop_assert_eq!(received.open(secret()), Ok(message.clone()));
        let body = canonical::to_bytes(&message).unwrap();
        prop_assert_eq!(canonical::from_bytes::<Message>(&body), Ok(message));
    }
}
