//! The program `comity`: use cases, partner links, pages and commands around the pure crates.
//!
//! `app/` holds one use case a file; `federation/` carries approved envelopes to partners and takes
//! theirs in; `screening/` reads lists and writes results; `web/` shows pages; `cli/` reads commands.
//! Handlers write tables, workers read tables.
//!
//! Invariant: only `run.rs` loops or starts tasks, only `config.rs` reads the environment, only
//! `clock.rs` reads the clock and the system's random numbers. Invariant: the machine never answers
//! a partner's request; an officer does, and another approves.
//!
//! Start at [`node::Node`], then `app::request_create`.

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod ctx;
pub mod dates;
pub mod error;
pub mod explain;
pub mod federation;
pub mod home;
pub mod i18n;
pub mod index;
pub mod keys;
pub mod ledger;
pub mod mapped;
pub mod node;
pub mod packs;
pub(crate) mod release_text;
pub mod run;
pub mod screening;
pub mod web;
