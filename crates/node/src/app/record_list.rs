//! What the record holds, for those who choose from it.

use comity_domain::agreement::Agreement;
use comity_domain::dialogue::Meeting;
use comity_domain::policy::{Action, Object};
use comity_reading::links::Known;
use comity_store::RecordKind;
use std::collections::{BTreeMap, BTreeSet};

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// The agreements of the register, those in force first.
///
/// # Errors
/// When the officer may not read content, or the store fails.
pub async fn agreements(node: &Node, ctx: &Ctx) -> Result<Vec<Agreement>, AppError> {
    ctx.permit(Action::ReadRecords, &Object::named("agreements"))?;
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
    ctx.permit(Action::ReadRecords, &Object::named("meetings"))?;
    let meetings: Vec<Meeting> = node.store.records(RecordKind::Meeting).await?;
    Ok(heads(&meetings))
}

/// The printed forms of one head of delegation, and the meetings that name the head.
#[derive(Default)]
struct Head<'a> {
    forms: BTreeSet<&'a str>,
    meetings: Vec<&'a str>,
}

/// The heads of delegations of meetings: one entry for each name and agency, its id the agency and
/// the meetings.
pub fn heads(meetings: &[Meeting]) -> Vec<Known> {
    let mut known: BTreeMap<(&str, &str), Head<'_>> = BTreeMap::new();
    for meeting in meetings {
        for named in &meeting.heads {
            let head = known.entry((named.agency.as_str(), &named.name)).or_default();
            head.forms.insert(&named.name);
            head.forms.extend(named.printed.iter().map(String::as_str));
            head.meetings.push(meeting.id.as_str());
        }
    }
    let entries = known.into_iter().map(|((agency, _), head)| Known {
        id: format!("{agency}: {}", head.meetings.join(", ")),
        forms: head.forms.into_iter().map(str::to_owned).collect(),
    });
    entries.collect()
}
