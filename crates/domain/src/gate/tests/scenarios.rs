//! The scenarios of `scenarios/*.yaml`, which a lawyer can read: what is sent, what stops it, on which
//! ground. Each gate stops and lets pass somewhere in them, or the test fails.

use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::day::Day;
use crate::message::neutral;
use crate::time::PartialDate;

const FILES: [(&str, &str); 4] = [
    ("wanted", include_str!("../../../scenarios/wanted.yaml")),
    ("words", include_str!("../../../scenarios/words.yaml")),
    ("conditions", include_str!("../../../scenarios/conditions.yaml")),
    ("answers", include_str!("../../../scenarios/answers.yaml")),
];
const BASES: &str = include_str!("../../../scenarios/bases.yaml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    name: String,
    base: String,
    #[serde(default)]
    set: BTreeMap<String, Value>,
    #[serde(default)]
    day: Option<Day>,
    #[serde(default)]
    from: Option<AgencyId>,
    #[serde(default)]
    file: Option<CaseFile>,
    #[serde(default)]
    answers: Option<String>,
    #[serde(default)]
    asked: BTreeMap<String, Value>,
    /// The answer is the whole neutral one, before `set` is applied.
    #[serde(default)]
    neutral: bool,
    stopped_by: Vec<String>,
    #[serde(default)]
    warned_by: Option<Vec<String>>,
}

pub(super) fn register() -> Vec<Agreement> {
    let entry = |id: &str, partner: &str, state, confirmed| Agreement {
        id: AgreementId::parse(id).unwrap(),
        parties: vec![agency("vn.mps"), agency(partner)],
        state,
        confirmed,
        signed_on: Some(PartialDate::parse("2016-12-20", Calendar::Gregorian).unwrap()),
        ..memorandum()
    };
    let declaration = Agreement {
        kind: AgreementKind::ReciprocityDeclaration,
        effects: vec![LegalEffect::Extradition, LegalEffect::Arrest],
        ..entry("declaration", "th.rtp", AgreementState::InForce, true)
    };
    vec![
        declaration,
        entry("memorandum", "th.rtp", AgreementState::InForce, true),
        entry("memorandum-la", "la.mps", AgreementState::InForce, true),
        entry("signed-only", "th.rtp", AgreementState::Signed, true),
        entry("reported", "th.rtp", AgreementState::InForce, false),
    ]
}

/// A base with some fields set: a dot leads into a map, a null takes a field out.
pub(super) fn merged(bases: &Value, base: &str, set: &BTreeMap<String, Value>) -> Value {
    let mut draft = bases[base].clone();
    assert!(draft.is_object(), "no base {base}");
    for (path, value) in set {
        let mut at = &mut draft;
        let mut steps: Vec<&str> = path.split('.').collect();
        let last = steps.pop().unwrap();
        for step in steps {
            at = at.as_object_mut().unwrap().entry(step).or_insert(Value::Object(Map::new()));
        }
        let map = at.as_object_mut().unwrap();
        match value {
            Value::Null => drop(map.remove(last)),
            value => drop(map.insert(last.to_owned(), value.clone())),
        }
    }
    draft
}

fn message(draft: Value, from: AgencyId, at: Timestamp, asked: Option<&Message>) -> Message {
    let draft: Draft = serde_json::from_value(draft).unwrap();
    let follows = asked.map(|m| Followed { id: m.id, thread: m.thread, partner: m.from.clone() });
    let number = if asked.is_some() { 2 } else { 1 };
    draft
        .into_message(Stamp {
            id: MessageId::from_parts(1, [number; 10]),
            from,
            author: OfficerId::parse("lan").unwrap(),
            created_at: at,
            follows,
        })
        .unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// Fields of the message itself; all others are the body's.
const HEAD: [&str; 8] = [
    "purpose",
    "urgency",
    "crime_areas",
    "handling",
    "judicial_use",
    "onward_transfer",
    "evaluation",
    "languages",
];

/// The neutral answer with some fields set.
fn neutral_but(asked: &Message, at: Timestamp, set: &BTreeMap<String, Value>) -> Message {
    let id = MessageId::from_parts(1, [2; 10]);
    let author = OfficerId::parse("lan").unwrap();
    let answer = neutral::message(asked, neutral::NeutralStamp { id, author, at });
    let place = |(path, value): (&String, &Value)| {
        let first = path.split('.').next().unwrap();
        let own = HEAD.contains(&first);
        let path = if own { path.clone() } else { format!("body.fields.{path}") };
        (path, value.clone())
    };
    let set = set.iter().map(place).collect();
    let bases = serde_json::json!({ "neutral": serde_json::to_value(answer).unwrap() });
    serde_json::from_value(merged(&bases, "neutral", &set)).unwrap()
}

fn run_scenario(bases: &Value, scenario: &Scenario) -> GateRun {
    let day = scenario.day.unwrap_or_else(|| Day::parse("2026-11-21").unwrap());
    let at = day.begins().plus_ms(36_000_000);
    let asked = scenario
        .answers
        .as_ref()
        .map(|base| message(merged(bases, base, &scenario.asked), agency("vn.mps"), at, None));
    let side = if asked.is_some() { "th.rtp" } else { "vn.mps" };
    let from = scenario.from.clone().unwrap_or_else(|| agency(side));
    let sent = match (&asked, scenario.neutral) {
        (Some(asked), true) => neutral_but(asked, at, &scenario.set),
        _ => message(merged(bases, &scenario.base, &scenario.set), from, at, asked.as_ref()),
    };
    let register = register();
    run(&Case {
        message: &sent,
        moment: Moment::Create,
        at,
        agreements: &register,
        packs: packs(),
        answers: asked.as_ref(),
        thread: &[],
        file: scenario.file.as_ref().unwrap_or(CaseFile::EMPTY),
    })
}

fn scenarios() -> (Value, Vec<(&'static str, Scenario)>) {
    let bases: Value = serde_saphyr::from_str(BASES).unwrap();
    let read = |(file, text): (&'static str, &str)| -> Vec<(&'static str, Scenario)> {
        let all: Vec<Scenario> =
            serde_saphyr::from_str(text).unwrap_or_else(|e| panic!("{file}: {e}"));
        all.into_iter().map(|scenario| (file, scenario)).collect()
    };
    (bases, FILES.into_iter().flat_map(read).collect())
}

#[test]
fn every_scenario_ends_as_it_says() {
    let (bases, all) = scenarios();
    assert!(all.len() >= 200, "{}", all.len());
    let mut wrong = Vec::new();
    let (mut stops, mut passes, mut grounds) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (file, scenario) in &all {
        let run = run_scenario(&bases, scenario);
        let word = |f: &Finding| format!("{} {}", f.gate, f.ground.map_or("", Ground::code));
        let stopped: Vec<String> = run.blocks().map(word).collect();
        let warns = run.findings.iter().filter(|f| f.verdict == Verdict::Warn);
        let warned: Vec<String> = warns.map(|f| f.gate.to_string()).collect();
        if stopped != scenario.stopped_by
            || scenario.warned_by.as_ref().is_some_and(|expect| *expect != warned)
        {
            wrong.push(format!(
                "{file}: {}\n  stopped {stopped:?} warned {warned:?}",
                scenario.name
            ));
        }
        stops.extend(run.blocks().map(|f| f.gate));
        passes.extend(run.findings.iter().filter(|f| f.verdict != Verdict::Block).map(|f| f.gate));
        grounds.extend(run.blocks().filter_map(|f| f.ground));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // These only show or mark, speak of what follows in a thread (threads.yaml), or stop later.
    let never_here = [
        GateId::S11,
        GateId::S15,
        GateId::S21,
        GateId::S22,
        GateId::S23,
        GateId::S24,
        GateId::S25,
        GateId::S26,
    ];
    for gate in GateId::ALL {
        assert!(stops.contains(gate) || never_here.contains(gate), "nothing is stopped by {gate}");
        assert!(passes.contains(gate), "nothing passes {gate}");
    }
    assert!(grounds.len() >= 16, "{grounds:?}");
}
