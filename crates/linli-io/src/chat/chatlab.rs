//! ChatLab's open exchange format 0.0.2 as JSON: `{chatlab, meta, members[], messages[]}`.

pub(super) mod extension;

use std::cell::RefCell;
use std::fmt;
use std::io::BufRead;

use linli::Error;
use linli::diagnostic::{BAD_ROW, EMPTY_NAME};
use linli::records::{Field, Fields, MessageKind};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::reading::json::{self, Each, Failure, Object, Pick, Series, Whole, each_key, keep};
use super::reading::{clock, placeholder};
use super::{ChatFormat, ChatHead, RawMessage, ReadOptions, Reading, Receiver, Sample};
use extension::Extension;

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
    Field::Named,
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
pub(super) const HEADER: [&str; 2] = ["exportedAt", "linli"];
pub(super) const MEMBER: [&str; 4] = ["platformId", "accountName", "groupNickname", "linli"];
pub(super) const MESSAGE: [&str; 9] = [
    "sender",
    "accountName",
    "groupNickname",
    "timestamp",
    "type",
    "content",
    "platformMessageId",
    "replyToMessageId",
    "linli",
];

/// The platform of a chat of which none is known: the format asks for one.
pub(super) const UNKNOWN: &str = "unknown";

/// What stands before the messages.
#[derive(Default)]
pub(super) struct Head {
    title: Option<String>,
    platform: Option<String>,
    exported_at: Option<i64>,
    fields: Option<Fields>,
    told: bool,
}

impl Head {
    pub(super) fn meta(&mut self, picked: json::Picked<2>) {
        let Some([name, platform]) = picked else { return };
        self.title = json::text(&name).map(str::to_owned);
        self.platform = json::text(&platform).filter(|&platform| platform != UNKNOWN).map(str::to_owned);
    }

    pub(super) fn header(&mut self, picked: json::Picked<2>) {
        let Some([at, ours]) = picked else { return };
        // The format asks for a time of export even where nobody knows one.
        self.exported_at = json::whole(&at).filter(|&at| at != 0);
        self.fields = extension::fields(&ours);
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
        })?;
        self.fields.map_or(Ok(()), |fields| receiver.recorded(fields))
    }
}

/// Hands over a member.
pub(super) fn member(picked: json::Picked<4>, line: u64, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let Some([id, account, nickname, ours]) = picked else {
        receiver.odd(&BAD_ROW, line, "a member is an object");
        return Ok(());
    };
    let id = json::id(&id);
    if let (Some(id), Some(account), Some(_)) = (id.as_deref(), json::text(&account), json::text(&nickname)) {
        receiver.known_as(id, account);
    }
    if let Some(name) = json::text(&nickname).or(json::text(&account)).or(id.as_deref()) {
        let nameless = Extension::of(&ours).nameless;
        return receiver.member(name, id.as_deref().filter(|_| !nameless));
    }
    receiver.odd(&EMPTY_NAME, line, "a member without name and id");
    Ok(())
}

/// Hands over a message, or says why not.
pub(super) fn message(picked: json::Picked<9>, line: u64, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let Some([sender, account, nickname, at, code, content, id, reply, ours]) = picked else {
        receiver.odd(&BAD_ROW, line, "a message is an object");
        return Ok(());
    };
    let Some(at) = json::whole(&at) else {
        receiver.odd(&BAD_ROW, line, "a message has a `timestamp` in seconds");
        return Ok(());
    };
    let Some(time) = clock::unix_seconds(at, line, receiver) else { return Ok(()) };
    let ours = Extension::of(&ours);
    let text = content.as_str().unwrap_or_default();
    let kind = ours.kind.unwrap_or_else(|| kind(&code, text));
    let sender = json::id(&sender);
    let author = json::text(&nickname).or(json::text(&account)).or(sender.as_deref()).unwrap_or_default();
    let nobody = kind == MessageKind::System || ours.nobody;
    if author.is_empty() && !nobody {
        receiver.odd(&EMPTY_NAME, line, "a message without sender");
        return Ok(());
    }
    let said = matches!(kind, MessageKind::Text | MessageKind::SignUp | MessageKind::Link | MessageKind::File);
    receiver.message(RawMessage {
        author_id: sender.as_deref().filter(|_| !nobody && !ours.nameless),
        text: if said || ours.words { text } else { "" },
        id: json::id(&id).as_deref(),
        reply_to: json::id(&reply).as_deref(),
        quoted: ours.quoted,
        mentioned_ids: &ours.mentions,
        recalled: ours.recalled,
        event: ours.event(),
        aims: &ours.aims,
        kept: ours.kept,
        number: ours.number,
        taken: &ours.taken,
        ..RawMessage::of(time.plus(ours.micros), line, if nobody { "" } else { author }, kind)
    })
}

/// The table of types. 25 is a text that answers another; joins and leaves stand as text under 80 and are not guessed.
pub(super) fn kind(code: &Value, text: &str) -> MessageKind {
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
    let mut file = File::at(Place { options, receiver: &receiver });
    json::read_value(reader, options, &receiver, &failure, Whole { object: &mut file, failure: &failure })?;
    file.head.tell(options, *receiver.borrow_mut())
}

/// What every level of the file needs.
#[derive(Clone, Copy)]
struct Place<'f, 'r> {
    options: &'f ReadOptions,
    receiver: &'f RefCell<&'r mut dyn Receiver>,
}

/// The whole file, part by part.
struct File<'f, 'r> {
    place: Place<'f, 'r>,
    head: Head,
}

impl<'f, 'r> File<'f, 'r> {
    fn at(place: Place<'f, 'r>) -> Self {
        Self { place, head: Head::default() }
    }
}

impl Object for File<'_, '_> {
    const WHAT: &'static str = "an object with `chatlab`, `meta`, `members` and `messages`";
    const KEYS: &'static [&'static str] = &["chatlab", "meta", "members", "messages", "linli"];

    fn field<'de, A: MapAccess<'de>>(&mut self, key: usize, map: &mut A, failure: &Failure) -> Result<(), A::Error> {
        let Place { options, receiver } = self.place;
        match key {
            0 => self.head.header(map.next_value_seed(Pick { keys: HEADER, failure })?),
            1 => self.head.meta(map.next_value_seed(Pick { keys: META, failure })?),
            // What comes with `linli` are other chats; this one is told even if it has no message.
            _ => self.head.tell(options, *receiver.borrow_mut()).map_err(|error| keep(failure, error))?,
        }
        match key {
            2 => {
                let take = |at, picked| member(picked, at, *receiver.borrow_mut());
                map.next_value_seed(Each { keys: MEMBER, take, failure })?;
            }
            3 => {
                let take = |at, picked| message(picked, at, *receiver.borrow_mut());
                map.next_value_seed(Each { keys: MESSAGE, take, failure })?;
            }
            4 => map.next_value_seed(More { place: self.place, failure })?,
            _ => {}
        }
        Ok(())
    }
}

/// Our extension of the file: `{chats: […]}`, the chats after the first, each like a whole file.
#[derive(Clone, Copy)]
struct More<'f, 'r, 'e> {
    place: Place<'f, 'r>,
    failure: &'e Failure,
}

impl<'de> DeserializeSeed<'de> for More<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for More<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `chats`, or a list of chats")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        each_key(map, &["chats"], self.failure, |_, map| map.next_value_seed(self))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        let Self { place, failure } = self;
        let end = |mut file: File<'_, '_>, _| file.head.tell(place.options, *place.receiver.borrow_mut());
        Series { begin: || File::at(place), end, failure }.visit_seq(list)
    }
}

#[cfg(test)]
mod tests;
