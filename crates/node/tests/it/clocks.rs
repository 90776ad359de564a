//! Clocks of an exchange: started by the event at both desks with one date, marked once, extended before
//! their date, and not fooled by a machine whose time is wrong.

use comity::app::custody_record::{self, Custody};
use comity::app::{clock_extend, clock_list, clock_step, clock_time, doctor};
use comity::app::{message_show, take_up};
use comity::error::AppError;
use comity::federation::Step;
use comity::node::Node;
use comity_domain::audit::AuditEntry;
use comity_domain::clock::{Clock, ClockKind, ClockState, Doubt, Holding, Start, start};
use comity_domain::codes::Urgency;
use comity_domain::ids::MessageId;
use comity_domain::lang::{Lang, Text};
use comity_domain::message::state::State;
use comity_domain::policy::{Action, Object};
use comity_domain::time::Timestamp;
use comity_store::ClockRow;
use std::time::Duration;

use crate::exchange::{answer, ask};
use crate::harness::{TestNode, World, operator};
use crate::support::pair::Pair;
use crate::support::{SOON, db, wait_for};

const HOUR_MS: i64 = 60 * 60 * 1_000;
const DAY_MS: i64 = 24 * HOUR_MS;

async fn clock(side: &TestNode, id: MessageId, kind: ClockKind) -> Option<Clock> {
    let rows = side.node.store.clocks_of(id).await.unwrap();
    rows.into_iter().find(|row| row.clock.kind == kind).map(|row| row.clock)
}

async fn state(side: &TestNode, id: MessageId, kind: ClockKind) -> ClockState {
    clock(side, id, kind).await.unwrap().state
}

/// Runs the worker until it rests; how many lines of the log it has left so far.
async fn marked(node: &Node) -> usize {
    let mut steps = 0;
    while clock_step::step(node, node.now()).await.unwrap() == Step::Done {
        steps += 1;
        assert!(steps < 10, "a clock is marked once");
    }
    let lines = node.store.log_page(0, 10_000).await.unwrap();
    lines.iter().filter(|line| line.action == "keep_clocks").count()
}

fn why() -> Text {
    Text::draft(Lang::En, "The provincial archive answers next week")
}

#[tokio::test]
async fn both_desks_count_to_one_date_and_an_answer_meets_it() {
    let world = World::new().await;
    let id = ask(&world).await;
    assert_eq!(
        clock(&world.vn, id, ClockKind::Answer).await,
        None,
        "nothing runs before it arrives"
    );
    world.settle().await;
    let (asked, asker) = (
        clock(&world.th, id, ClockKind::Answer).await.unwrap(),
        clock(&world.vn, id, ClockKind::Answer).await.unwrap(),
    );
    assert_eq!(asked, asker);
    assert_eq!(asked.rule.pack, "comity");
    for side in [&world.vn, &world.th] {
        let row = side.node.store.message(id).await.unwrap().unwrap();
        assert_eq!(Some(row.due_at), asked.due_at, "the lists sort by it");
    }
    assert_eq!(clock(&world.vn, id, ClockKind::Acknowledge).await, None, "the asker is not told");
    take_up::run(&world.th.node, &world.th.officer("liaison").await, id).await.unwrap();
    assert_eq!(state(&world.th, id, ClockKind::Acknowledge).await, ClockState::Met);
    answer(&world, id).await;
    world.settle().await;
    for side in [&world.vn, &world.th] {
        let met = clock(side, id, ClockKind::Answer).await.unwrap();
        assert_eq!((met.state, met.breached_at), (ClockState::Met, None));
    }
    world.advance_ms(10 * HOUR_MS);
    assert_eq!(marked(&world.th.node).await, 0, "what is done does not run out");
}

#[tokio::test]
async fn a_clock_runs_out_once_and_what_comes_late_stays_late() {
    let mut world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    let due = clock(&world.th, id, ClockKind::Answer).await.unwrap().due_at.unwrap();
    marked(&world.th.node).await;
    while world.th.node.now() < due {
        world.advance_ms(10 * HOUR_MS);
        marked(&world.th.node).await;
    }
    assert_eq!(marked(&world.th.node).await, 2, "taking up and answer");
    let broken = world.restore_th(None).await;
    assert!(!broken.is_empty());
    assert_eq!(marked(&world.th.node).await, 2, "a restart marks nothing again");
    let liaison = world.th.officer("liaison").await;
    let only = &[ClockState::Breached];
    let list = clock_list::run(&world.th.node, &liaison, only).await.unwrap();
    let kinds: Vec<ClockKind> = list.clocks.iter().map(|view| view.clock.kind).collect();
    assert_eq!(kinds, [ClockKind::Acknowledge, ClockKind::Answer]);
    let chief = world.th.officer("root").await;
    assert!(matches!(
        clock_list::run(&world.th.node, &chief, only).await,
        Err(AppError::Denied(_))
    ));
    answer(&world, id).await;
    world.settle().await;
    let met = clock(&world.th, id, ClockKind::Answer).await.unwrap();
    assert!(met.state == ClockState::Met && met.breached_at.is_some());
}

#[tokio::test]
async fn only_who_owes_the_answer_takes_more_time_and_only_before_the_date() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    let th = world.th.officer("liaison").await;
    let due = clock(&world.th, id, ClockKind::Answer).await.unwrap().due_at.unwrap();
    let longer = clock_extend::to_obtain(&world.th.node, &th, id).await.unwrap();
    assert!(longer.clock.due_at.unwrap() > due);
    let due = longer.clock.due_at.unwrap();
    let extend = async |side: &TestNode, until: Timestamp| {
        let liaison = side.officer("liaison").await;
        clock_extend::run(&side.node, &liaison, id, (until, why())).await
    };
    let key = |result: Result<_, AppError>| result.map(|_: ClockRow| ()).unwrap_err().key();
    assert_eq!(key(extend(&world.vn, due.plus_ms(DAY_MS)).await), "error-clock-theirs");
    assert_eq!(key(extend(&world.th, due).await), "error-clock-not-later");
    let row = extend(&world.th, due.plus_ms(DAY_MS)).await.unwrap();
    assert_eq!(row.clock.state, ClockState::Extended);
    let kept = world.th.node.store.message(id).await.unwrap().unwrap();
    assert_eq!(kept.due_at, due.plus_ms(DAY_MS));
    while world.th.node.now() < row.clock.due_at.unwrap() {
        world.advance_ms(10 * HOUR_MS);
        marked(&world.th.node).await;
    }
    assert_eq!(key(extend(&world.th, due.plus_ms(90 * DAY_MS)).await), "error-clock-over");
    assert_eq!(state(&world.th, id, ClockKind::Answer).await, ClockState::Breached);
    let chief = world.th.officer("chief").await;
    let refused = clock_extend::run(&world.th.node, &chief, id, (due, why())).await;
    assert!(matches!(refused, Err(AppError::Denied(_))));
}

#[tokio::test]
async fn a_machine_that_jumps_days_ahead_lets_nothing_run_out() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    let th = &world.th;
    assert_eq!(marked(&th.node).await, 0);
    let due = clock(th, id, ClockKind::Answer).await.unwrap().due_at.unwrap();
    world.advance_ms(30 * DAY_MS);
    assert_eq!(marked(&th.node).await, 0, "a jump of a month is not believed");
    let reading = clock_time::read(&th.node, th.node.now()).await.unwrap();
    assert_eq!(reading.doubt, Some(Doubt::Ahead));
    // More time is judged by the time that is believed.
    let liaison = th.officer("liaison").await;
    let until = due.plus_ms(DAY_MS);
    clock_extend::run(&th.node, &liaison, id, (until, why())).await.unwrap();
    assert!(doctor_looks(th).await);
    world.advance_ms(-30 * DAY_MS);
    assert_eq!(marked(&th.node).await, 0);
    assert!(!doctor_looks(th).await, "it came back by itself");
    world.advance_ms(30 * DAY_MS);
    assert_eq!(marked(&th.node).await, 0);
    clock_time::confirm(&th.node, &operator(&th.node)).await.unwrap();
    assert_eq!(marked(&th.node).await, 2, "what an administrator confirms counts");
    // And back again: what ran out stays so, and nothing else does.
    world.advance_ms(-30 * DAY_MS);
    assert_eq!(marked(&th.node).await, 2);
    assert_eq!(state(th, id, ClockKind::Answer).await, ClockState::Breached);
    let reading = clock_time::read(&th.node, th.node.now()).await.unwrap();
    assert_eq!(reading.doubt, Some(Doubt::Behind));
}

#[tokio::test]
async fn a_partners_signed_time_confirms_a_machine_that_was_off_for_a_week() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    assert_eq!(marked(&world.th.node).await, 0);
    world.advance_ms(8 * DAY_MS);
    assert_eq!(marked(&world.th.node).await, 0);
    ask(&world).await;
    world.settle().await;
    assert_eq!(marked(&world.th.node).await, 2, "the new request brought the time with it");
    assert_eq!(state(&world.th, id, ClockKind::Answer).await, ClockState::Breached);
}

/// A day at a time, as a machine that runs.
async fn days(world: &World, side: &TestNode, count: i64) {
    for _ in 0..count * 3 {
        world.advance_ms(8 * HOUR_MS);
        marked(&side.node).await;
    }
}

#[tokio::test]
async fn a_hard_stop_ends_in_one_notice_of_release_without_a_name() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    let th = &world.th;
    marked(&th.node).await;
    let custody = |country: &str, ordered| Custody {
        country: country.to_owned(),
        since: th.node.now(),
        ordered,
    };
    let record = async |account: &str, custody: Custody| {
        custody_record::run(&th.node, &th.officer(account).await, id, &custody).await
    };
    assert!(matches!(record("chief", custody("TH", false)).await, Err(AppError::Denied(_))));
    let foreign = record("liaison", custody("LA", false)).await.unwrap_err();
    assert_eq!(foreign.key(), "error-custody-country");
    let ahead = Custody { since: th.node.now().plus_ms(DAY_MS), ..custody("TH", false) };
    assert_eq!(record("liaison", ahead).await.unwrap_err().key(), "error-custody-since");
    record("liaison", custody("TH", false)).await.unwrap();
    record("liaison", Custody { since: th.node.now().plus_ms(-DAY_MS), ..custody("TH", false) })
        .await
        .unwrap();
    let held = clock(th, id, ClockKind::ProvisionalArrest).await.unwrap();
    assert_eq!((held.rule.pack.as_str(), held.rule.amount), ("th", Some(60)));
    assert_eq!(held.started_at, th.node.now(), "told twice, a custody begins once");
    assert_eq!(state(th, id, ClockKind::Consular).await, ClockState::Running);
    let liaison = th.officer("liaison").await;
    custody_record::done(&th.node, &liaison, id, ClockKind::Consular).await.unwrap();
    let answer = custody_record::done(&th.node, &liaison, id, ClockKind::Answer).await;
    assert_eq!(answer.unwrap_err().key(), "error-clock-by-exchange");

    days(&world, th, 60).await;
    assert!(th.node.store.release_notices(id).await.unwrap().is_empty(), "the sixtieth day counts");
    days(&world, th, 2).await;
    let notices = th.node.store.release_notices(id).await.unwrap();
    let [notice] = notices.as_slice() else { panic!("one notice: {notices:?}") };
    assert_eq!((notice.kind, notice.case), (ClockKind::ProvisionalArrest, id));
    assert_eq!(Some(notice.ended_at), held.due_at);
    let kept = serde_json::to_string(notice).unwrap();
    assert!(!kept.contains("Phôm") && !kept.contains("ZZ8503120"), "{kept}");
    let shown = message_show::run(&th.node, &th.officer("liaison").await, id).await.unwrap();
    assert_eq!(shown.releases, notices);
    custody_record::done(&th.node, &liaison, id, ClockKind::ProvisionalArrest).await.unwrap();
    let released = clock(th, id, ClockKind::ProvisionalArrest).await.unwrap();
    assert!(released.state == ClockState::Met && released.breached_at.is_some());
    th.assert_at_rest().await;
}

#[tokio::test]
async fn the_order_to_surrender_begins_its_own_limit_and_a_handed_over_person_is_no_breach() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    let th = &world.th;
    marked(&th.node).await;
    let liaison = th.officer("liaison").await;
    let since = th.node.now();
    for ordered in [false, true] {
        let custody = Custody { country: "TH".to_owned(), since, ordered };
        custody_record::run(&th.node, &liaison, id, &custody).await.unwrap();
    }
    assert_eq!(state(th, id, ClockKind::ProvisionalArrest).await, ClockState::Met);
    let surrender = clock(th, id, ClockKind::Surrender).await.unwrap();
    assert_eq!(surrender.rule.amount, Some(90));
    custody_record::done(&th.node, &liaison, id, ClockKind::Surrender).await.unwrap();
    days(&world, th, 92).await;
    assert!(th.node.store.release_notices(id).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_circular_expires_at_its_date_and_not_by_a_jump_of_the_machine() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    let th = &world.th;
    marked(&th.node).await;
    let event = Start {
        kind: ClockKind::NoticeExpiry,
        country: "VN",
        urgency: Urgency::Normal,
        holding: Holding::Held,
        at: th.node.now(),
        asked: Some(th.node.now().plus_ms(DAY_MS)),
    };
    let clock = start(&th.node.packs, &event).unwrap();
    let message = th.node.store.message(id).await.unwrap().unwrap().message;
    let mut tx = th.node.store.write().await.unwrap();
    let bound = message.from.clone();
    tx.add_clock(&ClockRow { message: id, thread: id, bound, clock }).await.unwrap();
    let permit = th.officer("liaison").await.permit(Action::TakeUp, &Object::named(id)).unwrap();
    tx.commit_with(&AuditEntry::new(&permit, "test"), th.node.now()).await.unwrap();
    let stands = async || th.node.store.message(id).await.unwrap().unwrap().state;
    world.advance_ms(30 * DAY_MS);
    marked(&th.node).await;
    assert_eq!(stands().await, State::Delivered, "a jump expires nothing");
    world.advance_ms(-30 * DAY_MS);
    days(&world, th, 1).await;
    assert_eq!(stands().await, State::Expired);
    world.advance_ms(-2 * DAY_MS);
    marked(&th.node).await;
    assert_eq!(stands().await, State::Expired);
}

async fn doctor_looks(side: &TestNode) -> bool {
    let home = comity::home::Home::new(std::path::Path::new("/nonexistent"));
    let checks = doctor::run(&side.node, &home).await.unwrap();
    !checks.iter().find(|check| check.what == "clock").unwrap().ok
}

/// The date of every clock is long past.
const LONG_PAST: &str = "UPDATE clock SET due_at = 1000, data = json_set(data, '$.due_at', 1000) WHERE state = 'running'";
const MARKS: &str = "SELECT COUNT(*) FROM log WHERE action = 'keep_clocks'";
const BREACHED: &str = "SELECT COUNT(*) FROM clock WHERE state = 'breached' AND breached_at > 1000 \
     AND json_extract(data, '$.state') = 'breached'";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_again_and_again_a_node_marks_each_clock_once() {
    let mut pair = Pair::running().await;
    let request = pair.write_request().await;
    pair.approve_request(&request).await;
    pair.request_arrived(&request).await;
    pair.asked.kill().await;
    db::tamper(pair.asked.home(), LONG_PAST).await;
    for wait_ms in [0, 40, 90, 160, 20] {
        pair.asked.start().await;
        tokio::time::sleep(Duration::from_millis(wait_ms)).await;
        pair.asked.kill().await;
    }
    pair.asked.start().await;
    let home = pair.asked.home().to_owned();
    let both = || async { db::number(&home, BREACHED, "").await.filter(|n| *n == 2) };
    wait_for("both clocks are marked", SOON, both).await;
    assert_eq!(db::number(&home, MARKS, "").await, Some(2));
    let listed = pair.asked.desk.run("malee", &["clock", "list", "--breached"]).await.done();
    assert_eq!(listed["clocks"].as_array().unwrap().len(), 2, "{listed}");
    pair.stop().await;
}
