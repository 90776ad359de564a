//! The rules of the house that no compiler checks. Each rule is one function from the tree to the
//! list of what breaks it.

use anyhow::Context;
use std::path::{Path, PathBuf};

/// Lines of a source file.
const LINES_MAX: usize = 500;
/// Packages in the lock file.
const PACKAGES_MAX: usize = 450;
/// Crates that must not be in the lock file: a second TLS, a second SQLite. (`ring` stands there as
/// an optional part of rustls that nothing turns on.)
const BANNED: &[&str] = &["openssl", "openssl-sys", "native-tls", "rusqlite"];
/// Words that say something is unfinished.
const UNFINISHED: &[&str] = &["FIX\u{4d}E", "TO\u{44}O", "XX\u{58}", "not implemented"];
/// How SQL statements begin.
const SQL: &[&str] =
    &["\"SELECT ", "\"INSERT INTO", "\"UPDATE ", "\"DELETE FROM", "\"CREATE TABLE"];

/// A file of the tree.
struct File {
    /// Path from the root.
    path: String,
    text: String,
}

type Rule = fn(&[File]) -> Vec<String>;

/// Every rule.
const RULES: &[Rule] = &[
    files_are_short,
    crates_say_what_they_are,
    sql_lives_in_the_store,
    gates_have_a_source_and_a_test,
    nothing_is_unfinished,
    no_test_is_ignored,
    dependencies_say_why,
    the_lock_file_is_lean,
    the_changelog_is_kept,
    unsafe_code_is_in_one_file,
];

/// Runs every rule on the tree.
pub(crate) fn run(root: &Path) -> anyhow::Result<Vec<String>> {
    let files = read(root)?;
    anyhow::ensure!(files.len() > 50, "{} holds no tree to look at", root.display());
    Ok(RULES.iter().flat_map(|rule| rule(&files)).collect())
}

fn read(root: &Path) -> anyhow::Result<Vec<File>> {
    let (mut folders, mut files) = (vec![root.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder)
            .with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.extend(is_ours(&path).then_some(path));
            } else if let Some(file) = file(root, &path)? {
                files.push(file);
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn is_ours(folder: &Path) -> bool {
    let name = folder.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    !matches!(name, "target" | ".git" | "comity-demo" | "node_modules")
}

fn file(root: &Path, path: &PathBuf) -> anyhow::Result<Option<File>> {
    let wanted = ["rs", "toml", "lock", "md", "sql"];
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    if !wanted.contains(&extension) {
        return Ok(None);
    }
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let path = path.strip_prefix(root).unwrap_or(path).display().to_string();
    Ok(Some(File { path, text }))
}

fn rust(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|f| f.path.ends_with(".rs"))
}

fn files_are_short(files: &[File]) -> Vec<String> {
    let long = rust(files).map(|f| (f, f.text.lines().count())).filter(|(_, n)| *n > LINES_MAX);
    long.map(|(f, n)| format!("{}: {n} lines; cut it where its meaning changes", f.path)).collect()
}

fn crates_say_what_they_are(files: &[File]) -> Vec<String> {
    let roots = rust(files).filter(|f| f.path.ends_with("src/lib.rs"));
    let silent = roots.filter(|f| !f.text.starts_with("//!") || !f.text.contains("Invariant:"));
    silent.map(|f| format!("{}: must open with //! and an `Invariant:`", f.path)).collect()
}

fn sql_lives_in_the_store(files: &[File]) -> Vec<String> {
    let others = rust(files).filter(|f| {
        let tests = f.path.contains("/tests/");
        !f.path.starts_with("crates/store/") && !f.path.starts_with("xtask/") && !tests
    });
    let leaks = others.filter(|f| SQL.iter().any(|word| f.text.contains(word)));
    leaks.map(|f| format!("{}: SQL belongs in crates/store", f.path)).collect()
}

fn gates_have_a_source_and_a_test(files: &[File]) -> Vec<String> {
    let folder = "crates/domain/src/gate/";
    let tests = rust(files).filter(|f| f.path.starts_with(&format!("{folder}tests")));
    let tests: String = tests.map(|f| f.text.as_str()).collect();
    let gates = rust(files).filter_map(|f| {
        let name = f.path.strip_prefix(folder)?.strip_suffix(".rs")?;
        // A gate is sNN_name; what all gates share stands beside them.
        let numbered = name.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        (name.starts_with('s') && numbered).then_some((f, name))
    });
    let mut faults = Vec::new();
    for (file, name) in gates {
        if !file.text.contains("//! Source:") {
            faults.push(format!("{}: a gate names its source in its doc comment", file.path));
        }
        if !tests.contains(&format!("fn {name}")) {
            faults.push(format!("{folder}tests: no test named after {name}"));
        }
    }
    faults
}

fn nothing_is_unfinished(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in rust(files).filter(|f| !f.path.starts_with("xtask/")) {
        for (number, line) in file.text.lines().enumerate() {
            if UNFINISHED.iter().any(|word| line.contains(word)) {
                faults.push(format!("{}:{}: unfinished", file.path, number + 1));
            }
        }
    }
    faults
}

fn no_test_is_ignored(files: &[File]) -> Vec<String> {
    let ignored = rust(files).filter(|f| f.text.contains(concat!("#[ign", "ore")));
    ignored.map(|f| format!("{}: a test nobody runs is no test", f.path)).collect()
}

fn dependencies_say_why(files: &[File]) -> Vec<String> {
    let Some(manifest) = files.iter().find(|f| f.path == "Cargo.toml") else {
        return vec!["Cargo.toml is missing".to_owned()];
    };
    let (mut inside, mut reason, mut faults) = (false, false, Vec::new());
    for line in manifest.text.lines() {
        if line.starts_with('[') {
            inside = line == "[workspace.dependencies]";
        }
        let dependency = inside && line.contains(" = ") && !line.starts_with('#');
        if dependency && !reason && !line.starts_with("comity-") {
            faults.push(format!("Cargo.toml: no line `# why:` above `{line}`"));
        }
        // One reason may stand above several lines; an empty line ends it.
        reason = line.starts_with("# why:") || (reason && dependency);
    }
    faults
}

fn the_lock_file_is_lean(files: &[File]) -> Vec<String> {
    let Some(lock) = files.iter().find(|f| f.path == "Cargo.lock") else {
        return vec!["Cargo.lock is missing".to_owned()];
    };
    let names: Vec<&str> = lock
        .text
        .lines()
        .filter_map(|l| l.strip_prefix("name = "))
        .map(|n| n.trim_matches('"'))
        .collect();
    let mut faults: Vec<String> = names
        .iter()
        .filter(|name| BANNED.contains(name))
        .map(|name| format!("Cargo.lock: {name} must not be in the graph"))
        .collect();
    if names.len() > PACKAGES_MAX {
        faults.push(format!("Cargo.lock: {} packages, the ceiling is {PACKAGES_MAX}", names.len()));
    }
    faults
}

fn the_changelog_is_kept(files: &[File]) -> Vec<String> {
    let changelog = files.iter().find(|f| f.path == "CHANGELOG.md");
    match changelog {
        Some(file) if file.text.contains("## Unreleased") => vec![],
        Some(_) | None => vec!["CHANGELOG.md: needs a part `## Unreleased`".to_owned()],
    }
}

/// The one file that may hold an unsafe block, and it holds one.
const UNSAFE_FILE: &str = "crates/node/src/mapped.rs";

fn unsafe_code_is_in_one_file(files: &[File]) -> Vec<String> {
    let code = |f: &File| {
        let lines = f.text.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines
            .filter(|line| {
                line.contains(concat!("uns", "afe {"))
                    || line.contains(concat!("(uns", "afe_code,"))
            })
            .count()
    };
    let mut faults = Vec::new();
    for file in rust(files) {
        // One line gives leave, one line is the block.
        let most = if file.path == UNSAFE_FILE { 2 } else { 0 };
        if code(file) > most {
            faults.push(format!("{}: unsafe code; only {UNSAFE_FILE} has one block", file.path));
        }
        let root = file.path.ends_with("src/lib.rs") && !file.path.starts_with("crates/node/");
        if root && !file.text.contains("#![forbid(unsafe_code)]") {
            faults.push(format!("{}: must say #![forbid(unsafe_code)]", file.path));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> Vec<File> {
        files.iter().map(|(p, t)| File { path: (*p).into(), text: (*t).into() }).collect()
    }

    #[test]
    fn the_tree_is_tidy() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        assert_eq!(run(root).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn every_rule_can_be_broken() {
        let long = "x\n".repeat(LINES_MAX + 1);
        let todo = format!("// {}: later", UNFINISHED[1]);
        let ignored = format!("#[ign{}]", "ore");
        let rows: &[(Rule, &str, &str)] = &[
            (files_are_short, "crates/a/src/b.rs", &long),
            (crates_say_what_they_are, "crates/a/src/lib.rs", "//! something"),
            (sql_lives_in_the_store, "crates/node/src/a.rs", "f(\"SELECT 1\")"),
            (gates_have_a_source_and_a_test, "crates/domain/src/gate/s99_x.rs", "//! rule"),
            (nothing_is_unfinished, "crates/a/src/b.rs", &todo),
            (no_test_is_ignored, "crates/a/src/b.rs", &ignored),
            (dependencies_say_why, "Cargo.toml", "[workspace.dependencies]\n\nx = \"1\""),
            (the_lock_file_is_lean, "Cargo.lock", "name = \"openssl\""),
            (the_changelog_is_kept, "CHANGELOG.md", "# Changes"),
            (unsafe_code_is_in_one_file, "crates/node/src/a.rs", concat!("uns", "afe { x() }")),
        ];
        for (rule, path, text) in rows {
            assert!(!rule(&tree(&[(path, text)])).is_empty(), "{path}");
        }
        assert_eq!(rows.len(), RULES.len());
    }
}
