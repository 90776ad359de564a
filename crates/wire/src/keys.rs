//! The keys of an agency: a pair that signs (Ed25519 and ML-DSA-44, always both) and one that
//! opens sealed bodies (X-Wing). Secrets are made from 32-byte seeds that the caller draws and
//! keeps; they have no `Clone`, no serde, and their `Debug` prints the key id only. The libraries
//! underneath wipe the memory of a secret key when it is dropped; wiping the seed is the caller's.

use aws_lc_rs::signature::{ED25519, ML_DSA_44};
use aws_lc_rs::signature::{
    Ed25519KeyPair, KeyPair, ML_DSA_44_SIGNING, PqdsaKeyPair, UnparsedPublicKey,
};
use ciborium::value::Value;
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, Serializable};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

use crate::canonical;
use crate::error::WireError;
use crate::hash;

/// Bytes of an Ed25519 public key.
pub const ED25519_BYTES: usize = 32;
/// Bytes of an ML-DSA-44 public key.
pub const MLDSA44_BYTES: usize = 1_312;
/// Bytes of an X-Wing public key.
pub const SEALING_BYTES: usize = 1_216;

/// Names a set of public keys: the first eight bytes of SHA-256 over their canonical bytes. It
/// tells keys apart; it proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyId(pub [u8; 8]);

impl KeyId {
    fn of(canonical: &[u8]) -> Self {
        let mut id = [0; 8];
        for (to, from) in id.iter_mut().zip(hash::sha256(canonical)) {
            *to = from;
        }
        Self(id)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The two secret signing keys of an agency.
pub struct SigningKeys {
    ed25519: Ed25519KeyPair,
    mldsa44: PqdsaKeyPair,
    public: VerifyKeys,
    id: KeyId,
}

impl SigningKeys {
    /// Makes the keys from two seeds, which must be random, secret and different.
    ///
    /// # Errors
    /// [`WireError::Library`] when the cryptography library fails.
    pub fn from_seeds(ed25519: [u8; 32], mldsa44: [u8; 32]) -> Result<Self, WireError> {
        let ed25519 = Ed25519KeyPair::from_seed_unchecked(&ed25519).or(Err(WireError::Library))?;
        let mldsa44 =
            PqdsaKeyPair::from_seed(&ML_DSA_44_SIGNING, &mldsa44).or(Err(WireError::Library))?;
        let public = VerifyKeys {
            ed25519: ed25519.public_key().as_ref().try_into().or(Err(WireError::Library))?,
            mldsa44: mldsa44.public_key().as_ref().to_vec(),
        };
        let id = public.key_id()?;
        Ok(Self { ed25519, mldsa44, public, id })
    }

    /// What a partner verifies with.
    pub fn public(&self) -> VerifyKeys {
        self.public.clone()
    }

    /// The id of the pair.
    pub fn key_id(&self) -> KeyId {
        self.id
    }

    pub(crate) fn sign_ed25519(&self, bytes: &[u8]) -> Vec<u8> {
        self.ed25519.sign(bytes).as_ref().to_vec()
    }

    /// Hedged: the library mixes in randomness of its own, which costs nothing when it is bad.
    pub(crate) fn sign_mldsa44(&self, bytes: &[u8]) -> Result<Vec<u8>, WireError> {
        let mut signature = vec![0; ML_DSA_44_SIGNING.signature_len()];
        let len = self.mldsa44.sign(bytes, &mut signature).or(Err(WireError::Library))?;
        signature.truncate(len);
        Ok(signature)
    }
}

impl fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKeys").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The two public signing keys of an agency. Canonical form: an array of two byte strings,
/// Ed25519 first.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(ByteString, ByteString)", into = "(ByteString, ByteString)")]
pub struct VerifyKeys {
    /// Ed25519 (RFC 8032), 32 bytes.
    pub ed25519: [u8; ED25519_BYTES],
    /// ML-DSA-44 (FIPS 204), 1,312 bytes.
    pub mldsa44: Vec<u8>,
}

impl VerifyKeys {
    /// The id of the pair.
    ///
    /// # Errors
    /// [`WireError::BadKey`] when the ML-DSA key has not its length.
    pub fn key_id(&self) -> Result<KeyId, WireError> {
        self.check_lengths()?;
        Ok(KeyId::of(&canonical::encode(&self.to_value())?))
    }

    pub(crate) fn verify_ed25519(&self, bytes: &[u8], signature: &[u8]) -> Result<(), WireError> {
        let key = UnparsedPublicKey::new(&ED25519, &self.ed25519);
        key.verify(bytes, signature).or(Err(WireError::BadSignature))
    }

    pub(crate) fn verify_mldsa44(&self, bytes: &[u8], signature: &[u8]) -> Result<(), WireError> {
        let key = UnparsedPublicKey::new(&ML_DSA_44, &self.mldsa44);
        key.verify(bytes, signature).or(Err(WireError::BadSignature))
    }

    pub(crate) fn to_value(&self) -> Value {
        Value::Array(vec![Value::Bytes(self.ed25519.to_vec()), Value::Bytes(self.mldsa44.clone())])
    }

    pub(crate) fn from_value(value: Value) -> Option<Self> {
        let pair: [Value; 2] = value.into_array().ok()?.try_into().ok()?;
        let [ed25519, mldsa44] = pair.map(|key| key.into_bytes().ok());
        Self::try_from((ByteString(ed25519?), ByteString(mldsa44?))).ok()
    }

    fn check_lengths(&self) -> Result<(), WireError> {
        if self.mldsa44.len() == MLDSA44_BYTES { Ok(()) } else { Err(WireError::BadKey) }
    }
}

impl fmt::Debug for VerifyKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifyKeys").field("id", &self.key_id().ok()).finish_non_exhaustive()
    }
}
impl TryFrom<(ByteString, ByteString)> for VerifyKeys {
    type Error = WireError;
    fn try_from((ed25519, mldsa44): (ByteString, ByteString)) -> Result<Self, WireError> {
        let ed25519 = ed25519.0.try_into().or(Err(WireError::BadKey))?;
        let keys = Self { ed25519, mldsa44: mldsa44.0 };
        keys.check_lengths()?;
        Ok(keys)
    }
}
impl From<VerifyKeys> for (ByteString, ByteString) {
    fn from(keys: VerifyKeys) -> Self {
        (ByteString(keys.ed25519.to_vec()), ByteString(keys.mldsa44))
    }
}

/// The public key that bodies for an agency are sealed to. Canonical form: a byte string.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ByteString", into = "ByteString")]
pub struct SealingPublic(Vec<u8>);

impl SealingPublic {
    /// Reads an X-Wing public key of 1,216 bytes.
    ///
    /// # Errors
    /// [`WireError::BadKey`] when the bytes are no such key.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WireError> {
        let key = Self(bytes.to_vec());
        key.parsed()?;
        Ok(key)
    }

    /// The key's bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn parsed(&self) -> Result<<XWing as Kem>::PublicKey, WireError> {
        Deserializable::from_bytes(&self.0).or(Err(WireError::BadKey))
    }
}

impl fmt::Debug for SealingPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SealingPublic").field(&KeyId::of(&self.0)).finish()
    }
}
impl TryFrom<ByteString> for SealingPublic {
    type Error = WireError;
    fn try_from(bytes: ByteString) -> Result<Self, WireError> {
        Self::from_bytes(&bytes.0)
    }
}
impl From<SealingPublic> for ByteString {
    fn from(key: SealingPublic) -> Self {
        Self(key.0)
    }
}

/// The secret key that opens bodies sealed to an agency.
pub struct SealingSecret {
    pub(crate) key: <XWing as Kem>::PrivateKey,
    public: SealingPublic,
}

impl SealingSecret {
    /// Makes the key from a seed, which is X-Wing's own 32-byte secret key.
    ///
    /// # Errors
    /// [`WireError::Library`] when the cryptography library fails.
    pub fn from_seed(seed: [u8; 32]) -> Result<Self, WireError> {
        let key = <XWing as Kem>::PrivateKey::from_bytes(&seed).or(Err(WireError::Library))?;
        let public = SealingPublic(XWing::sk_to_pk(&key).to_bytes().to_vec());
        Ok(Self { key, public })
    }

    /// What a partner seals to.
    pub fn public(&self) -> SealingPublic {
        self.public.clone()
    }
}

impl fmt::Debug for SealingSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SealingSecret").field("public", &self.public).finish_non_exhaustive()
    }
}

/// Bytes that serde carries as a byte string and not as a list of numbers.
struct ByteString(Vec<u8>);

impl Serialize for ByteString {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for ByteString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_byte_buf(ByteStringVisitor).map(Self)
    }
}

struct ByteStringVisitor;

impl serde::de::Visitor<'_> for ByteStringVisitor {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a byte string")
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
        Ok(bytes.to_vec())
    }

    fn visit_byte_buf<E: serde::de::Error>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
        Ok(bytes)
    }
}
