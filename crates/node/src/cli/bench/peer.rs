//! PostgreSQL with `pg_trgm` on the same names and queries, in the same run.
//!
//! Its SQL is in `peer.sql` and `peer_ask.sql`: it is a measured stranger's, not of our store.

use anyhow::Context;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout};

use super::files::Files;
use super::process;
use super::queries::Exam;
use super::score::{RANKS, Score};
use super::server::Server;
use crate::clock::Stopwatch;

const TABLE: &str = "create extension pg_trgm; create table names (person int, name text)";
const LOAD: &str = "copy names from stdin with (format csv, header, delimiter E'\\t', \
                    quote E'\\b')";
const INDEX: &str = include_str!("peer.sql");
const ASK: &str = include_str!("peer_ask.sql");
const VERSION: &str = "show server_version";
const SIZE: &str = "select pg_total_relation_size('names') / 1048576.0";
/// What the client prints when an answer is complete.
const END: &str = "answered";

/// What was measured of PostgreSQL.
#[derive(Debug)]
pub(super) struct Peer {
    pub(super) score: Score,
    pub(super) version: String,
    pub(super) build: Duration,
    /// Table and index, in megabytes.
    pub(super) disk_mb: f64,
}

/// Loads the exam's register into a server of its own and asks it everything.
pub(super) async fn measure(
    exam: &Exam,
    folder: &Path,
    search: &[PathBuf],
) -> anyhow::Result<Peer> {
    let server = Server::start(folder, search).await?;
    let version = server.tell(VERSION, Stdio::null()).await?;
    let files = Files::write(exam, folder)?;
    let watch = Stopwatch::start();
    server.tell(TABLE, Stdio::null()).await?;
    server.tell(LOAD, File::open(&files.names)?.into()).await?;
    for statement in INDEX.split_inclusive(";\n") {
        server.tell(statement, Stdio::null()).await?;
    }
    let build = watch.elapsed();
    let disk_mb = server.tell(SIZE, Stdio::null()).await?;
    let disk_mb = disk_mb.parse().context("PostgreSQL does not tell its size")?;
    let score = Talk::open(&server).await?.ask(exam).await?;
    Ok(Peer { score, version, build, disk_mb })
}

/// One client with one connection; PostgreSQL serves it by a process of its own.
struct Talk {
    client: Child,
    to: ChildStdin,
    from: Lines<BufReader<ChildStdout>>,
    backend: u32,
}

/// An answer and the time it took, from sending to the last row.
type Answer = (Vec<u32>, Duration);

impl Talk {
    async fn open(server: &Server) -> anyhow::Result<Self> {
        let mut client = tokio::process::Command::from(server.client());
        client.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut client = client.kill_on_drop(true).spawn().context("cannot run psql")?;
        let to = client.stdin.take().context("psql reads nothing")?;
        let from = client.stdout.take().context("psql prints nothing")?;
        let mut talk = Self { client, to, from: BufReader::new(from).lines(), backend: 0 };
        let who = talk.lines(&format!("{ASK}select pg_backend_pid();\n")).await?;
        let who = who.first().context("PostgreSQL does not tell its process")?;
        talk.backend = who.parse().context("PostgreSQL does not tell its process")?;
        Ok(talk)
    }

    async fn ask(mut self, exam: &Exam) -> anyhow::Result<Score> {
        for query in exam.queries.iter().take(super::WARM_UP) {
            self.answer(&query.text).await?;
        }
        let (mut score, cpu) = (Score::default(), self.cpu()?);
        for query in &exam.queries {
            let (answer, wall) = self.answer(&query.text).await?;
            score.note(query, &answer, wall);
        }
        score.finish(self.cpu()?.saturating_sub(cpu));
        Ok(score)
    }

    fn cpu(&self) -> anyhow::Result<Duration> {
        process::cpu_of(self.backend).context("the system does not tell PostgreSQL's time")
    }

    async fn answer(&mut self, text: &str) -> anyhow::Result<Answer> {
        let quoted = text.replace('\'', "''");
        let watch = Stopwatch::start();
        let rows = self.lines(&format!("execute ask('{quoted}');\n")).await?;
        let wall = watch.elapsed();
        let mut persons: Vec<u32> = Vec::with_capacity(RANKS);
        for row in rows {
            let person = row.parse().with_context(|| format!("PostgreSQL answers `{row}`"))?;
            if !persons.contains(&person) {
                persons.push(person);
            }
        }
        Ok((persons, wall))
    }

    /// Everything printed to commands.
    async fn lines(&mut self, commands: &str) -> anyhow::Result<Vec<String>> {
        let text = format!("{commands}\\echo {END}\n");
        self.to.write_all(text.as_bytes()).await.context("psql went away")?;
        self.to.flush().await?;
        let mut lines = Vec::new();
        while let Some(line) = self.from.next_line().await? {
            if line == END {
                return Ok(lines);
            }
            lines.push(line);
        }
        anyhow::bail!("psql ended in the middle: {}", self.complaint().await)
    }

    async fn complaint(&mut self) -> String {
        let Some(stderr) = self.client.stderr.take() else { return String::new() };
        let mut lines = BufReader::new(stderr).lines();
        lines.next_line().await.ok().flatten().unwrap_or_default()
    }
}
