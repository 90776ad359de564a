//! What the cells of a row say of a person: names, dates as they are written in the region, sex and
//! countries in words.

use comity_domain::codes::Sex;
use comity_domain::limits;
use comity_domain::person::{Birth, document_key, is_country};
use comity_domain::time::Calendar;
use comity_domain::wording;
use comity_names::Name;

use super::Sought;
use super::column::Field;

/// The cells of a row, by what they hold.
#[derive(Debug, Default)]
pub struct Cells {
    /// The row's own mark.
    pub id: String,
    names: Vec<String>,
    given: String,
    family: String,
    born: Option<String>,
    sex: Option<String>,
    nationalities: Vec<String>,
    documents: Vec<String>,
}

impl Cells {
    /// Takes a cell in; several values stand with `;` between them.
    pub fn add(&mut self, field: Field, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() {
            return;
        }
        let values = || cell.split(';').map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned);
        match field {
            Field::Name => self.names.extend(values()),
            Field::Given => join(&mut self.given, cell),
            Field::Family => join(&mut self.family, cell),
            Field::Born => self.born = self.born.take().or_else(|| values().next()),
            Field::Sex => self.sex = self.sex.take().or_else(|| values().next()),
            Field::Nationality => self.nationalities.extend(values()),
            Field::Document => self.documents.extend(values()),
            Field::Id if self.id.is_empty() => {
                self.id = cell.chars().take(limits::LABEL_BYTES_MAX).collect();
            }
            Field::Id | Field::Nothing => {}
        }
    }

    /// Whether no cell held anything.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
            && self.given.is_empty()
            && self.family.is_empty()
            && self.documents.is_empty()
            && self.born.is_none()
    }

    /// Whom they name.
    ///
    /// # Errors
    /// Why the row cannot be read; never its content.
    pub fn sought(self) -> Result<Sought, String> {
        let mut names = self.names;
        if !self.family.is_empty() {
            names.push(format!("{} {}", self.given, self.family).trim().to_owned());
        }
        names.dedup();
        if names.len() > limits::NAMES_MAX {
            return Err(format!("has more than {} names", limits::NAMES_MAX));
        }
        for name in &names {
            Name::read(name).map_err(|e| format!("a name cannot be read: {e}"))?;
        }
        let documents = self.documents;
        if documents.len() > limits::DOCUMENTS_MAX {
            return Err(format!("has more than {} documents", limits::DOCUMENTS_MAX));
        }
        if documents.iter().any(|d| d.chars().count() > limits::SHORT_TEXT_CHARS_MAX) {
            return Err("a document number is longer than 200 characters".to_owned());
        }
        if names.is_empty() && !documents.iter().any(|d| document_key(d).len() >= 4) {
            return Err("has neither a name nor a document number of 4 characters".to_owned());
        }
        let birth = self.born.as_deref().map(birth).transpose()?;
        let countries = self.nationalities.iter().map(|n| country(n));
        Ok(Sought {
            names,
            birth,
            sex: self.sex.as_deref().and_then(sex),
            nationalities: countries.collect::<Result<_, _>>()?,
            documents,
        })
    }
}

fn join(held: &mut String, more: &str) {
    if !held.is_empty() {
        held.push(' ');
    }
    held.push_str(more);
}

/// A date of birth as lists have it: `1985`, `1985-03-12`, `12/03/1985`, `12.3.2528`, `19850312`,
/// with the digits of any writing. Day before month, as in the whole region.
fn birth(text: &str) -> Result<Birth, String> {
    let digits: String = text.chars().map(ascii_digit).collect();
    // A time of day that a spreadsheet put behind the date says nothing about a birth.
    let date = digits.split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = date.split(['-', '/', '.']).collect();
    let written = match parts.as_slice() {
        [day, month, year] if year.len() == 4 => format!("{year}-{month}-{day}"),
        [month, year] if year.len() == 4 && month.len() <= 2 => format!("{year}-{month}"),
        [whole] if whole.len() == 8 && whole.is_ascii() => {
            let (year, rest) = whole.split_at(4);
            let (month, day) = rest.split_at(2);
            format!("{year}-{month}-{day}")
        }
        _ => parts.join("-"),
    };
    // Documents that know no day or month print 00.
    let known = written.trim_end_matches("-00").to_owned();
    let birth = Birth { text: known, calendar: Calendar::Gregorian };
    match birth.date() {
        Ok(_) => Ok(birth),
        Err(_) => Err("the date of birth is none: write 1985, 1985-03-12 or 12/03/1985".to_owned()),
    }
}

fn ascii_digit(c: char) -> char {
    let first = match c {
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        '\u{ed0}'..='\u{ed9}' => '\u{ed0}',
        _ => return c,
    };
    let value = u32::from(c).saturating_sub(u32::from(first));
    char::from_digit(value, 10).unwrap_or(c)
}

/// Sex in the words of the region; what is none of them is not known.
fn sex(text: &str) -> Option<Sex> {
    match wording::plain(text).as_str() {
        "m" | "male" | "man" | "nam" | "ชาย" | "ຊາຍ" => Some(Sex::Male),
        "f" | "female" | "woman" | "nu" | "หญิง" | "ຍິງ" => Some(Sex::Female),
        "x" | "unspecified" => Some(Sex::Unspecified),
        _ => None,
    }
}

/// Countries as passports and lists of the region write them, beside the two-letter codes.
const COUNTRIES: &[(&str, &[&str])] = &[
    ("VN", &["vnm", "viet nam", "vietnam", "vietnamese", "เวียดนาม", "ຫວຽດນາມ"]),
    ("TH", &["tha", "thai", "thailand", "thai lan", "ไทย", "ໄທ"]),
    ("LA", &["lao", "laos", "lao pdr", "laotian", "ลาว", "ລາວ"]),
    ("KH", &["khm", "cambodia", "cambodian", "campuchia", "กัมพูชา", "ກຳປູເຈຍ"]),
    ("MM", &["mmr", "myanmar", "burma", "mian ma", "เมียนมา", "ມຽນມາ"]),
    ("CN", &["chn", "china", "chinese", "trung quoc", "จีน", "ຈີນ"]),
    ("MY", &["mys", "malaysia", "malaysian", "มาเลเซีย"]),
    ("SG", &["sgp", "singapore", "สิงคโปร์"]),
    ("ID", &["idn", "indonesia", "อินโดนีเซีย"]),
    ("PH", &["phl", "philippines", "ฟิลิปปินส์"]),
];

fn country(text: &str) -> Result<String, String> {
    let code = text.to_uppercase();
    if is_country(&code) {
        return Ok(code);
    }
    let plain = wording::plain(text);
    let known = COUNTRIES.iter().find(|(_, names)| names.contains(&plain.as_str()));
    known.map(|(code, _)| (*code).to_owned()).ok_or_else(|| {
        "a nationality is neither a two-letter country code nor a known name".to_owned()
    })
}
