//! Bodies go when their date has come and stay gone: whatever the link, a crash or a backup does.

use comity::app::{
    body_purge, case_protect, message_approve, message_show, reply_neutral, request_create,
};
use comity_domain::gate::file::Protection;
use comity_domain::ids::MessageId;
use comity_domain::lang::{Lang, Text};
use comity_domain::message::state::State;
use comity_domain::retention::PurgeReason;
use comity_store::{FlagScope, PurgedRow};
use std::path::Path;

use crate::harness::{LinkFault, TestNode, World, request_draft};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// The name of the demo's request, as it stands nowhere but in messages and what was made of them.
const NAME: &str = "Xổm-chai";

async fn ask(world: &World) -> MessageId {
    let vn = &world.vn;
    let liaison = vn.officer("liaison").await;
    let made = request_create::run(&vn.node, &liaison, request_draft()).await.unwrap();
    message_approve::run(&vn.node, &vn.officer("chief").await, made.id).await.unwrap();
    made.id
}

/// Whether any file of a home holds a text.
fn holds(home: &Path, text: &str) -> bool {
    let files = std::fs::read_dir(home).unwrap().map(|entry| entry.unwrap().path());
    let bytes = files.filter(|path| path.is_file()).map(|path| std::fs::read(path).unwrap());
    let found = |bytes: &Vec<u8>| bytes.windows(text.len()).any(|w| w == text.as_bytes());
    bytes.into_iter().any(|bytes| found(&bytes))
}

async fn is_gone(side: &TestNode, id: MessageId, state: State) {
    let row = side.node.store.message(id).await.unwrap().unwrap();
    assert_eq!(row.state, state);
    assert!(!serde_json::to_string(&row.message).unwrap().contains(NAME));
    assert!(side.node.store.hits(id).await.unwrap().is_empty());
    let runs = side.node.store.gate_runs(id).await.unwrap();
    assert!(!runs.is_empty() && runs.iter().flat_map(|r| &r.findings).all(|f| f.facts.is_empty()));
    let sent = side.node.store.outbox_of(id).await.unwrap().and_then(|row| row.envelope);
    let come = side.node.store.inbox_of(id).await.unwrap().map(|row| row.envelope);
    assert!(sent.or(come).is_none_or(|bytes| bytes.is_empty()));
    side.assert_at_rest().await;
    // Who asked whom, when, and that it arrived, is still told.
    let shown = message_show::run(&side.node, &side.officer("liaison").await, id).await.unwrap();
    let receipt = shown.entries[0].delivery.receipt.as_ref();
    assert!(receipt.is_none_or(|r| r.verified));
}

#[tokio::test]
async fn bodies_go_at_their_date_and_no_file_holds_them_any_more() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    for side in [&world.vn, &world.th] {
        side.purge().await;
        assert_eq!(side.node.store.message(id).await.unwrap().unwrap().state, State::Delivered);
    }
    assert!(holds(&world.home("vn.mps"), NAME) && holds(&world.home("th.rtp"), NAME));
    // 181 days are half a year that began on 21 November.
    world.advance_ms(180 * DAY_MS);
    for side in [&world.vn, &world.th] {
        side.purge().await;
        assert_eq!(side.node.store.message(id).await.unwrap().unwrap().state, State::Delivered);
    }
    world.advance_ms(2 * DAY_MS);
    for (side, home) in [(&world.vn, "vn.mps"), (&world.th, "th.rtp")] {
        side.purge().await;
        is_gone(side, id, State::Expired).await;
        assert!(!holds(&world.home(home), NAME), "{home}");
        let log = side.node.store.log_about(&id.to_string()).await.unwrap();
        let gone = side.node.store.purged(id).await.unwrap().unwrap();
        let told =
            |l: &&comity_store::LogLine| l.detail == format!("expired sha256:{}", gone.sha256);
        assert_eq!(log.iter().filter(|l| told(l)).count(), 1, "{home}");
    }
    // Both sides forgot the same thing.
    let there = world.th.node.store.purged(id).await.unwrap().unwrap();
    assert_eq!(world.vn.node.store.purged(id).await.unwrap().unwrap().sha256, there.sha256);
}

#[tokio::test]
async fn the_words_of_the_sealed_file_go_with_the_body() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    let th = &world.th;
    let words = "A letter of the lawyer of an invented person.";
    let entry = (Protection::Claimed, Text::draft(Lang::En, words));
    case_protect::thread(&th.node, &th.officer("legal").await, id, entry).await.unwrap();
    assert!(holds(&world.home("th.rtp"), words));
    world.advance_ms(182 * DAY_MS);
    th.purge().await;
    assert!(!holds(&world.home("th.rtp"), words));
    let flags = th.node.store.flags(&FlagScope::Thread(id)).await.unwrap();
    assert_eq!(flags[0].status, Protection::Claimed, "that there was an entry stays");
}

#[tokio::test]
async fn a_question_about_somebody_who_was_not_found_goes_with_the_answer() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    let th = &world.th;
    let liaison = th.officer("liaison").await;
    let reply = reply_neutral::run(&th.node, &liaison, id).await.unwrap();
    message_approve::run(&th.node, &th.officer("chief").await, reply.id).await.unwrap();
    // The neutral answer leaves three days after the question came.
    world.advance_ms(3 * DAY_MS);
    world.settle().await;
    for (days, gone) in [(88, false), (4, true)] {
        for side in [&world.vn, &world.th] {
            side.purge().await;
        }
        world.advance_ms(days * DAY_MS);
        for side in [&world.vn, &world.th] {
            side.purge().await;
            let request = side.node.store.purged(id).await.unwrap().is_some();
            let answer = side.node.store.purged(reply.id).await.unwrap().is_some();
            assert_eq!((request, answer), (gone, gone), "{days}");
        }
    }
    assert!(!holds(&world.home("vn.mps"), NAME) && !holds(&world.home("th.rtp"), NAME));
}

#[tokio::test]
async fn what_may_have_left_goes_only_with_its_receipt() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.vn.fail_next(LinkFault::LoseAnswer);
    world.vn.send().await;
    world.advance_ms(400 * DAY_MS);
    world.vn.purge().await;
    assert!(world.vn.node.store.purged(id).await.unwrap().is_none());
    world.settle().await;
    world.vn.purge().await;
    is_gone(&world.vn, id, State::Expired).await;
    world.th.purge().await;
    is_gone(&world.th, id, State::Expired).await;
}

#[tokio::test]
async fn what_was_never_sent_is_withdrawn() {
    let world = World::new().await;
    let id = ask(&world).await;
    world.advance_ms(400 * DAY_MS);
    world.vn.purge().await;
    is_gone(&world.vn, id, State::Expired).await;
    world.settle().await;
    assert!(world.th.node.store.message(id).await.unwrap().is_none());
}

/// An older database is put back: the ledger in the home knows what went since. The same holds when the
/// process dies after the ledger was written and before the database forgot.
#[tokio::test]
async fn an_older_database_and_a_crash_after_the_ledger_forget_again_at_the_start() {
    let mut world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    let now = world.th.node.now();
    let entry = |reason| PurgedRow { message: id, reason, at: now, sha256: "0a".repeat(32) };
    let ledger = comity::ledger::Ledger::new(world.home("th.rtp").join("purged.ledger"));
    ledger.add(&[entry(PurgeReason::Recalled)]).unwrap();
    assert!(holds(&world.home("th.rtp"), NAME));
    body_purge::again(&world.th.node, now).await.unwrap();
    is_gone(&world.th, id, State::Recalled).await;
    assert!(!holds(&world.home("th.rtp"), NAME));

    world.restore_th(None).await;
    body_purge::again(&world.th.node, now).await.unwrap();
    is_gone(&world.th, id, State::Recalled).await;
    let lines = world.th.node.store.log_about(&id.to_string()).await.unwrap();
    let again = lines.iter().filter(|l| l.detail == "of the ledger").count();
    assert_eq!(again, 1, "what is known to be gone is not told again");
}

#[tokio::test]
async fn a_backup_from_before_brings_nothing_back() {
    let mut world = World::new().await;
    let id = ask(&world).await;
    world.settle().await;
    let home = world.home("th.rtp");
    world.th.node.store.forget().await.unwrap();
    let backup = std::fs::read(home.join("comity.db")).unwrap();
    assert!(backup.windows(NAME.len()).any(|w| w == NAME.as_bytes()));
    world.advance_ms(200 * DAY_MS);
    world.th.purge().await;
    world.restore_th(Some(&backup)).await;
    // Even a clock that was set back does not help it.
    world.advance_ms(-150 * DAY_MS);
    let now = world.th.node.now();
    body_purge::again(&world.th.node, now).await.unwrap();
    is_gone(&world.th, id, State::Expired).await;
    assert!(!holds(&home, NAME));
}
