//! What a message that follows does to the clocks of its thread: at both desks the same.

use comity::app::{message_approve, reply_create, request_create};
use comity_domain::clock::{Clock, ClockKind, ClockState};
use comity_domain::ids::MessageId;
use comity_domain::lang::{Lang, Text};
use comity_domain::message::Body;
use comity_domain::message::clarify::{Clarify, ClarifyAct};
use comity_domain::message::draft::Draft;
use comity_domain::message::spontaneous::Spontaneous;
use comity_domain::message::state::State;
use comity_domain::time::{LocalTime, Timestamp};

use crate::exchange::{answer, ask};
use crate::harness::{TestNode, World, reply_draft, request_draft};

const HOUR_MS: i64 = 60 * 60 * 1_000;
const DAY_MS: i64 = 24 * HOUR_MS;

async fn clock(side: &TestNode, id: MessageId, kind: ClockKind) -> Option<Clock> {
    let rows = side.node.store.clocks_of(id).await.unwrap();
    let mut all = rows.into_iter().filter(|row| row.message == id && row.clock.kind == kind);
    all.next().map(|row| row.clock)
}

/// The clock of the answer, which is the same at both desks.
async fn both(world: &World, id: MessageId) -> Clock {
    let (vn, th) =
        (clock(&world.vn, id, ClockKind::Answer), clock(&world.th, id, ClockKind::Answer));
    let (vn, th) = (vn.await.unwrap(), th.await.unwrap());
    assert_eq!((vn.state, vn.due_at), (th.state, th.due_at), "both desks see the same");
    for side in [&world.vn, &world.th] {
        let row = side.node.store.message(id).await.unwrap().unwrap();
        assert_eq!(Some(row.due_at), th.due_at, "the lists sort by it");
    }
    th
}

/// Opens a thread at Viet Nam, to the end of its way.
async fn open(world: &World, draft: Draft) -> MessageId {
    let vn = &world.vn;
    let made = request_create::run(&vn.node, &vn.officer("liaison").await, draft).await.unwrap();
    assert_eq!(made.state, State::Ready, "{:?}", made.run.blocked_codes());
    message_approve::run(&vn.node, &vn.officer("chief").await, made.id).await.unwrap();
    world.settle().await;
    made.id
}

/// Follows a message, to the end of its way.
async fn follow(world: &World, side: &TestNode, earlier: MessageId, draft: Draft) -> MessageId {
    let writer = side.officer("liaison").await;
    let made = reply_create::run(&side.node, &writer, earlier, draft).await.unwrap();
    assert_eq!(made.state, State::Ready, "{:?}", made.run.blocked_codes());
    message_approve::run(&side.node, &side.officer("chief").await, made.id).await.unwrap();
    world.settle().await;
    made.id
}

fn clarify(act: ClarifyAct, new_due: Option<Timestamp>) -> Draft {
    let text = Text::draft(Lang::En, "Which of the two accounts is meant?");
    let new_due = new_due.map(LocalTime::of);
    let body = Body::Clarify(Clarify { act: Some(act), text, new_due });
    Draft { head: reply_draft().head, body: Some(body) }
}

#[tokio::test]
async fn what_only_tells_is_taken_up_and_owed_no_answer() {
    let world = World::new().await;
    let text = |words| Text::draft(Lang::En, words);
    let body = Spontaneous {
        relevance: text("The callers use Thai numbers."),
        facts: text("Eighty people were called in one week."),
        assessment: text("The same script points to one group."),
        data_date: None,
        subject: None,
    };
    let mut draft = Draft { head: request_draft().head, body: Some(Body::Spontaneous(body)) };
    draft.head.absent =
        [("data_date".to_owned(), comity_domain::message::fault::Absence::Unknown)].into();
    let id = open(&world, draft).await;
    assert!(clock(&world.th, id, ClockKind::Acknowledge).await.is_some());
    for side in [&world.vn, &world.th] {
        assert_eq!(clock(side, id, ClockKind::Answer).await, None, "nobody owes an answer");
    }
}

#[tokio::test]
async fn a_question_stops_the_clock_at_both_desks_and_a_supplement_lets_it_go_on() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    let due = both(&world, id).await.due_at.unwrap();
    world.advance_ms(HOUR_MS);
    // The side that asked cannot stop the clock of the side that owes.
    follow(&world, &world.vn, id, clarify(ClarifyAct::Question, None)).await;
    assert_eq!(both(&world, id).await.state, ClockState::Running);
    let asked = world.th.node.now();
    follow(&world, &world.th, id, clarify(ClarifyAct::Question, None)).await;
    let paused = both(&world, id).await;
    assert_eq!(paused.state, ClockState::Paused);
    let since = paused.paused_at.unwrap();
    assert!(since >= asked);
    world.advance_ms(3 * DAY_MS);
    // Nor does the side that owes let it go on by itself.
    follow(&world, &world.th, id, clarify(ClarifyAct::Supplement, None)).await;
    assert_eq!(both(&world, id).await.state, ClockState::Paused);
    follow(&world, &world.vn, id, clarify(ClarifyAct::Supplement, None)).await;
    let runs = both(&world, id).await;
    assert_eq!((runs.state, runs.paused_at), (ClockState::Running, None));
    let stood = runs.turns.last().unwrap().at.0 - since.0;
    assert!(stood >= 3 * DAY_MS);
    assert_eq!(
        runs.due_at,
        Some(due.plus_ms(stood)),
        "the date moves by as long as it stood still"
    );
    answer(&world, id).await;
    world.settle().await;
    assert_eq!(both(&world, id).await.state, ClockState::Met);
}

#[tokio::test]
async fn an_extension_moves_the_date_at_both_desks_and_too_late_it_moves_nothing() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    let due = both(&world, id).await.due_at.unwrap();
    let extend = |until| clarify(ClarifyAct::Extension, Some(until));
    let later = due.plus_ms(5 * DAY_MS);
    follow(&world, &world.vn, id, extend(later)).await;
    assert_eq!(
        both(&world, id).await.due_at,
        Some(due),
        "only who owes the answer takes more time"
    );
    follow(&world, &world.th, id, extend(later)).await;
    let extended = both(&world, id).await;
    assert_eq!((extended.state, extended.due_at), (ClockState::Extended, Some(later)));
    assert!(!extended.turns.last().unwrap().reason.is_empty());
    follow(&world, &world.th, id, extend(due)).await;
    assert_eq!(both(&world, id).await.due_at, Some(later), "an earlier date is none");
    while world.th.node.now() < later {
        world.advance_ms(10 * HOUR_MS);
    }
    follow(&world, &world.th, id, extend(later.plus_ms(30 * DAY_MS))).await;
    assert_eq!(both(&world, id).await.due_at, Some(later), "too late it changes nothing");
}
