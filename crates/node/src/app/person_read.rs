//! Reads persons from FollowTheMoney JSON lines or CSV, one at a time, so that a file of any length
//! needs the memory of one line.

use comity_domain::codes::{DocumentKind, Sex};
use comity_domain::ids::PersonId;
use comity_domain::limits;
use comity_domain::person::{Birth, PrintedName, is_country};
use comity_domain::time::Calendar;
use comity_names::{Name, mrz};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{BufRead, Read};

use crate::app::register::{Person, document};
use crate::dates;

/// The number of a line, from 1, and the person of it or why it is left out: in English, for
/// whoever made the file, and never the line's content.
pub type Row = (usize, Result<Person, String>);

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
pub fn json_lines<'a>(
    mut from: impl BufRead + 'a,
    source: &'a str,
) -> impl Iterator<Item = Row> + 'a {
    let mut broken = false;
    let numbered = (1..).map_while(move |number| {
        if broken {
            return None;
        }
        let line = next_line(&mut from).unwrap_or_else(|error| {
            broken = true;
            Some(Err(format!("the file cannot be read on: {error}")))
        });
        Some((number, line?))
    });
    let filled = numbered.filter(|(_, line)| !matches!(line, Ok(text) if text.trim().is_empty()));
    filled.map(move |(number, line)| (number, line.and_then(|line| entity(&line, source))))
}

/// A line as text, or why it is none; nothing at the end of the file.
type Line = Option<Result<String, String>>;

/// The next line without its end. What is too long is passed over.
fn next_line(from: &mut impl BufRead) -> std::io::Result<Line> {
    let mut line = Vec::new();
    let most = limits::IMPORT_LINE_BYTES_MAX;
    from.by_ref().take(u64::try_from(most).unwrap_or(u64::MAX) + 1).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.len() > most && !line.ends_with(b"\n") {
        from.skip_until(b'\n')?;
        return Ok(Some(Err(format!("longer than {most} bytes"))));
    }
    Ok(Some(String::from_utf8(line).map_err(|_utf8| "not UTF-8".to_owned())))
}

/// Reads CSV with a header out of
/// `id,name,alias,nickname,birth,nationality,sex,passport,national_id`; several values of one cell
/// are separated by `;`.
pub fn csv<'a>(from: impl Read + 'a, source: &'a str) -> Box<dyn Iterator<Item = Row> + 'a> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(from);
    let headers: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(|h| h.trim().to_lowercase()).collect(),
        Err(error) => return Box::new(std::iter::once((1, Err(error.to_string())))),
    };
    if !["id", "name"].iter().all(|wanted| headers.iter().any(|h| h == wanted)) {
        let fault = "the first line must name the columns, at least id and name".to_owned();
        return Box::new(std::iter::once((1, Err(fault))));
    }
    Box::new(reader.into_records().enumerate().map(move |(n, record)| {
        let person = record.map_err(|_csv| "not a CSV row".to_owned()).and_then(|record| {
            let cells = headers.iter().map(String::as_str).zip(record.iter());
            row(cells.collect(), source)
        });
        (n + 2, person)
    }))
}

fn entity(line: &str, source: &str) -> Result<Person, String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(rows: impl Iterator<Item = Row>) -> (Vec<Person>, Vec<(usize, String)>) {
        let (mut persons, mut faults) = (Vec::new(), Vec::new());
        for (line, row) in rows {
            match row {
                Ok(person) => persons.push(person),
                Err(fault) => faults.push((line, fault)),
            }
        }
        (persons, faults)
    }

    #[test]
    fn a_line_too_long_or_not_text_is_passed_over() {
        let good = r#"{"id":"p1","schema":"Person","properties":{"name":["A B"]}}"#;
        let long = "x".repeat(limits::IMPORT_LINE_BYTES_MAX + 1);
        let text = [long.as_bytes(), b"\n", &[0xff], b"\r\n", good.as_bytes()].concat();
        let (persons, faults) = parted(json_lines(text.as_slice(), "t"));
        assert_eq!(persons.len(), 1);
        assert_eq!(faults.iter().map(|f| f.0).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(faults[1].1, "not UTF-8");
    }

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
        let (persons, faults) = parted(json_lines(text.as_bytes(), "t"));
        assert_eq!(persons.len(), 1);
        assert_eq!(persons[0].nationalities, ["TH", "LA"]);
        assert_eq!((persons[0].names.len(), persons[0].nicknames.len()), (2, 1));
        assert_eq!((persons[0].sex, persons[0].documents.len()), (Some(Sex::Male), 1));
        let lines: Vec<usize> = faults.iter().map(|f| f.0).collect();
        assert_eq!(lines, [3, 4, 5, 6, 7]);
        assert!(!serde_json::to_string(&persons).unwrap().contains("religion"));
    }

    #[test]
    fn csv_reads_several_values_in_a_cell() {
        let text = "id,name,alias,nickname,birth,nationality,sex,passport,national_id\n\
                    a1,Somchai Phromchak,สมชาย พรหมจักร;S. Phromchak,Lek,12/03/2528,th,male,AB12,\n\
                    ,No Id,,,,,,,\n";
        let (persons, faults) = parted(csv(text.as_bytes(), "t"));
        assert_eq!(persons.len(), 1);
        assert_eq!(persons[0].names.len(), 3);
        assert_eq!(persons[0].nicknames[0].text, "Lek");
        assert_eq!(persons[0].birth.as_ref().unwrap().date().unwrap().to_string(), "1985-03-12");
        assert_eq!(faults.len(), 1);
        assert_eq!(parted(csv("x,y\n1,2\n".as_bytes(), "t")).1.len(), 1);
    }
}
