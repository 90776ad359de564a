//! Everything that is tested from outside the crates, in one binary.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic: that is how it fails"
)]

mod bench;
mod browser;
mod clocks;
mod crash;
mod exchange;
mod harness;
mod privacy;
mod processes;
mod proxy;
mod purge;
mod read;
mod refusals;
mod roles;
mod screen;
mod sealed;
mod sign;
mod support;
mod thread_clocks;
mod watch;
