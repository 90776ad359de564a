//! `comity inbox`.

use comity_store::MessageRow;

use crate::app::inbox_list;
use crate::cli::Session;
use crate::cli::officer::ctx;
use crate::cli::out::Failure;
use crate::cli::request::{row_line, row_value};

pub(super) async fn run(session: &Session) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    let inbox = inbox_list::run(&node, &ctx).await?;
    let values = |rows: &[MessageRow]| rows.iter().map(row_value).collect::<Vec<_>>();
    let value = serde_json::json!({"received": values(&inbox.received),
        "waiting": values(&inbox.waiting), "sent": values(&inbox.sent),
        "done": values(&inbox.done)});
    session.out.print(&value, || {
        let sections = [
            ("inbox-received", &inbox.received),
            ("inbox-waiting", &inbox.waiting),
            ("inbox-sent", &inbox.sent),
            ("inbox-done", &inbox.done),
        ];
        let section = |(key, rows): (&str, &Vec<MessageRow>)| {
            let lines: Vec<String> =
                rows.iter().map(|row| format!("  {}", row_line(session, row))).collect();
            let lines = if lines.is_empty() { "  -".to_owned() } else { lines.join("\n") };
            format!("{}\n{lines}", session.out.text(key))
        };
        sections.into_iter().map(section).collect::<Vec<_>>().join("\n")
    })
}
