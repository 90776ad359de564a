//! A draft as a file writes it: the shared fields and those of the type side by side. Each field is read
//! straight into its own type, so that `0123456` stays the number of a document, and a field that the
//! type does not have is refused by name.

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Error, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::VecDeque;
use std::fmt;

use super::{Draft, Head};
use crate::codes::MessageKind;
use crate::message::Body;

/// Declares the shared fields, and how one of them is read by its name.
macro_rules! head {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            $($(#[$fdoc])* #[serde(skip_serializing_if = "crate::message::field::is_default")]
            pub $field: $type,)+
        }
        impl $name {
            /// Reads the value of a shared field; false when the name is none.
            fn read<'de, A: serde::de::MapAccess<'de>>(
                &mut self,
                field: &str,
                map: &mut A,
            ) -> Result<bool, A::Error> {
                match field {
                    $(stringify!($field) => self.$field = map.next_value()?,)+
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }
    };
}
pub(super) use head;

impl<'de> Deserialize<'de> for Draft {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_map(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Draft;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a draft: fields and their values, `type` first")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Draft, A::Error> {
        let mut head = Head::default();
        let mut kind: Option<MessageKind> = None;
        // Fields of the type that stand before `type`.
        let mut early = VecDeque::new();
        while let Some(field) = map.next_key::<String>()? {
            if field == "type" {
                kind = Some(map.next_value()?);
                break;
            }
            if !head.read(&field, &mut map)? {
                early.push_back((field, map.next_value::<Value>()?));
            }
        }
        let Some(kind) = kind else { return Ok(Draft { head, body: None }) };
        let rest = Rest { early, value: None, map, head: &mut head };
        let body = Body::read(kind, MapAccessDeserializer::new(rest))?;
        Ok(Draft { head, body: Some(body) })
    }
}

/// The fields of the type alone; shared ones are read on the way.
struct Rest<'a, A> {
    early: VecDeque<(String, Value)>,
    value: Option<Value>,
    map: A,
    head: &'a mut Head,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Rest<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        if let Some((field, value)) = self.early.pop_front() {
            self.value = Some(value);
            return seed.deserialize(field.into_deserializer()).map(Some);
        }
        while let Some(field) = self.map.next_key::<String>()? {
            if field == "type" {
                return Err(A::Error::duplicate_field("type"));
            }
            if !self.head.read(&field, &mut self.map)? {
                return seed.deserialize(field.into_deserializer()).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.value.take() {
            Some(value) => seed.deserialize(value).map_err(A::Error::custom),
            None => self.map.next_value_seed(seed),
        }
    }
}
