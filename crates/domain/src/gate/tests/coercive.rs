//! Gates about persons who are to be found or held: each both ways, and the nearest case beside it.

use super::*;
use crate::codes::{Channel, DocumentKind, Sex};
use crate::day::Day;
use crate::gate::file::{Decision, Protection};
use crate::message::charge::{
    Assurance, AssuranceKind, Charge, Earlier, Order, OrderKind, Presence, Stage,
};
use crate::message::neutral;
use crate::pack::model::Known;
use crate::person::Document;
use crate::policy::Role;
use crate::time::PartialDate;

/// 2026-11-21, ten in the morning in Ha Noi.
pub(super) fn now() -> Timestamp {
    Day::parse("2026-11-21").unwrap().begins().plus_ms(36_000_000)
}

fn fraud() -> Charge {
    Charge {
        stage: Stage::Prosecution,
        elements: vec!["deceives".into(), "takes_property".into()],
        families: vec!["fraud".into()],
        provision: "Penal Code, art. 174".into(),
        order: Some(Order {
            kind: OrderKind::Warrant,
            reference: "17/2026".into(),
            authority: "Procuracy of an invented province".into(),
            on: Day::parse("2026-10-01").unwrap(),
        }),
        max_months: Some(240),
        life: Known::No,
        death: Known::No,
        remaining_months: None,
        time: Some(PartialDate::parse("2026-03", Calendar::Gregorian).unwrap()),
        place: "Ha Long".into(),
        part: Text::draft(Lang::En, "She opened the accounts and took out the money."),
        presence: Presence::NoJudgment,
        earlier: Earlier::Nothing,
        barred_after: Some(Day::parse("2041-03-31").unwrap()),
        assurances: vec![],
    }
}

/// A request to locate a person for extradition in which nothing is wrong.
pub(super) fn locate() -> Message {
    let mut message = request();
    message.purpose = Some(PurposeCode::parse("LOCATE_FOR_EXTRADITION").unwrap());
    message.charge = Some(fraud());
    if let Body::VerifyReq(body) = &mut message.body {
        let subject = body.subject.as_mut().unwrap();
        subject.sex = Some(Sex::Female);
        subject.nationalities = vec!["VN".into()];
        subject.documents = vec![Document {
            kind: DocumentKind::Passport,
            number: "ZZ1234567".into(),
            issuer: Some("VN".into()),
        }];
    }
    message
}

pub(super) fn look_at(message: &Message, answers: Option<&Message>, file: &CaseFile) -> GateRun {
    let agreements = [memorandum()];
    run(&Case {
        message,
        moment: Moment::Create,
        at: now(),
        agreements: &agreements,
        packs: packs(),
        answers,
        thread: &[],
        file,
    })
}

pub(super) fn said(run: &GateRun, gate: GateId) -> (Verdict, String, Option<Ground>) {
    let found = finding(run, gate);
    (found.verdict, found.reason.clone(), found.ground)
}

type Turn = fn(&mut Message);
type Row = (Turn, Verdict, &'static str, Option<Ground>);

fn rows(gate: GateId, rows: &[Row]) {
    for (turn, verdict, reason, ground) in rows {
        let mut message = locate();
        turn(&mut message);
        let run = look_at(&message, None, CaseFile::EMPTY);
        assert_eq!(said(&run, gate), (*verdict, (*reason).to_owned(), *ground));
    }
}

fn charge(message: &mut Message) -> &mut Charge {
    message.charge.as_mut().unwrap()
}

fn subject(message: &mut Message) -> &mut Subject {
    match &mut message.body {
        Body::VerifyReq(body) => body.subject.as_mut().unwrap(),
        _ => panic!("a verification request"),
    }
}

/// A request for information that is to find nobody.
fn harmless(message: &mut Message) {
    message.purpose = Some(PurposeCode::parse("IDENTIFY").unwrap());
    message.charge = None;
}

fn decided(gate: GateId, deciders: &[(&str, Role, bool)]) -> CaseFile {
    let decision = |(by, role, allows): &(&str, Role, bool)| Decision {
        gate,
        allows: *allows,
        by: OfficerId::parse(by).unwrap(),
        role: *role,
        at: now(),
        text: Text::draft(Lang::En, "The test, in words."),
    };
    CaseFile {
        protection: Protection::None,
        decisions: deciders.iter().map(decision).collect(),
        restriction: None,
    }
}

#[test]
fn a_clean_request_to_locate_goes_through() {
    let run = look_at(&locate(), None, CaseFile::EMPTY);
    let blocks: Vec<&Finding> = run.blocks().collect();
    assert!(blocks.is_empty(), "{blocks:#?}");
    assert_eq!(run.packs.len(), packs().all().len());
}

#[test]
fn s02_seriousness() {
    use Verdict::{Block, Pass};
    rows(
        GateId::S02,
        &[
            (|_| {}, Pass, "gate-nothing-found", None),
            (harmless, Pass, "gate-not-concerned", None),
            (|m| m.charge = None, Block, "gate-s02-missing", Some(Ground::Form)),
            (|m| charge(m).max_months = Some(12), Pass, "gate-nothing-found", None),
            (|m| charge(m).max_months = Some(11), Block, "gate-s02-below", Some(Ground::Threshold)),
            (|m| charge(m).max_months = None, Block, "gate-s02-unknown", Some(Ground::Form)),
            (
                |m| (charge(m).max_months, charge(m).life) = (None, Known::Yes),
                Pass,
                "gate-nothing-found",
                None,
            ),
            (
                |m| charge(m).families.push("private_or_petty".into()),
                Block,
                "gate-s02-minor",
                Some(Ground::Threshold),
            ),
            // On INTERPOL's channel two years count, not one.
            (
                |m| (m.channel, charge(m).max_months) = (Channel::InterpolI247, Some(23)),
                Block,
                "gate-s02-below",
                Some(Ground::Threshold),
            ),
            (
                |m| (m.channel, charge(m).max_months) = (Channel::InterpolI247, Some(24)),
                Pass,
                "gate-nothing-found",
                None,
            ),
            (
                |m| (charge(m).stage, charge(m).remaining_months) = (Stage::Sentence, Some(6)),
                Pass,
                "gate-nothing-found",
                None,
            ),
            (
                |m| (charge(m).stage, charge(m).remaining_months) = (Stage::Sentence, Some(5)),
                Block,
                "gate-s02-below",
                Some(Ground::Threshold),
            ),
            (|m| charge(m).stage = Stage::Sentence, Block, "gate-s02-unknown", Some(Ground::Form)),
            // The threshold of Laos is not known: that stops it.
            (|m| m.to = agency("la.mps"), Block, "gate-s02-no-threshold", Some(Ground::Form)),
        ],
    );
}

#[test]
fn s03_identity() {
    use Verdict::{Block, Pass};
    let form = Some(Ground::Form);
    rows(
        GateId::S03,
        &[
            (|_| {}, Pass, "gate-nothing-found", None),
            (harmless, Pass, "gate-not-concerned", None),
            (|m| subject(m).sex = None, Block, "gate-s03-too-little", form),
            (|m| subject(m).birth = None, Block, "gate-s03-too-little", form),
            (|m| subject(m).documents.clear(), Block, "gate-s03-too-little", form),
            (|m| subject(m).names[0].text = "Mẫu".into(), Block, "gate-s03-too-little", form),
        ],
    );
}

#[test]
fn s04_judicial_minimum() {
    use Verdict::{Block, Pass};
    let form = Some(Ground::Form);
    rows(
        GateId::S04,
        &[
            (|_| {}, Pass, "gate-nothing-found", None),
            (harmless, Pass, "gate-not-concerned", None),
            (|m| m.charge = None, Block, "gate-s04-missing", form),
            (|m| charge(m).order = None, Block, "gate-s04-missing", form),
            (|m| charge(m).place.clear(), Block, "gate-s04-missing", form),
            (|m| charge(m).time = None, Block, "gate-s04-missing", form),
            (|m| charge(m).provision = "…".into(), Block, "gate-s04-missing", form),
            (
                |m| charge(m).part = Text::draft(Lang::En, "took part"),
                Block,
                "gate-s04-missing",
                form,
            ),
            // A sentence needs a judgment, and no order is given tomorrow.
            (|m| charge(m).stage = Stage::Sentence, Block, "gate-s04-missing", form),
            (
                |m| charge(m).order.as_mut().unwrap().on = Day::parse("2026-11-22").unwrap(),
                Block,
                "gate-s04-missing",
                form,
            ),
        ],
    );
}

#[test]
fn s08_refoulement() {
    use Verdict::{Block, Pass, Warn};
    rows(
        GateId::S08,
        &[
            (|_| {}, Warn, "gate-s08-to-assess", None),
            (harmless, Pass, "gate-not-concerned", None),
            (|m| charge(m).presence = Presence::AbsentRetrial, Warn, "gate-s08-to-assess", None),
            (
                |m| charge(m).presence = Presence::AbsentFinal,
                Block,
                "gate-s08-absentia",
                Some(Ground::InAbsentia),
            ),
            (
                |m| charge(m).presence = Presence::Unknown,
                Block,
                "gate-s08-unknown",
                Some(Ground::Form),
            ),
        ],
    );
    let asked = locate();
    let answer = helpful(&asked);
    let by = |deciders: &[(&str, Role, bool)]| {
        let run = look_at(&answer, Some(&asked), &decided(GateId::S08, deciders));
        finding(&run, GateId::S08).verdict
    };
    let (legal, rights) = (("thu", Role::LegalOfficer, true), ("noi", Role::HumanRights, true));
    assert_eq!(by(&[]), Block);
    assert_eq!(by(&[legal]), Block, "one role is not enough");
    assert_eq!(by(&[legal, ("thu", Role::HumanRights, true)]), Block, "one person, two hats");
    assert_eq!(
        by(&[legal, ("THU", Role::HumanRights, true)]),
        Block,
        "the same person in capitals"
    );
    assert_eq!(by(&[legal, ("malee", Role::HumanRights, true)]), Block, "the author");
    assert_eq!(by(&[legal, rights, ("kham", Role::Oversight, false)]), Block, "one refusal");
    assert_eq!(by(&[legal, rights]), Pass);
    // No assurance clears it.
    let mut asked = locate();
    charge(&mut asked).assurances = vec![assurance(AssuranceKind::Torture, Known::Yes)];
    let run = look_at(&answer, Some(&asked), CaseFile::EMPTY);
    assert_eq!(said(&run, GateId::S08).2, Some(Ground::Torture));
}

fn assurance(kind: AssuranceKind, competent: Known) -> Assurance {
    let text = Text::draft(Lang::En, "It will not be done.");
    Assurance { kind, authority: "President".into(), competent, text }
}

/// An answer that helps to find the person.
fn helpful(asked: &Message) -> Message {
    let mut answer = reply(asked);
    answer.purpose.clone_from(&asked.purpose);
    if let Body::Reply(body) = &mut answer.body {
        body.outcome = Some(ReplyOutcome::Positive);
        body.data_date = Some(PartialDate::parse("2026-11", Calendar::Gregorian).unwrap());
    }
    answer
}

#[test]
fn s09_death() {
    use Verdict::{Block, Pass, Warn};
    let trafficking = |m: &mut Message| {
        charge(m).elements = vec!["trades_drugs".into()];
        charge(m).families = vec!["drug_trafficking".into()];
    };
    let answered = |turn: &dyn Fn(&mut Message)| {
        let mut asked = locate();
        turn(&mut asked);
        let asking = finding(&look_at(&asked, None, CaseFile::EMPTY), GateId::S09).verdict;
        let run = look_at(&helpful(&asked), Some(&asked), CaseFile::EMPTY);
        (asking, finding(&run, GateId::S09).verdict)
    };
    assert_eq!(answered(&|_| {}), (Pass, Pass));
    assert_eq!(answered(&harmless), (Pass, Pass));
    // What the request states does not hide what the law threatens, nor the law what it states.
    assert_eq!(answered(&trafficking), (Warn, Block));
    assert_eq!(answered(&|m| charge(m).death = Known::Yes), (Warn, Block));
    assert_eq!(answered(&|m| charge(m).death = Known::Unknown), (Warn, Block));
    for (kind, competent, expect) in [
        (AssuranceKind::DeathPenalty, Known::Yes, (Pass, Pass)),
        (AssuranceKind::DeathPenalty, Known::Unknown, (Warn, Block)),
        (AssuranceKind::FairTrial, Known::Yes, (Warn, Block)),
    ] {
        let got = answered(&|m| {
            trafficking(m);
            charge(m).assurances = vec![assurance(kind, competent)];
        });
        assert_eq!(got, expect, "{kind}");
    }
}

#[test]
fn s10_dual_criminality() {
    use Verdict::{Block, Pass};
    rows(
        GateId::S10,
        &[
            (|_| {}, Pass, "gate-nothing-found", None),
            (harmless, Pass, "gate-not-concerned", None),
            (|m| charge(m).elements.clear(), Block, "gate-s10-missing", Some(Ground::Form)),
            // What it is called does not matter.
            (|m| charge(m).families = vec!["theft".into()], Pass, "gate-nothing-found", None),
            (|m| charge(m).families.clear(), Pass, "gate-nothing-found", None),
            // Deceiving alone is no crime by these tables.
            (
                |m| charge(m).elements = vec!["deceives".into()],
                Block,
                "gate-s10-no-crime",
                Some(Ground::DualCriminality),
            ),
            (
                |m| charge(m).elements.push("speaks_ill_of_the_state".into()),
                Block,
                "gate-s10-strange",
                Some(Ground::Form),
            ),
            (|m| m.to = agency("sg.police"), Block, "gate-s10-no-law", Some(Ground::Form)),
        ],
    );
}

#[test]
fn s11_nationality() {
    use Verdict::{Pass, Warn};
    rows(
        GateId::S11,
        &[
            (|_| {}, Pass, "gate-nothing-found", None),
            (harmless, Pass, "gate-not-concerned", None),
            (|m| subject(m).nationalities = vec!["TH".into()], Warn, "gate-s11-national", None),
            // A double nationality is one of the requested state all the same.
            (|m| subject(m).nationalities.push("TH".into()), Warn, "gate-s11-national", None),
            (|m| subject(m).nationalities.clear(), Warn, "gate-s11-unknown", None),
        ],
    );
}

#[test]
fn s12_finality() {
    use Verdict::{Block, Pass};
    let twice = Some(Ground::NeBisInIdem);
    rows(
        GateId::S12,
        &[
            (|_| {}, Pass, "gate-nothing-found", None),
            (harmless, Pass, "gate-not-concerned", None),
            (|m| m.charge = None, Block, "gate-s12-missing", Some(Ground::Form)),
            (|m| charge(m).earlier = Earlier::Acquitted, Block, "gate-s12-closed", twice),
            (|m| charge(m).earlier = Earlier::Served, Block, "gate-s12-closed", twice),
            (|m| charge(m).earlier = Earlier::Dropped, Block, "gate-s12-closed", twice),
            (
                |m| charge(m).earlier = Earlier::Amnesty,
                Block,
                "gate-s12-closed",
                Some(Ground::Amnesty),
            ),
            (
                |m| charge(m).earlier = Earlier::Unknown,
                Block,
                "gate-s12-missing",
                Some(Ground::Form),
            ),
            (|m| charge(m).barred_after = None, Block, "gate-s12-missing", Some(Ground::Form)),
            (
                |m| charge(m).barred_after = Some(Day::parse("2026-11-20").unwrap()),
                Block,
                "gate-s12-barred",
                Some(Ground::TimeBarred),
            ),
            (
                |m| charge(m).barred_after = Some(Day::parse("2026-11-21").unwrap()),
                Pass,
                "gate-nothing-found",
                None,
            ),
        ],
    );
}

#[test]
fn s07_protected() {
    use Verdict::{Block, Pass};
    let asked = locate();
    let stamp = neutral::NeutralStamp {
        id: MessageId::from_parts(2, [2; 10]),
        author: OfficerId::parse("malee").unwrap(),
        at: Timestamp(2),
    };
    let silent = neutral::message(&asked, stamp);
    let verdict = |message: &Message, answers: Option<&Message>, protection| {
        let file = CaseFile { protection, decisions: vec![], restriction: None };
        finding(&look_at(message, answers, &file), GateId::S07).verdict
    };
    use Protection::{Claimed, Denied, Granted, None as Unprotected, Pending};
    for protection in [Claimed, Pending, Granted] {
        assert_eq!(verdict(&asked, None, protection), Block, "{protection}");
        assert_eq!(verdict(&helpful(&asked), Some(&asked), protection), Block, "{protection}");
        assert_eq!(verdict(&silent, Some(&asked), protection), Pass, "{protection}");
    }
    for protection in [Unprotected, Denied] {
        assert_eq!(verdict(&asked, None, protection), Pass, "{protection}");
        assert_eq!(verdict(&silent, Some(&asked), protection), Pass, "{protection}");
    }
    // Whoever is merely not found gets the same bytes: other words are stopped.
    let mut telling = silent.clone();
    if let Body::Reply(body) = &mut telling.body {
        body.answer = Text::draft(Lang::En, "No such person in our records.");
    }
    assert_eq!(verdict(&telling, Some(&asked), Unprotected), Block);
    // Nothing in the answer but the texts comes from anywhere: two of them are the same bytes.
    let bytes = |reply: &Reply| serde_json::to_vec(reply).unwrap();
    assert_eq!(bytes(&neutral::reply()), bytes(&neutral::reply()));
    assert!(neutral::reply().grounds.is_empty() && neutral::reply().record.is_none());
}
