//! Why bytes from across the border are refused. Each variant says what the sender did.

use crate::refusal::Refusal;

/// What the sender did. Never carries anything that came from the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Sent more bytes, or more entries, than the limit allows (or asked us to make such bytes).
    #[error("larger than the limit allows")]
    TooLarge,
    /// Sent bytes that are not deterministic CBOR: cut short, trailing bytes, a longer form than
    /// needed, map keys out of order or twice, a float, a tag, or nested too deep.
    #[error("not deterministic CBOR")]
    NotCanonical,
    /// Sent deterministic CBOR of something else than what belongs in this place.
    #[error("well encoded, but not what belongs in this place")]
    Shape,
    /// Sent a field that is missing, unknown, of another type or outside its limits; the name is
    /// the field's in `docs/WIRE.md`.
    #[error("field {0} is missing, of another type or outside its limits")]
    Field(&'static str),
    /// Sent something other than the one `COSE_Sign` frame of this protocol: another tag, other
    /// headers, one signer or three.
    #[error("not the COSE_Sign frame of this protocol")]
    Frame,
    /// Speaks a version of the format that this program does not know.
    #[error("a version this program does not know")]
    UnknownVersion,
    /// Sent a type of message that this program does not know.
    #[error("a type of message this program does not know")]
    UnknownKind,
    /// Signed with other keys than the ones its card names.
    #[error("signed with other keys than expected")]
    WrongKey,
    /// Sent a signature, of the two, that does not verify: the bytes were changed on the way, or
    /// the sender does not hold the keys.
    #[error("a signature does not verify")]
    BadSignature,
    /// Sealed the body to another key, or for another header.
    #[error("the body is not sealed to this key")]
    CannotOpen,
    /// Sealed a body that is not a valid message, or that says something else than its header.
    #[error("the body is not a valid message of the type its header names")]
    BadBody,
    /// Handed over a public key that is no key.
    #[error("not a public key")]
    BadKey,
    /// Handed over a text that is not a whole agency card between its BEGIN and END lines.
    #[error("not an agency card: the BEGIN or END line or the text between them is damaged")]
    BadArmour,
    /// Read out a fingerprint that has not six words of the list's form.
    #[error("a fingerprint has six words of five letters, for example lusab-babad-...")]
    BadFingerprint,
    /// Did nothing wrong: our own cryptography library failed.
    #[error("the cryptography library failed")]
    Library,
}

impl WireError {
    /// The code the sender is answered with.
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::TooLarge => Refusal::TooLarge,
            Self::NotCanonical
            | Self::Shape
            | Self::Field(_)
            | Self::Frame
            | Self::BadKey
            | Self::BadArmour
            | Self::BadFingerprint => Refusal::BadEnvelope,
            Self::UnknownVersion => Refusal::UnknownVersion,
            Self::UnknownKind => Refusal::NotAllowed,
            Self::WrongKey | Self::BadSignature => Refusal::BadSignature,
            Self::CannotOpen => Refusal::CannotOpen,
            Self::BadBody => Refusal::BadBody,
            Self::Library => Refusal::Internal,
        }
    }
}
