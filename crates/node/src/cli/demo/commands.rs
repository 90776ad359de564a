//! Runs `comity` commands as an officer would, each as a process of its own.

use anyhow::{Context, bail};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Stdio;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// One agency of the demo, as its officers see it.
#[derive(Debug, Clone)]
pub(super) struct Desk {
    /// Its home.
    pub(super) home: PathBuf,
    /// The password of every account of the demo.
    pub(super) password: String,
}

/// What a command printed, and how it ended.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) value: Value,
    pub(super) ok: bool,
}

impl Desk {
    /// Runs a command with `--json`; a failure is an error.
    pub(super) async fn run(&self, account: &str, args: &[&str]) -> anyhow::Result<Value> {
        let ran = self.try_run(account, args, None).await?;
        if ran.ok {
            return Ok(ran.value);
        }
        bail!("`comity {}` failed: {}", args.join(" "), ran.value)
    }

    /// Runs a command with a text on its standard input.
    pub(super) async fn feed(
        &self,
        account: &str,
        args: &[&str],
        input: &str,
    ) -> anyhow::Result<Value> {
        let ran = self.try_run(account, args, Some(input)).await?;
        if ran.ok {
            return Ok(ran.value);
        }
        bail!("`comity {}` failed: {}", args.join(" "), ran.value)
    }

    /// Runs a command; whether it was refused is part of the answer.
    pub(super) async fn try_run(
        &self,
        account: &str,
        args: &[&str],
        input: Option<&str>,
    ) -> anyhow::Result<Ran> {
        let mut command = self.command()?;
        command.arg("--json").args(["--as", account]).args(args);
        command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().context("cannot start a command")?;
        if let (Some(text), Some(mut stdin)) = (input, child.stdin.take()) {
            stdin.write_all(text.as_bytes()).await.context("a command took no input")?;
        }
        let output = child.wait_with_output().await.context("a command broke off")?;
        let text = String::from_utf8_lossy(&output.stdout);
        let line = text.lines().last().unwrap_or_default();
        let value = serde_json::from_str(line).unwrap_or_else(|_| {
            Value::String(String::from_utf8_lossy(&output.stderr).trim().to_owned())
        });
        Ok(Ran { value, ok: output.status.success() })
    }

    /// This program, in this agency's home.
    pub(super) fn command(&self) -> anyhow::Result<Command> {
        let program = std::env::current_exe().context("cannot find this program's file")?;
        let mut command = Command::new(program);
        command
            .env("COMITY_HOME", &self.home)
            .env("COMITY_PASSWORD", &self.password)
            .env("COMITY_NEW_PASSWORD", &self.password)
            .env_remove("COMITY_LANG")
            .kill_on_drop(true);
        Ok(command)
    }
}
