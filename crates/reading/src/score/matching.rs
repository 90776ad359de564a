//! Which found fact answers which fact of the gold.

use comity_names::fold;

use super::Counts;
use super::gold::{GoldAgreement, GoldMeeting, GoldPerson, GoldReport, GoldStatement, Several};
use crate::reading::{Agreement, Meeting, Person, Reading, Statement, Status};

/// What came of one kind.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) counts: Counts,
    pub(super) missed: Vec<String>,
    pub(super) extra: Vec<String>,
}

pub(super) fn all(reading: &Reading, gold: &GoldReport) -> [(&'static str, Outcome); 6] {
    let codes: Vec<&str> = reading.areas.iter().map(|a| a.code.as_str()).collect();
    [
        ("persons", matched(&reading.persons, &gold.persons, same_person)),
        ("dates", dates(reading, gold)),
        ("meetings", matched(&reading.meetings, &gold.meetings, same_meeting)),
        ("agreements", matched(&reading.agreements, &gold.agreements, same_agreement)),
        ("areas", matched(&codes, &gold.areas, |a: &&str, b: &String| u32::from(*a == b.trim()))),
        ("statements", matched(&reading.statements, &gold.statements, same_statement)),
    ]
}

/// The report's own date is a field of its own: finding it, where the gold does not list it among
/// the dates, is neither right nor wrong.
fn dates(reading: &Reading, gold: &GoldReport) -> Outcome {
    let own = |d: &str| gold.date.as_deref() == Some(d) && !gold.dates.iter().any(|g| g == d);
    let found: Vec<&str> =
        reading.dates.iter().map(|d| d.date.as_str()).filter(|d| !own(d)).collect();
    let mut listed: Vec<String> = gold.dates.clone();
    listed.sort();
    listed.dedup();
    matched(&found, &listed, |a: &&str, b: &String| u32::from(*a == b.trim()))
}

/// Pairs what answers best first; 0 is no answer.
fn matched<F, G>(found: &[F], gold: &[G], likeness: impl Fn(&F, &G) -> u32) -> Outcome
where
    F: std::fmt::Debug,
    G: std::fmt::Debug,
{
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    for (i, f) in found.iter().enumerate() {
        for (j, g) in gold.iter().enumerate() {
            pairs.push((likeness(f, g), i, j));
        }
    }
    pairs.retain(|(score, ..)| *score > 0);
    pairs.sort_by_key(|(score, i, j)| (std::cmp::Reverse(*score), *i, *j));
    let (mut taken, mut answered): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for (_, i, j) in pairs {
        if !taken.contains(&i) && !answered.contains(&j) {
            taken.push(i);
            answered.push(j);
        }
    }
    let left = |done: &[usize], i: usize| !done.contains(&i);
    let missed = gold.iter().enumerate().filter(|(j, _)| left(&answered, *j));
    let extra = found.iter().enumerate().filter(|(i, _)| left(&taken, *i));
    Outcome {
        counts: Counts { right: taken.len(), found: found.len(), gold: gold.len() },
        missed: missed.map(|(_, g)| format!("{g:?}")).collect(),
        extra: extra.map(|(_, f)| format!("{f:?}")).collect(),
    }
}

fn same_person(found: &Person, gold: &GoldPerson) -> u32 {
    let forms = gold.as_printed.iter().chain(std::iter::once(&gold.name));
    let forms: Vec<String> = forms.map(|f| fold(f)).collect();
    let shared = found.as_printed.iter().filter(|f| forms.contains(&fold(f))).count();
    u32::try_from(shared).unwrap_or(u32::MAX)
}

fn same_meeting(found: &Meeting, gold: &GoldMeeting) -> u32 {
    let ordinal = gold.ordinal.as_ref().and_then(|o| o.number());
    let status = match gold.status.as_deref().map(fold).as_deref() {
        Some("held") => found.status == Status::Held,
        Some("planned") => found.status == Status::Planned,
        _ => true,
    };
    let kinds = kinds_agree(&found.kind, gold.kind.as_deref());
    let dates = dates_agree(found.date.as_deref(), gold.date.as_deref());
    let parties = parties_agree(&found.parties, &gold.parties);
    if found.ordinal != ordinal || !status || !kinds || !dates || !parties {
        return 0;
    }
    let shared = shared_parties(&found.parties, &gold.parties);
    1 + shared + u32::from(found.date == gold.date)
}

/// Kinds are told in many words; only a dialogue, a working group and a working session are told
/// apart. A working session has no number, so a numbered one is never held to be another kind.
fn kinds_agree(found: &str, gold: Option<&str>) -> bool {
    let family = |kind: &str| {
        let kind = fold(kind);
        let has = |words: &[&str]| words.iter().any(|w| kind.contains(w));
        if has(&["dialogue", "hld", "đối thoại"]) {
            Some("dialogue")
        } else if has(&["group", "jwg", "nhóm công tác", "committee"]) {
            Some("group")
        } else if has(&["session", "courtesy", "call", "talk", "reception", "visit"]) {
            Some("session")
        } else {
            None
        }
    };
    match (family(found), gold.and_then(family)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// Whether what both dates tell is the same: one lies in the other, or they overlap.
fn dates_agree(found: Option<&str>, gold: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (found, gold) else { return true };
    let ends = |d: &str| {
        let (first, last) = d.split_once('/').unwrap_or((d, d));
        // `~` sorts after every digit: the end of a month or a year.
        (first.to_owned(), format!("{last}~"))
    };
    let ((a1, a2), (b1, b2)) = (ends(a), ends(b));
    a1 <= b2 && b1 <= a2
}

/// The country a party is of: from an id, a code or a name.
fn land(party: &str) -> Option<&'static str> {
    let text = fold(party);
    let code = text.split('.').next().unwrap_or_default();
    let codes = ["vn", "th", "la", "kh", "cn", "mm", "my", "sg", "id", "ph"];
    if let Some(known) = codes.iter().find(|c| **c == code) {
        return Some(known);
    }
    let names = [
        ("vn", &["viet", "việt", "เวียดนาม", "ຫວຽດນາມ"][..]),
        ("th", &["thai", "thái", "ไทย", "ໄທ"][..]),
        ("la", &["lao", "lào", "ลาว", "ລາວ"][..]),
        ("kh", &["cambodia", "campuchia", "กัมพูชา", "ກຳປູເຈຍ"][..]),
        ("cn", &["chin", "trung quốc", "จีน", "ຈີນ"][..]),
    ];
    names.iter().find(|(_, words)| words.iter().any(|w| text.contains(w))).map(|(cc, _)| *cc)
}

fn parties_agree(found: &[String], gold: &Several) -> bool {
    let lands = |list: &[&str]| list.iter().filter_map(|p| land(p)).collect::<Vec<_>>();
    let a = lands(&found.iter().map(String::as_str).collect::<Vec<_>>());
    let b = lands(&gold.list());
    a.is_empty() || b.is_empty() || a.iter().any(|x| b.contains(x))
}

fn shared_parties(found: &[String], gold: &Several) -> u32 {
    let list = gold.list();
    let shared = found.iter().filter(|p| list.contains(&p.as_str())).count();
    u32::try_from(shared).unwrap_or(u32::MAX)
}

fn same_agreement(found: &Agreement, gold: &GoldAgreement) -> u32 {
    let kinds = match (instrument(&found.kind), gold.kind.as_deref().and_then(instrument)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let phases = match gold.state.as_deref().and_then(phase) {
        Some(wanted) => phase(&found.state) == Some(wanted),
        None => true,
    };
    let year = |d: &str| d.chars().take(4).collect::<String>();
    let years = match (found.date.as_deref().map(year), gold.date.as_deref().map(year)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    if !kinds || !phases || !years || !parties_agree(&found.parties, &gold.parties) {
        return 0;
    }
    let title = gold.title.as_deref().map(fold).unwrap_or_default();
    let own = fold(&found.title);
    let alike = own.split(' ').filter(|w| title.split(' ').any(|t| t == *w)).count();
    1 + u32::try_from(alike).unwrap_or(0)
}

/// A treaty, a memorandum, a plan and a protocol are told apart; other words fit any.
fn instrument(kind: &str) -> Option<&'static str> {
    let kind = fold(kind);
    let has = |words: &[&str]| words.iter().any(|w| kind.contains(w));
    if has(&["memorandum", "mou", "minutes"]) {
        Some("memorandum")
    } else if has(&["treaty", "convention", "extradition"]) {
        Some("treaty")
    } else if has(&["plan", "programme"]) {
        Some("plan")
    } else {
        None
    }
}

/// How far an instrument is. A report cannot tell `signed` from `in force`: it says that the
/// instrument is to come, is made, or has ended.
fn phase(state: &str) -> Option<&'static str> {
    match fold(state).replace(['-', ' '], "_").as_str() {
        "proposed" | "negotiating" | "negotiation" | "under_negotiation" | "text_agreed"
        | "planned" => Some("to come"),
        "agreed" | "adopted" | "approved" | "signed" | "in_force" | "awaiting_entry"
        | "implementing" | "implemented" | "active" => Some("made"),
        "suspended" | "expired" | "terminated" | "superseded" => Some("ended"),
        _ => None,
    }
}

fn same_statement(found: &Statement, gold: &GoldStatement) -> u32 {
    let act = fold(&gold.act) == found.act;
    let actors = gold.actors.list();
    let both = actors.contains(&"both") || actors.len() > 1;
    let side = if found.actors == "both" || both {
        both == (found.actors == "both")
    } else {
        parties_agree(std::slice::from_ref(&found.actors), &gold.actors)
    };
    let shared = found.end.min(gold.end).saturating_sub(found.start.max(gold.start));
    if act && side { u32::try_from(shared).unwrap_or(u32::MAX) } else { 0 }
}
