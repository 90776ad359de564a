//! How the bytes of a PDF string become letters: the font's map to Unicode (`CMap`).

use std::collections::BTreeMap;

use super::objects::{Lexer, Value};

/// Letters one range of a map may cover.
const RANGE_MAX: u32 = 65_536;

/// A font's map.
#[derive(Debug, Clone, Default)]
pub(super) struct Map {
    /// Whether a letter takes two bytes.
    wide: bool,
    letters: BTreeMap<u32, String>,
}

impl Map {
    /// A font without a map: Latin-1.
    pub(super) fn latin(wide: bool) -> Self {
        Self { wide, letters: BTreeMap::new() }
    }

    pub(super) fn read(data: &[u8], wide: bool) -> Self {
        let mut map = Self { wide, letters: BTreeMap::new() };
        let mut lexer = Lexer::new(data, 0);
        let mut operands: Vec<Value> = Vec::new();
        while let Some(value) = lexer.value(0) {
            let Value::Operator(operator) = value else {
                operands.push(value);
                continue;
            };
            match operator.as_str() {
                "endbfchar" => map.single(&operands),
                "endbfrange" => map.ranges(&operands),
                _ => {}
            }
            operands.clear();
        }
        map
    }

    fn single(&mut self, operands: &[Value]) {
        for pair in operands.chunks(2) {
            if let [Value::Text(code), Value::Text(letters)] = pair {
                self.letters.insert(number(code), utf16(letters));
            }
        }
    }

    fn ranges(&mut self, operands: &[Value]) {
        for triple in operands.chunks(3) {
            let [Value::Text(first), Value::Text(last), target] = triple else { continue };
            let (first, last) = (number(first), number(last));
            let letters: Vec<String> = match target {
                Value::Text(text) => {
                    let steps = 0..=last.saturating_sub(first).min(RANGE_MAX);
                    steps.map(|step| shifted(&utf16(text), step)).collect()
                }
                Value::Array(list) => list.iter().map(listed).collect(),
                _ => Vec::new(),
            };
            self.letters.extend((first..).zip(letters));
        }
    }

    /// Whether a space is a letter of the font.
    pub(super) fn has_space(&self) -> bool {
        self.letters.values().any(|letters| letters.starts_with([' ', '\u{a0}']))
    }

    /// Writes the letters of a string.
    pub(super) fn write(&self, bytes: &[u8], out: &mut String) {
        for code in bytes.chunks(if self.wide { 2 } else { 1 }) {
            match (self.letters.get(&number(code)), code) {
                (Some(letters), _) => out.push_str(letters),
                (None, [byte]) if !self.wide => out.push(char::from(*byte)),
                _ => {}
            }
        }
    }
}

fn listed(value: &Value) -> String {
    match value {
        Value::Text(text) => utf16(text),
        _ => String::new(),
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks(2).map(|pair| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        [low] => u16::from(*low),
        _ => 0,
    });
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect()
}

/// The text whose last letter stands so many places later.
fn shifted(text: &str, step: u32) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if let Some(last) = letters.last_mut() {
        *last = u32::from(*last).checked_add(step).and_then(char::from_u32).unwrap_or('\u{FFFD}');
    }
    letters.into_iter().collect()
}
