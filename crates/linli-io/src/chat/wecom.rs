//! WeCom's archive of conversations, decrypted, as JSON: a list of messages of all rooms, or one a line.

mod message;

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

use linli::diagnostic::BAD_ROW;
use linli::records::{Field, Fields};
use linli::{Error, ErrorKind};
use serde_json::Value;

use super::reading::json::{self, Pick};
use super::reading::lines::{self, is_lines};
use super::reading::listing::{self, Listing, Take};
use super::{ChatFormat, ChatHead, ReadOptions, Reading, Receiver, Sample};
use message::Message;

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "wecom",
    title: "WeCom, archive of conversations, JSON",
    title_zh: "企业微信会话内容存档（JSON）",
    note: "The paid archive of WeCom, after decryption: ids, times to the millisecond, who received each message (a member \
           list), messages taken back. Names are the ids of the address book; replies are not marked.",
    fields: Fields::of(&[
        Field::Mention,
        Field::Kind,
        Field::Length,
        Field::Named,
        Field::Cue,
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
    let json = sample.text.trim_start().starts_with(['{', '[']);
    if json && has("\"msgid\"") && has("\"msgtime\"") && has("\"msgtype\"") { 94 } else { 0 }
}

pub(super) const KEYS: [&str; 12] =
    ["msgid", "action", "from", "tolist", "roomid", "msgtime", "msgtype", "text", "file", "link", "markdown", "time"];

const LISTING: Listing<0, 12> = Listing { head: [], lists: &["chatdata", "messages", "list"], keys: KEYS };

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let mut rooms = Rooms { most: options.limits.entry, ..Rooms::default() };
    if is_lines(reader, options, &["\"chatdata\""])? {
        lines::each(reader, options, receiver, |text, failure, line, receiver| {
            if let Some(fields) = lines::parsed(text, Pick { keys: KEYS, failure }).flatten() {
                return rooms.message(&fields, line, receiver);
            }
            receiver.odd(&BAD_ROW, line, "a message is an object");
            Ok(())
        })?;
        return rooms.finish(receiver);
    }
    listing::read(&LISTING, &mut rooms, reader, options, receiver)?;
    rooms.finish(receiver)
}

/// Messages of all rooms stand in the order of time. The room that comes first goes through at once; what the others say is
/// held until the end, because a chat is taken in whole.
#[derive(Default)]
struct Rooms {
    first: Option<String>,
    members: BTreeSet<String>,
    held: BTreeMap<String, Vec<Message>>,
    bytes: u64,
    most: u64,
}

impl Take<0, 12> for Rooms {
    fn begin(&mut self, _: &[Value; 0], _: &mut dyn Receiver) -> Result<(), Error> {
        Ok(())
    }

    fn message(&mut self, fields: &[Value; 12], line: u64, receiver: &mut dyn Receiver) -> Result<(), Error> {
        let Some(message) = Message::of(fields, line, receiver) else { return Ok(()) };
        if self.first.is_none() {
            receiver.chat(head(&message.room))?;
            self.first = Some(message.room.clone());
        }
        if self.first.as_ref() == Some(&message.room) {
            return give(&message, &mut self.members, receiver);
        }
        self.bytes = self.bytes.saturating_add(message.bytes());
        if self.bytes > self.most {
            return Err(Error::new(ErrorKind::Limit, format!("the rooms hold more than {} bytes", self.most))
                .with_hint("split the archive by roomid, one file a room"));
        }
        self.held.entry(message.room.clone()).or_default().push(message);
        Ok(())
    }
}

impl Rooms {
    fn finish(self, receiver: &mut dyn Receiver) -> Result<(), Error> {
        if self.first.is_none() {
            return receiver.chat(head(""));
        }
        for (room, messages) in self.held {
            receiver.chat(head(&room))?;
            let mut members = BTreeSet::new();
            messages.iter().try_for_each(|message| give(message, &mut members, receiver))?;
        }
        Ok(())
    }
}

fn head(room: &str) -> ChatHead<'_> {
    ChatHead { title: Some(room).filter(|room| !room.is_empty()), platform: Some("wecom"), exported_on: None }
}

/// Hands over a message, and before it whoever received one for the first time.
fn give(message: &Message, members: &mut BTreeSet<String>, receiver: &mut dyn Receiver) -> Result<(), Error> {
    for id in message.everybody() {
        if members.insert(id.to_owned()) {
            receiver.member(id, Some(id))?;
        }
    }
    message.hand_over(receiver)
}

/// A text in an object.
fn inside<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    json::text(&value[key])
}

#[cfg(test)]
mod tests;
