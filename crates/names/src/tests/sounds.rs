//! Spelling to sound, writing by writing: the expected reading is among the kept forms.

use crate::sound_forms;

fn check(rows: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (word, expect) in rows {
        let forms: Vec<String> = sound_forms(word).into_iter().map(|form| form.pivot).collect();
        if !forms.iter().any(|form| form == expect) {
            wrong.push(format!("{word}: expected {expect}, read {forms:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn thai_syllables_read_by_the_grammar() {
    check(&[
        ("มานี", "mani"),
        ("สมชาย", "somCay"),
        ("วิชัย", "wiCay"),
        ("ทองสุขใส", "TONsuksay"),
        ("พรหมจักร", "Promcak"),
        ("ประจวบ", "pracuap"),
        ("วงศ์สุข", "woNsuk"),
        ("เกรียงไกร", "kriaNkray"),
        ("เสนาะ", "sanO"),
        ("แสวง", "sawEN"),
        ("เฉลิม", "Cal@m"),
        ("เจริญ", "car@n"),
        ("หมอ", "mO"),
        ("หญิง", "yiN"),
        ("หลวง", "luaN"),
        ("อยู่", "yu"),
        ("ทราย", "say"),
        ("ศรี", "si"),
        ("สร้อย", "sOy"),
        ("จันทร์", "can"),
        ("ศักดิ์", "sak"),
        ("สิทธิ์", "sit"),
        ("พันธุ์", "Pan"),
        ("ลักษณ์", "lak"),
        ("วรรณ", "wan"),
        ("ธรรม", "Tam"),
        ("กฤษณา", "krisana"),
        ("ฤทธิ์", "rit"),
        ("บัว", "bua"),
        ("สวน", "suan"),
        ("เมีย", "mia"),
        ("เรือง", "rUaN"),
        ("เชย", "C@y"),
        ("เลิศ", "l@t"),
        ("เพ็ญ", "Pen"),
        ("เกาะ", "kO"),
        ("เขา", "Kaw"),
        ("แก้ว", "kEw"),
        ("น้ำ", "nam"),
        ("ก็", "kO"),
        ("ชาติ", "Cat"),
        ("เหตุ", "het"),
        ("บุตร", "but"),
        ("มิตร", "mit"),
        ("เพชร", "Pet"),
        ("พุทธ", "Put"),
        ("รัตนา", "ratana"),
        ("วิทยา", "wiTaya"),
        ("พัชรี", "PaCari"),
        ("กมล", "kamon"),
        ("สุนทร", "sunTOn"),
        ("อนงค์", "anoN"),
        ("ณรงค์", "naroN"),
        ("ไชย", "Cay"),
        ("โพธิ์", "Po"),
        ("บริบูรณ์", "bOribun"),
        ("กษัตริย์", "kasat"),
        ("ใจดี", "caydi"),
        ("พลอย", "PlOy"),
        ("นารถ", "nat"),
        ("สุ\u{200B}ดา", "suda"),
    ]);
}

#[test]
fn lao_syllables_read_by_the_grammar() {
    check(&[
        ("ບຸນຍົງ", "buYoN"),
        ("ສີສຸພັນ", "sisuPan"),
        ("ຄຳຜຸຍ", "KamPuy"),
        ("ແກ້ວມະນີ", "kEwmani"),
        ("ວຽງຈັນ", "wiaNcan"),
        ("ຫຼວງ", "luaN"),
        ("ໝັ້ນ", "man"),
        ("ໜູ", "nu"),
        ("ຫວັງ", "waN"),
        ("ຫຍ້າ", "Ya"),
        ("ເມືອງ", "mUaN"),
        ("ເຈົ້າ", "caw"),
        ("ເກາະ", "kO"),
        ("ສົມໃຈ", "somcay"),
        ("ໄຊ", "say"),
        ("ບົວ", "bua"),
        ("ສວນ", "suan"),
        ("ພອນ", "POn"),
        ("ເພັດ", "Pet"),
        ("ແສງ", "sEN"),
        ("ໂພ", "Po"),
        ("ເດີນ", "d@n"),
        ("ຢາ", "ya"),
        ("ນ້ອຍ", "nOy"),
        ("ເມຍ", "mia"),
        ("ດາໆ", "dada"),
    ]);
}

#[test]
fn vietnamese_and_press_respellings_read_by_the_grammar() {
    check(&[
        ("Nguyễn", "Nwian"),
        ("Trần", "can"),
        ("Đức", "dUk"),
        ("Dũng", "yuN"),
        ("Giàng", "yaN"),
        ("Phượng", "PUaN"),
        ("Quốc", "kwok"),
        ("Xuân", "swan"),
        ("Thảo", "Taw"),
        ("Nghĩa", "Nia"),
        ("Huỳnh", "hwiN"),
        ("Yến", "ian"),
        ("Pờ-ra-chuộp", "praCuap"),
        ("Vông-sục", "woNsuk"),
        ("Xổm-chai", "somCay"),
        ("Phôm-ma-chắc", "PomaCak"),
        ("Khăm-phui", "KamPuy"),
        ("Kẹo-ma-ni", "kEwmani"),
        ("Thoong-xúc-xay", "TONsuksay"),
        ("Bun-nhông", "buYoN"),
        ("Cờ-riêng", "kriaN"),
        ("Đa-ra", "dara"),
        ("Bua-xỏn", "buasOn"),
        ("Lềnh-xa-vắt", "leNsawat"),
    ]);
}

#[test]
fn latin_of_unknown_origin_reads_by_habit() {
    check(&[
        ("Somchai", "somCay"),
        ("Supot", "supot"),
        ("Supoj", "supot"),
        ("Suphot", "suPot"),
        ("Phromchak", "PromCak"),
        ("Vichai", "wiCay"),
        ("Tongsooksai", "toNsuksay"),
        ("Bounnhong", "buYoN"),
        ("Sisouphanh", "sisuPan"),
        ("Khamphouy", "KamPui"),
        ("Keomany", "kEwmani"),
        ("Sayasone", "sayason"),
        ("Pornpan", "pOnpan"),
        ("Subhawong", "suPawoN"),
        ("Weera", "wira"),
        ("Phatchari", "PaCari"),
        ("Xaysana", "saysana"),
        ("Sri", "si"),
        ("Rungrueang", "ruNrUaN"),
        ("Oudom", "udom"),
        ("Daniel", "danian"),
        ("Kaeo", "kEw"),
        ("Boonma", "bunma"),
        ("Aksorn", "aksOn"),
        ("Jaidee", "jaydi"),
        ("Mueangdee", "mUaNdi"),
    ]);
}

#[test]
fn other_writings_have_no_sounds() {
    for word in ["Иван", "李", "1234", "", "---"] {
        assert!(sound_forms(word).is_empty(), "{word}");
    }
}
