//! From the bytes of a file to the text of a report: plain text, HTML, DOCX and PDF.
//!
//! Only what a report needs is read: letters in their order and where lines end. Pictures, styles
//! and scripts are left out. Whatever bytes come in, the answer is a text or a refusal.

mod docx;
mod html;
mod inflate;
mod objects;
mod pdf;
mod tounicode;
mod zip;

use crate::limits::{FILE_BYTES_MAX, PART_BYTES_MAX};

/// Why a file gives no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileRefused {
    /// More bytes than [`FILE_BYTES_MAX`].
    #[error("the file has {bytes} bytes; the limit is {FILE_BYTES_MAX}")]
    TooBig {
        /// Bytes of the file.
        bytes: usize,
    },
    /// A part that unpacks to more than [`PART_BYTES_MAX`].
    #[error("a part of the file unpacks to more than {PART_BYTES_MAX} bytes")]
    PartTooBig,
    /// Bytes that are no text in UTF-8.
    #[error("the text is not in UTF-8 (byte {at}); save it as UTF-8")]
    NotUtf8 {
        /// Where the first bad byte stands.
        at: usize,
    },
    /// A format that is not read.
    #[error("not a text, HTML, DOCX or PDF file")]
    Unknown,
    /// A DOCX file that cannot be unpacked.
    #[error("the DOCX file is damaged")]
    Docx,
    /// A PDF file that cannot be read.
    #[error("the PDF file is damaged, encrypted, or packed in a way that is not read")]
    Pdf,
    /// A PDF file without letters.
    #[error("the PDF file holds no letters: it may be scanned; give a text instead")]
    PdfWithoutText,
}

/// The text of a file, by what its first bytes show it to be.
///
/// # Errors
/// [`FileRefused`] says what is wrong with the file.
pub fn text(bytes: &[u8]) -> Result<String, FileRefused> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(FileRefused::TooBig { bytes: bytes.len() });
    }
    if bytes.starts_with(b"%PDF-") {
        return pdf::text(bytes);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return docx::text(bytes);
    }
    if bytes.iter().take(HEAD).any(|b| *b == 0) {
        return Err(FileRefused::Unknown);
    }
    let text = std::str::from_utf8(bytes);
    let text = text.map_err(|e| FileRefused::NotUtf8 { at: e.valid_up_to() })?;
    let text = text.trim_start_matches('\u{feff}');
    if html::is_html(text) { Ok(html::text(text)) } else { Ok(text.to_owned()) }
}

/// Bytes at the start of a file in which a zero shows that it is no text.
const HEAD: usize = 1024;

#[cfg(test)]
mod tests;
