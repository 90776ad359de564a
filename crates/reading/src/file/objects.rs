//! The values PDF files are made of.

use std::collections::BTreeMap;

/// Depth of arrays in arrays that is read.
const DEPTH_MAX: usize = 40;

/// A PDF value.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Value {
    /// Null, or something that is not read.
    #[default]
    Nothing,
    /// A number.
    Number(f64),
    /// A name, without its slash.
    Name(String),
    /// The bytes of a string.
    Text(Vec<u8>),
    /// An array.
    Array(Vec<Value>),
    /// A dictionary.
    Dictionary(BTreeMap<String, Value>),
    /// A reference to an object.
    Reference(u32),
    /// An operator of a page.
    Operator(String),
}

impl Value {
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Dictionary(entries) => entries.get(key),
            _ => None,
        }
    }

    pub(super) fn set(&mut self, key: &str, value: Self) {
        if let Self::Dictionary(entries) = self {
            entries.insert(key.to_owned(), value);
        }
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = (&String, &Self)> {
        let entries = match self {
            Self::Dictionary(entries) => Some(entries),
            _ => None,
        };
        entries.into_iter().flatten()
    }

    pub(super) fn name(&self, key: &str) -> Option<&str> {
        match self.get(key) {
            Some(Self::Name(name)) => Some(name),
            _ => None,
        }
    }

    pub(super) fn as_name(&self) -> Option<String> {
        match self {
            Self::Name(name) => Some(name.clone()),
            _ => None,
        }
    }

    pub(super) fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// A whole number of an entry.
    pub(super) fn number(&self, key: &str) -> Option<usize> {
        self.get(key).and_then(Self::as_number).and_then(whole)
    }
}

fn whole(number: f64) -> Option<usize> {
    format!("{number:.0}").parse().ok()
}

/// Reads values one after another.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The position of what comes next.
    pub(super) fn skipped(&mut self) -> usize {
        self.skip();
        self.at
    }

    fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let rest = self.bytes.get(self.at..).unwrap_or_default();
                let line = rest.iter().take_while(|b| **b != b'\n' && **b != b'\r');
                self.at += line.count();
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// A whole number, or nothing.
    pub(super) fn integer(&mut self) -> Option<usize> {
        match self.value(0)? {
            Value::Number(number) => whole(number),
            _ => None,
        }
    }

    /// The next value; nothing at the end.
    pub(super) fn value(&mut self, depth: usize) -> Option<Value> {
        self.skip();
        let byte = self.peek()?;
        if depth > DEPTH_MAX {
            return None;
        }
        let next = self.bytes.get(self.at + 1).copied();
        match byte {
            b'/' => {
                self.at += 1;
                Some(Value::Name(self.word()))
            }
            b'(' => Some(Value::Text(self.literal())),
            b'<' if next == Some(b'<') => Some(self.dictionary(depth)),
            b'<' => Some(Value::Text(self.hex())),
            b'[' => {
                self.at += 1;
                Some(Value::Array(self.until(b']', depth)))
            }
            b')' | b'>' | b']' | b'{' | b'}' => {
                self.at += 1;
                Some(Value::Nothing)
            }
            _ => Some(self.plain()),
        }
    }

    fn word(&mut self) -> String {
        let mut word = String::new();
        while let Some(byte) = self.peek().filter(|b| !is_space(*b) && !is_delimiter(*b)) {
            word.push(char::from(byte));
            self.at += 1;
        }
        word
    }

    /// A number, a reference or an operator.
    fn plain(&mut self) -> Value {
        let word = self.word();
        let Ok(number) = word.parse::<f64>() else {
            if word.is_empty() {
                self.at += 1;
            }
            return Value::Operator(word);
        };
        let whole = word.parse::<u32>().ok();
        match whole.filter(|_| self.refers()) {
            Some(id) => Value::Reference(id),
            None => Value::Number(number),
        }
    }

    /// Whether `0 R` follows; it is taken then.
    fn refers(&mut self) -> bool {
        let before = self.at;
        self.skip();
        let generation = self.word();
        self.skip();
        let mark = self.word();
        let found =
            !generation.is_empty() && generation.chars().all(|c| c.is_ascii_digit()) && mark == "R";
        if !found {
            self.at = before;
        }
        found
    }

    fn until(&mut self, end: u8, depth: usize) -> Vec<Value> {
        let mut values = Vec::new();
        loop {
            self.skip();
            match self.peek() {
                None => return values,
                Some(byte) if byte == end => {
                    self.at += 1;
                    return values;
                }
                Some(_) => match self.value(depth + 1) {
                    Some(value) => values.push(value),
                    None => return values,
                },
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Value {
        self.at += 2;
        let mut entries = BTreeMap::new();
        loop {
            self.skip();
            if self.bytes.get(self.at..self.at + 2) == Some(b">>") {
                self.at += 2;
                return Value::Dictionary(entries);
            }
            match (self.value(depth + 1), self.peek()) {
                (Some(Value::Name(key)), Some(_)) => {
                    let value = self.value(depth + 1).unwrap_or_default();
                    entries.insert(key, value);
                }
                (Some(_), Some(_)) => {}
                _ => return Value::Dictionary(entries),
            }
        }
    }

    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits: Vec<u8> = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            digits.extend(char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok()));
        }
        digits
            .chunks(2)
            .map(|pair| match pair {
                [high, low] => high * 16 + low,
                [high] => high * 16,
                _ => 0,
            })
            .collect()
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut open = 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            if open == 0 {
                break;
            }
            if byte == b'\\' { self.escaped(&mut out) } else { out.push(byte) }
        }
        out
    }

    fn escaped(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\n' | b'\r' => {}
            b'0'..=b'7' => out.extend(self.octal(byte)),
            other => out.push(other),
        }
    }

    /// A byte of one to three octal digits.
    fn octal(&mut self, first: u8) -> Option<u8> {
        let mut value = u32::from(first - b'0');
        for _ in 0..2 {
            let Some(digit) = self.peek().filter(|b| (b'0'..=b'7').contains(b)) else { break };
            value = value * 8 + u32::from(digit - b'0');
            self.at += 1;
        }
        u8::try_from(value & 0xFF).ok()
    }
}
