//! The sealed file: decisions that open a safeguard or keep it shut, and persons who are protected.

use comity::app::case_protect;
use comity::app::gate_decide::{self, Ruling};
use comity::app::oversight_show::{self, Reader};
use comity::app::request_create::Created;
use comity::app::{
    case_show, message_approve, message_recheck, message_show, reply_create, reply_neutral,
    request_create,
};
use comity::error::AppError;
use comity_domain::gate::GateId;
use comity_domain::gate::file::Protection;
use comity_domain::ground::Ground;
use comity_domain::ids::{MessageId, PersonId};
use comity_domain::lang::{Lang, Text};
use comity_domain::message::Body;
use comity_domain::message::draft::Draft;
use comity_domain::message::reply::ReplyOutcome;
use comity_domain::message::state::State;
use comity_domain::policy::Role;
use comity_domain::time::Timestamp;
use comity_store::MessageRow;

use crate::harness::{TestNode, World, reply_draft, request_draft};

const HOUR_MS: i64 = 3_600_000;
/// Words of a watched family.
const POLITICAL: &str = "She is charged with propaganda against the state.";

fn words(text: &str) -> Text {
    Text::draft(Lang::En, text)
}

async fn write(side: &TestNode, draft: Draft) -> Created {
    request_create::run(&side.node, &side.officer("liaison").await, draft).await.unwrap()
}

async fn approve(side: &TestNode, id: MessageId) {
    let approved = message_approve::run(&side.node, &side.officer("chief").await, id).await;
    assert_eq!(approved.unwrap().state, State::Approved);
}

async fn decide(
    side: &TestNode,
    account: &str,
    message: MessageId,
    (role, allows): (Role, bool),
) -> Result<(), AppError> {
    let text = words("What predominates is the fraud; the words are the victim's.");
    let ruling = Ruling { message, gate: GateId::S05, allows, role, text };
    gate_decide::run(&side.node, &side.officer(account).await, ruling).await
}

async fn recheck(side: &TestNode, id: MessageId) -> message_recheck::Rechecked {
    message_recheck::run(&side.node, &side.officer("liaison").await, id).await.unwrap()
}

fn political() -> Draft {
    let mut draft = request_draft();
    draft.head.necessity.0.extend(words(POLITICAL).0);
    draft
}

#[tokio::test]
async fn two_written_decisions_open_a_gate_at_the_sender_and_two_more_at_the_receiver() {
    let world = World::new().await;
    let vn = &world.vn;
    let made = write(vn, political()).await;
    assert_eq!(made.state, State::ChecksFailed);
    let id = made.id;
    decide(vn, "legal", id, (Role::LegalOfficer, true)).await.unwrap();
    assert!(recheck(vn, id).await.stopped, "one of two is not enough");
    decide(vn, "rights", id, (Role::HumanRights, true)).await.unwrap();
    let again = recheck(vn, id).await;
    assert_eq!((again.state, again.stopped), (State::Ready, false));
    approve(vn, id).await;
    world.settle().await;

    // The partner relies on nobody's decision but its own.
    let th = &world.th;
    let row = th.node.store.message(id).await.unwrap().unwrap();
    assert!(row.stopped && th.node.store.hits(id).await.unwrap().is_empty());
    decide(th, "legal", id, (Role::LegalOfficer, true)).await.unwrap();
    decide(th, "rights", id, (Role::HumanRights, true)).await.unwrap();
    assert!(!recheck(th, id).await.stopped);
    assert!(!th.node.store.hits(id).await.unwrap().is_empty(), "now it is the desk's");
    assert!(!th.node.store.message(id).await.unwrap().unwrap().stopped);
    th.assert_at_rest().await;
}

#[tokio::test]
async fn one_refusal_keeps_a_gate_shut_until_it_is_taken_back() {
    let world = World::new().await;
    let vn = &world.vn;
    let id = write(vn, political()).await.id;
    decide(vn, "legal", id, (Role::LegalOfficer, true)).await.unwrap();
    decide(vn, "rights", id, (Role::HumanRights, false)).await.unwrap();
    assert!(recheck(vn, id).await.stopped);
    decide(vn, "rights", id, (Role::HumanRights, true)).await.unwrap();
    assert!(!recheck(vn, id).await.stopped);
    assert_eq!(vn.node.store.decisions(id).await.unwrap().len(), 3, "nothing is erased");
}

#[tokio::test]
async fn who_decides_is_neither_author_nor_approver_and_has_the_role() {
    let world = World::new().await;
    let vn = &world.vn;
    let id = write(vn, political()).await.id;
    let as_ = |account, role, allows| decide(vn, account, id, (role, allows));
    let refused = as_("liaison", Role::LegalOfficer, true).await.unwrap_err();
    assert!(matches!(refused, AppError::Denied(_)));
    for (account, role, key) in [
        ("legal", Role::HumanRights, "error-role-not-yours"),
        ("guardian", Role::DataProtection, "error-gate-other-role"),
    ] {
        assert_eq!(as_(account, role, true).await.unwrap_err().key(), key);
    }
    let mute = Ruling {
        message: id,
        gate: GateId::S05,
        allows: true,
        role: Role::LegalOfficer,
        text: words(" "),
    };
    let legal = vn.officer("legal").await;
    let error = gate_decide::run(&vn.node, &legal, mute.clone()).await.unwrap_err();
    assert_eq!(error.key(), "error-faults");
    let closed = Ruling { gate: GateId::S07, text: words("Yes."), ..mute.clone() };
    let error = gate_decide::run(&vn.node, &legal, closed).await.unwrap_err();
    assert_eq!(error.key(), "error-gate-not-decided");
    let other = Ruling { gate: GateId::S20, role: Role::LegalOfficer, ..mute };
    let error = gate_decide::run(&vn.node, &legal, other).await.unwrap_err();
    assert_eq!(error.key(), "error-gate-other-role");

    // Whoever wrote it does not decide, whatever roles they have.
    let mut author = vn.officer("liaison").await;
    if let comity_domain::policy::Actor::Officer { roles, .. } = &mut author.actor {
        roles.extend([Role::LegalOfficer, Role::Approver]);
    }
    let own = Ruling {
        message: id,
        gate: GateId::S05,
        allows: true,
        role: Role::LegalOfficer,
        text: words("Mine."),
    };
    let error = gate_decide::run(&vn.node, &author, own).await.unwrap_err();
    assert_eq!(error.key(), "error-decider-involved");

    // Whoever decided does not approve.
    as_("legal", Role::LegalOfficer, true).await.unwrap();
    as_("rights", Role::HumanRights, true).await.unwrap();
    recheck(vn, id).await;
    let mut decider = vn.officer("legal").await;
    if let comity_domain::policy::Actor::Officer { roles, .. } = &mut decider.actor {
        roles.push(Role::Approver);
    }
    let error = message_approve::run(&vn.node, &decider, id).await.unwrap_err();
    assert_eq!(error.key(), "error-decider-approves");
    approve(vn, id).await;
}

#[tokio::test]
async fn a_decision_is_for_a_gate_that_asks_and_a_message_that_was_stopped() {
    let world = World::new().await;
    let vn = &world.vn;
    let id = write(vn, request_draft()).await.id;
    let error = decide(vn, "legal", id, (Role::LegalOfficer, true)).await.unwrap_err();
    assert_eq!(error.key(), "error-nothing-to-decide");
    let error = message_recheck::run(&vn.node, &vn.officer("liaison").await, id).await;
    assert_eq!(error.unwrap_err().key(), "error-not-stopped");
}

async fn protect_person(side: &TestNode, status: Protection) {
    let person = PersonId::parse("th-test-0001").unwrap();
    let entry = (status, words("A letter of the person's lawyer of 2 November."));
    case_protect::person(&side.node, &side.officer("legal").await, &person, entry).await.unwrap();
}

/// What a person of the desk could read of a thread, anywhere: the page's model, the log, the lists.
async fn read_by(side: &TestNode, account: &str, id: MessageId) -> String {
    let ctx = side.officer(account).await;
    let thread = message_show::run(&side.node, &ctx, id).await.unwrap();
    format!("{thread:?}")
}

#[tokio::test]
async fn a_protected_person_stops_a_request_on_arrival_and_the_desk_learns_no_more() {
    let world = World::new().await;
    let th = &world.th;
    protect_person(th, Protection::Pending).await;
    let id = write(&world.vn, request_draft()).await.id;
    approve(&world.vn, id).await;
    world.settle().await;
    let row = th.node.store.message(id).await.unwrap().unwrap();
    assert!(row.stopped && th.node.store.hits(id).await.unwrap().is_empty());

    let desk = read_by(th, "liaison", id).await;
    for word in ["S07", "s07", "protected", "Pending", "lawyer", "th-test-0001"] {
        assert!(!desk.contains(word), "the desk reads {word}: {desk}");
    }
    assert!(desk.contains("sealed: true"));
    let legal = read_by(th, "legal", id).await;
    assert!(legal.contains("gate-s07-protected") && legal.contains("th-test-0001"));
    let error = case_show::message(&th.node, &th.officer("liaison").await, id).await.unwrap_err();
    assert!(matches!(error, AppError::Denied(_)));
    let log = th.node.store.log_page(0, 1_000).await.unwrap();
    assert!(!format!("{log:?}").contains("S07"), "administrators read the log");

    // An answer that tells anything is stopped without saying why.
    let liaison = th.officer("liaison").await;
    let error = reply_create::run(&th.node, &liaison, id, reply_draft()).await.unwrap_err();
    assert_eq!(error.key(), "error-stopped");
    th.assert_at_rest().await;
}

#[tokio::test]
async fn a_legal_officer_says_that_it_is_somebody_else() {
    let world = World::new().await;
    let th = &world.th;
    protect_person(th, Protection::Granted).await;
    let id = write(&world.vn, request_draft()).await.id;
    approve(&world.vn, id).await;
    world.settle().await;
    assert!(th.node.store.message(id).await.unwrap().unwrap().stopped);
    let entry = (Protection::None, words("The passport is another person's; seen by me."));
    case_protect::thread(&th.node, &th.officer("legal").await, id, entry).await.unwrap();
    assert!(!th.node.store.message(id).await.unwrap().unwrap().stopped);
    assert!(!th.node.store.hits(id).await.unwrap().is_empty());
    let liaison = th.officer("liaison").await;
    let made = reply_create::run(&th.node, &liaison, id, reply_draft()).await.unwrap();
    assert_eq!(made.state, State::Ready);
}

#[tokio::test]
async fn protection_that_comes_late_closes_what_is_open() {
    let world = World::new().await;
    let th = &world.th;
    let id = write(&world.vn, request_draft()).await.id;
    approve(&world.vn, id).await;
    world.settle().await;
    let liaison = th.officer("liaison").await;
    let reply = reply_create::run(&th.node, &liaison, id, reply_draft()).await.unwrap();
    assert_eq!(reply.state, State::Ready);
    protect_person(th, Protection::Claimed).await;
    assert!(th.node.store.message(id).await.unwrap().unwrap().stopped);
    assert!(!read_by(th, "liaison", id).await.contains("th-test-0001"), "nor the hits of before");
    let approved = message_approve::run(&th.node, &th.officer("chief").await, reply.id).await;
    assert_eq!(approved.unwrap().state, State::ChecksFailed, "the answer stays here");
    world.settle().await;
    assert!(world.vn.node.store.message(reply.id).await.unwrap().is_none());
}

#[tokio::test]
async fn a_protected_person_of_ones_own_register_is_not_asked_about() {
    let world = World::new().await;
    protect_person(&world.th, Protection::Granted).await;
    let mut draft = request_draft();
    draft.head.to = Some(comity_domain::ids::AgencyId::parse("vn.mps").unwrap());
    let made = write(&world.th, draft).await;
    assert_eq!((made.state, made.run.sealed), (State::ChecksFailed, true));
    assert!(made.run.findings.iter().all(|finding| finding.gate != GateId::S07));
}

/// Asks about somebody; a stop there is the receiver's.
async fn ask(world: &World, draft: Draft) -> MessageId {
    let id = write(&world.vn, draft).await.id;
    approve(&world.vn, id).await;
    world.vn.send().await;
    world.th.sort().await;
    id
}

/// Thailand's neutral answer, approved.
async fn answer(world: &World, request: MessageId) -> MessageId {
    let th = &world.th;
    let liaison = th.officer("liaison").await;
    let made = reply_neutral::run(&th.node, &liaison, request).await.unwrap();
    assert_eq!(made.state, State::Ready, "{:?}", made.run);
    approve(th, made.id).await;
    made.id
}

/// A message without what has to differ between any two.
fn bare(side: &MessageRow) -> Vec<u8> {
    let mut message = side.message.clone();
    message.id = MessageId::from_bytes([1; 16]);
    message.thread = MessageId::from_bytes([2; 16]);
    message.in_reply_to = Some(MessageId::from_bytes([2; 16]));
    comity_wire::canonical::to_bytes(&message).unwrap()
}

#[tokio::test]
async fn a_protected_person_and_one_not_found_get_the_same_bytes_at_the_same_hour() {
    let world = World::new().await;
    let (vn, th) = (&world.vn, &world.th);
    protect_person(th, Protection::Granted).await;
    let protected = ask(&world, request_draft()).await;
    let unknown = ask(&world, stranger()).await;
    let stopped = async |id| th.node.store.message(id).await.unwrap().unwrap().stopped;
    assert!(stopped(protected).await && !stopped(unknown).await);

    // One is done within the hour, the other after two days; both leave three days after the arrival.
    let first = answer(&world, unknown).await;
    world.advance_ms(2 * 24 * HOUR_MS);
    let second = answer(&world, protected).await;
    let waits = async |id| th.node.store.outbox_of(id).await.unwrap().unwrap().not_before;
    let hour = waits(first).await;
    assert_eq!(hour, waits(second).await);
    let arrival = th.node.store.inbox_of(protected).await.unwrap().unwrap();
    assert_eq!(hour, arrival.received_at.plus_ms(72 * HOUR_MS));
    assert_eq!(th.send().await, comity::federation::Step::Idle, "nothing leaves before");
    world.advance_ms(24 * HOUR_MS);
    world.settle().await;

    let got = async |id| vn.node.store.message(id).await.unwrap().unwrap();
    let (first, second) = (got(first).await, got(second).await);
    assert_eq!(bare(&first), bare(&second), "byte for byte, the hour included");
    assert_eq!(first.message.id.as_bytes()[..6], second.message.id.as_bytes()[..6]);
    let sent = async |id| vn.node.store.inbox_of(id).await.unwrap().unwrap().envelope.len();
    assert_eq!(sent(first.message.id).await, sent(second.message.id).await);
    assert_eq!(first.state, second.state);
    th.assert_at_rest().await;
}

#[tokio::test]
async fn done_after_its_hour_the_neutral_answer_waits_for_the_next() {
    let world = World::new().await;
    let th = &world.th;
    let id = ask(&world, stranger()).await;
    let liaison = th.officer("liaison").await;
    let made = reply_neutral::run(&th.node, &liaison, id).await.unwrap();
    world.advance_ms(80 * HOUR_MS);
    approve(th, made.id).await;
    let row = th.node.store.outbox_of(made.id).await.unwrap().unwrap();
    let arrival = th.node.store.inbox_of(id).await.unwrap().unwrap();
    assert_eq!(row.not_before, arrival.received_at.plus_ms(96 * HOUR_MS));
    let kept = th.node.store.message(made.id).await.unwrap().unwrap();
    assert_eq!(kept.message.created_at, row.not_before, "no trace of the eight hours");
    // What is found leaves at once, meanwhile.
    world.advance_ms(24 * HOUR_MS);
    world.settle().await;
    th.assert_at_rest().await;
}

#[tokio::test]
async fn nobody_says_in_their_own_words_that_a_person_was_not_found() {
    let world = World::new().await;
    let th = &world.th;
    let id = ask(&world, stranger()).await;
    let mut own = reply_draft();
    let Some(Body::Reply(body)) = &mut own.body else { panic!() };
    body.outcome = Some(ReplyOutcome::Negative);
    body.record = None;
    let liaison = th.officer("liaison").await;
    let made = reply_create::run(&th.node, &liaison, id, own).await.unwrap();
    assert_eq!(made.state, State::ChecksFailed);
    let blocks: Vec<&str> = made.run.blocks().map(|finding| finding.reason.as_str()).collect();
    assert_eq!(blocks, ["gate-s07-not-neutral"]);
    answer(&world, id).await;
}

/// Somebody nobody's register holds.
fn stranger() -> Draft {
    let mut draft = request_draft();
    let Some(Body::VerifyReq(body)) = &mut draft.body else { panic!() };
    let subject = body.subject.as_mut().unwrap();
    subject.documents.clear();
    subject.names[0].text = "Trần Quốc Mẫu".to_owned();
    draft
}

#[tokio::test]
async fn oversight_counts_what_was_stopped_and_what_a_decision_let_pass() {
    let world = World::new().await;
    let (vn, th) = (&world.vn, &world.th);
    let id = write(vn, political()).await.id;
    decide(vn, "rights", id, (Role::HumanRights, false)).await.unwrap();
    decide(vn, "rights", id, (Role::HumanRights, true)).await.unwrap();
    decide(vn, "legal", id, (Role::LegalOfficer, true)).await.unwrap();
    recheck(vn, id).await;
    approve(vn, id).await;
    world.settle().await;
    let count = async |side: &TestNode, account: &str, reader| {
        let ctx = side.officer(account).await;
        oversight_show::run(&side.node, &ctx, Timestamp(0), reader).await
    };
    let report = count(vn, "watchdog", Reader::Inside).await.unwrap();
    assert_eq!(report.blocks, [(GateId::S05, Some(1))]);
    assert_eq!(report.grounds, [(Ground::Political, Some(1))]);
    let given: Vec<_> = report.decisions.iter().map(|d| (d.role, d.allowed, d.refused)).collect();
    let expected = [(Role::LegalOfficer, Some(1), Some(0)), (Role::HumanRights, Some(1), Some(1))];
    assert_eq!(given, expected);
    let sent = report.passed_sent.iter().map(|p| (p.gate, p.roles.as_slice(), p.count));
    let roles = [Role::LegalOfficer, Role::HumanRights];
    assert_eq!(sent.collect::<Vec<_>>(), [(GateId::S05, roles.as_slice(), Some(1))]);

    // To others, a number that could point at a person is not told; nothing is.
    let outside = count(vn, "watchdog", Reader::Outside).await.unwrap();
    assert_eq!(outside.blocks, [(GateId::S05, None)]);
    assert_eq!(outside.protected, Some(0));
    // No content, no names.
    let text = serde_json::to_string(&report).unwrap();
    for name in ["liaison", "legal\"", "Xổm", "propaganda", &id.to_string()] {
        assert!(!text.contains(name), "{name}: {text}");
    }
    assert!(matches!(count(vn, "liaison", Reader::Inside).await, Err(AppError::Denied(_))));
    assert!(matches!(count(vn, "root", Reader::Inside).await, Err(AppError::Denied(_))));
    protect_person(th, Protection::Granted).await;
    let hit = ask(&world, request_draft()).await;
    assert!(th.node.store.message(hit).await.unwrap().unwrap().stopped);
    assert_eq!(count(th, "watchdog", Reader::Inside).await.unwrap().protected, Some(1));
    assert_eq!(count(th, "watchdog", Reader::Outside).await.unwrap().protected, None);
}
