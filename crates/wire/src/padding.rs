//! Pads bodies to a few sizes, so that the length of what crosses the border says little about
//! what is in it. The marker is that of ISO/IEC 7816-4: one byte 0x80, then zeros.

use crate::error::WireError;

/// The sizes a padded body may have, in bytes; a body takes the smallest that holds it and the
/// marker. The last is what an envelope of the largest size has room for.
pub(crate) const BODY_SIZES: [u32; 9] =
    [1_024, 2_048, 4_096, 8_192, 16_384, 32_768, 65_536, 131_072, 245_760];

/// The largest body that fits an envelope: the largest size, less the marker.
pub const BODY_BYTES_MAX: usize = 245_759;

const MARKER: u8 = 0x80;

/// The size a body of `len` bytes is padded to.
fn padded_len(len: usize) -> Option<u32> {
    let with_marker = u32::try_from(len).ok()?.checked_add(1)?;
    BODY_SIZES.into_iter().find(|size| *size >= with_marker)
}

/// Pads a body; says the padded size too.
pub(crate) fn pad(mut body: Vec<u8>) -> Result<(Vec<u8>, u32), WireError> {
    let size = padded_len(body.len()).ok_or(WireError::TooLarge)?;
    body.push(MARKER);
    body.resize(usize::try_from(size).or(Err(WireError::TooLarge))?, 0);
    Ok((body, size))
}

/// Takes the padding off; refuses any padding but the one [`pad`] would have put on.
pub(crate) fn unpad(mut padded: Vec<u8>) -> Result<Vec<u8>, WireError> {
    let size = u32::try_from(padded.len()).or(Err(WireError::BadBody))?;
    while padded.last() == Some(&0) {
        padded.pop();
    }
    if padded.pop() != Some(MARKER) || padded_len(padded.len()) != Some(size) {
        return Err(WireError::BadBody);
    }
    Ok(padded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_take_the_smallest_size_that_holds_them_and_the_marker() {
        for (len, size) in [(0, 1_024), (1_023, 1_024), (1_024, 2_048), (245_759, 245_760)] {
            let body = vec![0; len];
            let (padded, said) = pad(body.clone()).unwrap();
            assert_eq!((said, padded.len()), (size, usize::try_from(size).unwrap()), "{len}");
            assert_eq!(unpad(padded).unwrap(), body);
        }
        assert_eq!(pad(vec![0; 245_760]), Err(WireError::TooLarge));
    }

    #[test]
    fn other_padding_is_refused() {
        let mut larger = vec![1, MARKER];
        larger.resize(2_048, 0);
        let mut odd = vec![1, MARKER];
        odd.resize(1_000, 0);
        let mut unmarked = vec![1];
        unmarked.resize(1_024, 0);
        for padded in [larger, odd, unmarked, vec![], vec![0; 1_024], vec![7; 1_024]] {
            assert_eq!(unpad(padded), Err(WireError::BadBody));
        }
    }
}
