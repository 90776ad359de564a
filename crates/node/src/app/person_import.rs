//! Takes persons in from FollowTheMoney JSON lines or CSV. A line that cannot be read is named and
//! left out; the rest goes in.

use comity_domain::audit::AuditEntry;
use comity_domain::codes::{DocumentKind, Sex};
use comity_domain::ids::PersonId;
use comity_domain::limits;
use comity_domain::person::{Birth, PrintedName, is_country};
use comity_domain::policy::{Action, Object};
use comity_domain::time::Calendar;
use comity_names::{Name, mrz};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::app::register::{Person, document};
use crate::ctx::Ctx;
use crate::dates;
use crate::error::AppError;
use crate::node::Node;

/// What a file came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Persons taken in.
    pub persons: usize,
    /// Lines left out.
    pub refused: Vec<LineFault>,
}

/// A line that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineFault {
    /// Its number, from 1.
    pub line: usize,
    /// Why, in English, for whoever made the file. Never the line's content.
    pub fault: String,
}

/// Persons per transaction.
const BATCH: usize = 500;

/// A FollowTheMoney entity, as far as the register keeps it. Ethnicity, religion and political
/// opinion are not kept, whatever the file holds.
#[derive(Deserialize)]
struct Entity {
    id: String,
    schema: String,
    #[serde(default)]
    properties: BTreeMap<String, Vec<String>>,
}

/// Reads FollowTheMoney JSON lines.
pub fn read_json_lines(text: &str, source: &str) -> (Vec<Person>, Vec<LineFault>) {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    collect(lines.map(|(n, line)| (n + 1, entity(line, source))))
}

/// Reads CSV with a header out of
/// `id,name,alias,nickname,birth,nationality,sex,passport,national_id`; several values of one cell are separated by `;`.
pub fn read_csv(text: &str, source: &str) -> (Vec<Person>, Vec<LineFault>) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headers: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(|h| h.trim().to_lowercase()).collect(),
        Err(error) => {
            let fault = LineFault { line: 1, fault: error.to_string() };
            return (Vec::new(), vec![fault]);
        }
    };
    if !["id", "name"].iter().all(|wanted| headers.iter().any(|h| h == wanted)) {
        let fault = "the first line must name the columns, at least id and name".to_owned();
        return (Vec::new(), vec![LineFault { line: 1, fault }]);
    }
    let rows = reader.records().enumerate().map(|(n, record)| {
        let person = record.map_err(|_csv| "not a CSV row".to_owned()).and_then(|record| {
            let cells = headers.iter().map(String::as_str).zip(record.iter());
            row(cells.collect(), source)
        });
        (n + 2, person)
    });
    collect(rows)
}

fn collect(
    rows: impl Iterator<Item = (usize, Result<Person, String>)>,
) -> (Vec<Person>, Vec<LineFault>) {
    let (mut persons, mut faults) = (Vec::new(), Vec::new());
    for (line, result) in rows {
        match result {
            Ok(person) => persons.push(person),
            Err(fault) => faults.push(LineFault { line, fault }),
        }
    }
    (persons, faults)
}

fn entity(line: &str, source: &str) -> Result<Person, String> {
    if line.len() > limits::IMPORT_LINE_BYTES_MAX {
        return Err(format!("longer than {} bytes", limits::IMPORT_LINE_BYTES_MAX));
    }
    let entity: Entity = serde_json::from_str(line).map_err(|e| not_an_entity(&e))?;
    if entity.schema != "Person" {
        return Err("its schema is not Person".to_owned());
    }
    let values = |key: &str| entity.properties.get(key).cloned().unwrap_or_default();
    let names = [values("name"), values("alias")].concat();
    person(Raw {
        id: entity.id.clone(),
        names,
        nicknames: values("weakAlias"),
        birth: values("birthDate"),
        nationality: [values("nationality"), values("citizenship"), values("country")].concat(),
        sex: values("gender"),
        passport: values("passportNumber"),
        national_id: values("idNumber"),
        source,
    })
}

/// What is wrong and where; never the value that is wrong, which may be a name.
fn not_an_entity(error: &serde_json::Error) -> String {
    let what = if error.is_data() { "a field is missing or not a list" } else { "not JSON" };
    format!("{what} (column {})", error.column())
}

fn row(cells: BTreeMap<&str, &str>, source: &str) -> Result<Person, String> {
    let values = |key: &str| -> Vec<String> {
        let cell = cells.get(key).copied().unwrap_or_default();
        cell.split(';').map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned).collect()
    };
    person(Raw {
        id: values("id").into_iter().next().unwrap_or_default(),
        names: [values("name"), values("alias")].concat(),
        nicknames: values("nickname"),
        birth: values("birth"),
        nationality: values("nationality"),
        sex: values("sex"),
        passport: values("passport"),
        national_id: values("national_id"),
        source,
    })
}

struct Raw<'a> {
    id: String,
    names: Vec<String>,
    nicknames: Vec<String>,
    birth: Vec<String>,
    nationality: Vec<String>,
    sex: Vec<String>,
    passport: Vec<String>,
    national_id: Vec<String>,
    source: &'a str,
}

fn person(raw: Raw<'_>) -> Result<Person, String> {
    let id = PersonId::parse(&raw.id).map_err(|e| format!("id: {e}"))?;
    if raw.names.is_empty() || raw.names.len() + raw.nicknames.len() > limits::NAMES_MAX {
        return Err(format!("needs 1 to {} names, nicknames counted", limits::NAMES_MAX));
    }
    for name in raw.names.iter().chain(&raw.nicknames) {
        Name::read(name).map_err(|e| format!("a name cannot be read: {e}"))?;
    }
    let birth = raw
        .birth
        .first()
        .map(|text| Birth { text: dates::year_first(text), calendar: Calendar::Gregorian });
    if birth.as_ref().is_some_and(|b| b.date().is_err()) {
        return Err("the birth date is not YYYY, YYYY-MM, YYYY-MM-DD or DD/MM/YYYY".to_owned());
    }
    let nationalities = nationalities(&raw.nationality)?;
    let issuer = nationalities.first().map(String::as_str);
    let passports = raw.passport.iter().map(|n| document(DocumentKind::Passport, n, issuer));
    let ids = raw.national_id.iter().map(|n| document(DocumentKind::NationalId, n, issuer));
    let documents: Vec<_> = passports.chain(ids).collect();
    if documents.len() > limits::DOCUMENTS_MAX {
        return Err(format!("has more than {} documents", limits::DOCUMENTS_MAX));
    }
    let sex = raw.sex.first().and_then(|code| Sex::from_code(&code.to_lowercase()));
    let printed = |texts: Vec<String>| -> Vec<PrintedName> {
        texts.into_iter().map(|text| PrintedName { text, lang: None, scheme: None }).collect()
    };
    Ok(Person {
        id,
        names: printed(raw.names),
        nicknames: printed(raw.nicknames),
        sex,
        birth,
        nationalities,
        documents,
        source: raw.source.to_owned(),
    })
}

/// Codes of two letters, each once; those of three, as travel documents have them, are understood.
fn nationalities(codes: &[String]) -> Result<Vec<String>, String> {
    let mut found: Vec<String> = Vec::new();
    for code in codes {
        let upper = code.to_uppercase();
        let two = if is_country(&upper) { Some(upper.as_str()) } else { mrz::alpha2(&upper) };
        let two = two.ok_or("a nationality is not a country code of two or three letters")?;
        if !found.iter().any(|known| known == two) {
            found.push(two.to_owned());
        }
    }
    Ok(found)
}

/// Takes persons in, in batches; `progress` hears how many are in after each.
///
/// # Errors
/// When the actor may not, or the store fails; the batches before stay in.
pub async fn run(
    node: &Node,
    ctx: &Ctx,
    persons: &[Person],
    mut progress: impl FnMut(usize),
) -> Result<usize, AppError> {
    let permit = ctx.permit(Action::ImportPersons, &Object::named("register"))?;
    let mut done = 0;
    for batch in persons.chunks(BATCH) {
        let mut tx = node.store.write().await?;
        for person in batch {
            let (row, keys) = person.to_row()?;
            tx.put_person(&row, &keys, ctx.now).await?;
        }
        done += batch.len();
        let entry = AuditEntry::new(&permit, format!("{} persons", batch.len()));
        tx.commit_with(&entry, ctx.now).await?;
        progress(done);
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_lines_keep_what_the_register_needs_and_name_what_is_wrong() {
        let text = concat!(
            r#"{"id":"p1","schema":"Person","properties":{"name":["สมชาย พรหมจักร"],"#,
            r#""birthDate":["1985"],"nationality":["th","tha","la"],"religion":["x"],"#,
            r#""alias":["Somchai P."],"weakAlias":["เล็ก"],"gender":["male"],"#,
            r#""passportNumber":["AA1234567"]}}"#,
            "\n\n",
            r#"{"id":"c1","schema":"Company","properties":{"name":["X"]}}"#,
            "\n",
            r#"{"id":"p2","schema":"Person","properties":{}}"#,
            "\nnot json\n",
            r#"{"id":"p 3","schema":"Person","properties":{"name":["A B"]}}"#,
            "\n",
            r#"{"id":"p4","schema":"Person","properties":{"name":["A B"],"birthDate":["x"]}}"#,
        );
        let (persons, faults) = read_json_lines(text, "t");
        assert_eq!(persons.len(), 1);
        assert_eq!(persons[0].nationalities, ["TH", "LA"]);
        assert_eq!((persons[0].names.len(), persons[0].nicknames.len()), (2, 1));
        assert_eq!((persons[0].sex, persons[0].documents.len()), (Some(Sex::Male), 1));
        let lines: Vec<usize> = faults.iter().map(|f| f.line).collect();
        assert_eq!(lines, [3, 4, 5, 6, 7]);
        assert!(!serde_json::to_string(&persons).unwrap().contains("religion"));
    }

    #[test]
    fn csv_reads_several_values_in_a_cell() {
        let text = "id,name,alias,nickname,birth,nationality,sex,passport,national_id\n\
                    a1,Somchai Phromchak,สมชาย พรหมจักร;S. Phromchak,Lek,12/03/2528,th,male,AB12,\n\
                    ,No Id,,,,,,,\n";
        let (persons, faults) = read_csv(text, "t");
        assert_eq!(persons.len(), 1);
        assert_eq!(persons[0].names.len(), 3);
        assert_eq!(persons[0].nicknames[0].text, "Lek");
        assert_eq!(persons[0].birth.as_ref().unwrap().date().unwrap().to_string(), "1985-03-12");
        assert_eq!(faults.len(), 1);
        assert_eq!(read_csv("x,y\n1,2\n", "t").1.len(), 1);
    }
}
