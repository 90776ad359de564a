//! Two signatures on everything: `COSE_Sign` (RFC 9052, tag 98) with one signer for Ed25519 and one
//! for ML-DSA-44, over the same payload. Both must verify, so that breaking one of the two
//! algorithms forges nothing.
//!
//! The frame has no freedom: no header but the algorithm and the key id, in the protected header of
//! each signer; Ed25519 first. A reader rebuilds the frame from the payload and the two signatures
//! and wants the very bytes it was given. What a signature is for is in the external data
//! ([`Context`]), so that a receipt can never be shown as an envelope.

use ciborium::value::Value;
use comity_domain::limits::ENVELOPE_BYTES_MAX;
use coset::iana::Algorithm;
use coset::{CborSerializable, CoseSign, CoseSignBuilder, CoseSignatureBuilder, HeaderBuilder};

use crate::canonical;
use crate::error::WireError;
use crate::keys::{KeyId, SigningKeys, VerifyKeys};

/// CBOR's two bytes for tag 98, `COSE_Sign`.
const COSE_SIGN_TAG: [u8; 2] = [0xd8, 98];

/// What a signature is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// An envelope.
    Envelope,
    /// A receipt.
    Receipt,
    /// An agency card.
    Card,
}

impl Context {
    /// The external data both signatures cover.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Envelope => b"comity/v1/envelope",
            Self::Receipt => b"comity/v1/receipt",
            Self::Card => b"comity/v1/card",
        }
    }
}

/// Signs a payload with both keys. Two calls give different bytes: ML-DSA is hedged.
///
/// # Errors
/// [`WireError::TooLarge`] when the frame would be larger than an envelope may be,
/// [`WireError::Library`] when the cryptography library fails.
pub fn sign(keys: &SigningKeys, context: Context, payload: &[u8]) -> Result<Vec<u8>, WireError> {
    let mut frame = Frame { payload: payload.to_vec(), id: keys.key_id().0, ..Frame::default() };
    let cose = frame.to_cose();
    let [first, second] = tbs(&cose, context)?;
    frame.ed25519 = keys.sign_ed25519(&first);
    frame.mldsa44 = keys.sign_mldsa44(&second)?;
    let bytes = frame.encode()?;
    if bytes.len() > ENVELOPE_BYTES_MAX {
        return Err(WireError::TooLarge);
    }
    Ok(bytes)
}

/// The payload of a signed frame, if both signatures are those of `keys` for `context`.
///
/// # Errors
/// What the sender did: a frame that is not ours, another key, a signature that does not verify.
pub fn verify(bytes: &[u8], context: Context, keys: &VerifyKeys) -> Result<Vec<u8>, WireError> {
    let frame = Frame::decode(bytes)?;
    if KeyId(frame.id) != keys.key_id()? {
        return Err(WireError::WrongKey);
    }
    let [first, second] = tbs(&frame.to_cose(), context)?;
    keys.verify_ed25519(&first, &frame.ed25519)?;
    keys.verify_mldsa44(&second, &frame.mldsa44)?;
    Ok(frame.payload)
}

/// The payload of a signed frame, believed of nobody: only to learn who claims to have sent it.
///
/// # Errors
/// [`WireError::TooLarge`], [`WireError::NotCanonical`] or [`WireError::Frame`].
pub fn unverified_payload(bytes: &[u8]) -> Result<Vec<u8>, WireError> {
    Frame::decode(bytes).map(|frame| frame.payload)
}

/// All that varies in a signed frame.
#[derive(Default)]
struct Frame {
    payload: Vec<u8>,
    id: [u8; 8],
    ed25519: Vec<u8>,
    mldsa44: Vec<u8>,
}

impl Frame {
    fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        if bytes.len() > ENVELOPE_BYTES_MAX {
            return Err(WireError::TooLarge);
        }
        let untagged = bytes.strip_prefix(&COSE_SIGN_TAG).ok_or(WireError::Frame)?;
        let [_, _, payload, signers] = items(canonical::from_bytes(untagged)?)?;
        let [first, second] = items::<2>(signers)?;
        let [protected, _, ed25519] = items(first)?;
        let [_, _, mldsa44] = items(second)?;
        // The key id ends the protected header; the comparison below says whether it really does.
        let id = *byte_string(protected)?.last_chunk().ok_or(WireError::Frame)?;
        let (ed25519, mldsa44) = (byte_string(ed25519)?, byte_string(mldsa44)?);
        let frame = Self { payload: byte_string(payload)?, id, ed25519, mldsa44 };
        // Invariant: whatever else the bytes said is not in the frame, so it would differ here.
        if frame.encode()? == bytes { Ok(frame) } else { Err(WireError::Frame) }
    }

    fn encode(&self) -> Result<Vec<u8>, WireError> {
        let untagged = self.to_cose().to_vec().or(Err(WireError::Frame))?;
        let mut bytes = Vec::with_capacity(COSE_SIGN_TAG.len() + untagged.len());
        bytes.extend_from_slice(&COSE_SIGN_TAG);
        bytes.extend_from_slice(&untagged);
        Ok(bytes)
    }

    fn to_cose(&self) -> CoseSign {
        let signer = |algorithm: Algorithm, signature: &[u8]| {
            let header = HeaderBuilder::new().algorithm(algorithm).key_id(self.id.to_vec());
            CoseSignatureBuilder::new()
                .protected(header.build())
                .signature(signature.to_vec())
                .build()
        };
        CoseSignBuilder::new()
            .payload(self.payload.clone())
            .add_signature(signer(Algorithm::EdDSA, &self.ed25519))
            .add_signature(signer(Algorithm::ML_DSA_44, &self.mldsa44))
            .build()
    }
}

fn items<const N: usize>(value: Value) -> Result<[Value; N], WireError> {
    value.into_array().or(Err(WireError::Frame))?.try_into().or(Err(WireError::Frame))
}

fn byte_string(value: Value) -> Result<Vec<u8>, WireError> {
    value.into_bytes().or(Err(WireError::Frame))
}

/// The bytes each of the two signers signs (RFC 9052 §4.4, `Sig_structure`).
fn tbs(cose: &CoseSign, context: Context) -> Result<[Vec<u8>; 2], WireError> {
    match cose.signatures.as_slice() {
        [first, second] => Ok([first, second].map(|s| cose.tbs_data(context.bytes(), s))),
        _ => Err(WireError::Frame),
    }
}
