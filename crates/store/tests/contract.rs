//! What every engine has to do. Today SQLite; the same suite will run against PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test may panic: that is how it fails")]

use comity_domain::audit::AuditEntry;
use comity_domain::codes::PurposeCode;
use comity_domain::gate::GateId;
use comity_domain::gate::file::{Decision, Flag, Protection};
use comity_domain::ids::{AgencyId, AlertId, MessageId, OfficerId, PersonId};
use comity_domain::lang::{Lang, Text};
use comity_domain::policy::{Action, Actor, Object, Role, decide};
use comity_domain::time::Timestamp;
use comity_domain::watch::{AlertOutcome, Closed, Watch};
use comity_store::{
    Account, AlertCount, Arrival, FlagScope, InboxRow, NewAlert, OutboxRow, OutboxState,
    PartnerState, PersonRow, SessionRow, Settled, Store, StoreError, WatchRow,
};
use std::collections::BTreeSet;
use tempfile::TempDir;

const NOW: Timestamp = Timestamp(1_000);

async fn store() -> (TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("a b?.db")).await.unwrap();
    (dir, store)
}

fn entry(detail: &str) -> AuditEntry {
    let permit = decide(&Actor::Worker, Action::Transmit, &Object::named("m")).unwrap();
    AuditEntry::new(&permit, detail)
}

fn agency(id: &str) -> AgencyId {
    AgencyId::parse(id).unwrap()
}

fn message(n: u8) -> MessageId {
    MessageId::from_bytes([n; 16])
}

async fn add_partner(store: &Store, id: &str, serial: i64) -> Result<(), StoreError> {
    let mut tx = store.write().await?;
    tx.put_partner(&agency(id), b"card", serial, NOW).await?;
    tx.commit_with(&entry("partner"), NOW).await
}

#[tokio::test]
async fn a_store_opens_again_with_what_was_committed_and_nothing_else() {
    let (dir, store) = store().await;
    add_partner(&store, "th.rtp", 1).await.unwrap();
    let mut open = store.write().await.unwrap();
    open.put_partner(&agency("la.mps"), b"card", 1, NOW).await.unwrap();
    drop(open); // a crash before the commit
    store.close().await;
    let again = Store::open(&dir.path().join("a b?.db")).await.unwrap();
    let partners = again.partners().await.unwrap();
    assert_eq!(partners.len(), 1);
    assert_eq!(again.log_position().await.unwrap().size, 1);
}

#[tokio::test]
async fn the_log_is_a_chain_and_every_head_can_be_asked_for() {
    let (_dir, store) = store().await;
    let mut heads = vec![];
    for n in 0..20 {
        let mut tx = store.write().await.unwrap();
        let logged = tx.append(&entry(&format!("line {n}")), NOW).await.unwrap();
        heads.push(logged.position);
        tx.commit(logged).await.unwrap();
    }
    let last = store.log_verify().await.unwrap().unwrap();
    assert_eq!(Some(&last), heads.last());
    for position in &heads {
        assert_eq!(store.log_head_at(position.size).await.unwrap(), Some(position.head));
    }
    assert_eq!(store.log_page(15, 3).await.unwrap().len(), 3);
    assert_eq!(store.log_about("m").await.unwrap().len(), 20);
}

#[tokio::test]
async fn a_partner_is_claimed_by_one_worker_until_the_lease_ends() {
    let (_dir, store) = store().await;
    let th = agency("th.rtp");
    add_partner(&store, "th.rtp", 1).await.unwrap();
    let until = NOW.plus_ms(50);
    assert!(store.claim_partner(NOW, until).await.unwrap().is_none(), "nothing to deliver");
    let mut tx = store.write().await.unwrap();
    tx.queue(&th, message(1), NOW, NOW).await.unwrap();
    tx.queue(&th, message(2), NOW, NOW).await.unwrap();
    tx.commit_with(&entry("queued"), NOW).await.unwrap();

    assert!(store.claim_partner(NOW, until).await.unwrap().is_some());
    assert!(store.claim_partner(NOW, until).await.unwrap().is_none(), "another holds it");
    assert!(store.claim_partner(until, until.plus_ms(50)).await.unwrap().is_some(), "it ended");
    store.release_partner(&th, 1, Timestamp(5_000), Some("unreachable")).await.unwrap();
    assert!(store.claim_partner(Timestamp(4_999), until).await.unwrap().is_none(), "too early");
    assert!(store.claim_partner(Timestamp(5_000), Timestamp(6_000)).await.unwrap().is_some());
    store.release_partner(&th, 0, Timestamp(0), None).await.unwrap();

    let mut tx = store.write().await.unwrap();
    tx.set_partner_state(&th, PartnerState::Suspended).await.unwrap();
    tx.commit_with(&entry("suspended"), NOW).await.unwrap();
    assert!(store.claim_partner(NOW, until).await.unwrap().is_none(), "suspended");
}

#[tokio::test]
async fn numbers_are_given_at_sealing_in_order_and_settled_once() {
    let (_dir, store) = store().await;
    let th = agency("th.rtp");
    add_partner(&store, "th.rtp", 1).await.unwrap();
    let mut tx = store.write().await.unwrap();
    for n in 1..=3 {
        tx.queue(&th, message(n), NOW, NOW).await.unwrap();
    }
    tx.withdraw(message(2)).await.unwrap();
    assert_eq!(tx.last_sealed(&th).await.unwrap(), (0, [0; 32]));
    tx.seal(message(1), 1, b"one", &[1; 32]).await.unwrap();
    tx.seal(message(3), 2, b"three", &[3; 32]).await.unwrap();
    assert_eq!(tx.last_sealed(&th).await.unwrap(), (2, [3; 32]));
    assert!(matches!(tx.seal(message(2), 3, b"", &[0; 32]).await, Err(StoreError::NotFound)));
    assert!(tx.settle(message(1), b"receipt", None, NOW).await.unwrap());
    assert!(!tx.settle(message(1), b"other", None, NOW).await.unwrap(), "settled once");
    tx.commit_with(&entry("sealed"), NOW).await.unwrap();

    let row = store.outbox_of(message(1)).await.unwrap().unwrap();
    assert_eq!((row.state, row.receipt.as_deref()), (OutboxState::Settled, Some(&b"receipt"[..])));
    assert_eq!(store.undelivered_count().await.unwrap(), 1);
    assert_eq!(store.deliveries(&th, NOW, 10).await.unwrap().len(), 1);
    assert_eq!(store.sealed_from(&th, 1, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn an_arrival_is_next_duplicate_replay_or_after_a_gap() {
    let (_dir, store) = store().await;
    let vn = agency("vn.mps");
    let row = InboxRow {
        partner: vn.clone(),
        seq: 1,
        message: message(1),
        hash: [1; 32],
        envelope: b"bytes".to_vec(),
        receipt: b"receipt".to_vec(),
        outcome: "accepted".into(),
        received_at: NOW,
    };
    let mut tx = store.write().await.unwrap();
    let first = tx.arrival(&vn, 1, message(1), &[1; 32]).await.unwrap();
    assert_eq!(first, Arrival::Next { previous: [0; 32] });
    tx.add_arrival(&row).await.unwrap();
    for (seq, id, hash, expect) in [
        (1, 1, [1; 32], Arrival::Duplicate { receipt: b"receipt".to_vec() }),
        (1, 1, [2; 32], Arrival::Replay),
        (1, 9, [2; 32], Arrival::Replay),
        (2, 1, [2; 32], Arrival::Replay),
        (2, 2, [2; 32], Arrival::Next { previous: [1; 32] }),
        (3, 3, [2; 32], Arrival::Gap { expected: 2 }),
    ] {
        let got = tx.arrival(&vn, seq, message(id), &hash).await.unwrap();
        assert_eq!(got, expect, "{seq} {id}");
    }
    assert!(matches!(tx.add_arrival(&row).await, Err(StoreError::Conflict)));
    tx.commit_with(&entry("arrived"), NOW).await.unwrap();
    assert_eq!(store.unprocessed(10).await.unwrap(), vec![row]);
    let mut tx = store.write().await.unwrap();
    assert!(tx.mark_processed(&vn, 1).await.unwrap());
    assert!(!tx.mark_processed(&vn, 1).await.unwrap(), "sorted once");
    tx.commit_with(&entry("sorted"), NOW).await.unwrap();
    assert_eq!(store.highest_arrival(&vn).await.unwrap(), 1);
}

#[tokio::test]
async fn a_card_is_replaced_only_by_a_newer_one() {
    let (_dir, store) = store().await;
    add_partner(&store, "th.rtp", 5).await.unwrap();
    for (serial, good) in [(5, false), (4, false), (6, true)] {
        let result = add_partner(&store, "th.rtp", serial).await;
        assert_eq!(result.is_ok(), good, "{serial}: {result:?}");
    }
    assert_eq!(store.partners().await.unwrap().len(), 1);
}

#[tokio::test]
async fn persons_are_found_by_shared_keys_most_first() {
    let (_dir, store) = store().await;
    let keys = |text: &str| text.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    let mut tx = store.write().await.unwrap();
    for (id, text) in [("a", "k1 k2"), ("b", "k2 k3"), ("c", "k9")] {
        let row =
            PersonRow { id: PersonId::parse(id).unwrap(), source: "t".into(), data: "{}".into() };
        tx.put_person(&row, &keys(text), NOW).await.unwrap();
    }
    tx.commit_with(&entry("persons"), NOW).await.unwrap();
    let found = async |text: &str| {
        let rows = store.persons_by_keys(&keys(text), 10).await.unwrap();
        rows.iter().map(|row| row.id.to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(found("k2 k3").await, "b a");
    assert_eq!(found("k9 k1").await, "a c");
    assert_eq!(found("none").await, "");
    assert_eq!(store.person_count().await.unwrap(), 3);
}

#[tokio::test]
async fn changes_of_the_register_are_told_in_order() {
    let (_dir, store) = store().await;
    let id = |text: &str| PersonId::parse(text).unwrap();
    let row = |text: &str, data: &str| {
        (PersonRow { id: id(text), source: "t".into(), data: data.into() }, BTreeSet::new())
    };
    assert_eq!(store.person_position().await.unwrap(), 0);
    let mut tx = store.write().await.unwrap();
    let many = (0..250).map(|n| row(&format!("p{n}"), "1")).collect::<Vec<_>>();
    tx.put_persons(&many, NOW).await.unwrap();
    tx.put_persons(&[row("a", "1"), row("b", "1"), row("a", "2")], NOW).await.unwrap();
    tx.commit_with(&entry("persons"), NOW).await.unwrap();
    let told = async |after: i64, limit: u32| {
        let found = store.person_changes(after, limit).await.unwrap();
        assert_eq!(found.log, store.log_position().await.unwrap());
        let line = |c: &comity_store::PersonChange| {
            format!("{}{}", c.id, c.row.as_ref().map_or("-", |row| row.data.as_str()))
        };
        found.changes.iter().map(line).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(store.person_position().await.unwrap(), 252);
    assert_eq!(told(248, 9).await, "p2481 p2491 b1 a2");
    assert_eq!(told(0, 2).await, "p01 p11");
    let mut tx = store.write().await.unwrap();
    assert!(tx.remove_person(&id("b")).await.unwrap());
    assert!(!tx.remove_person(&id("nobody")).await.unwrap());
    tx.put_person(&row("p1", "3").0, &BTreeSet::new(), NOW).await.unwrap();
    tx.remove_person(&id("a")).await.unwrap();
    tx.put_person(&row("a", "4").0, &BTreeSet::new(), NOW).await.unwrap();
    tx.commit_with(&entry("persons"), NOW).await.unwrap();
    assert_eq!(told(252, 9).await, "b- p13 a4");
    assert_eq!(told(252, 1).await, "b-");
    assert_eq!(told(store.person_position().await.unwrap(), 9).await, "");
    let log = store.log_position().await.unwrap();
    assert_eq!(store.log_head_at(log.size).await.unwrap(), Some(log.head));
    let ids = ["a", "b", "p7"].map(str::to_owned).into_iter().collect();
    let found = store.persons_by_ids(&ids).await.unwrap();
    assert_eq!(found.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["a", "p7"]);
}

#[tokio::test]
async fn accounts_and_sessions_end_when_they_should() {
    let (_dir, store) = store().await;
    let account = Account {
        id: OfficerId::parse("lan").unwrap(),
        display_name: "Lan".into(),
        roles: vec![Role::LiaisonOfficer],
        lang: Lang::Vi,
        password_hash: "x".into(),
        disabled: false,
        failures: 0,
        wait_until: Timestamp(0),
    };
    let session =
        SessionRow { account: account.id.clone(), csrf: "c".into(), expires_at: NOW.plus_ms(10) };
    let mut tx = store.write().await.unwrap();
    tx.add_account(&account, NOW).await.unwrap();
    tx.add_session(&[1; 32], &session, NOW).await.unwrap();
    tx.commit_with(&entry("account"), NOW).await.unwrap();
    assert_eq!(store.session(&[1; 32], NOW).await.unwrap(), Some(session.clone()));
    assert_eq!(store.session(&[1; 32], NOW.plus_ms(10)).await.unwrap(), None, "over");
    let wait = NOW.plus_ms(9);
    for allowed in [true, true, true, false] {
        let may = store.count_sign_in(&account.id, NOW, 3, wait).await.unwrap();
        assert_eq!(may, allowed, "three tries, then a wait");
    }
    assert!(store.count_sign_in(&account.id, wait, 3, wait).await.unwrap(), "the wait is over");
    store.clear_sign_in(&account.id).await.unwrap();
    assert_eq!(store.account(&account.id).await.unwrap().unwrap().failures, 0);
    let mut tx = store.write().await.unwrap();
    tx.change_account(&account.id, &[], true).await.unwrap();
    tx.commit_with(&entry("closed"), NOW).await.unwrap();
    assert_eq!(store.session(&[1; 32], NOW).await.unwrap(), None, "closed accounts have none");
    let mut tx = store.write().await.unwrap();
    let twice = tx.add_account(&account, NOW).await;
    assert!(matches!(twice, Err(StoreError::Conflict)));
}

fn watch(expires_at: Timestamp) -> Watch {
    let subject = serde_json::json!({"role": "missing", "names": [{"text": "Lê Văn Thử"}],
        "birth": {"text": "1985"}});
    Watch {
        author: OfficerId::parse("lan").unwrap(),
        created_at: NOW,
        expires_at,
        purpose: PurposeCode::parse("FIND_MISSING").ok(),
        necessity: Text::draft(Lang::En, "Missing since an invented shipwreck."),
        subject: serde_json::from_value(subject).unwrap(),
        message: None,
        closed: None,
    }
}

async fn put(store: &Store, id: &str, data: &str) {
    let id = PersonId::parse(id).unwrap();
    let row = PersonRow { id, source: "t".into(), data: data.into() };
    let mut tx = store.write().await.unwrap();
    tx.put_person(&row, &BTreeSet::new(), NOW).await.unwrap();
    tx.commit_with(&entry("persons"), NOW).await.unwrap();
}

async fn changed(store: &Store, after: i64) -> Vec<(i64, String)> {
    let found = store.person_changes(after, 10).await.unwrap().changes;
    found.into_iter().map(|change| (change.change, change.id.to_string())).collect()
}

#[tokio::test]
async fn a_change_of_the_register_has_a_number_and_the_last_of_a_person_counts() {
    let (_dir, store) = store().await;
    put(&store, "a", r#"{"n":1}"#).await;
    put(&store, "b", r#"{"n":1}"#).await;
    assert_eq!(changed(&store, 0).await, [(1, "a".to_owned()), (2, "b".to_owned())]);
    assert_eq!(changed(&store, 2).await, []);
    put(&store, "a", r#"{"n":2}"#).await;
    assert_eq!(changed(&store, 1).await, [(2, "b".to_owned()), (3, "a".to_owned())]);
}

#[tokio::test]
async fn an_alert_is_raised_once_for_a_revision_and_only_while_the_search_is_open() {
    let (_dir, store) = store().await;
    put(&store, "a", r#"{"n":1}"#).await;
    let mut tx = store.write().await.unwrap();
    let long = tx.add_watch("once-1", &watch(NOW.plus_ms(100))).await.unwrap();
    let short = tx.add_watch("once-2", &watch(NOW.plus_ms(10))).await.unwrap();
    assert_eq!((long.id.to_string(), short.id.to_string()), ("w1".into(), "w2".into()));
    assert_eq!(long.since, 1, "what was there before is not looked at");
    assert!(matches!(tx.add_watch("once-1", &watch(NOW)).await, Err(StoreError::Conflict)));
    assert_eq!(tx.open_watch_count(NOW).await.unwrap(), 2);
    assert_eq!(tx.open_watch_count(NOW.plus_ms(10)).await.unwrap(), 1);
    let alert = |of: &WatchRow, revision: i32| NewAlert {
        watch: of.id,
        person: PersonId::parse("a").unwrap(),
        revision: revision.to_string(),
        permille: 900,
        data: "{}".into(),
    };
    let first = tx.add_alert(&alert(&long, 2), NOW).await.unwrap();
    assert_eq!(first.map(|id| id.to_string()).as_deref(), Some("a1"));
    assert_eq!(tx.add_alert(&alert(&long, 2), NOW).await.unwrap(), None, "once");
    assert!(tx.add_alert(&alert(&long, 3), NOW).await.unwrap().is_some());
    let late = tx.add_alert(&alert(&short, 3), NOW.plus_ms(10)).await.unwrap();
    assert_eq!(late, None, "its day is over");
    let closed = Closed { by: watch(NOW).author, at: NOW, reason: Text::default() };
    let ended = Watch { closed: Some(closed), ..watch(NOW.plus_ms(100)) };
    assert!(tx.close_watch(long.id, &ended, NOW).await.unwrap());
    assert!(!tx.close_watch(long.id, &ended, NOW).await.unwrap(), "closed once");
    assert_eq!(tx.add_alert(&alert(&long, 4), NOW).await.unwrap(), None, "it is closed");
    tx.commit_with(&entry("watch"), NOW).await.unwrap();

    assert_eq!(store.open_alert_count().await.unwrap(), 2);
    assert_eq!(store.alert_counts().await.unwrap()[&long.id], AlertCount { all: 2, open: 2 });
    let open = store.open_watches(NOW, 10).await.unwrap();
    assert_eq!(open.iter().map(|row| row.id).collect::<Vec<_>>(), [short.id]);
    assert_eq!(store.watch(long.id).await.unwrap().unwrap().watch, ended);
    assert_eq!(store.watches(10).await.unwrap().len(), 2);

    let by = OfficerId::parse("lan").unwrap();
    let settled = |outcome| Settled { outcome, by: by.clone(), at: NOW };
    let mut tx = store.write().await.unwrap();
    for (outcome, expect) in [
        (AlertOutcome::Unclear, true),
        (AlertOutcome::SamePerson, true),
        (AlertOutcome::NotThePerson, false),
    ] {
        let done = tx.settle_alert(first.unwrap(), &settled(outcome)).await.unwrap();
        assert_eq!(done, expect, "{outcome}");
    }
    let nobody = tx.settle_alert(AlertId::new(9).unwrap(), &settled(AlertOutcome::Unclear)).await;
    assert!(matches!(nobody, Err(StoreError::NotFound)));
    tx.commit_with(&entry("settled"), NOW).await.unwrap();
    let alerts = store.alerts(Some(long.id), 10).await.unwrap();
    let ids: Vec<String> = alerts.iter().map(|row| row.id.to_string()).collect();
    assert_eq!(ids, ["a2", "a1"], "those nobody looked at come first");
    assert_eq!(alerts[1].settled, Some(settled(AlertOutcome::SamePerson)));
    assert_eq!(store.alerts(Some(short.id), 10).await.unwrap(), []);
    assert_eq!(store.open_alert_count().await.unwrap(), 1);
}

#[tokio::test]
async fn the_mark_of_the_watching_worker_is_moved_by_one_of_two() {
    let (_dir, store) = store().await;
    assert_eq!(store.watched().await.unwrap(), 0);
    assert!(store.note_watched(0, 5).await.unwrap());
    assert!(!store.note_watched(0, 7).await.unwrap(), "another was faster");
    assert_eq!(store.watched().await.unwrap(), 5);
}

fn flag(status: Protection, at: i64) -> Flag {
    let text = Text::draft(Lang::En, "A letter of the office, in the file.");
    Flag {
        status,
        by: Some(OfficerId::parse("thu").unwrap()),
        at: Timestamp(at),
        text,
        person: None,
    }
}

#[tokio::test]
async fn the_sealed_file_keeps_every_entry_and_the_latest_counts() {
    let (_dir, store) = store().await;
    let (thread, other) = (message(1), message(2));
    let person = PersonId::parse("th-1").unwrap();
    let decision = |allows, at| Decision {
        gate: GateId::S05,
        allows,
        by: OfficerId::parse("thu").unwrap(),
        role: Role::LegalOfficer,
        at: Timestamp(at),
        text: Text::draft(Lang::En, "What predominates is the fraud."),
    };
    let mut tx = store.write().await.unwrap();
    tx.add_flag(&FlagScope::Thread(thread), &flag(Protection::Pending, 1)).await.unwrap();
    tx.add_flag(&FlagScope::Thread(thread), &flag(Protection::Denied, 2)).await.unwrap();
    tx.add_flag(&FlagScope::Person(person.clone()), &flag(Protection::Granted, 3)).await.unwrap();
    tx.add_decision(thread, &decision(false, 1)).await.unwrap();
    tx.add_decision(thread, &decision(true, 2)).await.unwrap();
    tx.commit_with(&entry("case file"), NOW).await.unwrap();

    let file = store.case_file(thread, thread).await.unwrap();
    assert_eq!(file.protection, Protection::Denied);
    assert_eq!(file.decisions, vec![decision(true, 2)], "one officer's later word counts");
    assert_eq!(store.flags(&FlagScope::Thread(thread)).await.unwrap().len(), 2);
    assert_eq!(store.decisions(thread).await.unwrap().len(), 2);
    let reply = store.case_file(thread, other).await.unwrap();
    assert_eq!((reply.protection, reply.decisions.len()), (Protection::Denied, 0));
    assert_eq!(store.protected_persons().await.unwrap().len(), 1);

    let mut tx = store.write().await.unwrap();
    tx.add_flag(&FlagScope::Person(person), &flag(Protection::None, 4)).await.unwrap();
    tx.commit_with(&entry("case file"), NOW).await.unwrap();
    assert!(store.protected_persons().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_waits_for_its_hour_holds_nothing_else_up() {
    let (_dir, store) = store().await;
    add_partner(&store, "th.rtp", 1).await.unwrap();
    let th = agency("th.rtp");
    let later = Timestamp(NOW.0 + 500);
    let mut tx = store.write().await.unwrap();
    tx.queue(&th, message(1), NOW, later).await.unwrap();
    tx.commit_with(&entry("queued"), NOW).await.unwrap();
    assert!(store.claim_partner(NOW, later).await.unwrap().is_none(), "nothing may leave yet");
    let mut tx = store.write().await.unwrap();
    tx.queue(&th, message(2), NOW, NOW).await.unwrap();
    tx.seal(message(2), 1, b"bytes", &[2; 32]).await.unwrap();
    tx.commit_with(&entry("queued"), NOW).await.unwrap();
    let now: Vec<MessageId> = messages(&store.deliveries(&th, NOW, 10).await.unwrap());
    assert_eq!(now, vec![message(2)]);
    let then = messages(&store.deliveries(&th, later, 10).await.unwrap());
    assert_eq!(then, vec![message(2), message(1)], "numbers first, whatever was approved first");
}

fn messages(rows: &[OutboxRow]) -> Vec<MessageId> {
    rows.iter().map(|row| row.message).collect()
}

#[tokio::test]
async fn a_withdrawn_message_can_be_queued_again() {
    let (_dir, store) = store().await;
    add_partner(&store, "th.rtp", 1).await.unwrap();
    let th = agency("th.rtp");
    let mut tx = store.write().await.unwrap();
    tx.queue(&th, message(1), NOW, NOW).await.unwrap();
    tx.withdraw(message(1)).await.unwrap();
    tx.queue(&th, message(1), NOW, NOW).await.unwrap();
    assert!(tx.queue(&th, message(1), NOW, NOW).await.is_err(), "but not twice");
}
