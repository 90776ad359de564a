//! The benchmark on a small register: what it prints, beside PostgreSQL, and what it leaves behind.

use serde_json::Value;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tokio::process::Command;

use crate::support::desk::{comity, run};
use crate::support::{SOON, wait_for};

/// A folder for scratch files that PostgreSQL's user may enter too.
fn scratch() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

fn bench(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = comity();
    command.env("TMPDIR", folder).args(["--json", "bench", "names"]).args(arguments);
    command
}

fn is_empty(folder: &Path) -> bool {
    folder.read_dir().unwrap().next().is_none()
}

fn number(value: &Value, pointer: &str) -> f64 {
    value.pointer(pointer).and_then(Value::as_f64).unwrap_or_else(|| panic!("{pointer}: {value}"))
}

#[tokio::test]
async fn names_are_found_beside_the_peer_and_nothing_stays_behind() {
    let folder = scratch();
    let command = bench(folder.path(), &["--persons", "5000", "--queries", "100"]);
    let value = run(command, "").await.done();
    assert!(number(&value, "/names") > 9_000.0);
    let (ours, peer) = (number(&value, "/comity/r10"), number(&value, "/pg_trgm/r10"));
    assert!(ours >= 0.97 && ours >= peer && peer > 0.8, "{value}");
    for side in ["comity", "pg_trgm"] {
        let kept = format!("/{side}/kinds/native/r10");
        assert!(number(&value, &kept) > 0.99, "{value}");
        for figure in ["qps", "cpu_ms", "p50_ms", "p99_ms", "build_s"] {
            assert!(number(&value, &format!("/{side}/{figure}")) > 0.0, "{side} {figure}");
        }
    }
    assert!(number(&value, "/comity/memory_mb") < 1_024.0);
    assert!(number(&value, "/comity/file_mb") > 0.1 && number(&value, "/comity/start_s") > 0.0);
    assert!(is_empty(folder.path()), "something stays in the scratch folder");
}

#[tokio::test]
async fn an_interrupt_stops_the_peer_s_server() {
    let folder = scratch();
    let mut command = bench(folder.path(), &["--persons", "10000", "--queries", "100"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let ours = child.id().unwrap();
    let server = wait_for("PostgreSQL runs", 4 * SOON, || async { server(folder.path()) }).await;
    let kill = Command::new("sh").args(["-c", &format!("kill -INT {ours}")]).status().await;
    assert!(kill.unwrap().success());
    let ended = tokio::time::timeout(SOON, child.wait()).await.expect("it ends").unwrap();
    assert_eq!(ended.code(), Some(1));
    assert!(!Path::new(&format!("/proc/{server}")).exists(), "PostgreSQL still runs");
    assert!(is_empty(folder.path()), "something stays in the scratch folder");
}

/// The server's process, once there is one.
fn server(folder: &Path) -> Option<u32> {
    let scratch: PathBuf = folder.read_dir().unwrap().next()?.unwrap().path();
    let text = std::fs::read_to_string(scratch.join("postgres/data/postmaster.pid")).ok()?;
    text.lines().next()?.parse().ok()
}

#[tokio::test]
async fn written_files_are_what_the_evaluation_reads() {
    let folder = scratch();
    let arguments = ["--persons", "2000", "--queries", "60", "--write"];
    let mut command = bench(folder.path(), &arguments);
    command.arg(folder.path());
    run(command, "").await.done();
    let mut eval = comity();
    eval.args(["--json", "names", "eval"]);
    eval.arg("--index").arg(folder.path().join("names.tsv"));
    eval.arg("--queries").arg(folder.path().join("queries.tsv"));
    let value = run(eval, "").await.done();
    assert!(number(&value, "/categories/exact/r10") > 0.8, "{value}");
}
