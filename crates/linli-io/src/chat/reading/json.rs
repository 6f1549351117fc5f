//! JSON in bounded memory: the depth and every string are limited under the parser, and of every object in a list only
//! the fields asked for are kept, each as long as it is small, so that pictures inside the file are passed over.

use std::cell::RefCell;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

use linli::diagnostic::BAD_BYTES;
use linli::error::RefusalCode;
use linli::{Error, ErrorKind, Location, refusal};
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::super::{ReadOptions, Receiver};
use super::small::Small;
use crate::decode::Text;

/// How deep lists and objects may stand in one another.
const MAX_DEPTH: u32 = 64;
/// The longest string, in bytes. Exports carry pictures of members as strings of some megabytes.
pub(in crate::chat) const MAX_STRING: usize = 32 << 20;

/// Watches JSON on its way to the parser.
struct Guard<R> {
    text: Text<R>,
    file: String,
    line: u64,
    depth: u32,
    length: usize,
    in_string: bool,
    escaped: bool,
}

impl<R: Read> Guard<R> {
    fn watch(&mut self, byte: u8) -> Result<(), Error> {
        if self.in_string {
            self.length += 1;
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
            return if self.length > MAX_STRING {
                Err(self.refusal(&refusal::JSON_STRING, "a string", "bytes", MAX_STRING))
            } else {
                Ok(())
            };
        }
        match byte {
            b'"' => (self.in_string, self.length) = (true, 0),
            b'[' | b'{' => self.depth += 1,
            b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            b'\n' => self.line += 1,
            _ => {}
        }
        if self.depth > MAX_DEPTH {
            Err(self.refusal(&refusal::JSON_DEPTH, "a list or object", "levels", MAX_DEPTH as usize))
        } else {
            Ok(())
        }
    }

    fn refusal(&self, code: &'static RefusalCode, what: &str, unit: &str, most: usize) -> Error {
        Error::refused(code, format!("{what} goes beyond {most} {unit}"))
            .at(Location::line(&self.file, self.line))
            .with_hint("no chat export does; check that this is the right file")
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.text.read(out)?;
        for &byte in out.get(..count).unwrap_or_default() {
            self.watch(byte).map_err(io::Error::other)?;
        }
        Ok(count)
    }
}

/// Where an error of ours waits while the parser unwinds.
pub(in crate::chat) type Failure = RefCell<Option<Error>>;

/// Keeps an error of ours and gives the parser one of its own.
pub(in crate::chat) fn keep<E: de::Error>(failure: &Failure, error: Error) -> E {
    failure.replace(Some(error));
    E::custom("stopped")
}

/// Reads one JSON value with a seed. `failure` is where the seed leaves errors of ours.
pub(in crate::chat) fn read_value<'de, S: DeserializeSeed<'de>>(
    reader: &mut dyn BufRead,
    options: &ReadOptions,
    receiver: &RefCell<&mut dyn Receiver>,
    failure: &Failure,
    seed: S,
) -> Result<(), Error> {
    let text = Text::new(reader, &options.file)?;
    let file = options.file.clone();
    let guard = Guard { text, file, line: 1, depth: 0, length: 0, in_string: false, escaped: false };
    let mut buffered = BufReader::new(guard);
    let mut parser = serde_json::Deserializer::from_reader(&mut buffered);
    let outcome = seed.deserialize(&mut parser).and_then(|_| parser.end());
    drop(parser);
    let replaced = buffered.get_ref().text.replaced();
    if replaced > 0 {
        let detail = format!("{replaced} invalid sequences replaced in the whole file");
        receiver.borrow_mut().odd(&BAD_BYTES, 1, &detail);
    }
    match outcome {
        Ok(()) => Ok(()),
        Err(cause) => Err(match failure.take() {
            Some(ours) => located(ours, &options.file, cause.line() as u64),
            None => explain(cause, &options.file),
        }),
    }
}

/// Gives a limit, or a field that stands twice, the line at which it was met; other errors say themselves where they arose.
pub(in crate::chat) fn located(error: Error, file: &str, line: u64) -> Error {
    let ours = error.kind() == ErrorKind::Limit || error.code() == Some(refusal::JSON_TWICE.id);
    if ours && error.location() == &Location::default() { error.at(Location::line(file, line)) } else { error }
}

/// Says what is wrong with the JSON. The parser's own words may hold the text of messages, so they are not used.
fn explain(cause: serde_json::Error, file: &str) -> Error {
    use serde_json::error::Category;
    let (line, column) = (cause.line() as u64, cause.column());
    let (code, what) = match cause.classify() {
        Category::Io => {
            let cause = io::Error::from(cause);
            return match cause.downcast::<Error>() {
                Ok(ours) => ours,
                Err(cause) => Error::new(ErrorKind::File, "the file could not be read")
                    .at(Location::file(file))
                    .with_source(cause),
            };
        }
        Category::Eof => (&refusal::JSON_CUT, format!("the JSON breaks off at column {column}")),
        // Of the parser's words only this beginning is looked at; it holds nothing of the file.
        Category::Syntax if cause.to_string().starts_with("trailing characters") => {
            (&refusal::SEVERAL_CHATS, format!("the JSON ends and something follows at column {column}"))
        }
        Category::Syntax => (&refusal::JSON_SYNTAX, format!("this is not JSON at column {column}")),
        Category::Data => {
            (&refusal::JSON_SHAPE, format!("the JSON has another shape than this format at column {column}"))
        }
    };
    Error::refused(code, what).at(Location::line(file, line))
}

/// The fields asked for, of one object; None where there is no object.
pub(in crate::chat) type Picked<const N: usize> = Option<[Value; N]>;

/// Keeps the named fields of an object and passes over all others. One of them twice is an error.
#[derive(Clone, Copy)]
pub(in crate::chat) struct Pick<'f, const N: usize> {
    pub(in crate::chat) keys: [&'static str; N],
    pub(in crate::chat) failure: &'f Failure,
}

impl<'de, const N: usize> DeserializeSeed<'de> for Pick<'_, N> {
    type Value = Picked<N>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de, const N: usize> Visitor<'de> for Pick<'_, N> {
    type Value = Picked<N>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let mut picked = [const { Value::Null }; N];
        each_key(map, &self.keys, self.failure, |at, map| {
            let value = map.next_value_seed(Small(self.failure))?;
            if let Some(field) = picked.get_mut(at) {
                *field = value;
            }
            Ok(())
        })?;
        Ok(Some(picked))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

/// The named fields of the object that stands under `key` in an object; None where there is none.
pub(in crate::chat) struct Inside<'f, const N: usize> {
    pub(in crate::chat) key: &'static str,
    pub(in crate::chat) pick: Pick<'f, N>,
}

impl<'de, const N: usize> DeserializeSeed<'de> for Inside<'_, N> {
    type Value = Picked<N>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de, const N: usize> Visitor<'de> for Inside<'_, N> {
    type Value = Picked<N>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let mut picked = None;
        each_key(map, &[self.key], self.pick.failure, |_, map| {
            picked = map.next_value_seed(self.pick)?;
            Ok(())
        })?;
        Ok(picked)
    }
}

/// An object whose fields are taken one by one, in the order of the file.
pub(in crate::chat) trait Object {
    /// What it is, for an error.
    const WHAT: &'static str;
    /// The keys it knows.
    const KEYS: &'static [&'static str];

    /// Takes the value of the key at this place of [`Self::KEYS`].
    fn field<'de, A: MapAccess<'de>>(&mut self, key: usize, map: &mut A, failure: &Failure) -> Result<(), A::Error>;
}

/// Fills an object from JSON.
pub(in crate::chat) struct Whole<'a, O> {
    pub(in crate::chat) object: &'a mut O,
    pub(in crate::chat) failure: &'a Failure,
}

impl<'de, O: Object> DeserializeSeed<'de> for Whole<'_, O> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de, O: Object> Visitor<'de> for Whole<'_, O> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(O::WHAT)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        each_key(map, O::KEYS, self.failure, |key, map| self.object.field(key, map, self.failure))
    }
}

/// Fills one object after another from a list; each is ended with its position, from 1.
pub(in crate::chat) struct Series<'a, B, E> {
    pub(in crate::chat) begin: B,
    pub(in crate::chat) end: E,
    pub(in crate::chat) failure: &'a Failure,
}

impl<'de, O, B, E> DeserializeSeed<'de> for Series<'_, B, E>
where
    O: Object,
    B: FnMut() -> O,
    E: FnMut(O, u64) -> Result<(), Error>,
{
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de, O, B, E> Visitor<'de> for Series<'_, B, E>
where
    O: Object,
    B: FnMut() -> O,
    E: FnMut(O, u64) -> Result<(), Error>,
{
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list; each entry is {}", O::WHAT)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        let mut position = 0;
        loop {
            let mut object = (self.begin)();
            if list.next_element_seed(Whole { object: &mut object, failure: self.failure })?.is_none() {
                return Ok(());
            }
            position += 1;
            (self.end)(object, position).map_err(|error| keep(self.failure, error))?;
        }
    }
}

/// Hands over the place of every known key of an object, whose value is to be taken, and passes over all others. One of
/// them twice is an error: of two values neither is the right one.
pub(in crate::chat) fn each_key<'de, A: MapAccess<'de>>(
    mut map: A,
    keys: &[&'static str],
    failure: &Failure,
    mut take: impl FnMut(usize, &mut A) -> Result<(), A::Error>,
) -> Result<(), A::Error> {
    let mut seen = vec![false; keys.len()];
    while let Some(place) = map.next_key_seed(Which(keys))? {
        let Some(at) = place else {
            map.next_value::<IgnoredAny>()?;
            continue;
        };
        if seen.get_mut(at).is_some_and(|seen| std::mem::replace(seen, true)) {
            return Err(keep(failure, Error::refused(&refusal::JSON_TWICE, "a field stands twice")));
        }
        take(at, &mut map)?;
    }
    Ok(())
}

/// Which of the known keys a key is, without a copy of it.
struct Which<'k>(&'k [&'static str]);

impl<'de> DeserializeSeed<'de> for Which<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Which<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().position(|known| *known == key))
    }
}

/// Hands the named fields of every object in a list to a function, with its position from 1.
pub(in crate::chat) struct Each<'f, const N: usize, F> {
    pub(in crate::chat) keys: [&'static str; N],
    pub(in crate::chat) take: F,
    pub(in crate::chat) failure: &'f Failure,
}

impl<'de, const N: usize, F> DeserializeSeed<'de> for Each<'_, N, F>
where
    F: FnMut(u64, Picked<N>) -> Result<(), Error>,
{
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de, const N: usize, F> Visitor<'de> for Each<'_, N, F>
where
    F: FnMut(u64, Picked<N>) -> Result<(), Error>,
{
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        let mut position = 0;
        let pick = Pick { keys: self.keys, failure: self.failure };
        while let Some(picked) = list.next_element_seed(pick)? {
            position += 1;
            (self.take)(position, picked).map_err(|error| keep(self.failure, error))?;
        }
        Ok(())
    }
}

/// A text, where the value is one that says something.
pub(in crate::chat) fn text(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.is_empty())
}

/// An id, written as a text or as a number.
pub(in crate::chat) fn id(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        other => text(other).map(str::to_owned),
    }
}

/// A whole number, written as a number or as a text.
pub(in crate::chat) fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| {
            // 2^53: beyond it a fraction cannot have been meant.
            number.as_f64().filter(|seconds| seconds.abs() < 9_007_199_254_740_992.0).map(|seconds| seconds as i64)
        }),
        other => text(other)?.trim().parse().ok(),
    }
}
