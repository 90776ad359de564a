//! A short session of every target, what failed once, and the engine itself.

use crate::engine::{Session, attempt, session};
use crate::{TARGETS, Target, corpus, mutate, shrink, targets};

#[track_caller]
fn holds(session: &Session, target: &Target) {
    assert_eq!(session.failure, None, "{}", target.name);
    assert!(session.shapes > 1, "{}: always the same happens", target.name);
}

/// So many inputs of each of some targets; `cargo xtask fuzz` does a thousand times as many.
fn smoke(names: &[&str], runs: u64) {
    for target in names.iter().flat_map(|name| targets(name)) {
        holds(&session(&target, runs, 7).unwrap(), &target);
    }
}

#[test]
fn names_bear_any_bytes() {
    smoke(&["mrz", "evaluation"], 5_000);
    smoke(&["read", "sounds", "compare"], 800);
    smoke(&["person"], 200);
}

#[test]
fn a_register_bears_any_changes() {
    smoke(&["register", "base"], 100);
}

#[test]
fn the_wire_bears_any_bytes() {
    smoke(&["cbor", "delivery", "frame", "card", "fingerprint"], 3_000);
    smoke(&["payload"], 200);
}

#[test]
fn what_failed_once_holds() {
    for target in TARGETS.iter().copied().flatten() {
        for (path, input) in corpus::kept(target).unwrap() {
            assert_eq!(attempt(target, &input).err(), None, "{}", path.display());
        }
    }
}

#[test]
fn the_corpus_has_a_target_for_each_folder() {
    for entry in std::fs::read_dir(corpus::folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(path.is_file() || targets(&name).len() == 1, "{name} is nobody's folder");
    }
}

/// Refuses every input that holds two bytes, by an answer or by a panic.
fn breakable(bytes: &[u8]) -> Result<u64, String> {
    let has = |byte: &u8| bytes.contains(byte);
    if has(&b'!') && has(&b'%') {
        assert!(bytes.len() > 2, "both, and nothing else");
        return Err("both".to_owned());
    }
    Ok(u64::from(has(&b'!')) + 2 * u64::from(has(&b'%')))
}

const BREAKABLE: Target = Target {
    group: "test",
    name: "breakable",
    check: breakable,
    seeds: || vec![b"somebody, somewhere".to_vec()],
    pieces: &[b"!"],
};

#[test]
fn a_fault_is_found_made_small_and_found_again_by_the_same_seed() {
    let first = session(&BREAKABLE, 200_000, 3).unwrap();
    let failure = first.failure.clone().expect("a fault");
    assert_eq!(failure.input.len(), 2, "{failure:?}");
    assert!(failure.why.starts_with("panic: both, and"), "{failure:?}");
    let second = session(&BREAKABLE, 200_000, 3).unwrap();
    assert_eq!((first.runs, first.failure), (second.runs, second.failure));
}

#[test]
fn an_input_becomes_as_small_as_it_can() {
    let least = shrink::smaller(&[9; 300], |input| input.len() >= 7);
    assert_eq!(least, b"aaaaaaa");
}

#[test]
fn inputs_become_giants_too() {
    let mut dice = crate::dice::Dice::new(1);
    let longest = (0..20_000).map(|_| mutate::changed(b"abc", b"xyz", &[], &mut dice).len()).max();
    assert_eq!(longest, Some(mutate::GIANT_BYTES));
}
