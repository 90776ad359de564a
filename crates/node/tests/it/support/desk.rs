//! Commands, as an officer or a script would give them: the real program, a process each.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// The password of every account of the tests.
pub(crate) const PASSWORD: &str = "mật khẩu chỉ để thử";

/// Longest time any command may take.
const COMMAND_WAIT: Duration = Duration::from_secs(60);

/// The program, with the environment the tests want and no other of its variables.
pub(crate) fn comity() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    for name in
        ["COMITY_HOME", "COMITY_PASSWORD", "COMITY_NEW_PASSWORD", "COMITY_LANG", "COMITY_LOG"]
    {
        command.env_remove(name);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

/// A home at which commands are given.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    pub(crate) home: PathBuf,
}

/// What a command said, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code; -1 when a signal ended it.
    pub(crate) code: i32,
    /// The last line of standard output as JSON; null when it is none.
    pub(crate) value: Value,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// The text at a pointer of the printed JSON; empty when there is none.
    pub(crate) fn text(&self, pointer: &str) -> &str {
        self.value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }

    /// Fails unless the command was done.
    #[track_caller]
    pub(crate) fn done(self) -> Value {
        assert_eq!(self.code, 0, "{self:?}");
        self.value
    }

    /// Fails unless the command was refused as a command with `--json` refuses: exit code 1, one
    /// JSON object with `ok: false`, the error's key and a sentence.
    #[track_caller]
    pub(crate) fn refused(self, key: &str) -> Self {
        assert_eq!(self.code, 1, "{self:?}");
        assert_eq!(self.value.get("ok"), Some(&Value::Bool(false)), "{self:?}");
        assert_eq!(self.text("/error"), key, "{self:?}");
        assert!(!self.text("/text").is_empty(), "{self:?}");
        self
    }
}

impl Desk {
    pub(crate) fn new(home: &Path) -> Self {
        Self { home: home.to_owned() }
    }

    /// A command with `--json` by an account.
    pub(crate) async fn run(&self, account: &str, args: &[&str]) -> Ran {
        self.feed(account, args, "").await
    }

    /// A command with `--json` by an account, with a text on standard input.
    pub(crate) async fn feed(&self, account: &str, args: &[&str], input: &str) -> Ran {
        let mut command = comity();
        command
            .env("COMITY_PASSWORD", PASSWORD)
            .env("COMITY_NEW_PASSWORD", PASSWORD)
            .arg("--home")
            .arg(&self.home);
        command.arg("--json").args(["--as", account]).args(args);
        run(command, input).await
    }
}

/// Runs a prepared command to its end.
pub(crate) async fn run(mut command: Command, input: &str) -> Ran {
    command.stdin(Stdio::piped());
    let shown = format!("{:?}", command.as_std());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let ended = async {
        // A command that reads no input may have ended before the input was written.
        drop(stdin.write_all(input.as_bytes()).await);
        drop(stdin);
        child.wait_with_output().await.unwrap()
    };
    let output = tokio::time::timeout(COMMAND_WAIT, ended).await;
    let output = output.unwrap_or_else(|_| panic!("{shown} did not end"));
    let stdout = String::from_utf8(output.stdout).unwrap();
    let last = stdout.lines().last().unwrap_or_default();
    Ran {
        code: output.status.code().unwrap_or(-1),
        value: serde_json::from_str(last).unwrap_or(Value::Null),
        stdout,
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}
