//! Meetings: sessions with their number, and working sessions with whom they were held.
//!
//! A mention becomes a meeting when it has a number, when it says with whom, or when it is a
//! dialogue, a working group or a conference with a date or a place. Mentions of one meeting are
//! brought together; `the meeting` alone is none.

use crate::agencies::country;
use crate::dates::{Date, relative};
use crate::lexicon::Mark;
use crate::marks::{Sentence, starting_at};
use crate::ordinals::{self, OrdinalAt};
use crate::reading::{Found, Meeting, Status};

/// Letters between a meeting's name and the number after it.
const NUMBER_AFTER_MAX: usize = 170;
/// Letters between a number and the meeting's name after it.
const NUMBER_BEFORE_MAX: usize = 48;
/// Letters between `talks with` and the person met.
const COUNTERPART_MAX: usize = 170;
/// The same, to an agency where no person is named.
const AGENCY_MAX: usize = 60;

/// Every meeting of the report, in the order of the text.
pub(crate) fn find(found: Found<'_>) -> Vec<Meeting> {
    let ordinals = ordinals::find(found.scene.text, found.scene.marks);
    let finder = Finder { found, ordinals };
    let mut meetings: Vec<Mention> = Vec::new();
    for mention in finder.mentions() {
        match meetings.iter_mut().find(|m| m.same(&mention)) {
            Some(meeting) => meeting.join(mention),
            None => meetings.push(mention),
        }
    }
    let numbered: Vec<String> = meetings
        .iter()
        .filter(|m| m.meeting.ordinal.is_some())
        .map(|m| m.meeting.kind.clone())
        .collect();
    let vague = |m: &Mention| {
        m.with.is_none() && m.meeting.ordinal.is_none() && numbered.contains(&m.meeting.kind)
    };
    meetings.into_iter().filter(|m| !vague(m)).map(|m| finder.finished(m)).collect()
}

/// A meeting as one or more mentions show it.
#[derive(Debug, Clone)]
struct Mention {
    meeting: Meeting,
    /// The agency or the person met.
    with: Option<String>,
}

impl Mention {
    fn same(&self, other: &Self) -> bool {
        let (a, b) = (&self.meeting, &other.meeting);
        match (a.ordinal, b.ordinal) {
            (Some(x), Some(y)) => x == y && kin(&a.kind, &b.kind),
            (None, None) => match (&self.with, &other.with) {
                (Some(x), Some(y)) => x == y,
                (None, None) => a.kind == b.kind,
                _ => false,
            },
            _ => false,
        }
    }

    fn join(&mut self, other: Self) {
        let meeting = &mut self.meeting;
        meeting.spans.extend(other.meeting.spans);
        if generic(&meeting.kind) {
            meeting.kind = other.meeting.kind;
        }
        let precise = |d: &Option<String>| d.as_ref().map_or(0, String::len);
        if precise(&other.meeting.date) > precise(&meeting.date) {
            meeting.date = other.meeting.date;
        }
        meeting.place = meeting.place.take().or(other.meeting.place);
        if meeting.parties.len() < other.meeting.parties.len() {
            meeting.parties = other.meeting.parties;
        }
        meeting.status = meeting.status.min(other.meeting.status);
    }
}

fn generic(kind: &str) -> bool {
    matches!(kind, "meeting" | "conference")
}

fn kin(a: &str, b: &str) -> bool {
    a == b || generic(a) || generic(b)
}

struct Finder<'a> {
    found: Found<'a>,
    ordinals: Vec<OrdinalAt>,
}

impl Finder<'_> {
    fn mentions(&self) -> Vec<Mention> {
        let scene = self.found.scene;
        let marks = scene.marks.meetings.iter();
        let outside = |m: &&Mark| !scene.agencies.iter().any(|a| m.overlaps(a.start, a.end));
        marks.filter(outside).filter_map(|mark| self.read(mark)).collect()
    }

    fn sentence(&self, at: usize) -> Option<Sentence> {
        self.found.sentences.iter().copied().find(|s| s.start <= at && at < s.end)
    }

    fn read(&self, mark: &Mark) -> Option<Mention> {
        let sentence = self.sentence(mark.start)?;
        let ordinal = self.ordinal(mark, sentence);
        if ordinal.is_some_and(|o| self.is_other(o, mark)) {
            return None;
        }
        if mark.value == "working_session" && ordinal.is_none() {
            return self.working_session(mark, sentence);
        }
        let dated = self.date_near(mark, sentence);
        let place = self.place_in(mark, sentence);
        let solid = !matches!(mark.value, "meeting" | "working_session");
        let held = self.found.scene.marks.has("held", sentence.start, sentence.end);
        let told = solid && held && (dated.is_some() || place.is_some());
        if ordinal.is_none() && !told {
            return None;
        }
        let kind = if mark.value == "working_session" { "meeting" } else { mark.value };
        let start = ordinal.map_or(mark.start, |o| o.start.min(mark.start));
        let end = ordinal.map_or(mark.end, |o| o.end.max(mark.end));
        let meeting = Meeting {
            kind: kind.to_owned(),
            parties: self.parties_in(sentence),
            ordinal: ordinal.map(|o| o.number),
            date: dated.map(|(iso, _)| iso),
            place,
            status: self.status(mark, sentence),
            spans: vec![self.found.scene.text.span(start, end)],
        };
        Some(Mention { meeting, with: None })
    }

    /// The number that belongs to a meeting's name.
    fn ordinal(&self, mark: &Mark, sentence: Sentence) -> Option<OrdinalAt> {
        let scene = self.found.scene;
        let clear = |start: usize, end: usize, stops: &str| {
            let stopped = (start..end).any(|p| stops.contains(scene.text.at(p)));
            let other = scene
                .marks
                .meetings
                .iter()
                .any(|m| m.start != mark.start && m.overlaps(start, end) && !generic(m.value));
            let instrument =
                scene.marks.agreements.iter().any(|a| start <= a.start && a.end <= end);
            !stopped && !other && !instrument
        };
        self.ordinals.iter().copied().find(|o| {
            let inside = sentence.start <= o.start && o.end <= sentence.end;
            let after = o.start >= mark.end
                && o.start - mark.end <= NUMBER_AFTER_MAX
                && clear(mark.end, o.start, ";|");
            let before = o.end <= mark.start
                && mark.start - o.end <= NUMBER_BEFORE_MAX
                && clear(o.end, mark.start, ",;|.(");
            let within = o.start >= mark.start && o.end <= mark.end;
            inside && ((!o.before && after) || (o.before && before) || within)
        })
    }

    /// Whether the number counts something that is no meeting: a congress, an anniversary.
    fn is_other(&self, ordinal: OrdinalAt, mark: &Mark) -> bool {
        let (start, end) = (ordinal.start.min(mark.start), ordinal.end.max(mark.end));
        let near = starting_at(self.found.scene.text, &self.found.scene.marks.words, mark.end);
        self.found.scene.marks.has("not_meeting", start, end)
            || near.is_some_and(|m| m.value == "not_meeting")
    }

    fn working_session(&self, mark: &Mark, sentence: Sentence) -> Option<Mention> {
        let scene = self.found.scene;
        let person = self.found.names.iter().find(|n| {
            n.start >= mark.end && n.start - mark.end <= COUNTERPART_MAX && n.end <= sentence.end
        });
        let stops = |p: &usize| ",;:.|\n".contains(scene.text.at(*p));
        let clause = (mark.end..sentence.end).find(stops).unwrap_or(sentence.end);
        let near = clause.min(mark.end + COUNTERPART_MAX);
        let other = scene.marks.meetings.iter().find(|m| m.start >= mark.end);
        let near = other.map_or(near, |m| near.min(m.start));
        let office = scene.agencies.iter().find(|a| a.start >= mark.end && a.start < near);
        let office = office.filter(|a| a.start - mark.end <= AGENCY_MAX || person.is_some());
        let person = person.filter(|n| other.is_none_or(|m| n.start < m.start));
        let titled = scene.marks.posts.iter().any(|p| p.start >= mark.end && p.end <= near);
        if person.is_none() && office.is_none() && !titled {
            return None;
        }
        let known = person.and_then(|n| self.person_agency(&n.printed));
        let agency = known
            .or_else(|| scene.agency_in(mark.end, near))
            .or_else(|| office.map(|a| a.id.clone()))
            .or_else(|| person.map(|n| n.printed.clone()))?;
        if !agency.contains('.') && person.is_none() {
            return None;
        }
        let meeting = Meeting {
            kind: mark.value.to_owned(),
            parties: self.with_home(&agency),
            ordinal: None,
            date: self.date_near(mark, sentence).map(|(iso, _)| iso),
            place: self.place_in(mark, sentence),
            status: self.status(mark, sentence),
            spans: vec![scene.text.span(mark.start, mark.end)],
        };
        Some(Mention { meeting, with: Some(agency) })
    }

    fn person_agency(&self, printed: &str) -> Option<String> {
        let person =
            self.found.persons.iter().find(|p| p.as_printed.iter().any(|f| f == printed))?;
        person.agency.clone().filter(|a| a.contains('.'))
    }

    /// The agency met and the agency of another country the report names most.
    fn with_home(&self, agency: &str) -> Vec<String> {
        let mut counts: Vec<(usize, &str)> = Vec::new();
        for at in self.found.scene.agencies {
            let foreign = at.country() != country(agency) && at.country() != "int";
            match counts.iter_mut().find(|(_, id)| *id == at.id) {
                Some((count, _)) => *count += 1,
                None if foreign => counts.push((1, &at.id)),
                None => {}
            }
        }
        let most = counts.iter().map(|(count, _)| *count).max();
        let home = counts.iter().find(|(count, _)| Some(*count) == most);
        let home = home.map(|(_, id)| (*id).to_owned());
        let met = agency.contains('.').then(|| agency.to_owned());
        let met = met.or_else(|| (agency.len() == 2).then(|| agency.to_owned()));
        home.into_iter().chain(met).collect()
    }

    /// Two agencies of different countries named in the sentence.
    fn parties_in(&self, sentence: Sentence) -> Vec<String> {
        let inside = |start: usize| sentence.start <= start && start < sentence.end;
        let named = self.found.scene.agencies.iter().filter(|a| inside(a.start));
        pair(named.map(|a| a.id.as_str()))
    }

    fn finished(&self, mention: Mention) -> Meeting {
        let mut meeting = mention.meeting;
        if meeting.parties.len() < 2 {
            // The agencies named last before the meeting, then those after it.
            let text = self.found.scene.text;
            let at = meeting.spans.first().map_or(0, |s| s.start);
            let all = self.found.scene.agencies;
            let (before, after): (Vec<_>, Vec<_>) =
                all.iter().partition(|a| text.span(a.start, a.end).start < at);
            let near = before.iter().rev().chain(&after).map(|a| a.id.as_str());
            let two = pair(near);
            if two.len() > meeting.parties.len() {
                meeting.parties = two;
            }
        }
        if meeting.date.is_none() && meeting.status == Status::Held {
            meeting.date = self.main_date(meeting.spans.first().map_or(0, |s| s.start));
        }
        meeting
    }

    /// The day the report is about: the last day or range before the place, else its first one.
    fn main_date(&self, at: usize) -> Option<String> {
        let text = self.found.scene.text;
        let header = |d: &&Date| text.span(d.start, d.end).start > HEADER_MAX || d.last.is_some();
        let days = self.found.dates.iter().filter(|d| d.first.day.is_some()).filter(header);
        let before = days.clone().take_while(|d| text.span(d.start, d.end).start < at).last();
        before.or(days.into_iter().next()).map(Date::iso)
    }

    fn status(&self, mark: &Mark, sentence: Sentence) -> Status {
        let marks = self.found.scene.marks;
        let planned = marks.has("planned", sentence.start, mark.start)
            || marks.has("planned", mark.end, sentence.end.min(mark.end + PLAN_MAX))
            || marks.jobs("planned").any(|w| w.overlaps(mark.start, mark.end));
        let dated = self.date_near(mark, sentence);
        let past = dated.is_some_and(|(iso, future)| !future && iso.len() > YEAR_LEN);
        let held = marks.has("held", sentence.start, sentence.end);
        if planned && !(past && held) { Status::Planned } else { Status::Held }
    }

    /// The date in the sentence nearest to the meeting, and whether it lies in a coming year.
    fn date_near(&self, mark: &Mark, sentence: Sentence) -> Option<(String, bool)> {
        let inside = |start: usize| sentence.start <= start && start < sentence.end;
        let away = |d: &Date| {
            if d.start >= mark.end { d.start - mark.end } else { mark.start.saturating_sub(d.end) }
        };
        // A bare year belongs to the meeting only when nothing parts them, or in a plan.
        let planned = self.found.scene.marks.has("planned", sentence.start, sentence.end);
        let near = |d: &Date| {
            let text = self.found.scene.text;
            let gap = mark.end.min(d.start)..d.start;
            d.first.month.is_some()
                || planned
                || away(d) <= YEAR_MAX && !gap.into_iter().any(|p| ",;".contains(text.at(p)))
        };
        let dates = self.found.dates.iter().filter(|d| inside(d.start) && near(d));
        let rank = |d: &&Date| (d.first.day.is_none(), d.first.month.is_none(), away(d));
        let best = dates.min_by_key(rank);
        let said = self.found.scene.marks.words.iter().filter(|m| inside(m.start));
        let said = said.into_iter().find_map(|m| relative(m.value, self.found.year?));
        match (best, said) {
            (Some(date), None) => {
                let future = self.found.year.is_some_and(|y| date.first.year > y);
                Some((date.iso(), future))
            }
            (_, Some(year)) => Some((year.to_string(), true)),
            (None, None) => None,
        }
    }

    /// Past the words between `in` and the name of the place.
    fn past_fillers(&self, mut at: usize) -> usize {
        let text = self.found.scene.text;
        for filler in FILLERS {
            let end = at + filler.chars().count();
            if text.folded(at, end) == *filler {
                at = text.skip_spaces(end);
            }
        }
        at
    }

    /// The place after `in`, `tại`, `ณ`; a town rather than a country.
    fn place_in(&self, mark: &Mark, sentence: Sentence) -> Option<String> {
        let scene = self.found.scene;
        let after = |word: &Mark| {
            let at = self.past_fillers(scene.text.skip_spaces(word.end));
            starting_at(scene.text, &scene.marks.places, at)
        };
        let words = scene.marks.words.iter().filter(|w| {
            let place = matches!(scene.text.folded(w.start, w.end).as_str(), "in" | "at")
                || w.value == "at";
            place && sentence.start <= w.start && w.end <= sentence.end
        });
        let mut places: Vec<&Mark> = words.filter_map(after).collect();
        // What follows the meeting says where it is; what stands before it may be where it was agreed.
        let follows = |p: &Mark| p.start >= mark.end && p.start - mark.end <= PLACE_MAX;
        places
            .sort_by_key(|p| (!follows(p), p.value.starts_with('='), p.start.abs_diff(mark.start)));
        places.first().map(|p| scene.text.quote(p.start, p.end))
    }
}

/// Letters after a meeting's name within which a plan is told of it.
const PLAN_MAX: usize = 160;
/// Letters between a meeting and the place after it.
const PLACE_MAX: usize = 170;
/// Length of a bare year.
const YEAR_LEN: usize = 4;
/// Letters between a meeting and the bare year it was held in.
const YEAR_MAX: usize = 70;
/// Code points of a report's head, where its own date stands.
const HEADER_MAX: usize = 20;
/// Words between `in` and the name of the place.
const FILLERS: &[&str] = &[
    "the ",
    "thủ đô ",
    "tỉnh ",
    "thành phố ",
    "thị xã ",
    "tp ",
    "จังหวัด",
    "เมือง",
    "ແຂວງ",
    "ນະຄອນຫຼວງ",
    "capital ",
];

/// The first two of different countries.
fn pair<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut two: Vec<String> = Vec::new();
    for id in ids.filter(|id| !id.starts_with("int.")) {
        let new = two.first().is_none_or(|first| country(first) != country(id));
        if two.len() < 2 && new {
            two.push(id.to_owned());
        }
    }
    two
}
