//! The words and the rules of police cooperation between two agencies.
//!
//! This crate owns what a request is, which states it has, who may do what, which safeguard blocks
//! what, and what an agreement, a meeting and a commitment are. It knows no SQL, no HTTP, no HTML
//! and no bytes of the wire.
//!
//! Invariant: nothing here reads a clock, a file, the environment or random numbers; every such
//! value is a parameter. Invariant: only [`policy::decide`] makes a [`policy::Permit`], only a
//! permit makes an [`audit::AuditEntry`], and the store commits nothing without one.
//!
//! Start at [`message`] (what is asked and answered), then [`gate`] (what is stopped, and why).

#![forbid(unsafe_code)]

pub mod agency;
pub mod agreement;
pub mod audit;
pub mod basis;
pub mod clock;
pub mod codes;
pub mod day;
pub mod dialogue;
pub mod gate;
pub mod ground;
pub mod handling;
pub mod ids;
pub mod lang;
pub mod limits;
pub mod message;
pub mod pack;
pub mod person;
pub mod policy;
pub mod retention;
pub mod time;
pub mod watch;
pub mod wording;
