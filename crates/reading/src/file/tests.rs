use super::*;

#[test]
fn pages_give_their_letters_and_no_scripts() {
    let html = "<!DOCTYPE html><html><head><title>t</title></head><body><script>var x='<p>';</script>\
        <p>Thứ trưởng L&ecirc; <b>Quốc</b>\n Hùng &amp; đoàn</p><!-- no --><p>Hai&#160;bên &#x1EA1;</p>";
    assert_eq!(text(html.as_bytes()).unwrap(), "Thứ trưởng Lê Quốc Hùng & đoàn\nHai bên ạ");
}

#[test]
fn bad_files_are_refused_each_with_its_reason() {
    assert_eq!(text(&[b'a', 0xFF]), Err(FileRefused::NotUtf8 { at: 1 }));
    assert_eq!(text(b"\0\0"), Err(FileRefused::Unknown));
    assert_eq!(text(b"PK\x03\x04 no archive"), Err(FileRefused::Docx));
    let big = vec![b'a'; FILE_BYTES_MAX + 1];
    assert_eq!(text(&big), Err(FileRefused::TooBig { bytes: big.len() }));
}

/// A DOCX file made by Python's `zipfile`, one part packed by deflate.
const DOCX: &[u8] = include_bytes!("../../fixtures/report.docx");

#[test]
fn a_docx_file_gives_its_paragraphs() {
    let found = text(DOCX).unwrap();
    assert!(found.starts_with("Ngày 14/3/2032, tại Đà Nẵng"), "{found}");
    assert_eq!(found.lines().count(), 2);
}

/// A PDF file printed by a browser: packed streams, fonts with maps to Unicode.
const PDF: &[u8] = include_bytes!("../../fixtures/report.pdf");

#[test]
fn a_pdf_file_gives_its_lines() {
    let found = text(PDF).unwrap();
    let line = found.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(line.contains("Ngày 14/3/2032, tại Đà Nẵng, Thượng tướng Trịnh Hoài Khang"), "{found}");
    assert!(line.contains("Hai bên nhất trí tăng cường"), "{found}");
}

#[test]
fn a_pdf_file_with_plain_strings_is_read() {
    let pdf = b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids\
        [3 0 R]/Count 1>> endobj\n3 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R>> endobj\n4 0 obj \
        <</Length 61>> stream\nBT /F1 12 Tf (Both \\(sides\\)) Tj 0 -14 Td [(ag) -20 (reed)] TJ ET\n\
        endstream endobj";
    assert_eq!(text(pdf).unwrap(), "Both (sides)\nagreed");
    assert_eq!(text(b"%PDF-1.4 /Encrypt"), Err(FileRefused::Pdf));
    assert_eq!(text(b"%PDF-1.4 nothing"), Err(FileRefused::PdfWithoutText));
}

#[test]
fn damaged_files_never_panic() {
    for (file, step) in [(DOCX, 7), (PDF, 1_499)] {
        for at in (0..file.len()).step_by(step) {
            let mut bytes = file.to_vec();
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 0x5A;
            }
            drop(text(&bytes));
            drop(text(bytes.get(..at).unwrap_or_default()));
        }
    }
}
