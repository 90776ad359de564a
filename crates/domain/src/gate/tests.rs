//! Every gate both ways: what it blocks and what it lets pass.

mod coercive;
mod moves;
mod scenarios;
mod threads;
mod words;

use super::*;
use crate::agency::Level;
use crate::agreement::{AgreementKind, AgreementState, LegalEffect};
use crate::codes::{MessageKind, PersonRole, PurposeCode};
use crate::handling::{Handling, HandlingCode, JudicialUse, OnwardTransfer};
use crate::ids::{AgencyId, AgreementId, MessageId, OfficerId};
use crate::lang::{Lang, Text};
use crate::message::draft::{Draft, Followed, Head, Stamp};
use crate::message::reply::ReplyOutcome;
use crate::message::verify_req::VerifyItem;
use crate::message::{BasisRef, Body, Reply, VerifyReq};
use crate::person::{Birth, PrintedName, Subject};
use crate::time::Calendar;

fn agency(id: &str) -> AgencyId {
    AgencyId::parse(id).unwrap()
}

fn packs() -> &'static Packs {
    static PACKS: std::sync::LazyLock<Packs> =
        std::sync::LazyLock::new(|| Packs::shipped().unwrap());
    &PACKS
}

fn finding(run: &GateRun, gate: GateId) -> &Finding {
    run.findings.iter().find(|f| f.gate == gate).unwrap()
}

fn memorandum() -> Agreement {
    Agreement {
        id: AgreementId::parse("ag").unwrap(),
        kind: AgreementKind::Memorandum,
        title: Text::draft(Lang::En, "A memorandum"),
        title_variants: vec![],
        parties: vec![agency("vn.mps"), agency("th.rtp")],
        level: Level::Ministry,
        signed_on: None,
        signed_at: None,
        state: AgreementState::InForce,
        ends_on: None,
        effects: vec![LegalEffect::InfoExchange],
        parent: None,
        claims: vec![],
        confirmed: true,
    }
}

fn request() -> Message {
    let head = Head {
        to: Some(agency("th.rtp")),
        purpose: Some(PurposeCode::parse("IDENTIFY").unwrap()),
        necessity: Text::draft(Lang::En, "The identity decides who is charged in this fraud case."),
        legal_basis: vec![BasisRef { agreement: AgreementId::parse("ag").unwrap(), article: None }],
        handling: Some(Handling { code: HandlingCode::H1, text: Text::default() }),
        languages: vec![Lang::En],
        ..Head::default()
    };
    let body = Body::VerifyReq(VerifyReq {
        verify: vec![VerifyItem::Identity],
        subject: Some(Subject {
            role: PersonRole::Suspect,
            names: vec![PrintedName {
                text: "Trần Quốc Mẫu".into(), lang: None, scheme: None
            }],
            sex: None,
            birth: Some(Birth { text: "1985".into(), calendar: Calendar::Gregorian }),
            nationalities: vec![],
            documents: vec![],
        }),
        consequence: Text::draft(Lang::En, "The file goes to the procuracy."),
    });
    Draft { head, body: Some(body) }
        .into_message(Stamp {
            id: MessageId::from_parts(1, [1; 10]),
            from: agency("vn.mps"),
            author: OfficerId::parse("lan").unwrap(),
            created_at: Timestamp(1),
            follows: None,
        })
        .unwrap()
}

fn reply(request: &Message) -> Message {
    let head = Head {
        purpose: Some(PurposeCode::parse("IDENTIFY").unwrap()),
        legal_basis: request.legal_basis.clone(),
        handling: request.handling.clone(),
        languages: vec![Lang::En],
        ..Head::default()
    };
    let body = Body::Reply(Reply {
        outcome: Some(ReplyOutcome::Negative),
        checked: Text::draft(Lang::En, "Civil register"),
        answer: Text::draft(Lang::En, "No record"),
        conditions: Text::draft(Lang::En, "None"),
        ..Reply::default()
    });
    Draft { head, body: Some(body) }
        .into_message(Stamp {
            id: MessageId::from_parts(2, [2; 10]),
            from: agency("th.rtp"),
            author: OfficerId::parse("malee").unwrap(),
            created_at: Timestamp(2),
            follows: Some(Followed {
                id: request.id,
                thread: request.thread,
                partner: request.from.clone(),
            }),
        })
        .unwrap()
}

/// What one gate says of a changed message at a moment.
fn verdict(
    gate: GateId,
    moment: Moment,
    change: impl FnOnce(&mut Message, &mut Vec<Agreement>),
) -> (Verdict, String) {
    let mut message = request();
    let mut agreements = vec![memorandum()];
    change(&mut message, &mut agreements);
    let case = Case {
        message: &message,
        moment,
        at: Timestamp(9),
        agreements: &agreements,
        packs: packs(),
        answers: None,
        thread: &[],
        file: CaseFile::EMPTY,
    };
    let run = run(&case);
    let finding = run.findings.iter().find(|f| f.gate == gate).unwrap();
    let blocked = finding.verdict == Verdict::Block;
    assert_eq!(blocked, finding.ground.is_some(), "a block has a ground, nothing else has");
    assert_eq!(finding.verdict == Verdict::Pass, finding.cure.is_empty());
    (finding.verdict, finding.reason.clone())
}

type Change = fn(&mut Message, &mut Vec<Agreement>);

fn check(gate: GateId, rows: &[(Change, Verdict, &str)]) {
    for (change, expect, reason) in rows {
        let got = verdict(gate, Moment::Create, change);
        assert_eq!(got, (*expect, (*reason).to_owned()));
    }
}

#[test]
fn s01_purpose() {
    use Verdict::{Block, Pass};
    check(
        GateId::S01,
        &[
            (|_, _| {}, Pass, "gate-s01-pass"),
            (|m, _| m.purpose = None, Block, "gate-s01-missing"),
            (
                |m, _| m.purpose = Some(PurposeCode::parse("ACTIVITIES_AGAINST_US").unwrap()),
                Block,
                "gate-s01-not-listed",
            ),
            (|m, _| m.necessity = Text::default(), Block, "gate-s01-necessity"),
            (|m, _| m.necessity = Text::draft(Lang::En, "needed"), Block, "gate-s01-necessity"),
            (
                |m, _| {
                    m.necessity =
                        Text::draft(Lang::Vi, "Cần danh sách toàn bộ người nhập cảnh trong năm");
                },
                Block,
                "gate-s01-fishing",
            ),
            (
                |m, _| {
                    m.necessity = Text::draft(Lang::Th, "ขอข้อมูลของทุกคนที่เข้าเมืองในเดือนนี้");
                },
                Block,
                "gate-s01-fishing",
            ),
            (
                |m, _| {
                    m.necessity = Text::draft(
                        Lang::En,
                        "We want ALL\u{200b}  perso\u{ad}ns who crossed the border",
                    );
                },
                Block,
                "gate-s01-fishing",
            ),
            (
                |m, _| m.necessity = Text::draft(Lang::Vi, "Can danh sach toan bo nguoi nhap canh"),
                Block,
                "gate-s01-fishing",
            ),
            (
                |m, _| {
                    if let Body::VerifyReq(body) = &mut m.body {
                        body.consequence =
                            Text::draft(Lang::En, "Then everybody who came is listed.");
                    }
                },
                Block,
                "gate-s01-fishing",
            ),
            (
                |m, _| m.necessity = Text::draft(Lang::En, &"\u{200b}".repeat(40)),
                Block,
                "gate-s01-necessity",
            ),
            (
                |m, _| m.necessity = Text::draft(Lang::En, "a                              b"),
                Block,
                "gate-s01-necessity",
            ),
        ],
    );
}

#[test]
fn s01_an_answer_keeps_the_purpose_it_was_asked_for() {
    let asked = request();
    for (purpose, expect) in [("IDENTIFY", Verdict::Pass), ("PROSECUTE", Verdict::Block)] {
        let mut answer = reply(&asked);
        answer.purpose = Some(PurposeCode::parse(purpose).unwrap());
        let case = Case {
            message: &answer,
            moment: Moment::Create,
            at: Timestamp(9),
            agreements: &[],
            packs: packs(),
            answers: Some(&asked),
            thread: &[],
            file: CaseFile::EMPTY,
        };
        assert_eq!(finding(&run(&case), GateId::S01).verdict, expect, "{purpose}");
    }
}

fn names(message: &mut Message, agreement: &str) {
    message.legal_basis[0].agreement = AgreementId::parse(agreement).unwrap();
}

/// Puts a text into the body: cues are looked for in every field.
fn says(message: &mut Message, text: &str) {
    if let Body::VerifyReq(body) = &mut message.body {
        body.consequence = Text::draft(Lang::En, text);
    }
}

#[test]
fn s13_legal_basis() {
    use Verdict::{Block, Pass, Warn};
    check(
        GateId::S13,
        &[
            (|_, _| {}, Pass, "gate-s13-pass"),
            (|m, _| m.legal_basis.clear(), Block, "gate-s13-missing"),
            (|_, a| a.clear(), Block, "gate-s13-unknown"),
            (|_, a| a[0].state = AgreementState::Signed, Block, "gate-s13-not-in-force"),
            (|_, a| a[0].state = AgreementState::Negotiating, Block, "gate-s13-not-in-force"),
            (|_, a| a[0].effects = vec![LegalEffect::Training], Block, "gate-s13-no-effect"),
            (|_, a| a[0].parties = vec![agency("vn.mps")], Block, "gate-s13-other-parties"),
            (|_, a| a[0].confirmed = false, Warn, "gate-s13-unconfirmed"),
            (|m, _| m.from = agency("vn.mps.quangninh"), Pass, "gate-s13-pass"),
            (|m, _| m.from = agency("vn.mpsother"), Block, "gate-s13-other-parties"),
            // An extradition treaty is no basis for exchanging information, a claim is no treaty.
            (|m, _| names(m, "vn-th-extradition"), Block, "gate-s13-no-effect"),
            // A day after it ended.
            (
                |_, a| a[0].ends_on = Some(crate::day::Day::parse("1969-12-31").unwrap()),
                Block,
                "gate-s13-not-in-force",
            ),
            (
                |m, _| says(m, "If you return the two we asked for, we will send yours."),
                Block,
                "gate-s13-linked",
            ),
            (|m, _| says(m, "Đề nghị trao đổi đối tượng giữa hai bên"), Block, "gate-s13-linked"),
            (|m, _| says(m, "ขอแลกตัวกับผู้ต้องหาที่ฝ่ายท่านต้องการ"), Block, "gate-s13-linked"),
            (|m, _| says(m, "ຂໍແລກຕົວກັບຜູ້ຕ້ອງຫາ"), Block, "gate-s13-linked"),
            (
                |m, _| says(m, "He gave false papers in exchange for a loan of the bank."),
                Pass,
                "gate-s13-pass",
            ),
        ],
    );
}

#[test]
fn s18_handling() {
    use Verdict::{Block, Pass};
    check(
        GateId::S18,
        &[
            (|_, _| {}, Pass, "gate-s18-pass"),
            (|m, _| m.handling = None, Block, "gate-s18-missing"),
            (|m, _| m.judicial_use = JudicialUse::Yes, Block, "gate-s18-court"),
            (
                |m, _| {
                    let text = Text::draft(Lang::En, "th.rtp only");
                    m.handling = Some(Handling { code: HandlingCode::H2, text });
                    m.onward_transfer = OnwardTransfer::Listed;
                },
                Block,
                "gate-s18-onward",
            ),
            (
                |m, _| {
                    m.handling = Some(Handling { code: HandlingCode::H3, text: Text::default() });
                },
                Block,
                "gate-s18-no-words",
            ),
            (
                |m, _| {
                    let text = Text::draft(Lang::En, "only the fraud unit");
                    m.handling = Some(Handling { code: HandlingCode::H3, text });
                },
                Pass,
                "gate-s18-pass",
            ),
        ],
    );
}

#[test]
fn s26_four_eyes() {
    let officer = |id: &str| Some(OfficerId::parse(id).unwrap());
    let moments = [Moment::Approve, Moment::Transmit, Moment::Receive];
    for moment in moments {
        for (approver, expect) in [
            (None, Verdict::Block),
            (officer("lan"), Verdict::Block),
            (officer("LAN"), Verdict::Block),
            (officer("minh"), Verdict::Pass),
        ] {
            let got = verdict(GateId::S26, moment, |m, _| m.approver = approver.clone());
            assert_eq!(got.0, expect, "{moment} {approver:?}");
        }
    }
    assert_eq!(verdict(GateId::S26, Moment::Create, |_, _| {}).0, Verdict::Pass);
}

#[test]
fn s26_four_eyes_and_a_legal_officer_where_a_person_is_to_be_held() {
    let officer = |id: &str| Some(OfficerId::parse(id).unwrap());
    let coercive = PurposeCode::parse("EXECUTE_SENTENCE").unwrap();
    for moment in [Moment::Approve, Moment::Transmit, Moment::Receive] {
        for (signer, expect) in [
            (None, Verdict::Block),
            (officer("lan"), Verdict::Block),
            (officer("Lan"), Verdict::Block),
            (officer("minh"), Verdict::Block),
            (officer("MINH"), Verdict::Block),
            (officer("luat"), Verdict::Pass),
        ] {
            let got = verdict(GateId::S26, moment, |m, _| {
                m.purpose = Some(coercive.clone());
                m.approver = officer("minh");
                m.legal_signer = signer.clone();
            });
            assert_eq!(got.0, expect, "{moment} {signer:?}");
        }
    }
    // Before anybody signed or approved, what stands in it already may not be the same person.
    let got = verdict(GateId::S26, Moment::Create, |m, _| m.legal_signer = officer("lan"));
    assert_eq!(got.0, Verdict::Block);
}

#[test]
fn a_run_holds_every_gate_once_in_order() {
    let message = request();
    let case = Case {
        message: &message,
        moment: Moment::Create,
        at: Timestamp(9),
        agreements: &[],
        packs: packs(),
        answers: None,
        thread: &[],
        file: CaseFile::EMPTY,
    };
    let gates: Vec<GateId> = run(&case).findings.iter().map(|f| f.gate).collect();
    assert_eq!(gates, GateId::ALL);
}

#[test]
fn drafts_name_every_fault_at_once() {
    let stamp = Stamp {
        id: MessageId::from_parts(1, [1; 10]),
        from: agency("vn.mps"),
        author: OfficerId::parse("lan").unwrap(),
        created_at: Timestamp(1),
        follows: None,
    };
    let faults = Draft::default().into_message(stamp.clone()).unwrap_err();
    let fields: Vec<&str> = faults.iter().map(|f| f.field.as_str()).collect();
    assert_eq!(fields, ["type", "to"]);

    let Body::VerifyReq(_) = request().body else { panic!("a verification request") };
    let mut draft = Draft::of(MessageKind::InfoReq);
    draft.head.to = Some(agency("th.rtp"));
    draft.head.languages = vec![Lang::En];
    let faults = draft.into_message(stamp).unwrap_err();
    let fields: Vec<&str> = faults.iter().map(|f| f.field.as_str()).collect();
    assert_eq!(fields, ["specification", "facts", "offence", "reasons_to_believe", "restrictions"]);
}

#[test]
fn an_act_that_is_no_message_is_judged_by_the_same_rules() {
    let why = "Passengers of one flight, named in a warning of a partner agency.";
    for (purpose, necessity, reason) in [
        (Some("PREVENT"), why, "gate-s01-pass"),
        (None, why, "gate-s01-missing"),
        (Some("ACTIVITIES_AGAINST_THE_STATE"), why, "gate-s01-not-listed"),
        (Some("PREVENT"), "because", "gate-s01-necessity"),
        (Some("PREVENT"), "all persons of the province of the case", "gate-s01-fishing"),
        (Some("PREVENT"), "They use Thai territory for work against us.", "gate-s06-territory"),
        (Some("PREVENT"), "Members who spread propaganda against the state", "gate-s05-watched"),
    ] {
        let code = purpose.map(|p| PurposeCode::parse(p).unwrap());
        let finding = judge_reason(code.as_ref(), &Text::draft(Lang::En, necessity), packs());
        assert_eq!(finding.reason, reason);
        assert_eq!(finding.verdict == Verdict::Pass, reason == "gate-s01-pass");
    }
}
