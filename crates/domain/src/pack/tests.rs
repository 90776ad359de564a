//! Packs: those shipped are whole; what is wrong with a file is said with its line.

use super::model::Known;
use super::*;
use crate::time::Timestamp;
use crate::wording;

const HEAD: &str = r#"[pack]
id = "xx"
version = "1"
country = "VN"
title = { vi = "a", th = "b", lo = "c", en = "d" }
"#;

fn faults(rest: &str) -> Vec<String> {
    let text = format!("{HEAD}{rest}");
    let files = [PackFile { name: "xx/pack.toml", text: &text }];
    let pack = match read_pack(&files) {
        Ok(pack) => pack,
        Err(faults) => return faults.iter().map(ToString::to_string).collect(),
    };
    match Packs::new(vec![pack]) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

fn packs() -> Packs {
    match Packs::shipped() {
        Ok(packs) => packs,
        Err(faults) => {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            panic!("{}", lines.join("\n"))
        }
    }
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn the_shipped_packs_are_whole_and_none_of_their_values_is_confirmed() {
    let packs = packs();
    let ids: Vec<&str> = packs.all().iter().map(|p| p.head.id.as_str()).collect();
    assert_eq!(ids, ["asean", "comity", "interpol", "la", "th", "un", "vn"]);
    for pack in packs.all() {
        // Only a legal officer confirms; the house ships nothing as confirmed.
        assert_eq!(pack.unconfirmed().count(), pack.values.len(), "{}", pack.head.id);
        assert!(!pack.values.is_empty(), "{}", pack.head.id);
    }
}

#[test]
fn every_folder_of_packs_is_built_in() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut found = BTreeSet::new();
    for folder in std::fs::read_dir(root).unwrap() {
        let folder = folder.unwrap().path();
        for file in std::fs::read_dir(&folder).unwrap() {
            let name = |p: &std::path::Path| p.file_name().unwrap().to_string_lossy().into_owned();
            found.insert(format!("{}/{}", name(&folder), name(&file.unwrap().path())));
        }
    }
    let files = shipped::PACKS.iter().flat_map(|(_, files)| files.iter());
    let built: BTreeSet<String> = files.map(|f| f.name.to_owned()).collect();
    assert_eq!(built, found);
}

#[test]
fn each_country_has_a_row_for_each_ordinary_family() {
    let packs = packs();
    let ordinary = |f: &&Family| f.kind == model::FamilyKind::Ordinary;
    let families: Vec<&Family> =
        packs.all().iter().flat_map(|p| &p.families).filter(ordinary).collect();
    assert!(families.len() >= 25);
    for country in ["VN", "TH", "LA"] {
        let pack = packs.country(country).unwrap();
        for family in &families {
            let rows = pack.offences.iter().filter(|o| o.family == family.id).count();
            assert_eq!(rows, 1, "{country} {}", family.id);
        }
    }
}

#[test]
fn a_law_gives_its_values_only_while_it_applies() {
    let packs = packs();
    let vn = packs.country("VN").unwrap();
    let threshold = |on: &str| {
        let found = vn.threshold(LegalEffect::Extradition, Measure::MaxPenalty, day(on));
        found.map(|t| (t.id.as_str(), t.months))
    };
    assert_eq!(threshold("2026-06-30"), Some(("extradition-prosecution-2007", Some(12))));
    assert_eq!(threshold("2026-07-01"), Some(("extradition-prosecution", Some(12))));
    assert_eq!(threshold("2008-06-30"), None);
    let urgent = |on: &str| vn.limit(Clock::ProvisionalArrest, day(on)).and_then(|l| l.amount);
    assert_eq!(urgent("2026-11-21"), Some(45));
    assert_eq!(urgent("2026-06-30"), None);
    let la = packs.country("LA").unwrap();
    let open = la.threshold(LegalEffect::Extradition, Measure::MaxPenalty, day("2026-11-21"));
    assert_eq!(open.unwrap().months, None, "what is not known is left out");
    let unknown = la.reciprocity(LegalEffect::Extradition, day("2026-11-21")).unwrap();
    assert_eq!(unknown.allowed, Known::Unknown);
}

#[test]
fn limits_end_after_whole_days_and_working_days_of_the_country() {
    let packs = packs();
    let th = packs.country("TH").unwrap();
    let ends = |unit: model::Unit, amount: u16, from: &str| {
        let mut limit = packs.pack("comity").unwrap().limits[0].clone();
        (limit.unit, limit.amount) = (unit, Some(amount));
        let end = th.ends(&limit, day(from).begins().plus_ms(3_600_000)).unwrap();
        Day::of(end.plus_ms(-1)).to_string()
    };
    use model::Unit::{Days, Hours, Months, WorkingDays, Years};
    assert_eq!(ends(Hours, 8, "2026-11-21"), "2026-11-21");
    assert_eq!(ends(Days, 45, "2026-11-21"), "2027-01-05");
    assert_eq!(ends(Months, 4, "2026-10-31"), "2027-02-28");
    assert_eq!(ends(Years, 5, "2024-02-29"), "2029-02-28");
    // Friday 10 April 2026; Monday to Wednesday is Songkran.
    assert_eq!(ends(WorkingDays, 1, "2026-04-10"), "2026-04-16");
    assert_eq!(ends(WorkingDays, 2, "2026-04-10"), "2026-04-17");
    assert_eq!(ends(WorkingDays, 3, "2026-04-10"), "2026-04-20");
    let mut open = packs.pack("comity").unwrap().limits[0].clone();
    open.amount = None;
    assert_eq!(th.ends(&open, Timestamp(0)), None);
}

#[test]
fn cues_are_found_in_four_languages_in_disguise_and_in_other_words() {
    let packs = packs();
    for (kind, text) in [
        (CueKind::Territory, "He uses Thai territory for work against us"),
        (CueKind::Territory, "Đối tượng có hoạt động CHỐNG PHÁ Việt Nam"),
        (CueKind::Territory, "doi tuong loi dung lanh tho nuoc ban"),
        (CueKind::Territory, "บุคคลนี้เคลื่อนไหวต่อต้านประเทศเพื่อนบ้าน"),
        (CueKind::Territory, "ບຸກຄົນນີ້ໃຊ້ດິນແດນລາວ"),
        (CueKind::Linkage, "If you hand over the two, we will send yours"),
        (CueKind::Linkage, "in ex\u{ad}change for the person you want"),
        (CueKind::Linkage, "Phía bạn giao hai người, chúng tôi trao đổi đối tượng"),
        (CueKind::Linkage, "ขอแลกตัวกับผู้ต้องหาชาวไทย"),
        (CueKind::Linkage, "ຂໍແລກຕົວກັບຜູ້ຕ້ອງຫາ"),
        (CueKind::Removal, "please cancel his visa and hand him over at the border"),
        (CueKind::Removal, "đề nghị trục xuất và bàn giao tại cửa khẩu"),
        (CueKind::Removal, "ขอให้เนรเทศและส่งมอบตัวที่ด่าน"),
        (CueKind::Removal, "ຂໍໃຫ້ເນລະເທດ"),
        (CueKind::Fishing, "Send the list of all who crossed"),
        (CueKind::Protection, "He holds a UNHCR card"),
        (CueKind::Protection, "người này xin tị nạn"),
    ] {
        assert!(packs.cue_in(kind, &wording::plain(text)).is_some(), "{kind}: {text}");
    }
    for text in [
        "He sold counterfeit phones in exchange for cash and fled to Bangkok.",
        "Đối tượng lừa đảo chiếm đoạt tài sản của nhiều người rồi bỏ trốn.",
        "ผู้ต้องหาหลอกลวงให้โอนเงินแล้วหลบหนี",
        "ຜູ້ຕ້ອງຫາຫຼອກລວງເອົາເງິນແລ້ວຫຼົບໜີ",
    ] {
        let plain = wording::plain(text);
        for kind in CueKind::ALL {
            assert_eq!(packs.cue_in(*kind, &plain), None, "{kind}: {text}");
        }
        assert_eq!(packs.families_in(&plain).count(), 0, "{text}");
    }
}

#[test]
fn watched_families_are_found_by_their_phrases() {
    let packs = packs();
    for (family, text) in [
        ("propaganda", "He posted articles that criticise the government"),
        ("propaganda", "Lợi dụng các quyền tự do dân chủ xâm phạm lợi ích"),
        ("insult_of_authority", "กล่าวหาว่าหมิ่นพระบรมเดชานุภาพ"),
        ("sedition", "ຖືກກ່າວຫາວ່າໂຄ່ນລົ້ມລັດຖະບານ"),
        ("assembly_and_association", "đã tham gia biểu tình tại Hà Nội"),
        ("military_offence", "accused of desertion from his unit"),
        ("religious_offence", "truyền đạo trái phép"),
        ("private_or_petty", "the case is about an unpaid debt"),
    ] {
        let found: Vec<&str> =
            packs.families_in(&wording::plain(text)).map(|f| f.id.as_str()).collect();
        assert!(found.contains(&family), "{text}: {found:?}");
    }
}

const GOOD_LAW: &str = r#"
[[law]]
id = "l"
title = { vi = "a", th = "b", lo = "c", en = "d" }
number = "1"
source = "s"
status = "to_be_confirmed"
"#;

#[test]
fn what_is_wrong_is_said_with_its_line_and_column() {
    assert_eq!(faults(GOOD_LAW), Vec::<String>::new());
    let rows: &[(&str, &str)] = &[
        ("x", "xx/pack.toml:6:2: key with no value, expected `=`"),
        ("[[nonsense]]\nid = 1\n", "xx/pack.toml:6:3: no pack has a table [[nonsense]]"),
        ("[law]\nid = \"a\"\n", "xx/pack.toml:6:2: write each entry as [[law]]"),
        (
            &GOOD_LAW.replace("source = \"s\"", "source = \" \""),
            "xx/pack.toml:11:10: every value names its source",
        ),
        (
            &GOOD_LAW.replace("to_be", "tobe"),
            "xx/pack.toml:12:10: status is `to_be_confirmed` or `confirmed by WHO on YYYY-MM-DD`",
        ),
        (
            &GOOD_LAW.replace("to_be_confirmed", "confirmed by on 2026-01-01"),
            "xx/pack.toml:12:10: status is `to_be_confirmed` or `confirmed by WHO on YYYY-MM-DD`",
        ),
        (&GOOD_LAW.replace("lo = \"c\", ", ""), "xx/pack.toml:9:9: `title` has no text in lo"),
        (
            &GOOD_LAW.replace("\"l\"", "\"a b\""),
            "xx/pack.toml:8:6: an id has letters, digits and . _ : - only",
        ),
        (
            &format!("{GOOD_LAW}surprise = 1\n"),
            "xx/pack.toml:13:1: unknown field `surprise`, expected one of `id`, `title`, `number`, `in_force`, `until`, `source`, `status`",
        ),
        (
            &format!("{GOOD_LAW}in_force = \"soon\"\n"),
            "xx/pack.toml:13:12: a day is YYYY-MM-DD, for example 2026-07-01",
        ),
        (
            &format!("{GOOD_LAW}in_force = \"2026-02-01\"\nuntil = \"2026-01-01\"\n"),
            "xx/pack.toml:14:9: ends before it begins",
        ),
        (
            &format!("{GOOD_LAW}{GOOD_LAW}"),
            "xx/pack.toml:15:6: `l` stands there already: xx/pack.toml:8:6",
        ),
    ];
    for (text, expect) in rows {
        assert_eq!(faults(text), [*expect], "{text}");
    }
}

#[test]
fn values_that_cannot_be_are_refused() {
    let end = "source = \"s\"\nstatus = \"to_be_confirmed\"\n";
    let text = "{ vi = \"a\", th = \"b\", lo = \"c\", en = \"d\" }";
    for (rest, expect) in [
        (
            "[[threshold]]\nid = \"t\"\nact = \"extradition\"\nmeasure = \"max_penalty\"\nlaw = \"gone\"\nmonths = 1\n",
            "there is no law `gone` in this pack",
        ),
        (
            "[[limit]]\nid = \"t\"\nclock = \"surrender\"\namount = 0\nunit = \"days\"\ncounted_from = \"a\"\non_breach = \"release\"\n",
            "a limit of 0 has passed before it begins",
        ),
        (
            &format!(
                "[[family]]\nid = \"f\"\nkind = \"political\"\ntext = {text}\ncues = {{ vi = [\"a\"], th = [\"b\"], lo = [\"c\"] }}\n"
            ),
            "no phrase in en, or an empty one",
        ),
        (
            &format!("[[family]]\nid = \"f\"\nkind = \"ordinary\"\ntext = {text}\n"),
            "an ordinary offence has elements of conduct",
        ),
        (
            &format!(
                "[[family]]\nid = \"f\"\nkind = \"ordinary\"\ntext = {text}\nelements = [\"e\"]\n"
            ),
            "there is no element `e` in any pack",
        ),
        (
            "[[offence]]\nid = \"o\"\nfamily = \"f\"\nprovision = \"p\"\n",
            "there is no family `f` in any pack",
        ),
        (
            &format!(
                "[[treaty]]\nid = \"t\"\ntitle = {text}\nscope = \"bilateral\"\nparties = [\"VN\"]\nacts = [\"mla\"]\n"
            ),
            "a bilateral treaty has two parties",
        ),
        (
            &format!(
                "[[treaty]]\nid = \"t\"\ntitle = {text}\nscope = \"regional\"\nparties = [\"VN\", \"TH\"]\nacts = [\"mla\"]\nentry = {{ notifications = 3, days = 30 }}\n"
            ),
            "more notifications than parties, or none",
        ),
        (
            &format!("[[holiday]]\nid = \"h\"\nday = \"13-01\"\ntext = {text}\n"),
            "a holiday is MM-DD or YYYY-MM-DD",
        ),
    ] {
        let found = faults(&format!("{rest}{end}"));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(expect), "{found:?}");
    }
    let unknown = "[[threshold]]\nid = \"t\"\nact = \"extradition\"\nmeasure = \"max_penalty\"\nsource = \"s\"\nstatus = \"confirmed by thu on 2026-11-01\"\n";
    assert!(faults(unknown)[0].contains("is not known, so it cannot be confirmed"));
    assert_eq!(faults(&unknown.replace("source", "months = 12\nsource")), Vec::<String>::new());
}

#[test]
fn an_agencys_own_pack_takes_the_place_of_the_shipped_one() {
    let own = HEAD.replace("\"xx\"", "\"la\"").replace("\"VN\"", "\"LA\"");
    let own = own.replace("\"1\"", "\"2026.12.7\"");
    let pack = read_pack(&[PackFile { name: "own/pack.toml", text: &own }]).unwrap();
    let packs = Packs::with_own(vec![pack]).unwrap();
    assert!(packs.versions().contains(&"la 2026.12.7".to_owned()));
    assert!(packs.country("LA").unwrap().offences.is_empty());
    let stranger = HEAD.replace("\"xx\"", "\"second-vn\"");
    let pack = read_pack(&[PackFile { name: "own/pack.toml", text: &stranger }]).unwrap();
    let faults = Packs::with_own(vec![pack]).unwrap_err();
    assert_eq!(faults[0].fault, "two packs claim to be country VN");
}
