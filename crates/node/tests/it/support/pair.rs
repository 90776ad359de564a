//! Two nodes that are each other's partners, a proxy in front of each.
//!
//! Making two homes by commands takes seconds; a test gets a copy with ports of its own. The first
//! who needs the original makes it, the last who used it removes it.

use comity::config::Config;
use std::path::Path;
use std::sync::{Arc, Weak};
use tempfile::TempDir;
use tokio::sync::Mutex;

use crate::proxy::Proxy;
use crate::support::node::{Node, Ports};
use crate::support::seed::{Plan, REPLY, REQUEST, THAILAND, VIET_NAM};
use crate::support::{SOON, db, free_port, wait_for};

/// Two nodes. Nothing runs until it is started.
#[derive(Debug)]
pub(crate) struct Pair {
    /// The agency that asks: vn.mps.
    pub(crate) asker: Node,
    /// The agency that is asked: th.rtp.
    pub(crate) asked: Node,
    /// On the way to the agency that asks.
    pub(crate) to_asker: Proxy,
    /// On the way to the agency that is asked.
    pub(crate) to_asked: Proxy,
    dir: TempDir,
    _original: Arc<TempDir>,
}

/// The homes the copies are taken from, as long as a test uses them.
static ORIGINAL: Mutex<Weak<TempDir>> = Mutex::const_new(Weak::new());

async fn original() -> Arc<TempDir> {
    let mut known = ORIGINAL.lock().await;
    if let Some(dir) = known.upgrade() {
        return dir;
    }
    let dir = Arc::new(TempDir::with_prefix("comity-original-").unwrap());
    let make = |plan: &'static Plan| {
        let home = dir.path().join(plan.agency);
        async move { Node::make(&home, plan, ports()).await }
    };
    let (asker, asked) = tokio::join!(make(&VIET_NAM), make(&THAILAND));
    introduce(&asker, &asked).await;
    introduce(&asked, &asker).await;
    *known = Arc::downgrade(&dir);
    dir
}

fn ports() -> Ports {
    Ports { web: free_port(), link: free_port(), proxy: free_port() }
}

/// Gives one agency's card to the other, with the fingerprint by another road.
pub(crate) async fn introduce(from: &Node, to: &Node) {
    let card = from.desk.run("admin", &["card"]).await;
    let (text, words) = (card.text("/card").to_owned(), card.text("/fingerprint").to_owned());
    card.done();
    to.desk.feed("admin", &["partner", "add", "-", "--fingerprint", &words], &text).await.done();
}

/// A copy of a home that listens on ports of its own.
fn copy(from: &Path, to: &Path, plan: &'static Plan) -> Node {
    let ports = ports();
    let home = to.join(plan.agency);
    copy_folder(&from.join(plan.agency), &home);
    let file = home.join("comity.toml");
    let mut config = Config::read(&file).unwrap();
    config.web.listen.set_port(ports.web);
    config.link.listen.set_port(ports.link);
    config.link.endpoint = format!("https://localhost:{}", ports.proxy);
    std::fs::write(&file, config.to_text().unwrap()).unwrap();
    Node::at(&home, plan, ports)
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    std::fs::set_permissions(to, std::fs::metadata(from).unwrap().permissions()).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy_folder(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).unwrap()),
        }
    }
}

impl Pair {
    /// A pair of its own for a test. New addresses reach the partners by new cards, as they would
    /// in life.
    pub(crate) async fn new() -> Self {
        let original = original().await;
        let dir = TempDir::with_prefix("comity-pair-").unwrap();
        let asker = copy(original.path(), dir.path(), &VIET_NAM);
        let asked = copy(original.path(), dir.path(), &THAILAND);
        tokio::join!(introduce(&asker, &asked), introduce(&asked, &asker));
        let to_asker = Proxy::new(asker.ports.proxy, asker.ports.link).await;
        let to_asked = Proxy::new(asked.ports.proxy, asked.ports.link).await;
        Self { asker, asked, to_asker, to_asked, dir, _original: original }
    }

    /// A pair that runs.
    pub(crate) async fn running() -> Self {
        let mut pair = Self::new().await;
        tokio::join!(pair.asker.start(), pair.asked.start());
        pair
    }

    /// Ends both nodes well.
    pub(crate) async fn stop(&mut self) {
        tokio::join!(self.asker.stop(), self.asked.stop());
    }

    /// A folder for the test's files.
    pub(crate) fn folder(&self) -> &Path {
        self.dir.path()
    }

    /// The liaison officer who asks writes the request of the seed; its id.
    pub(crate) async fn write_request(&self) -> String {
        let made = self.asker.desk.feed("lan", &["request", "new", "-"], REQUEST).await;
        let id = made.text("/id").to_owned();
        made.done();
        id
    }

    /// A second officer approves it.
    pub(crate) async fn approve_request(&self, id: &str) {
        self.asker.desk.run("minh", &["request", "approve", id]).await.done();
    }

    /// Waits until the request lies on the desk of those who are asked.
    pub(crate) async fn request_arrived(&self, id: &str) {
        let what = format!("request {id} arrives and is sorted");
        wait_for(&what, SOON, || state_is(&self.asked, id, "delivered")).await;
    }

    /// Those who are asked take it up.
    pub(crate) async fn take_up(&self, id: &str) {
        self.asked.desk.run("malee", &["request", "take-up", id]).await.done();
    }

    /// And write the reply of the seed; its id.
    pub(crate) async fn write_reply(&self, id: &str) -> String {
        let made = self.asked.desk.feed("malee", &["reply", "new", id, "-"], REPLY).await;
        let reply = made.text("/id").to_owned();
        made.done();
        reply
    }

    /// A second officer approves it.
    pub(crate) async fn approve_reply(&self, reply: &str) {
        self.asked.desk.run("anan", &["reply", "approve", reply]).await.done();
    }

    /// Waits until the request is answered at both, and both hold the other's receipts.
    pub(crate) async fn answered(&self, id: &str) {
        let what = format!("request {id} is answered at the asker");
        wait_for(&what, SOON, || state_is(&self.asker, id, "answered")).await;
        for node in [&self.asker, &self.asked] {
            let what = format!("{} holds every receipt", node.plan.agency);
            wait_for(&what, SOON, || waits_for_nothing(node)).await;
        }
        wait_for("it is answered at the asked", SOON, || state_is(&self.asked, id, "answered"))
            .await;
    }
}

/// The state of a message at a node, once it is this one.
pub(crate) async fn state_is(node: &Node, id: &str, wanted: &str) -> Option<()> {
    let sql = "SELECT state FROM message WHERE id = ?";
    (db::text(node.home(), sql, id).await? == wanted).then_some(())
}

async fn waits_for_nothing(node: &Node) -> Option<()> {
    let sql = "SELECT COUNT(*) FROM outbox WHERE state <> 'settled'";
    (db::number(node.home(), sql, "").await? == 0).then_some(())
}
