//! Hashes the rules of the engine, so that an index made by other rules is noticed and made anew.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut folders = vec![root.join("src"), root.join("data")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            match path.is_dir() {
                true if matches!(name, "tests" | "bench") => {}
                true => folders.push(path),
                false => files.push(path),
            }
        }
    }
    files.sort();
    for file in &files {
        for byte in std::fs::read(file)? {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    let mut out = std::io::stdout().lock();
    use std::io::Write;
    writeln!(out, "cargo:rustc-env=COMITY_NAMES_RULES={hash:016x}")?;
    writeln!(out, "cargo:rerun-if-changed=src")?;
    writeln!(out, "cargo:rerun-if-changed=data")
}
