//! The figures side by side, as a table and as JSON.

use serde_json::{Value, json};

use super::ours::{Ours, real};
use super::peer::Peer;
use super::queries::Kind;
use super::score::{Score, Share};

/// What was measured.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) persons: u32,
    pub(super) ours: Ours,
    pub(super) peer: Option<Peer>,
    /// Processes that wanted a processor during the last minute.
    pub(super) load: Option<f64>,
}

/// One line of the table: what, ours, the peer's, and whether their ratio says something.
struct Line {
    what: String,
    ours: f64,
    peer: Option<f64>,
    digits: usize,
    ratio: bool,
}

impl Report {
    /// The figures as JSON.
    pub(super) fn value(&self) -> Value {
        let ours = &self.ours;
        let mut value = json!({
            "persons": self.persons, "names": ours.names, "words": ours.words,
            "queries": ours.score.all.n, "load": self.load,
            "comity": side(&ours.score, ours.build.as_secs_f64()),
            "bare": {"compared_pairs_per_second": ours.bare.compared,
                "edit_distance_pairs_per_second": ours.bare.edit_distance},
        });
        add(&mut value, "/comity", "memory_mb", json!(ours.memory_mb));
        add(&mut value, "/comity", "start_s", json!(ours.start.as_secs_f64()));
        add(&mut value, "/comity", "file_mb", json!(ours.file_mb));
        add(&mut value, "/comity", "build_cpu_s", json!(ours.build_cpu.as_secs_f64()));
        if let Some(peer) = &self.peer {
            let ratio = ours.score.per_second() / peer.score.per_second();
            add(&mut value, "", "pg_trgm", side(&peer.score, peer.build.as_secs_f64()));
            add(&mut value, "/pg_trgm", "version", json!(peer.version));
            add(&mut value, "/pg_trgm", "disk_mb", json!(peer.disk_mb));
            add(&mut value, "", "times_as_fast", json!(ratio));
        }
        value
    }

    /// The figures as a person reads them.
    pub(super) fn text(&self) -> String {
        let ours = &self.ours;
        let load = self.load.map_or_else(|| "?".to_owned(), |load| format!("{load:.1}"));
        let mut lines = vec![
            format!(
                "{} invented persons with {} names of {} words; {} queries; load {load}",
                self.persons, ours.names, ours.words, ours.score.all.n
            ),
            self.head(),
        ];
        lines.extend(self.lines().iter().map(Line::text));
        lines.push(format!(
            "on disk: {:.0} MB, pg_trgm's table and index {}; most memory of this process {:.0} MB; \
             from file to first answer {:.2} s",
            ours.file_mb,
            self.peer.as_ref().map_or_else(|| "-".to_owned(), |p| format!("{:.0} MB", p.disk_mb)),
            ours.memory_mb,
            ours.start.as_secs_f64(),
        ));
        lines.push(format!(
            "bare limits, one core: {:.0} full comparisons a second, {:.0} edit distances a \
             second ({:.0} ms to scan all names)",
            ours.bare.compared,
            ours.bare.edit_distance,
            real(ours.names) * 1000.0 / ours.bare.edit_distance
        ));
        lines.join("\n")
    }

    fn head(&self) -> String {
        let peer = self.peer.as_ref().map_or_else(
            || "-".to_owned(),
            |peer| {
                let version = peer.version.split(' ').next().unwrap_or_default();
                format!("pg_trgm {version}")
            },
        );
        format!("{:34} {:>10} {peer:>14} {:>10}", "", "comity", "ratio")
    }

    fn lines(&self) -> Vec<Line> {
        let ours = &self.ours;
        let peer = self.peer.as_ref();
        let line = |what: &str, mine: f64, peer: Option<f64>, digits: usize, ratio: bool| Line {
            what: what.to_owned(),
            ours: mine,
            peer,
            digits,
            ratio,
        };
        let score = |read: fn(&Score) -> f64| (read(&ours.score), peer.map(|p| read(&p.score)));
        let mut lines = Vec::new();
        let (mine, theirs) = (ours.build.as_secs_f64(), peer.map(|p| p.build.as_secs_f64()));
        lines.push(line("build, s", mine, theirs, 1, true));
        let (mine, theirs) = score(Score::per_second);
        lines.push(line("queries/s/core by processor time", mine, theirs, 1, true));
        let (mine, theirs) = score(Score::cpu_ms);
        lines.push(line("processor time a query, ms", mine, theirs, 2, true));
        for (what, hundredth) in [("p50", 50), ("p95", 95), ("p99", 99)] {
            let (mine, theirs) =
                (ours.score.wall_ms(hundredth), peer.map(|p| p.score.wall_ms(hundredth)));
            lines.push(line(&format!("wall time {what}, ms"), mine, theirs, 2, true));
        }
        lines.extend(self.recalls().into_iter().map(|(what, mine, theirs)| {
            let (mine, theirs) = (mine.of_one(), theirs.map(Share::of_one));
            line(&format!("recall@10 {what}"), mine, theirs, 3, false)
        }));
        lines
    }

    /// Recall of all queries, of each kind, and of each language asked in the other writing.
    fn recalls(&self) -> Vec<(String, Share, Option<Share>)> {
        let (ours, peer) = (&self.ours.score, self.peer.as_ref().map(|p| &p.score));
        let mut rows = vec![(format!("all (n={})", ours.all.n), ours.all, peer.map(|p| p.all))];
        let kind =
            |score: &Score, kind: Kind| score.by_kind.get(&kind).copied().unwrap_or_default();
        for which in Kind::ALL {
            let mine = kind(ours, *which);
            let what = format!("{} (n={})", which.key(), mine.n);
            rows.push((what, mine, peer.map(|p| kind(p, *which))));
        }
        for (language, mine) in &ours.cross {
            let theirs = peer.map(|p| p.cross.get(language).copied().unwrap_or_default());
            rows.push((format!("  cross, {language} (n={})", mine.n), *mine, theirs));
        }
        rows
    }
}

impl Line {
    fn text(&self) -> String {
        let digits = self.digits;
        let number = |n: f64| format!("{n:.digits$}");
        let peer = self.peer.map_or_else(|| "-".to_owned(), number);
        let ratio = self.peer.filter(|peer| self.ratio && *peer > 0.0);
        let ratio = ratio.map_or_else(String::new, |peer| format!("{:.3}", self.ours / peer));
        let text = format!("{:34} {:>10} {peer:>14} {ratio:>10}", self.what, number(self.ours));
        text.trim_end().to_owned()
    }
}

fn side(score: &Score, build: f64) -> Value {
    let figures = |share: &Share| json!({"n": share.n, "r10": share.of_one()});
    let kinds = score.by_kind.iter().map(|(kind, share)| (kind.key().to_owned(), figures(share)));
    let cross = score.cross.iter().map(|(lang, share)| ((*lang).to_owned(), figures(share)));
    json!({
        "build_s": build, "qps": score.per_second(), "cpu_ms": score.cpu_ms(),
        "p50_ms": score.wall_ms(50), "p95_ms": score.wall_ms(95), "p99_ms": score.wall_ms(99),
        "r10": score.all.of_one(),
        "kinds": Value::Object(kinds.collect()),
        "cross": Value::Object(cross.collect()),
    })
}

fn add(value: &mut Value, pointer: &str, key: &str, item: Value) {
    if let Some(Value::Object(object)) = value.pointer_mut(pointer) {
        object.insert(key.to_owned(), item);
    }
}
