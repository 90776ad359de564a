//! Gates that listen to words, and gates about conditions: four languages, disguises, other words.

use super::coercive::{locate, look_at, now, said};
use super::*;
use crate::gate::file::{Decision, Protection};
use crate::message::condition::{Secrecy, ThirdParty};
use crate::policy::Role;

fn verdict_of(text: &str, gate: GateId) -> (Verdict, Option<Ground>) {
    let mut message = request();
    says(&mut message, text);
    let (verdict, _, ground) = said(&look_at(&message, None, CaseFile::EMPTY), gate);
    (verdict, ground)
}

fn file(gate: GateId, roles: &[Role]) -> CaseFile {
    let decision = |(n, role): (usize, &Role)| Decision {
        gate,
        allows: true,
        by: OfficerId::parse(&format!("decider{n}")).unwrap(),
        role: *role,
        at: now(),
        text: Text::draft(Lang::En, "The test, in words."),
    };
    let decisions = roles.iter().enumerate().map(decision).collect();
    CaseFile { protection: Protection::None, decisions, restriction: None }
}

/// Each text is stopped, and its gate opens by the decision of these roles only.
fn stopped(gate: GateId, by: GateId, roles: &[Role], texts: &[(&str, Ground)]) {
    for (text, ground) in texts {
        assert_eq!(verdict_of(text, gate), (Verdict::Block, Some(*ground)), "{text}");
        let mut message = request();
        says(&mut message, text);
        let after = |file: &CaseFile| finding(&look_at(&message, None, file), gate).verdict;
        assert_eq!(after(&file(by, roles)), Verdict::Warn, "{text}");
        assert_eq!(after(&file(by, &roles[..1])), Verdict::Block, "{text}");
        assert_eq!(after(&file(GateId::S26, roles)), Verdict::Block, "{text}");
    }
}

const ORDINARY: &[&str] = &[
    "The file goes to the procuracy.",
    "If it is the same person, a formal request follows.",
    "Hồ sơ được chuyển cho viện kiểm sát để truy tố về tội lừa đảo.",
    "ส่งสำนวนให้พนักงานอัยการ",
    "ສົ່ງສຳນວນໃຫ້ໄອຍະການ",
];

#[test]
fn ordinary_words_pass_every_gate() {
    for text in ORDINARY {
        let mut message = request();
        says(&mut message, text);
        let run = look_at(&message, None, CaseFile::EMPTY);
        assert!(run.passes(), "{text}: {:#?}", run.blocks().collect::<Vec<_>>());
    }
}

#[test]
fn s05_political() {
    use Ground::{Discrimination, Military, Political};
    let roles = [Role::LegalOfficer, Role::HumanRights];
    stopped(
        GateId::S05,
        GateId::S05,
        &roles,
        &[
            ("She wrote posts in which she criticised the government.", Political),
            ("He is accused of sub\u{200b}verting the state.", Political),
            ("Đối tượng LỢI DỤNG các quyền tự do dân chủ.", Political),
            ("doi tuong tuyen truyen chong nha nuoc", Political),
            ("ผู้ต้องหาหมิ่นพระบรมเดชานุภาพ", Political),
            ("ຜູ້ກ່ຽວຖືກກ່າວຫາວ່າໂຄສະນາຕໍ່ຕ້ານລັດ", Political),
            ("He took part in protests and belongs to the opposition.", Political),
            ("He deserted from the army in March.", Military),
            ("เขาหนีทหารเมื่อปีที่แล้ว", Military),
            ("Người này truyền đạo trái phép.", Discrimination),
        ],
    );
    // Also when the offence itself is named so, in words no text holds.
    let mut message = locate();
    message.charge.as_mut().unwrap().families = vec!["sedition".into()];
    let run = look_at(&message, None, CaseFile::EMPTY);
    assert_eq!(said(&run, GateId::S05).2, Some(Political));
}

#[test]
fn s06_territory() {
    let roles = [Role::LegalOfficer, Role::HumanRights];
    stopped(
        GateId::S06,
        GateId::S05,
        &roles,
        &[
            ("He is known for activities against our country.", Ground::Political),
            ("He uses your territory to work against us.", Ground::Political),
            ("Đối tượng có hoạt động chống phá Việt Nam từ lãnh thổ nước bạn.", Ground::Political),
            ("เขาใช้ดินแดนไทยเคลื่อนไหวต่อต้าน", Ground::Political),
            ("ຜູ້ກ່ຽວນຳໃຊ້ດິນແດນຂອງທ່ານ", Ground::Political),
        ],
    );
}

#[test]
fn s14_disguised() {
    let roles = [Role::LegalOfficer, Role::Oversight];
    stopped(
        GateId::S14,
        GateId::S14,
        &roles,
        &[
            ("Please deport him, we will wait at the gate.", Ground::Disguised),
            ("Cancel his visa and hand him over at the border.", Ground::Disguised),
            ("Đề nghị trục xuất và bàn giao tại cửa khẩu.", Ground::Disguised),
            ("ขอให้เนรเทศบุคคลนี้", Ground::Disguised),
            ("ຂໍໃຫ້ເນລະເທດບຸກຄົນນີ້", Ground::Disguised),
        ],
    );
}

#[test]
fn s07_speaks_of_protection() {
    for text in [
        "He has applied for asylum.",
        "She holds a UNHCR card.",
        "Người này đã xin tị nạn.",
        "บุคคลนี้เป็นผู้ลี้ภัย",
        "ບຸກຄົນນີ້ຂໍລີ້ໄພ",
    ] {
        assert_eq!(verdict_of(text, GateId::S07), (Verdict::Block, Some(Ground::PersonRisk)));
    }
}

#[test]
fn s16_child_victim() {
    use crate::codes::PersonRole as R;
    let verdict = |turn: &dyn Fn(&mut Message), file: &CaseFile| {
        let mut message = request();
        message.purpose = Some(PurposeCode::parse("INVESTIGATE").unwrap());
        turn(&mut message);
        finding(&look_at(&message, None, file), GateId::S16).verdict
    };
    fn person(message: &mut Message) -> &mut Subject {
        match &mut message.body {
            Body::VerifyReq(body) => body.subject.as_mut().unwrap(),
            _ => panic!("a verification request"),
        }
    }
    let born = |text: &'static str| {
        move |m: &mut Message| {
            person(m).birth = Some(Birth { text: text.into(), calendar: Calendar::Gregorian });
        }
    };
    let none = CaseFile::EMPTY;
    assert_eq!(verdict(&|_| {}, none), Verdict::Pass);
    for role in [R::Victim, R::Missing, R::MisusedIdentity] {
        assert_eq!(verdict(&|m| person(m).role = role, none), Verdict::Block, "{role}");
    }
    // Eighteen on the day itself is grown; in doubt a child.
    assert_eq!(verdict(&born("2008-11-21"), none), Verdict::Pass);
    assert_eq!(verdict(&born("2008-11-22"), none), Verdict::Block);
    assert_eq!(verdict(&born("2008"), none), Verdict::Block);
    assert_eq!(verdict(&born("2007"), none), Verdict::Pass);
    let protect = |m: &mut Message| {
        person(m).role = R::Victim;
        m.purpose = Some(PurposeCode::parse("PROTECT_VICTIM").unwrap());
    };
    assert_eq!(verdict(&protect, none), Verdict::Warn);
    let both = file(GateId::S16, &[Role::LegalOfficer, Role::DataProtection]);
    assert_eq!(verdict(&|m| person(m).role = R::Victim, &both), Verdict::Warn);
    // What is to hold a child is stopped whoever decides.
    let hold = |m: &mut Message| {
        *m = locate();
        born("2010-01-01")(m);
    };
    assert_eq!(verdict(&hold, &both), Verdict::Block);
}

#[test]
fn s17_evaluation() {
    use crate::handling::{Evaluation, EvaluationGrid};
    use crate::time::PartialDate;
    let asked = request();
    let verdict = |outcome, date: Option<&str>, evaluated: bool| {
        let mut answer = reply(&asked);
        if evaluated {
            answer.evaluation = Some(Evaluation {
                grid: EvaluationGrid::Eu4x4,
                source: "A".into(),
                information: "1".into(),
            });
        }
        if let Body::Reply(body) = &mut answer.body {
            body.outcome = Some(outcome);
            body.data_date = date.map(|d| PartialDate::parse(d, Calendar::Gregorian).unwrap());
        }
        finding(&look_at(&answer, Some(&asked), CaseFile::EMPTY), GateId::S17).verdict
    };
    assert_eq!(verdict(ReplyOutcome::Positive, Some("2026"), true), Verdict::Pass);
    assert_eq!(verdict(ReplyOutcome::Positive, Some("2026"), false), Verdict::Warn);
    assert_eq!(verdict(ReplyOutcome::Partial, Some("2026"), false), Verdict::Warn);
    assert_eq!(verdict(ReplyOutcome::Negative, None, false), Verdict::Pass);
    assert_eq!(verdict(ReplyOutcome::Positive, Some("2027"), true), Verdict::Block);
}

#[test]
fn s19_third_party() {
    let verdict = |third: Option<(&str, Option<&str>)>, onward| {
        let mut message = request();
        message.third_party = third.map(|(originator, day)| ThirdParty {
            originator: originator.into(),
            consented_on: day.map(|d| crate::day::Day::parse(d).unwrap()),
        });
        message.onward_transfer = onward;
        finding(&look_at(&message, None, CaseFile::EMPTY), GateId::S19).verdict
    };
    use OnwardTransfer::{Ask, Listed, None as Nobody};
    assert_eq!(verdict(None, Listed), Verdict::Pass);
    assert_eq!(verdict(Some(("la.mps", None)), Nobody), Verdict::Block);
    assert_eq!(verdict(Some(("la.mps", Some("2026-11-22"))), Nobody), Verdict::Block);
    assert_eq!(verdict(Some(("la.mps", Some("2026-11-21"))), Ask), Verdict::Pass);
    assert_eq!(verdict(Some(("…", Some("2026-11-21"))), Ask), Verdict::Block);
    assert_eq!(verdict(Some(("la.mps", Some("2026-11-21"))), Listed), Verdict::Block);
}

#[test]
fn s20_sensitive() {
    let verdict = |item, file: &CaseFile| {
        let mut message = request();
        if let Body::VerifyReq(body) = &mut message.body {
            body.verify = vec![item];
        }
        finding(&look_at(&message, None, file), GateId::S20).verdict
    };
    assert_eq!(verdict(VerifyItem::Identity, CaseFile::EMPTY), Verdict::Pass);
    assert_eq!(verdict(VerifyItem::Biometric, CaseFile::EMPTY), Verdict::Block);
    let other = file(GateId::S20, &[Role::LegalOfficer]);
    assert_eq!(verdict(VerifyItem::Biometric, &other), Verdict::Block);
    let right = file(GateId::S20, &[Role::DataProtection]);
    assert_eq!(verdict(VerifyItem::Biometric, &right), Verdict::Pass);
}

#[test]
fn s23_secrecy() {
    let reason = |level: &str, since: &str, to: &str| {
        let mut message = request();
        message.to = agency(to);
        let since = crate::day::Day::parse(since).unwrap();
        message.secrecy = Some(Secrecy { level: level.into(), since });
        said(&look_at(&message, None, CaseFile::EMPTY), GateId::S23).1
    };
    assert_eq!(reason("vn-mat", "2026-01-01", "th.rtp"), "gate-nothing-found");
    assert_eq!(reason("vn-mat", "2016-11-20", "th.rtp"), "gate-s23-ended");
    assert_eq!(reason("vn-mat", "2016-11-21", "th.rtp"), "gate-nothing-found");
    assert_eq!(reason("vn-mat", "2026-01-01", "la.mps"), "gate-s23-no-equal");
    assert_eq!(reason("th-lap", "2026-01-01", "th.rtp"), "gate-s23-unknown");
    let run = look_at(&request(), None, CaseFile::EMPTY);
    assert_eq!(said(&run, GateId::S23).1, "gate-not-concerned");
}
