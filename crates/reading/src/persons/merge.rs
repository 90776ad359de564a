//! Brings the forms of one person together.

use comity_names::{Name, SCORE_SAME, compare};

use super::NameAt;
use crate::reading::Person;
use crate::text::Folded;

/// Every person of the report, in the order of their first full name.
pub(crate) fn merged(text: &Folded, names: &[NameAt]) -> Vec<Person> {
    let mut persons: Vec<Person> = Vec::new();
    let (full, short): (Vec<&NameAt>, Vec<&NameAt>) = names.iter().partition(|n| !n.short);
    for name in full {
        match persons.iter_mut().find(|p| same(&p.name, &name.printed)) {
            Some(person) => add(text, person, name),
            None => persons.push(begin(text, name)),
        }
    }
    for name in short {
        let found = persons.iter_mut().find(|p| p.as_printed.iter().any(|f| part(f, name)));
        match found {
            Some(person) => add(text, person, name),
            None if name.rank.is_some() || name.post.is_some() => persons.push(begin(text, name)),
            None => {}
        }
    }
    persons.sort_by_key(|p| p.spans.iter().map(|s| s.start).min());
    persons
}

fn same(left: &str, right: &str) -> bool {
    if left == right {
        return true;
    }
    match (Name::read(left), Name::read(right)) {
        (Ok(a), Ok(b)) => {
            a.tokens().len() == b.tokens().len() && compare(&a, &b).score >= SCORE_SAME
        }
        _ => false,
    }
}

/// Whether a short form belongs to a full one: the given name of a Vietnamese, any word of others.
fn part(full: &str, short: &NameAt) -> bool {
    if full == short.printed {
        return true;
    }
    let words: Vec<&str> = full.split(' ').collect();
    let first = words.first().copied();
    let given = if words.len() >= 3 { words.last().copied() } else { first };
    given == Some(short.printed.as_str())
        || words.contains(&short.printed.as_str())
        || given.is_some_and(|g| same(g, &short.printed))
}

fn begin(text: &Folded, name: &NameAt) -> Person {
    Person {
        name: name.printed.clone(),
        as_printed: vec![name.printed.clone()],
        rank: name.rank.clone(),
        post: name.post.clone(),
        agency: name.agency.clone(),
        spans: vec![text.span(name.start, name.end)],
    }
}

fn add(text: &Folded, person: &mut Person, name: &NameAt) {
    if !person.as_printed.contains(&name.printed) {
        person.as_printed.push(name.printed.clone());
    }
    person.spans.push(text.span(name.start, name.end));
    keep_longer(&mut person.rank, &name.rank);
    keep_longer(&mut person.post, &name.post);
    // An agency says more than a bare country.
    let better = name.agency.as_ref().is_some_and(|a| {
        person.agency.as_ref().is_none_or(|old| !old.contains('.') && a.contains('.'))
    });
    if better {
        person.agency.clone_from(&name.agency);
    }
}

fn keep_longer(kept: &mut Option<String>, new: &Option<String>) {
    let long = |t: &Option<String>| t.as_ref().map_or(0, |t| t.chars().count());
    if long(new) > long(kept) {
        kept.clone_from(new);
    }
}
