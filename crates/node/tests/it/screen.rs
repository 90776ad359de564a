//! Lists held against the register by the real program: the results, what is refused, and what
//! `kill -9` in the middle leaves behind.

use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

use crate::support::desk::{Desk, PASSWORD, Ran, comity};
use crate::support::node::{Node, Ports};
use crate::support::seed::THAILAND;
use crate::support::{SOON, wait_for};

const REASON: &str = "Passengers of a flight named in an invented warning";

/// A node with the seed's register, and a folder for lists.
async fn desk() -> (TempDir, Desk) {
    let dir = TempDir::with_prefix("comity-screen-").unwrap();
    let ports = Ports { web: 1, link: 2, proxy: 3 };
    let node = Node::make(&dir.path().join("node"), &THAILAND, ports).await;
    (dir, node.desk)
}

fn put(dir: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = dir.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn arguments<'a>(file: &'a Path, out: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    let (file, out) = (file.to_str().unwrap(), out.to_str().unwrap());
    let fixed = ["screen", file, "--out", out, "--purpose", "PREVENT", "--reason", REASON];
    [&fixed, more].concat()
}

async fn screen(desk: &Desk, file: &Path, out: &Path, more: &[&str]) -> Ran {
    desk.run("malee", &arguments(file, out, more)).await
}

fn records(out: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(out).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn checkpoint(out: &Path) -> PathBuf {
    PathBuf::from(format!("{}.checkpoint", out.display()))
}

/// The lines of the log about screenings.
async fn logged(desk: &Desk) -> Vec<String> {
    let shown = desk.run("admin", &["log", "show", "--last", "100"]).await.done();
    let lines = shown.as_array().unwrap().iter().filter(|line| line["action"] == "screen");
    lines.map(|line| line["detail"].as_str().unwrap().to_owned()).collect()
}

const LIST: &str = "id,name,born,document\n\
    =1,Xổm-chai Phôm-ma-chắc,1985,\n\
    2,Nobody Whatever Xyzzy,1901,\n\
    3,Somchai Phromchak,not a date,\n\
    4,,,ZZ8503120\n";

#[tokio::test]
async fn a_list_is_held_against_the_register_and_the_log_tells_of_it_without_names() {
    let (dir, desk) = desk().await;
    let (list, out) = (put(&dir, "list.csv", LIST), dir.path().join("hits.jsonl"));
    let done = screen(&desk, &list, &out, &[]).await.done();
    assert_eq!(
        (&done["rows"], &done["matched"], &done["refused"]),
        (&4.into(), &2.into(), &1.into())
    );
    let results = records(&out);
    let by = |line: u64| results.iter().find(|r| r["line"] == line).unwrap();
    assert_eq!(by(2)["hit"]["person"], "th-test-0001");
    assert_eq!(by(2)["hit"]["name"], "สมชาย พรหมจักร");
    assert_eq!(by(2)["hit"]["birth"], "agrees");
    assert!(by(2)["hit"]["score"].as_f64().unwrap() > 0.8);
    assert_eq!(by(2)["hit"]["pairs"][0]["route"], "sound");
    assert!(results.iter().all(|r| r["line"] != 3));
    assert!(by(4)["fault"].as_str().unwrap().starts_with("the date of birth is none"));
    assert_eq!(by(5)["hit"]["document"], "agrees");
    assert!(!checkpoint(&out).exists());

    let table = dir.path().join("hits.csv");
    screen(&desk, &list, &table, &["--min-score", "0.99", "--top", "1"]).await.done();
    let text = std::fs::read_to_string(&table).unwrap();
    assert!(text.starts_with("line,id,outcome,rank,score,person,"));
    assert!(text.lines().any(|line| line.starts_with("5,4,hit,1,0.99")), "{text}");
    assert!(text.lines().any(|line| line.starts_with("4,3,refused,")), "{text}");
    screen(&desk, &list, &table, &[]).await.refused("error");

    let lines = logged(&desk).await;
    assert_eq!(lines.len(), 4, "{lines:?}");
    let whole = lines.join("\n");
    assert!(whole.contains("begin PREVENT lines 5") && whole.contains(REASON), "{whole}");
    assert!(whole.contains("end rows 4 matched 2") && whole.contains("refused 1"), "{whole}");
    for name in ["Somchai", "Phôm", "สมชาย", "ZZ8503120", "Nobody"] {
        assert!(!whole.contains(name), "{name}");
    }
}

#[tokio::test]
async fn a_screening_wants_a_role_a_purpose_and_a_reason() {
    let (dir, desk) = desk().await;
    let (list, out) = (put(&dir, "list.csv", LIST), dir.path().join("hits.csv"));
    for account in ["admin", "prida", "anan", "kanya"] {
        desk.run(account, &arguments(&list, &out, &[])).await.refused("denied-role");
    }
    let file = list.to_str().unwrap();
    for (purpose, reason) in [
        ("ACTIVITIES_AGAINST_THE_STATE", REASON),
        ("PREVENT", "because"),
        ("PREVENT", "a list of all people of the province"),
    ] {
        let args = ["screen", file, "--purpose", purpose, "--reason", reason];
        desk.run("malee", &args).await.refused("error-faults");
    }
    let ran = desk.run("malee", &["screen", file, "--purpose", "PREVENT"]).await;
    assert_eq!(ran.code, 2, "a reason is wanted: {ran:?}");
    assert!(!out.exists());
}

/// A list that takes a while.
fn long_list(rows: u32) -> String {
    let mut text = "id,name,born\n".to_owned();
    for n in 0..rows {
        match n % 5 {
            0 => writeln!(text, "{n},Xổm-chai Phôm-ma-chắc,1985").unwrap(),
            1 => writeln!(text, "{n},สมชาย พรหมจักร {n},1985").unwrap(),
            2 => writeln!(text, "{n},Somchai Phromchak,never").unwrap(),
            _ => writeln!(text, "{n},Nguyễn Văn Thử {n},19{:02}", n % 90 + 10).unwrap(),
        }
    }
    text
}

/// Starts a screening and kills it when it has confirmed so many rows.
async fn killed_after(desk: &Desk, file: &Path, out: &Path, rows: u64) {
    let mut command = comity();
    command.env("COMITY_PASSWORD", PASSWORD).arg("--home").arg(&desk.home).arg("--json");
    command.args(["--as", "malee"]).args(arguments(file, out, &["--resume"]));
    let mut child = command.spawn().unwrap();
    let seen = wait_for("the screening gets somewhere", SOON, || async {
        let text = std::fs::read_to_string(checkpoint(out)).ok()?;
        let value: Value = serde_json::from_str(&text).ok()?;
        let done = value["done"]["rows"].as_u64()?;
        (done >= rows).then_some(done)
    });
    let seen = seen.await;
    child.kill().await.unwrap();
    assert!(checkpoint(out).exists(), "it ended before it was killed, after {seen} rows");
}

#[tokio::test]
async fn a_screening_that_is_killed_goes_on_and_ends_as_if_nothing_had_happened() {
    let (dir, desk) = desk().await;
    let list = put(&dir, "list.csv", &long_list(1_200));
    let (whole, broken) = (dir.path().join("whole.csv"), dir.path().join("broken.csv"));
    let once = screen(&desk, &list, &whole, &[]).await.done();

    killed_after(&desk, &list, &broken, 256).await;
    killed_after(&desk, &list, &broken, 512).await;
    // What was written behind the checkpoint was never confirmed.
    let mut file = std::fs::OpenOptions::new().append(true).open(&broken).unwrap();
    std::io::Write::write_all(&mut file, b"half a li").unwrap();
    drop(file);
    screen(&desk, &list, &broken, &[]).await.refused("error");
    screen(&desk, &list, &broken, &["--resume", "--top", "7"]).await.refused("error");
    let other = put(&dir, "other.csv", &long_list(10));
    screen(&desk, &other, &broken, &["--resume"]).await.refused("error");
    let resumed = screen(&desk, &list, &broken, &["--resume"]).await.done();

    for figure in ["rows", "matched", "hits", "refused", "out_sha256"] {
        assert_eq!(once[figure], resumed[figure], "{figure}");
    }
    assert!(std::fs::read(&whole).unwrap() == std::fs::read(&broken).unwrap());
    assert!(!checkpoint(&broken).exists());
    let lines = logged(&desk).await;
    assert!(lines.iter().any(|l| l.starts_with("begin after row ")), "{lines:?}");
    screen(&desk, &list, &broken, &["--resume"]).await.refused("error");
}

#[tokio::test]
async fn a_parquet_file_gives_the_results_of_the_table_and_a_broken_one_is_refused() {
    let (dir, desk) = desk().await;
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let (table, hits) = (dir.path().join("table.jsonl"), dir.path().join("hits.jsonl"));
    let same = screen(&desk, &fixtures.join("people.csv"), &table, &[]).await.done();
    let done = screen(&desk, &fixtures.join("people.parquet"), &hits, &[]).await.done();
    assert_eq!(done["rows"], 6);
    for figure in ["rows", "matched", "hits", "refused"] {
        assert_eq!(done[figure], same[figure], "{figure}");
    }
    assert!(logged(&desk).await.iter().any(|l| l.contains("begin PREVENT lines 6 bytes")));

    let whole = std::fs::read(fixtures.join("people.parquet")).unwrap();
    let broken = dir.path().join("broken.parquet");
    std::fs::write(&broken, &whole[..whole.len() / 2]).unwrap();
    let out = dir.path().join("broken.jsonl");
    screen(&desk, &broken, &out, &[]).await.refused("screen-parquet-unreadable");
    let gzip = screen(&desk, &fixtures.join("gzip.parquet"), &out, &[]).await;
    gzip.refused("error-faults");
    assert!(!out.exists());
}
