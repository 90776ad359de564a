//! The learned model: that it belongs to the data in the tree, and what it must know.

use std::collections::BTreeSet;
use std::path::Path;

use crate::learn::{self, SOURCES, Source};
use crate::{Name, compare, fold};

fn data() -> Vec<(&'static str, String, f64)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/train");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect(name);
    SOURCES.iter().map(|(name, weight)| (*name, read(name), *weight)).collect()
}

fn sources<'a>(data: &'a [(&'a str, String, f64)]) -> Vec<Source<'a>> {
    data.iter().map(|(name, text, weight)| Source { name, text, weight: *weight }).collect()
}

#[test]
fn the_model_is_of_the_data_in_the_tree() {
    let data = data();
    assert_eq!(
        learn::fingerprint(&sources(&data)).expect("rows"),
        learn::shipped_fingerprint(),
        "data, reading rules or method changed: run `cargo xtask train-names`"
    );
}

#[test]
fn learning_is_the_same_twice_and_notices_a_row() {
    let rows = "th\tlatin\nสมชาย\tSomchai\nวิชัย\tWichai\nประจวบ\tPrachuap\n";
    let source = |text| [Source { name: "rows", text, weight: 1.0 }];
    let once = learn::train(&source(rows)).expect("rows");
    assert_eq!(once, learn::train(&source(rows)).expect("rows"));
    let more = format!("{rows}ทองสุข\tThongsuk\n");
    assert_ne!(once, learn::train(&source(&more)).expect("rows"));
    let short = learn::train(&source("th\tlatin\nสมชาย\n")).expect_err("a short line");
    assert_eq!((short.name.as_str(), short.line), ("rows", 2));
}

#[test]
fn no_row_of_the_kept_benchmark_is_learned_from() {
    let plain = |text: &str| fold(text).replace('-', " ");
    let index = include_str!("../../data/bench/index.tsv").lines().skip(1);
    let queries = include_str!("../../data/bench/queries.tsv").lines().skip(1);
    let mut kept: BTreeSet<String> = BTreeSet::new();
    kept.extend(index.filter_map(|line| line.split('\t').nth(1)).map(plain));
    kept.extend(queries.filter_map(|line| line.split('\t').next()).map(plain));
    for (name, text, _) in data() {
        let cells = text.lines().skip(1).flat_map(|line| line.split('\t'));
        let both: Vec<&str> = cells.filter(|cell| kept.contains(&plain(cell))).collect();
        assert!(both.is_empty(), "{name}: {both:?}");
    }
}

#[test]
fn what_is_often_lost_costs_less_than_what_is_not() {
    let score = |a: &str, b: &str| {
        let read = |text: &str| Name::read(text).expect(text);
        compare(&read(a), &read(b)).score
    };
    // the free k of a Thai ก, the linking vowel, final l for n, against another first sound
    assert!(score("กมล", "Gamol") > score("กมล", "Somon"));
    assert!(score("รัตนา", "Ratna") > score("รัตนา", "Rabna"));
}
