//! A draft to start from, for every type: written from the declarations of its fields, so that it never
//! lags behind them.

use comity_domain::codes::MessageKind;
use comity_domain::message::fault::Need;
use comity_domain::message::kinds::{self, Place};
use comity_domain::message::{Body, schema};
use serde_json::Value;

/// The shared fields, as an officer fills them in.
const HEAD: &str = include_str!("../../seed/templates/head.yaml");
/// A person.
const SUBJECT: &str = include_str!("../../seed/templates/subject.yaml");
/// What a person is wanted for.
const CHARGE: &str = include_str!("../../seed/templates/charge.yaml");

/// The draft of a type.
pub(super) fn of(kind: MessageKind) -> String {
    let schema = schema::of(kind);
    let rule = kinds::rule(kind);
    let about = text(&schema, "description").replace('\n', " ");
    let command = match rule.place {
        Place::Opens => "request new FILE".to_owned(),
        Place::Follows => "reply new MESSAGE FILE".to_owned(),
        Place::Either => "request new FILE (or: reply new MESSAGE FILE)".to_owned(),
    };
    let mut lines = vec![
        format!("# {kind}: {about}"),
        format!("# Fill in, then: comity --as YOU {command}"),
        "# A text is {language: text}; languages: vi, th, lo, en. A field that holds nothing on purpose is"
            .to_owned(),
        "# named under absent, with why: unknown, none or refused.".to_owned(),
        format!("type: {kind}"),
    ];
    if rule.place != Place::Follows {
        lines.push("to: th.rtp".to_owned());
    }
    lines.push(HEAD.trim_end().to_owned());
    if rule.coercive {
        lines.push(CHARGE.trim_end().to_owned());
    }
    for (field, need) in Body::needs(kind) {
        lines.push(entry(&schema, field, *need));
    }
    lines.join("\n")
}

fn entry(schema: &Value, field: &str, need: Need) -> String {
    let property = schema.pointer(&format!("/properties/{field}")).unwrap_or(&Value::Null);
    let words = match need {
        Need::Required => "",
        Need::Stated => " Or under absent.",
        Need::Optional => " Optional.",
    };
    let codes = codes(schema, property);
    let list =
        if codes.is_empty() { String::new() } else { format!(" One of: {}.", codes.join(" ")) };
    let comment = format!("# {}{list}{words}", text(property, "description").replace('\n', " "));
    let value = value(schema, property, &codes);
    let body = match value.starts_with('\n') {
        true => format!("{field}:{value}"),
        false => format!("{field}: {value}"),
    };
    match need {
        Need::Required => format!("{comment}\n{body}"),
        Need::Stated | Need::Optional => {
            let off: Vec<String> = body.lines().map(|line| format!("# {line}")).collect();
            format!("{comment}\n{}", off.join("\n"))
        }
    }
}

/// The schema a field points at.
fn resolved<'a>(schema: &'a Value, property: &'a Value) -> &'a Value {
    let first = property.pointer("/anyOf/0").unwrap_or(property);
    let pointer = first.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix('#'));
    pointer.and_then(|pointer| schema.pointer(pointer)).unwrap_or(first)
}

/// The codes a field, or one of its entries, is chosen from.
fn codes(schema: &Value, property: &Value) -> Vec<String> {
    let mut at = resolved(schema, property);
    if let Some(items) = at.get("items") {
        at = resolved(schema, items);
    }
    let code = |one: &Value| one.get("const").and_then(Value::as_str).map(str::to_owned);
    let listed = at.get("oneOf").and_then(Value::as_array);
    listed.into_iter().flatten().filter_map(code).collect()
}

/// Something of the right form to be written over.
fn value(schema: &Value, property: &Value, codes: &[String]) -> String {
    let at = resolved(schema, property);
    let name = property.pointer("/anyOf/0/$ref").or_else(|| property.get("$ref"));
    let name = name.and_then(Value::as_str).and_then(|r| r.rsplit('/').next()).unwrap_or_default();
    let first = codes.first().cloned().unwrap_or_default();
    match name {
        "Subject" => return format!("\n{}", SUBJECT.trim_end()),
        "Text" => return "{vi: \"\"}".to_owned(),
        "Day" | "PartialDate" => return "2026-01-31".to_owned(),
        "LocalTime" => return "2026-01-31T14:30+07:00".to_owned(),
        "AgencyId" => return "th.rtp".to_owned(),
        "MessageId" => return "00000000-0000-7000-8000-000000000000".to_owned(),
        "RecordId" => return "id".to_owned(),
        _ => {}
    }
    let Some(items) = at.get("items") else {
        let number = matches!(at.get("type"), Some(kind) if kind.to_string().contains("integer"));
        return if !first.is_empty() {
            first
        } else if number {
            "1".to_owned()
        } else {
            "\"\"".to_owned()
        };
    };
    let parts = resolved(schema, items).get("properties").and_then(Value::as_object);
    let Some(parts) = parts else { return format!("[{first}]") };
    let line = |(name, part): (&String, &Value)| {
        let codes = self::codes(schema, part);
        let value = value(schema, part, &codes);
        let gap = if value.starts_with('\n') { "" } else { " " };
        format!("    {name}:{gap}{}", value.replace('\n', "\n    "))
    };
    let lines: Vec<String> = parts.iter().map(line).collect();
    format!("\n  -\n{}", lines.join("\n"))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_domain::message::draft::Draft;

    #[test]
    fn the_examples_are_drafts_of_their_type() {
        for kind in MessageKind::ALL {
            let text = of(*kind);
            let draft: Draft =
                serde_saphyr::from_str(&text).unwrap_or_else(|e| panic!("{kind}: {e}\n{text}"));
            assert_eq!(draft.kind(), Some(*kind));
        }
    }
}
