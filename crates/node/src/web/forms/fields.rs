//! The fields of a form as they came: names and texts, in order, nothing interpreted.

use std::collections::BTreeMap;

/// What a browser sent.
#[derive(Clone, Default, PartialEq, Eq)]
pub(in crate::web) struct Fields(BTreeMap<String, Vec<String>>);

impl std::fmt::Debug for Fields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Fields {
    /// Reads `application/x-www-form-urlencoded`. Total: what is no pair is left out.
    pub(in crate::web) fn parse(bytes: &[u8]) -> Self {
        let mut fields = Self::default();
        for pair in bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = decoded(halves.next().unwrap_or_default());
            fields.add(&name, decoded(halves.next().unwrap_or_default()));
        }
        fields
    }

    /// Adds a value.
    pub(in crate::web) fn add(&mut self, name: &str, value: impl Into<String>) {
        self.0.entry(name.to_owned()).or_default().push(value.into());
    }

    /// Adds a value where the field has none.
    pub(in crate::web) fn default_to(&mut self, name: &str, value: &str) {
        if !self.0.contains_key(name) {
            self.add(name, value);
        }
    }

    /// The first value, without spaces around it; empty when there is none.
    pub(in crate::web) fn one(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default().trim()
    }

    /// The first value, if it is not empty.
    pub(in crate::web) fn some(&self, name: &str) -> Option<&str> {
        Some(self.one(name)).filter(|value| !value.is_empty())
    }

    /// Every value.
    pub(in crate::web) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.get(name).into_iter().flatten().map(String::as_str)
    }
}

/// Undoes percent-encoding; bytes that are no UTF-8 become the replacement character.
fn decoded(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter().copied();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut ahead = rest.clone();
                let pair = (ahead.next().and_then(hex), ahead.next().and_then(hex));
                if let (Some(high), Some(low)) = pair {
                    bytes.push(high * 16 + low);
                    rest = ahead;
                } else {
                    bytes.push(byte);
                }
            }
            other => bytes.push(other),
        }
    }
    // Browsers send line ends as CR LF; texts are kept with LF.
    String::from_utf8_lossy(&bytes).replace("\r\n", "\n")
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_browsers_write_them() {
        let fields = Fields::parse(
            "name=%E0%B8%AA%E0%B8%A1+a&verify=identity&verify=record&x=a%0D%0Ab&bad=%z1&=&&flag"
                .as_bytes(),
        );
        assert_eq!(fields.one("name"), "สม a");
        assert_eq!(fields.all("verify").collect::<Vec<_>>(), ["identity", "record"]);
        assert_eq!(fields.one("x"), "a\nb");
        assert_eq!(fields.one("bad"), "%z1");
        assert_eq!(fields.one("flag"), "");
        assert_eq!(fields.some("missing"), None);
    }
}
