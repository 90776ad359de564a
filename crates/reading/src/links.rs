//! Persons of a report and persons already known: by the name engine, with its score.

use comity_names::{Name, SCORE_SAME, compare};
use serde::Serialize;

use crate::reading::Person;

/// Somebody already on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Where the entry stands, for the reader.
    pub id: String,
    /// Every form of the name.
    pub forms: Vec<String>,
}

/// A likely link; a person confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The entry.
    pub id: String,
    /// Its form that is most alike.
    pub form: String,
    /// The printed form it is like.
    pub printed: String,
    /// How alike, in thousandths.
    pub permille: u32,
}

/// The entries a person may be, most alike first.
#[must_use]
pub fn links(person: &Person, known: &[Known]) -> Vec<Link> {
    let mut links: Vec<Link> = known.iter().filter_map(|entry| best(person, entry)).collect();
    links.sort_by(|a, b| b.permille.cmp(&a.permille).then_with(|| a.id.cmp(&b.id)));
    links
}

fn best(person: &Person, entry: &Known) -> Option<Link> {
    // A short form alone links nobody: `Hung` is many.
    let printed = person.as_printed.iter().filter(|f| f.contains(' '));
    let pairs = printed.flat_map(|p| entry.forms.iter().map(move |f| (p, f)));
    let scored = pairs.filter_map(|(p, f)| Some((score(p, f)?, p, f)));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let (score, printed, form) = best;
    (score >= SCORE_SAME).then(|| Link {
        id: entry.id.clone(),
        form: form.clone(),
        printed: printed.clone(),
        permille: permille(score),
    })
}

fn score(left: &str, right: &str) -> Option<f64> {
    Some(compare(&Name::read(left).ok()?, &Name::read(right).ok()?).score)
}

/// Thousandths of a score between 0 and 1.
fn permille(score: f64) -> u32 {
    (0..=1000).rev().find(|step| f64::from(*step) <= score * 1000.0 + ROUNDING).unwrap_or(0)
}

/// Keeps a score of exactly so many thousandths at them.
const ROUNDING: f64 = 1e-6;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    #[test]
    fn a_respelt_name_finds_the_entry() {
        let reading = read("Trung tướng Pờ-ra-chuộp Vông-sục phát biểu tại Hà Nội.").unwrap();
        let known = [
            Known { id: "a".into(), forms: vec!["Prachuab Wongsuk".into()] },
            Known { id: "b".into(), forms: vec!["Somsak Thepsuthin".into()] },
        ];
        let found = links(&reading.persons[0], &known);
        assert_eq!(found.iter().map(|l| l.id.as_str()).collect::<Vec<_>>(), ["a"]);
        assert!((800..=1000).contains(&found[0].permille));
    }
}
