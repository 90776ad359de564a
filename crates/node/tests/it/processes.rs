//! The commands and the exchange, on the real program: what it prints, how it ends, what it keeps.

use serde_json::Value;
use std::time::Duration;
use tokio::process::Command;

use crate::support::desk::{Desk, PASSWORD, comity, run};
use crate::support::pair::{Pair, state_is};
use crate::support::seed::REQUEST;
use crate::support::{SOON, db, wait_for};

/// The value at a pointer.
fn at<'v>(value: &'v Value, pointer: &str) -> &'v Value {
    value.pointer(pointer).unwrap_or(&Value::Null)
}

/// A thread as an account sees it.
async fn thread(desk: &Desk, account: &str, id: &str) -> Value {
    desk.run(account, &["request", "show", id]).await.done()
}

#[tokio::test]
async fn a_request_goes_over_and_its_reply_comes_back() {
    let mut pair = Pair::running().await;
    let (asker, asked) = (pair.asker.desk.clone(), pair.asked.desk.clone());
    let id = pair.write_request().await;
    assert_eq!(at(&thread(&asker, "lan", &id).await, "/entries/0/row/state"), "ready");
    pair.approve_request(&id).await;
    pair.request_arrived(&id).await;

    let what = "the receipt of the request verifies";
    wait_for(what, SOON, || async {
        let shown = thread(&asker, "lan", &id).await;
        let receipt = at(&shown, "/entries/0/delivery/receipt");
        let verified = *at(receipt, "/verified") == true && *at(receipt, "/outcome") == "accepted";
        verified.then_some(())
    })
    .await;
    let shown = thread(&asked, "malee", &id).await;
    let hits = at(&shown, "/entries/0/hits").as_array().unwrap();
    assert_eq!(at(&hits[0], "/person/id"), "th-test-0001");
    assert_eq!(at(&hits[0], "/name"), "สมชาย พรหมจักร");
    let pieces = at(&hits[0], "/pieces").as_array().unwrap();
    assert!(pieces.iter().any(|piece| *at(piece, "/finding") == "document-same"), "{pieces:?}");

    pair.take_up(&id).await;
    let reply = pair.write_reply(&id).await;
    pair.approve_reply(&reply).await;
    pair.answered(&id).await;
    let shown = thread(&asker, "lan", &id).await;
    assert_eq!(at(&shown, "/entries/0/row/state"), "answered");
    assert_eq!(at(&shown, "/entries/1/message/body/fields/outcome"), "positive");
    let shown = thread(&asked, "malee", &id).await;
    assert_eq!(at(&shown, "/entries/1/delivery/receipt/verified"), true);
    pair.stop().await;
}

#[tokio::test]
async fn an_officer_may_do_what_the_role_may_and_nothing_else() {
    let pair = Pair::new().await;
    let desk = &pair.asker.desk;
    let id = pair.write_request().await;
    let own = desk.run("lan", &["request", "approve", &id]).await;
    assert_eq!((own.code, at(&own.value, "/ok")), (1, &Value::Bool(false)), "{own:?}");
    // Who wrote it may not approve it even with the role.
    let both = ["user", "roles", "lan", "--roles", "liaison_officer,approver"];
    desk.run("admin", &both).await.done();
    let own = desk.run("lan", &["request", "approve", &id]).await;
    assert_eq!((own.code, at(&own.value, "/ok")), (1, &Value::Bool(false)), "{own:?}");
    assert!(state_is(&pair.asker, &id, "ready").await.is_some());
    // An administrator reads no content.
    assert_eq!(desk.run("admin", &["request", "show", &id]).await.code, 1);
    assert_eq!(desk.run("admin", &["search", "Nguyễn Văn Thử"]).await.code, 1);

    let mut wrong = comity();
    wrong.env("COMITY_PASSWORD", "not the password").arg("--home").arg(&desk.home);
    wrong.args(["--json", "--as", "lan", "inbox"]);
    run(wrong, "").await.refused("error-sign-in");
    desk.run("nobody", &["inbox"]).await.refused("error-sign-in");
    let mut missing = comity();
    missing.arg("--home").arg(&desk.home).args(["--json", "--as", "lan", "inbox"]);
    let missing = run(missing, "").await.refused("error");
    assert!(missing.text("/text").contains("COMITY_PASSWORD"), "{missing:?}");
}

#[tokio::test]
async fn exit_codes_tell_done_refused_and_wrong_usage_apart() {
    let dir = tempfile::tempdir().unwrap();
    let run = async |args: &[&str]| {
        let mut command = comity();
        command.arg("--home").arg(dir.path()).args(args);
        run(command, "").await
    };
    for done in [&["--version"][..], &["--help"], &["request", "template", "VERIFY_REQ"]] {
        let ran = run(done).await;
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(!ran.stdout.is_empty(), "{ran:?}");
    }
    let compared = ["--json", "names", "compare", "สมชาย พรหมจักร", "Xổm-chai Phôm-ma-chắc"];
    run(&compared).await.done();
    for usage in [&["no-such-command"][..], &["request", "approve", "no-id"], &["serve", "--no"]] {
        let ran = run(usage).await;
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.stdout.is_empty() && !ran.stderr.is_empty(), "{ran:?}");
    }
    for command in [&["doctor"][..], &["serve"], &["log", "verify"], &["card"]] {
        let ran = run(command).await;
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.stderr.contains("comity init"), "no hint: {ran:?}");
    }
    let refused = run(&["--json", "doctor"]).await.refused("error");
    assert!(refused.text("/text").contains("--home"), "{refused:?}");
}

#[tokio::test]
async fn a_home_is_made_once_and_only_with_a_password() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    let init = async |password: &str| {
        let mut command = comity();
        command.env("COMITY_NEW_PASSWORD", password).arg("--home").arg(&home);
        command.args(["--json", "init", "--agency", "vn.mps", "--country", "VN"]);
        command.args(["--name", "Bản thử"]);
        run(command, "").await
    };
    init("short").await.refused("error-password-short");
    assert!(!home.join("comity.toml").exists(), "half a node was left");
    init(PASSWORD).await.done();
    let again = init(PASSWORD).await.refused("error");
    assert!(again.text("/text").contains("nothing was changed"), "{again:?}");
    let alone = Desk::new(&home).run("admin", &["doctor"]).await;
    assert_eq!((alone.code, at(&alone.value, "/ok")), (1, &Value::Bool(false)), "{alone:?}");
}

#[tokio::test]
async fn a_draft_without_legal_basis_is_stopped_and_says_why() {
    let pair = Pair::new().await;
    let basis = "legal_basis: [{agreement: ag-vn-th-2016-memorandum, \
                 article: \"exchange of information\"}]";
    let draft = REQUEST.replace(basis, "legal_basis: []");
    assert_ne!(draft, REQUEST);
    for command in ["check", "new"] {
        let ran = pair.asker.desk.feed("lan", &["request", command, "-"], &draft).await;
        assert_eq!((ran.code, at(&ran.value, "/ok")), (1, &Value::Bool(false)), "{ran:?}");
        let findings = at(&ran.value, "/gates/findings").as_array().unwrap();
        let basis = findings.iter().find(|finding| *at(finding, "/gate") == "S13").unwrap();
        assert_eq!(at(basis, "/ground"), "G-NOBASIS", "{basis}");
        assert_eq!(at(basis, "/verdict"), "block", "{basis}");
        if command == "new" {
            assert_eq!(ran.text("/state"), "checks_failed");
            let approved = ["request", "approve", ran.text("/id")];
            let refused = pair.asker.desk.run("minh", &approved).await;
            refused.refused("error-not-waiting-for-approval");
        }
    }
    let kept = "SELECT COUNT(*) FROM message";
    assert_eq!(db::number(pair.asker.home(), kept, "").await, Some(1), "check keeps nothing");
    let faulty = REQUEST.replace("purpose: IDENTIFY", "purpose: CURIOSITY");
    let ran = pair.asker.desk.feed("lan", &["request", "new", "-"], &faulty).await;
    assert_eq!((ran.code, at(&ran.value, "/ok")), (1, &Value::Bool(false)), "{ran:?}");
}

#[tokio::test]
async fn an_import_takes_what_can_be_read_and_names_the_other_lines() {
    let pair = Pair::new().await;
    let file = pair.folder().join("persons.jsonl");
    let person = |id: &str, name: &str| {
        let properties = serde_json::json!({"name": [name], "birthDate": ["1990"]});
        serde_json::json!({"id": id, "schema": "Person", "properties": properties}).to_string()
    };
    let good = [person("new-1", "Đặng Thị Gạo"), person("new-2", "ขวัญใจ ทดสอบ")];
    let lines = format!("{}\nnot json\n\n{{\"id\":\"x\"}}\n{}\n", good[0], good[1]);
    std::fs::write(&file, lines).unwrap();
    let import = ["import", file.to_str().unwrap()];
    let ran = pair.asker.desk.run("dung", &import).await;
    assert_eq!((ran.code, at(&ran.value, "/ok")), (1, &Value::Bool(false)), "{ran:?}");
    assert_eq!(at(&ran.value, "/persons"), 2);
    let refused = at(&ran.value, "/refused").as_array().unwrap();
    let lines: Vec<&Value> = refused.iter().map(|fault| at(fault, "/line")).collect();
    assert_eq!(lines, [2, 4]);
    let found = pair.asker.desk.run("lan", &["search", "Dang Thi Gao"]).await.done();
    assert_eq!(at(&found, "/0/person/id"), "new-1");
    // Whoever is not to enter persons enters none.
    assert_eq!(pair.asker.desk.run("lan", &import).await.code, 1);
}

#[tokio::test]
async fn a_card_comes_in_only_with_the_words_of_its_owner() {
    let pair = Pair::new().await;
    let (own, other) = (&pair.asker.desk, &pair.asked.desk);
    let card = async |desk: &Desk| {
        let card = desk.run("admin", &["card"]).await;
        (card.text("/card").to_owned(), card.text("/fingerprint").to_owned())
    };
    let (mine, my_words) = card(own).await;
    let (theirs, their_words) = card(other).await;
    let add = async |words: &str, card: &str| {
        own.feed("admin", &["partner", "add", "-", "--fingerprint", words], card).await
    };
    add(&my_words, &theirs).await.refused("error-fingerprint");
    add("not six words", &theirs).await.refused("error");
    add(&my_words, &mine).await.refused("error-own-card");
    add(&their_words, "no card").await.refused("error");
    add(&their_words, &theirs).await.done();
    add(&their_words, &theirs).await.refused("error-card-not-newer");
    let without = own.feed("admin", &["partner", "add", "-"], &theirs).await.refused("error");
    assert!(without.text("/text").contains("--fingerprint"), "{without:?}");
}

#[tokio::test]
async fn a_changed_log_is_found() {
    let pair = Pair::new().await;
    let desk = &pair.asker.desk;
    desk.run("admin", &["doctor"]).await.done();
    let verified = desk.run("admin", &["log", "verify"]).await.done();
    assert_eq!(at(&verified, "/faults"), &serde_json::json!([]));
    let change = "UPDATE log SET detail = detail || '.' WHERE seq = 3";
    db::tamper(pair.asker.home(), change).await;
    let verified = desk.run("admin", &["log", "verify"]).await;
    assert_eq!((verified.code, at(&verified.value, "/ok")), (1, &Value::Bool(false)));
    let fault = at(&verified.value, "/faults/0").as_str().unwrap();
    assert!(fault.contains('3'), "{fault}");
    let looked = desk.run("admin", &["doctor"]).await;
    assert_eq!((looked.code, at(&looked.value, "/ok")), (1, &Value::Bool(false)));
}

#[tokio::test]
async fn lost_lines_of_a_log_that_a_receipt_vouches_for_are_found() {
    let mut pair = Pair::running().await;
    let id = pair.write_request().await;
    pair.approve_request(&id).await;
    pair.request_arrived(&id).await;
    pair.stop().await;
    let logged = "SELECT MAX(seq) FROM log WHERE action = 'receive' AND outcome = 'done'";
    assert!(db::number(pair.asked.home(), logged, "").await.unwrap() > 0);
    let cut = "DELETE FROM log WHERE seq >= \
         (SELECT MAX(seq) FROM log WHERE action = 'receive' AND outcome = 'done')";
    db::tamper(pair.asked.home(), cut).await;
    let verified = pair.asked.desk.run("admin", &["log", "verify"]).await;
    assert_eq!((verified.code, at(&verified.value, "/ok")), (1, &Value::Bool(false)));
    assert_eq!(at(&verified.value, "/received"), 0);
}

#[tokio::test]
async fn a_second_node_on_the_same_ports_says_so_and_ends() {
    let mut pair = Pair::new().await;
    pair.asker.start().await;
    let mut second = comity();
    second.arg("--home").arg(pair.asker.home()).args(["--json", "serve"]);
    let second = run(second, "").await.refused("error");
    let sentence = second.text("/text");
    assert!(sentence.contains(&pair.asker.ports.web.to_string()), "{sentence}");
    assert!(sentence.contains("web.listen"), "{sentence}");
    pair.asker.stop().await;
}

#[tokio::test]
async fn a_node_ends_well_when_its_service_manager_says_so() {
    let mut pair = Pair::new().await;
    for signal in ["-TERM", "-INT"] {
        pair.asker.start().await;
        let pid = pair.asker.pid().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status().await.unwrap();
        assert!(sent.success());
        assert_eq!(pair.asker.ended().await, Some(0), "{signal}: {}", pair.asker.log());
    }
}

#[tokio::test]
async fn the_demo_prints_one_object_with_what_it_came_to() {
    let mut demo = comity();
    demo.args(["--json", "demo", "--once"]);
    let ran = tokio::time::timeout(Duration::from_secs(60), run(demo, "")).await.unwrap();
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.stdout.lines().count(), 1, "{}", ran.stdout);
    for flag in ["/ok", "/receipt_verified", "/log_verified"] {
        assert_eq!(at(&ran.value, flag), true, "{flag}");
    }
    assert!(!ran.text("/request_id").is_empty());
    assert_eq!(ran.text("/reply_outcome"), "positive");
    assert!(at(&ran.value, "/elapsed_ms").as_i64().unwrap() > 0);
    let hits = at(&ran.value, "/hits").as_array().unwrap();
    assert!(!hits.is_empty());
    for hit in hits {
        assert!(at(hit, "/query").is_string() && at(hit, "/name").is_string(), "{hit}");
        let score = at(hit, "/score").as_f64().unwrap();
        assert!((0.0..=1.0).contains(&score), "{hit}");
    }
}
