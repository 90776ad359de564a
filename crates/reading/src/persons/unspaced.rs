//! Names in Thai and Lao reports: what follows a rank or a courtesy title, up to a word that is
//! known to be none.

use super::{NameAt, Scene};
use crate::lexicon::Mark;
use crate::marks::{ending_at, starting_at};
use crate::text::{is_blank, is_spaced_letter, is_unspaced};

/// Letters of the longest word of a name.
const WORD_MAX: usize = 22;
/// Letters of a word of a Vietnamese or Chinese name written in Thai or Lao.
const SYLLABLE_MAX: usize = 9;
/// Words of the longest name.
const WORDS_MAX: usize = 4;
/// Letters between a name and the post after it.
const TAIL_MAX: usize = 3;

pub(super) fn find(scene: Scene<'_>) -> Vec<NameAt> {
    let mut names: Vec<NameAt> = Vec::new();
    for rank in &scene.marks.ranks {
        let inside = scene.marks.posts.iter().any(|p| p.start <= rank.start && p.end > rank.end)
            || scene.agencies.iter().any(|a| a.start <= rank.start && a.end >= rank.end);
        let doubled = starting_at(scene.text, &scene.marks.ranks, rank.end).is_some();
        if !inside && !doubled {
            names.extend(name_after(scene, rank));
        }
    }
    names
}

fn name_after(scene: Scene<'_>, rank: &Mark) -> Option<NameAt> {
    let text = scene.text;
    let start = text.skip_spaces(rank.end);
    let first = word_end(scene, start)?;
    let mut words = vec![(start, first)];
    while words.len() < WORDS_MAX {
        let (_, end) = *words.last()?;
        let next = text.skip_spaces(end);
        let Some(next_end) = word_end(scene, next).filter(|_| next > end) else { break };
        let short = |(a, b): &(usize, usize)| b - a <= SYLLABLE_MAX;
        let syllables = words.iter().all(short) && short(&(next, next_end));
        if words.len() >= 2 && !syllables {
            break;
        }
        words.push((next, next_end));
    }
    let end = words.last()?.1;
    let post = post_after(scene, end).or_else(|| post_before(scene, rank.start));
    let agency = post.and_then(|(a, b)| scene.agency_in(a, b));
    let begun = first_rank(scene, rank);
    let is_rank = rank.value == "rank" || begun < rank.start;
    Some(NameAt {
        start,
        end,
        printed: text.quote(start, end),
        rank: is_rank.then(|| text.quote(begun, rank.end)),
        post: post.map(|(a, b)| text.quote(a, b)),
        agency,
        short: words.len() < 2,
        native: words.len() >= 3,
    })
}

fn first_rank(scene: Scene<'_>, rank: &Mark) -> usize {
    let mut begun = rank.start;
    while let Some(further) = ending_at(scene.text, &scene.marks.ranks, begun) {
        begun = further.start;
    }
    begun
}

/// The end of a word of a name that begins at `start`; nothing when what begins there is none.
fn word_end(scene: Scene<'_>, start: usize) -> Option<usize> {
    let text = scene.text;
    let letter = |p: usize| is_unspaced(text.at(p)) || is_spaced_letter(text.at(p));
    if !letter(start) || begins_other(scene, start) {
        return None;
    }
    let mut end = start;
    while letter(end) && !(end > start + 1 && cuts(scene, end)) {
        end += 1;
    }
    let whole = scene.marks.jobs("stop").any(|m| m.start == start && m.end == end);
    let long = end - start;
    let bounded = is_blank(text.at(end)) || !text.at(end).is_alphanumeric() || cuts(scene, end);
    ((2..=WORD_MAX).contains(&long) && !whole && bounded).then_some(end)
}

/// Whether an office, a post, a verb begins here.
fn begins_other(scene: Scene<'_>, at: usize) -> bool {
    let marks = scene.marks;
    let lists = [&marks.posts, &marks.ranks, &marks.meetings, &marks.agreements];
    lists.iter().any(|list| list.iter().any(|m| m.start == at))
        || scene.agencies.iter().any(|a| a.start == at)
        || marks.jobs("verb").any(|m| m.start == at)
        || marks.bodies.iter().any(|m| m.start == at)
}

/// Whether a post or a verb begins here, inside a run of letters.
fn cuts(scene: Scene<'_>, at: usize) -> bool {
    let long = |m: &Mark| m.start == at && m.end - m.start >= LONG;
    scene.marks.posts.iter().any(long)
        || scene.marks.jobs("verb").any(long)
        || scene.agencies.iter().any(|a| a.start == at)
}

/// Letters from which a word is unlikely to be part of a name.
const LONG: usize = 5;

fn post_after(scene: Scene<'_>, end: usize) -> Option<(usize, usize)> {
    let position = scene.text.skip_spaces(end);
    let post = scene.marks.posts.iter().find(|p| p.start >= position)?;
    (post.start - position <= TAIL_MAX).then(|| (post.start, office_end(scene, post)))
}

fn post_before(scene: Scene<'_>, start: usize) -> Option<(usize, usize)> {
    let text = scene.text;
    let end = text.trim_end(start);
    let post = scene.marks.posts.iter().rfind(|p| p.end <= end)?;
    let bare = ending_at(text, &scene.marks.posts, start).is_some();
    let office = scene.agencies.iter().any(|a| a.start >= post.end && a.end == end);
    let blanks = (post.end..end).filter(|p| is_blank(text.at(*p))).count();
    (bare || office && blanks <= 2).then_some((post.start, end))
}

/// The office and the place right after a post belong to it.
fn office_end(scene: Scene<'_>, post: &Mark) -> usize {
    let text = scene.text;
    let mut end = post.end;
    for _ in 0..WORDS_MAX {
        let next = text.skip_spaces(end);
        let agency = scene.agencies.iter().find(|a| a.start <= next && next < a.end && a.end > end);
        let place = scene.marks.places.iter().find(|m| m.start == next);
        let post = scene.marks.posts.iter().find(|m| m.start == next);
        let reach = agency.map(|a| a.end).or(place.map(|m| m.end)).or(post.map(|m| m.end));
        match reach {
            Some(reach) => end = reach,
            None => break,
        }
    }
    end
}
