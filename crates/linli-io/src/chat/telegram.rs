//! Telegram Desktop's `result.json`: one chat `{name, type, id, messages}`, or all chats `{chats: {list: []}}`.

mod message;
mod service;

use std::cell::RefCell;
use std::fmt;
use std::io::BufRead;

use linli::Error;
use linli::records::{Field, Fields};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use self::service::Moves;
use super::reading::json::{self, Each, Failure, Which, keep};
use super::reading::small::Small;
use super::{ChatFormat, ChatHead, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "telegram",
    title: "Telegram Desktop, JSON",
    title_zh: "Telegram 桌面版（result.json）",
    note: "Export chat history as machine-readable JSON. Ids, seconds, replies, joins and leaves; mentions by @username \
           cannot be matched to a person, mentions by name can.",
    fields: Fields::of(&[
        Field::Reply,
        Field::Mention,
        Field::Kind,
        Field::Length,
        Field::Named,
        Field::Cue,
        Field::Join,
        Field::Leave,
        Field::Seconds,
        Field::PersonId,
    ]),
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

fn sniff(sample: &Sample<'_>) -> u8 {
    let has = |key: &str| sample.text.contains(key);
    if !sample.text.trim_start().starts_with('{') || has("\"chatlab\"") || has("\"_type\"") {
        return 0;
    }
    match (has("\"date_unixtime\"") || has("\"from_id\""), has("\"messages\"")) {
        (true, true) => 90,
        (false, true) if has("\"type\": \"message\"") || has("\"type\":\"message\"") => 60,
        _ if has("\"personal_information\"") || has("\"chats\"") => 50,
        _ => 0,
    }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let (failure, receiver) = (Failure::default(), RefCell::new(receiver));
    let place = Place { options, receiver: &receiver, failure: &failure };
    json::read_value(reader, options, &receiver, &failure, Chat(place))
}

/// What every level of the file needs.
#[derive(Clone, Copy)]
struct Place<'f, 'r> {
    options: &'f ReadOptions,
    receiver: &'f RefCell<&'r mut dyn Receiver>,
    failure: &'f Failure,
}

/// A chat, or the root of an export of all chats: they are told apart by what they hold.
struct Chat<'f, 'r>(Place<'f, 'r>);

/// `{about, list: []}`.
struct Chats<'f, 'r>(Place<'f, 'r>);

/// A list of chats.
struct List<'f, 'r>(Place<'f, 'r>);

impl<'de> DeserializeSeed<'de> for Chat<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Chat<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `messages` or `chats`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Place { options, receiver, failure } = self.0;
        let mut name = serde_json::Value::Null;
        while let Some(key) = map.next_key_seed(Which(&["name", "messages", "chats", "left_chats"]))? {
            match key {
                Some(0) => name = map.next_value_seed(Small(failure))?,
                Some(1) => {
                    let head = ChatHead { title: json::text(&name), platform: Some("telegram"), exported_on: None };
                    receiver.borrow_mut().chat(head).map_err(|error| keep(failure, error))?;
                    let mut moves = Moves::default();
                    let take = |at, picked| message::give(picked, at, options, &mut moves, *receiver.borrow_mut());
                    map.next_value_seed(Each { keys: message::KEYS, take, failure })?;
                    moves.give_all(*receiver.borrow_mut()).map_err(|error| keep(failure, error))?;
                }
                Some(_) => map.next_value_seed(Chats(self.0))?,
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Chats<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Chats<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `list`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(Which(&["list"]))? {
            match key {
                Some(_) => map.next_value_seed(List(self.0))?,
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of chats")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Chat(self.0))?.is_some() {}
        Ok(())
    }
}

#[cfg(test)]
mod tests;
