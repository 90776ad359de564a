//! The law packs of a node: those built into the program, and an agency's own in the folder `packs` of
//! its home, which take the place of those of the same id.

use anyhow::{Context, ensure};
use comity_domain::limits;
use comity_domain::pack::read::PackFault;
use comity_domain::pack::{Pack, PackFile, Packs, read_pack};
use std::path::{Path, PathBuf};

use crate::home::Home;

/// Why packs could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// A folder or file cannot be read.
    #[error("{0:#}")]
    Read(#[from] anyhow::Error),
    /// Files are wrong; each fault has its line.
    #[error("{}", lines(.0))]
    Faults(Vec<PackFault>),
}

fn lines(faults: &[PackFault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    format!("the law packs are not whole:\n  {}", lines.join("\n  "))
}

/// The packs of a node, and the ids of those that are its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// All packs.
    pub packs: Packs,
    /// Ids of the agency's own.
    pub own: Vec<String>,
}

/// Loads the packs of a node's home.
///
/// # Errors
/// [`PackError`] with the line of each fault: a node does not work with a law it cannot read.
pub fn load(home: &Home) -> Result<Loaded, PackError> {
    let folder = home.path().join("packs");
    let mut own = Vec::new();
    // The current folder is the home of a command that needs none: only a node has packs of its own.
    if home.is_node() && folder.is_dir() {
        for pack in entries(&folder)?.iter().filter(|path| path.is_dir()) {
            own.push(read_folder(pack)?);
        }
    }
    let ids = own.iter().map(|pack| pack.head.id.clone()).collect();
    let packs = Packs::with_own(own).map_err(PackError::Faults)?;
    Ok(Loaded { packs, own: ids })
}

/// Reads one pack and holds it against the others of the program.
///
/// # Errors
/// [`PackError`] with the line of each fault.
pub fn check(folder: &Path) -> Result<Pack, PackError> {
    let pack = read_folder(folder)?;
    Packs::with_own(vec![pack.clone()]).map_err(PackError::Faults)?;
    Ok(pack)
}

fn read_folder(folder: &Path) -> Result<Pack, PackError> {
    let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let toml = |path: &&PathBuf| path.extension().is_some_and(|e| e == "toml");
    let paths = entries(folder)?;
    let paths: Vec<&PathBuf> = paths.iter().filter(toml).collect();
    let most = limits::PACK_FILES_MAX;
    if paths.is_empty() || paths.len() > most {
        let found = paths.len();
        let place = folder.display();
        return Err(
            anyhow::anyhow!("{place} has {found} .toml files; a pack has 1 to {most}").into()
        );
    }
    let mut texts = Vec::new();
    for path in paths {
        let file = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        texts.push((format!("{name}/{file}"), text(path)?));
    }
    let files: Vec<PackFile<'_>> =
        texts.iter().map(|(name, text)| PackFile { name, text }).collect();
    read_pack(&files).map_err(PackError::Faults)
}

fn text(path: &Path) -> anyhow::Result<String> {
    let context = || format!("cannot read {}", path.display());
    let size = std::fs::metadata(path).with_context(context)?.len();
    let most = limits::PACK_FILE_BYTES_MAX;
    ensure!(usize::try_from(size)? <= most, "{} has more than {most} bytes", path.display());
    std::fs::read_to_string(path).with_context(context)
}

fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let context = || format!("cannot read {}", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(context)? {
        paths.push(entry.with_context(context)?.path());
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACK: &str = "[pack]\nid = \"la\"\nversion = \"2026.12.1\"\ncountry = \"LA\"\n\
        title = { vi = \"a\", th = \"b\", lo = \"c\", en = \"d\" }\n";

    fn home_with(text: &str) -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("packs/la")).unwrap();
        std::fs::write(folder.path().join("packs/la/pack.toml"), text).unwrap();
        std::fs::write(folder.path().join("comity.toml"), "").unwrap();
        let home = Home::new(folder.path());
        (folder, home)
    }

    #[test]
    fn a_home_without_packs_has_those_of_the_program() {
        let folder = tempfile::tempdir().unwrap();
        let loaded = load(&Home::new(folder.path())).unwrap();
        assert_eq!(loaded.packs, Packs::shipped().unwrap());
        assert_eq!(loaded.own, Vec::<String>::new());
    }

    #[test]
    fn an_agencys_own_pack_counts() {
        let (_folder, home) = home_with(PACK);
        let loaded = load(&home).unwrap();
        assert_eq!(loaded.own, ["la"]);
        assert_eq!(loaded.packs.pack("la").unwrap().head.version, "2026.12.1");
    }

    #[test]
    fn a_wrong_pack_is_refused_with_its_line() {
        let (folder, home) = home_with(&format!("{PACK}surprise = 1\n"));
        let refused = load(&home).unwrap_err().to_string();
        assert!(refused.contains("la/pack.toml:6:1: unknown field"), "{refused}");
        assert!(check(&folder.path().join("packs/la")).is_err());
        assert!(check(folder.path()).is_err(), "a folder without a pack is none");
    }
}
