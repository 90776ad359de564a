//! Statements: what was said, by which side, and in which way. `hoped` is never `agreed`.

use crate::agencies::country;
use crate::areas;
use crate::lexicon::Mark;
use crate::marks::Sentence;
use crate::reading::{Found, Statement};

/// Letters between the one who speaks and the verb.
const SUBJECT_MAX: usize = 160;
/// Letters between a break and a verb that takes its subject from before.
const BREAK_MAX: usize = 26;

/// Somebody who may be the subject of a verb.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Speaker {
    start: usize,
    end: usize,
    /// `both`, an agency or a country; nothing for `he`.
    side: Option<String>,
}

/// A verb of saying with its subject.
#[derive(Debug, Clone)]
struct Saying {
    act: &'static str,
    side: String,
    start: usize,
    verb: usize,
}

/// Every statement of the report, in the order of the text.
pub(crate) fn find(found: Found<'_>) -> Vec<Statement> {
    let speakers = speakers(found);
    let mut statements: Vec<Statement> = Vec::new();
    let mut last: Option<Saying> = None;
    for sentence in found.sentences {
        let sayings = sayings(found, &speakers, *sentence, last.as_ref());
        for (i, saying) in sayings.iter().enumerate() {
            let end = sayings.get(i + 1).map_or(sentence.end, |next| next.start);
            statements.push(statement(found, saying, end));
        }
        last = sayings.last().cloned().or(last);
    }
    statements
}

fn statement(found: Found<'_>, saying: &Saying, end: usize) -> Statement {
    let text = found.scene.text;
    let mut end = text.trim_end(end);
    while end > saying.start && !text.before(end).is_alphanumeric() {
        end = text.trim_end(end - 1);
    }
    let span = text.span(saying.start, end);
    Statement {
        act: saying.act.to_owned(),
        actors: saying.side.clone(),
        start: span.start,
        end: span.end,
        areas: areas::codes_in(found, saying.verb, end),
    }
}

fn sayings(
    found: Found<'_>,
    speakers: &[Speaker],
    sentence: Sentence,
    last: Option<&Saying>,
) -> Vec<Saying> {
    let scene = found.scene;
    let outside = |m: &&Mark| {
        let covered = |list: &[Mark]| list.iter().any(|p| p.start <= m.start && m.start < p.end);
        let named = scene.agencies.iter().any(|a| a.start <= m.start && m.start < a.end)
            || covered(&scene.marks.posts)
            || covered(&scene.marks.agreements)
            || m.value == "signed" && !instrument_near(found, m);
        sentence.start <= m.start && m.end <= sentence.end && !named
    };
    let verbs = with_futures(found, speakers);
    let mut sayings: Vec<Saying> = Vec::new();
    let mut from = sentence.start;
    for mark in verbs.iter().filter(outside) {
        let before = sayings.last().or(last);
        if sayings.last().is_some_and(|s| nested(found, speakers, s, mark)) {
            continue;
        }
        let subject = subject(found, speakers, (from, sentence.start), mark)
            .filter(|_| sayings.is_empty() || !joining(found, mark));
        let saying = match subject {
            _ if let Some(saying) = inverted(found, speakers, sentence, mark) => Some(saying),
            Some(speaker) => spoken(found, speakers, speaker, mark, before),
            None => inherited(found, mark, before, from, !sayings.is_empty()),
        };
        if let Some(saying) = saying {
            from = mark.end;
            add(found, &mut sayings, saying);
        }
    }
    let tail = sayings.last().and_then(|s| after_semicolon(found, s, sentence.end));
    sayings.extend(tail);
    sayings
}

/// Adds a saying to those before it. `He said that both agreed` is what both agreed; two verbs of
/// one kind joined by `and` are one statement.
fn add(found: Found<'_>, sayings: &mut Vec<Saying>, saying: Saying) {
    let text = found.scene.text;
    if let Some(last) = sayings.last() {
        let parted = (last.verb..saying.start).any(|p| text.at(p) == ';');
        let same =
            last.act == saying.act && last.side == saying.side && saying.start == saying.verb;
        let frame = last.act == "noted" && last.side != saying.side;
        let close = saying.verb - last.verb <= TWIN_MAX && last.side == saying.side;
        let signing = close && saying.act == "signed";
        if (same || close) && !parted && !signing {
            return;
        }
        if signing && !parted {
            sayings.pop();
            sayings.push(saying);
            return;
        }
        if frame && !parted {
            sayings.pop();
        }
    }
    let parted = gap(found, sayings, &saying);
    sayings.extend(parted);
    sayings.push(saying);
}

/// Letters between two verbs that are one: `welcomed and praised`.
const TWIN_MAX: usize = 24;

/// `…, said Minister X`: the subject stands after the verb, what was said before it.
fn inverted(
    found: Found<'_>,
    speakers: &[Speaker],
    sentence: Sentence,
    mark: &Mark,
) -> Option<Saying> {
    let text = found.scene.text;
    let comma = text.before(text.trim_end(mark.start)) == ',';
    let word = text.folded(mark.start, mark.end);
    let after = speakers.iter().filter(|s| s.start >= mark.end);
    let next = after.filter(|s| s.start - mark.end <= BREAK_MAX).min_by_key(|s| s.start)?;
    let named = text.is_capital(text.skip_spaces(mark.end));
    let said = comma && named && INVERTED.contains(&word.as_str());
    let side = next.side.clone()?;
    said.then_some(Saying { act: mark.value, side, start: sentence.start, verb: mark.start })
}

/// Verbs that may stand before their subject.
const INVERTED: &[&str] = &["said", "noted", "stressed", "added", "affirmed"];

/// The nearest speaker before a verb, with no other verb in between.
fn subject<'a>(
    found: Found<'_>,
    speakers: &'a [Speaker],
    (from, sentence): (usize, usize),
    mark: &Mark,
) -> Option<&'a Speaker> {
    let near = |s: &&Speaker| {
        let before = s.start >= from && s.end <= mark.start;
        let holds = s.start == mark.start && s.end <= mark.end;
        let close = mark.start.saturating_sub(s.end) <= SUBJECT_MAX;
        let open = s.start >= sentence && !breaks(found, s.end, mark.start);
        (before && close && open) || holds
    };
    speakers.iter().rfind(near)
}

/// Whether a stop or a word that takes no verb after it parts a subject from its verb.
fn breaks(found: Found<'_>, start: usize, end: usize) -> bool {
    (start..end).any(|p| matches!(found.scene.text.at(p), ';' | ':' | '|'))
}

fn spoken(
    found: Found<'_>,
    speakers: &[Speaker],
    speaker: &Speaker,
    mark: &Mark,
    before: Option<&Saying>,
) -> Option<Saying> {
    let act = (mark.value != "same").then_some(mark.value)?;
    let side = match &speaker.side {
        Some(side) => joined(found, speakers, speaker, side, act),
        None => before.map(|b| b.side.clone()).filter(|s| s != "both")?,
    };
    let act =
        if side == "both" && act == "noted" && continues(found, mark) { "agreed" } else { act };
    Some(Saying { act, side, start: speaker.start, verb: mark.start })
}

/// `khẳng định tiếp tục …` of both sides is an agreement to go on.
fn continues(found: Found<'_>, mark: &Mark) -> bool {
    let text = found.scene.text;
    let at = text.skip_spaces(mark.end);
    ["tiếp tục", "sẽ", "to continue", "that they will"]
        .iter()
        .any(|word| text.folded(at, at + word.chars().count()) == *word)
}

/// Two sides joined before a binding verb act together: `A and B signed`.
fn joined(
    found: Found<'_>,
    speakers: &[Speaker],
    speaker: &Speaker,
    side: &str,
    act: &str,
) -> String {
    let binding =
        matches!(act, "signed" | "agreed" | "committed" | "reaffirmed" | "decided" | "described");
    if side == "both" || !binding {
        return side.to_owned();
    }
    let sentence =
        found.sentences.iter().find(|s| s.start <= speaker.start && speaker.start < s.end);
    let from = sentence.map_or(speaker.start, |s| s.start);
    let others = speakers.iter().filter(|s| s.start >= from && s.end <= speaker.start);
    let foreign =
        |s: &Speaker| s.side.as_deref().is_some_and(|o| o == "both" || country(o) != country(side));
    let near = |s: &Speaker| speaker.start - s.end <= SUBJECT_MAX;
    let both = act == "signed" || others.into_iter().any(|s| foreign(s) && near(s));
    if both { "both".to_owned() } else { side.to_owned() }
}

/// A verb without a subject of its own, right after a break: `; nhất trí …`, `and commit to …`.
fn inherited(
    found: Found<'_>,
    mark: &Mark,
    before: Option<&Saying>,
    from: usize,
    begun: bool,
) -> Option<Saying> {
    let text = found.scene.text;
    let before = before?;
    let near = mark.start.saturating_sub(BREAK_MAX).max(from);
    let stop = (near..mark.start).rfind(|p| matches!(text.at(*p), ';' | ','));
    let and = joining(found, mark);
    let opens = !begun && mark.start.saturating_sub(from) <= 2;
    if !(stop.is_some() || and && begun || opens && mark.value == "same") {
        return None;
    }
    let act = if mark.value == "same" { before.act } else { mark.value };
    Some(Saying { act, side: before.side.clone(), start: mark.start, verb: mark.start })
}

/// Whether a word that joins two verbs of one subject stands right before the verb.
fn joining(found: Found<'_>, mark: &Mark) -> bool {
    JOINING.iter().any(|w| {
        let len = w.chars().count();
        found.scene.text.folded(mark.start.saturating_sub(len), mark.start) == *w
    })
}

/// Whether a verb stands in what the verb before it says: nothing parts the two, or only a speaker
/// the first one speaks of (`hoped that the two sides will`).
fn nested(found: Found<'_>, speakers: &[Speaker], last: &Saying, mark: &Mark) -> bool {
    let text = found.scene.text;
    let parted = (last.verb..mark.start).any(|p| ",;:\"".contains(text.at(p)));
    let joined = JOINING.iter().any(|w| {
        let len = w.chars().count();
        (last.verb..mark.start).any(|p| text.folded(p, p + len) == *w)
    });
    let own = speakers.iter().any(|s| s.start == mark.start);
    !parted && (!joined || own) && mark.start > last.verb
}

/// The verbs of saying, and `will` or `have` right after both sides: what both will do is agreed,
/// what both have done is described.
fn with_futures(found: Found<'_>, speakers: &[Speaker]) -> Vec<Mark> {
    let text = found.scene.text;
    let both = |at: usize| {
        let end = text.trim_end(at);
        speakers.iter().any(|s| s.end == end && s.side.as_deref() == Some("both"))
    };
    let futures = found.scene.marks.jobs("future").filter(|m| both(m.start));
    let acts = &found.scene.marks.acts;
    let past = found.scene.marks.jobs("past").filter(|m| {
        let next = text.skip_spaces(m.end);
        both(m.start) && !acts.iter().any(|a| a.overlaps(m.start, next + 1))
    });
    let free = |m: &&Mark| !acts.iter().any(|a| a.overlaps(m.start, m.end));
    let mut verbs: Vec<Mark> = acts.clone();
    verbs.extend(futures.filter(free).map(|m| Mark { value: "agreed", ..*m }));
    verbs.extend(past.map(|m| Mark { value: "described", ..*m }));
    verbs.sort_by_key(|m| m.start);
    verbs
}

/// Whether an instrument stands right after the word for signing, or right before a passive one.
fn instrument_near(found: Found<'_>, mark: &Mark) -> bool {
    found.scene.marks.agreements.iter().any(|a| {
        let after = a.end > mark.start && a.start.saturating_sub(mark.end) <= SIGNED_MAX;
        let before = a.end <= mark.start && mark.start - a.end <= BREAK_MAX;
        let stop =
            (mark.end.min(a.start)..a.start).any(|p| ".;\n".contains(found.scene.text.at(p)));
        (after && !stop) || before
    })
}

/// Letters between `signed` and what was signed.
const SIGNED_MAX: usize = 60;

/// Words that join two verbs of one subject.
const JOINING: &[&str] =
    &[" and ", " và ", "และ", " และ ", "ແລະ ", " ແລະ ", "พร้อม", "พร้อมทั้ง", "đồng thời "];

/// A part between semicolons without a verb of saying goes on with the act before it.
fn gap(found: Found<'_>, sayings: &[Saying], next: &Saying) -> Option<Saying> {
    let last = sayings.last()?;
    after_semicolon(found, last, next.start)
}

fn after_semicolon(found: Found<'_>, last: &Saying, end: usize) -> Option<Saying> {
    let text = found.scene.text;
    let binding = matches!(last.act, "agreed" | "committed" | "suggested" | "asked" | "hoped");
    let semicolon = (last.verb..end).find(|p| text.at(*p) == ';')?;
    let start = text.skip_spaces(semicolon + 1);
    let long = end.saturating_sub(start) > BREAK_MAX;
    (binding && long).then(|| Saying { start, verb: start, ..last.clone() })
}

/// Everybody who may speak: both sides, persons, agencies, officials, pronouns.
fn speakers(found: Found<'_>) -> Vec<Speaker> {
    let scene = found.scene;
    let mut speakers: Vec<Speaker> = Vec::new();
    let both = scene.marks.jobs("both");
    speakers.extend(both.map(|m| made(m.start, m.end, Some("both".to_owned()))));
    speakers.extend(scene.marks.jobs("he").map(|m| made(m.start, m.end, None)));
    for name in found.names {
        let person = found.persons.iter().find(|p| p.as_printed.contains(&name.printed));
        let known = person.and_then(|p| p.agency.clone()).or_else(|| name.agency.clone());
        let side = known.or_else(|| guess(found, name.native));
        speakers.push(made(name.start, name.end, side));
    }
    let free = |start: usize, end: usize, taken: &[Speaker]| {
        !taken.iter().any(|s| s.start < end && start < s.end)
    };
    for agency in scene.agencies.iter().filter(|a| a.country() != "int") {
        if free(agency.start, agency.end, &speakers) {
            speakers.push(made(agency.start, agency.end, Some(agency.id.clone())));
        }
    }
    for post in &scene.marks.posts {
        let end = post.end + OFFICE_MAX;
        let side = scene.agency_in(post.start, end.min(line_end(found, post.end)));
        if let (true, Some(side)) = (free(post.start, post.end, &speakers), side) {
            speakers.push(made(post.start, post.end, Some(side)));
        }
    }
    let lands = scene.marks.jobs("own").chain(scene.marks.jobs("speaker"));
    let lands: Vec<&Mark> = lands.collect();
    for mark in lands {
        let within =
            scene.marks.places.iter().find(|p| {
                p.value.starts_with('=') && p.start >= mark.start && p.start <= mark.end + 1
            });
        if let Some(land) = within {
            let side = land.value.trim_start_matches('=').to_ascii_lowercase();
            speakers.push(made(mark.start, land.end.max(mark.end), Some(side)));
        }
    }
    speakers.sort_by_key(|s| (s.end, s.start));
    speakers
}

/// Letters after a post in which its office is looked for.
const OFFICE_MAX: usize = 60;

fn line_end(found: Found<'_>, from: usize) -> usize {
    let stop = |p: &usize| matches!(found.scene.text.at(*p), '\n' | ',' | '.' | ';');
    (from..found.scene.text.len()).find(stop).unwrap_or(from)
}

fn made(start: usize, end: usize, side: Option<String>) -> Speaker {
    Speaker { start, end, side }
}

/// The side of somebody whose office is not told: a Vietnamese name is of the Vietnamese side, any
/// other of the side the report names most beside it.
fn guess(found: Found<'_>, native: bool) -> Option<String> {
    let agencies = found.scene.agencies.iter().map(|a| a.id.as_str());
    let home = |id: &&str| (country(id) == "vn") == native && country(id) != "int";
    let places = found.scene.marks.places.iter().filter_map(|p| p.value.strip_prefix('='));
    let land = places.map(str::to_ascii_lowercase).find(|cc| (cc == "vn") == native);
    let mut counts: Vec<(usize, &str)> = Vec::new();
    for id in agencies.filter(home) {
        match counts.iter_mut().find(|(_, known)| *known == id) {
            Some((count, _)) => *count += 1,
            None => counts.push((1, id)),
        }
    }
    let most = counts.iter().map(|(count, _)| *count).max();
    let named = counts.iter().find(|(count, _)| Some(*count) == most);
    named.map(|(_, id)| (*id).to_owned()).or(land).or_else(|| native.then(|| "vn".to_owned()))
}
