//! Two real nodes, an exchange between them, and a browser that holds cookies.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use comity_domain::ids::{AgencyId, OfficerId};
use comity_domain::lang::{Lang, Text};
use comity_domain::message::draft::Draft;
use comity_domain::policy::{Actor, Role};
use comity_domain::time::Timestamp;
use comity_store::Store;
use comity_wire::Card;
use http_body_util::BodyExt;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::app::{card_issue, partner_add, person_import, person_read};
use crate::app::{record_import, sign_in, user_add};
use crate::clock::{Clock, SystemRandom};
use crate::config::{Config, LinkConfig, WebConfig};
use crate::ctx::Ctx;
use crate::federation::link::{Answer, Link, LinkError};
use crate::federation::receive::{self, Peer};
use crate::federation::send;
use crate::home::Home;
use crate::index::RegisterIndex;
use crate::keys::NodeKeys;
use crate::ledger::Ledger;
use crate::node::{Node, Parts};

/// The password of every account.
pub(super) const PASSWORD: &str = "correct horse battery";
/// A name that would be markup if it were not escaped.
pub(super) const MARKUP: &str = "<script>alert(1)</script> Nguyễn";

const START_MS: i64 = 1_795_219_200_000;

#[derive(Debug, Clone)]
struct StepClock(Arc<AtomicI64>);

impl Clock for StepClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

#[derive(Debug)]
struct MemoryLink(Arc<Node>, Peer);

impl Link for MemoryLink {
    fn deliver<'a>(&'a self, _to: &'a Card, delivery: Vec<u8>) -> Answer<'a> {
        Box::pin(async move {
            let answer = receive::accept(&self.0, self.1, &delivery, self.0.now()).await;
            let answer = answer.map_err(|r| LinkError::Refused(r.code().to_owned()))?;
            answer.to_bytes().or(Err(LinkError::BadAnswer))
        })
    }
}

/// Viet Nam and Thailand.
pub(super) struct World {
    pub(super) vn: Arc<Node>,
    pub(super) th: Arc<Node>,
    clock: StepClock,
    _dir: TempDir,
}

impl World {
    pub(super) async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = StepClock(Arc::new(AtomicI64::new(START_MS)));
        let vn = node(&dir, &clock, "vn.mps").await;
        let th = node(&dir, &clock, "th.rtp").await;
        for (a, b) in [(&vn, &th), (&th, &vn)] {
            let card = card_issue::run(a, &operator(a)).await.unwrap();
            let heard = card.fingerprint();
            partner_add::run(b, &operator(b), &card, Some(&heard)).await.unwrap();
        }
        Self { vn, th, clock, _dir: dir }
    }

    /// Moves the clock of both.
    pub(super) fn forward_ms(&self, ms: i64) {
        self.clock.0.fetch_add(ms, Ordering::SeqCst);
    }

    /// Delivers and sorts what waits, both ways.
    pub(super) async fn settle(&self) {
        for _ in 0..4 {
            for (from, to) in [(&self.vn, &self.th), (&self.th, &self.vn)] {
                let link = MemoryLink(Arc::clone(to), Peer(from.keys.tls_pin()));
                send::step(from, &link, from.now()).await.unwrap();
                crate::app::message_receive::step(to, to.now()).await.unwrap();
            }
            self.clock.0.fetch_add(600_000, Ordering::SeqCst);
        }
    }
}

/// The context of an officer.
pub(super) async fn officer(node: &Node, account: &str) -> Ctx {
    let id = OfficerId::parse(account).unwrap();
    let account = node.store.account(&id).await.unwrap().unwrap();
    Ctx { actor: sign_in::actor(&account), now: node.now() }
}

fn operator(node: &Node) -> Ctx {
    Ctx { actor: Actor::Operator, now: node.now() }
}

async fn node(dir: &TempDir, clock: &StepClock, agency: &str) -> Arc<Node> {
    let home = Home::new(&dir.path().join(agency));
    home.make().unwrap();
    NodeKeys::make(&home, &SystemRandom, "localhost").unwrap();
    let agency = AgencyId::parse(agency).unwrap();
    let config = Config {
        country: agency.country(),
        lang: Lang::of_country(&agency.country()),
        parent: None,
        contact: "-".to_owned(),
        name: Text::draft(Lang::En, agency.as_str()),
        web: WebConfig { listen: "127.0.0.1:1".parse().unwrap(), tls_cert: None, tls_key: None },
        link: LinkConfig {
            listen: "127.0.0.1:2".parse().unwrap(),
            endpoint: "https://localhost:2".to_owned(),
        },
        agency,
    };
    let node = Arc::new(Node::new(Parts {
        packs: comity_domain::pack::Packs::shipped().unwrap(),
        config,
        store: Store::open(&home.database()).await.unwrap(),
        index: RegisterIndex::new(None),
        ledger: Ledger::new(home.ledger()),
        keys: NodeKeys::read(&home).unwrap(),
        clock: Box::new(clock.clone()),
        random: Box::new(SystemRandom),
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
            lang: node.config.lang,
            password: PASSWORD.to_owned(),
        };
        user_add::run(&node, &operator(&node), &user).await.unwrap();
    }
    let record: comity_domain::dialogue::RecordFile =
        serde_saphyr::from_str(include_str!("../../../seed/record.yaml")).unwrap();
    record_import::run(&node, &officer(&node, "secretary").await, &record).await.unwrap();
    let persons = include_str!("../../../seed/persons-th.jsonl").as_bytes();
    let rows = person_read::json_lines(persons, "seed");
    person_import::run(&node, &officer(&node, "guardian").await, rows, |_| {}).await.unwrap();
    node
}

/// The seed's drafts.
pub(super) fn draft(text: &str) -> Draft {
    serde_saphyr::from_str(text).unwrap()
}

/// What came back.
pub(super) struct Answered {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Answered {
    pub(super) fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |v| v.to_str().unwrap())
    }
}

/// A browser with its cookies.
pub(super) struct Browser {
    router: Router,
    pub(super) cookies: BTreeMap<String, String>,
}

impl Browser {
    pub(super) fn new(node: &Arc<Node>) -> Self {
        Self { router: crate::web::router(Arc::clone(node)), cookies: BTreeMap::new() }
    }

    pub(super) async fn get(&mut self, path: &str) -> Answered {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Sends a form; the token of the page stands in `pairs` when it should.
    pub(super) async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Answered {
        let body: Vec<String> =
            pairs.iter().map(|(k, v)| format!("{}={}", encoded(k), encoded(v))).collect();
        let kind = "application/x-www-form-urlencoded";
        let request = Request::post(path).header(header::CONTENT_TYPE, kind);
        self.send(request, Body::from(body.join("&"))).await
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answered {
        let line: Vec<String> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let request = request.header(header::COOKIE, line.join("; ")).body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let (pair, _) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answered { status: parts.status, headers: parts.headers, body }
    }

    pub(super) async fn sign_in(&mut self, account: &str) -> Answered {
        let page = self.get("/sign-in").await;
        let token = token(&page.body);
        let form = [("csrf", token.as_str()), ("account", account), ("password", PASSWORD)];
        self.post("/sign-in", &form).await
    }
}

/// The token of a page's forms.
pub(super) fn token(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"csrf\" value=\"").expect("a form with a token");
    rest.split('"').next().unwrap().to_owned()
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
