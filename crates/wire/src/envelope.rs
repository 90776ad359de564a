//! The envelope: a clear header without personal data and a body sealed to the partner, signed
//! together.
//!
//! The header is what a receiver needs before it may look further: who, to whom, the place in the
//! log of this direction, the type and how urgent. The body is the message, padded to one of a few
//! sizes and sealed with HPKE (RFC 9180, base mode) to the partner's key; the header is bound to it
//! as additional data, so that a body cannot be moved under another header.
//!
//! Invariant: an [`Envelope`] made by [`Envelope::seal`] or [`Envelope::parse`] carries both of the
//! sender's signatures, verified. [`Envelope::peek`] and [`Envelope::from_trusted`] verify nothing.

use ciborium::value::Value;
use comity_domain::message::Message;
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::canonical;
use crate::error::WireError;
use crate::fields::{Key, MapReader, MapWriter};
use crate::hash::{self, HASH_BYTES};
use crate::keys::{SealingPublic, SealingSecret, SigningKeys, VerifyKeys};
use crate::padding;
use crate::sign::{self, Context};

mod header;

pub use header::{Header, HeaderFields};

/// The version of envelopes this program writes and reads.
pub const VERSION: u8 = 1;
/// What the sealed body is: a message in deterministic CBOR.
pub const CONTENT_TYPE: &str = "application/comity-message+cbor";
/// Bytes of X-Wing's encapsulated key.
pub const ENCAPSULATED_BYTES: usize = 1_120;
/// Bytes that sealing adds to the padded body (the tag of AES-GCM).
pub const SEAL_TAG_BYTES: u32 = 16;
/// The last millisecond of the year 9999: later than any time that can be printed.
pub const TIME_MS_MAX: i64 = 253_402_300_799_999;

/// HPKE's `info`.
const BODY_INFO: &[u8] = b"comity/v1/body";
/// What the seed of the encapsulation is hashed under.
const ENTROPY_INFO: &[u8] = b"comity/v1/entropy";

const HEADER: Key = Key(1, "envelope.header");
const ENCAPSULATED: Key = Key(2, "envelope.encapsulated");
const SEALED: Key = Key(3, "envelope.sealed");

/// An envelope, its exact bytes, and what they hash to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The clear part.
    pub header: Header,
    /// What is sent and kept, byte for byte.
    pub bytes: Vec<u8>,
    /// SHA-256 of `bytes`: what receipts and the next envelope name it by.
    pub hash: [u8; HASH_BYTES],
}

impl Envelope {
    /// Seals a message to a partner and signs it. `entropy` must be fresh random bytes for every
    /// call; the message is mixed in, so that a repeated draw does not repeat a key.
    ///
    /// # Errors
    /// [`WireError::BadBody`] when the message has faults, [`WireError::TooLarge`] when it does not
    /// fit an envelope, [`WireError::Field`] when its header would be outside the limits.
    pub fn seal(
        header_fields: HeaderFields,
        message: &Message,
        to: &SealingPublic,
        keys: &SigningKeys,
        entropy: [u8; 32],
    ) -> Result<Self, WireError> {
        if !message.faults().is_empty() {
            return Err(WireError::BadBody);
        }
        Self::seal_as_is(header_fields, message, to, keys, entropy)
    }

    /// As [`Envelope::seal`], without asking whether the message is valid for its type: what a
    /// partner with faulty software sends. Tests of receivers want it; a node never calls it.
    ///
    /// # Errors
    /// As [`Envelope::seal`], [`WireError::BadBody`] apart.
    pub fn seal_as_is(
        header_fields: HeaderFields,
        message: &Message,
        to: &SealingPublic,
        keys: &SigningKeys,
        entropy: [u8; 32],
    ) -> Result<Self, WireError> {
        let (body, body_bytes) = padding::pad(canonical::to_bytes(message)?)?;
        let header = Header {
            version: VERSION,
            from: message.from.clone(),
            to: message.to.clone(),
            seq: header_fields.seq,
            previous: header_fields.previous,
            id: message.id,
            kind: message.kind(),
            urgency: message.urgency,
            created_at: message.created_at,
            body_bytes,
            content_type: CONTENT_TYPE.to_owned(),
        };
        Self::seal_body(header, &body, to, keys, entropy)
    }

    /// Seals a padded body under a header.
    pub(crate) fn seal_body(
        header: Header,
        body: &[u8],
        to: &SealingPublic,
        keys: &SigningKeys,
        entropy: [u8; 32],
    ) -> Result<Self, WireError> {
        let header_bytes = header.to_bytes()?;
        let seed = hash::sha256_parts(&[ENTROPY_INFO, &entropy, &header_bytes, body]);
        let (encapsulated, sealed) =
            hpke::single_shot_seal_with_rng::<AesGcm256, HkdfSha256, XWing>(
                &OpModeS::Base,
                &to.parsed()?,
                BODY_INFO,
                body,
                &header_bytes,
                &mut ChaCha20Rng::from_seed(seed),
            )
            .or(Err(WireError::Library))?;
        let payload = MapWriter::default()
            .bytes(HEADER, &header_bytes)
            .bytes(ENCAPSULATED, &encapsulated.to_bytes())
            .with(SEALED, Value::Bytes(sealed))
            .encode()?;
        let bytes = sign::sign(keys, Context::Envelope, &payload)?;
        let hash = hash::sha256(&bytes);
        Ok(Self { header, bytes, hash })
    }

    /// The header as the bytes claim it, UNVERIFIED: only to find out whose signatures to look for
    /// and whether the envelope is addressed here. Limits are checked.
    ///
    /// # Errors
    /// What the sender did.
    pub fn peek(bytes: &[u8]) -> Result<Header, WireError> {
        Payload::decode(&sign::unverified_payload(bytes)?)?.header()
    }

    /// Reads an envelope and verifies both signatures of its sender.
    ///
    /// # Errors
    /// What the sender did.
    pub fn parse(bytes: &[u8], sender: &VerifyKeys) -> Result<Self, WireError> {
        let payload = sign::verify(bytes, Context::Envelope, sender)?;
        let header = Payload::decode(&payload)?.header()?;
        Ok(Self { header, bytes: bytes.to_vec(), hash: hash::sha256(bytes) })
    }

    /// Reads an envelope WITHOUT verifying it: for bytes that this node verified before it stored
    /// them, and whose sender may have changed keys since.
    ///
    /// # Errors
    /// As [`Envelope::peek`].
    pub fn from_trusted(bytes: &[u8]) -> Result<Self, WireError> {
        let header = Self::peek(bytes)?;
        Ok(Self { header, bytes: bytes.to_vec(), hash: hash::sha256(bytes) })
    }

    /// Opens the body.
    ///
    /// # Errors
    /// [`WireError::CannotOpen`] when it is not sealed to this key under this header,
    /// [`WireError::BadBody`] when what was sealed is not a valid message, not in its one encoding,
    /// or not the one the header announces.
    pub fn open(&self, secret: &SealingSecret) -> Result<Message, WireError> {
        let payload = Payload::decode(&sign::unverified_payload(&self.bytes)?)?;
        if payload.header()? != self.header {
            return Err(WireError::Field(HEADER.1));
        }
        let encapsulated = <XWing as Kem>::EncappedKey::from_bytes(&payload.encapsulated)
            .or(Err(WireError::CannotOpen))?;
        let body = hpke::single_shot_open::<AesGcm256, HkdfSha256, XWing>(
            &OpModeR::Base,
            &secret.key,
            &encapsulated,
            BODY_INFO,
            &payload.sealed,
            &payload.header,
        )
        .or(Err(WireError::CannotOpen))?;
        self.read_body(body)
    }

    fn read_body(&self, padded: Vec<u8>) -> Result<Message, WireError> {
        if self.header.content_type != CONTENT_TYPE {
            return Err(WireError::BadBody);
        }
        let body = padding::unpad(padded)?;
        let message: Message = canonical::from_bytes(&body).or(Err(WireError::BadBody))?;
        // One message, one body: what can be written in two ways can be read in two ways.
        let one_encoding = canonical::to_bytes(&message)? == body;
        if one_encoding && self.header.announces(&message) && message.faults().is_empty() {
            Ok(message)
        } else {
            Err(WireError::BadBody)
        }
    }
}

/// The signed payload: the header's bytes and the sealed body.
struct Payload {
    header: Vec<u8>,
    encapsulated: Vec<u8>,
    sealed: Vec<u8>,
}

impl Payload {
    fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut fields = MapReader::decode(bytes)?;
        let header = fields.bytes(HEADER)?;
        let payload = Self {
            encapsulated: fields.bytes(ENCAPSULATED)?,
            sealed: fields.bytes(SEALED)?,
            header,
        };
        fields.finish("envelope")?;
        Ok(payload)
    }

    /// The header, and whether the sealed body has the size it announces.
    fn header(&self) -> Result<Header, WireError> {
        let header = Header::from_bytes(&self.header)?;
        if self.encapsulated.len() != ENCAPSULATED_BYTES {
            return Err(WireError::Field(ENCAPSULATED.1));
        }
        let sealed = u32::try_from(self.sealed.len()).or(Err(WireError::TooLarge))?;
        if header.body_bytes.checked_add(SEAL_TAG_BYTES) != Some(sealed) {
            return Err(WireError::Field(SEALED.1));
        }
        Ok(header)
    }
}
