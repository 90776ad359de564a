//! A PostgreSQL server of our own: in a scratch folder, on a socket in that folder only, gone with
//! this process.
//!
//! PostgreSQL refuses to run as root; for root it runs as `nobody`. `setpriv` changes the user and
//! has the kernel interrupt the server should this process die.

use anyhow::{Context, ensure};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::process::is_root;

/// The user and group `nobody` of Debian and most others.
const NOBODY: u32 = 65_534;
const CHANGER: &str = "setpriv";
const USER: &str = "comity";
/// How often, and how many times, a server that starts is asked whether it is there.
const LOOK: Duration = Duration::from_millis(100);
const LOOKS_MAX: u32 = 600;
/// Where Debian keeps the programs that are not in the search path.
const DEBIAN: &str = "/usr/lib/postgresql";
const MISSING: &str = "is missing: apt-get install postgresql postgresql-contrib (or give \
                       --without-peer)";

/// A server that runs until this value goes.
#[derive(Debug)]
pub(super) struct Server {
    programs: PathBuf,
    folder: PathBuf,
    process: Child,
}

impl Server {
    /// Makes a database below a folder and serves it; the folder must exist and be ours.
    pub(super) async fn start(folder: &Path, search: &[PathBuf]) -> anyhow::Result<Self> {
        let programs = programs(search)?;
        let folder = folder.join("postgres");
        std::fs::create_dir_all(&folder)?;
        if is_root() {
            let nobody = Some(NOBODY);
            std::os::unix::fs::chown(&folder, nobody, nobody)?;
        }
        let data = folder.join("data");
        let mut init = as_nobody(&programs.join("initdb"));
        init.args(["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-U", USER]);
        init.arg("-D").arg(&data);
        run(init).await?;
        let log = std::fs::File::create(folder.join("log"))?;
        let mut serve = as_nobody(&programs.join("postgres"));
        serve.arg("-D").arg(&data).arg("-k").arg(&folder).args(SETTINGS);
        let process = serve.stdout(Stdio::null()).stderr(log).spawn();
        let mut server =
            Self { programs, folder, process: process.context("cannot start PostgreSQL")? };
        server.is_there().await?;
        Ok(server)
    }

    /// Gives a client one command, which may take long, and returns what it prints.
    pub(super) async fn tell(&self, command: &str, input: Stdio) -> anyhow::Result<String> {
        let mut client = self.client();
        client.args(["-c", command]).stdin(input);
        run(client).await
    }

    /// A client, not started yet.
    pub(super) fn client(&self) -> Command {
        let mut client = Command::new(self.programs.join("psql"));
        client.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", USER]);
        client.args(["-d", "postgres", "-h"]).arg(&self.folder);
        client.env("PGOPTIONS", "").env("PGCLIENTENCODING", "UTF8");
        client
    }

    async fn is_there(&mut self) -> anyhow::Result<()> {
        for _ in 0..LOOKS_MAX {
            if self.tell("select 1", Stdio::null()).await.is_ok() {
                return Ok(());
            }
            ensure!(self.process.try_wait()?.is_none(), "PostgreSQL ended: {}", self.log());
            tokio::time::sleep(LOOK).await;
        }
        anyhow::bail!("PostgreSQL does not answer: {}", self.log())
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }
}

/// A socket only, everything on one core, memory as a machine of today has, nothing kept safe.
const SETTINGS: &[&str] = &[
    "-c",
    "listen_addresses=",
    "-c",
    "shared_buffers=512MB",
    "-c",
    "maintenance_work_mem=512MB",
    "-c",
    "work_mem=64MB",
    "-c",
    "jit=off",
    "-c",
    "max_parallel_workers_per_gather=0",
    "-c",
    "max_parallel_maintenance_workers=0",
    "-c",
    "autovacuum=off",
    "-c",
    "fsync=off",
];

impl Drop for Server {
    fn drop(&mut self) {
        let mut stop = as_nobody(&self.programs.join("pg_ctl"));
        stop.args(["stop", "-m", "immediate", "-w", "-D"]).arg(self.folder.join("data"));
        // A server that is gone already is what is wanted; one that does not stop is killed.
        if !stop.output().is_ok_and(|said| said.status.success()) {
            self.process.kill().ok();
        }
        self.process.wait().ok();
    }
}

/// A program, never as root, interrupted when we die.
fn as_nobody(program: &Path) -> Command {
    let mut command = Command::new(CHANGER);
    command.args(["--pdeathsig", "INT"]);
    if is_root() {
        let nobody = NOBODY.to_string();
        command.args(["--reuid", &nobody, "--regid", &nobody, "--clear-groups"]);
    }
    // The working folder may be one that `nobody` cannot read.
    command.arg(program).current_dir("/").stdin(Stdio::null());
    command
}

/// What a program prints; its complaint when it fails. It is killed when nobody waits any more.
async fn run(command: Command) -> anyhow::Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let mut command = tokio::process::Command::from(command);
    let said = command.kill_on_drop(true).output().await;
    let said = said.with_context(|| format!("cannot run {program}"))?;
    let complaint = String::from_utf8_lossy(&said.stderr);
    ensure!(said.status.success(), "{program} failed: {}", complaint.trim());
    Ok(String::from_utf8_lossy(&said.stdout).trim().to_owned())
}

/// The folder that has every program needed: the newest of Debian's, or one searched for programs.
fn programs(search: &[PathBuf]) -> anyhow::Result<PathBuf> {
    let mut folders: Vec<(u32, PathBuf)> = search.iter().map(|path| (0, path.clone())).collect();
    for entry in std::fs::read_dir(DEBIAN).into_iter().flatten().flatten() {
        let version = entry.file_name().to_string_lossy().parse().unwrap_or(0);
        folders.push((version, entry.path().join("bin")));
    }
    folders.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    let needed = ["initdb", "postgres", "pg_ctl", "psql"];
    let has_all = |folder: &PathBuf| needed.iter().all(|name| folder.join(name).exists());
    let found = folders.into_iter().map(|(_, folder)| folder).find(has_all);
    found.with_context(|| format!("PostgreSQL (initdb, postgres, pg_ctl, psql) {MISSING}"))
}
