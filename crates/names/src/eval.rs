//! How well a search finds: recall by category, false positives, F1.
//!
//! It reads rows and counts; the search and the clock are the caller's.

use std::collections::BTreeMap;

use crate::SCORE_SAME;

/// Ranks that count as found.
const FIRST_PAGE: usize = 10;
/// Share of wanted persons the threshold of the false-positive rate keeps.
const KEPT: f64 = 0.95;
/// Scores closer than this are equal.
const EQUAL: f64 = 1e-9;

/// One row of a query file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The name asked for.
    pub text: String,
    /// The person meant; nothing when no such person is in the register.
    pub target: Option<String>,
    /// The kind of query.
    pub category: String,
    /// Where the pair of names comes from.
    pub provenance: String,
}

/// One row of an index file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The person's mark.
    pub id: String,
    /// A name of the person.
    pub name: String,
}

/// What is wrong with an evaluation file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The line, counted from 1.
    pub line: usize,
    /// How many columns the line must have.
    pub columns: usize,
}

impl std::fmt::Display for BadRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {} must have {} columns with tabs between them", self.line, self.columns)
    }
}

impl std::error::Error for BadRow {}

/// Reads an index file: a header line, then id and name, further columns ignored.
///
/// # Errors
/// When a line lacks a column.
pub fn index_rows(text: &str) -> Result<Vec<Entry>, BadRow> {
    rows(text, 2)?
        .into_iter()
        .map(|(line, cells)| match cells.as_slice() {
            [id, name, ..] => Ok(Entry { id: (*id).to_owned(), name: (*name).to_owned() }),
            _ => Err(BadRow { line, columns: 2 }),
        })
        .collect()
}

/// Reads a query file: a header line, then query, target (`-` for nobody), category, provenance.
///
/// # Errors
/// When a line lacks a column.
pub fn query_rows(text: &str) -> Result<Vec<Query>, BadRow> {
    rows(text, 3)?
        .into_iter()
        .map(|(line, cells)| match cells.as_slice() {
            [text, target, category, rest @ ..] => Ok(Query {
                text: (*text).to_owned(),
                target: Some((*target).to_owned()).filter(|t| t != "-"),
                category: (*category).to_owned(),
                provenance: rest.first().map_or("", |p| p).to_owned(),
            }),
            _ => Err(BadRow { line, columns: 4 }),
        })
        .collect()
}

type Row<'a> = (usize, Vec<&'a str>);

fn rows(text: &str, columns: usize) -> Result<Vec<Row<'_>>, BadRow> {
    let lines = text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let cells: Vec<&str> = line.split('\t').collect();
            let enough = cells.len() >= columns;
            if enough { Ok((at + 1, cells)) } else { Err(BadRow { line: at + 1, columns }) }
        })
        .collect()
}

/// The figures of one category.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Queries whose person is in the register.
    pub n: usize,
    /// Share found first; a place shared by several of one score counts its part.
    pub r1: f64,
    /// Share found among the first ten.
    pub r10: f64,
}

/// The best answers of one band of scores.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reliability {
    /// Least score of the band; it ends where the next begins.
    pub from: f64,
    /// Queries whose best answer lies in it, those for nobody among them.
    pub n: usize,
    /// Mean score.
    pub score: f64,
    /// Share that is the person meant; a first place shared by several counts its part.
    pub right: f64,
}

/// Where bands of scores begin.
const BANDS: [f64; 10] = [0.0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98];

/// The figures of a query file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// By category, and again by category and `[attested]` for rows whose provenance begins so.
    pub categories: BTreeMap<String, Figures>,
    /// The highest score that 95 of 100 wanted persons reach among the first ten.
    pub threshold_95: f64,
    /// How often the best answer is the person meant, by its score: the score read as a share.
    pub reliability: Vec<Reliability>,
    /// Share of queries for nobody that somebody answers with that score or more.
    pub fpr_at_95: f64,
    /// Share of queries for nobody that somebody answers with the default threshold or more.
    pub fpr_at_default: f64,
    /// Harmonic mean of precision and recall over queries at the default threshold: found is a wanted
    /// person among the first ten who reaches it, false is a query for nobody that is answered.
    pub f1: f64,
}

/// Asks every query of `search`, which returns marks and scores, the best first.
pub fn run(queries: &[Query], mut search: impl FnMut(&str) -> Vec<(String, f64)>) -> Report {
    let mut report = Report::default();
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    report.reliability = BANDS.map(|from| Reliability { from, ..Reliability::default() }).to_vec();
    for query in queries {
        let hits = search(&query.text);
        let first = query.target.as_ref().map_or(0.0, |target| placed(&hits, target).1);
        count_band(&mut report.reliability, &hits, first);
        let Some(target) = &query.target else {
            unwanted.push(hits.first().map_or(0.0, |hit| hit.1));
            continue;
        };
        let (score, first) = placed(&hits, target);
        wanted.push(score);
        let mut names = vec![query.category.clone()];
        if query.provenance.starts_with("attested") {
            names.push(format!("{} [attested]", query.category));
        }
        for name in names {
            let figures = report.categories.entry(name).or_default();
            figures.n += 1;
            figures.r1 += first;
            figures.r10 += if score > 0.0 { 1.0 } else { 0.0 };
        }
    }
    for figures in report.categories.values_mut() {
        let n = real(figures.n).max(1.0);
        figures.r1 /= n;
        figures.r10 /= n;
    }
    for band in &mut report.reliability {
        let n = real(band.n).max(1.0);
        band.score /= n;
        band.right /= n;
    }
    rates(&mut report, wanted, &unwanted);
    report
}

/// Counts the best answer to a query in the band of its score.
fn count_band(bands: &mut [Reliability], hits: &[(String, f64)], right: f64) {
    let Some((_, score)) = hits.first() else { return };
    let Some(band) = bands.iter_mut().rev().find(|band| *score >= band.from) else { return };
    band.n += 1;
    band.score += score;
    band.right += right;
}

/// The score of the wanted person (0 when not among the first ten), and the share of the first
/// place.
fn placed(hits: &[(String, f64)], target: &str) -> (f64, f64) {
    let page = hits.get(..FIRST_PAGE).unwrap_or(hits);
    let Some((_, score)) = page.iter().find(|(id, _)| id == target) else { return (0.0, 0.0) };
    let best = page.first().map_or(0.0, |hit| hit.1);
    if *score + EQUAL < best {
        return (*score, 0.0);
    }
    let shared = hits.iter().filter(|hit| hit.1 + EQUAL >= best).count();
    (*score, 1.0 / real(shared))
}

fn rates(report: &mut Report, mut wanted: Vec<f64>, unwanted: &[f64]) {
    wanted.sort_by(|a, b| b.total_cmp(a));
    let kept = wanted.iter().enumerate().find(|(i, _)| real(i + 1) >= KEPT * real(wanted.len()));
    report.threshold_95 = kept.map_or(0.0, |(_, score)| *score);
    let over = |least: f64| real(unwanted.iter().filter(|score| **score >= least).count());
    let all = real(unwanted.len()).max(1.0);
    report.fpr_at_95 = over(report.threshold_95) / all;
    report.fpr_at_default = over(SCORE_SAME) / all;
    let found = real(wanted.iter().filter(|score| **score >= SCORE_SAME).count());
    let missed = real(wanted.len()) - found;
    report.f1 = 2.0 * found / (2.0 * found + over(SCORE_SAME) + missed).max(1.0);
}

fn real(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_counted_as_said() {
        let text = "query\ttarget_id\tcategory\tprovenance\n\
                    a\t1\tx\tattested\nb\t2\tx\tsynthetic\nc\t-\tnegative\tx\nd\t3\tx\t\n";
        let queries = query_rows(text).expect("rows");
        let report = run(&queries, |text| match text {
            "a" => vec![("1".into(), 0.9), ("9".into(), 0.9)],
            "b" => vec![("9".into(), 0.95), ("2".into(), 0.85)],
            "c" => vec![("9".into(), 0.86)],
            _ => Vec::new(),
        });
        let x = report.categories["x"];
        assert_eq!((x.n, report.categories["x [attested]"].n), (3, 1));
        assert!((x.r1 - 0.5 / 3.0).abs() < 1e-9 && (x.r10 - 2.0 / 3.0).abs() < 1e-9);
        assert!((report.fpr_at_default - 1.0).abs() < 1e-9);
        assert!((report.f1 - 4.0 / 6.0).abs() < 1e-9);
    }

    #[test]
    fn a_short_line_is_named() {
        assert_eq!(index_rows("id\tname\n1\n"), Err(BadRow { line: 2, columns: 2 }));
        let rows = index_rows("id\tname\tx\n1\tSomchai\ty\n").expect("rows");
        assert_eq!(rows, [Entry { id: "1".into(), name: "Somchai".into() }]);
    }
}
