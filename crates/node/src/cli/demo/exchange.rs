//! One verification request from draft to reply, and the checks at the end.

use anyhow::{Context, bail};
use serde_json::Value;
use std::time::Duration;

use crate::cli::demo::nodes::{Demo, DemoNode};
use crate::cli::demo::report::Report;

const REQUEST: &str = include_str!("../../../seed/request.yaml");
const REPLY: &str = include_str!("../../../seed/reply.yaml");

/// How often and how long a state is waited for.
const LOOK: Duration = Duration::from_millis(60);
const LOOKS_MAX: u32 = 200;

/// What the exchange came to.
#[derive(Debug, Default)]
pub(super) struct Exchange {
    pub(super) request_id: String,
    pub(super) receipt_verified: bool,
    pub(super) logs: Vec<(String, bool)>,
    pub(super) reply_outcome: String,
    pub(super) hits: Vec<Value>,
}

impl Exchange {
    /// Does the exchange.
    pub(super) async fn run(demo: &Demo, report: &mut Report) -> anyhow::Result<Self> {
        let (vn, th) = (&demo.asking, &demo.asked);
        let made = vn.desk.feed(vn.liaison, &["request", "new", "-"], REQUEST).await?;
        let id = text(&made, "/id")?;
        report
            .step(&format!("{} {}: a verification request, gates passed", vn.agency, vn.liaison))?;
        report.detail(&id)?;

        let own = vn.desk.try_run(vn.liaison, &["request", "approve", &id], None).await?;
        if own.ok {
            bail!("the author approved her own request");
        }
        report.step(&format!("{} {}: may not approve her own request", vn.agency, vn.liaison))?;
        vn.desk.run(vn.approver, &["request", "approve", &id]).await?;
        report.step(&format!("{} {}: approved by a second officer", vn.agency, vn.approver))?;

        let sent =
            wait(vn, &id, "/entries/0/delivery/receipt/verified", &Value::Bool(true)).await?;
        report.step("sealed, signed, delivered over mutual TLS; the receipt verifies")?;
        let arrived = wait(th, &id, "/entries/0/row/state", &Value::from("delivered")).await?;
        let hits = hits(&arrived);
        report.step(&format!("{}: gates ran again, held against the register", th.agency))?;
        for hit in &hits {
            report.hit(hit)?;
        }

        th.desk.run(th.liaison, &["request", "take-up", &id]).await?;
        report.step(&format!("{} {}: took the request up", th.agency, th.liaison))?;
        let reply = th.desk.feed(th.liaison, &["reply", "new", &id, "-"], REPLY).await?;
        let reply_id = text(&reply, "/id")?;
        report.step(&format!("{} {}: wrote the reply", th.agency, th.liaison))?;
        th.desk.run(th.approver, &["reply", "approve", &reply_id]).await?;
        report.step(&format!("{} {}: approved by a second officer", th.agency, th.approver))?;

        let answered = wait(vn, &id, "/entries/0/row/state", &Value::from("answered")).await?;
        let outcome = text(&answered, "/entries/1/message/body/fields/outcome")?;
        let back = "/entries/1/delivery/receipt/verified";
        let returned = wait(th, &id, back, &Value::Bool(true)).await?;
        report.step(&format!("the reply is back with its receipt: {outcome}"))?;

        let mut logs = Vec::new();
        for node in [vn, th] {
            let verified = node.desk.try_run("admin", &["log", "verify"], None).await?;
            logs.push((node.agency.to_owned(), verified.ok && flag(&verified.value, "/ok")));
        }
        report.step("both logs, every envelope and every receipt verify")?;
        Ok(Self {
            request_id: id,
            receipt_verified: flag(&sent, "/entries/0/delivery/receipt/verified")
                && flag(&returned, back),
            logs,
            reply_outcome: outcome,
            hits,
        })
    }

    /// Whether everything that had to verify verified.
    pub(super) fn is_good(&self) -> bool {
        let found = !self.hits.is_empty() && !self.reply_outcome.is_empty();
        self.receipt_verified && self.logs_verified() && found
    }

    /// Whether both logs verified.
    pub(super) fn logs_verified(&self) -> bool {
        self.logs.len() == 2 && self.logs.iter().all(|(_, ok)| *ok)
    }
}

/// Looks at the thread of a request until a field has a value.
async fn wait(node: &DemoNode, id: &str, pointer: &str, value: &Value) -> anyhow::Result<Value> {
    let mut last = Value::Null;
    for _ in 0..LOOKS_MAX {
        let ran = node.desk.try_run(node.liaison, &["request", "show", id], None).await?;
        if ran.ok && ran.value.pointer(pointer) == Some(value) {
            return Ok(ran.value);
        }
        last = ran.value;
        tokio::time::sleep(LOOK).await;
    }
    let found = last.pointer(pointer).cloned().unwrap_or(Value::Null);
    bail!("{}: {pointer} is {found}, not {value}, after a long wait", node.agency)
}

fn hits(thread: &Value) -> Vec<Value> {
    let all = thread.pointer("/entries/0/hits").and_then(Value::as_array);
    let field = |hit: &Value, key: &str| hit.get(key).cloned().unwrap_or(Value::Null);
    let view = |hit: &Value| {
        let thousandths = |key: &str| field(hit, key).as_f64().unwrap_or_default() / 1000.0;
        serde_json::json!({"query": field(hit, "query"), "name": field(hit, "name"),
            "score": thousandths("permille"), "name_score": thousandths("name_permille"),
            "birth": field(hit, "birth"), "document": field(hit, "document"),
            "person": hit.pointer("/person/id")})
    };
    all.map(|hits| hits.iter().map(view).collect()).unwrap_or_default()
}

fn text(value: &Value, pointer: &str) -> anyhow::Result<String> {
    let found = value.pointer(pointer).and_then(Value::as_str);
    Ok(found.with_context(|| format!("an answer has no {pointer}"))?.to_owned())
}

fn flag(value: &Value, pointer: &str) -> bool {
    value.pointer(pointer) == Some(&Value::Bool(true))
}
