//! The JSON Schema of a draft, by type: what `comity schema TYPE` prints. Made from the same declarations
//! as the reading, so that the two cannot part.

use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};

use super::body::Body;
use super::draft::Head;
use super::fault::Need;
use super::kinds::{self, Place};
use crate::codes::MessageKind;

/// The schema of a draft of a type (JSON Schema 2020-12).
pub fn of(kind: MessageKind) -> Value {
    let mut maker = SchemaGenerator::default();
    let head = <Head as schemars::JsonSchema>::json_schema(&mut maker).to_value();
    let body = Body::schema(kind, &mut maker).to_value();
    let mut properties = properties(&head);
    properties.insert("type".to_owned(), json!({"const": kind.code()}));
    properties.extend(self::properties(&body));
    let mut required = vec!["type"];
    if kinds::rule(kind).place == Place::Opens {
        required.push("to");
    }
    required.extend(["purpose", "legal_basis", "handling", "languages"]);
    let needs = Body::needs(kind).iter();
    required.extend(needs.filter(|(_, need)| *need == Need::Required).map(|(field, _)| *field));
    let described = |schema: &Value| schema.get("description").cloned().unwrap_or_default();
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.code(),
        "description": described(&body),
        "type": "object",
        "required": required,
        "additionalProperties": false,
    });
    if let Some(object) = schema.as_object_mut() {
        object.insert("properties".to_owned(), Value::Object(properties));
        let parts: Map<String, Value> = maker.take_definitions(true).into_iter().collect();
        object.insert("$defs".to_owned(), Value::Object(parts));
    }
    schema
}

/// Values that are written as a text of one form.
macro_rules! text_form {
    ($($type:ty => $name:literal $pattern:literal,)+) => {
        $(impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", "pattern": $pattern})
            }
        })+
    };
}

text_form!(
    crate::day::Day => "Day" r"^\d{4}-\d{2}-\d{2}$",
    crate::time::PartialDate => "PartialDate" r"^\d{4}(-\d{2}(-\d{2})?)?$",
    crate::time::LocalTime => "LocalTime"
        r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$",
    crate::ids::AgencyId => "AgencyId" r"^[a-z]{2}(\.[a-z0-9]+){1,4}$",
    crate::ids::AgreementId => "AgreementId" r"^[A-Za-z0-9._:-]{1,80}$",
    crate::ids::RecordId => "RecordId" r"^[A-Za-z0-9._:-]{1,80}$",
    crate::ids::MessageId => "MessageId" r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
    crate::codes::PurposeCode => "PurposeCode" r"^[A-Z_]{1,80}$",
);

fn properties(schema: &Value) -> Map<String, Value> {
    schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default()
}
