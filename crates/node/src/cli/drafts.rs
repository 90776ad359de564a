//! Draft files.

use anyhow::{Context, anyhow, ensure};
use comity_domain::limits;
use comity_domain::message::draft::Draft;
use std::io::Read;
use std::path::Path;

use crate::app::record_import;

/// Reads a draft, YAML or JSON (which is YAML); `-` is standard input.
pub(super) fn read(file: &Path) -> anyhow::Result<Draft> {
    let limit = u64::try_from(limits::DRAFT_BYTES_MAX)?;
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().lock().take(limit + 1).read_to_string(&mut text)?;
    } else {
        let source =
            std::fs::File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
        source.take(limit + 1).read_to_string(&mut text)?;
    }
    ensure!(text.len() <= limits::DRAFT_BYTES_MAX, "a draft has at most {limit} bytes");
    serde_saphyr::from_str(&text)
        .map_err(|error| anyhow!("{}: {}", file.display(), record_import::yaml_fault(&error)))
}
