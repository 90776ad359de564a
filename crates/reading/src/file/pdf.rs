//! PDF (ISO 32000): the text of pages whose parts are plain or packed by deflate.
//!
//! Objects are found by looking for them, not by the cross-reference table, so that a damaged table
//! does not matter. Encrypted files and other packings are refused. A glyph without a mapping to
//! Unicode is taken for Latin-1.

use std::collections::{BTreeMap, BTreeSet};

use super::FileRefused;
use super::html::tidy;
use super::inflate::{self, Bad};
use super::objects::{Lexer, Value};
use super::tounicode::Map;

/// Pages that are read.
const PAGES_MAX: usize = 2_000;
/// Objects that are read.
const OBJECTS_MAX: usize = 200_000;
/// Space in a line, in thousandths of the letter size, from which two words are apart.
const GAP: f64 = -180.0;

/// An object: its value and, where it has one, its packed stream.
#[derive(Debug, Clone, Default)]
struct Object {
    value: Value,
    stream: Option<Vec<u8>>,
}

struct Document {
    objects: BTreeMap<u32, Object>,
}

pub(super) fn text(bytes: &[u8]) -> Result<String, FileRefused> {
    let document = Document::read(bytes)?;
    let mut out = String::new();
    for page in document.pages().into_iter().take(PAGES_MAX) {
        document.page(&page, &mut out)?;
        out.push('\n');
    }
    let text = tidy(&out);
    if text.chars().any(char::is_alphabetic) { Ok(text) } else { Err(FileRefused::PdfWithoutText) }
}

impl Document {
    fn read(bytes: &[u8]) -> Result<Self, FileRefused> {
        if find(bytes, b"/Encrypt", 0).is_some() {
            return Err(FileRefused::Pdf);
        }
        let mut document = Self { objects: BTreeMap::new() };
        let mut at = 0;
        while let Some(place) = find(bytes, b" obj", at) {
            at = place + 4;
            if let Some(number) = number_before(bytes, place) {
                let object = object(bytes, at);
                document.objects.insert(number, object);
            }
            if document.objects.len() > OBJECTS_MAX {
                return Err(FileRefused::Pdf);
            }
        }
        document.unpack_object_streams()?;
        Ok(document)
    }

    /// Objects may lie packed in streams of their own.
    fn unpack_object_streams(&mut self) -> Result<(), FileRefused> {
        let packed: Vec<Object> = self
            .objects
            .values()
            .filter(|o| o.value.name("Type") == Some("ObjStm"))
            .cloned()
            .collect();
        for holder in packed {
            let data = self.unpacked(&holder)?;
            let (count, first) = (holder.value.number("N"), holder.value.number("First"));
            let (Some(count), Some(first)) = (count, first) else { continue };
            let mut head = Lexer::new(&data, 0);
            let pairs = (0..count.min(OBJECTS_MAX)).map_while(|_| {
                let id = u32::try_from(head.integer()?).ok()?;
                Some((id, first.saturating_add(head.integer()?)))
            });
            for (id, offset) in pairs {
                let value = Lexer::new(&data, offset).value(0).unwrap_or_default();
                self.objects.entry(id).or_insert(Object { value, stream: None });
            }
        }
        Ok(())
    }

    fn unpacked(&self, object: &Object) -> Result<Vec<u8>, FileRefused> {
        let stream = object.stream.as_deref().unwrap_or_default();
        let filters = match object.value.get("Filter").map(|f| self.resolved(f)) {
            Some(Value::Name(name)) => vec![name],
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_name).collect(),
            _ => Vec::new(),
        };
        let mut data = stream.to_vec();
        for filter in filters {
            if filter != "FlateDecode" {
                return Err(FileRefused::Pdf);
            }
            data = inflate::zlib(&data).map_err(|bad| match bad {
                Bad::Damaged => FileRefused::Pdf,
                Bad::TooBig => FileRefused::PartTooBig,
            })?;
        }
        Ok(data)
    }

    fn resolved(&self, value: &Value) -> Value {
        match value {
            Value::Reference(id) => {
                self.objects.get(id).map(|o| o.value.clone()).unwrap_or_default()
            }
            other => other.clone(),
        }
    }

    /// Pages in reading order, with what they inherit.
    fn pages(&self) -> Vec<Value> {
        let root = self.objects.values().find(|o| o.value.name("Type") == Some("Catalog"));
        let mut pages = Vec::new();
        if let Some(tree) = root.and_then(|r| r.value.get("Pages")) {
            self.walk(tree, &Value::default(), &mut BTreeSet::new(), &mut pages);
        }
        if pages.is_empty() {
            let all = self.objects.values().map(|o| &o.value);
            pages.extend(all.filter(|v| v.name("Type") == Some("Page")).cloned());
        }
        pages
    }

    fn walk(
        &self,
        node: &Value,
        resources: &Value,
        seen: &mut BTreeSet<u32>,
        pages: &mut Vec<Value>,
    ) {
        if let Value::Reference(id) = node
            && !seen.insert(*id)
        {
            return;
        }
        let mut node = self.resolved(node);
        if node.get("Resources").is_none() {
            node.set("Resources", resources.clone());
        }
        let own = node.get("Resources").cloned().unwrap_or_default();
        match node.get("Kids").map(|k| self.resolved(k)) {
            Some(Value::Array(kids)) if seen.len() <= OBJECTS_MAX => {
                kids.iter().for_each(|kid| self.walk(kid, &own, seen, pages));
            }
            _ => pages.push(node),
        }
    }

    fn fonts(&self, page: &Value) -> Result<BTreeMap<String, Map>, FileRefused> {
        let resources = page.get("Resources").map(|r| self.resolved(r)).unwrap_or_default();
        let fonts = resources.get("Font").map(|f| self.resolved(f)).unwrap_or_default();
        let mut maps = BTreeMap::new();
        for (name, font) in fonts.entries() {
            let font = self.resolved(font);
            let wide = font.name("Subtype") == Some("Type0");
            let mapped = match font.get("ToUnicode") {
                Some(Value::Reference(id)) => self.objects.get(id),
                _ => None,
            };
            let map = match mapped {
                Some(object) => Map::read(&self.unpacked(object)?, wide),
                None => Map::latin(wide),
            };
            maps.insert(name.clone(), map);
        }
        Ok(maps)
    }

    fn page(&self, page: &Value, out: &mut String) -> Result<(), FileRefused> {
        let fonts = self.fonts(page)?;
        let contents = match page.get("Contents") {
            Some(Value::Array(list)) => list.clone(),
            Some(Value::Reference(id)) => match self.objects.get(id).map(|o| &o.value) {
                Some(Value::Array(list)) => list.clone(),
                _ => vec![Value::Reference(*id)],
            },
            _ => Vec::new(),
        };
        let mut data = Vec::new();
        for part in contents {
            if let Value::Reference(id) = part
                && let Some(object) = self.objects.get(&id)
            {
                data.extend(self.unpacked(object)?);
                data.push(b'\n');
            }
        }
        show(&data, &fonts, out);
        Ok(())
    }
}

/// Runs a page's operators, as far as they write or move.
fn show(data: &[u8], fonts: &BTreeMap<String, Map>, out: &mut String) {
    let mut lexer = Lexer::new(data, 0);
    let mut operands: Vec<Value> = Vec::new();
    let mut font: Option<&Map> = None;
    // Where spaces are letters of their own, a move along the line is none.
    let spaced = fonts.values().any(Map::has_space);
    let along = if spaced { "" } else { " " };
    let mut line: Option<f64> = None;
    while let Some(value) = lexer.value(0) {
        let Value::Operator(operator) = value else {
            operands.push(value);
            continue;
        };
        match operator.as_str() {
            "Tf" => font = operands.first().and_then(Value::as_name).and_then(|n| fonts.get(&n)),
            "Td" | "TD" => {
                let down = operands.get(1).and_then(Value::as_number);
                let same = down.is_some_and(|d| d.abs() < f64::EPSILON);
                out.push_str(if same { along } else { "\n" });
            }
            "T*" => out.push('\n'),
            "Tm" => {
                let height = operands.get(5).and_then(Value::as_number);
                if line.is_some() && height != line {
                    out.push('\n');
                } else if line.is_some() {
                    out.push_str(along);
                }
                line = height;
            }
            "Tj" => write(operands.last(), font, out),
            "'" | "\"" => {
                out.push('\n');
                write(operands.last(), font, out);
            }
            "TJ" => write(operands.first(), font, out),
            _ => {}
        }
        operands.clear();
    }
}

fn write(value: Option<&Value>, font: Option<&Map>, out: &mut String) {
    match value {
        Some(Value::Text(bytes)) => match font {
            Some(map) => map.write(bytes, out),
            None => out.extend(bytes.iter().map(|b| char::from(*b))),
        },
        Some(Value::Array(list)) => {
            for item in list {
                if item.as_number().is_some_and(|n| n < GAP) {
                    out.push(' ');
                }
                if matches!(item, Value::Text(_)) {
                    write(Some(item), font, out);
                }
            }
        }
        _ => {}
    }
}

/// The value of an object and its stream.
fn object(bytes: &[u8], at: usize) -> Object {
    let mut lexer = Lexer::new(bytes, at);
    let value = lexer.value(0).unwrap_or_default();
    let mut begin = lexer.skipped();
    let stream = bytes.get(begin..).is_some_and(|rest| rest.starts_with(b"stream"));
    if !stream {
        return Object { value, stream: None };
    }
    begin += b"stream".len();
    if bytes.get(begin) == Some(&b'\r') {
        begin += 1;
    }
    if bytes.get(begin) == Some(&b'\n') {
        begin += 1;
    }
    // The length may be a reference, or wrong: the end mark decides where it does not fit.
    let length = value.number("Length").filter(|length| {
        let end = begin.saturating_add(*length);
        let tail = bytes.get(end..end.saturating_add(TAIL)).unwrap_or_default();
        let blanks = tail.iter().take_while(|b| b.is_ascii_whitespace()).count();
        tail.get(blanks..).is_some_and(|t| t.starts_with(b"endstream"))
    });
    let end = length.map(|l| begin.saturating_add(l)).or_else(|| find(bytes, b"endstream", begin));
    let stream = bytes.get(begin..end.unwrap_or(bytes.len())).map(<[u8]>::to_vec);
    Object { value, stream }
}

/// Bytes after a stream in which its end mark stands.
const TAIL: usize = 16;

fn find(bytes: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(wanted.len()).position(|w| w == wanted).map(|p| p + from)
}

/// The object number of `12 0 obj`, where `at` is the space before `obj`.
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    let head = bytes.get(at.saturating_sub(NUMBERS)..at)?;
    let text: String = head.iter().map(|b| char::from(*b)).collect();
    let mut words = text.split_whitespace().rev();
    let generation = words.next()?;
    let number: String = words.next()?.chars().rev().take_while(char::is_ascii_digit).collect();
    let number: String = number.chars().rev().collect();
    generation.chars().all(|c| c.is_ascii_digit()).then(|| number.parse().ok())?
}

/// Bytes before `obj` in which its numbers stand.
const NUMBERS: usize = 20;
