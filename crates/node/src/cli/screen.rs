//! `comity screen`.

use comity_domain::limits;
use std::path::Path;
use std::sync::Arc;

use crate::app::screen_run::{self, Order, ScreenError, Screening};
use crate::cli::Session;
use crate::cli::officer::ctx;
use crate::cli::out::Failure;
use crate::cli::progress::Progress;
use crate::cli::screen_args::{ScreenArgs, ScreenFormat};
use crate::screening::column::Mapping;
use crate::screening::output::Format;

impl From<ScreenError> for Failure {
    fn from(error: ScreenError) -> Self {
        match error {
            ScreenError::App(error) => Self::App(error),
            ScreenError::File(error) => Self::Other(error),
        }
    }
}

pub(super) async fn run(session: &Session, args: ScreenArgs) -> Result<(), Failure> {
    let node = Arc::new(session.node().await?);
    let ctx = ctx(session, &node).await?;
    let format = format(session, &args);
    let mut mapping = Mapping::default();
    for (column, field) in &args.columns {
        mapping.set(column, *field);
    }
    let order = Order {
        file: args.file,
        mapping,
        out: args.out,
        format,
        permille_min: args.min_score,
        top: args.top.clamp(1, limits::SEARCH_RESULTS_MAX),
        resume: args.resume,
        purpose: args.purpose,
        reason: args.reason,
    };
    let mut progress = Progress::new(session.out, node.now());
    let screened = screen_run::run(&node, &ctx, &order, |input, done| {
        progress.tell(done.rows, input.lines, node.now());
    });
    let screened = screened.await;
    progress.end();
    report(session, &order, &screened?)
}

/// As asked for; else by the name of the output; else a table, or JSON where JSON is wanted.
fn format(session: &Session, args: &ScreenArgs) -> Format {
    let named = |out: &Path| out.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
    match (args.format, &args.out) {
        (Some(ScreenFormat::Csv), _) => Format::Csv,
        (Some(ScreenFormat::Jsonl), _) => Format::JsonLines,
        (None, Some(out)) if named(out) => Format::Csv,
        (None, Some(_)) => Format::JsonLines,
        (None, None) if session.out.is_json() => Format::JsonLines,
        (None, None) => Format::Csv,
    }
}

/// What it came to. On standard output stand the results, so that this goes to standard error.
fn report(session: &Session, order: &Order, screened: &Screening) -> Result<(), Failure> {
    let (done, input) = (&screened.done, &screened.input);
    let value = serde_json::json!({"ok": true, "file": order.file, "out": order.out,
        "rows": done.rows, "matched": done.matched, "hits": done.hits, "refused": done.refused,
        "sha256": input.sha256, "out_sha256": screened.output_sha256});
    let counts = [
        ("count", done.rows.to_string()),
        ("matched", done.matched.to_string()),
        ("hits", done.hits.to_string()),
        ("refused", done.refused.to_string()),
    ];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let text = session.out.text_with("screen-done", &counts);
    match order.out {
        None if !session.out.is_json() => {
            session.out.note(&text);
            Ok(())
        }
        Some(_) | None => session.out.print(&value, || text),
    }
}
