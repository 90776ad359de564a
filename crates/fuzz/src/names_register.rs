//! A register that changes: lines are commands, and a plain map beside it says what it must hold.

use std::collections::BTreeMap;

use comity_names::{Hit, Index, Name, SCORE_SAME};

use crate::dice::shape;
use crate::names::{EQUAL, must, number};

/// Commands of one input.
const COMMANDS_MAX: usize = 24;
/// Persons there may be: one for each mark.
const MARKS: u8 = 6;
const HITS: usize = 10;

/// What the register must hold: names by person.
type Held = BTreeMap<String, Vec<String>>;

/// What is put in is found, what is taken out is not, and a register that changed much answers as
/// one that is built anew.
pub(crate) fn check(bytes: &[u8]) -> Result<u64, String> {
    let text = String::from_utf8_lossy(bytes);
    let (mut index, mut held) = (Index::default(), Held::new());
    let mut parts = Vec::new();
    for line in text.lines().take(COMMANDS_MAX) {
        parts.push(command(&mut index, &mut held, line)?);
    }
    let fresh = build(&held)?;
    for (person, names) in &held {
        for name in names {
            found(&index, &fresh, person, name)?;
        }
    }
    for person in held.keys() {
        must(index.remove(person), "who is there cannot be removed")?;
        must(!index.remove(person), "who was removed can be removed again")?;
    }
    must((index.persons(), index.names()) == (0, 0), "something is left")?;
    if let Some(name) = held.values().flatten().next() {
        must(search(&index, name)?.is_empty(), "an empty register answers")?;
    }
    parts.push(number(held.len()));
    Ok(shape(&parts))
}

/// `?name` asks, `-x` removes, `=` makes one base of all, anything else puts the names between `|` in under its first byte.
fn command(index: &mut Index, held: &mut Held, line: &str) -> Result<u64, String> {
    let mark = line.as_bytes().get(1).map_or(0, |byte| byte % MARKS);
    let person = format!("p{mark}");
    if let Some(name) = line.strip_prefix('?') {
        let Ok(read) = Name::read(name) else { return Ok(1) };
        let hits = index.search(&read, HITS);
        ordered(&hits, held)?;
        return Ok(2 + number(hits.len()));
    }
    if line.starts_with('-') {
        let there = held.remove(&person).is_some();
        must(index.remove(&person) == there, "removing says otherwise")?;
        return Ok(20 + u64::from(there));
    }
    if line.starts_with('=') {
        *index = std::mem::take(index).compacted().map_err(|error| error.to_string())?;
        return Ok(22);
    }
    let names: Vec<&str> = line.split('|').take(4).collect();
    let readable = names.iter().all(|name| Name::read(name).is_ok());
    must(index.put(&person, &names).is_ok() == readable, "reading and putting disagree")?;
    if readable {
        held.insert(person, names.iter().map(|name| (*name).to_owned()).collect());
    }
    let all = held.values().map(Vec::len).sum::<usize>();
    must((index.persons(), index.names()) == (held.len(), all), "the counts are wrong")?;
    Ok(30 + u64::from(readable))
}

fn build(held: &Held) -> Result<Index, String> {
    let mut index = Index::default();
    for (person, names) in held {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        index.put(person, &names).or(Err("a name is refused the second time"))?;
    }
    Ok(index)
}

fn search(index: &Index, name: &str) -> Result<Vec<Hit>, String> {
    let name = Name::read(name).or(Err("a name is refused the second time"))?;
    Ok(index.search(&name, HITS))
}

/// Best first, within 0 and 1, of persons that are there, each once.
fn ordered(hits: &[Hit], held: &Held) -> Result<(), String> {
    let scores: Vec<f64> = hits.iter().map(|hit| hit.comparison.score).collect();
    must(scores.iter().all(|score| (0.0..=1.0).contains(score)), "a score beyond 0 and 1")?;
    must(scores.is_sorted_by(|a, b| a + EQUAL >= *b), "the best is not the first")?;
    must(hits.iter().all(|hit| held.contains_key(&hit.person)), "somebody removed is found")?;
    let mut persons: Vec<&str> = hits.iter().map(|hit| hit.person.as_str()).collect();
    persons.sort_unstable();
    persons.dedup();
    must(persons.len() == hits.len(), "somebody is found twice")
}

fn found(index: &Index, fresh: &Index, person: &str, name: &str) -> Result<(), String> {
    let (hits, anew) = (search(index, name)?, search(fresh, name)?);
    let own = hits.iter().find(|hit| hit.person == person);
    let own = own.ok_or_else(|| format!("{person} is not found as {name:?}"))?;
    let score = own.comparison.score;
    must((score - 1.0).abs() < EQUAL, &format!("{name:?} finds itself with {score}"))?;
    // Below the threshold a base and changes may offer others: their tables differ in width.
    let brief = |hits: &[Hit]| -> Vec<String> {
        let worth = hits.iter().filter(|hit| hit.comparison.score >= SCORE_SAME);
        worth.map(|hit| format!("{} {:.6}", hit.person, hit.comparison.score)).collect()
    };
    let (hits, anew) = (brief(&hits), brief(&anew));
    must(hits == anew, &format!("{name:?}: changed {hits:?}, built anew {anew:?}"))
}
