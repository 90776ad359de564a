//! Which column of a list means what: by its name in the languages of the region, or as the officer
//! says.

use comity_domain::wording;
use std::collections::BTreeMap;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// A whole name, or several with `;` between them.
    Name,
    /// A given name; joined to the family name.
    Given,
    /// A family name.
    Family,
    /// A date of birth.
    Born,
    /// Sex.
    Sex,
    /// A nationality.
    Nationality,
    /// The number of a document.
    Document,
    /// The row's own mark.
    Id,
    /// Not read.
    Nothing,
}

impl Field {
    /// Every field a column can be given to, with its name on the command line.
    pub const ALL: [(&'static str, Self); 9] = [
        ("name", Self::Name),
        ("given", Self::Given),
        ("family", Self::Family),
        ("born", Self::Born),
        ("sex", Self::Sex),
        ("nationality", Self::Nationality),
        ("document", Self::Document),
        ("id", Self::Id),
        ("nothing", Self::Nothing),
    ];

    /// The field of a name on the command line.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == code).map(|(_, field)| *field)
    }
}

/// Names of columns as lists of the region have them, in their plain form.
const KNOWN: &[(Field, &[&str])] = &[
    (
        Field::Name,
        &[
            "name",
            "names",
            "full name",
            "fullname",
            "person name",
            "caption",
            "alias",
            "aliases",
            "weak alias",
            "weakalias",
            "previous name",
            "previousname",
            "other names",
            "ten",
            "ho ten",
            "ho va ten",
            "ho ten day du",
            "ten khac",
            "bi danh",
            "ชื่อ",
            "ชื่อสกุล",
            "ชื่อ สกุล",
            "ชื่อ นามสกุล",
            "ชื่อนามสกุล",
            "ชื่อเต็ม",
            "ชื่ออื่น",
            "ฉายา",
            "ຊື່",
            "ຊື່ເຕັມ",
            "ຊື່ ນາມສະກຸນ",
            "ຊື່ແລະນາມສະກຸນ",
            "ຊື່ ແລະ ນາມສະກຸນ",
            "ຊື່ອື່ນ",
        ],
    ),
    (
        Field::Given,
        &[
            "given name",
            "given names",
            "given",
            "first name",
            "firstname",
            "forename",
            "ten goi",
            "ชื่อตัว",
            "ຊື່ແທ້",
        ],
    ),
    (
        Field::Family,
        &[
            "family name",
            "family",
            "last name",
            "lastname",
            "surname",
            "ho",
            "นามสกุล",
            "สกุล",
            "ชื่อสกุลเดิม",
            "ນາມສະກຸນ",
        ],
    ),
    (
        Field::Born,
        &[
            "born",
            "birth",
            "birth date",
            "birthdate",
            "date of birth",
            "dob",
            "year of birth",
            "ngay sinh",
            "nam sinh",
            "ngay thang nam sinh",
            "วันเกิด",
            "วันเดือนปีเกิด",
            "ปีเกิด",
            "ວັນເກີດ",
            "ວັນເດືອນປີເກີດ",
            "ປີເກີດ",
        ],
    ),
    (Field::Sex, &["sex", "gender", "gioi tinh", "เพศ", "ເພດ"]),
    (
        Field::Nationality,
        &["nationality", "nationalities", "citizenship", "country", "quoc tich", "สัญชาติ", "ສັນຊາດ"],
    ),
    (
        Field::Document,
        &[
            "document",
            "documents",
            "document number",
            "document no",
            "passport",
            "passport number",
            "passport no",
            "passportnumber",
            "national id",
            "id number",
            "idnumber",
            "id card",
            "ho chieu",
            "so ho chieu",
            "cccd",
            "cmnd",
            "so cccd",
            "so giay to",
            "หนังสือเดินทาง",
            "เลขหนังสือเดินทาง",
            "เลขที่หนังสือเดินทาง",
            "เลขประจำตัวประชาชน",
            "เลขบัตรประชาชน",
            "ໜັງສືຜ່ານແດນ",
            "ເລກໜັງສືຜ່ານແດນ",
            "ເລກບັດປະຈຳຕົວ",
        ],
    ),
    (
        Field::Id,
        &[
            "id",
            "row id",
            "rowid",
            "entity id",
            "ref",
            "reference",
            "stt",
            "ma so",
            "รหัส",
            "ลำดับ",
            "ລະຫັດ",
            "ລຳດັບ",
        ],
    ),
];

/// What the officer says of columns; it goes before what their names say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping(BTreeMap<String, Field>);

impl Mapping {
    /// Says what a column holds.
    pub fn set(&mut self, column: &str, field: Field) {
        self.0.insert(plain(column), field);
    }

    /// What a column of this name holds.
    pub fn field(&self, column: &str) -> Field {
        let name = plain(column);
        if let Some(field) = self.0.get(&name) {
            return *field;
        }
        let known = KNOWN.iter().find(|(_, names)| names.iter().any(|n| plain(n) == name));
        known.map_or(Field::Nothing, |(field, _)| *field)
    }

    /// The columns of a header; a sentence when nobody can be looked for by them.
    ///
    /// # Errors
    /// When no column holds names or documents, or one of the mapping is not there.
    pub fn header(&self, columns: &[String]) -> anyhow::Result<Vec<Field>> {
        for column in self.0.keys() {
            let there = columns.iter().any(|c| plain(c) == *column);
            anyhow::ensure!(there, "--column {column}: the file has no column of this name");
        }
        let fields: Vec<Field> = columns.iter().map(|column| self.field(column)).collect();
        let finds = |f: &Field| matches!(f, Field::Name | Field::Family | Field::Document);
        anyhow::ensure!(
            fields.iter().any(finds),
            "the file names no column of names or document numbers in its header; say which it is: \
             --column NAME=name"
        );
        Ok(fields)
    }

    /// The mapping as one text, the same for the same mapping.
    pub fn settings(&self) -> String {
        let code = |field: &Field| Field::ALL.iter().find(|(_, f)| f == field).map_or("", |f| f.0);
        let pairs: Vec<String> =
            self.0.iter().map(|(column, field)| format!("{column}={}", code(field))).collect();
        pairs.join(",")
    }
}

/// A column's name without case, accents, and what stands between words.
fn plain(column: &str) -> String {
    let spaced: String = column
        .chars()
        .map(|c| if matches!(c, '_' | '-' | '.' | '/' | ':') { ' ' } else { c })
        .collect();
    wording::plain(&spaced)
}
