//! Crime areas and topics. A topic that only stands in the name of a meeting is none.

use crate::lexicon::Mark;
use crate::reading::{AreaFact, Found};

/// Topics that occur in the names of mechanisms, and there say nothing of what was talked about.
const NAMING: &[&str] = &["POL", "INTEL"];
/// Letters from the head of a meeting within which a word belongs to its name.
const NAME_MAX: usize = 60;

pub(crate) fn find(found: Found<'_>) -> Vec<AreaFact> {
    let mut facts: Vec<AreaFact> = Vec::new();
    for mark in marks(found) {
        let span = found.scene.text.span(mark.start, mark.end);
        match facts.iter_mut().find(|f| f.code == mark.value) {
            Some(fact) => fact.spans.push(span),
            None => facts.push(AreaFact { code: mark.value.to_owned(), spans: vec![span] }),
        }
    }
    facts
}

/// The codes inside a piece of the report, each once, in the order of the text.
pub(crate) fn codes_in(found: Found<'_>, start: usize, end: usize) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for mark in marks(found).filter(|m| m.start >= start && m.end <= end) {
        if !codes.iter().any(|c| c == mark.value) {
            codes.push(mark.value.to_owned());
        }
    }
    codes
}

fn marks(found: Found<'_>) -> impl Iterator<Item = &Mark> {
    found.scene.marks.areas.iter().filter(move |mark| !names_meeting(found, mark))
}

fn names_meeting(found: Found<'_>, mark: &Mark) -> bool {
    let text = found.scene.text;
    let office = found.scene.agencies.iter().any(|a| mark.overlaps(a.start, a.end));
    let head = found.scene.marks.meetings.iter().rfind(|m| m.end <= mark.start);
    let within = head.is_some_and(|m| {
        mark.start - m.end <= NAME_MAX
            && (m.end..mark.start).all(|p| !",;.:\n".contains(text.at(p)))
    });
    office || (NAMING.contains(&mark.value) && within)
}
