//! What the plug-in qq-chat-exporter writes: one JSON object, or the messages one a line (a chunk of its chunked form).

use std::cell::RefCell;
use std::io::BufRead;

use linli::Error;
use linli::diagnostic::{BAD_ROW, EMPTY_NAME};
use linli::records::{Field, Fields, MessageKind};
use serde::de::MapAccess;
use serde_json::Value;

use super::qq_text::notice;
use super::reading::json::{self, Failure, Object, Pick, Picked, Series, Whole, keep};
use super::reading::lines::{self, is_lines};
use super::reading::small::Small;
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

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    if is_lines(reader, options, &["\"chatInfo\"", "\"messages\""])? {
        receiver.chat(head(None))?;
        return read_lines(reader, options, receiver);
    }
    let (failure, receiver) = (Failure::default(), RefCell::new(receiver));
    let mut file = File { receiver: &receiver, title: None, told: false };
    json::read_value(reader, options, &receiver, &failure, Whole { object: &mut file, failure: &failure })?;
    if file.told { Ok(()) } else { receiver.borrow_mut().chat(head(None)) }
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
        let mut message = Message::default();
        if lines::parsed(text, Whole { object: &mut message, failure }).is_some() {
            return message.hand_over(line, receiver);
        }
        receiver.odd(&BAD_ROW, line, "the line is no message");
        Ok(())
    })
}

/// What is taken of one message: of the large parts only what is asked for.
#[derive(Default)]
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

impl Object for Message {
    const WHAT: &'static str = "a message";
    const KEYS: &'static [&'static str] =
        &["messageId", "timestamp", "messageType", "isSystemMessage", "isRecalled", "sender", "rawMessage", "content"];

    fn field<'de, A: MapAccess<'de>>(&mut self, key: usize, map: &mut A, failure: &Failure) -> Result<(), A::Error> {
        match key {
            5 => self.sender = map.next_value_seed(Pick { keys: SENDER, failure })?,
            6 => self.shown = map.next_value_seed(Pick { keys: SHOWN, failure })?,
            7 => self.content = map.next_value_seed(Pick { keys: CONTENT, failure })?,
            _ => {
                let value = map.next_value_seed(Small(failure))?;
                if let Some(field) = self.fields.get_mut(key) {
                    *field = value;
                }
            }
        }
        Ok(())
    }
}

/// The whole file, part by part.
struct File<'f, 'r> {
    receiver: &'f RefCell<&'r mut dyn Receiver>,
    title: Option<String>,
    told: bool,
}

impl Object for File<'_, '_> {
    const WHAT: &'static str = "an object with `chatInfo` and `messages`";
    const KEYS: &'static [&'static str] = &["chatInfo", "messages"];

    fn field<'de, A: MapAccess<'de>>(&mut self, key: usize, map: &mut A, failure: &Failure) -> Result<(), A::Error> {
        if key == 0 {
            let info = map.next_value_seed(Pick { keys: INFO, failure })?;
            self.title = info.and_then(|[name]| json::text(&name).map(str::to_owned));
            return Ok(());
        }
        self.told = true;
        self.receiver.borrow_mut().chat(head(self.title.as_deref())).map_err(|error| keep(failure, error))?;
        let end = |message: Message, line| message.hand_over(line, *self.receiver.borrow_mut());
        map.next_value_seed(Series { begin: Message::default, end, failure })
    }
}

#[cfg(test)]
mod tests;
