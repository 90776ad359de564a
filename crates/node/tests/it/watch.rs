//! Stored searches on the real program: stored by a command, raised by an import and by a running
//! node, settled once, and lost by no kill.

use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

use crate::support::desk::{Desk, PASSWORD, comity};
use crate::support::node::{Node, Ports};
use crate::support::seed::THAILAND;
use crate::support::{SOON, db, free_port, wait_for};

const REASON: &str = "The family of an invented shipwreck asks for this person";

async fn node() -> (TempDir, Node) {
    let dir = TempDir::with_prefix("comity-watch-").unwrap();
    let ports = Ports { web: free_port(), link: free_port(), proxy: 3 };
    let node = Node::make(&dir.path().join("node"), &THAILAND, ports).await;
    (dir, node)
}

/// A day a hundred days from now.
fn soon() -> String {
    use comity::clock::{Clock, SystemClock};
    let then = SystemClock.now().plus_ms(100 * 24 * 60 * 60 * 1_000);
    comity::dates::moment_iso(then).split('T').next().unwrap().to_owned()
}

async fn store(desk: &Desk, name: &str, more: &[&str]) -> Value {
    let until = soon();
    let fixed = ["watch", "add", "--name", name, "--born", "1985", "--purpose", "FIND_MISSING"];
    let end = ["--reason", REASON, "--until", &until];
    desk.run("malee", &[&fixed[..], &end, more].concat()).await.done()
}

/// A register file of so many persons; every hundredth is the one looked for.
fn persons(first: u32, many: u32) -> String {
    let line = |n: u32| {
        let name = if n.is_multiple_of(100) {
            "สมชาย พรหมจักร".to_owned()
        } else {
            format!("Trần Mẫu {n}")
        };
        let person = serde_json::json!({"id": format!("new-{n}"), "schema": "Person",
            "properties": {"name": [name], "birthDate": ["1985"]}});
        format!("{person}\n")
    };
    (first..first + many).map(line).collect()
}

async fn import(desk: &Desk, dir: &Path, name: &str, text: &str) {
    let file = dir.join(name);
    std::fs::write(&file, text).unwrap();
    desk.run("prida", &["import", file.to_str().unwrap()]).await.done();
}

async fn alerts(desk: &Desk) -> Vec<Value> {
    desk.run("malee", &["watch", "alerts"]).await.done().as_array().unwrap().clone()
}

#[tokio::test]
async fn an_import_raises_an_alert_and_an_officer_says_what_it_is() {
    let (dir, node) = node().await;
    let desk = &node.desk;
    let id = store(desk, "Xổm-chai Phôm-ma-chắc", &[]).await;
    assert_eq!(id["id"], "w1");
    assert_eq!(alerts(desk).await.len(), 0, "what is there already raises nothing");
    let now = store(desk, "Somchai Phromchak", &["--now"]).await;
    assert_eq!(now["alerts"], serde_json::json!(["a1"]), "unless that is asked for");

    import(desk, dir.path(), "one.jsonl", &persons(100, 1)).await;
    let raised = alerts(desk).await;
    assert_eq!(raised.len(), 3);
    assert!(raised.iter().any(|a| a["watch"] == "w1" && a["hit"]["person"]["id"] == "new-100"));
    import(desk, dir.path(), "again.jsonl", &persons(100, 1)).await;
    assert_eq!(alerts(desk).await.len(), 3, "the same said again raises nothing");
    let changed = persons(100, 1).replace("1985", "1985-03-12");
    import(desk, dir.path(), "changed.jsonl", &changed).await;
    assert_eq!(alerts(desk).await.len(), 5, "a changed entry is looked at again");

    desk.run("malee", &["watch", "acknowledge", "a1", "unclear"]).await.done();
    desk.run("malee", &["watch", "acknowledge", "a1", "same person"]).await.done();
    let twice = desk.run("malee", &["watch", "acknowledge", "a1", "not-the-person"]).await;
    twice.refused("error-alert-settled");
    for account in ["prida", "anan", "admin"] {
        let may_not = desk.run(account, &["watch", "acknowledge", "a2", "unclear"]).await;
        may_not.refused("denied-role");
    }
    let listed = desk.run("prida", &["watch", "list"]).await;
    assert!(!listed.stdout.contains("Somchai") && listed.stdout.contains("FIND_MISSING"));
    desk.run("malee", &["watch", "close", "w1", "--reason", "found at home"]).await.done();
    desk.run("malee", &["watch", "close", "w1", "--reason", "again"])
        .await
        .refused("error-watch-closed");

    let log = desk.run("admin", &["log", "show", "--last", "200"]).await.stdout;
    for told in ["store_watch", "raise_alert", "settle_alert", "close_watch", "w1 new-100 "] {
        assert!(log.contains(told), "{told}");
    }
    for name in ["สมชาย", "Somchai", "Phôm", "shipwreck", "found at home"] {
        assert!(!log.contains(name), "{name}");
    }
    assert_eq!(desk.run("admin", &["log", "verify"]).await.done()["ok"], true);
}

#[tokio::test]
async fn nobody_is_watched_without_purpose_person_and_end() {
    let (_dir, node) = node().await;
    let desk = &node.desk;
    let until = soon();
    let good = ["--name", "Lê Văn Thử", "--born", "1985", "--until", &until];
    for more in [
        ["--purpose", "ACTIVITIES_AGAINST_THE_STATE", "--reason", REASON],
        ["--purpose", "FIND_MISSING", "--reason", "because"],
        ["--purpose", "FIND_MISSING", "--reason", "danh sách tất cả người của bên kia"],
    ] {
        let args = [&["watch", "add"], &good[..], &more].concat();
        desk.run("malee", &args).await.refused("error-faults");
        desk.run("prida", &args).await.refused("denied-role");
    }
    let why = ["--purpose", "FIND_MISSING", "--reason", REASON];
    for bad in [
        ["--name", "Lê Văn Thử", "--until", until.as_str()],
        ["--name", "Lê Văn Thử", "--until", "2299-01-01"],
        ["--document", "passport:B1234567", "--until", "2020-01-01"],
    ] {
        let args = [&["watch", "add"], &bad[..], &why].concat();
        desk.run("malee", &args).await.refused("error-faults");
    }
    let refused = desk.run("admin", &["log", "show", "--last", "50"]).await.stdout;
    assert!(refused.contains("gate-s01-not-listed"), "{refused}");
}

async fn raised(home: &Path) -> i64 {
    let sql = "SELECT COUNT(*) FROM alert WHERE watch = 1 AND '' = ?";
    db::number(home, sql, "").await.unwrap_or_default()
}

#[tokio::test]
async fn no_kill_loses_an_alert_or_raises_it_twice() {
    let (dir, mut node) = node().await;
    store(&node.desk, "Xổm-chai Phôm-ma-chắc", &[]).await;
    let file = dir.path().join("many.jsonl");
    std::fs::write(&file, persons(0, 2_000)).unwrap();
    let mut command = comity();
    command.env("COMITY_PASSWORD", PASSWORD).arg("--home").arg(node.home()).arg("--json");
    command.args(["--as", "prida", "import", file.to_str().unwrap()]);
    let mut child = command.spawn().unwrap();
    let sql = "SELECT COUNT(*) FROM person WHERE id LIKE ?";
    wait_for("some persons are in", SOON, || async {
        (db::number(node.home(), sql, "new-%").await? > 0).then_some(())
    })
    .await;
    child.kill().await.unwrap();
    // A running node looks at what the import left, and is killed as well.
    node.start().await;
    wait_for("an alert", SOON, || async { (raised(node.home()).await > 0).then_some(()) }).await;
    node.kill().await;
    node.start().await;
    import(&node.desk, dir.path(), "many.jsonl", &persons(0, 2_000)).await;
    let all = || async { (raised(node.home()).await >= 20).then_some(()) };
    wait_for("every alert", SOON, all).await;
    assert_eq!(raised(node.home()).await, 20, "each entry once");
    node.stop().await;
}
