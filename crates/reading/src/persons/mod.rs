//! Persons: names beside a rank, a post or a courtesy title, and their shorter forms later on.
//!
//! Latin letters show names by capitals (`spaced.rs`), Thai and Lao by the title before them
//! (`unspaced.rs`). Forms of one person are brought together by the name engine (`merge.rs`).

mod merge;
mod native;
mod spaced;
mod unspaced;

use comity_domain::lang::Lang;

use crate::agencies::AgencyAt;
use crate::marks::{Marks, Token};
use crate::text::Folded;

pub(crate) use merge::merged;

/// A name at a place of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NameAt {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The name as printed, titles left out.
    pub(crate) printed: String,
    /// The rank before it, as printed.
    pub(crate) rank: Option<String>,
    /// The post beside it, as printed.
    pub(crate) post: Option<String>,
    /// The agency of the post.
    pub(crate) agency: Option<String>,
    /// Whether it is one word only, or a form of somebody named in full elsewhere.
    pub(crate) short: bool,
    /// Whether the name reads as a Vietnamese one.
    pub(crate) native: bool,
}

/// What the finders look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) text: &'a Folded,
    pub(crate) marks: &'a Marks,
    pub(crate) tokens: &'a [Token],
    pub(crate) agencies: &'a [AgencyAt],
}

/// Whether the words read as a Vietnamese name.
pub(crate) fn is_native_name(words: &[String]) -> bool {
    native::Families::all().is_name(words)
}

/// Every name of the report, in the order of the text.
pub(crate) fn find(scene: Scene<'_>, lang: Lang) -> Vec<NameAt> {
    match lang {
        Lang::Vi | Lang::En => spaced::find(scene),
        Lang::Th | Lang::Lo => unspaced::find(scene),
    }
}

impl Scene<'_> {
    /// The agency a piece of the report names, or what its office and country say.
    pub(crate) fn agency_in(&self, start: usize, end: usize) -> Option<String> {
        let inside = |a: &&AgencyAt| a.start >= start && a.end <= end;
        if let Some(agency) = self.agencies.iter().rfind(inside) {
            return Some(agency.id.clone());
        }
        let within = |m: &&crate::lexicon::Mark| m.start >= start && m.end <= end;
        let land = self.marks.places.iter().find(within);
        let land = land.map(|m| m.value.trim_start_matches('=').to_ascii_lowercase());
        let land = land.filter(|cc| cc != crate::places::UNKNOWN);
        let office =
            self.marks.bodies.iter().filter(within).find_map(|m| m.value.strip_prefix("p."));
        match (land, office) {
            (Some(cc), Some(office)) => Some(format!("{cc}.{office}")),
            (Some(cc), None) => Some(cc),
            (None, _) => None,
        }
    }

    /// The same for a person's post; where it names no country, a Vietnamese name and the words of
    /// the public security ministry tell it.
    pub(crate) fn agency_of(&self, start: usize, end: usize, native: bool) -> Option<String> {
        let within = |m: &&crate::lexicon::Mark| m.start >= start && m.end <= end;
        let mps = self.marks.bodies.iter().filter(within).any(|m| m.value == "p.mps");
        let told = self.agency_in(start, end);
        told.or_else(|| (native && mps).then(|| "vn.mps".to_owned()))
    }
}
