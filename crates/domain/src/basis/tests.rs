//! The resolver against a table a lawyer can read (`cases.txt`), and rules that hold in every world.

use proptest::prelude::*;

use super::*;
use crate::agency::Level;
use crate::agreement::{AgreementKind, AgreementState};
use crate::ids::AgreementId;
use crate::lang::Text;
use crate::pack::{PackFile, read_pack};
use crate::time::{Calendar, PartialDate};

const TITLE: &str = r#"{ vi = "a", th = "b", lo = "c", en = "d" }"#;
const ACTS: &str = r#"["extradition", "arrest"]"#;

/// A world as a line of the table describes it.
#[derive(Debug, Clone, Default)]
struct World {
    treaty: String,
    regional: String,
    agency: String,
    declared: String,
    laws: String,
}

fn items(column: &str) -> impl Iterator<Item = Vec<&str>> {
    column
        .split(';')
        .map(|item| item.split_whitespace().collect::<Vec<_>>())
        .filter(|i| i != &["-"])
}

fn head(id: &str, country: &str) -> String {
    format!("[pack]\nid = \"{id}\"\nversion = \"1\"\ncountry = \"{country}\"\ntitle = {TITLE}\n")
}

fn status(confirmed: bool) -> &'static str {
    if confirmed { "confirmed by thu on 2026-01-01" } else { "to_be_confirmed" }
}

fn law(word: &str) -> String {
    let allowed = word.trim_end_matches('!');
    if allowed == "-" {
        return String::new();
    }
    let status = status(word.ends_with('!'));
    LegalEffect::ALL
        .iter()
        .map(|act| {
            format!(
                "[[reciprocity]]\nid = \"{act}\"\nact = \"{act}\"\nallowed = \"{allowed}\"\n\
                 decided_by = {TITLE}\nsource = \"s\"\nstatus = \"{status}\"\n"
            )
        })
        .collect()
}

impl World {
    fn packs(&self) -> Packs {
        let laws: Vec<&str> = self.laws.split_whitespace().collect();
        let vn = format!("{}{}{}", head("vn", "VN"), law(laws[0]), self.treaties());
        let th = format!("{}{}", head("th", "TH"), law(laws[1]));
        let read = |text: &str| {
            read_pack(&[PackFile { name: "x", text }]).unwrap_or_else(|f| panic!("{f:?}\n{text}"))
        };
        Packs::new(vec![read(&vn), read(&th)]).unwrap()
    }

    fn treaties(&self) -> String {
        let end = "source = \"s\"\nstatus = \"to_be_confirmed\"\n";
        let mut text = String::new();
        for (n, claim) in items(&self.treaty).enumerate() {
            if n == 0 {
                text += &format!(
                    "[[treaty]]\nid = \"t\"\ntitle = {TITLE}\nscope = \"bilateral\"\n\
                     parties = [\"VN\", \"TH\"]\nacts = {ACTS}\n{end}"
                );
            }
            let on =
                if claim[1] == "-" { String::new() } else { format!("on = \"{}\"\n", claim[1]) };
            let (state, confidence) = (claim[0], claim[2]);
            text += &format!(
                "[[treaty.claims]]\nstate = \"{state}\"\n{on}source = \"s\"\n\
                 confidence = \"{confidence}\"\n"
            );
        }
        for (n, notified) in items(&self.regional).enumerate() {
            if n == 0 {
                text += &format!(
                    "[[treaty]]\nid = \"r\"\ntitle = {TITLE}\nscope = \"regional\"\n\
                     parties = [\"VN\", \"TH\", \"LA\", \"SG\", \"MY\"]\nacts = {ACTS}\n\
                     entry = {{ notifications = 3, days = 30 }}\n{end}\n\
                     [[treaty.claims]]\nstate = \"in_force\"\nsource = \"a newspaper\"\n\
                     confidence = \"reported\"\n"
                );
            }
            let (country, on) = (notified[0], notified[1]);
            let status = status(notified.len() > 2);
            text += &format!(
                "[[treaty.notifications]]\ncountry = \"{country}\"\non = \"{on}\"\n\
                 source = \"s\"\nstatus = \"{status}\"\n"
            );
        }
        text
    }

    fn register(&self) -> Vec<Agreement> {
        let entry = |column: &str, kind, effects: &[LegalEffect]| {
            items(column).next().map(|words| agreement(&words, kind, effects))
        };
        let declaration = AgreementKind::ReciprocityDeclaration;
        entry(&self.agency, AgreementKind::Memorandum, &[LegalEffect::InfoExchange])
            .into_iter()
            .chain(entry(&self.declared, declaration, LegalEffect::ALL))
            .collect()
    }

    fn ask(&self, a: &str, b: &str, act: LegalEffect, on: &str) -> Answer {
        let side = |country| Side { country, agency: None };
        let on = Day::parse(on).unwrap();
        let question = Question { a: side(a), b: side(b), act, on };
        resolve(&question, &Shelf { packs: &self.packs(), register: &self.register() })
    }
}

fn agreement(words: &[&str], kind: AgreementKind, effects: &[LegalEffect]) -> Agreement {
    Agreement {
        id: AgreementId::parse("ag").unwrap(),
        kind,
        title: Text::default(),
        title_variants: vec![],
        parties: ["vn.mps", "th.rtp"].map(|id| AgencyId::parse(id).unwrap()).to_vec(),
        level: Level::Ministry,
        signed_on: Some(PartialDate::parse(words[1], Calendar::Gregorian).unwrap()),
        signed_at: None,
        state: AgreementState::from_code(words[0]).unwrap(),
        ends_on: None,
        effects: effects.to_vec(),
        parent: None,
        claims: vec![],
        confirmed: words.get(2) == Some(&"confirmed"),
    }
}

#[test]
fn the_table_of_cases_holds() {
    let lines = include_str!("cases.txt").lines();
    let lines: Vec<&str> = lines.filter(|l| !l.starts_with('#') && !l.is_empty()).collect();
    assert!(lines.len() >= 80, "{}", lines.len());
    for line in lines {
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let [treaty, regional, agency, declared, laws, act, on, answer, why] = columns[..] else {
            panic!("nine columns: {line}");
        };
        let world = World {
            treaty: treaty.into(),
            regional: regional.into(),
            agency: agency.into(),
            declared: declared.into(),
            laws: laws.into(),
        };
        let act = LegalEffect::from_code(act).unwrap();
        let found = world.ask("VN", "TH", act, on);
        let word = found.basis().map_or_else(
            || "none".to_owned(),
            |b| format!("{}{}", b.kind, if b.confirmed { "*" } else { "" }),
        );
        assert_eq!(word, answer, "{line}\n{:#?}", found.steps);
        let said = found.steps.iter().any(|step| step.why.code() == why);
        assert!(said, "{line}\n{:#?}", found.steps);
        // Whoever asks, the answer is the same.
        assert_eq!(world.ask("TH", "VN", act, on).bases, found.bases, "{line}");
    }
}

#[test]
fn the_shipped_packs_answer_as_the_sources_leave_it() {
    let packs = Packs::shipped().unwrap();
    let ask = |a, b, act, on: &str| {
        let side = |country| Side { country, agency: None };
        let on = Day::parse(on).unwrap();
        let shelf = Shelf { packs: &packs, register: &[] };
        resolve(&Question { a: side(a), b: side(b), act, on }, &shelf)
    };
    let vn_th = ask("VN", "TH", LegalEffect::Extradition, "2026-11-21");
    assert_eq!(vn_th.basis(), None);
    let whys: Vec<Why> = vn_th.steps.iter().map(|s| s.why).collect();
    assert_eq!(
        whys,
        [
            Why::Conflict,
            Why::NotificationsMissing,
            Why::OtherAct,
            Why::OtherAct,
            Why::AgencyNotEnough,
            Why::NoDeclaration
        ]
    );
    assert_eq!(vn_th.packs.len(), 7);
    let vn_la = ask("VN", "LA", LegalEffect::Extradition, "2026-11-21");
    assert_eq!(
        vn_la.basis().map(|b| (b.id.as_str(), b.confirmed)),
        Some(("vn-la-extradition", false))
    );
    assert_eq!(ask("VN", "LA", LegalEffect::Extradition, "2024-07-16").basis(), None);
    assert_eq!(
        ask("VN", "VN", LegalEffect::Extradition, "2026-11-21").steps[0].why,
        Why::OneCountry
    );
    assert_eq!(ask("VN", "XX", LegalEffect::Extradition, "2026-11-21").basis(), None);
}

#[test]
fn an_agreement_binds_its_agencies_and_those_below_them_only() {
    let packs = Packs::shipped().unwrap();
    let register = [agreement(
        &["in_force", "2016-12-20", "confirmed"],
        AgreementKind::Memorandum,
        &[LegalEffect::InfoExchange],
    )];
    for (a, expect) in
        [("vn.mps", true), ("vn.mps.quangninh", true), ("vn.moj", false), ("vn.mpsx", false)]
    {
        let (a, b) = (AgencyId::parse(a).unwrap(), AgencyId::parse("th.rtp").unwrap());
        let question = Question {
            a: Side { country: "VN", agency: Some(&a) },
            b: Side { country: "TH", agency: Some(&b) },
            act: LegalEffect::InfoExchange,
            on: Day::parse("2026-11-21").unwrap(),
        };
        let answer = resolve(&question, &Shelf { packs: &packs, register: &register });
        assert_eq!(answer.basis().is_some(), expect, "{a}");
    }
    let mut ended = register[0].clone();
    ended.ends_on = Some(Day::parse("2026-11-20").unwrap());
    let side = |country| Side { country, agency: None };
    let on = Day::parse("2026-11-21").unwrap();
    let act = LegalEffect::InfoExchange;
    let question = Question { a: side("VN"), b: side("TH"), act, on };
    assert_eq!(resolve(&question, &Shelf { packs: &packs, register: &[ended] }).basis(), None);
}

const NOT_IN_FORCE: &[&str] = &[
    "proposed",
    "negotiating",
    "text_agreed",
    "signed",
    "awaiting_entry",
    "suspended",
    "expired",
    "terminated",
    "superseded",
];

fn claim(states: Vec<&'static str>) -> impl Strategy<Value = String> {
    let confidence = prop::sample::select(vec!["confirmed", "reported", "inferred"]);
    let on = prop_oneof![Just("-".to_owned()), (2010_u16..2026).prop_map(|y| y.to_string())];
    (prop::sample::select(states), on, confidence)
        .prop_map(|(state, on, confidence)| format!("{state} {on} {confidence}"))
}

/// As often in force as lets the treaties of a random world matter.
fn all_states() -> Vec<&'static str> {
    [NOT_IN_FORCE, &["in_force"; 4]].concat()
}

fn world(treaty: &[String]) -> World {
    World {
        treaty: if treaty.is_empty() { "-".into() } else { treaty.join("; ") },
        regional: "-".into(),
        agency: "-".into(),
        declared: "-".into(),
        laws: "yes yes".into(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn without_a_claim_of_force_there_is_no_treaty(claims in prop::collection::vec(claim(NOT_IN_FORCE.to_vec()), 0..6)) {
        let answer = world(&claims).ask("VN", "TH", LegalEffect::Extradition, "2026-11-21");
        prop_assert_eq!(answer.basis(), None);
    }

    #[test]
    fn a_later_reported_doubt_never_makes_a_basis(
        claims in prop::collection::vec(claim(all_states()), 0..6),
        doubt in prop::sample::select(NOT_IN_FORCE.to_vec()),
    ) {
        let before = world(&claims).ask("VN", "TH", LegalEffect::Extradition, "2026-11-21");
        let mut more = claims.clone();
        more.push(format!("{doubt} 2026-01 reported"));
        let after = world(&more).ask("VN", "TH", LegalEffect::Extradition, "2026-11-21");
        prop_assert!(before.basis().is_some() || after.basis().is_none());
        // An authority's word is above it; a mere report of force is not.
        let confirmed = after.basis().is_none_or(|basis| basis.confirmed);
        prop_assert!(confirmed);
    }

    #[test]
    fn the_order_of_the_sources_does_not_matter(claims in prop::collection::vec(claim(all_states()), 0..6)) {
        let there = world(&claims).ask("VN", "TH", LegalEffect::Extradition, "2026-11-21");
        let turned: Vec<String> = claims.iter().rev().cloned().collect();
        let back = world(&turned).ask("TH", "VN", LegalEffect::Extradition, "2026-11-21");
        prop_assert_eq!(there.bases, back.bases);
    }

    #[test]
    fn every_answer_says_what_was_tried(
        claims in prop::collection::vec(claim(all_states()), 0..4),
        act in prop::sample::select(LegalEffect::ALL.to_vec()),
    ) {
        let answer = world(&claims).ask("VN", "TH", act, "2026-11-21");
        for kind in BasisKind::ALL {
            prop_assert!(answer.steps.iter().any(|step| step.kind == *kind), "{:?}", kind);
        }
        let found = answer.steps.iter().filter(|step| step.found).count();
        prop_assert_eq!(found, answer.bases.len());
    }
}
