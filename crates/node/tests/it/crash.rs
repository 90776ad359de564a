//! `kill -9` of either node at any step, then a restart: the exchange completes, nothing is lost,
//! nothing happens twice.

use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::proxy::{Gate, Proxy};
use crate::support::node::Node;
use crate::support::pair::{Pair, state_is};
use crate::support::{SOON, db, wait_for};

/// Cases that run at a time. Most of a case is waiting: for a dead sender's lease.
const AT_A_TIME: usize = 8;

/// Which half of the exchange is disturbed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leg {
    /// The request, from the asker to the asked.
    Request,
    /// The reply, the other way.
    Reply,
}

/// Whose process is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Sender,
    Receiver,
}

/// When.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Point {
    /// The message is written, not approved.
    Written,
    /// Approved this moment; the node may or may not have begun to send.
    Approved,
    /// The sender knocks in vain.
    Knocking,
    /// The request is on its way and is lost.
    RequestLost,
    /// The request is on its way and arrives after its sender's death.
    RequestLate,
    /// The receiver has kept the message and given a receipt; the receipt is lost.
    ReceiptLost,
    /// The receipt has arrived; the receiver may not have sorted the message yet.
    ReceiptGiven,
    /// The receiver has taken the request up.
    TakenUp,
}

/// A case.
#[derive(Debug, Clone, Copy)]
struct Case {
    leg: Leg,
    point: Point,
    who: Who,
}

/// Every case; those that take longest first.
fn cases() -> Vec<Case> {
    use Point::{
        Approved, Knocking, ReceiptGiven, ReceiptLost, RequestLate, RequestLost, TakenUp, Written,
    };
    let points = [RequestLost, ReceiptLost, Approved, ReceiptGiven, Knocking, Written];
    let mut cases = Vec::new();
    for who in [Who::Sender, Who::Receiver] {
        for point in points {
            for leg in [Leg::Request, Leg::Reply] {
                cases.push(Case { leg, point, who });
            }
        }
        cases.push(Case { leg: Leg::Request, point: TakenUp, who });
    }
    for leg in [Leg::Request, Leg::Reply] {
        cases.insert(0, Case { leg, point: RequestLate, who: Who::Sender });
    }
    cases
}

impl Case {
    /// The node that dies in this case.
    fn victim(self, pair: &mut Pair) -> &mut Node {
        match (self.leg, self.who) {
            (Leg::Request, Who::Sender) | (Leg::Reply, Who::Receiver) => &mut pair.asker,
            (Leg::Request, Who::Receiver) | (Leg::Reply, Who::Sender) => &mut pair.asked,
        }
    }

    fn proxy(self, pair: &Pair) -> &Proxy {
        match self.leg {
            Leg::Request => &pair.to_asked,
            Leg::Reply => &pair.to_asker,
        }
    }

    /// Sender and receiver.
    fn ends(self, pair: &Pair) -> (&Node, &Node) {
        match self.leg {
            Leg::Request => (&pair.asker, &pair.asked),
            Leg::Reply => (&pair.asked, &pair.asker),
        }
    }

    /// The whole exchange with its crash.
    async fn run(self) {
        let mut pair = Pair::running().await;
        let request = pair.write_request().await;
        self.written(&mut pair, Leg::Request).await;
        self.close(&pair, Leg::Request);
        pair.approve_request(&request).await;
        self.approved(&mut pair, Leg::Request, &request).await;
        pair.request_arrived(&request).await;
        pair.take_up(&request).await;
        if self.point == Point::TakenUp {
            self.die(&mut pair).await;
        }
        let reply = pair.write_reply(&request).await;
        self.written(&mut pair, Leg::Reply).await;
        self.close(&pair, Leg::Reply);
        pair.approve_reply(&reply).await;
        self.approved(&mut pair, Leg::Reply, &reply).await;
        pair.answered(&request).await;
        once(&pair, 1).await;
        pair.stop().await;
    }

    /// Kill and restart.
    async fn die(self, pair: &mut Pair) {
        self.victim(pair).kill().await;
        self.victim(pair).start().await;
    }

    async fn written(self, pair: &mut Pair, leg: Leg) {
        if (self.leg, self.point) == (leg, Point::Written) {
            self.die(pair).await;
        }
    }

    /// Sets the gate on the way, before there is anything to send.
    fn close(self, pair: &Pair, leg: Leg) {
        let gate = match self.point {
            Point::Written | Point::Approved | Point::TakenUp => return,
            Point::Knocking => Gate::Refuse,
            Point::RequestLost | Point::RequestLate => Gate::HoldRequest,
            Point::ReceiptLost | Point::ReceiptGiven => Gate::HoldResponse,
        };
        if self.leg == leg {
            self.proxy(pair).set(gate);
        }
    }

    /// Kills at the point, after the message was approved.
    async fn approved(self, pair: &mut Pair, leg: Leg, message: &str) {
        if self.leg != leg || matches!(self.point, Point::Written | Point::TakenUp) {
            return;
        }
        if self.point != Point::Approved {
            self.proxy(pair).reached().await;
            self.as_expected(pair, message).await;
        }
        if self.point == Point::ReceiptGiven {
            self.proxy(pair).set(Gate::Open);
        }
        if (self.point, self.who) == (Point::ReceiptGiven, Who::Sender) {
            let (sender, _) = self.ends(pair);
            wait_for("the receipt is kept", SOON, || state_is(sender, message, "delivered")).await;
        }
        self.victim(pair).kill().await;
        match self.point {
            Point::RequestLate => self.proxy(pair).set(Gate::Open),
            Point::ReceiptGiven => {}
            _ => self.proxy(pair).cut(),
        }
        self.victim(pair).start().await;
    }

    /// The exchange stands where the point says when the process is killed.
    async fn as_expected(self, pair: &Pair, message: &str) {
        let (sender, receiver) = self.ends(pair);
        let kept = match self.point {
            Point::ReceiptLost | Point::ReceiptGiven => 1,
            _ => 0,
        };
        let arrived = "SELECT COUNT(*) FROM inbox WHERE message = ?";
        assert_eq!(db::number(receiver.home(), arrived, message).await, Some(kept), "{self:?}");
        let waiting = "SELECT COUNT(*) FROM outbox WHERE message = ? AND state = 'sealed' \
             AND receipt IS NULL";
        assert_eq!(db::number(sender.home(), waiting, message).await, Some(1), "{self:?}");
    }
}

/// What each node keeps after `n` exchanges, counted past the program: a question and how often it
/// is answered per exchange at the asker and at the asked.
const COUNTS: &[(&str, i64, i64)] = &[
    ("SELECT COUNT(*) FROM message WHERE kind <> 'REPLY'", 1, 1),
    ("SELECT COUNT(*) FROM message WHERE kind = 'REPLY'", 1, 1),
    ("SELECT COUNT(*) FROM message WHERE state = 'answered'", 1, 1),
    ("SELECT COUNT(*) FROM message WHERE state = 'delivered'", 1, 1),
    ("SELECT COUNT(*) FROM message WHERE stopped <> 0", 0, 0),
    ("SELECT COUNT(*) FROM gate_run", 4, 4),
    ("SELECT COUNT(*) FROM outbox", 1, 1),
    ("SELECT COUNT(*) FROM outbox WHERE state = 'settled' AND receipt IS NOT NULL", 1, 1),
    ("SELECT COALESCE(MAX(seq), 0) FROM outbox", 1, 1),
    ("SELECT COUNT(*) FROM inbox", 1, 1),
    ("SELECT COUNT(*) FROM inbox WHERE processed = 1 AND outcome = 'accepted'", 1, 1),
    ("SELECT COALESCE(MAX(seq), 0) FROM inbox", 1, 1),
    ("SELECT COUNT(*) FROM log WHERE action = 'create_request' AND outcome = 'done'", 1, 0),
    ("SELECT COUNT(*) FROM log WHERE action = 'create_reply' AND outcome = 'done'", 0, 1),
    ("SELECT COUNT(*) FROM log WHERE action = 'approve_message' AND outcome = 'done'", 1, 1),
    ("SELECT COUNT(*) FROM log WHERE action = 'take_up' AND outcome = 'done'", 0, 1),
    ("SELECT COUNT(*) FROM log WHERE action = 'transmit' AND detail LIKE 'sealed%'", 1, 1),
    ("SELECT COUNT(*) FROM log WHERE action = 'transmit' AND detail LIKE 'receipt%'", 1, 1),
    ("SELECT COUNT(*) FROM log WHERE action = 'receive' AND outcome = 'done'", 1, 1),
    ("SELECT COUNT(*) FROM log WHERE action = 'process_inbox' AND outcome = 'done'", 1, 1),
];

/// Every hit of the messages, and the hits the log tells of.
const HITS: &str = "SELECT COUNT(*) FROM hit";
const HITS_LOGGED: &str = "SELECT COALESCE(SUM(CAST(substr(detail, instr(detail, 'hits ') + 5) AS \
     INTEGER)), 0) FROM log WHERE action = 'process_inbox'";
/// Envelopes and receipts in one direction, as sent and as received.
const SENT: &str = "SELECT CAST(group_concat(seq || hex(envelope) || hex(receipt)) AS BLOB) FROM \
     (SELECT * FROM outbox ORDER BY seq)";
const RECEIVED: &str = "SELECT CAST(group_concat(seq || hex(envelope) || hex(receipt)) AS BLOB) \
     FROM (SELECT * FROM inbox ORDER BY seq)";

/// After `n` exchanges everything is there, once.
async fn once(pair: &Pair, n: i64) {
    for (sql, asker, asked) in COUNTS {
        for (node, wanted) in [(&pair.asker, asker), (&pair.asked, asked)] {
            let found = db::number(node.home(), sql, "").await;
            assert_eq!(found, Some(wanted * n), "{}: {sql}", node.plan.agency);
        }
    }
    let hits = db::number(pair.asked.home(), HITS, "").await.unwrap();
    assert!(hits >= n, "{hits} hits of {n} requests");
    assert_eq!(db::number(pair.asked.home(), HITS_LOGGED, "").await, Some(hits));
    for (from, to) in [(&pair.asker, &pair.asked), (&pair.asked, &pair.asker)] {
        let sent = db::bytes(from.home(), SENT).await.unwrap();
        assert!(!sent.is_empty());
        assert!(Some(sent) == db::bytes(to.home(), RECEIVED).await, "bytes differ");
        verifies(from, n).await;
    }
}

/// The file is sound, and everything in it verifies.
async fn verifies(node: &Node, n: i64) {
    let sound = db::text(node.home(), "PRAGMA integrity_check", "").await;
    assert_eq!(sound.as_deref(), Some("ok"));
    let verified = node.desk.run("admin", &["log", "verify"]).await.done();
    assert_eq!(verified["ok"], true, "{verified}");
    assert_eq!(verified["sent_with_receipt"], n, "{verified}");
    assert_eq!(verified["sent_waiting"], 0, "{verified}");
    assert_eq!(verified["received"], n, "{verified}");
}

/// Runs futures a few at a time; names those that fail.
async fn all(runs: Vec<(String, impl Future<Output = ()> + Send + 'static)>) {
    let places = Arc::new(Semaphore::new(AT_A_TIME));
    let mut tasks = JoinSet::new();
    for (name, run) in runs {
        let places = Arc::clone(&places);
        tasks.spawn(async move {
            let _place = places.acquire_owned().await.unwrap();
            let mut one = JoinSet::new();
            one.spawn(run);
            (name, one.join_next().await.unwrap())
        });
    }
    let mut failed = Vec::new();
    while let Some(ended) = tasks.join_next().await {
        let (name, result) = ended.unwrap();
        if let Err(error) = result {
            failed.push(format!("{name}: {error}"));
        }
    }
    failed.sort();
    assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_at_any_step_loses_nothing_and_repeats_nothing() {
    let _original = Pair::new().await; // keeps what the cases copy
    let runs = cases().into_iter().map(|case| (format!("{case:?}"), case.run())).collect();
    all(runs).await;
}

/// Small pseudo-random numbers (splitmix64), the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }
}

/// Kills one or both after each step, at moments the dice choose.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn crashes_of_both_at_random_moments_lose_nothing_and_repeat_nothing() {
    const EXCHANGES: i64 = 2;
    let mut dice = Dice(20_261_121);
    let mut pair = Pair::running().await;
    for _ in 0..EXCHANGES {
        let request = pair.write_request().await;
        random_death(&mut pair, &mut dice).await;
        pair.approve_request(&request).await;
        random_death(&mut pair, &mut dice).await;
        random_death(&mut pair, &mut dice).await;
        pair.request_arrived(&request).await;
        pair.take_up(&request).await;
        let reply = pair.write_reply(&request).await;
        pair.approve_reply(&reply).await;
        random_death(&mut pair, &mut dice).await;
        random_death(&mut pair, &mut dice).await;
        pair.answered(&request).await;
    }
    once(&pair, EXCHANGES).await;
    pair.stop().await;
}

async fn random_death(pair: &mut Pair, dice: &mut Dice) {
    tokio::time::sleep(std::time::Duration::from_millis(dice.below(400))).await;
    let deaths = dice.below(3);
    if deaths != 0 {
        pair.asker.kill().await;
    }
    if deaths != 1 {
        pair.asked.kill().await;
    }
    tokio::time::sleep(std::time::Duration::from_millis(dice.below(100))).await;
    if deaths != 0 {
        pair.asker.start().await;
    }
    if deaths != 1 {
        pair.asked.start().await;
    }
}
