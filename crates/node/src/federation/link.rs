//! The link to a partner: bytes out, bytes back. Real nodes use mutual TLS; tests hand bytes over in
//! memory.

use comity_wire::Card;
use std::future::Future;
use std::pin::Pin;

/// Why a delivery brought no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// The partner could not be reached, or did not answer in time.
    #[error("unreachable")]
    Unreachable,
    /// The partner's certificate is not one of those on its card.
    #[error("wrong_certificate")]
    WrongCertificate,
    /// The partner answered with a refusal of the whole delivery; its code.
    #[error("{0}")]
    Refused(String),
    /// The answer is not one.
    #[error("bad_answer")]
    BadAnswer,
}

/// What a delivery comes to.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, LinkError>> + Send + 'a>>;

/// A way to hand a delivery to a partner.
pub trait Link: Send + Sync + std::fmt::Debug {
    /// Hands over a delivery (canonical CBOR) and returns the answer's bytes.
    fn deliver<'a>(&'a self, to: &'a Card, delivery: Vec<u8>) -> Answer<'a>;
}
