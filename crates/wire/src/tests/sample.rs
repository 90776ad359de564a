//! Messages for the tests and for the frozen fixtures. Invented persons only.

use comity_domain::codes::{
    Channel, CrimeArea, DocumentKind, MessageKind, PersonRole, Purpose, PurposeCode, Sex, Urgency,
};
use comity_domain::handling::{Handling, HandlingCode, JudicialUse, OnwardTransfer};
use comity_domain::ids::{AgencyId, AgreementId, MessageId, OfficerId};
use comity_domain::lang::{Lang, Text};
use comity_domain::message::verify_req::VerifyItem;
use comity_domain::message::{BasisRef, Body, Message, VerifyReq};
use comity_domain::person::{Birth, Document, PrintedName, Subject};
use comity_domain::time::{Calendar, Timestamp};
use comity_wire::{Card, Envelope, Receipt, ReceiptOutcome, SealingPublic, VerifyKeys};

pub(crate) const ED25519_SEED: [u8; 32] = [0x11; 32];
pub(crate) const MLDSA44_SEED: [u8; 32] = [0x22; 32];
pub(crate) const SEALING_SEED: [u8; 32] = [0x33; 32];
pub(crate) const RECEIVER_ED25519_SEED: [u8; 32] = [0x44; 32];
pub(crate) const RECEIVER_MLDSA44_SEED: [u8; 32] = [0x55; 32];
pub(crate) const ENTROPY: [u8; 32] = [0x66; 32];
pub(crate) const CREATED_MS: i64 = 1_763_712_000_000;

pub(crate) fn message_id() -> MessageId {
    MessageId::from_bytes(*b"\x01\x9a\xa5\x4b\x30\x00\x70\x00\x80\x00\x00\x00\x00\x00\x00\x01")
}

fn subject() -> Subject {
    let name = |text: &str, lang| PrintedName { text: text.to_owned(), lang, scheme: None };
    Subject {
        role: PersonRole::Suspect,
        names: vec![name("Nguyễn Văn Ví Dụ", Some(Lang::Vi)), name("เหงียน วัน วี ซู", None)],
        sex: Some(Sex::Male),
        birth: Some(Birth { text: "2528-03-12".to_owned(), calendar: Calendar::Buddhist }),
        nationalities: vec!["VN".to_owned()],
        documents: vec![Document {
            kind: DocumentKind::Passport,
            number: "C 000 0000".to_owned(),
            issuer: Some("VN".to_owned()),
        }],
    }
}

/// A verification request without faults.
pub(crate) fn message() -> Option<Message> {
    Some(Message {
        id: message_id(),
        thread: message_id(),
        in_reply_to: None,
        from: AgencyId::parse("vn.mps").ok()?,
        to: AgencyId::parse("th.rtp").ok()?,
        channel: Channel::Bilateral,
        created_at: Timestamp(CREATED_MS),
        author: OfficerId::parse("lan").ok()?,
        legal_signer: None,
        approver: Some(OfficerId::parse("minh").ok()?),
        urgency: Urgency::Urgent,
        urgency_reason: Text::draft(Lang::En, "The flight leaves tonight."),
        answer_by: Some(Timestamp(CREATED_MS).plus_ms(3_600_000)),
        purpose: Some(PurposeCode::from(Purpose::Identify)),
        necessity: Text::draft(Lang::En, "No other record names the traveller."),
        crime_areas: vec![CrimeArea::Drug],
        legal_basis: vec![BasisRef {
            agreement: AgreementId::parse("ag-example").ok()?,
            article: Some("4(1)".to_owned()),
        }],
        handling: Some(Handling { code: HandlingCode::H1, text: Text::default() }),
        onward_transfer: OnwardTransfer::None,
        judicial_use: JudicialUse::Ask,
        evaluation: None,
        languages: vec![Lang::En, Lang::Vi],
        authentic: vec![Lang::En],
        charge: None,
        third_party: None,
        secrecy: None,
        absent: std::collections::BTreeMap::new(),
        body: Body::VerifyReq(VerifyReq {
            verify: vec![VerifyItem::Identity, VerifyItem::Document],
            subject: Some(subject()),
            consequence: Text::draft(Lang::Vi, "Đối chiếu tại cửa khẩu."),
        }),
    })
}

/// The receiver's receipt for an envelope.
pub(crate) fn receipt(envelope: &Envelope, outcome: ReceiptOutcome) -> Receipt {
    Receipt {
        version: 1,
        from: envelope.header.to.clone(),
        to: envelope.header.from.clone(),
        seq: envelope.header.seq,
        envelope: envelope.hash,
        id: envelope.header.id,
        outcome,
        received_at: Timestamp(CREATED_MS).plus_ms(1_000),
        log_size: 7,
        log_head: [9; 32],
    }
}

/// A card that uses every field.
pub(crate) fn card(verify_keys: VerifyKeys, sealing: SealingPublic) -> Option<Card> {
    let mut names = Text::draft(Lang::En, "Ministry of Public Security (sample)");
    names.0.extend(Text::draft(Lang::Vi, "Bộ Công an (mẫu)").0);
    Some(Card {
        version: 1,
        agency: AgencyId::parse("vn.mps.quangninh").ok()?,
        names,
        country: "VN".to_owned(),
        parent: Some(AgencyId::parse("vn.mps").ok()?),
        endpoint: "https://comity.example.vn:8443".to_owned(),
        tls_pins: vec![[1; 32], [2; 32]],
        verify_keys,
        sealing,
        contact: "+84 00 000 0000, duty desk".to_owned(),
        competences: vec![MessageKind::InfoReq, MessageKind::VerifyReq, MessageKind::Reply],
        languages: vec![Lang::Vi, Lang::En],
        issued_at: Timestamp(CREATED_MS),
        serial: 1,
    })
}
