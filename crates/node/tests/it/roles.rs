//! Roles at the commands: what each may is decided before anything is read, and what is refused is
//! in the log.

use serde_json::Value;

use crate::support::desk::Desk;
use crate::support::pair::Pair;
use crate::support::seed::{REQUEST, VIET_NAM};

/// A new request from the demo's draft, by an account.
async fn request(desk: &Desk, account: &str) -> String {
    let made = desk.feed(account, &["request", "new", "-"], REQUEST).await;
    // The gates speak; who may write it is what is asked here.
    assert!(!made.text("/id").is_empty(), "{made:?}");
    made.text("/id").to_owned()
}

fn ids(list: &Value) -> Vec<String> {
    let rows = list.as_array().unwrap().iter();
    rows.map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_role_reaches_as_far_as_the_table_says() {
    let pair = Pair::new().await;
    let desk = &pair.asker.desk;
    let accounts = [
        ("tinh", "provincial_unit"),
        ("dich", "translator"),
        ("giamsat", "oversight"),
        ("kiemtra", "auditor"),
    ];
    for (account, role) in accounts {
        let add = ["user", "add", account, "--name", account, "--roles", role];
        desk.run("admin", &add).await.done();
    }
    for alone in ["oversight", "auditor", "administrator"] {
        let roles = format!("{alone},liaison_officer");
        let add = ["user", "add", "hai", "--name", "hai", "--roles", &roles];
        desk.run("admin", &add).await.refused("error-role-alone");
    }

    let of_liaison = request(desk, VIET_NAM.liaison).await;
    let of_province = request(desk, "tinh").await;
    // A province reads what it asked, a translator everything.
    desk.run("tinh", &["request", "show", &of_province]).await.done();
    desk.run("tinh", &["request", "show", &of_liaison]).await.refused("denied-not-own");
    let list = desk.run("tinh", &["request", "list"]).await.done();
    assert_eq!(ids(&list), vec![of_province.clone()]);
    assert_eq!(ids(&desk.run("dich", &["request", "list"]).await.done()).len(), 2);
    desk.run("dich", &["request", "show", &of_liaison]).await.done();

    for (account, command) in [
        ("dich", ["request", "approve", &of_liaison]),
        ("tinh", ["request", "take-up", &of_liaison]),
        ("giamsat", ["request", "show", &of_liaison]),
        ("kiemtra", ["request", "show", &of_liaison]),
        ("admin", ["request", "show", &of_liaison]),
    ] {
        desk.run(account, &command).await.refused("denied-role");
    }
    // Who reviews reads the log; who translates does not.
    desk.run("dich", &["log", "show"]).await.refused("denied-role");
    desk.run("kiemtra", &["log", "verify"]).await.done();
    let log = desk.run("giamsat", &["log", "show", "--last", "200"]).await.done();
    let lines = log.as_array().unwrap();
    for denied in ["officer:dich", "officer:tinh", "officer:giamsat", "officer:admin"] {
        let told = |l: &&Value| l["actor"] == denied && l["outcome"] == "refused";
        assert!(lines.iter().any(|l| told(&l)), "{denied}");
    }
}
