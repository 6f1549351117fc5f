//! ChatLab's open exchange format 0.0.2 as JSON: `{chatlab, meta, members[], messages[]}`.

use std::cell::RefCell;
use std::fmt;
use std::io::BufRead;

use linli::Error;
use linli::diagnostic::{BAD_ROW, EMPTY_NAME};
use linli::records::{Field, Fields, MessageKind};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::reading::json::{self, Each, Failure, Pick, Which, keep};
use super::reading::{clock, placeholder};
use super::{ChatFormat, ChatHead, RawMessage, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "chatlab",
    title: "ChatLab 0.0.2, JSON",
    title_zh: "ChatLab 0.0.2（JSON）",
    note: NOTE,
    fields: FIELDS,
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

pub(super) const NOTE: &str = "The one open, documented exchange format, written by several export tools. Ids, seconds and \
                               replies; joins and leaves only as system text, sign-up lists only as text.";

pub(super) const FIELDS: Fields = Fields::of(&[
    Field::Reply,
    Field::Mention,
    Field::Kind,
    Field::Length,
    Field::Cue,
    Field::Recall,
    Field::Seconds,
    Field::PersonId,
]);

fn sniff(sample: &Sample<'_>) -> u8 {
    let has = |key: &str| sample.text.contains(key);
    match sample.text.trim_start().starts_with('{') && !has("\"_type\"") {
        true if has("\"chatlab\"") => 95,
        true if has("\"platformId\"") && has("\"accountName\"") => 75,
        _ => 0,
    }
}

pub(super) const META: [&str; 2] = ["name", "platform"];
pub(super) const HEADER: [&str; 1] = ["exportedAt"];
pub(super) const MEMBER: [&str; 3] = ["platformId", "accountName", "groupNickname"];
pub(super) const MESSAGE: [&str; 8] =
    ["sender", "accountName", "groupNickname", "timestamp", "type", "content", "platformMessageId", "replyToMessageId"];

/// What stands before the messages.
#[derive(Default)]
pub(super) struct Head {
    title: Option<String>,
    platform: Option<String>,
    exported_at: Option<i64>,
    told: bool,
}

impl Head {
    pub(super) fn meta(&mut self, picked: json::Picked<2>) {
        let Some([name, platform]) = picked else { return };
        self.title = json::text(&name).map(str::to_owned);
        self.platform = json::text(&platform).map(str::to_owned);
    }

    pub(super) fn header(&mut self, picked: json::Picked<1>) {
        self.exported_at = picked.and_then(|[at]| json::whole(&at));
    }

    /// Tells the receiver, once, before the first member or message.
    pub(super) fn tell(&mut self, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
        if self.told {
            return Ok(());
        }
        self.told = true;
        let exported = self.exported_at.and_then(|at| clock::unix(at, 1, receiver));
        receiver.chat(ChatHead {
            title: self.title.as_deref(),
            platform: self.platform.as_deref(),
            exported_on: exported.map(|at| options.zone.day(at)),
        })
    }
}

/// Hands over a member.
pub(super) fn member(picked: json::Picked<3>, line: u64, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let Some([id, account, nickname]) = picked else {
        receiver.odd(&BAD_ROW, line, "a member is an object");
        return Ok(());
    };
    let id = json::id(&id);
    if let (Some(id), Some(account), Some(_)) = (id.as_deref(), json::text(&account), json::text(&nickname)) {
        receiver.known_as(id, account);
    }
    if let Some(name) = json::text(&nickname).or(json::text(&account)).or(id.as_deref()) {
        return receiver.member(name, id.as_deref());
    }
    receiver.odd(&EMPTY_NAME, line, "a member without name and id");
    Ok(())
}

/// Hands over a message, or says why not.
pub(super) fn message(picked: json::Picked<8>, line: u64, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let Some([sender, account, nickname, at, code, content, id, reply]) = picked else {
        receiver.odd(&BAD_ROW, line, "a message is an object");
        return Ok(());
    };
    let Some(at) = json::whole(&at) else {
        receiver.odd(&BAD_ROW, line, "a message has a `timestamp` in seconds");
        return Ok(());
    };
    let Some(time) = clock::unix_seconds(at, line, receiver) else { return Ok(()) };
    let text = content.as_str().unwrap_or_default();
    let kind = kind(&code, text);
    let sender = json::id(&sender);
    let author = json::text(&nickname).or(json::text(&account)).or(sender.as_deref()).unwrap_or_default();
    let system = kind == MessageKind::System;
    if author.is_empty() && !system {
        receiver.odd(&EMPTY_NAME, line, "a message without sender");
        return Ok(());
    }
    let said = matches!(kind, MessageKind::Text | MessageKind::SignUp | MessageKind::Link | MessageKind::File);
    receiver.message(RawMessage {
        author_id: sender.as_deref().filter(|_| !system),
        text: if said { text } else { "" },
        id: json::id(&id).as_deref(),
        reply_to: json::id(&reply).as_deref(),
        ..RawMessage::of(time, line, if system { "" } else { author }, kind)
    })
}

/// The table of types. 25 is a text that answers another; joins and leaves stand as text under 80 and are not guessed.
fn kind(code: &Value, text: &str) -> MessageKind {
    match json::whole(code) {
        Some(0 | 25) if placeholder::is_sign_up(text) => MessageKind::SignUp,
        Some(0 | 25) => MessageKind::Text,
        Some(1) => MessageKind::Picture,
        Some(2) => MessageKind::Voice,
        Some(3) => MessageKind::Video,
        Some(4) => MessageKind::File,
        Some(5) => MessageKind::Sticker,
        Some(7 | 24) => MessageKind::Link,
        Some(8) => MessageKind::Location,
        Some(20) => MessageKind::RedPacket,
        Some(21) => MessageKind::Transfer,
        Some(22) => MessageKind::Pat,
        Some(23) => MessageKind::Call,
        Some(26) => MessageKind::Forward,
        Some(27) => MessageKind::Card,
        Some(80) => MessageKind::System,
        Some(81) => MessageKind::Recall,
        _ => MessageKind::Other,
    }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let (failure, receiver) = (Failure::default(), RefCell::new(receiver));
    let mut head = Head::default();
    let file = File { options, receiver: &receiver, failure: &failure, head: &mut head };
    json::read_value(reader, options, &receiver, &failure, file)?;
    head.tell(options, *receiver.borrow_mut())
}

/// The whole file, part by part.
struct File<'f, 'r> {
    options: &'f ReadOptions,
    receiver: &'f RefCell<&'r mut dyn Receiver>,
    failure: &'f Failure,
    head: &'f mut Head,
}

impl<'de> DeserializeSeed<'de> for File<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for File<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `chatlab`, `meta`, `members` and `messages`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { options, receiver, failure, head } = self;
        while let Some(key) = map.next_key_seed(Which(&["chatlab", "meta", "members", "messages"]))? {
            let mut tell = || head.tell(options, *receiver.borrow_mut()).map_err(|error| keep(failure, error));
            match key {
                Some(0) => head.header(map.next_value_seed(Pick { keys: HEADER, failure })?),
                Some(1) => head.meta(map.next_value_seed(Pick { keys: META, failure })?),
                Some(2) => {
                    tell()?;
                    let take = |at, picked| member(picked, at, *receiver.borrow_mut());
                    map.next_value_seed(Each { keys: MEMBER, take, failure })?;
                }
                Some(3) => {
                    tell()?;
                    let take = |at, picked| message(picked, at, *receiver.borrow_mut());
                    map.next_value_seed(Each { keys: MESSAGE, take, failure })?;
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
