//! The roads between nodes: sending what was approved, taking in what partners send.
//!
//! Workers here are steps: one call does a bounded piece of work and returns. `run.rs` calls them
//! again and again; tests call them one at a time.

pub mod backoff;
pub mod client;
pub mod door;
pub mod link;
pub mod listener;
pub mod mtls;
pub mod partners;
pub mod receive;
pub mod send;

/// What a step of a worker did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Some work; there may be more.
    Done,
    /// Nothing to do now.
    Idle,
}
