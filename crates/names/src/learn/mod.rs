//! What is learned from pairs of spellings: which sounds answer which, and at what cost.
//!
//! `em.rs` learns, `model.rs` holds what was learned and is all that runs in a comparison. Learning
//! is a command of the repository (`cargo xtask train-names`) and gives the same bytes every time.
//! Only data whose licence allows it is learned from: `data/train/README.md`.

mod em;
mod lattice;
mod model;
mod rows;
mod steps;
mod symbol;

pub use rows::{BadSource, Source};

pub(crate) use model::shipped;
pub(crate) use symbol::{add_symbols, symbols, symbols_of};

use crate::table::{hash, mix};
use model::Model;

/// The files of `data/train` and how much one of their rows counts. Words borrowed from English say
/// less of names; the few spellings that people gave themselves say more.
pub const SOURCES: &[(&str, f64)] = &[
    ("geonames_th_lo.tsv", 1.0),
    ("lo_latin_variants.tsv", 1.0),
    ("th_en_loanwords.tsv", 0.3),
    ("th_full_pairs.tsv", 3.0),
    ("th_place_rtgs.tsv", 1.0),
    ("vi_respelling_foreign.tsv", 1.0),
];

/// Grows when the way of learning changes, so that a model of the old way is found out.
const METHOD: u64 = 1;
/// Of so many rows one is sounded out for the fingerprint.
const SAMPLED: usize = 64;

/// Learns the model and returns its file.
///
/// # Errors
/// When a line of the data lacks a column.
pub fn train(sources: &[Source<'_>]) -> Result<Vec<u8>, BadSource> {
    let mut pairs = Vec::new();
    for source in sources {
        for row in rows::spellings(source) {
            let (first, second) = row?;
            pairs.extend(rows::pairs(first, second, source.weight));
        }
    }
    Ok(Model::new(fingerprint(sources)?, em::learn(&pairs)).bytes())
}

/// A number of the data, of how some of its rows are sounded out, and of the way of learning. When it
/// is not [`shipped_fingerprint`], the model is to be learned anew.
///
/// # Errors
/// When a line of the data lacks a column.
pub fn fingerprint(sources: &[Source<'_>]) -> Result<u64, BadSource> {
    let mut all = METHOD;
    for source in sources {
        all = mix(all ^ hash(source.text.as_bytes()) ^ source.weight.to_bits());
        for row in rows::spellings(source).step_by(SAMPLED) {
            let (first, second) = row?;
            let pairs = rows::pairs(first, second, source.weight);
            let forms = pairs.iter().flat_map(|pair| pair.left.iter().chain(&pair.right));
            all = forms.fold(all, |all, form| mix(all ^ hash(&form.symbols)));
        }
    }
    Ok(all)
}

/// The fingerprint of what the model in the program was learned from.
#[must_use]
pub fn shipped_fingerprint() -> u64 {
    shipped().fingerprint
}
