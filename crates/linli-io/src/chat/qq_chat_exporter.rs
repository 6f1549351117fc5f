//! What the plug-in qq-chat-exporter writes: one JSON object, or the messages one a line (a chunk of its chunked form).

use std::cell::RefCell;
use std::fmt;
use std::io::BufRead;

use linli::Error;
use linli::diagnostic::{BAD_ROW, EMPTY_NAME};
use linli::records::{Field, Fields, MessageKind};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::qq_text::notice;
use super::reading::json::{self, Failure, Pick, Picked, Which, keep};
use super::reading::lines::{self, is_lines};
use super::reading::{clock, placeholder};
use super::{ChatFormat, ChatHead, RawMessage, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "qq_chat_exporter",
    title: "QQ, qq-chat-exporter, JSON",
    title_zh: "QQ 聊天记录（qq-chat-exporter，JSON）",
    note: "Written by the plug-in qq-chat-exporter, whole or in chunks of lines. QQ numbers, group cards, replies, messages \
           taken back (their texts are left out), notices of the program.",
    fields: Fields::of(&[
        Field::Reply,
        Field::Mention,
        Field::Kind,
        Field::Length,
        Field::Named,
        Field::Cue,
        Field::Join,
        Field::Recall,
        Field::Seconds,
        Field::PersonId,
    ]),
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

fn sniff(sample: &Sample<'_>) -> u8 {
    let has = |key: &str| sample.text.contains(key);
    if !sample.text.trim_start().starts_with('{') {
        return 0;
    }
    let people = has("\"uin\"") || has("\"uid\"");
    match has("\"chatInfo\"") {
        // Before the messages may stand a picture of any size.
        true if people || has("\"metadata\"") => 93,
        _ if people && has("\"messageId\"") && has("\"sender\"") && has("\"messageType\"") => 86,
        _ => 0,
    }
}

pub(super) const INFO: [&str; 1] = ["name"];
const SENDER: [&str; 3] = ["uin", "uid", "name"];
const SHOWN: [&str; 2] = ["sendMemberName", "sendNickName"];
const CONTENT: [&str; 2] = ["text", "reply"];
const KEYS: [&str; 8] =
    ["messageId", "timestamp", "messageType", "isSystemMessage", "isRecalled", "sender", "rawMessage", "content"];

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    if is_lines(reader, options, &["\"chatInfo\"", "\"messages\""])? {
        receiver.chat(head(None))?;
        return read_lines(reader, options, receiver);
    }
    let (failure, receiver) = (Failure::default(), RefCell::new(receiver));
    let mut told = false;
    let file = File { receiver: &receiver, failure: &failure, told: &mut told };
    json::read_value(reader, options, &receiver, &failure, file)?;
    if told { Ok(()) } else { receiver.borrow_mut().chat(head(None)) }
}

pub(super) fn head(title: Option<&str>) -> ChatHead<'_> {
    ChatHead { title, platform: Some("qq"), exported_on: None }
}

/// Reads messages, one a line.
pub(super) fn read_lines(
    reader: &mut dyn BufRead,
    options: &ReadOptions,
    receiver: &mut dyn Receiver,
) -> Result<(), Error> {
    lines::each(reader, options, receiver, |text, failure, line, receiver| {
        if let Some(message) = lines::parsed(text, Entry { failure }) {
            return message.hand_over(line, receiver);
        }
        receiver.odd(&BAD_ROW, line, "the line is no message");
        Ok(())
    })
}

/// What is taken of one message.
struct Message {
    fields: [Value; 5],
    sender: Picked<3>,
    shown: Picked<2>,
    content: Picked<2>,
}

impl Message {
    fn hand_over(&self, line: u64, receiver: &mut dyn Receiver) -> Result<(), Error> {
        let [id, at, kind, system, recalled] = &self.fields;
        let Some(at) = json::whole(at) else {
            receiver.odd(&BAD_ROW, line, "a message has a `timestamp`");
            return Ok(());
        };
        let Some(time) = clock::unix(at, line, receiver) else { return Ok(()) };
        let number = self
            .sender
            .as_ref()
            .and_then(|[uin, uid, _]| json::id(uin).filter(|uin| uin != "0").or_else(|| json::id(uid)));
        // The name in the group goes before the name of the account.
        let shown = self.shown.iter().flatten().find_map(json::text);
        let account = self.sender.as_ref().and_then(|[_, _, name]| json::text(name));
        let author = shown.or(account).or(number.as_deref()).unwrap_or_default();
        let (text, reply) = match &self.content {
            Some([text, reply]) => (text.as_str().unwrap_or_default(), reply),
            None => ("", &Value::Null),
        };
        let bare = RawMessage::of(time, line, author, MessageKind::Text);
        if system.as_bool().unwrap_or_default() {
            return notice::tell(text, RawMessage { author: "", ..bare }, receiver);
        }
        if author.is_empty() {
            receiver.odd(&EMPTY_NAME, line, "a message without sender");
            return Ok(());
        }
        let recalled = recalled.as_bool().unwrap_or_default();
        let text = unquoted(text);
        let (kind, text) = match (placeholder::bracketed(text), json::whole(kind)) {
            (Some(found), _) => found,
            (None, Some(3)) => (MessageKind::Picture, ""),
            (None, Some(7)) => (MessageKind::Video, ""),
            (None, _) if placeholder::is_sign_up(text) => (MessageKind::SignUp, text),
            (None, _) => (MessageKind::Text, text),
        };
        let answered = json::id(&reply["referencedMessageId"]).filter(|id| id != "0");
        let quoted = json::text(&reply["senderName"]).filter(|_| answered.is_none());
        receiver.message(RawMessage {
            kind,
            text: if recalled { "" } else { text },
            author_id: number.as_deref(),
            id: json::id(id).as_deref(),
            reply_to: answered.as_deref(),
            quoted,
            recalled,
            ..bare
        })
    }
}

/// The words without the line that says what is answered.
fn unquoted(text: &str) -> &str {
    let quote = text.strip_prefix("[回复").and_then(|rest| rest.split_once("]\n"));
    quote.map_or(text, |(_, words)| words)
}

/// The whole file, part by part.
struct File<'f, 'r> {
    receiver: &'f RefCell<&'r mut dyn Receiver>,
    failure: &'f Failure,
    told: &'f mut bool,
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
        f.write_str("an object with `chatInfo` and `messages`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { receiver, failure, told } = self;
        let mut title = None;
        while let Some(key) = map.next_key_seed(Which(&["chatInfo", "messages"]))? {
            match key {
                Some(0) => {
                    let info = map.next_value_seed(Pick { keys: INFO, failure })?;
                    title = info.and_then(|[name]| json::text(&name).map(str::to_owned));
                }
                Some(_) => {
                    *told = true;
                    receiver.borrow_mut().chat(head(title.as_deref())).map_err(|error| keep(failure, error))?;
                    map.next_value_seed(All { receiver, failure })?;
                }
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// The list of messages.
struct All<'f, 'r> {
    receiver: &'f RefCell<&'r mut dyn Receiver>,
    failure: &'f Failure,
}

impl<'de> DeserializeSeed<'de> for All<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for All<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of messages")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut line = 0;
        while let Some(message) = list.next_element_seed(Entry { failure: self.failure })? {
            line += 1;
            let taken = message.hand_over(line, *self.receiver.borrow_mut());
            taken.map_err(|error| keep(self.failure, error))?;
        }
        Ok(())
    }
}

/// One message: of the large parts only what is asked for.
struct Entry<'f> {
    failure: &'f Failure,
}

impl<'de> DeserializeSeed<'de> for Entry<'_> {
    type Value = Message;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Message, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Entry<'_> {
    type Value = Message;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a message")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Message, A::Error> {
        let failure = self.failure;
        let mut message = Message { fields: [const { Value::Null }; 5], sender: None, shown: None, content: None };
        while let Some(key) = map.next_key_seed(Which(&KEYS))? {
            match key {
                Some(5) => message.sender = map.next_value_seed(Pick { keys: SENDER, failure })?,
                Some(6) => message.shown = map.next_value_seed(Pick { keys: SHOWN, failure })?,
                Some(7) => message.content = map.next_value_seed(Pick { keys: CONTENT, failure })?,
                Some(at) => {
                    let value = map.next_value_seed(super::reading::small::Small(failure))?;
                    if let Some(field) = message.fields.get_mut(at) {
                        *field = value;
                    }
                }
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(message)
    }
}

#[cfg(test)]
mod tests;
