//! Which persons of the register may be meant: by the index of names. Who they are likeliest to
//! be is for `cross_check.rs` to say.

use comity_names::Index;
use comity_names::person::Person as Described;
use comity_store::PersonRow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::error::AppError;
use crate::node::Node;

/// Persons whose names are near, and the index that says how rare each name is.
#[derive(Debug, Clone)]
pub struct Candidates {
    /// The persons, by id.
    pub rows: Vec<PersonRow>,
    /// The index they come from.
    pub register: Arc<Index>,
}

/// The persons whose names are nearest to one of the wanted ones, so many for each.
///
/// # Errors
/// When the store fails.
pub async fn by_name(node: &Node, wanted: &Described, most: usize) -> Result<Candidates, AppError> {
    let register = node.index.current(&node.store).await?;
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for name in wanted.names.iter().chain(&wanted.nicknames) {
        ids.extend(register.nearest(name, most));
    }
    let rows = node.store.persons_by_ids(&ids).await?;
    Ok(Candidates { rows, register })
}
