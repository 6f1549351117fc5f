//! One JSON value as a tree, as long as it is small: a tree costs many times the bytes it was read from.

use std::fmt;

use linli::{Error, refusal};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::json::{Failure, keep};

/// The most bytes the texts and keys of one value may have together.
pub(in crate::chat) const MAX_BYTES: usize = 1 << 20;
/// The most values that may stand in one.
pub(in crate::chat) const MAX_NODES: usize = 10_000;

/// Reads one value whole, within the limits. Where it is larger, `failure` says so.
pub(in crate::chat) struct Small<'f>(pub(in crate::chat) &'f Failure);

/// What may still be read of the value.
struct Rest<'f> {
    nodes: usize,
    bytes: usize,
    failure: &'f Failure,
}

impl<'de> DeserializeSeed<'de> for Small<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        Node(&mut Rest { nodes: MAX_NODES, bytes: MAX_BYTES, failure: self.0 }).deserialize(from)
    }
}

impl Rest<'_> {
    fn node<E: de::Error>(&mut self) -> Result<(), E> {
        self.nodes = self.nodes.checked_sub(1).ok_or_else(|| self.refusal("values", MAX_NODES))?;
        Ok(())
    }

    fn text<E: de::Error>(&mut self, text: &str) -> Result<String, E> {
        self.bytes = self.bytes.checked_sub(text.len()).ok_or_else(|| self.refusal("bytes of text", MAX_BYTES))?;
        Ok(text.to_owned())
    }

    fn refusal<E: de::Error>(&self, unit: &str, most: usize) -> E {
        let error =
            Error::refused(&refusal::JSON_FIELD, format!("one field of a message holds more than {most} {unit}"))
                .with_hint("no chat export does; check that this is the right file");
        keep(self.failure, error)
    }
}

/// A value inside another, on the account of the outermost.
struct Node<'r, 'f>(&'r mut Rest<'f>);

/// A key, which counts as text.
struct KeyOf<'r, 'f>(&'r mut Rest<'f>);

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        self.0.node()?;
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = map.next_key_seed(KeyOf(self.0))? {
            object.insert(key, map.next_value_seed(Node(self.0))?);
        }
        Ok(Value::Object(object))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        while let Some(value) = list.next_element_seed(Node(self.0))? {
            all.push(value);
        }
        Ok(Value::Array(all))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        self.0.text(text).map(Value::String)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
}

impl<'de> DeserializeSeed<'de> for KeyOf<'_, '_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<String, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyOf<'_, '_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<String, E> {
        self.0.text(key)
    }
}

#[cfg(test)]
mod tests {
    use linli::ErrorKind;

    use super::*;

    fn small(text: &str) -> Result<Value, Option<Error>> {
        let failure = Failure::default();
        let value = Small(&failure).deserialize(&mut serde_json::Deserializer::from_str(text));
        value.map_err(|_| failure.take())
    }

    #[test]
    fn a_small_value_is_what_it_is() {
        let text = r#"{"a":[1,-2,2.5,true,null,"好\n"],"b":{"c":"d"}}"#;
        assert_eq!(small(text).unwrap(), serde_json::from_str::<Value>(text).unwrap());
    }

    #[test]
    fn values_and_bytes_are_counted_through_all_levels() {
        let list = |count: usize| format!("{{\"a\":[{}]}}", vec!["0"; count].join(","));
        assert!(small(&list(MAX_NODES - 2)).is_ok());
        let error = small(&list(MAX_NODES - 1)).unwrap_err().unwrap();
        assert_eq!(error.kind(), ErrorKind::Limit);
        let texts = |more: &str| format!("[\"{}\",{{\"{more}\":0}}]", "x".repeat(MAX_BYTES - 3));
        assert!(small(&texts("abc")).is_ok());
        assert_eq!(small(&texts("abcd")).unwrap_err().unwrap().kind(), ErrorKind::Limit);
    }
}
