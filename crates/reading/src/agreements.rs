//! Agreements: treaties, memoranda, plans, and where the report says they stand.

use crate::dates::Date;
use crate::lexicon::Mark;
use crate::marks::{Sentence, ending_at};
use crate::reading::{Agreement, Found};

/// Letters of the longest title.
const TITLE_MAX: usize = 110;
/// Letters before an instrument within which a word says where it stands.
const BEFORE_MAX: usize = 90;
/// Letters after it.
const AFTER_MAX: usize = 60;

/// Every agreement of the report, in the order of the text.
pub(crate) fn find(found: Found<'_>) -> Vec<Agreement> {
    let mut agreements: Vec<Agreement> = Vec::new();
    for agreement in found.scene.marks.agreements.iter().filter_map(|m| read(found, m)) {
        match agreements.iter_mut().find(|a| same(a, &agreement)) {
            Some(known) => join(known, agreement),
            None => agreements.push(agreement),
        }
    }
    agreements
}

fn read(found: Found<'_>, mark: &Mark) -> Option<Agreement> {
    let scene = found.scene;
    let sentence =
        found.sentences.iter().copied().find(|s| s.start <= mark.start && mark.start < s.end)?;
    // Several at once are no instrument of their own: `các Hiệp định đã ký`.
    let plural = ending_at(scene.text, &scene.marks.words, mark.start);
    if plural.is_some_and(|w| w.value == "plural") {
        return None;
    }
    let end = title_end(found, mark, sentence);
    let state = state(found, mark, sentence);
    let date = date(found, mark, end, sentence, state);
    let national = matches!(mark.value, "treaty");
    Some(Agreement {
        title: scene.text.quote(mark.start, end),
        kind: mark.value.to_owned(),
        parties: parties(found, sentence, national),
        date,
        state: state.to_owned(),
        spans: vec![scene.text.span(mark.start, end)],
    })
}

/// The title goes on to the first stop, verb or agency.
fn title_end(found: Found<'_>, mark: &Mark, sentence: Sentence) -> usize {
    let scene = found.scene;
    let limit = sentence.end.min(mark.end + TITLE_MAX);
    let stops = |p: &usize| ",;:.|\n()\"".contains(scene.text.at(*p));
    let stop = (mark.end..limit).find(stops).unwrap_or(limit);
    let act = scene.marks.acts.iter().find(|a| a.start > mark.end).map_or(stop, |a| a.start);
    let agency = scene.agencies.iter().find(|a| a.start > mark.end).map_or(stop, |a| a.start);
    let between = BETWEEN.iter().filter_map(|word| {
        let len = word.chars().count();
        (mark.end..stop).find(|p| scene.text.folded(*p, p + len) == *word)
    });
    let both = scene.marks.jobs("both").find(|b| b.start > mark.end).map_or(stop, |b| b.start);
    let next = scene.marks.agreements.iter().find(|a| a.start >= mark.end);
    let next = next.map_or(stop, |a| a.start);
    let end = between.chain([stop, act, agency, both, next]).min().unwrap_or(stop);
    scene.text.trim_end(end.max(mark.end))
}

/// Words that part a title from what is said of it.
const BETWEEN: &[&str] = &[
    " between ",
    " giữa ",
    " with ",
    " với ",
    " was ",
    " as ",
    " and a ",
    " and the ",
    " đã ",
    "ระหว่าง",
    "ລະຫວ່າງ",
    " signed",
];

fn state(found: Found<'_>, mark: &Mark, sentence: Sentence) -> &'static str {
    let marks = found.scene.marks;
    let from = sentence.start.max(mark.start.saturating_sub(BEFORE_MAX));
    let until = sentence.end.min(mark.end + AFTER_MAX);
    let nearest = |job: &str| {
        let near = marks.words.iter().filter(|w| w.value == job);
        let away = near.filter_map(|w| {
            let before = w.start >= from && w.end <= mark.start;
            let after = w.start >= mark.end && w.end <= until;
            if before {
                Some(mark.start - w.end)
            } else if after {
                Some(w.start - mark.end + BEFORE_MAX)
            } else {
                None
            }
        });
        away.min()
    };
    if nearest("negotiating").is_some() {
        return "negotiating";
    }
    if nearest("proposing").is_some() {
        return "proposed";
    }
    // A mark may hold the word itself: `ký biên bản`.
    let within = marks.jobs("signing").any(|w| w.start <= mark.start && w.end > mark.start);
    match (nearest("signing").or(within.then_some(0)), nearest("force")) {
        (Some(signed), Some(force)) if signed <= force => "signed",
        (Some(_), None) => "signed",
        _ => "in_force",
    }
}

fn date(
    found: Found<'_>,
    mark: &Mark,
    end: usize,
    sentence: Sentence,
    state: &str,
) -> Option<String> {
    let titled = found.dates.iter().find(|d| d.start >= mark.start && d.end <= end + 1);
    let inside = |d: &&Date| sentence.start <= d.start && d.end <= sentence.end;
    let day = found.dates.iter().filter(inside).find(|d| d.first.day.is_some());
    let close = |d: &&Date| {
        let text = found.scene.text;
        let gap = d.start.checked_sub(end).filter(|gap| *gap <= AFTER_MAX);
        gap.is_some() && !(end..d.start).any(|p| ",;.".contains(text.at(p)))
    };
    let near = found.dates.iter().filter(inside).find(close);
    let mut main = found.dates.iter().filter(|d| d.first.day.is_some() && d.start > 20);
    let main = main.rfind(|d| d.start < mark.start);
    match state {
        "signed" => day.or(near).or(main).or(titled),
        "in_force" => titled,
        _ => None,
    }
    .map(Date::iso)
}

fn parties(found: Found<'_>, sentence: Sentence, national: bool) -> Vec<String> {
    let inside = |start: usize| sentence.start <= start && start < sentence.end;
    let mut ids: Vec<String> = Vec::new();
    let named = found.scene.agencies.iter().filter(|a| inside(a.start));
    for agency in named.chain(found.scene.agencies).filter(|a| a.country() != "int") {
        let id = if national { format!("{}.gov", agency.country()) } else { agency.id.clone() };
        let foreign = ids.first().is_none_or(|first| !first.starts_with(agency.country()));
        if ids.len() < 2 && foreign {
            ids.push(id);
        }
    }
    ids
}

/// Whether two mentions are of one instrument: the same kind, and nothing that tells them apart.
fn same(a: &Agreement, b: &Agreement) -> bool {
    let made = |x: &Agreement| matches!(x.state.as_str(), "signed" | "in_force");
    let year = |x: &Agreement| x.date.as_ref().map(|d| d.chars().take(4).collect::<String>());
    let alike = match (titled_year(&a.title), titled_year(&b.title)) {
        (Some(x), Some(y)) => x == y && made(a) == made(b),
        (None, None) => a.state == b.state && year(a) == year(b),
        _ => a.state == b.state || made(a) == made(b) && year(a) == year(b),
    };
    a.kind == b.kind && alike
}

/// The year a title ends in or holds.
fn titled_year(title: &str) -> Option<String> {
    let folded = comity_names::fold(title);
    let runs = folded.split(|c: char| !c.is_ascii_digit());
    let mut years = runs.filter(|run| run.len() == YEAR_DIGITS);
    years.next_back().map(str::to_owned)
}

/// Digits of a year.
const YEAR_DIGITS: usize = 4;

fn join(known: &mut Agreement, other: Agreement) {
    known.spans.extend(other.spans);
    if other.title.chars().count() > known.title.chars().count() {
        known.title = other.title;
    }
    if known.state == "in_force" {
        known.state = other.state;
    }
    let precise = |d: &Option<String>| d.as_ref().map_or(0, String::len);
    if precise(&other.date) > precise(&known.date) {
        known.date = other.date;
    }
}
