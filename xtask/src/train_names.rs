//! Learns the model of the name engine from the data in the tree and keeps it beside the data. The
//! learning itself is `comity_names::learn`; here files are read and written.

use std::path::Path;

use anyhow::Context;
use comity_names::learn::{SOURCES, Source, train};

const DATA: &str = "crates/names/data/train";
const MODEL: &str = "crates/names/data/model.bin";

/// Writes the model; with `check`, only says whether the one in the tree is what the data gives.
pub(crate) fn run(root: &Path, check: bool) -> anyhow::Result<Vec<String>> {
    let mut texts = Vec::new();
    for (name, weight) in SOURCES {
        let path = root.join(DATA).join(name);
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        texts.push((*name, text, *weight));
    }
    let sources: Vec<Source<'_>> =
        texts.iter().map(|(name, text, weight)| Source { name, text, weight: *weight }).collect();
    let model = train(&sources)?;
    let path = root.join(MODEL);
    if check {
        let kept = std::fs::read(&path).with_context(|| format!("cannot read {MODEL}"))?;
        let stale = "is not what the data gives; run `cargo xtask train-names`";
        return Ok((kept != model).then(|| format!("{MODEL} {stale}")).into_iter().collect());
    }
    std::fs::write(&path, model).with_context(|| format!("cannot write {MODEL}"))?;
    Ok(Vec::new())
}
