//! Threads of messages out of `scenarios/threads.yaml`: what the gates say of the last one.

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

use super::scenarios::{merged, register};
use super::*;
use crate::day::Day;

const BASES: &str = include_str!("../../../scenarios/thread_bases.yaml");
const THREADS: &str = include_str!("../../../scenarios/threads.yaml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    base: String,
    by: String,
    #[serde(default)]
    set: BTreeMap<String, Value>,
    #[serde(default)]
    follows: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    name: String,
    thread: Vec<Entry>,
    #[serde(default)]
    file: Option<CaseFile>,
    stopped_by: Vec<String>,
    #[serde(default)]
    warned_by: Option<Vec<String>>,
}

fn id(number: usize) -> MessageId {
    MessageId::from_parts(1, [u8::try_from(number).unwrap(); 10])
}

/// `$3` becomes the id of the third message.
fn resolved(value: &Value) -> Value {
    match value {
        Value::String(text) => match text.strip_prefix('$').and_then(|n| n.parse().ok()) {
            Some(number) => Value::String(id(number).to_string()),
            None => value.clone(),
        },
        Value::Array(items) => Value::Array(items.iter().map(resolved).collect()),
        Value::Object(map) => {
            Value::Object(map.iter().map(|(k, v)| (k.clone(), resolved(v))).collect())
        }
        other => other.clone(),
    }
}

fn message(bases: &Value, entry: &Entry, earlier: &[Message], at: Timestamp) -> Message {
    let draft = resolved(&merged(bases, &entry.base, &entry.set));
    let draft: Draft = serde_json::from_value(draft).unwrap_or_else(|e| panic!("{entry:?}: {e}"));
    let to = draft.head.to.clone().unwrap();
    let (asker, asked) = (agency("vn.mps"), to);
    let from = if entry.by == "asker" { asker.clone() } else { asked.clone() };
    let partner = if entry.by == "asker" { asked } else { asker };
    let place = entry.follows.or((!earlier.is_empty()).then_some(earlier.len()));
    let follows = place.map(|place| Followed { id: id(place), thread: id(1), partner });
    let stamp = Stamp {
        id: id(earlier.len() + 1),
        from,
        author: OfficerId::parse("lan").unwrap(),
        created_at: at,
        follows,
    };
    draft.into_message(stamp).unwrap_or_else(|faults| panic!("{entry:?}: {faults:?}"))
}

fn run_scenario(bases: &Value, scenario: &Scenario) -> GateRun {
    let at = Day::parse("2026-11-21").unwrap().begins().plus_ms(36_000_000);
    let mut thread: Vec<Message> = Vec::new();
    for entry in &scenario.thread {
        let next = message(bases, entry, &thread, at);
        if let Some(followed) = thread.iter().find(|m| Some(m.id) == next.in_reply_to) {
            let by_opener = entry.by == "asker";
            let fits = crate::message::kinds::may_follow(next.kind(), followed.kind(), by_opener);
            assert!(fits, "{}: {} cannot follow {}", scenario.name, next.kind(), followed.kind());
        }
        thread.push(next);
    }
    let (last, before) = thread.split_last().unwrap();
    let before: Vec<&Message> = before.iter().collect();
    run(&Case {
        message: last,
        moment: Moment::Create,
        at,
        agreements: &register(),
        packs: packs(),
        answers: before.iter().copied().find(|m| Some(m.id) == last.in_reply_to),
        thread: &before,
        file: scenario.file.as_ref().unwrap_or(CaseFile::EMPTY),
    })
}

fn scenarios() -> (Value, Vec<Scenario>) {
    let bases = serde_saphyr::from_str(BASES).unwrap();
    (bases, serde_saphyr::from_str(THREADS).unwrap_or_else(|e| panic!("{e}")))
}

#[test]
fn every_thread_ends_as_it_says() {
    let (bases, all) = scenarios();
    let mut wrong = Vec::new();
    for scenario in &all {
        let run = run_scenario(&bases, scenario);
        let word = |f: &Finding| format!("{} {}", f.gate, f.ground.map_or("", Ground::code));
        let stopped: Vec<String> = run.blocks().map(word).collect();
        let warns = run.findings.iter().filter(|f| f.verdict == Verdict::Warn);
        let warned: Vec<String> = warns.map(|f| f.gate.to_string()).collect();
        let other = scenario.warned_by.as_ref().is_some_and(|expect| {
            // A request of which nobody has assessed the risk yet always warns of that.
            expect.iter().any(|gate| !warned.contains(gate))
                || warned
                    .iter()
                    .any(|gate| gate != "S08" && !expect.contains(gate) && gate != "S13")
        });
        if stopped != scenario.stopped_by || other {
            let facts: Vec<_> = run.blocks().map(|f| (&f.reason, &f.facts)).collect();
            wrong.push(format!(
                "{}\n  stopped {stopped:?} warned {warned:?} {facts:?}",
                scenario.name
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every verdict a gate gives where it is concerned.
fn verdicts(gate: GateId) -> Vec<Verdict> {
    let (bases, all) = scenarios();
    let runs = all.iter().map(|scenario| run_scenario(&bases, scenario));
    let found = runs.map(|run| finding(&run, gate).clone());
    found.filter(|f| f.reason != "gate-not-concerned").map(|f| f.verdict).collect()
}

fn both_ways(gate: GateId, stops: Verdict) {
    let said = verdicts(gate);
    assert!(said.contains(&stops) && said.contains(&Verdict::Pass), "{gate}: {said:?}");
}

#[test]
fn s15_consular() {
    both_ways(GateId::S15, Verdict::Block);
    assert!(verdicts(GateId::S15).contains(&Verdict::Warn));
}

#[test]
fn s21_data_subject() {
    both_ways(GateId::S21, Verdict::Block);
    assert!(verdicts(GateId::S21).contains(&Verdict::Warn));
}

#[test]
fn s22_withdrawn() {
    both_ways(GateId::S22, Verdict::Block);
}

#[test]
fn s24_speciality() {
    both_ways(GateId::S24, Verdict::Block);
    assert!(verdicts(GateId::S24).contains(&Verdict::Warn), "consent can be asked for");
}

#[test]
fn s25_breach() {
    both_ways(GateId::S25, Verdict::Warn);
}

#[test]
fn every_type_is_among_the_threads() {
    let (_, all) = scenarios();
    let bases: Value = serde_saphyr::from_str(BASES).unwrap();
    let used: Vec<&str> = all
        .iter()
        .flat_map(|scenario| &scenario.thread)
        .filter_map(|entry| bases[&entry.base]["type"].as_str())
        .collect();
    let elsewhere = [MessageKind::InfoReq, MessageKind::VerifyReq, MessageKind::Reply];
    for kind in MessageKind::ALL {
        assert!(used.contains(&kind.code()) || elsewhere.contains(kind), "{kind}");
    }
}
