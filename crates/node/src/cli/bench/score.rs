//! What one engine came to: counted the same way for every engine.

use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

use super::queries::{Kind, Query};

/// Ranks that count as found.
pub(super) const RANKS: usize = 10;

/// Queries of one kind, and how many were answered with the person meant or a namesake.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub(super) struct Share {
    pub(super) n: u32,
    pub(super) found: u32,
}

impl Share {
    fn note(&mut self, found: bool) {
        self.n += 1;
        self.found += u32::from(found);
    }

    /// The share found; 0 of nothing.
    pub(super) fn of_one(self) -> f64 {
        f64::from(self.found) / f64::from(self.n.max(1))
    }
}

/// What one engine came to.
#[derive(Debug, Default)]
pub(super) struct Score {
    /// Wall time of each query, in order of length once [`Score::finish`] was called.
    walls: Vec<Duration>,
    /// Processor time of all queries.
    pub(super) cpu: Duration,
    pub(super) all: Share,
    pub(super) by_kind: BTreeMap<Kind, Share>,
    /// Queries in the writing that is not kept, by language.
    pub(super) cross: BTreeMap<&'static str, Share>,
}

impl Score {
    /// Notes an answer: persons, the likeliest first.
    pub(super) fn note(&mut self, query: &Query, answer: &[u32], wall: Duration) {
        let page = answer.get(..RANKS).unwrap_or(answer);
        let found = page.iter().any(|person| query.accepted.contains(person));
        self.walls.push(wall);
        self.all.note(found);
        self.by_kind.entry(query.kind).or_default().note(found);
        if query.kind == Kind::Cross {
            self.cross.entry(query.language).or_default().note(found);
        }
    }

    /// To be called once all answers are noted.
    pub(super) fn finish(&mut self, cpu: Duration) {
        self.walls.sort_unstable();
        self.cpu = cpu;
    }

    /// Wall time that so many of a hundred queries did not exceed, in milliseconds.
    pub(super) fn wall_ms(&self, hundredth: usize) -> f64 {
        let place = (self.walls.len() * hundredth).div_ceil(100).saturating_sub(1);
        self.walls.get(place).map_or(0.0, |wall| wall.as_secs_f64() * 1000.0)
    }

    /// Processor time of one query, in milliseconds.
    pub(super) fn cpu_ms(&self) -> f64 {
        self.cpu.as_secs_f64() * 1000.0 / f64::from(self.all.n.max(1))
    }

    /// Queries in a second on one core, by processor time.
    pub(super) fn per_second(&self) -> f64 {
        f64::from(self.all.n) / self.cpu.as_secs_f64().max(1e-9)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_namesake_among_the_first_ten_counts_and_the_eleventh_does_not() {
        let query = Query {
            text: "Somphon".into(),
            kind: Kind::Cross,
            wanted: 7,
            language: "th",
            accepted: BTreeSet::from([7, 8]),
        };
        let mut score = Score::default();
        let eleven: Vec<u32> = (20..30).chain([7]).collect();
        score.note(&query, &[1, 8], Duration::from_millis(3));
        score.note(&query, &eleven, Duration::from_millis(1));
        score.note(&query, &[], Duration::from_millis(2));
        score.finish(Duration::from_millis(30));
        assert_eq!((score.all.n, score.all.found, score.cross["th"].found), (3, 1, 1));
        assert!((score.wall_ms(50) - 2.0).abs() < 1e-9 && (score.wall_ms(99) - 3.0).abs() < 1e-9);
        assert!((score.cpu_ms() - 10.0).abs() < 1e-9 && (score.per_second() - 100.0).abs() < 1e-6);
    }
}
