//! The four files agree with one another and with the program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use comity_domain::agreement::{AgreementState, LegalEffect};
use comity_domain::basis::{BasisKind, Why};
use comity_domain::clock::{ClockKind, ClockState, MoveKind};
use comity_domain::codes::{
    CrimeArea, DocumentKind, MessageKind, PersonRole, Purpose, Sex, Urgency,
};
use comity_domain::gate::file::Protection;
use comity_domain::gate::{GateId, Moment, Verdict};
use comity_domain::ground::Ground;
use comity_domain::handling::{HandlingCode, JudicialUse, OnwardTransfer};
use comity_domain::message::fault::Absence;
use comity_domain::message::reply::ReplyOutcome;
use comity_domain::message::state::State;
use comity_domain::message::verify_req::VerifyItem;
use comity_domain::pack::model::{Known, OnBreach};
use comity_domain::policy::{Action, Role};
use comity_domain::watch::AlertOutcome;
use comity_names::Note;
use comity_names::person::Finding;
use comity_wire::Refusal;
use fluent_bundle::FluentResource;

use super::*;

/// Keys and the placeables of their texts, read from a file line by line.
fn keys(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in source(lang).lines().filter(|line| !line.starts_with('#')) {
        let begins = line.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
        if begins && let Some((key, _)) = line.split_once(" =") {
            current = key.to_owned();
            let fresh = keys.insert(current.clone(), BTreeSet::new()).is_none();
            assert!(fresh, "{lang}: {key} stands there twice");
        }
        for part in line.split('$').skip(1) {
            let name: String = part.chars().take_while(char::is_ascii_alphanumeric).collect();
            keys.entry(current.clone()).or_default().insert(name);
        }
    }
    keys
}

#[test]
fn every_file_can_be_read_whole() {
    for lang in Lang::ALL {
        let read = FluentResource::try_new(source(lang).to_owned());
        assert!(read.is_ok(), "{lang}: {:?}", read.err().map(|(_, errors)| errors));
    }
}

#[test]
fn every_language_has_the_same_keys_with_the_same_placeables() {
    let english = keys(Lang::En);
    for lang in Lang::ALL {
        let other = keys(lang);
        let names = |k: &BTreeMap<String, BTreeSet<String>>| -> BTreeSet<String> {
            k.keys().cloned().collect()
        };
        let missing: Vec<_> = names(&english).difference(&names(&other)).cloned().collect();
        let extra: Vec<_> = names(&other).difference(&names(&english)).cloned().collect();
        assert!(missing.is_empty() && extra.is_empty(), "{lang} lacks {missing:?}, has {extra:?}");
        for (key, placeables) in &english {
            assert_eq!(placeables, &other[key], "{lang}: {key}");
        }
    }
}

#[test]
fn every_text_is_in_its_own_writing() {
    for (lang, range) in [(Lang::Th, '\u{e00}'..='\u{e7f}'), (Lang::Lo, '\u{e80}'..='\u{eff}')] {
        for key in keys(lang).keys() {
            let text = known(lang, key).unwrap();
            let letters = text.chars().any(char::is_alphabetic);
            let own = text.chars().any(|c| range.contains(&c));
            let same_everywhere = ["app-name", "moment-at", "moment-zone"].contains(&key.as_str());
            assert!(own || !letters || same_everywhere, "{lang}: {key} = {text}");
        }
    }
    for key in keys(Lang::Vi).keys() {
        let (vietnamese, english) = (known(Lang::Vi, key).unwrap(), known(Lang::En, key).unwrap());
        let words = english.split_whitespace().count() > 1 && !english.contains('{');
        let same_everywhere = ["alert-by", "moment-at", "moment-zone"].contains(&key.as_str());
        assert!(vietnamese != english || !words || same_everywhere, "{key} = {english}");
    }
}

#[test]
fn numbers_choose_their_form() {
    assert_eq!(text_with(Lang::En, "due-in-days", &[("count", "1")]), "due in 1 day");
    assert_eq!(text_with(Lang::En, "due-in-days", &[("count", "3")]), "due in 3 days");
    assert_eq!(text_with(Lang::Vi, "due-in-days", &[("count", "3")]), "còn 3 ngày");
    assert_eq!(text(Lang::Lo, "no-such-key"), "no-such-key");
}

/// The families of keys that are put together from a code.
fn families() -> Vec<(&'static str, Vec<&'static str>)> {
    fn codes<C: Copy>(all: &[C], code: fn(C) -> &'static str) -> Vec<&'static str> {
        all.iter().map(|c| code(*c)).collect()
    }
    vec![
        ("kind", codes(MessageKind::ALL, MessageKind::code)),
        ("absence", codes(Absence::ALL, Absence::code)),
        ("known", codes(Known::ALL, Known::code)),
        ("state", codes(State::ALL, State::code)),
        ("purpose", codes(Purpose::ALL, Purpose::code)),
        ("area", codes(CrimeArea::ALL, CrimeArea::code)),
        ("urgency", codes(Urgency::ALL, Urgency::code)),
        ("person", codes(PersonRole::ALL, PersonRole::code)),
        ("sex", codes(Sex::ALL, Sex::code)),
        ("document", codes(DocumentKind::ALL, DocumentKind::code)),
        ("handling", codes(HandlingCode::ALL, HandlingCode::code)),
        ("onward", codes(OnwardTransfer::ALL, OnwardTransfer::code)),
        ("judicial", codes(JudicialUse::ALL, JudicialUse::code)),
        ("outcome", codes(ReplyOutcome::ALL, ReplyOutcome::code)),
        ("verify", codes(VerifyItem::ALL, VerifyItem::code)),
        ("ground", codes(Ground::ALL, Ground::code)),
        ("role", codes(Role::ALL, Role::code)),
        ("action", codes(Action::ALL, Action::code)),
        ("basis", codes(BasisKind::ALL, BasisKind::code)),
        ("why", codes(Why::ALL, Why::code)),
        ("act", codes(LegalEffect::ALL, LegalEffect::code)),
        ("clock", codes(ClockKind::ALL, ClockKind::code)),
        ("clock-state", codes(ClockState::ALL, ClockState::code)),
        ("clock-effect", codes(OnBreach::ALL, OnBreach::code)),
        ("clock-turn", codes(MoveKind::ALL, MoveKind::code)),
        ("alert", codes(AlertOutcome::ALL, AlertOutcome::code)),
        ("oversight", vec!["blocks", "grounds", "decisions", "passed-sent", "refusals"]),
        ("watch", vec!["open", "expired", "closed"]),
        ("protection", codes(Protection::ALL, Protection::code)),
        ("gate", codes(GateId::ALL, GateId::code)),
        ("moment", codes(Moment::ALL, Moment::code)),
        ("verdict", codes(Verdict::ALL, Verdict::code)),
        ("refusal", codes(&Refusal::ALL, Refusal::code)),
        ("lang", Lang::ALL.map(Lang::tag).to_vec()),
        ("route", vec!["exact", "folded", "sound", "spelling", "initial"]),
        ("agree", vec!["agrees", "nearly", "differs", "unknown"]),
        ("band", vec!["unlikely", "possible", "likely", "certain"]),
        ("note", Note::ALL.iter().map(|note| note.key()).collect()),
        ("finding", Finding::ALL.iter().map(|finding| finding.key()).collect()),
        ("mrz-field", vec!["number", "birth", "sex", "expiry", "optional", "composite"]),
        ("scheme", vec!["RTGS", "respelling", "passport"]),
        ("calendar", vec!["gregorian", "buddhist"]),
        ("country", vec!["VN", "TH", "LA"]),
        ("evaluation-source", vec!["A", "B", "C", "X"]),
        ("evaluation-information", vec!["1", "2", "3", "4"]),
    ]
}

/// The codes of the types of messages, as their fields show them.
fn families_of_types() -> Vec<(&'static str, Vec<&'static str>)> {
    use comity_domain::dialogue::SpeechAct;
    use comity_domain::message as m;
    fn codes<C: Copy>(all: &[C], code: fn(C) -> &'static str) -> Vec<&'static str> {
        all.iter().map(|c| code(*c)).collect()
    }
    vec![
        ("speech-act", codes(SpeechAct::ALL, SpeechAct::code)),
        ("area", codes(comity_domain::codes::Topic::ALL, comity_domain::codes::Topic::code)),
        ("stage", codes(m::charge::Stage::ALL, m::charge::Stage::code)),
        ("order-kind", codes(m::charge::OrderKind::ALL, m::charge::OrderKind::code)),
        ("presence", codes(m::charge::Presence::ALL, m::charge::Presence::code)),
        ("earlier", codes(m::charge::Earlier::ALL, m::charge::Earlier::code)),
        ("assurance-act", codes(m::assurance::AssuranceAct::ALL, m::assurance::AssuranceAct::code)),
        ("assurance-kind", codes(m::charge::AssuranceKind::ALL, m::charge::AssuranceKind::code)),
        (
            "consular-wish",
            codes(m::citizen_case::ConsularWish::ALL, m::citizen_case::ConsularWish::code),
        ),
        ("custody", codes(m::citizen_case::Custody::ALL, m::citizen_case::Custody::code)),
        ("clarify-act", codes(m::clarify::ClarifyAct::ALL, m::clarify::ClarifyAct::code)),
        ("ruling", codes(m::decision::Ruling::ALL, m::decision::Ruling::code)),
        (
            "authority-kind",
            codes(m::decision::AuthorityKind::ALL, m::decision::AuthorityKind::code),
        ),
        ("appeal", codes(m::decision::Appeal::ALL, m::decision::Appeal::code)),
        ("item-kind", codes(m::dialogue_item::ItemKind::ALL, m::dialogue_item::ItemKind::code)),
        ("joint-kind", codes(m::joint_op::JointKind::ALL, m::joint_op::JointKind::code)),
        ("sureness", codes(m::located::Sureness::ALL, m::located::Sureness::code)),
        ("located-action", codes(m::located::LocatedAction::ALL, m::located::LocatedAction::code)),
        (
            "identity-method",
            codes(m::located::IdentityMethod::ALL, m::located::IdentityMethod::code),
        ),
        ("notice-system", codes(m::mirror::NoticeSystem::ALL, m::mirror::NoticeSystem::code)),
        ("notice-kind", codes(m::mirror::NoticeKind::ALL, m::mirror::NoticeKind::code)),
        ("notice-state", codes(m::mirror::NoticeState::ALL, m::mirror::NoticeState::code)),
        ("assistance", codes(m::mla::Assistance::ALL, m::mla::Assistance::code)),
        ("recall-act", codes(m::recall::RecallAct::ALL, m::recall::RecallAct::code)),
        (
            "surrender-stage",
            codes(m::surrender::SurrenderStage::ALL, m::surrender::SurrenderStage::code),
        ),
        (
            "consular-notice",
            codes(m::surrender::ConsularNotice::ALL, m::surrender::ConsularNotice::code),
        ),
        (
            "care-basis",
            codes(m::victim_missing::CareBasis::ALL, m::victim_missing::CareBasis::code),
        ),
        ("action-asked", codes(m::wanted::ActionAsked::ALL, m::wanted::ActionAsked::code)),
        ("lawful-route", codes(m::wanted::LawfulRoute::ALL, m::wanted::LawfulRoute::code)),
    ]
}

#[test]
fn every_field_of_every_type_has_its_label() {
    use comity_domain::message::Body;
    for kind in MessageKind::ALL {
        for (field, _) in Body::needs(*kind) {
            let key = code_key("label", field);
            assert!(known(Lang::En, &key).is_some(), "{kind}: {key}");
        }
    }
}

#[test]
fn every_code_has_its_words() {
    for (family, codes) in families().into_iter().chain(families_of_types()) {
        for code in codes {
            let key = code_key(family, code);
            assert!(known(Lang::En, &key).is_some(), "{key}");
        }
    }
    for state in [AgreementState::Proposed, AgreementState::InForce, AgreementState::AwaitingEntry]
    {
        let code = serde_json::to_value(state).unwrap();
        let key = code_key("agreement", code.as_str().unwrap());
        assert!(known(Lang::En, &key).is_some(), "{key}");
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            files(&path, found);
        } else if !name.contains("tests") {
            found.push(path);
        }
    }
}

/// Keys a template asks for.
fn asked(template: &str) -> BTreeSet<String> {
    let after = |call: &str| -> Vec<String> {
        let parts = template.split(call).skip(1);
        parts.filter_map(|part| part.split('"').next()).map(str::to_owned).collect()
    };
    after(".s(\"").into_iter().chain(after(".w(\"")).collect()
}

/// Texts between quotes that have the form of a key.
fn literals(source: &str) -> BTreeSet<String> {
    let key = |text: &&str| {
        let parts: Vec<&str> = text.split('-').collect();
        let part =
            |p: &&str| !p.is_empty() && p.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        parts.len() > 1 && parts.iter().all(part)
    };
    source.split('"').filter(key).map(str::to_owned).collect()
}

#[test]
fn every_key_named_in_the_program_exists_and_every_key_is_named() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    files(&root.join("src"), &mut all);
    files(&root.join("templates"), &mut all);
    files(&root.join("../domain/src"), &mut all);
    let english = keys(Lang::En);
    let mut named = BTreeSet::new();
    let mut unknown = Vec::new();
    for path in all {
        let source = std::fs::read_to_string(&path).unwrap();
        let template = path.extension() == Some("html".as_ref());
        let tests = source.find("#[cfg(test)]").unwrap_or(source.len());
        let found = match template {
            true => asked(&source),
            false => literals(source.get(..tests).unwrap()),
        };
        for key in found {
            let first = key.split('-').next().unwrap();
            let families = ["error", "gate", "denied", "field", "refusal", "notice", "label"];
            if english.contains_key(&key) {
                named.insert(key);
            } else if template || families.contains(&first) {
                unknown.push(format!("{}: {key}", path.display()));
            }
        }
    }
    assert!(unknown.is_empty(), "{unknown:#?}");
    let coded: BTreeSet<&str> = families_of_codes();
    let unnamed: Vec<&String> = english
        .keys()
        .filter(|key| !named.contains(*key) && !coded.iter().any(|f| key.starts_with(f)))
        .collect();
    assert!(unnamed.is_empty(), "no longer used: {unnamed:#?}");
}

fn families_of_codes() -> BTreeSet<&'static str> {
    let mut coded: BTreeSet<&str> =
        families().into_iter().chain(families_of_types()).map(|(family, _)| family).collect();
    coded.extend(["agreement", "label", "button", "hint", "inbox", "actor"]);
    coded
}
