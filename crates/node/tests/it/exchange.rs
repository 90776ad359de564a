//! The path of a request, use case by use case, with everything the link can do to it.

use comity::app::{
    inbox_list, message_approve, message_show, reply_create, request_create, search_run, take_up,
};
use comity::error::AppError;
use comity_domain::agreement::{Agreement, AgreementState};
use comity_domain::gate::{GateId, Moment, Verdict};
use comity_domain::ids::MessageId;
use comity_domain::message::Body;
use comity_domain::message::state::State;
use comity_domain::policy::DenialReason;
use comity_store::{OutboxState, PartnerState, RecordKind};

use crate::harness::{LinkFault, TestNode, World, reply_draft, request_draft};

/// Writes and approves the demo's request at Viet Nam.
pub(crate) async fn ask(world: &World) -> MessageId {
    let vn = &world.vn;
    let made =
        request_create::run(&vn.node, &vn.officer("liaison").await, request_draft()).await.unwrap();
    assert_eq!(made.state, State::Ready);
    let approved =
        message_approve::run(&vn.node, &vn.officer("chief").await, made.id).await.unwrap();
    assert_eq!(approved.state, State::Approved);
    made.id
}

/// Writes and approves the demo's reply at Thailand.
pub(crate) async fn answer(world: &World, request: MessageId) -> MessageId {
    let th = &world.th;
    let liaison = th.officer("liaison").await;
    let made = reply_create::run(&th.node, &liaison, request, reply_draft()).await.unwrap();
    message_approve::run(&th.node, &th.officer("chief").await, made.id).await.unwrap();
    made.id
}

async fn state(side: &TestNode, id: MessageId) -> State {
    side.node.store.message(id).await.unwrap().unwrap().state
}

#[tokio::test]
async fn a_request_is_asked_answered_and_proved() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    assert_eq!(state(&world.vn, id).await, State::Delivered);
    let inbox = inbox_list::run(&world.th.node, &world.th.officer("liaison").await).await.unwrap();
    assert_eq!(inbox.received.len(), 1);
    take_up::run(&world.th.node, &world.th.officer("liaison").await, id).await.unwrap();
    assert_eq!(state(&world.th, id).await, State::Acknowledged);

    let reply = answer(&world, id).await;
    world.settle().await;
    for side in [&world.vn, &world.th] {
        assert_eq!(state(side, id).await, State::Answered);
        assert_eq!(state(side, reply).await, State::Delivered);
        side.assert_at_rest().await;
        let show = message_show::run(&side.node, &side.officer("liaison").await, id).await.unwrap();
        assert_eq!(show.entries.len(), 2);
        for entry in &show.entries {
            assert!(entry.delivery.receipt.as_ref().unwrap().verified);
        }
    }
}

#[tokio::test]
async fn the_hit_across_writings_is_found_by_the_names_alone() {
    let world = World::new().await;
    let mut draft = request_draft();
    let Some(Body::VerifyReq(body)) = &mut draft.body else { panic!() };
    let subject = body.subject.as_mut().unwrap();
    subject.documents.clear();
    let vn = &world.vn;
    let made = request_create::run(&vn.node, &vn.officer("liaison").await, draft).await.unwrap();
    message_approve::run(&vn.node, &vn.officer("chief").await, made.id).await.unwrap();
    world.settle().await;
    let th = &world.th;
    let show = message_show::run(&th.node, &th.officer("liaison").await, made.id).await.unwrap();
    let best = &show.entries[0].hits[0];
    assert_eq!(best.person.id.as_str(), "th-test-0001");
    assert_eq!(best.query, "Xổm-chai Phôm-ma-chắc");
    assert!(best.piece("document").is_none() && best.piece("birth").is_some());
    assert!(best.permille > 850 && best.pairs.iter().all(|p| p.route == "sound"));
}

#[tokio::test]
async fn whatever_the_link_does_each_message_has_one_effect() {
    use LinkFault::{BadAnswer, Duplicate, FlipByte, LoseAnswer, LoseRequest};
    for faults in [
        vec![LoseRequest],
        vec![LoseAnswer],
        vec![Duplicate],
        vec![FlipByte],
        vec![BadAnswer],
        vec![LoseAnswer, LoseAnswer, LoseRequest, Duplicate, FlipByte, BadAnswer],
    ] {
        let world = World::new().await;
        for fault in &faults {
            world.vn.fail_next(*fault);
            world.th.fail_next(*fault);
        }
        let id = ask(&world).await;
        world.settle().await;
        answer(&world, id).await;
        world.settle().await;
        for side in [&world.vn, &world.th] {
            assert_eq!(state(side, id).await, State::Answered, "{faults:?}");
            let thread = side.node.store.thread(id).await.unwrap();
            assert_eq!(thread.len(), 2, "{faults:?}");
            side.assert_at_rest().await;
        }
    }
}

#[tokio::test]
async fn failed_deliveries_wait_longer_each_time_and_say_why() {
    let world = World::new().await;
    for _ in 0..3 {
        world.vn.fail_next(LinkFault::LoseRequest);
    }
    ask(&world).await;
    let mut waits = Vec::new();
    for tries in 1..=3 {
        world.vn.send().await;
        let partner = world.vn.node.store.partners().await.unwrap().remove(0);
        assert_eq!((partner.tries, partner.last_error.as_deref()), (tries, Some("unreachable")));
        waits.push(partner.retry_at.0 - world.vn.node.now().0);
        assert_eq!(world.vn.send().await, comity::federation::Step::Idle, "not before its time");
        world.advance_ms(waits[waits.len() - 1]);
    }
    assert!(waits[0] < waits[1] && waits[1] < waits[2], "{waits:?}");
    world.settle().await;
    world.vn.assert_at_rest().await;
}

#[tokio::test]
async fn nobody_approves_their_own_and_nothing_is_approved_twice() {
    let world = World::new().await;
    let vn = &world.vn;
    let liaison = vn.officer("liaison").await;
    let made = request_create::run(&vn.node, &liaison, request_draft()).await.unwrap();
    let mut two_roles = liaison.clone();
    if let comity_domain::policy::Actor::Officer { roles, .. } = &mut two_roles.actor {
        roles.push(comity_domain::policy::Role::Approver);
    }
    let own = message_approve::run(&vn.node, &two_roles, made.id).await.unwrap_err();
    assert!(matches!(own, AppError::Denied(d) if d.reason == DenialReason::OwnMessage));
    let chief = vn.officer("chief").await;
    message_approve::run(&vn.node, &chief, made.id).await.unwrap();
    let twice = message_approve::run(&vn.node, &chief, made.id).await.unwrap_err();
    assert_eq!(twice.key(), "error-not-waiting-for-approval");
    world.settle().await;
    assert_eq!(world.th.node.store.thread(made.id).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_gate_that_blocks_at_transmit_leaves_no_gap_behind() {
    let world = World::new().await;
    let vn = &world.vn;
    let first = ask(&world).await;
    // Between approval and delivery the agreement is suspended.
    set_memorandum(vn, AgreementState::Suspended).await;
    vn.send().await;
    assert_eq!(state(vn, first).await, State::ChecksFailed);
    let row = vn.node.store.outbox_of(first).await.unwrap().unwrap();
    assert_eq!((row.state, row.seq), (OutboxState::Withdrawn, None));
    set_memorandum(vn, AgreementState::InForce).await;
    let second = ask(&world).await;
    world.settle().await;
    assert_eq!(state(vn, second).await, State::Delivered);
    assert_eq!(vn.node.store.outbox_of(second).await.unwrap().unwrap().seq, Some(1));
    world.th.assert_at_rest().await;
}

#[tokio::test]
async fn the_receiver_trusts_no_gate_but_its_own() {
    let world = World::new().await;
    set_memorandum(&world.th, AgreementState::Signed).await;
    let id = ask(&world).await;
    world.settle().await;
    let row = world.th.node.store.message(id).await.unwrap().unwrap();
    assert!(row.stopped && world.th.node.store.hits(id).await.unwrap().is_empty());
    let runs = world.th.node.store.gate_runs(id).await.unwrap();
    let basis = runs[0].findings.iter().find(|f| f.gate == GateId::S13).unwrap();
    assert_eq!((runs[0].moment, basis.verdict), (Moment::Receive, Verdict::Block));
    world.vn.assert_at_rest().await;
}

#[tokio::test]
async fn a_draft_without_a_legal_basis_is_kept_and_goes_nowhere() {
    let world = World::new().await;
    let vn = &world.vn;
    let mut draft = request_draft();
    draft.head.legal_basis.clear();
    let made = request_create::run(&vn.node, &vn.officer("liaison").await, draft).await.unwrap();
    assert_eq!(made.state, State::ChecksFailed);
    let chief = vn.officer("chief").await;
    let approval = message_approve::run(&vn.node, &chief, made.id).await.unwrap_err();
    assert_eq!(approval.key(), "error-not-waiting-for-approval");
    assert_eq!(world.vn.send().await, comity::federation::Step::Idle);
}

#[tokio::test]
async fn a_suspended_partner_gets_nothing_and_is_told_so() {
    let world = World::new().await;
    let th = comity_domain::ids::AgencyId::parse("th.rtp").unwrap();
    let vn = comity_domain::ids::AgencyId::parse("vn.mps").unwrap();
    let (a, b) = (&world.vn.node, &world.th.node);
    let set = comity::app::partner_add::set_state;
    set(b, &crate::harness::operator(b), &vn, PartnerState::Suspended).await.unwrap();
    let id = ask(&world).await;
    world.vn.send().await;
    let partner = a.store.partner(&th).await.unwrap().unwrap();
    assert_eq!(partner.last_error.as_deref(), Some("partner_suspended"));
    set(b, &crate::harness::operator(b), &vn, PartnerState::Active).await.unwrap();
    world.advance_ms(600_000);
    world.settle().await;
    assert_eq!(state(&world.vn, id).await, State::Delivered);
}

#[tokio::test]
async fn one_reply_at_a_time_and_only_to_an_open_request() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    let th = &world.th;
    let liaison = th.officer("liaison").await;
    reply_create::run(&th.node, &liaison, id, reply_draft()).await.unwrap();
    let second = reply_create::run(&th.node, &liaison, id, reply_draft()).await.unwrap_err();
    assert_eq!(second.key(), "error-reply-waiting");
    let own = &world.vn;
    let asker = own.officer("liaison").await;
    let own_request = reply_create::run(&own.node, &asker, id, reply_draft()).await;
    assert_eq!(own_request.unwrap_err().key(), "error-cannot-follow");
}

#[tokio::test]
async fn a_partner_restored_from_an_old_backup_gets_again_what_it_lost() {
    let mut world = World::new().await;
    let mut ids = vec![ask(&world).await];
    world.settle().await;
    let backup = world.restore_th(None).await;
    for _ in 0..2 {
        ids.push(ask(&world).await);
        world.settle().await;
    }
    world.restore_th(Some(&backup)).await;
    assert_eq!(world.th.node.store.thread(ids[2]).await.unwrap().len(), 0, "lost");
    ids.push(ask(&world).await);
    world.settle().await;
    for id in &ids {
        assert_eq!(state(&world.th, *id).await, State::Delivered);
        assert_eq!(world.th.node.store.thread(*id).await.unwrap().len(), 1);
    }
    world.vn.assert_at_rest().await;
    world.th.assert_at_rest().await;
}

#[tokio::test]
async fn a_search_shows_who_looked_and_not_whom_for() {
    let world = World::new().await;
    let th = &world.th;
    let query = search_run::Query {
        name: "Xổm-chai Phôm-ma-chắc".to_owned(),
        born: Some("1985".to_owned()),
        limit: 5,
        ..search_run::Query::default()
    };
    let hits = search_run::run(&th.node, &th.officer("liaison").await, &query).await.unwrap();
    assert_eq!(hits[0].person.id.as_str(), "th-test-0001");
    let line = th.node.store.log_about("register").await.unwrap().pop().unwrap();
    assert_eq!((line.actor.as_str(), line.action.as_str()), ("officer:liaison", "search"));
    assert!(line.detail.contains("th-test-0001") && !line.detail.contains("chai"));
    let root = search_run::run(&th.node, &th.officer("root").await, &query).await;
    assert!(matches!(root, Err(AppError::Denied(_))), "an administrator reads no content");
}

#[tokio::test]
async fn a_search_weighs_birth_sex_nationality_and_document_numbers() {
    use comity::app::search_run::{Query, run};
    let world = World::new().await;
    let (th, officer) = (&world.th, world.th.officer("liaison").await);
    let best = |query: Query| {
        let (node, officer) = (&th.node, &officer);
        async move {
            let hits = run(node, officer, &Query { limit: 5, ..query }).await.unwrap();
            hits.into_iter().find(|hit| hit.person.id.as_str() == "th-test-0001").unwrap()
        }
    };
    let named = || Query { name: "Somchai Phromchak".to_owned(), ..Query::default() };
    let plain = best(named()).await;
    let right = best(Query { born: Some("12/03/2528".into()), ..named() }).await;
    let wrong = best(Query { born: Some("1961".into()), ..named() }).await;
    assert!(wrong.permille < plain.permille && plain.permille < right.permille);
    assert_eq!(right.piece("birth").unwrap().finding, "birth-same");
    let other_sex = best(Query { sex: Some("F".into()), ..named() }).await;
    assert!(other_sex.permille < plain.permille);
    let nation = best(Query { nationality: Some("tha".into()), ..named() }).await;
    assert!(nation.permille > plain.permille);
    // One character other than the register's ZZ8503120, and no name at all.
    for number in ["ZZ8503121", "ZZ-850 3l20", "ZZ8530120", "ZZ850312"] {
        let slip = best(Query { document: Some(number.into()), ..Query::default() }).await;
        let finding = slip.piece("document").unwrap().finding.clone();
        assert!(["document-slip", "document-misread"].contains(&finding.as_str()), "{number}");
    }
    let decides =
        Query { document: Some("ZZ8503120".into()), born: Some("1961".into()), ..named() };
    assert_eq!(best(decides).await.band, "certain");
}

async fn set_memorandum(side: &TestNode, state: AgreementState) {
    let mut all: Vec<Agreement> = side.node.store.records(RecordKind::Agreement).await.unwrap();
    let memorandum = all.iter_mut().find(|a| a.id.as_str().contains("2016")).unwrap();
    memorandum.state = state;
    let file = comity_domain::dialogue::RecordFile {
        agreements: vec![memorandum.clone()],
        ..Default::default()
    };
    let secretary = side.officer("secretary").await;
    comity::app::record_import::run(&side.node, &secretary, &file).await.unwrap();
}

#[tokio::test]
async fn two_officers_who_answer_at_once_give_one_answer() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    let th = &world.th;
    let liaison = th.officer("liaison").await;
    let reply = || reply_create::run(&th.node, &liaison, id, reply_draft());
    let (a, b, c) = tokio::join!(reply(), reply(), reply());
    let made: Vec<_> = [a, b, c].into_iter().filter_map(Result::ok).collect();
    assert_eq!(made.len(), 1);
    message_approve::run(&th.node, &th.officer("chief").await, made[0].id).await.unwrap();
    world.settle().await;
    assert_eq!(state(&world.vn, id).await, State::Answered);
    world.th.assert_at_rest().await;
}

#[tokio::test]
async fn an_answer_in_part_can_be_completed() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    let th = &world.th;
    let mut part = reply_draft();
    let Some(Body::Reply(body)) = &mut part.body else { panic!() };
    body.outcome = Some(comity_domain::message::reply::ReplyOutcome::Partial);
    body.unanswered = comity_domain::lang::Text::draft(comity_domain::lang::Lang::En, "The rest.");
    body.grounds = vec![comity_domain::ground::Ground::NotHeld];
    let liaison = th.officer("liaison").await;
    let made = reply_create::run(&th.node, &liaison, id, part).await.unwrap();
    message_approve::run(&th.node, &th.officer("chief").await, made.id).await.unwrap();
    world.settle().await;
    assert_eq!(state(&world.vn, id).await, State::AnsweredPartial);
    answer(&world, id).await;
    world.settle().await;
    assert_eq!(state(&world.vn, id).await, State::Answered);
}

#[tokio::test]
async fn a_message_that_fits_no_envelope_is_refused_when_it_is_written() {
    use comity_domain::lang::{Lang, Text};
    let world = World::new().await;
    let mut draft = request_draft();
    let long = "ก".repeat(7_900);
    let mut text = Text::default();
    for lang in Lang::ALL {
        text.0.extend(Text::draft(lang, &long).0);
    }
    draft.head.languages = Lang::ALL.to_vec();
    let Some(Body::VerifyReq(body)) = &mut draft.body else { panic!() };
    (draft.head.necessity, body.consequence) = (text.clone(), text.clone());
    draft.head.urgency_reason = text;
    let vn = &world.vn;
    let refused = request_create::run(&vn.node, &vn.officer("liaison").await, draft).await;
    let Err(AppError::Faults(faults)) = refused else { panic!("{refused:?}") };
    assert_eq!(faults[0].key, "message-too-large");
}

#[tokio::test]
async fn what_the_receivers_gates_stopped_can_only_be_refused() {
    use comity_domain::ground::Ground;
    use comity_domain::message::reply::ReplyOutcome;
    let world = World::new().await;
    set_memorandum(&world.th, AgreementState::Signed).await;
    let id = ask(&world).await;
    world.settle().await;
    set_memorandum(&world.th, AgreementState::InForce).await;
    let th = &world.th;
    let liaison = th.officer("liaison").await;
    let positive = reply_create::run(&th.node, &liaison, id, reply_draft()).await.unwrap_err();
    assert_eq!(positive.key(), "error-stopped");
    let mut refusal = reply_draft();
    let Some(Body::Reply(body)) = &mut refusal.body else { panic!() };
    body.outcome = Some(ReplyOutcome::NotCompetent);
    body.grounds = vec![Ground::NoBasis];
    body.record = None;
    let made = reply_create::run(&th.node, &liaison, id, refusal).await.unwrap();
    message_approve::run(&th.node, &th.officer("chief").await, made.id).await.unwrap();
    world.settle().await;
    assert_eq!(state(&world.vn, id).await, State::Refused);
}

#[tokio::test]
async fn open_requests_stay_in_sight_behind_hundreds_that_are_over() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    let th = &world.th.node;
    let over = th.store.message(id).await.unwrap().unwrap();
    let mut tx = th.store.write().await.unwrap();
    for _ in 0..520 {
        let mut row = over.clone();
        row.message.id = th.new_message_id(th.now()).unwrap();
        row.message.thread = row.message.id;
        row.state = State::Closed;
        row.due_at = comity_domain::time::Timestamp(1);
        tx.add_message(&row).await.unwrap();
    }
    let entry = comity_domain::audit::AuditEntry::refused_at_the_door("test", "m", "rows");
    tx.commit_with(&entry, th.now()).await.unwrap();
    let inbox = inbox_list::run(th, &world.th.officer("liaison").await).await.unwrap();
    assert_eq!(inbox.received.len(), 1);
    assert!(inbox.done.len() >= 100);
}
