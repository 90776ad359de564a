//! Holds a person of a message, or a search, against this agency's register: names in any writing,
//! birth date, sex, nationality, documents. It ranks and explains; an officer decides.

use comity_domain::ids::PersonId;
use comity_domain::limits;
use comity_names::Rarity;
use comity_store::PersonRow;
use std::collections::BTreeMap;

use crate::app::candidates;
pub use crate::app::person_match::{
    HitView, PairView, PieceView, Wanted, WantedDocument, permille,
};
use crate::app::person_match::{described, held};
use crate::app::register::{Person, birth_keys, document_keys};
use crate::error::AppError;
use crate::node::Node;

/// The persons that fit, best first.
///
/// # Errors
/// When the store fails.
pub async fn run(node: &Node, wanted: &Wanted, limit: u32) -> Result<Vec<HitView>, AppError> {
    let looked_for = wanted.described();
    // Documents apart: they are few, and names that many share must not crowd them out.
    let keys = document_keys(&looked_for);
    let by_document = node.store.persons_by_keys(&keys, limits::SEARCH_CANDIDATES_MAX).await?;
    let keys = birth_keys(&looked_for);
    let by_birth = node.store.persons_by_keys(&keys, limits::SEARCH_CANDIDATES_MAX).await?;
    let by_name = candidates::by_name(node, &looked_for, limits::NAME_CANDIDATES).await?;
    let rows = by_document.into_iter().chain(by_birth).chain(by_name.rows);
    let rows: BTreeMap<PersonId, PersonRow> = rows.map(|row| (row.id.clone(), row)).collect();
    let rarity = Rarity::of_index(&by_name.register);
    let mut hits: Vec<(f64, HitView)> = Vec::new();
    for row in rows.values() {
        let person = Person::from_row(row)?;
        let theirs = described(&person);
        hits.extend(held(&looked_for, (&person, &theirs), &rarity));
    }
    let rank = |a: &(f64, HitView), b: &(f64, HitView)| {
        let by_name = || b.1.name_permille.cmp(&a.1.name_permille);
        b.0.total_cmp(&a.0).then_with(by_name).then_with(|| a.1.person.id.cmp(&b.1.person.id))
    };
    hits.sort_by(rank);
    let limit = usize::try_from(limit.min(limits::SEARCH_RESULTS_MAX)).unwrap_or(usize::MAX);
    Ok(hits.into_iter().map(|(_, hit)| hit).take(limit).collect())
}
