//! Zulip's messages as its interface gives them: `{messages: []}`, or the list alone, with contents in HTML.

pub(super) mod content;

use std::io::BufRead;

use linli::diagnostic::{BAD_ROW, EMPTY_NAME};
use linli::records::{Field, Fields, MessageKind};
use linli::{Error, Location, refusal};
use serde_json::Value;

use self::content::Written;
use super::reading::listing::{self, Listing, Take};
use super::reading::{clock, json, placeholder};
use super::{ChatFormat, ChatHead, RawMessage, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "zulip",
    title: "Zulip, messages as JSON",
    title_zh: "Zulip 消息（JSON）",
    note: "The messages of one channel or conversation. Ids, seconds, mentions, and answers that quote what they answer; \
           coming and leaving stand nowhere.",
    fields: Fields::of(&[
        Field::Reply,
        Field::Mention,
        Field::Kind,
        Field::Length,
        Field::Cue,
        Field::Seconds,
        Field::PersonId,
    ]),
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

const LISTING: Listing<0, 8> = Listing {
    head: [],
    lists: &["messages"],
    keys: [
        "id",
        "sender_id",
        "sender_full_name",
        "sender_email",
        "timestamp",
        "content",
        "content_type",
        "display_recipient",
    ],
};

fn sniff(sample: &Sample<'_>) -> u8 {
    let has = |key: &str| sample.text.contains(key);
    let json = sample.text.trim_start().starts_with(['[', '{']);
    if json && has("\"sender_full_name\"") && has("\"timestamp\"") { 94 } else { 0 }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let mut taker = Taker { options, of: None };
    listing::read(&LISTING, &mut taker, reader, options, receiver)?;
    taker.chat(&Value::Null, 1, receiver)
}

struct Taker<'o> {
    options: &'o ReadOptions,
    /// Where the messages so far were sent.
    of: Option<Value>,
}

impl Taker<'_> {
    /// A channel has a name; a conversation is the list of those in it.
    fn chat(&mut self, recipient: &Value, line: u64, receiver: &mut dyn Receiver) -> Result<(), Error> {
        if let Some(known) = &self.of {
            if recipient.is_null() || same(known, recipient) {
                return Ok(());
            }
            return Err(Error::refused(&refusal::SEVERAL_CHATS, "the messages are of several channels")
                .at(Location::line(&self.options.file, line))
                .with_hint("save the messages of every channel in a file of its own"));
        }
        receiver.chat(ChatHead { title: json::text(recipient), platform: Some("zulip"), exported_on: None })?;
        self.of = Some(recipient.clone());
        Ok(())
    }
}

/// Whether two messages were sent to the same people; their names may change meanwhile.
fn same(one: &Value, other: &Value) -> bool {
    let people = |value: &Value| {
        let mut ids: Vec<String> =
            value.as_array().into_iter().flatten().filter_map(|person| json::id(person.get("id")?)).collect();
        ids.sort_unstable();
        ids
    };
    one == other || (one.is_array() && other.is_array() && people(one) == people(other))
}

/// Whether a message is of the program itself.
fn is_system(email: &Value) -> bool {
    json::text(email).is_some_and(|email| email.starts_with("notification-bot@") || email.starts_with("welcome-bot@"))
}

impl Take<0, 8> for Taker<'_> {
    fn begin(&mut self, _: &[Value; 0], _: &mut dyn Receiver) -> Result<(), Error> {
        Ok(())
    }

    fn message(&mut self, fields: &[Value; 8], line: u64, receiver: &mut dyn Receiver) -> Result<(), Error> {
        let [id, sender, name, email, at, content, sort, recipient] = fields;
        self.chat(recipient, line, receiver)?;
        let (Some(at), Some(content)) = (json::whole(at), content.as_str()) else {
            receiver.odd(&BAD_ROW, line, "a message has a `timestamp` and a `content`");
            return Ok(());
        };
        let Some(time) = clock::unix_seconds(at, line, receiver) else { return Ok(()) };
        let id = json::id(id);
        let bare = RawMessage { id: id.as_deref(), ..RawMessage::of(time, line, "", MessageKind::System) };
        if is_system(email) {
            return receiver.message(bare);
        }
        let Some(author) = json::text(name) else {
            receiver.odd(&EMPTY_NAME, line, "a message without `sender_full_name`");
            return Ok(());
        };
        let is_marked_down = json::text(sort) == Some("text/x-markdown");
        let written = if is_marked_down { Written::of_markdown(content) } else { Written::of_html(content) };
        let mentioned: Vec<&str> = written.mentioned.iter().map(String::as_str).collect();
        let text = written.text.trim();
        let kind = match written.shown {
            _ if text.starts_with("/poll ") => MessageKind::Poll,
            Some(kind) => kind,
            None if placeholder::is_sign_up(text) => MessageKind::SignUp,
            None => MessageKind::Text,
        };
        receiver.message(RawMessage {
            author,
            author_id: json::id(sender).as_deref(),
            kind,
            text,
            reply_to: written.answered.as_deref(),
            mentioned_ids: &mentioned,
            ..bare
        })
    }
}

#[cfg(test)]
mod tests;
