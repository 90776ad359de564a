//! SHA-256, the only hash of the format, and how it is shown.

use aws_lc_rs::digest;

/// Bytes of a hash.
pub const HASH_BYTES: usize = 32;

/// SHA-256 over one byte string.
pub fn sha256(bytes: &[u8]) -> [u8; HASH_BYTES] {
    sha256_parts(&[bytes])
}

/// Bytes in lower-case hexadecimal, as hashes are shown to people.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 over byte strings laid one behind the other.
pub(crate) fn sha256_parts(parts: &[&[u8]]) -> [u8; HASH_BYTES] {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(part);
    }
    let digest = context.finish();
    let mut hash = [0; HASH_BYTES];
    for (to, from) in hash.iter_mut().zip(digest.as_ref()) {
        *to = *from;
    }
    hash
}
