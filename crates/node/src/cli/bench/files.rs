//! The register and the queries as files, for engines outside this process.

use anyhow::Context;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::people::Person;
use super::queries::Exam;

/// Where the files are.
#[derive(Debug)]
pub(super) struct Files {
    /// Number and name, a line for each name that is kept.
    pub(super) names: PathBuf,
}

/// Writes `people.tsv`, `names.tsv` and `queries.tsv` into a folder, each with a header line.
/// `names.tsv` and `queries.tsv` are also what `comity names eval` reads.
pub(super) fn write(exam: &Exam, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut people = open(&folder.join("people.tsv"))?;
    writeln!(people, "id\tlatin\tnative\tlanguage\tborn\tnationality")?;
    for number in 0..exam.persons {
        let Person { latin, native, language, nationality, born } = Person::of(number);
        writeln!(people, "{number}\t{latin}\t{native}\t{language}\t{born}\t{nationality}")?;
    }
    people.flush()?;
    Files::write(exam, folder)?;
    let mut queries = open(&folder.join("queries.tsv"))?;
    writeln!(queries, "query\ttarget_id\tcategory\tlanguage\taccepted")?;
    for query in &exam.queries {
        let accepted: Vec<String> = query.accepted.iter().map(u32::to_string).collect();
        let (kind, accepted) = (query.kind.key(), accepted.join(","));
        let (text, wanted, language) = (&query.text, query.wanted, query.language);
        writeln!(queries, "{text}\t{wanted}\t{kind}\t{language}\t{accepted}")?;
    }
    queries.flush()?;
    Ok(())
}

impl Files {
    /// Writes `names.tsv` alone.
    pub(super) fn write(exam: &Exam, folder: &Path) -> anyhow::Result<Self> {
        let names = folder.join("names.tsv");
        let mut file = open(&names)?;
        writeln!(file, "id\tname")?;
        for number in 0..exam.persons {
            for name in exam.kept(number) {
                writeln!(file, "{number}\t{name}")?;
            }
        }
        file.flush()?;
        Ok(Self { names })
    }
}

fn open(path: &Path) -> anyhow::Result<BufWriter<File>> {
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(BufWriter::new(file))
}
