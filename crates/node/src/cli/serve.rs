//! `comity serve`: pages and the partner channel.

use std::io::IsTerminal;
use std::sync::Arc;
use tokio::io::AsyncReadExt;
use tokio::signal::unix::{Signal, SignalKind, signal};
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
    // Before anybody is told that the node is ready, so that a signal is never missed.
    let mut told = Told::listen()?;
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
        tokio::select! {
            () = told.heard() => {}
            () = input_ended(until_stdin_ends) => {}
        }
        // The receivers are gone only when the node has stopped already.
        stop.send_replace(true);
    });
    run::serve(node, listeners, stopped).await?;
    Ok(())
}

/// Hears Ctrl-C and the signal that ends services, from the moment it is made.
#[derive(Debug)]
pub(super) struct Told {
    interrupted: Signal,
    terminated: Signal,
}

impl Told {
    pub(super) fn listen() -> std::io::Result<Self> {
        let interrupted = signal(SignalKind::interrupt())?;
        Ok(Self { interrupted, terminated: signal(SignalKind::terminate())? })
    }

    /// Waits until one of them was heard.
    pub(super) async fn heard(&mut self) {
        tokio::select! {
            _ = self.interrupted.recv() => {}
            _ = self.terminated.recv() => {}
        }
    }
}

/// Waits for the end of standard input, if that is to end the node.
async fn input_ended(wanted: bool) {
    if !wanted {
        std::future::pending::<()>().await;
    }
    let mut bytes = [0; 64];
    let mut input = tokio::io::stdin();
    while matches!(input.read(&mut bytes).await, Ok(n) if n > 0) {}
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
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
}
