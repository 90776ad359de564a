//! An officer searches the register of persons. The log keeps who searched, when, and which
//! entries were shown; it does not keep the name.

use comity_domain::audit::AuditEntry;
use comity_domain::person::Birth;
use comity_domain::policy::{Action, Object};
use comity_domain::time::{Calendar, PartialDate};
use comity_names::Name;

use crate::app::cross_check::{self, HitView, Wanted};
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// What the officer looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// A name in any writing; may be empty when a document is given.
    pub name: String,
    /// Date of birth, as far as known.
    pub born: Option<String>,
    /// A document number.
    pub document: Option<String>,
    /// How many hits at most.
    pub limit: u32,
}

/// Searches.
///
/// # Errors
/// When the officer may not, or the name or the date cannot be read.
pub async fn run(node: &Node, ctx: &Ctx, query: &Query) -> Result<Vec<HitView>, AppError> {
    let permit = ctx.permit(Action::Search, &Object::named("register"))?;
    let name = query.name.trim();
    let document = query.document.as_deref().map(str::trim).filter(|d| !d.is_empty());
    if document.is_none() || !name.is_empty() {
        Name::read(name).or(Err(AppError::Invalid { key: "error-name-refused" }))?;
    }
    let born = query.born.as_deref().map(str::trim).filter(|b| !b.is_empty());
    if let Some(born) = born {
        PartialDate::parse(born, Calendar::Gregorian)
            .or(Err(AppError::Invalid { key: "error-born" }))?;
    }
    let wanted = Wanted {
        names: if name.is_empty() { vec![] } else { vec![name.to_owned()] },
        birth: born.map(|text| Birth { text: text.to_owned(), calendar: Calendar::Gregorian }),
        documents: document.map(str::to_owned).into_iter().collect(),
    };
    let hits = cross_check::run(node, &wanted, query.limit).await?;
    let shown: Vec<String> = hits.iter().take(20).map(|h| h.person.id.to_string()).collect();
    let detail = format!("{} shown: {}", hits.len(), shown.join(" "));
    let tx = node.store.write().await?;
    tx.commit_with(&AuditEntry::new(&permit, detail), ctx.now).await?;
    Ok(hits)
}
