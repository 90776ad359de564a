//! Titles and ranks, split off the front of a name and never leaving it empty.
//!
//! Source: the rank tables of the Royal Thai Police, the Lao People's Army and the Vietnamese
//! People's Public Security (Thiếu tướng = Major General, Trung tướng = Lieutenant General), the
//! civil titles of the four languages, and their usual abbreviations.

/// Titles written apart, as folded words without full stops.
const WORDS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "gen",
    "general",
    "lt",
    "lieut",
    "lieutenant",
    "maj",
    "major",
    "col",
    "colonel",
    "capt",
    "captain",
    "sgt",
    "sergeant",
    "cpl",
    "police",
    "excellency",
    "snr",
    "brig",
    "brigadier",
    "acm",
    "admiral",
    "adm",
    "ông",
    "đồng chí",
    "thiếu tướng",
    "trung tướng",
    "thượng tướng",
    "đại tướng",
    "thiếu tá",
    "trung tá",
    "thượng tá",
    "đại tá",
    "thiếu úy",
    "trung úy",
    "thượng úy",
    "đại úy",
    "thieu tuong",
    "trung tuong",
    "thuong tuong",
    "dai tuong",
    "thieu ta",
    "trung ta",
    "thuong ta",
    "dai ta",
    "thieu uy",
    "trung uy",
    "thuong uy",
    "dai uy",
    "tiến sĩ",
    "bác sĩ",
    "luật sư",
    "giáo sư",
    "นาย",
    "นาง",
    "นางสาว",
    "คุณ",
    "ท้าว",
    "เด็กชาย",
    "เด็กหญิง",
    "ท่าน",
    "ທ້າວ",
    "ນາງ",
    "ນາງສາວ",
    "ທ່ານ",
    "ສະຫາຍ",
    "ທ່ານນາງ",
    "nangsao",
    "nang sao",
    "naay",
    "thiếu uý",
    "trung uý",
    "thượng uý",
    "đại uý",
];

/// Titles that are also names: split off only before two or more other words.
const DOUBTFUL: &[&str] = &[
    "nai", "pol", "chị", "cô", "nang", "thao", "khun", "khoun", "ba", "co", "anh", "chi", "madame",
    "phra", "ong", "bà",
];

/// Titles that are written on to a Thai or Lao name without a space; longest first.
const GLUED: &[&str] = &[
    "พลตำรวจเอก",
    "พลตำรวจโท",
    "พลตำรวจตรี",
    "พลตำรวจจัตวา",
    "พันตำรวจเอก",
    "พันตำรวจโท",
    "พันตำรวจตรี",
    "ร้อยตำรวจเอก",
    "ร้อยตำรวจโท",
    "ร้อยตำรวจตรี",
    "ว่าที่ร้อยตรี",
    "สิบตำรวจเอก",
    "สิบตำรวจโท",
    "สิบตำรวจตรี",
    "ดาบตำรวจ",
    "จ่าสิบตำรวจ",
    "พลเอก",
    "พลโท",
    "พลตรี",
    "พลจัตวา",
    "พันเอก",
    "พันโท",
    "พันตรี",
    "ร้อยเอก",
    "ร้อยโท",
    "ร้อยตรี",
    "สิบเอก",
    "สิบโท",
    "สิบตรี",
    "พลเรือเอก",
    "พลเรือโท",
    "พลเรือตรี",
    "พลอากาศเอก",
    "พลอากาศโท",
    "พลอากาศตรี",
    "เด็กหญิง",
    "เด็กชาย",
    "นางสาว",
    "นาง",
    "นาย",
    "ທ່ານນາງ",
    "ພົນເອກ",
    "ພົນໂທ",
    "ພົນຕີ",
    "ພົນຈັດຕະວາ",
    "ພັນເອກ",
    "ພັນໂທ",
    "ພັນຕີ",
    "ຮ້ອຍເອກ",
    "ຮ້ອຍໂທ",
    "ຮ້ອຍຕີ",
    "ນາງສາວ",
    "ທ້າວ",
    "ທ່ານ",
    "ນາງ",
];

/// Abbreviated Thai and Lao titles of one group of letters (`ดร.`).
const SHORT: &[&str] = &["ดร", "ผศ", "รศ", "นพ", "พญ", "ทพ", "ดต", "ปจ", "ສຈ", "ດຣ"];

/// Letters a name must keep after a glued title is taken off.
const MIN_LEFT: usize = 3;

/// Splits dotted abbreviations and glued titles off the front of a folded text.
pub(crate) fn split_front(folded: &str) -> (Vec<String>, &str) {
    let mut titles = Vec::new();
    let mut rest = folded;
    loop {
        let before = rest.len();
        if let Some((title, left)) = dotted(rest).or_else(|| glued(rest)) {
            titles.push(title);
            rest = left;
        }
        if rest.len() == before {
            return (titles, rest);
        }
    }
}

fn is_thai_or_lao(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}')
}

/// A run of groups of at most four Thai or Lao letters, each with a full stop (`พล.ต.ท.`). One group
/// alone is a title only when known, because it may be an initial.
fn dotted(text: &str) -> Option<(String, &str)> {
    let mut rest = text;
    let mut groups: Vec<&str> = Vec::new();
    while let Some((group, left)) = rest.split_once('.') {
        let letters = group.trim();
        let short = !letters.is_empty() && letters.chars().count() <= 4;
        if !short || !letters.chars().all(is_thai_or_lao) {
            break;
        }
        groups.push(letters);
        rest = left.trim_start();
    }
    let known = groups.len() > 1 || groups.first().is_some_and(|g| SHORT.contains(g));
    if !known || !rest.chars().any(char::is_alphabetic) {
        return None;
    }
    Some((format!("{}.", groups.join(".")), rest))
}

fn glued(text: &str) -> Option<(String, &str)> {
    GLUED.iter().find_map(|title| {
        let rest = text.strip_prefix(title)?;
        let letters = rest.trim_start();
        let bound = rest.starts_with(|c: char| matches!(c, '\u{0E30}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}' | '\u{0EB0}'..='\u{0EBC}' | '\u{0EC8}'..='\u{0ECD}'));
        let enough = letters.chars().filter(|c| c.is_alphabetic()).count() >= MIN_LEFT;
        (enough && !bound).then(|| ((*title).to_owned(), letters))
    })
}

/// How many of the first words are titles; always leaves one word at least.
pub(crate) fn leading(words: &[String]) -> usize {
    let mut taken = 0;
    loop {
        let left = words.get(taken..).unwrap_or(&[]);
        let step = title_length(left);
        if step == 0 || left.len() <= step {
            return taken;
        }
        taken += step;
    }
}

fn title_length(words: &[String]) -> usize {
    let Some(first) = words.first() else { return 0 };
    if let Some(second) = words.get(1) {
        let two = format!("{first} {second}");
        if WORDS.contains(&two.as_str()) {
            return 2;
        }
    }
    let one = first.as_str();
    let doubtful = DOUBTFUL.contains(&one);
    if doubtful && words.len() < 3 {
        return 0;
    }
    usize::from(doubtful || WORDS.contains(&one))
}
