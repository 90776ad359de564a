//! Each thing a sender can do wrong gets its own refusal code, is logged, and the link goes on.

use comity::app::{card_issue, message_approve, partner_add, request_create};
use comity::federation::receive::{self, Peer};
use comity_domain::codes::MessageKind;
use comity_domain::ids::{AgencyId, MessageId, OfficerId};
use comity_domain::limits;
use comity_domain::message::Message;
use comity_domain::message::draft::{Followed, Stamp};
use comity_domain::message::state::State;
use comity_domain::time::Timestamp;
use comity_wire::{
    Delivery, EntryResult, Envelope, HeaderFields, Receipt, ReceiptOutcome, Refusal, SigningKeys,
};

use crate::harness::{World, operator, reply_draft, request_draft};

/// Something between two partners that were honest until now.
struct Channel {
    world: World,
    last: [u8; 32],
    seq: u64,
}

impl Channel {
    /// One good envelope has gone through.
    async fn open() -> Self {
        let world = World::new().await;
        let mut channel = Self { world, last: [0; 32], seq: 0 };
        channel.good().await;
        channel
    }

    fn message(&self, change: impl FnOnce(&mut Message)) -> Message {
        let node = &self.world.vn.node;
        let stamp = Stamp {
            id: node.new_message_id(node.now()).unwrap(),
            from: node.agency.clone(),
            author: OfficerId::parse("liaison").unwrap(),
            created_at: node.now(),
            follows: None,
        };
        let mut message = request_draft().into_message(stamp).unwrap();
        message.approver = Some(OfficerId::parse("chief").unwrap());
        change(&mut message);
        message
    }

    /// A reply as a partner could forge it: to any request, in any thread.
    fn reply(&self, request: MessageId, thread: MessageId) -> Message {
        let node = &self.world.vn.node;
        let stamp = Stamp {
            id: node.new_message_id(node.now()).unwrap(),
            from: node.agency.clone(),
            author: OfficerId::parse("liaison").unwrap(),
            created_at: node.now(),
            follows: Some(Followed {
                id: request,
                thread,
                partner: self.world.th.node.agency.clone(),
            }),
        };
        let mut message = reply_draft().into_message(stamp).unwrap();
        message.approver = Some(OfficerId::parse("chief").unwrap());
        message
    }

    fn seal(&self, message: &Message, seq: u64, previous: [u8; 32]) -> Envelope {
        self.seal_with(message, HeaderFields { seq, previous }, &self.world.vn.node.keys.signing)
    }

    fn seal_with(&self, message: &Message, fields: HeaderFields, keys: &SigningKeys) -> Envelope {
        let to = self.world.th.node.keys.sealing.public();
        Envelope::seal(fields, message, &to, keys, [7; 32]).unwrap()
    }

    /// The next envelope as an honest sender makes it.
    fn next(&self) -> Envelope {
        self.seal(&self.message(|_| {}), self.seq + 1, self.last)
    }

    /// Sends bytes as the partner would.
    async fn send(&self, envelope: &[u8]) -> EntryResult {
        self.send_as(Peer(self.world.vn.node.keys.tls_pin()), envelope).await
    }

    async fn send_as(&self, peer: Peer, envelope: &[u8]) -> EntryResult {
        let delivery = Delivery { envelopes: vec![envelope.to_vec()] }.to_bytes().unwrap();
        let th = &self.world.th.node;
        let answer = receive::accept(th, peer, &delivery, th.now()).await.unwrap();
        answer.entries.into_iter().next().unwrap().result
    }

    /// An honest envelope goes through: the link goes on.
    async fn good(&mut self) -> Envelope {
        let envelope = self.next();
        let result = self.send(&envelope.bytes).await;
        let EntryResult::Receipt(bytes) = result else { panic!("refused: {result:?}") };
        let keys = self.world.th.node.keys.signing.public();
        let receipt = Receipt::verify(&bytes, &keys).unwrap();
        assert!(receipt.answers(&envelope) && receipt.outcome == ReceiptOutcome::Accepted);
        (self.seq, self.last) = (envelope.header.seq, envelope.hash);
        envelope
    }

    /// A refusal with its code, a line in the log, and the next honest envelope goes through.
    async fn refused(&mut self, peer: Peer, bytes: &[u8], code: Refusal) {
        let before = self.log_size().await;
        assert_eq!(self.send_as(peer, bytes).await, EntryResult::Refused(code));
        self.logged(before, code).await;
        self.good().await;
    }

    async fn logged(&self, before: i64, code: Refusal) {
        let lines = self.world.th.node.store.log_page(before, 10).await.unwrap();
        let refused = |l: &comity_store::LogLine| l.detail == code.code() && l.outcome == "refused";
        assert!(lines.iter().any(refused), "{}: {lines:?}", code.code());
    }

    async fn log_size(&self) -> i64 {
        i64::try_from(self.world.th.node.store.log_position().await.unwrap().size).unwrap()
    }

    fn peer(&self) -> Peer {
        Peer(self.world.vn.node.keys.tls_pin())
    }
}

#[tokio::test]
async fn an_unknown_partner() {
    let mut channel = Channel::open().await;
    let message = channel.message(|m| m.from = AgencyId::parse("vn.other").unwrap());
    let envelope = channel.seal(&message, 1, [0; 32]);
    channel.refused(channel.peer(), &envelope.bytes, Refusal::UnknownPartner).await;
}

#[tokio::test]
async fn a_wrong_certificate() {
    let mut channel = Channel::open().await;
    let envelope = channel.next();
    let before = channel.log_size().await;
    let result = channel.send_as(Peer([9; 32]), &envelope.bytes).await;
    assert_eq!(result, EntryResult::Refused(Refusal::WrongCertificate));
    channel.logged(before, Refusal::WrongCertificate).await;
    channel.good().await;
}

#[tokio::test]
async fn a_changed_byte_anywhere() {
    let mut channel = Channel::open().await;
    let envelope = channel.next();
    for place in (0..envelope.bytes.len()).step_by(101) {
        let mut bytes = envelope.bytes.clone();
        bytes[place] ^= 0x20;
        let result = channel.send(&bytes).await;
        assert!(matches!(result, EntryResult::Refused(_)), "byte {place}: {result:?}");
    }
    let mut bytes = envelope.bytes.clone();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    channel.refused(channel.peer(), &bytes, Refusal::BadSignature).await;
}

#[tokio::test]
async fn another_signer() {
    let mut channel = Channel::open().await;
    let keys = SigningKeys::from_seeds([1; 32], [2; 32]).unwrap();
    let fields = HeaderFields { seq: channel.seq + 1, previous: channel.last };
    let envelope = channel.seal_with(&channel.message(|_| {}), fields, &keys);
    channel.refused(channel.peer(), &envelope.bytes, Refusal::BadSignature).await;
}

#[tokio::test]
async fn a_duplicate_gets_the_same_receipt_and_has_no_second_effect() {
    let mut channel = Channel::open().await;
    let envelope = channel.good().await;
    let first = channel.send(&envelope.bytes).await;
    let lines = channel.log_size().await;
    for _ in 0..5 {
        assert_eq!(channel.send(&envelope.bytes).await, first);
    }
    assert_eq!(channel.log_size().await, lines);
    assert!(matches!(first, EntryResult::Receipt(_)));
}

#[tokio::test]
async fn a_replay_of_a_number_or_of_an_id() {
    let mut channel = Channel::open().await;
    let other = channel.seal(&channel.message(|_| {}), channel.seq, [0; 32]);
    channel.refused(channel.peer(), &other.bytes, Refusal::Replay).await;

    let sent = channel.good().await;
    let same_id = channel.message(|m| {
        m.id = sent.header.id;
        m.thread = sent.header.id;
    });
    let again = channel.seal(&same_id, channel.seq + 1, channel.last);
    channel.refused(channel.peer(), &again.bytes, Refusal::Replay).await;

    let fork = channel.seal(&channel.message(|_| {}), channel.seq + 1, [3; 32]);
    channel.refused(channel.peer(), &fork.bytes, Refusal::Replay).await;
}

/// A request of the receiving side.
async fn own_request(world: &World) -> MessageId {
    let mut draft = request_draft();
    draft.head.to = Some(world.vn.node.agency.clone());
    let officer = world.th.officer("liaison").await;
    request_create::run(&world.th.node, &officer, draft).await.unwrap().id
}

#[tokio::test]
async fn an_id_that_is_ours() {
    let mut channel = Channel::open().await;
    let own = own_request(&channel.world).await;
    let message = channel.message(|m| {
        m.id = own;
        m.thread = own;
    });
    let envelope = channel.seal(&message, channel.seq + 1, channel.last);
    channel.refused(channel.peer(), &envelope.bytes, Refusal::Replay).await;
}

#[tokio::test]
async fn an_answer_to_what_was_never_asked_joins_nothing() {
    let mut channel = Channel::open().await;
    let asked = own_request(&channel.world).await;
    let first = channel.world.th.node.store.unprocessed(1).await.unwrap().remove(0).message;
    for (request, thread) in [(first, first), (asked, first), (first, asked)] {
        let message = channel.reply(request, thread);
        let envelope = channel.seal(&message, channel.seq + 1, channel.last);
        assert!(matches!(channel.send(&envelope.bytes).await, EntryResult::Receipt(_)));
        (channel.seq, channel.last) = (envelope.header.seq, envelope.hash);
        channel.world.th.sort().await;
        let row = channel.world.th.node.store.message(message.id).await.unwrap().unwrap();
        assert!(row.stopped, "it was joined to something");
    }
    let state = channel.world.th.node.store.message(asked).await.unwrap().unwrap().state;
    assert_eq!(state, State::Ready, "nothing was answered");
}

#[tokio::test]
async fn a_gap() {
    let mut channel = Channel::open().await;
    let ahead = channel.seal(&channel.message(|_| {}), channel.seq + 2, [4; 32]);
    channel.refused(channel.peer(), &ahead.bytes, Refusal::Gap).await;
}

#[tokio::test]
async fn another_addressee() {
    let mut channel = Channel::open().await;
    let message = channel.message(|m| m.to = AgencyId::parse("la.mps").unwrap());
    let envelope = channel.seal(&message, channel.seq + 1, channel.last);
    channel.refused(channel.peer(), &envelope.bytes, Refusal::WrongAddressee).await;
}

#[tokio::test]
async fn a_clock_far_ahead() {
    let mut channel = Channel::open().await;
    let day = 24 * 60 * 60 * 1_000;
    let message = channel.message(|m| m.created_at = Timestamp(m.created_at.0 + day));
    let envelope = channel.seal(&message, channel.seq + 1, channel.last);
    channel.refused(channel.peer(), &envelope.bytes, Refusal::Clock).await;
}

#[tokio::test]
async fn rubbish_and_oversize() {
    let mut channel = Channel::open().await;
    channel.refused(channel.peer(), b"rubbish", Refusal::BadEnvelope).await;
    let th = &channel.world.th.node;
    let before = channel.log_size().await;
    let large = vec![0; comity_wire::delivery::DELIVERY_BYTES_MAX + 1];
    let whole = receive::accept(th, channel.peer(), &large, th.now()).await;
    assert_eq!(whole, Err(Refusal::TooLarge));
    channel.logged(before, Refusal::TooLarge).await;
    let envelope = vec![0; limits::ENVELOPE_BYTES_MAX + 1];
    assert!(Delivery { envelopes: vec![envelope] }.to_bytes().is_err());
    channel.good().await;
}

#[tokio::test]
async fn a_body_sealed_to_somebody_else_is_kept_aside_and_the_link_goes_on() {
    let mut channel = Channel::open().await;
    let message = channel.message(|_| {});
    let own = channel.world.vn.node.keys.sealing.public();
    let fields = HeaderFields { seq: channel.seq + 1, previous: channel.last };
    let keys = &channel.world.vn.node.keys.signing;
    let envelope = Envelope::seal(fields, &message, &own, keys, [8; 32]).unwrap();
    quarantined(&mut channel, &envelope, Refusal::CannotOpen).await;
}

#[tokio::test]
async fn a_body_that_is_not_valid_for_its_type_is_kept_aside_and_the_link_goes_on() {
    let mut channel = Channel::open().await;
    // A partner with faulty software signs a verification request that verifies nothing.
    let message = channel.message(|m| {
        if let comity_domain::message::Body::VerifyReq(body) = &mut m.body {
            body.verify.clear();
        }
    });
    assert!(!message.faults().is_empty());
    let fields = HeaderFields { seq: channel.seq + 1, previous: channel.last };
    let to = channel.world.th.node.keys.sealing.public();
    let keys = &channel.world.vn.node.keys.signing;
    let envelope = Envelope::seal_as_is(fields, &message, &to, keys, [8; 32]);
    quarantined(&mut channel, &envelope.unwrap(), Refusal::BadBody).await;
}

async fn quarantined(channel: &mut Channel, envelope: &Envelope, code: Refusal) {
    let before = channel.log_size().await;
    let result = channel.send(&envelope.bytes).await;
    let EntryResult::Receipt(bytes) = result else { panic!("no receipt: {result:?}") };
    let keys = channel.world.th.node.keys.signing.public();
    let receipt = Receipt::verify(&bytes, &keys).unwrap();
    assert_eq!(receipt.outcome, ReceiptOutcome::Quarantined(code));
    channel.logged(before, code).await;
    (channel.seq, channel.last) = (envelope.header.seq, envelope.hash);
    channel.good().await;
    channel.world.th.sort().await;
    let known = channel.world.th.node.store.message(envelope.header.id).await.unwrap();
    assert!(known.is_none(), "what is kept aside is no message");
}

#[tokio::test]
async fn a_type_the_partner_takes_no_part_in_is_kept_aside() {
    let channel = Channel::open().await;
    let (vn, th) = (&channel.world.vn.node, &channel.world.th.node);
    let mut card = card_issue::run(vn, &operator(vn)).await.unwrap().card;
    card.competences = vec![MessageKind::InfoReq];
    card.serial += 1;
    let card = card.sign(&vn.keys.signing).unwrap();
    partner_add::run(th, &operator(th), &card, None).await.unwrap();
    let envelope = channel.next();
    let result = channel.send(&envelope.bytes).await;
    let EntryResult::Receipt(bytes) = result else { panic!("no receipt: {result:?}") };
    let receipt = Receipt::verify(&bytes, &th_keys(&channel)).unwrap();
    assert_eq!(receipt.outcome, ReceiptOutcome::Quarantined(Refusal::NotAllowed));
}

fn th_keys(channel: &Channel) -> comity_wire::VerifyKeys {
    channel.world.th.node.keys.signing.public()
}

#[tokio::test]
async fn a_sender_learns_under_which_code_its_message_was_kept_aside() {
    let world = World::new().await;
    let (vn, th) = (&world.vn, &world.th);
    // Viet Nam holds a card of Thailand with a sealing key that Thailand does not have.
    let mut card = card_issue::run(&th.node, &operator(&th.node)).await.unwrap().card;
    card.sealing = vn.node.keys.sealing.public();
    card.serial += 1;
    let card = card.sign(&th.node.keys.signing).unwrap();
    partner_add::run(&vn.node, &operator(&vn.node), &card, None).await.unwrap();
    let liaison = vn.officer("liaison").await;
    let made = request_create::run(&vn.node, &liaison, request_draft()).await.unwrap();
    message_approve::run(&vn.node, &vn.officer("chief").await, made.id).await.unwrap();
    world.settle().await;
    let row = vn.node.store.outbox_of(made.id).await.unwrap().unwrap();
    assert_eq!(row.refusal.as_deref(), Some("cannot_open"));
    let message = vn.node.store.message(made.id).await.unwrap().unwrap();
    assert_eq!(message.state, State::ChecksFailed, "it is the author's again");
    vn.assert_at_rest().await;
    th.assert_at_rest().await;
}
