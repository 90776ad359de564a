//! What commands print: sentences in the reader's language, or JSON.

use comity_domain::gate::{GateRun, Verdict};
use comity_domain::lang::Lang;
use comity_domain::message::Fault;
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

use crate::error::AppError;
use crate::i18n;

/// Why a command did not go through.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A use case said no.
    App(AppError),
    /// A gate blocks; the run was printed already.
    Blocked,
    /// A check found something wrong; it was printed already.
    Found,
    /// Files, network, arguments.
    Other(anyhow::Error),
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}
impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Other(error.into())
    }
}
impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Other(error.into())
    }
}
impl From<comity_store::StoreError> for Failure {
    fn from(error: comity_store::StoreError) -> Self {
        Self::App(error.into())
    }
}
impl From<comity_wire::WireError> for Failure {
    fn from(error: comity_wire::WireError) -> Self {
        Self::Other(error.into())
    }
}

/// Where a command prints.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Out {
    json: bool,
    /// The reader's language.
    pub(crate) lang: Lang,
}

impl Out {
    pub(crate) fn new(json: bool, lang: Lang) -> Self {
        Self { json, lang }
    }

    pub(crate) fn is_json(self) -> bool {
        self.json
    }

    /// Prints a value as JSON, or the text a person reads.
    pub(crate) fn print(
        self,
        value: &impl Serialize,
        text: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        let text = if self.json { serde_json::to_string(value)? } else { text() };
        self.line(&text)
    }

    /// Prints a line to standard output. A reader that went away is no failure.
    pub(crate) fn line(self, text: &str) -> Result<(), Failure> {
        match writeln!(std::io::stdout().lock(), "{text}") {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Prints a line to standard error, unless JSON is wanted.
    pub(crate) fn note(self, text: &str) {
        if !self.json {
            // Nowhere is left to say that standard error is gone.
            drop(writeln!(std::io::stderr().lock(), "{text}"));
        }
    }

    /// A sentence of the message files.
    pub(crate) fn text(self, key: &str) -> String {
        i18n::text(self.lang, key)
    }

    /// A sentence of the message files with its placeables.
    pub(crate) fn text_with(self, key: &str, values: &[(&str, &str)]) -> String {
        i18n::text_with(self.lang, key, values)
    }

    /// Prints why a command failed, and the exit code.
    pub(crate) fn fail(self, failure: &Failure) -> ExitCode {
        let (key, text) = match failure {
            Failure::Blocked | Failure::Found => return ExitCode::FAILURE,
            Failure::App(error) => (error.key(), self.sentence(error)),
            Failure::Other(error) => ("error", format!("{error:#}")),
        };
        if self.json {
            let faults = match failure {
                Failure::App(AppError::Faults(faults)) => faults.clone(),
                _ => Vec::new(),
            };
            let value = serde_json::json!({"ok": false, "error": key, "text": text,
                "faults": faults});
            drop(writeln!(std::io::stdout().lock(), "{value}"));
        }
        drop(writeln!(std::io::stderr().lock(), "comity: {text}"));
        ExitCode::FAILURE
    }

    fn sentence(self, error: &AppError) -> String {
        let mut text = self.text(error.key());
        match error {
            AppError::Faults(faults) => text.push_str(&self.faults(faults)),
            AppError::Internal(cause) => text.push_str(&format!("\n  {cause:#}")),
            AppError::Store(cause) => {
                text.push_str(&format!("\n  {:#}", anyhow::anyhow!("{cause}")));
            }
            AppError::Denied(denial) => {
                text.push_str(&format!("\n  {}: {}", denial.actor, denial.action));
            }
            AppError::Invalid { .. } | AppError::Conflict { .. } | AppError::NotFound => {}
        }
        text
    }

    fn faults(self, faults: &[Fault]) -> String {
        faults.iter().map(|f| format!("\n  {}: {}", f.field, self.text(&f.key))).collect()
    }

    /// The findings of the gates, one line each.
    pub(crate) fn gates(self, run: &GateRun) -> String {
        let mut text = String::new();
        for finding in &run.findings {
            let mark = match finding.verdict {
                Verdict::Pass => "ok  ",
                Verdict::Warn => "look",
                Verdict::Block => "STOP",
            };
            text.push_str(&format!("  {mark} {} {}", finding.gate, self.text(&finding.reason)));
            if !finding.facts.is_empty() {
                text.push_str(&format!(" [{}]", finding.facts.join(", ")));
            }
            if let Some(ground) = finding.ground {
                text.push_str(&format!(" ({ground})"));
            }
            text.push('\n');
            if !finding.cure.is_empty() {
                text.push_str(&format!("       → {}\n", self.text(&finding.cure)));
            }
        }
        if run.sealed {
            text.push_str(&format!("  STOP {}\n", self.text("gate-sealed")));
        }
        text.trim_end().to_owned()
    }
}
