//! Inputs kept in the repository: seeds, a line each, and what failed once, a file each.

use anyhow::Context;
use std::path::{Path, PathBuf};

use crate::Target;

/// The folder of all of them.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// What failed once: all files of the target's folder, in the order of their names.
///
/// # Errors
/// When a file is there and cannot be read.
pub fn kept(target: &Target) -> anyhow::Result<Vec<(PathBuf, Vec<u8>)>> {
    let folder = folder().join(target.name);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        let bytes =
            std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        files.push((path, bytes));
    }
    files.sort();
    Ok(files)
}

/// Keeps an input that failed; returns its file.
///
/// # Errors
/// When it cannot be written.
pub fn keep(target: &Target, input: &[u8]) -> anyhow::Result<PathBuf> {
    let folder = folder().join(target.name);
    std::fs::create_dir_all(&folder)?;
    let hash = comity_wire::hash::sha256(input);
    let name: String = comity_wire::hash::hex(&hash).chars().take(12).collect();
    let path = folder.join(format!("{name}.bin"));
    std::fs::write(&path, input)?;
    Ok(path)
}
