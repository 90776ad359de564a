//! How long something took. The only file here that asks the system for the time.

use std::time::{Duration, Instant};

/// Runs something and says how long it took.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed())
}
