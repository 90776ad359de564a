//! `comity request decide` and `comity request recheck`.

use comity_domain::ids::MessageId;
use serde_json::json;

use crate::app::gate_decide::{self, Ruling};
use crate::app::message_recheck;
use crate::cli::args::DecideArgs;
use crate::cli::officer::ctx;
use crate::cli::out::Failure;
use crate::cli::{Session, case};

pub(super) async fn run(session: &Session, args: DecideArgs) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    let ruling = Ruling {
        message: args.id,
        gate: args.gate,
        allows: args.allow && !args.refuse,
        role: args.role,
        text: case::words(session, &args.words)?,
    };
    let value = json!({"ok": true, "id": ruling.message, "gate": ruling.gate,
        "allows": ruling.allows, "role": ruling.role});
    gate_decide::run(&node, &ctx, ruling).await?;
    session.out.print(&value, || session.out.text("notice-decided"))
}

pub(super) async fn recheck(session: &Session, id: MessageId) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    let done = message_recheck::run(&node, &ctx, id).await?;
    let ok = !done.stopped;
    let value = json!({"ok": ok, "id": id, "state": done.state, "stopped": done.stopped,
        "gates": done.run});
    session.out.print(&value, || {
        let state = session.out.text(&format!("state-{}", done.state));
        format!("{id}: {state}\n{}", session.out.gates(&done.run))
    })?;
    if ok { Ok(()) } else { Err(Failure::Blocked) }
}
