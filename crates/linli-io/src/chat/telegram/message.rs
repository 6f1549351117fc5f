//! One entry of `messages`: what a person wrote, or a service message.

use linli::Error;
use linli::diagnostic::{BAD_ROW, BAD_TIME, EMPTY_NAME};
use linli::records::MessageKind as Kind;
use linli::time::Timestamp;
use serde_json::Value;

use super::super::reading::json::{self, Picked};
use super::super::reading::{clock, placeholder};
use super::super::{RawMessage, ReadOptions, Receiver};
use super::service::{self, Moves, Service};

/// The fields read. Which media fields are there says the kind; their contents are file names.
pub(super) const KEYS: [&str; 22] = [
    "id",
    "type",
    "date_unixtime",
    "date",
    "from",
    "from_id",
    "text",
    "reply_to_message_id",
    "reply_to_peer_id",
    "actor",
    "actor_id",
    "action",
    "members",
    "inviter",
    "title",
    "media_type",
    "photo",
    "file",
    "forwarded_from",
    "location_information",
    "contact_information",
    "poll",
];

/// Hands over a message, or says why not.
pub(super) fn give(
    picked: Picked<22>,
    line: u64,
    options: &ReadOptions,
    moves: &mut Moves,
    receiver: &mut dyn Receiver,
) -> Result<(), Error> {
    let Some(fields) = picked else {
        receiver.odd(&BAD_ROW, line, "a message is an object");
        return Ok(());
    };
    let [
        id,
        sort,
        unix,
        date,
        from,
        from_id,
        text,
        reply,
        elsewhere,
        actor,
        actor_id,
        action,
        members,
        inviter,
        title,
        media @ ..,
    ] = &fields;
    let service = match json::text(sort) {
        Some("message") => false,
        Some("service") => true,
        _ => {
            receiver.odd(&BAD_ROW, line, "`type` is neither message nor service");
            return Ok(());
        }
    };
    let Some(time) = time(unix, date, line, options, receiver) else { return Ok(()) };
    let id = json::id(id);
    if service {
        let actor = Person { name: json::text(actor), id: json::id(actor_id) };
        let service = Service { time, line, id, actor, action, members, inviter, title };
        return service::give(&service, moves, receiver);
    }
    let author = Person { name: json::text(from), id: json::id(from_id) };
    let Some(name) = author.shown() else {
        receiver.odd(&EMPTY_NAME, line, "a message without sender");
        return Ok(());
    };
    let written = written(text);
    if let (Some(name), Some(id)) = (author.name, &author.id) {
        moves.note(name, id);
    }
    let mentioned: Vec<&str> = written.mentioned.iter().map(String::as_str).collect();
    let kind = match kind(media) {
        Kind::Text if placeholder::is_sign_up(&written.text) => Kind::SignUp,
        kind => kind,
    };
    let here = elsewhere.is_null();
    receiver.message(RawMessage {
        author_id: author.id.as_deref(),
        text: &written.text,
        id: id.as_deref(),
        reply_to: json::id(reply).filter(|_| here).as_deref(),
        mentioned_ids: &mentioned,
        ..RawMessage::of(time, line, name, kind)
    })
}

/// Somebody as a message names them.
pub(super) struct Person<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) id: Option<String>,
}

impl Person<'_> {
    /// The name, or the id of a deleted account.
    pub(super) fn shown(&self) -> Option<&str> {
        self.name.or(self.id.as_deref())
    }
}

fn time(
    unix: &Value,
    date: &Value,
    line: u64,
    options: &ReadOptions,
    receiver: &mut dyn Receiver,
) -> Option<Timestamp> {
    if let Some(count) = json::whole(unix) {
        return clock::unix_seconds(count, line, receiver);
    }
    // Older exports have the local time only.
    if let Some(date) = json::text(date) {
        return clock::local(options.zone, clock::iso(date), line, receiver);
    }
    receiver.odd(&BAD_TIME, line, "neither `date_unixtime` nor `date`");
    None
}

/// More people than any group has; it keeps the search for repeated ones short.
const MOST_MENTIONED: usize = 1000;

struct Written {
    text: String,
    mentioned: Vec<String>,
}

/// The text is a string, or a list of strings and pieces `{type, text, user_id?}`.
fn written(value: &Value) -> Written {
    let mut all = Written { text: String::new(), mentioned: Vec::new() };
    match value {
        Value::String(text) => all.text.push_str(text),
        Value::Array(pieces) => {
            for piece in pieces {
                all.text.push_str(piece.as_str().or_else(|| piece.get("text")?.as_str()).unwrap_or_default());
                let new = |person: &String| all.mentioned.len() < MOST_MENTIONED && !all.mentioned.contains(person);
                if let Some(person) = mentioned(piece).filter(new) {
                    all.mentioned.push(person);
                }
            }
        }
        _ => {}
    }
    all
}

/// The person of a `mention_name`, written as `from_id` writes people. A `mention` is a @username, which no id goes with.
fn mentioned(piece: &Value) -> Option<String> {
    if piece.get("type")?.as_str() != Some("mention_name") {
        return None;
    }
    let id = json::id(piece.get("user_id")?)?;
    Some(if id.starts_with(|c: char| c.is_ascii_digit()) { format!("user{id}") } else { id })
}

fn kind(media: &[Value; 7]) -> Kind {
    let [media_type, photo, file, forwarded, place, contact, poll] = media;
    match json::text(media_type) {
        _ if !forwarded.is_null() => Kind::Forward,
        Some("sticker" | "animation") => Kind::Sticker,
        Some("voice_message") => Kind::Voice,
        Some("video_message" | "video_file") => Kind::Video,
        Some(_) => Kind::File,
        None if !photo.is_null() => Kind::Picture,
        None if !place.is_null() => Kind::Location,
        None if !contact.is_null() => Kind::Card,
        None if !poll.is_null() => Kind::Poll,
        None if !file.is_null() => Kind::File,
        None => Kind::Text,
    }
}
