//! How far a long command is: a bar on a terminal, a line now and then elsewhere, nothing with JSON.

use comity_domain::time::Timestamp;
use std::io::{IsTerminal, Write};

use crate::cli::out::Out;

/// Between two bars, milliseconds.
const BAR_MS: i64 = 200;
/// Between two lines where there is no terminal, milliseconds.
const LINE_MS: i64 = 10_000;
/// Characters of a bar.
const WIDTH: u64 = 24;

/// Tells how far a command is.
#[derive(Debug)]
pub(super) struct Progress {
    terminal: bool,
    silent: bool,
    started: Timestamp,
    /// Where it stood when it started, after an interruption.
    first: Option<u64>,
    told: Timestamp,
}

impl Progress {
    /// Progress from now on.
    pub(super) fn new(out: Out, now: Timestamp) -> Self {
        let terminal = std::io::stderr().is_terminal();
        Self { terminal, silent: out.is_json(), started: now, first: None, told: now }
    }

    /// Tells that so many of all are done, when it is time to.
    pub(super) fn tell(&mut self, done: u64, all: u64, now: Timestamp) {
        let first = *self.first.get_or_insert(done);
        let wait = if self.terminal { BAR_MS } else { LINE_MS };
        if self.silent || now < self.told.plus_ms(wait) {
            return;
        }
        self.told = now;
        let ms = now.0.saturating_sub(self.started.0);
        let text = sentence(done, all, (done.saturating_sub(first), ms));
        let text = if self.terminal {
            format!("\r\u{1b}[K{}", bar(done, all, &text))
        } else {
            text + "\n"
        };
        draw(&text);
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        if self.terminal && !self.silent {
            draw("\r\u{1b}[K");
        }
    }
}

fn draw(text: &str) {
    let mut stderr = std::io::stderr().lock();
    // What cannot be drawn is no failure.
    drop(stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush()));
}

fn bar(done: u64, all: u64, text: &str) -> String {
    let filled = done.min(all).saturating_mul(WIDTH).checked_div(all).unwrap_or_default();
    let filled = usize::try_from(filled).unwrap_or_default();
    let width = usize::try_from(WIDTH).unwrap_or_default();
    format!("[{:<width$}] {text}", "#".repeat(filled))
}

/// `5120 of 100000, 812/s, 1 min 57 s left`.
fn sentence(done: u64, all: u64, (lately, ms): (u64, i64)) -> String {
    let ms = u64::try_from(ms).unwrap_or_default().max(1);
    let rate = lately.saturating_mul(1_000).checked_div(ms).unwrap_or_default();
    let left = all.saturating_sub(done);
    let seconds = left.saturating_mul(ms).checked_div(lately.saturating_mul(1_000));
    let left = match seconds {
        Some(seconds) if seconds >= 3_600 => {
            format!(", {} h {} min left", seconds / 3_600, seconds % 3_600 / 60)
        }
        Some(seconds) if seconds >= 60 => {
            format!(", {} min {} s left", seconds / 60, seconds % 60)
        }
        Some(seconds) => format!(", {seconds} s left"),
        None => String::new(),
    };
    format!("{done} of {all}, {rate}/s{left}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_how_fast_and_how_long() {
        for (done, all, lately, expect) in [
            (5_120, 100_000, (5_120, 6_300), "5120 of 100000, 812/s, 1 min 56 s left"),
            (10, 20, (10, 10_000), "10 of 20, 1/s, 10 s left"),
            (0, 20, (0, 0), "0 of 20, 0/s"),
            (1, 1_000_000, (1, 1_000), "1 of 1000000, 1/s, 277 h 46 min left"),
            (30, 20, (30, 1_000), "30 of 20, 30/s, 0 s left"),
        ] {
            assert_eq!(sentence(done, all, lately), expect);
        }
        assert_eq!(bar(1, 2, "x"), "[############            ] x");
        assert_eq!(bar(9, 0, "x"), "[                        ] x");
    }
}
