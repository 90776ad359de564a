//! What the record holds, for those who choose from it.

use comity_domain::agreement::Agreement;
use comity_domain::dialogue::Meeting;
use comity_domain::policy::{Action, Object};
use comity_reading::links::Known;
use comity_store::RecordKind;
use std::collections::BTreeMap;

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// The agreements of the register, those in force first.
///
/// # Errors
/// When the officer may not read content, or the store fails.
pub async fn agreements(node: &Node, ctx: &Ctx) -> Result<Vec<Agreement>, AppError> {
    ctx.permit(Action::ReadContent, &Object::named("agreements"))?;
    let mut all: Vec<Agreement> = node.store.records(RecordKind::Agreement).await?;
    let in_force = |a: &Agreement| a.state == comity_domain::agreement::AgreementState::InForce;
    all.sort_by_key(|a| !in_force(a));
    Ok(all)
}

/// The persons the record names, for links from reports: heads of delegations with their printed
/// forms.
///
/// # Errors
/// When the officer may not read content, or the store fails.
pub async fn persons(node: &Node, ctx: &Ctx) -> Result<Vec<Known>, AppError> {
    ctx.permit(Action::ReadContent, &Object::named("meetings"))?;
    let meetings: Vec<Meeting> = node.store.records(RecordKind::Meeting).await?;
    Ok(heads(&meetings))
}

/// The heads of delegations of meetings: one entry for each name and agency, its id the agency and
/// the meetings.
pub fn heads(meetings: &[Meeting]) -> Vec<Known> {
    let mut known: BTreeMap<(&str, &str), (Vec<String>, Vec<&str>)> = BTreeMap::new();
    for meeting in meetings {
        for head in &meeting.heads {
            let entry = known.entry((head.agency.as_str(), &head.name)).or_default();
            entry.0.push(head.name.clone());
            entry.0.extend(head.printed.iter().cloned());
            entry.1.push(meeting.id.as_str());
        }
    }
    let made = |((agency, _), (mut forms, meetings)): ((&str, &str), (Vec<String>, Vec<&str>))| {
        forms.sort();
        forms.dedup();
        Known { id: format!("{agency}: {}", meetings.join(", ")), forms }
    };
    known.into_iter().map(made).collect()
}
