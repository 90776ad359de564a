//! What crosses the border between two agencies, byte for byte.
//!
//! This crate owns the one frozen format: deterministic CBOR ([`canonical`]), two signatures on
//! everything ([`sign`]), bodies sealed to the partner ([`envelope`]), receipts ([`receipt`]), the
//! bodies of a delivery ([`delivery`]), agency cards with their spoken fingerprint ([`card`],
//! [`fingerprint`]) and the codes of refusal ([`refusal`]). `docs/WIRE.md` says the same for
//! somebody who writes a second implementation.
//!
//! It must not know sockets, databases, files, clocks, or who may do what: bytes come in, values
//! or a [`WireError`] go out. Randomness is handed in, with one exception: the ML-DSA signature is
//! hedged with the cryptography library's own generator, so two signatures over one payload
//! differ, and both are valid.
//!
//! Invariant: a value has exactly one encoding; bytes that are not that encoding are refused.
//! Invariant: no input makes this crate panic, and none makes it reserve memory by a length the
//! sender merely declared.
//! Invariant: nothing here reads as verified unless both signatures were; what is not is named
//! `peek` or `unverified`.
//!
//! Start at [`envelope`], then [`receipt`].

#![forbid(unsafe_code)]

pub mod canonical;
pub mod card;
pub mod delivery;
pub mod envelope;
pub mod error;
mod fields;
pub mod fingerprint;
pub mod hash;
pub mod keys;
mod padding;
pub mod receipt;
pub mod refusal;
pub mod sign;

pub use card::{Card, SignedCard};
pub use delivery::{Delivery, DeliveryAnswer, EntryAnswer, EntryResult};
pub use envelope::{Envelope, Header, HeaderFields};
pub use error::WireError;
pub use fingerprint::Fingerprint;
pub use keys::{KeyId, SealingPublic, SealingSecret, SigningKeys, VerifyKeys};
pub use padding::BODY_BYTES_MAX;
pub use receipt::{Receipt, ReceiptOutcome};
pub use refusal::{Refusal, RefusalClass};

// The sample data of the tests is also that of `examples/fixtures.rs`, which sees us from outside.
#[cfg(test)]
extern crate self as comity_wire;
#[cfg(test)]
mod tests;
