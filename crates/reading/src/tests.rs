//! Holds the reader to floors on invented reports in four languages, and to its invariants on any
//! text. The gold of published reports (`gold/reports.json`) needs texts that are not in the tree;
//! here only its form is checked.

use crate::score::{GoldReport, Score, parse, score};
use crate::{Reading, read};
use proptest::prelude::*;
use std::path::Path;

/// The least F1 of each kind on the invented reports.
const FLOORS: &[(&str, f64)] = &[
    ("persons", 0.95),
    ("dates", 0.95),
    ("meetings", 0.9),
    ("agreements", 0.9),
    ("areas", 0.95),
    ("statements", 0.8),
];

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn gold() -> Vec<GoldReport> {
    parse(&fixture("gold.json")).unwrap()
}

#[test]
fn invented_reports_are_read_above_the_floors() {
    let mut total = Score::default();
    let mut errors = Vec::new();
    for report in gold() {
        let reading = read(&fixture(&report.report)).unwrap();
        assert_eq!(Some(reading.language.tag()), report.language.as_deref(), "{}", report.report);
        let (counts, wrong) = score(&reading, &report);
        total.add(&counts);
        errors.push((report.report, wrong));
    }
    for (kind, floor) in FLOORS {
        let figures = total.counts(kind).figures();
        assert!(figures.f1 >= *floor, "{kind} {figures:?} {errors:#?}");
    }
}

#[test]
fn an_empty_reading_scores_nothing() {
    // Guards the scorer: a reader that finds nothing must not pass.
    let mut total = Score::default();
    for report in gold() {
        let reading = read("nothing at all").unwrap();
        total.add(&score(&reading, &report).0);
    }
    for (kind, _) in FLOORS {
        assert!(total.counts(kind).figures().f1 < 0.01, "{kind}");
    }
}

#[test]
fn gold_of_published_reports_holds_no_sentences() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("gold/reports.json");
    let text = std::fs::read_to_string(path).unwrap();
    let reports = parse(&text).unwrap();
    assert_eq!(reports.len(), 5);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let longest = longest(&value);
    assert!(longest <= 80, "a text of {longest} letters is a sentence");
    for report in reports {
        assert!(!report.persons.is_empty() && !report.statements.is_empty(), "{}", report.report);
        assert!(report.statements.iter().all(|s| s.start < s.end), "{}", report.report);
    }
}

fn longest(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::String(text) => text.chars().count(),
        serde_json::Value::Array(list) => list.iter().map(longest).max().unwrap_or(0),
        serde_json::Value::Object(map) => map.values().map(longest).max().unwrap_or(0),
        _ => 0,
    }
}

/// Every span lies in the text, and is not empty.
fn spans_hold(reading: &Reading, chars: usize) {
    let spans = reading
        .persons
        .iter()
        .flat_map(|p| &p.spans)
        .chain(reading.dates.iter().flat_map(|d| &d.spans))
        .chain(reading.agencies.iter().flat_map(|a| &a.spans))
        .chain(reading.areas.iter().flat_map(|a| &a.spans))
        .chain(reading.meetings.iter().flat_map(|m| &m.spans))
        .chain(reading.agreements.iter().flat_map(|a| &a.spans));
    for span in spans {
        assert!(span.start < span.end && span.end <= chars, "{span:?} of {chars}");
    }
    for s in &reading.statements {
        assert!(s.start < s.end && s.end <= chars, "{s:?} of {chars}");
    }
}

#[test]
fn every_fact_quotes_the_words_it_came_from() {
    for report in gold() {
        let text = fixture(&report.report);
        let chars: Vec<char> = text.chars().collect();
        let reading = read(&text).unwrap();
        spans_hold(&reading, chars.len());
        for person in &reading.persons {
            for span in &person.spans {
                let quoted: String = chars[span.start..span.end].iter().collect();
                assert!(person.as_printed.contains(&quoted), "{quoted} {person:?}");
            }
        }
    }
}

/// Pieces that set off every rule, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let words = vec![
        "Trung tướng ",
        "Lê Văn Tư",
        ", ",
        "Thứ trưởng Bộ Công an",
        "29/5/2023",
        "lần thứ ",
        "XIV ",
        "hai bên ",
        "nhất trí ",
        "; ",
        "The two sides ",
        "agreed ",
        "12th meeting ",
        "Gen. ",
        "To ",
        "พล.ต.อ.",
        "สมชาย ",
        "ทั้งสองฝ่าย",
        "เห็นพ้อง",
        "ครั้งที่ ๓ ",
        "ພົນຕີ ",
        "ບຸນມີ ",
        "ສອງຝ່າຍ",
        "ເຫັນດີ",
        "\n",
        ".",
        "|",
        "(",
        ")",
        "u\u{301}",
        "\u{e47}",
        "\u{feff}",
        "9999999999",
        "ປີ 2032",
    ];
    prop::collection::vec(prop::sample::select(words), 0..40).prop_map(|list| list.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_read_or_refused(text in prop_oneof![any::<String>(), pieces()]) {
        if let Ok(reading) = read(&text) {
            spans_hold(&reading, text.chars().count());
            prop_assert_eq!(&read(&text).unwrap(), &reading);
        }
    }
}
