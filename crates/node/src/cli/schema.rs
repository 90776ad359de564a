//! `comity schema`: the published form of a draft, by type.

use anyhow::anyhow;
use comity_domain::codes::MessageKind;
use comity_domain::message::schema;
use serde_json::json;

use crate::cli::Session;
use crate::cli::out::Failure;

/// Prints the JSON Schema of a type; without one, the types.
pub(super) fn run(session: &Session, kind: Option<&str>) -> Result<(), Failure> {
    let Some(kind) = kind else {
        let listed: Vec<_> = MessageKind::ALL
            .iter()
            .map(|kind| json!({"type": kind, "name": session.out.text(&format!("kind-{kind}"))}))
            .collect();
        return session.out.print(&json!(listed), || {
            let line = |kind: &MessageKind| {
                format!("{kind:<16} {}", session.out.text(&format!("kind-{kind}")))
            };
            MessageKind::ALL.iter().map(line).collect::<Vec<_>>().join("\n")
        });
    };
    let kind = MessageKind::from_code(&kind.to_uppercase())
        .ok_or_else(|| anyhow!("one of {}", kinds()))?;
    let schema = schema::of(kind);
    session.out.print(&schema, || serde_json::to_string_pretty(&schema).unwrap_or_default())
}

/// Every type, as an error names them.
pub(super) fn kinds() -> String {
    MessageKind::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(", ")
}
