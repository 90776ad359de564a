//! Titles and ranks, split off the front of a name and never leaving it empty. The lists are in
//! `title_lists.rs`.

use crate::title_lists::{DOUBTFUL, GLUED, SHORT, WORDS};

/// Letters a name must keep after a glued title is taken off.
const MIN_LEFT: usize = 3;

/// Splits dotted abbreviations and glued titles off the front of a folded text.
pub(crate) fn split_front(folded: &str) -> (Vec<String>, &str) {
    let mut titles = Vec::new();
    let mut rest = folded;
    loop {
        let before = rest.len();
        let woman = || woman(rest).filter(|_| !titles.is_empty());
        if let Some((title, left)) = dotted(rest).or_else(|| glued(rest)).or_else(woman) {
            titles.push(title);
            rest = left;
        }
        if rest.len() == before {
            return (titles, rest);
        }
    }
}

fn is_thai_or_lao(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}')
}

/// A run of groups of at most four Thai or Lao letters, each with a full stop (`พล.ต.ท.`). One group
/// alone is a title only when known, because it may be an initial.
fn dotted(text: &str) -> Option<(String, &str)> {
    let mut rest = text;
    let mut groups: Vec<&str> = Vec::new();
    while let Some((group, left)) = rest.split_once('.') {
        let letters = group.trim();
        let short = !letters.is_empty() && letters.chars().count() <= 4;
        if !short || !letters.chars().all(is_thai_or_lao) {
            break;
        }
        groups.push(letters);
        rest = left.trim_start();
    }
    let known = groups.len() > 1 || groups.first().is_some_and(|g| SHORT.contains(g));
    if !known || !rest.chars().any(char::is_alphabetic) {
        return None;
    }
    Some((format!("{}.", groups.join(".")), rest))
}

/// "หญิง" behind a rank says that its holder is a woman; by itself it is a name.
fn woman(text: &str) -> Option<(String, &str)> {
    let rest = text.strip_prefix("หญิง")?;
    rest.starts_with(' ').then(|| ("หญิง".to_owned(), rest.trim_start()))
}

fn glued(text: &str) -> Option<(String, &str)> {
    GLUED.iter().find_map(|title| {
        let rest = text.strip_prefix(title)?;
        let letters = rest.trim_start();
        let bound = rest.starts_with(|c: char| matches!(c, '\u{0E30}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}' | '\u{0EB0}'..='\u{0EBC}' | '\u{0EC8}'..='\u{0ECD}'));
        let enough = letters.chars().filter(|c| c.is_alphabetic()).count() >= MIN_LEFT;
        (enough && !bound).then(|| ((*title).to_owned(), letters))
    })
}

/// Whether there are words and all of them are titles ("Prachuab Wongsuk, Pol. Gen.").
pub(crate) fn are_all(words: &[String]) -> bool {
    let named = [words, &["x".to_owned()]].concat();
    !words.is_empty() && leading(&named) == words.len()
}

/// How many of the first words are titles; always leaves one word at least.
pub(crate) fn leading(words: &[String]) -> usize {
    let mut taken = 0;
    loop {
        let left = words.get(taken..).unwrap_or(&[]);
        let step = title_length(left);
        if step == 0 || left.len() <= step {
            return taken;
        }
        taken += step;
    }
}

fn title_length(words: &[String]) -> usize {
    let Some(first) = words.first() else { return 0 };
    if let Some(second) = words.get(1) {
        let two = format!("{first} {second}");
        if WORDS.contains(&two.as_str()) {
            return 2;
        }
    }
    let one = first.as_str();
    let doubtful = DOUBTFUL.contains(&one);
    if doubtful && words.len() < 3 {
        return 0;
    }
    usize::from(doubtful || WORDS.contains(&one))
}
