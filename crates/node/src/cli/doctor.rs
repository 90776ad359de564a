//! `comity doctor`.

use crate::app::doctor;
use crate::cli::Session;
use crate::cli::out::Failure;

pub(super) async fn run(session: &Session) -> Result<(), Failure> {
    let node = session.node().await?;
    let checks = doctor::run(&node, &session.home).await?;
    let ok = checks.iter().all(|check| check.ok);
    let value = serde_json::json!({"ok": ok, "checks": checks});
    session.out.print(&value, || {
        let line = |check: &doctor::Check| {
            let mark = if check.ok { "ok  " } else { "LOOK" };
            format!("{mark} {:<9} {}", check.what, check.found)
        };
        checks.iter().map(line).collect::<Vec<_>>().join("\n")
    })?;
    if ok { Ok(()) } else { Err(Failure::Found) }
}
