//! Reports read by the real program: what is proposed, linked, compared, measured and refused.

use std::path::Path;

use crate::support::desk::{Ran, comity, run};

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../reading/fixtures");
    folder.join(name).display().to_string()
}

async fn read(arguments: &[&str]) -> Ran {
    let mut command = comity();
    command.args(["--json", "read"]).args(arguments);
    run(command, "").await
}

const RECORD: &str = "meetings:\n- id: m1\n  state: concluded\n  heads:\n  - agency: th.rtp\n    \
    name: อนุรักษ์ วิเศษศรี\n    source: R1\n";

#[tokio::test]
async fn reports_of_one_event_are_read_linked_and_compared() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record.yaml");
    std::fs::write(&record, RECORD).unwrap();
    let (vi, th) = (fixture("vi-dialogue.txt"), fixture("th-visit.txt"));
    let value = read(&[&vi, &th, "--record", record.to_str().unwrap()]).await.done();
    let reports = value["reports"].as_array().unwrap();
    assert_eq!(reports.len(), 2);
    // The Latin form and the Thai one find the same entry.
    for report in reports {
        let links = report["links"].as_array().unwrap();
        let found = links
            .iter()
            .any(|l| l["links"].as_array().unwrap().iter().any(|link| link["id"] == "th.rtp: m1"));
        assert!(found, "{report}");
    }
    let divergences = value["divergences"].as_array().unwrap();
    let only = |code: &str| {
        divergences.iter().any(|d| d["kind"] == "dates" && d["told"][0]["fact"] == code)
    };
    assert!(only("2032-03-14") && only("2032-07-09"), "{divergences:#?}");
}

#[tokio::test]
async fn the_reader_is_measured() {
    let folder = fixture("");
    let value = read(&["--eval", &fixture("gold.json"), "--dir", &folder]).await.done();
    for kind in ["persons", "dates", "meetings", "agreements", "areas", "statements"] {
        for figure in ["p", "r", "f1"] {
            let share = value[kind][figure].as_f64().unwrap();
            assert!((0.8..=1.0).contains(&share), "{kind} {figure}: {value}");
        }
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let bad = folder.path().join("bad.txt");
    std::fs::write(&bad, [b'a', 0xFF]).unwrap();
    let ran = read(&[bad.to_str().unwrap()]).await.refused("error");
    assert!(ran.text("/text").contains("UTF-8"), "{ran:?}");
}
