//! Places the gazetteer does not know, learnt from the report: `tỉnh X`, `X Province`.

use crate::lexicon::Mark;
use crate::marks::{Marks, Token, covers, only_blanks};
use crate::persons::is_native_name;
use crate::text::Folded;

/// Words of the longest name of a place.
const WORDS_MAX: usize = 3;

/// Adds every place the report itself calls one, wherever it is named.
pub(crate) fn learn(text: &Folded, marks: &mut Marks, tokens: &[Token]) {
    let mut names: Vec<String> = Vec::new();
    for word in &marks.words {
        let found = match word.value {
            "place_after" => following(text, marks, tokens, word),
            "place_before" => preceding(text, marks, tokens, word),
            _ => None,
        };
        names.extend(found.map(|(start, end)| text.folded(start, end)));
    }
    names.sort();
    names.dedup();
    for (i, token) in tokens.iter().enumerate() {
        let known = covers(&marks.places, token.start) || !token.capital;
        let end = names.iter().filter(|_| !known).find_map(|name| {
            let ends = tokens.iter().skip(i).take(WORDS_MAX).map(|t| t.end);
            ends.into_iter().find(|end| text.folded(token.start, *end) == *name)
        });
        marks.places.extend(end.map(|end| Mark { value: UNKNOWN, start: token.start, end }));
    }
    marks.places.sort_by_key(|m| m.start);
}

/// The country of a place that only the report names.
pub(crate) const UNKNOWN: &str = "?";

fn free(marks: &Marks, token: &Token) -> bool {
    let lists = [&marks.places, &marks.posts, &marks.ranks, &marks.bodies, &marks.agencies];
    token.capital && !lists.iter().any(|list| covers(list, token.start))
}

fn following(
    text: &Folded,
    marks: &Marks,
    tokens: &[Token],
    word: &Mark,
) -> Option<(usize, usize)> {
    let mut end = word.end;
    let mut words: Vec<String> = Vec::new();
    for token in tokens.iter().filter(|t| t.start >= word.end).take(WORDS_MAX) {
        if !free(marks, token) || !only_blanks(text, end, token.start) {
            break;
        }
        words.push(text.quote(token.start, token.end));
        end = token.end;
    }
    let person = words.len() >= WORDS_MAX && is_native_name(&words);
    (!words.is_empty() && !person).then(|| (text.skip_spaces(word.end), end))
}

fn preceding(
    text: &Folded,
    marks: &Marks,
    tokens: &[Token],
    word: &Mark,
) -> Option<(usize, usize)> {
    let mut start = word.start;
    for token in tokens.iter().rev().filter(|t| t.end <= word.start).take(WORDS_MAX) {
        if !free(marks, token) || !only_blanks(text, token.end, start) {
            break;
        }
        start = token.start;
    }
    (start < word.start).then(|| (start, text.trim_end(word.start)))
}
