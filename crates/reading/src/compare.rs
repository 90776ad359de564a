//! Several reports of one event: what only one of them tells, and what they tell differently.
//!
//! Nothing is merged: each divergence names the reports that tell the fact and those that do not.

use std::collections::BTreeSet;

use comity_names::{Name, SCORE_SAME, compare};
use serde::Serialize;

use crate::reading::{Agreement, Meeting, Person, Reading, Statement};

/// A fact not all reports tell, or not alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Divergence {
    /// `persons`, `dates`, `meetings`, `agreements`, `areas` or `statements`.
    pub kind: &'static str,
    /// The fact, as each report that tells it prints it.
    pub told: Vec<Told>,
    /// Reports that do not tell it.
    pub silent: Vec<String>,
}

/// A fact as one report tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The report.
    pub report: String,
    /// What it tells.
    pub fact: String,
}

/// A reading and the name of its report.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Name of the report.
    pub report: &'a str,
    /// What was found in it.
    pub reading: &'a Reading,
}

/// Every divergence between reports of one event, by kind, in the order of the first report.
#[must_use]
pub fn divergences(reports: &[Named<'_>]) -> Vec<Divergence> {
    let mut all = Vec::new();
    all.extend(differing("persons", reports, |r| &r.persons, same_person, |p| p.name.clone()));
    all.extend(differing(
        "dates",
        reports,
        |r| &r.dates,
        |a, b| a.date == b.date,
        |d| d.date.clone(),
    ));
    all.extend(differing("meetings", reports, |r| &r.meetings, same_meeting, meeting));
    all.extend(differing(
        "agreements",
        reports,
        |r| &r.agreements,
        same_agreement,
        |a| {
            // Titles are in the language of the report: they differ without saying anything else.
            format!("{} {} {}", a.kind, a.date.as_deref().unwrap_or("-"), a.state)
        },
    ));
    all.extend(differing(
        "areas",
        reports,
        |r| &r.areas,
        |a, b| a.code == b.code,
        |a| a.code.clone(),
    ));
    all.extend(differing("statements", reports, |r| &r.statements, same_statement, statement));
    all
}

/// The facts of one kind, those of one meaning together, and of these the ones that diverge.
fn differing<'a, T: 'a>(
    kind: &'static str,
    reports: &[Named<'a>],
    facts: impl Fn(&'a Reading) -> &'a [T],
    same: impl Fn(&T, &T) -> bool,
    tell: impl Fn(&T) -> String,
) -> Vec<Divergence> {
    let mut groups: Vec<Vec<(&str, &T)>> = Vec::new();
    for named in reports {
        for fact in facts(named.reading) {
            let known = groups.iter_mut().find(|group| {
                let new = group.iter().all(|(report, _)| *report != named.report);
                new && group.iter().any(|(_, other)| same(other, fact))
            });
            match known {
                Some(group) => group.push((named.report, fact)),
                None => groups.push(vec![(named.report, fact)]),
            }
        }
    }
    let diverges = |group: &Vec<(&str, &T)>| {
        let first = group.first().map(|(_, fact)| tell(fact));
        group.len() < reports.len() || group.iter().any(|(_, f)| Some(tell(f)) != first)
    };
    let made = |group: Vec<(&str, &T)>| Divergence {
        kind,
        silent: reports
            .iter()
            .filter(|n| !group.iter().any(|(report, _)| *report == n.report))
            .map(|n| n.report.to_owned())
            .collect(),
        told: group
            .into_iter()
            .map(|(report, fact)| Told { report: report.to_owned(), fact: tell(fact) })
            .collect(),
    };
    groups.into_iter().filter(diverges).map(made).collect()
}

/// Whether two texts are likely one name.
pub(crate) fn same_name(left: &str, right: &str) -> bool {
    if left == right {
        return true;
    }
    match (Name::read(left), Name::read(right)) {
        (Ok(a), Ok(b)) => compare(&a, &b).score >= SCORE_SAME,
        _ => false,
    }
}

fn same_person(a: &Person, b: &Person) -> bool {
    same_name(&a.name, &b.name)
}

fn same_meeting(a: &Meeting, b: &Meeting) -> bool {
    let with = |m: &Meeting| m.parties.iter().cloned().collect::<BTreeSet<_>>();
    let generic = |m: &Meeting| matches!(m.kind.as_str(), "meeting" | "conference");
    let kinds = a.kind == b.kind || generic(a) || generic(b);
    match (a.ordinal, b.ordinal) {
        (Some(x), Some(y)) => x == y && kinds,
        (None, None) => a.kind == b.kind && with(a) == with(b),
        _ => false,
    }
}

fn meeting(m: &Meeting) -> String {
    let ordinal = m.ordinal.map_or(String::new(), |o| format!(" {o}"));
    let place = m.place.as_deref().map(place_key).unwrap_or_default();
    let status = if m.status == crate::Status::Held { "held" } else { "planned" };
    let date = m.date.as_deref().unwrap_or("-");
    let place = if place.is_empty() { "-".to_owned() } else { place };
    let mut parties = m.parties.clone();
    parties.sort();
    format!("{}{ordinal} [{}] {date} {place} {status}", m.kind, parties.join(" "))
}

/// A place without its marks, so that `Việt Nam` and `Vietnam` are one.
fn place_key(place: &str) -> String {
    let plain = comity_names::plain(&comity_names::fold(place)).replace(' ', "");
    if plain.is_empty() { place.to_owned() } else { plain }
}

fn same_agreement(a: &Agreement, b: &Agreement) -> bool {
    let year = |x: &Agreement| x.date.as_ref().map(|d| d.chars().take(4).collect::<String>());
    let years = match (year(a), year(b)) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    };
    a.kind == b.kind && years
}

fn same_statement(a: &Statement, b: &Statement) -> bool {
    let areas = a.areas.iter().any(|x| b.areas.contains(x));
    let none = a.areas.is_empty() && b.areas.is_empty();
    let side = crate::agencies::country(&a.actors) == crate::agencies::country(&b.actors);
    a.act == b.act && side && (areas || none)
}

fn statement(s: &Statement) -> String {
    let mut areas = s.areas.clone();
    areas.sort();
    let side = crate::agencies::country(&s.actors);
    format!("{} {side} {}", s.act, areas.join(" ")).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    #[test]
    fn what_only_one_report_tells_is_shown() {
        let en = read(
            "On May 4, 2031 in Hanoi, Gen. Supot Malasri of the National Security Council and Deputy \
             Minister of Public Security Vu Dinh Lan agreed to hold the 3rd high-level dialogue in \
             Thailand next year. They discussed drug crime and terrorism.",
        )
        .unwrap();
        let vi = read(
            "Ngày 4/5/2031, tại Hà Nội, Đại tướng Supoj Malasri và Thứ trưởng Bộ Công an Vũ Đình Lân \
             nhất trí tổ chức Đối thoại cấp cao lần thứ ba trong năm 2032. Hai bên trao đổi về tội \
             phạm ma túy.",
        )
        .unwrap();
        let reports = [Named { report: "en", reading: &en }, Named { report: "vi", reading: &vi }];
        let found = divergences(&reports);
        let told = |kind: &str| {
            let of = found.iter().filter(|d| d.kind == kind);
            of.flat_map(|d| d.told.iter().map(|t| t.fact.as_str())).collect::<Vec<_>>()
        };
        assert_eq!(told("areas"), ["TERR"]);
        // One man in two spellings: told by both, and the spellings are shown.
        assert!(told("persons").contains(&"Supot Malasri"), "{found:#?}");
        assert!(found.iter().all(|d| d.kind != "persons" || d.silent.is_empty()), "{found:#?}");
        assert!(told("dates").is_empty(), "{found:#?}");
        let meetings = told("meetings").join("\n");
        assert!(meetings.contains("thailand"), "{found:#?}");
    }
}
