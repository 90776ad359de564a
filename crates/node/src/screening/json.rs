//! Rows of JSON lines: FollowTheMoney entities, or plain objects whose keys are named as columns.

use comity_domain::limits;
use serde_json::{Map, Value};
use std::path::Path;

use super::Row;
use super::cells::Cells;
use super::column::{Field, Mapping};
use super::lines::{Line, Lines};

/// The rows.
#[derive(Debug)]
pub struct JsonRows {
    lines: Lines,
    mapping: Mapping,
}

impl JsonRows {
    /// Opens a file.
    pub(super) fn open(path: &Path, mapping: &Mapping) -> anyhow::Result<Self> {
        Ok(Self { lines: Lines::open(path)?, mapping: mapping.clone() })
    }

    /// The next row; empty lines are none.
    pub(super) fn next_row(&mut self) -> anyhow::Result<Option<Row>> {
        loop {
            let Some(Line { number, bytes }) = self.lines.next_line()? else { return Ok(None) };
            let Some(bytes) = bytes else {
                let fault = format!("longer than {} bytes", limits::SCREEN_ROW_BYTES_MAX);
                return Ok(Some(Row { line: number, id: String::new(), sought: Err(fault) }));
            };
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            return Ok(Some(self.row(number, &bytes)));
        }
    }

    fn row(&self, line: u64, bytes: &[u8]) -> Row {
        let mut cells = Cells::default();
        let read = object(bytes).and_then(|object| match object.get("schema") {
            Some(_) => entity(&object, &mut cells),
            None => {
                self.plain(&object, &mut cells);
                Ok(())
            }
        });
        let id = cells.id.clone();
        Row { line, id, sought: read.and_then(|()| cells.sought()) }
    }

    fn plain(&self, object: &Map<String, Value>, cells: &mut Cells) {
        for (key, value) in object.iter().take(limits::SCREEN_COLUMNS_MAX) {
            put(cells, self.mapping.field(key), value);
        }
    }
}

fn object(bytes: &[u8]) -> Result<Map<String, Value>, String> {
    let text = std::str::from_utf8(bytes).or(Err("not UTF-8".to_owned()))?;
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("not a JSON object".to_owned()),
        Err(error) => Err(format!("not JSON (column {})", error.column())),
    }
}

/// The properties of FollowTheMoney that are read.
const PROPERTIES: &[(&str, Field)] = &[
    ("name", Field::Name),
    ("alias", Field::Name),
    ("weakAlias", Field::Name),
    ("previousName", Field::Name),
    ("birthDate", Field::Born),
    ("gender", Field::Sex),
    ("nationality", Field::Nationality),
    ("citizenship", Field::Nationality),
    ("country", Field::Nationality),
    ("passportNumber", Field::Document),
    ("idNumber", Field::Document),
];

fn entity(object: &Map<String, Value>, cells: &mut Cells) -> Result<(), String> {
    put(cells, Field::Id, object.get("id").unwrap_or(&Value::Null));
    if object.get("schema").and_then(Value::as_str) != Some("Person") {
        return Err("its schema is not Person".to_owned());
    }
    let properties = object.get("properties").and_then(Value::as_object);
    let properties = properties.ok_or("it has no properties")?;
    for (key, field) in PROPERTIES {
        put(cells, *field, properties.get(*key).unwrap_or(&Value::Null));
    }
    Ok(())
}

/// Takes a value in: a text, a number, or a list of them. Anything else says nothing.
fn put(cells: &mut Cells, field: Field, value: &Value) {
    match value {
        Value::String(text) => cells.add(field, text),
        Value::Number(number) => cells.add(field, &number.to_string()),
        Value::Array(values) => {
            for value in values.iter().filter(|v| v.is_string() || v.is_number()) {
                put(cells, field, value);
            }
        }
        Value::Null | Value::Bool(_) | Value::Object(_) => {}
    }
}
