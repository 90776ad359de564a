//! Comity's own index: built, asked, and held against what its parts could do at most.

use anyhow::Context;
use comity_names::{Index, Name, STAMP_BYTES, compare};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::process;
use super::queries::Exam;
use super::score::{RANKS, Score};
use crate::clock::Stopwatch;

/// Persons put in, and pairs compared, before others may run.
const BATCH: u32 = 500;
/// Pairs compared for the bare figures.
const PAIRS: u32 = 20_000;

/// What was measured of Comity.
#[derive(Debug)]
pub(super) struct Ours {
    pub(super) score: Score,
    pub(super) names: usize,
    pub(super) words: usize,
    pub(super) build: Duration,
    pub(super) build_cpu: Duration,
    /// From the index's file to the first answer.
    pub(super) start: Duration,
    /// The index's file, in megabytes.
    pub(super) file_mb: f64,
    /// The most memory this process ever had, building included, in megabytes.
    pub(super) memory_mb: f64,
    pub(super) bare: Bare,
}

/// Pairs of names a second on one core, by processor time.
#[derive(Debug)]
pub(super) struct Bare {
    /// The full comparison of two names that are read.
    pub(super) compared: f64,
    /// The edit distance of two spellings and nothing else: what a scan of the register could do.
    pub(super) edit_distance: f64,
}

/// Builds the index of the exam's register, keeps it as a file, opens that as a node that starts
/// does, and asks it everything.
pub(super) async fn measure(exam: &Exam, folder: &Path) -> anyhow::Result<Ours> {
    let (watch, cpu) = (Stopwatch::start(), own_cpu()?);
    let path = folder.join("index");
    save(&build(exam).await?, &path)?;
    let (build, build_cpu) = (watch.elapsed(), own_cpu()?.saturating_sub(cpu));
    let watch = Stopwatch::start();
    let bytes = std::fs::read(&path).context("the index's file cannot be read")?;
    let file_mb = real(bytes.len()) / 1_048_576.0;
    let index = Index::open(Arc::new(bytes)).context("the index's file cannot be used")?;
    search(&index, exam.queries.first().map_or("Somchai", |query| &query.text))?;
    let start = watch.elapsed();
    let score = ask(exam, &index).await?;
    let memory_mb = process::peak_memory_mb().context("the system does not tell our memory")?;
    let (names, words) = (index.names(), index.words());
    drop(index);
    let bare = bare(exam).await?;
    Ok(Ours { score, names, words, build, build_cpu, start, file_mb, memory_mb, bare })
}

fn save(index: &Index, path: &Path) -> anyhow::Result<()> {
    let mut file = BufWriter::new(File::create(path).context("no file can be made")?);
    index.write(&[0; STAMP_BYTES], &mut file).context("the index cannot be written")?;
    file.flush().context("the index cannot be written")
}

/// A number of things that are counted.
pub(super) fn real(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

fn own_cpu() -> anyhow::Result<Duration> {
    process::own_cpu().context("the system does not tell our processor time (/proc/…/schedstat)")
}

async fn build(exam: &Exam) -> anyhow::Result<Index> {
    let mut index = Index::default();
    for number in 0..exam.persons {
        let kept = exam.kept(number);
        let names: Vec<&str> = kept.iter().map(String::as_str).collect();
        index.put(&number.to_string(), &names).context("an invented name is refused")?;
        if number % BATCH == 0 {
            tokio::task::yield_now().await;
        }
    }
    Ok(index)
}

async fn ask(exam: &Exam, index: &Index) -> anyhow::Result<Score> {
    // The first answers warm the caches of the machine; the peer gets as many.
    for query in exam.queries.iter().take(super::WARM_UP) {
        search(index, &query.text)?;
    }
    let (mut score, cpu) = (Score::default(), own_cpu()?);
    for query in &exam.queries {
        let watch = Stopwatch::start();
        let answer = search(index, &query.text)?;
        score.note(query, &answer, watch.elapsed());
        tokio::task::yield_now().await;
    }
    score.finish(own_cpu()?.saturating_sub(cpu));
    Ok(score)
}

/// From the text to ten persons, each scored and explained.
fn search(index: &Index, text: &str) -> anyhow::Result<Vec<u32>> {
    let name = Name::read(text).context("an invented query is refused")?;
    let hits = index.search(&name, RANKS);
    hits.iter().map(|hit| hit.person.parse().context("a person without a number")).collect()
}

async fn bare(exam: &Exam) -> anyhow::Result<Bare> {
    let texts: Vec<&str> = exam.queries.iter().map(|query| query.text.as_str()).collect();
    let read = |text: &&str| Name::read(text).context("an invented query is refused");
    let names = texts.iter().map(read).collect::<anyhow::Result<Vec<Name>>>()?;
    let letters: Vec<Vec<char>> = texts.iter().map(|text| text.chars().collect()).collect();
    let compared = rate(&names, |a, b| compare(a, b).score > 0.5).await?;
    let edit_distance = rate(&letters, |a, b| distance(a, b) > 5).await?;
    Ok(Bare { compared, edit_distance })
}

/// How many pairs a second; the verdicts are kept so that nothing is left out.
async fn rate<T>(items: &[T], verdict: impl Fn(&T, &T) -> bool) -> anyhow::Result<f64> {
    let cpu = own_cpu()?;
    let (mut pairs, mut yes) = (0_u32, 0_u32);
    'all: for (i, a) in items.iter().enumerate() {
        for b in items.iter().skip(i + 1) {
            if pairs == PAIRS {
                break 'all;
            }
            pairs += 1;
            yes += u32::from(verdict(a, b));
        }
        tokio::task::yield_now().await;
    }
    std::hint::black_box(yes);
    let spent = own_cpu()?.saturating_sub(cpu);
    Ok(f64::from(pairs) / spent.as_secs_f64().max(1e-6))
}

/// Levenshtein's distance.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let (mut corner, mut left) = (i, i + 1);
        for (slot, y) in row.iter_mut().skip(1).zip(b) {
            let best = (corner + usize::from(x != y)).min(left + 1).min(*slot + 1);
            corner = std::mem::replace(slot, best);
            left = best;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_is_levenshtein_s() {
        let of = |a: &str, b: &str| {
            distance(&a.chars().collect::<Vec<char>>(), &b.chars().collect::<Vec<char>>())
        };
        let rows = [("", "", 0), ("a", "", 1), ("kitten", "sitting", 3), ("ab", "ba", 2)];
        for (a, b, n) in rows {
            assert_eq!((of(a, b), of(b, a)), (n, n), "{a} {b}");
        }
    }
}
