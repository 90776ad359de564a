//! Two nodes in one process: real databases, real keys, a clock that is stepped by hand, seeded
//! random numbers, and a link that hands bytes over in memory and can be told to fail.

use comity::app::sign_in;
use comity::app::{card_issue, partner_add, record_import, user_add};
use comity::app::{person_import, person_read};
use comity::clock::{Clock, Random, RandomError, SystemRandom};
use comity::config::{Config, LinkConfig, WebConfig};
use comity::ctx::Ctx;
use comity::federation::link::{Answer, Link, LinkError};
use comity::federation::receive::{self, Peer};
use comity::federation::{Step, send};
use comity::home::Home;
use comity::index::RegisterIndex;
use comity::keys::NodeKeys;
use comity::ledger::Ledger;
use comity::node::{Node, Parts};
use comity_domain::ids::{AgencyId, OfficerId};
use comity_domain::lang::{Lang, Text};
use comity_domain::message::draft::Draft;
use comity_domain::policy::{Actor, Role};
use comity_domain::time::Timestamp;
use comity_store::Store;
use comity_wire::Card;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

/// Read once: a world is made for each case of a property.
static PACKS: std::sync::LazyLock<comity_domain::pack::Packs> =
    std::sync::LazyLock::new(|| comity_domain::pack::Packs::shipped().unwrap());

/// A password of test accounts.
pub(crate) const PASSWORD: &str = "correct horse battery";
/// 2026-11-21T00:00:00Z.
const START_MS: i64 = 1_795_219_200_000;

/// A clock that moves when it is told to.
#[derive(Debug, Clone)]
pub(crate) struct StepClock(Arc<AtomicI64>);

impl Clock for StepClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// Random numbers that are the same in every run (splitmix64).
#[derive(Debug)]
struct SeededRandom(AtomicU64);

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomError> {
        for chunk in bytes.chunks_mut(8) {
            let mut x = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
            x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(x ^ (x >> 31)).to_be_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// What the link does to one delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkFault {
    /// It never arrives.
    LoseRequest,
    /// It arrives; the answer is lost.
    LoseAnswer,
    /// It arrives twice; the second answer comes back.
    Duplicate,
    /// One byte of it is changed.
    FlipByte,
    /// The answer is rubbish.
    BadAnswer,
}

/// A link in memory.
#[derive(Debug)]
pub(crate) struct MemoryLink {
    to: Arc<Node>,
    peer: Peer,
    pub(crate) faults: Mutex<VecDeque<LinkFault>>,
}

impl Link for MemoryLink {
    fn deliver<'a>(&'a self, _to: &'a Card, delivery: Vec<u8>) -> Answer<'a> {
        Box::pin(async move {
            let fault = self.faults.lock().unwrap().pop_front();
            let mut delivery = delivery;
            if fault == Some(LinkFault::LoseRequest) {
                return Err(LinkError::Unreachable);
            }
            if fault == Some(LinkFault::FlipByte) {
                let middle = delivery.len() / 2;
                delivery[middle] ^= 1;
            }
            let now = self.to.now();
            let hand_over = async || {
                let answer = receive::accept(&self.to, self.peer, &delivery, now).await;
                let answer = answer.map_err(|r| LinkError::Refused(r.code().to_owned()))?;
                answer.to_bytes().or(Err(LinkError::BadAnswer))
            };
            let first = hand_over().await;
            match fault {
                Some(LinkFault::LoseAnswer) => Err(LinkError::Unreachable),
                Some(LinkFault::Duplicate) => hand_over().await,
                Some(LinkFault::BadAnswer) => Ok(b"rubbish".to_vec()),
                _ => first,
            }
        })
    }
}

/// A node under test. Dropping it fails the test when something is left to deliver or to sort.
#[derive(Debug)]
pub(crate) struct TestNode {
    pub(crate) node: Arc<Node>,
    pub(crate) link: Arc<MemoryLink>,
}

/// Two agencies that are partners, an agreement between them, officers, and a few persons.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) vn: TestNode,
    pub(crate) th: TestNode,
    clock: StepClock,
    dir: TempDir,
}

impl World {
    pub(crate) async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = StepClock(Arc::new(AtomicI64::new(START_MS)));
        let vn = node(&dir, &clock, "vn.mps", "VN").await;
        let th = node(&dir, &clock, "th.rtp", "TH").await;
        for (a, b) in [(&vn, &th), (&th, &vn)] {
            let card = card_issue::run(a, &operator(a)).await.unwrap();
            let heard = card.fingerprint();
            partner_add::run(b, &operator(b), &card, Some(&heard)).await.unwrap();
        }
        let link = |to: &Arc<Node>, from: &Arc<Node>| {
            Arc::new(MemoryLink {
                to: Arc::clone(to),
                peer: Peer(from.keys.tls_pin()),
                faults: Mutex::default(),
            })
        };
        let (to_th, to_vn) = (link(&th, &vn), link(&vn, &th));
        Self {
            vn: TestNode { node: vn, link: to_th },
            th: TestNode { node: th, link: to_vn },
            clock,
            dir,
        }
    }

    /// The folder a node lives in.
    pub(crate) fn home(&self, agency: &str) -> std::path::PathBuf {
        self.dir.path().join(agency)
    }

    pub(crate) fn advance_ms(&self, ms: i64) {
        self.clock.0.fetch_add(ms, Ordering::SeqCst);
    }

    /// Thailand's machine breaks: its database is what it was at the last backup, or what was left.
    /// Returns the database as it was when it broke.
    pub(crate) async fn restore_th(&mut self, backup: Option<&[u8]>) -> Vec<u8> {
        let old = &self.th.node;
        old.store.close().await;
        let home = Home::new(&self.dir.path().join("th.rtp"));
        let broken = std::fs::read(home.database()).unwrap();
        if let Some(backup) = backup {
            std::fs::write(home.database(), backup).unwrap();
        }
        let th = Arc::new(Node::new(Parts {
            packs: PACKS.clone(),
            config: old.config.clone(),
            store: Store::open(&home.database()).await.unwrap(),
            index: RegisterIndex::new(Some(home.index())),
            ledger: Ledger::new(home.ledger()),
            keys: NodeKeys::read(&home).unwrap(),
            clock: Box::new(self.clock.clone()),
            random: Box::new(SeededRandom(AtomicU64::new(99))),
        }));
        let peer = |node: &Node| Peer(node.keys.tls_pin());
        let link = |to: &Arc<Node>, peer| {
            Arc::new(MemoryLink { to: Arc::clone(to), peer, faults: Mutex::default() })
        };
        self.vn.link = link(&th, peer(&self.vn.node));
        self.th = TestNode { link: link(&self.vn.node, peer(&th)), node: th };
        broken
    }

    /// Lets every worker work until all are idle.
    pub(crate) async fn settle(&self) {
        for _ in 0..50 {
            let mut idle = true;
            for side in [&self.vn, &self.th] {
                idle &= side.send().await == Step::Idle;
                idle &= side.sort().await == Step::Idle;
            }
            if idle {
                return;
            }
            self.advance_ms(600_000); // past every wait after a failure
        }
        panic!("the workers never came to rest");
    }
}

impl TestNode {
    pub(crate) async fn send(&self) -> Step {
        send::step(&self.node, &*self.link, self.node.now()).await.unwrap()
    }

    pub(crate) async fn sort(&self) -> Step {
        comity::app::message_receive::step(&self.node, self.node.now()).await.unwrap()
    }

    /// Lets every body go that has to, until none is left.
    pub(crate) async fn purge(&self) {
        while comity::app::body_purge::step(&self.node, self.node.now()).await.unwrap()
            != Step::Idle
        {}
    }

    pub(crate) fn fail_next(&self, fault: LinkFault) {
        self.link.faults.lock().unwrap().push_back(fault);
    }

    /// The context of an officer: `liaison` writes, `chief` approves, and so on.
    pub(crate) async fn officer(&self, account: &str) -> Ctx {
        let id = OfficerId::parse(account).unwrap();
        let account = self.node.store.account(&id).await.unwrap().unwrap();
        Ctx { actor: sign_in::actor(&account), now: self.node.now() }
    }

    /// Nothing waits to be delivered, nothing to be sorted, and the log verifies.
    pub(crate) async fn assert_at_rest(&self) {
        assert_eq!(self.node.store.undelivered_count().await.unwrap(), 0, "left in the outbox");
        assert!(self.node.store.unprocessed(10).await.unwrap().is_empty(), "left in the inbox");
        let report = comity::app::log_verify::run(&self.node, &operator(&self.node)).await.unwrap();
        assert_eq!(report.faults, Vec::<String>::new());
        assert!(report.ok);
    }
}

pub(crate) fn operator(node: &Node) -> Ctx {
    Ctx { actor: Actor::Operator, now: node.now() }
}

async fn node(dir: &TempDir, clock: &StepClock, agency: &str, country: &str) -> Arc<Node> {
    let home = Home::new(&dir.path().join(agency));
    home.make().unwrap();
    NodeKeys::make(&home, &SystemRandom, "localhost").unwrap();
    let config = Config {
        agency: AgencyId::parse(agency).unwrap(),
        country: country.to_owned(),
        lang: Lang::of_country(country),
        parent: None,
        contact: "-".to_owned(),
        name: Text::draft(Lang::En, agency),
        web: WebConfig { listen: "127.0.0.1:1".parse().unwrap(), tls_cert: None, tls_key: None },
        link: LinkConfig {
            listen: "127.0.0.1:2".parse().unwrap(),
            endpoint: "https://localhost:2".to_owned(),
        },
    };
    let node = Arc::new(Node::new(Parts {
        packs: PACKS.clone(),
        config,
        store: Store::open(&home.database()).await.unwrap(),
        index: RegisterIndex::new(Some(home.index())),
        ledger: Ledger::new(home.ledger()),
        keys: NodeKeys::read(&home).unwrap(),
        clock: Box::new(clock.clone()),
        random: Box::new(SeededRandom(AtomicU64::new(agency.bytes().map(u64::from).sum()))),
    }));
    for (account, role) in [
        ("liaison", Role::LiaisonOfficer),
        ("chief", Role::Approver),
        ("secretary", Role::Secretariat),
        ("guardian", Role::DataProtection),
        ("legal", Role::LegalOfficer),
        ("rights", Role::HumanRights),
        ("watchdog", Role::Oversight),
        ("root", Role::Administrator),
    ] {
        let user = user_add::NewUser {
            id: OfficerId::parse(account).unwrap(),
            display_name: account.to_owned(),
            roles: vec![role],
            lang: config_lang(&node),
            password: PASSWORD.to_owned(),
        };
        user_add::run(&node, &operator(&node), &user).await.unwrap();
    }
    fill(&node).await;
    node
}

fn config_lang(node: &Node) -> Lang {
    node.config.lang
}

async fn fill(node: &Arc<Node>) {
    let record = record_import::read(include_str!("../../seed/record.yaml")).unwrap();
    assert_eq!(record_import::faults(&record), vec![]);
    record_import::run(node, &role(node, Role::Secretariat), &record).await.unwrap();
    let rows =
        person_read::json_lines(include_bytes!("../../seed/persons-th.jsonl").as_slice(), "s");
    let ctx = role(node, Role::DataProtection);
    let imported = person_import::run(node, &ctx, rows, |_| {}).await.unwrap();
    assert_eq!(imported.refused, vec![]);
}

fn role(node: &Node, role: Role) -> Ctx {
    let id = OfficerId::parse("fixture").unwrap();
    Ctx { actor: Actor::Officer { id, roles: vec![role] }, now: node.now() }
}

/// The demo's verification request.
pub(crate) fn request_draft() -> Draft {
    serde_saphyr::from_str(include_str!("../../seed/request.yaml")).unwrap()
}

/// The demo's reply.
pub(crate) fn reply_draft() -> Draft {
    serde_saphyr::from_str(include_str!("../../seed/reply.yaml")).unwrap()
}
