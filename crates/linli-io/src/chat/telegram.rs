//! Telegram Desktop's `result.json`: one chat `{name, type, id, messages}`, or all chats `{chats: {list: []}}`.

mod message;
mod service;

use std::cell::RefCell;
use std::io::BufRead;

use linli::Error;
use linli::records::{Field, Fields};
use serde::de::MapAccess;
use serde_json::Value;

use self::service::Moves;
use super::reading::json::{self, Each, Failure, Object, Series, Whole, keep};
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
    let mut chat = Chat::at(Place { options, receiver: &receiver });
    json::read_value(reader, options, &receiver, &failure, Whole { object: &mut chat, failure: &failure })
}

/// What every level of the file needs.
#[derive(Clone, Copy)]
struct Place<'f, 'r> {
    options: &'f ReadOptions,
    receiver: &'f RefCell<&'r mut dyn Receiver>,
}

/// A chat, or the root of an export of all chats: they are told apart by what they hold.
struct Chat<'f, 'r> {
    place: Place<'f, 'r>,
    name: Value,
}

/// `{about, list: []}`.
struct Chats<'f, 'r>(Place<'f, 'r>);

impl<'f, 'r> Chat<'f, 'r> {
    fn at(place: Place<'f, 'r>) -> Self {
        Self { place, name: Value::Null }
    }
}

impl Object for Chat<'_, '_> {
    const WHAT: &'static str = "an object with `messages` or `chats`";
    const KEYS: &'static [&'static str] = &["name", "messages", "chats", "left_chats"];

    fn field<'de, A: MapAccess<'de>>(&mut self, key: usize, map: &mut A, failure: &Failure) -> Result<(), A::Error> {
        let Place { options, receiver } = self.place;
        match key {
            0 => self.name = map.next_value_seed(Small(failure))?,
            1 => {
                let head = ChatHead { title: json::text(&self.name), platform: Some("telegram"), exported_on: None };
                receiver.borrow_mut().chat(head).map_err(|error| keep(failure, error))?;
                let mut moves = Moves::default();
                let take = |at, picked| message::give(picked, at, options, &mut moves, *receiver.borrow_mut());
                map.next_value_seed(Each { keys: message::KEYS, take, failure })?;
                moves.give_all(*receiver.borrow_mut()).map_err(|error| keep(failure, error))?;
            }
            _ => map.next_value_seed(Whole { object: &mut Chats(self.place), failure })?,
        }
        Ok(())
    }
}

impl Object for Chats<'_, '_> {
    const WHAT: &'static str = "an object with `list`";
    const KEYS: &'static [&'static str] = &["list"];

    fn field<'de, A: MapAccess<'de>>(&mut self, _: usize, map: &mut A, failure: &Failure) -> Result<(), A::Error> {
        map.next_value_seed(Series { begin: || Chat::at(self.0), end: |_, _| Ok(()), failure })
    }
}

#[cfg(test)]
mod tests;
