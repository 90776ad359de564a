//! One node as a process: started, stopped, killed.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Child;

use crate::support::desk::{Desk, PASSWORD, comity, run};
use crate::support::seed::{Plan, RECORD};

const START_WAIT: Duration = Duration::from_secs(30);
const STOP_WAIT: Duration = Duration::from_secs(15);

/// A node, running or not.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) desk: Desk,
    pub(crate) plan: &'static Plan,
    /// Ports of the pages, of the partner channel, and of the proxy in front of it.
    pub(crate) ports: Ports,
    /// Value of `COMITY_LOG` at the next start.
    pub(crate) log_level: &'static str,
    child: Option<Child>,
}

/// The ports of a node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ports {
    pub(crate) web: u16,
    pub(crate) link: u16,
    pub(crate) proxy: u16,
}

impl Node {
    /// A node whose home is there already.
    pub(crate) fn at(home: &Path, plan: &'static Plan, ports: Ports) -> Self {
        Self { desk: Desk::new(home), plan, ports, log_level: "info", child: None }
    }

    /// Makes a home by commands: the node, its officers, the public record, invented persons.
    pub(crate) async fn make(home: &Path, plan: &'static Plan, ports: Ports) -> Self {
        let node = Self::at(home, plan, ports);
        let mut init = comity();
        init.env("COMITY_PASSWORD", PASSWORD)
            .env("COMITY_NEW_PASSWORD", PASSWORD)
            .arg("--home")
            .arg(home)
            .args(["--json", "init"]);
        init.args(["--agency", plan.agency, "--country", plan.country, "--name", plan.name]);
        init.args(["--web", &format!("127.0.0.1:{}", ports.web)]);
        init.args(["--link", &format!("127.0.0.1:{}", ports.link)]);
        init.args(["--endpoint", &format!("https://localhost:{}", ports.proxy)]);
        run(init, "").await.done();
        let accounts = [
            (plan.liaison, "liaison_officer,duty_desk"),
            (plan.approver, "approver"),
            (plan.secretary, "secretariat"),
            (plan.guardian, "data_protection"),
        ];
        for (account, roles) in accounts {
            let add = ["user", "add", account, "--name", account, "--roles", roles];
            node.desk.run("admin", &add).await.done();
        }
        node.import(plan.secretary, "record.yaml", RECORD).await;
        node.import(plan.guardian, "persons.jsonl", plan.persons).await;
        node
    }

    async fn import(&self, account: &str, name: &str, text: &str) {
        let file = self.desk.home.join(name);
        std::fs::write(&file, text).unwrap();
        self.desk.run(account, &["import", file.to_str().unwrap()]).await.done();
    }

    /// The folder.
    pub(crate) fn home(&self) -> &Path {
        &self.desk.home
    }

    /// What the node logged since it was made.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    fn log_file(&self) -> PathBuf {
        self.desk.home.join("serve.log")
    }

    /// Starts `comity serve` and waits until it is ready.
    pub(crate) async fn start(&mut self) {
        assert!(self.child.is_none(), "{} runs already", self.plan.agency);
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.log_file());
        let mut command = comity();
        command.arg("--home").arg(self.home()).args(["--json", "serve", "--until-stdin-ends"]);
        command.env("COMITY_LOG", self.log_level);
        // Should the test itself be killed, its end of the pipe closes, and the node ends as well.
        command.stdin(Stdio::piped()).stderr(Stdio::from(log.unwrap()));
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = tokio::time::timeout(START_WAIT, lines.next_line()).await;
        let ready = matches!(&line, Ok(Ok(Some(line))) if line.contains("\"ready\":true"));
        assert!(ready, "{} did not start: {line:?}\n{}", self.plan.agency, self.log());
        self.child = Some(child);
    }

    /// `kill -9`, and waits until the process is gone. The log of a dead node says nothing of it.
    pub(crate) async fn kill(&mut self) {
        let mut child = self.child.take().expect("the node runs");
        child.kill().await.unwrap();
    }

    /// The process id.
    pub(crate) fn pid(&self) -> u32 {
        self.child.as_ref().and_then(Child::id).expect("the node runs")
    }

    /// Ends the node as its service manager would wait for it; fails unless it ends well.
    pub(crate) async fn stop(&mut self) {
        let mut child = self.child.take().expect("the node runs");
        drop(child.stdin.take());
        let status = tokio::time::timeout(STOP_WAIT, child.wait()).await;
        let status = status.unwrap_or_else(|_| panic!("{} does not end", self.plan.agency));
        assert!(status.unwrap().success(), "{}\n{}", self.plan.agency, self.log());
    }

    /// Waits until the process has ended by itself; its exit code.
    pub(crate) async fn ended(&mut self) -> Option<i32> {
        let mut child = self.child.take().expect("the node runs");
        let status = tokio::time::timeout(STOP_WAIT, child.wait()).await;
        status.unwrap_or_else(|_| panic!("{} does not end", self.plan.agency)).unwrap().code()
    }
}
