//! Everything that is kept: every SQL statement of the product, the schema and its migrations, the
//! leases of the outbox, and the rows of the audit log.
//!
//! This crate knows no rules, no signatures and no HTTP. One SQL text serves every engine.
//!
//! Invariant: nothing commits without a line in the audit log, in the same transaction
//! ([`WriteTx::commit`] wants the proof). Invariant: an acknowledged write is on disk (WAL with
//! full synchronisation).
//!
//! Start at [`Store`], then [`WriteTx`]; one file a table.

#![forbid(unsafe_code)]
#![expect(clippy::disallowed_methods, reason = "SQL lives here and nowhere else")]

mod account;
mod case_file;
mod clock;
mod db;
mod error;
mod inbox;
mod log;
mod message;
mod migrate;
mod outbox;
mod partner;
mod person;
mod person_change;
mod record;
mod release_notice;
mod retention;
mod tx;
mod watch;

pub use account::{Account, SessionRow};
pub use case_file::FlagScope;
pub use clock::{ClockRow, SignedKind, SignedSince};
pub use db::{SCHEMA_VERSION, Store};
pub use error::StoreError;
pub use inbox::{Arrival, InboxRow};
pub use log::{LogFault, LogLine, LogPosition};
pub use message::{Direction, HitRow, MessageRow};
pub use outbox::{Claim, OutboxRow, OutboxState};
pub use partner::{PartnerRow, PartnerState};
pub use person::PersonRow;
pub use person_change::{PersonChange, PersonChanges};
pub use record::RecordKind;
pub use retention::PurgedRow;
pub use tx::{Logged, WriteTx};
pub use watch::{AlertCount, AlertRow, NewAlert, Settled, WatchRow};
