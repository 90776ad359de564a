//! What the demo prints: each step with the time it took, or one JSON object at the end.

use comity_domain::time::Timestamp;
use serde_json::Value;
use std::path::Path;

use crate::cli::demo::exchange::Exchange;
use crate::cli::demo::nodes::{Demo, DemoNode};
use crate::cli::out::{Failure, Out};
use crate::clock::{Clock, SystemClock};

/// The running report.
#[derive(Debug)]
pub(super) struct Report {
    out: Out,
    started: Timestamp,
    last: Timestamp,
    steps: Vec<Value>,
}

impl Report {
    pub(super) fn new(out: Out, started: Timestamp) -> Self {
        Self { out, started, last: started, steps: Vec::new() }
    }

    /// A step is done.
    pub(super) fn step(&mut self, what: &str) -> anyhow::Result<()> {
        let now = SystemClock.now();
        let ms = now.0 - self.last.0;
        self.last = now;
        self.steps.push(serde_json::json!({"step": what, "ms": ms}));
        self.say(&format!("{:>2}  {ms:>5} ms  {what}", self.steps.len()))
    }

    /// A line that belongs to the last step.
    pub(super) fn detail(&self, text: &str) -> anyhow::Result<()> {
        self.say(&format!("              {text}"))
    }

    /// A person of the register that fits.
    pub(super) fn hit(&self, hit: &Value) -> anyhow::Result<()> {
        let field = |key: &str| hit.get(key).and_then(Value::as_str).unwrap_or_default();
        let score = |key: &str| hit.get(key).and_then(Value::as_f64).unwrap_or_default();
        self.detail(&format!(
            "{:.2}  {} = {}  (names alone {:.2}; birth {})",
            score("score"),
            field("query"),
            field("name"),
            score("name_score"),
            field("birth")
        ))
    }

    /// The end: one JSON object, or the sum in a line.
    pub(super) fn finish(&self, exchange: &Exchange) -> Result<(), Failure> {
        let elapsed_ms = SystemClock.now().0 - self.started.0;
        let logs: serde_json::Map<String, Value> =
            exchange.logs.iter().map(|(a, ok)| (a.clone(), Value::Bool(*ok))).collect();
        let value = serde_json::json!({
            "ok": exchange.is_good(),
            "request_id": exchange.request_id,
            "receipt_verified": exchange.receipt_verified,
            "log_verified": exchange.logs_verified(),
            "logs": logs,
            "reply_outcome": exchange.reply_outcome,
            "hits": exchange.hits,
            "elapsed_ms": elapsed_ms,
            "steps": self.steps,
        });
        self.out.print(&value, || {
            let end = if exchange.is_good() { "Everything verifies" } else { "SOMETHING IS WRONG" };
            format!("{end}, {:.1} s.", f64::from(i32::try_from(elapsed_ms).unwrap_or(0)) / 1e3)
        })
    }

    /// Where to look, and how to sign in.
    pub(super) fn addresses(&self, demo: &Demo, dir: &Path) -> anyhow::Result<()> {
        let line = |node: &DemoNode| {
            format!("  {}  {}  ({}, {})", node.agency, node.web, node.liaison, node.approver)
        };
        let text = format!(
            "\nOpen in a browser and sign in (every person and officer here is invented):\n{}\n{}\n  \
             password of every account: {}\n\nTry to approve your own request. The homes are in {}. \
             Ctrl-C ends both nodes.",
            line(&demo.asking),
            line(&demo.asked),
            demo.password,
            dir.display()
        );
        self.say(&text)
    }

    fn say(&self, text: &str) -> anyhow::Result<()> {
        if self.out.is_json() {
            return Ok(());
        }
        self.out.line(text).or(Err(anyhow::anyhow!("standard output is gone")))
    }
}
