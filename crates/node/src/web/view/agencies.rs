//! Names of agencies for people: this one and its partners.

use std::collections::BTreeMap;

use comity_domain::ids::AgencyId;
use comity_domain::lang::{Lang, Text};

use crate::app::partner_list;
use crate::error::AppError;
use crate::node::Node;

/// The agencies this node has names for.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct Agencies(pub(in crate::web) BTreeMap<AgencyId, Text>);

impl Agencies {
    /// This agency and its partners.
    pub(in crate::web) async fn load(node: &Node) -> Result<Self, AppError> {
        let mut names: BTreeMap<AgencyId, Text> = partner_list::run(node)
            .await?
            .into_iter()
            .map(|partner| (partner.card.card.agency, partner.card.card.names))
            .collect();
        names.insert(node.agency.clone(), node.config.name.clone());
        Ok(Self(names))
    }

    /// An agency's name in the reader's language, with its id where the name is not known.
    pub(in crate::web) fn name(&self, lang: Lang, id: &AgencyId) -> String {
        let known = self.0.get(id).and_then(|names| names.best_for(lang));
        known.map_or_else(|| id.to_string(), |(name, _)| name.to_owned())
    }
}
