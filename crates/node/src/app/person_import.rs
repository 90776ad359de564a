//! Takes persons in, as they are read. A line that cannot be read is named and left out; the rest
//! goes in. Memory holds one batch, however long the file is.

use comity_domain::audit::AuditEntry;
use comity_domain::policy::{Action, Object};
use serde::Serialize;

use crate::app::person_read::Row;
use crate::app::register::Person;
use crate::ctx::Ctx;
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

/// Takes persons in, in batches; `progress` hears how many are in after each.
///
/// # Errors
/// When the actor may not, or the store fails; the batches before stay in.
pub async fn run(
    node: &Node,
    ctx: &Ctx,
    rows: impl Iterator<Item = Row>,
    mut progress: impl FnMut(usize),
) -> Result<Imported, AppError> {
    let mut result = Imported::default();
    let mut batch = Vec::with_capacity(BATCH);
    for (line, row) in rows {
        match row {
            Ok(person) => batch.push(person),
            Err(fault) => result.refused.push(LineFault { line, fault }),
        }
        if batch.len() == BATCH {
            result.persons += put(node, ctx, &batch).await?;
            batch.clear();
            progress(result.persons);
        }
    }
    result.persons += put(node, ctx, &batch).await?;
    progress(result.persons);
    Ok(result)
}

/// What a file would come to, without taking anything in.
pub fn count(rows: impl Iterator<Item = Row>) -> Imported {
    let mut result = Imported::default();
    for (line, row) in rows {
        match row {
            Ok(_) => result.persons += 1,
            Err(fault) => result.refused.push(LineFault { line, fault }),
        }
    }
    result
}

async fn put(node: &Node, ctx: &Ctx, persons: &[Person]) -> Result<usize, AppError> {
    let permit = ctx.permit(Action::ImportPersons, &Object::named("register"))?;
    if persons.is_empty() {
        return Ok(0);
    }
    let rows = persons.iter().map(Person::to_row).collect::<Result<Vec<_>, _>>()?;
    let mut tx = node.store.write().await?;
    tx.put_persons(&rows, ctx.now).await?;
    let entry = AuditEntry::new(&permit, format!("{} persons", persons.len()));
    tx.commit_with(&entry, ctx.now).await?;
    Ok(persons.len())
}
