//! `comity serve`: pages and the partner channel.

use std::sync::Arc;
use tokio::io::AsyncReadExt;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::cli::Session;
use crate::cli::args::ServeArgs;
use crate::cli::out::Failure;
use crate::run::{self, Listeners};

pub(super) async fn run(session: &Session, args: &ServeArgs) -> Result<(), Failure> {
    log_to_stderr(session.environment.log.as_deref());
    let node = Arc::new(session.node().await?);
    let listeners = Listeners::bind(&node).await?;
    let (stop, stopped) = watch::channel(false);
    let scheme = if node.config.web.tls_cert.is_some() { "https" } else { "http" };
    let web = format!("{scheme}://localhost:{}", node.config.web.listen.port());
    let value = serde_json::json!({"ready": true, "agency": node.agency, "web": web,
        "link": node.config.link.endpoint});
    session.out.print(&value, || {
        format!(
            "{} serves its pages at {web} and partners at {}. Ctrl-C ends it.",
            node.agency, node.config.link.endpoint
        )
    })?;
    let until_stdin_ends = args.until_stdin_ends;
    run::background(async move {
        ended(until_stdin_ends).await;
        // The receivers are gone only when the node has stopped already.
        stop.send_replace(true);
    });
    run::serve(node, listeners, stopped).await?;
    Ok(())
}

/// Waits for Ctrl-C or for the signal that ends services.
pub(super) async fn told_to_end() {
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = terminated => {}
        () = interrupted => {}
    }
}

/// Waits until the node is told to end, or for the end of standard input.
async fn ended(until_stdin_ends: bool) {
    let input_ended = async {
        if !until_stdin_ends {
            std::future::pending::<()>().await;
        }
        let mut byte = [0; 64];
        let mut input = tokio::io::stdin();
        while matches!(input.read(&mut byte).await, Ok(n) if n > 0) {}
    };
    tokio::select! {
        () = told_to_end() => {}
        () = input_ended => {}
    }
}

/// Log lines go to standard error: ids and codes, never a person's data.
fn log_to_stderr(level: Option<&str>) {
    let level = match level {
        Some("error") => tracing::Level::ERROR,
        Some("warn") => tracing::Level::WARN,
        Some("debug") => tracing::Level::DEBUG,
        Some(_) | None => tracing::Level::INFO,
    };
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
}
