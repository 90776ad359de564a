//! DOCX (ECMA-376): the text of `word/document.xml`, one line a paragraph.

use super::FileRefused;
use super::html::{entity, tidy};
use super::inflate::Bad;
use super::zip;

/// The part that holds the text.
const DOCUMENT: &str = "word/document.xml";

pub(super) fn text(bytes: &[u8]) -> Result<String, FileRefused> {
    let part = zip::file(bytes, DOCUMENT).map_err(|bad| match bad {
        Bad::Damaged => FileRefused::Docx,
        Bad::TooBig => FileRefused::PartTooBig,
    })?;
    let part = part.ok_or(FileRefused::Unknown)?;
    let xml = String::from_utf8(part).or(Err(FileRefused::Docx))?;
    Ok(tidy(&letters(&xml)))
}

/// The content of `w:t`, with tabs and line ends. What was deleted under tracked changes stands in
/// `w:delText` and stays out.
fn letters(xml: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for piece in xml.split('<') {
        let (tag, rest) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        let closes = tag.starts_with('/');
        match name {
            "w:t" => inside = !closes && !tag.ends_with('/'),
            "w:tab" => out.push(' '),
            "w:br" | "w:cr" => out.push('\n'),
            "w:p" if closes => out.push('\n'),
            _ => {}
        }
        if inside && name == "w:t" {
            unescape(&mut out, rest);
        }
    }
    out
}

fn unescape(out: &mut String, text: &str) {
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        match part.split_once(';').and_then(|(name, rest)| Some((entity(name)?, rest))) {
            Some((c, rest)) => {
                out.push(c);
                out.push_str(rest);
            }
            None => out.push_str(part),
        }
    }
}
