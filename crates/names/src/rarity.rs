//! How much a word says about who is meant: rare words say more than common ones.

use crate::index::{Index, Look};
use crate::token::Token;

/// What the commonest Vietnamese words count when no register is at hand.
const COMMON: f64 = 0.55;
/// What a word that stands in nearly every name counts, and what a word of one name counts.
const LEAST: f64 = 0.45;
const MOST: f64 = 1.1;

/// A table of how rare words are.
#[derive(Clone, Copy, Debug)]
pub struct Rarity<'a> {
    look: Option<Look<'a>>,
}

impl<'a> Rarity<'a> {
    /// The built-in table: the commonest Vietnamese family names and middle words say less.
    #[must_use]
    pub fn built_in() -> Self {
        Self { look: None }
    }

    /// Rarity by the names of an index.
    #[must_use]
    pub fn of_index(index: &'a Index) -> Self {
        Self { look: Some(index.look()) }
    }

    /// What a word counts, about 1 for an ordinary one.
    pub(crate) fn of(&self, word: &Token) -> f64 {
        let built_in = if word.is_common() { COMMON } else { 1.0 };
        let Some(look) = self.look else { return built_in };
        within(look.rarity_of(word.text()), word)
    }

    /// The same of a word whose number in the index is known.
    pub(crate) fn of_number(&self, word: &Token, number: u32) -> f64 {
        match self.look {
            Some(look) => within(look.rarity(look.count(number)), word),
            None => self.of(word),
        }
    }
}

/// What a word of this rarity counts.
fn within(rarity: f64, word: &Token) -> f64 {
    (LEAST + (MOST - LEAST) * rarity).min(if word.is_common() { 0.7 } else { MOST })
}
