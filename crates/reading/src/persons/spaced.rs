//! Names in Vietnamese and English reports: runs of capitals beside a rank, a post or a title.

use super::native::Families;
use super::{NameAt, Scene};
use crate::lexicon::Mark;
use crate::marks::{Token, covers, ending_at, only_blanks, starting_at};

/// Words of the longest name.
const WORDS_MAX: usize = 8;
/// Letters between a post and the name it belongs to.
const CHAIN_MAX: usize = 140;
/// Letters between a name and the post after it: `, the newly appointed`.
const TAIL_MAX: usize = 24;

/// Letters of the words between a post and its office.
const LINK_MAX: usize = 9;
/// Those words.
const LINKS: &[&str] =
    &["", "of", "of the", "the", "for", "for the", "at", "at the", "'s", "in", "-"];

/// A run of capitals that may be a name.
#[derive(Debug, Clone)]
struct Run {
    start: usize,
    end: usize,
    words: Vec<String>,
    native: bool,
}

pub(super) fn find(scene: Scene<'_>) -> Vec<NameAt> {
    let finder = Finder { scene, families: Families::all() };
    let runs = finder.runs();
    let mut names: Vec<NameAt> = Vec::new();
    for run in &runs {
        let listed = names.last().is_some_and(|last| finder.continues(last, run));
        if let Some(name) = finder.judge(run, listed) {
            names.push(name);
        }
    }
    let later: Vec<NameAt> = runs.iter().filter_map(|r| finder.short(r, &names)).collect();
    names.extend(later);
    names.sort_by_key(|n| n.start);
    names
}

struct Finder<'a> {
    scene: Scene<'a>,
    families: &'static Families,
}

impl Finder<'_> {
    /// Whether the word belongs to an office, a rank, a place: no name begins here.
    fn blocked(&self, token: &Token, inside_native: bool) -> bool {
        let marks = self.scene.marks;
        let rank = |m: &&Mark| m.start <= token.start && token.start < m.end;
        let hard = covers(&marks.posts, token.start)
            || marks.ranks.iter().filter(|m| m.value == "rank").any(|m| rank(&m))
            || covers(&marks.agreements, token.start)
            || self.scene.agencies.iter().any(|a| a.start <= token.start && token.start < a.end);
        let soft = covers(&marks.bodies, token.start)
            || covers(&marks.ranks, token.start)
            || covers(&marks.places, token.start)
            || covers(&marks.meetings, token.start);
        hard || (soft && !inside_native)
    }

    fn runs(&self) -> Vec<Run> {
        let text = self.scene.text;
        let mut runs: Vec<Run> = Vec::new();
        let mut open: Vec<&Token> = Vec::new();
        for (i, token) in self.scene.tokens.iter().enumerate() {
            let native = open.first().is_some_and(|t| self.family(t));
            let joined = open.last().is_some_and(|last| only_blanks(text, last.end, token.start));
            if !joined || open.len() >= WORDS_MAX {
                runs.extend(self.close(&mut open));
            }
            let native = native && joined || self.begins_native(i);
            if token.capital && !self.blocked(token, native) {
                open.push(token);
            } else {
                runs.extend(self.close(&mut open));
            }
        }
        runs.extend(self.close(&mut open));
        runs
    }

    /// Whether a family name and two more capitals stand here, or one more after a title: a name,
    /// though its first word is also one of offices, places or sentences (`Đoàn`, `Thái`, `To`).
    fn begins_native(&self, i: usize) -> bool {
        let Some([first, second]) = self.scene.tokens.get(i..i + 2) else { return false };
        let third = self.scene.tokens.get(i + 2);
        let text = self.scene.text;
        let titled = ending_at(text, &self.scene.marks.posts, first.start).is_some()
            || ending_at(text, &self.scene.marks.ranks, first.start).is_some();
        let free = |t: &Token| {
            t.capital
                && !self.blocked(t, false)
                && super::native::is_syllable(&text.quote(t.start, t.end))
        };
        let joined = only_blanks(text, first.end, second.start);
        let third = third.is_some_and(|t| only_blanks(text, second.end, t.start) && free(t));
        self.family(first) && joined && free(second) && (titled || third)
    }

    fn family(&self, token: &Token) -> bool {
        self.families.begins(&self.scene.text.quote(token.start, token.end))
    }

    fn close(&self, open: &mut Vec<&Token>) -> Option<Run> {
        let (first, last) = (open.first()?, open.last()?);
        let (start, end) = (first.start, last.end);
        let text = self.scene.text;
        let words: Vec<String> = open.iter().map(|t| text.quote(t.start, t.end)).collect();
        open.clear();
        let native = self.families.is_name(&words);
        let letters: usize = words.iter().map(|w| w.chars().count()).sum();
        let shouting = words.iter().all(|w| w.chars().all(char::is_uppercase));
        (letters > 1 && !shouting).then_some(Run { start, end, words, native })
    }

    fn judge(&self, run: &Run, listed: bool) -> Option<NameAt> {
        let rank = self.rank_before(run.start);
        let begun = rank.map_or(run.start, |(start, _)| start);
        let before = self.post_before(begun);
        let after = self.post_after(run.end);
        let many = run.words.len() >= 2;
        let titled = rank.is_some_and(|(_, mark)| mark.value == "courtesy" || many)
            || rank.is_some() && !many;
        let whole = run.native && run.words.len() >= 3;
        let posted = many && (before.is_some() || after.is_some() && run.words.len() <= 5);
        // `Minister Lâm`: a given name right after a post.
        let given = !many && run.words.iter().all(|w| super::native::is_syllable(w));
        let posted = posted
            || given && ending_at(self.scene.text, &self.scene.marks.posts, run.start).is_some();
        let bylined = many && self.byline(run);
        if !(titled || whole || posted || bylined || (many && listed)) {
            return None;
        }
        let post = before.or(after);
        let printed = self.scene.text.quote(run.start, run.end);
        let agency = post.and_then(|(start, end)| self.scene.agency_of(start, end, run.native));
        let agency = agency.or_else(|| self.led(begun));
        let quoted = post.map(|(start, end)| self.scene.text.quote(start, end));
        Some(NameAt {
            start: run.start,
            end: run.end,
            printed,
            rank: rank
                .filter(|(_, m)| m.value == "rank")
                .map(|(start, mark)| self.scene.text.quote(start, mark.end)),
            post: if bylined && quoted.is_none() { Some("reporter".to_owned()) } else { quoted },
            agency,
            short: !many,
            native: run.native,
        })
    }

    /// The ranks and courtesy titles that end right before a name; the first one's start.
    fn rank_before(&self, start: usize) -> Option<(usize, &Mark)> {
        let ranks = &self.scene.marks.ranks;
        let nearest = ending_at(self.scene.text, ranks, start)?;
        let mut begun = nearest.start;
        while let Some(further) = ending_at(self.scene.text, ranks, begun) {
            begun = further.start;
        }
        Some((begun, nearest))
    }

    /// The post that ends before a name, with the office it belongs to.
    fn post_before(&self, start: usize) -> Option<(usize, usize)> {
        let text = self.scene.text;
        let mut end = text.trim_end(start);
        // A comma may part the post from a rank: `Tổng Thư ký …, Đại tướng X`.
        if text.before(end) == ',' {
            let rank = starting_at(text, &self.scene.marks.ranks, end);
            rank?;
            end = text.trim_end(end - 1);
        }
        let post = self.scene.marks.posts.iter().rfind(|p| p.end <= end)?;
        let near = end - post.end <= CHAIN_MAX && self.chained(post.end, end);
        near.then(|| (self.land_before(post.start), end))
    }

    /// A country right before a post is part of it: `Thai Minister of Justice`.
    fn land_before(&self, start: usize) -> usize {
        let text = self.scene.text;
        let trimmed = text.trim_end(start);
        let owner = text.folded(trimmed.saturating_sub(2), trimmed) == "'s";
        let end = if owner { trimmed - 2 } else { trimmed };
        let found = ending_at(text, &self.scene.marks.places, end);
        let agency = self.scene.agencies.iter().find(|a| a.end == end);
        found.map(|m| m.start).or(agency.map(|a| a.start)).unwrap_or(start)
    }

    /// Whether a piece holds only what an office is called: no stop, no act, and an office or a
    /// place at its end.
    fn chained(&self, start: usize, end: usize) -> bool {
        if only_blanks(self.scene.text, start, end) {
            return true;
        }
        let marks = self.scene.marks;
        let stops = |c: char| matches!(c, '.' | ';' | ':' | '\n' | '|' | ',' | '"');
        if (start..end).any(|p| stops(self.scene.text.at(p))) {
            return false;
        }
        let said = marks.acts.iter().any(|a| a.overlaps(start, end) && !self.in_office(a));
        let closed = marks.places.iter().chain(&marks.bodies).any(|m| m.end == end)
            || self.scene.agencies.iter().any(|a| a.end == end)
            || self.scene.text.before(end) == ')';
        closed && !said
    }

    fn in_office(&self, mark: &Mark) -> bool {
        self.scene.agencies.iter().any(|a| a.start <= mark.start && mark.end <= a.end)
    }

    /// The post after a name: `, Deputy Minister of Public Security`.
    fn post_after(&self, end: usize) -> Option<(usize, usize)> {
        let text = self.scene.text;
        let mut comma = text.skip_spaces(end);
        if text.at(comma) == '(' && text.at(comma + 2) == ')' {
            comma = text.skip_spaces(comma + 3); // `(L)`: left in the picture
        }
        if !matches!(text.at(comma), ',' | '-' | '(') {
            return None;
        }
        let post = self.scene.marks.posts.iter().find(|p| p.start > comma)?;
        let gap = text.folded(comma + 1, post.start);
        let open = gap.contains([',', '.', '\n', ';']) || post.start - comma > TAIL_MAX;
        let other = self.scene.marks.ranks.iter().any(|r| r.overlaps(comma, post.start));
        if open || other {
            return None;
        }
        // A name right after the post is the one the post belongs to.
        let named = self.scene.tokens.iter().find(|t| t.start >= post.end);
        let taken = named.is_some_and(|t| {
            t.capital && only_blanks(text, post.end, t.start) && !self.blocked(t, false)
        });
        (!taken).then(|| (post.start, self.office_end(post)))
    }

    /// The end of the office a post belongs to: offices and places that follow one another.
    fn office_end(&self, post: &Mark) -> usize {
        let text = self.scene.text;
        let marks = self.scene.marks;
        let mut end = post.end;
        loop {
            let places = marks.places.iter().chain(&marks.bodies).map(|m| (m.start, m.end));
            let offices = self.scene.agencies.iter().map(|a| (a.start, a.end));
            let linked = |(start, to): &(usize, usize)| {
                let near = *start >= end && *to > end && start - end <= LINK_MAX;
                near && LINKS.contains(&text.folded(end, *start).trim_matches(' '))
            };
            let next = places.chain(offices).filter(linked);
            match next.map(|(_, to)| to).max() {
                Some(to) => end = to,
                None => return end,
            }
        }
    }

    /// The agency whose delegation a person leads: `a delegation of X led by Y`.
    fn led(&self, start: usize) -> Option<String> {
        let text = self.scene.text;
        let led = self.scene.marks.jobs("led").filter(|m| m.end <= start).last()?;
        let near = start - led.end <= CHAIN_MAX;
        let open = (led.end..start).all(|p| !".;\n".contains(text.at(p)));
        let other = self.scene.agencies.iter().any(|a| a.start >= led.end && a.end <= start);
        let agency = self.scene.agencies.iter().rfind(|a| a.end <= led.start)?;
        let same = (agency.end..led.start).all(|p| !".;\n".contains(text.at(p)));
        (near && open && same && !other).then(|| agency.id.clone())
    }

    /// Whether a name follows an accepted one in a list.
    fn continues(&self, last: &NameAt, run: &Run) -> bool {
        let gap = self.scene.text.folded(last.end, run.start);
        let word = matches!(gap.trim(), "and" | "và" | "&" | ", and");
        word && !last.short && last.post.is_some() && !gap.contains('\n')
    }

    /// `By Duy Tien` on a line of its own, or a Vietnamese name alone in the last line.
    fn byline(&self, run: &Run) -> bool {
        let text = self.scene.text;
        let after = text.skip_spaces(run.end);
        let ends = after >= text.len() || matches!(text.at(after), '\n' | '\r' | '/');
        let before = text.trim_end(run.start);
        let by = text.folded(before.saturating_sub(3), before);
        let signed = by.trim_start_matches(['\n', '\r', ' ']) == "by";
        let last = (run.end..text.len()).all(|p| !text.at(p).is_alphanumeric());
        let alone = matches!(text.before(before), '\n' | '\r');
        let native = run.words.iter().all(|w| super::native::is_syllable(w));
        ends && (signed || last && alone && native && run.words.len() <= 4)
    }

    /// A shorter form of somebody named in full: the given name of a Vietnamese, any word of
    /// others; or the full name again without any title.
    fn short(&self, run: &Run, names: &[NameAt]) -> Option<NameAt> {
        if names.iter().any(|n| n.start < run.end && run.start < n.end) {
            return None;
        }
        let printed = self.scene.text.quote(run.start, run.end);
        let whole = |n: &&NameAt| !n.short && form_of(&printed, n, run.words.len());
        let full = names.iter().find(whole)?;
        Some(NameAt {
            start: run.start,
            end: run.end,
            printed,
            rank: None,
            post: None,
            agency: None,
            short: true,
            native: full.native,
        })
    }
}

/// Whether a text of so many words is a form of the full name.
fn form_of(printed: &str, full: &NameAt, words: usize) -> bool {
    if printed == full.printed {
        return true;
    }
    let mut parts = full.printed.split(' ');
    match (words, full.native) {
        (1, true) => parts.next_back() == Some(printed),
        (1, false) => parts.any(|part| part == printed),
        _ => false,
    }
}
