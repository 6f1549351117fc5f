//! One message of a channel.

use linli::Error;
use linli::diagnostic::{BAD_ROW, EMPTY_NAME};
use linli::records::MessageKind as Kind;
use serde_json::Value;

use super::super::reading::{json, placeholder, time};
use super::super::{Event, Party, RawMessage, ReadOptions, Receiver};

/// The fields read.
pub(super) const KEYS: [&str; 10] =
    ["id", "type", "timestamp", "content", "author", "mentions", "reference", "attachments", "stickers", "embeds"];

/// Hands over a message, or says why not.
pub(super) fn give(
    fields: &[Value; 10],
    line: u64,
    options: &ReadOptions,
    receiver: &mut dyn Receiver,
) -> Result<(), Error> {
    let [id, sort, at, content, author, mentions, reference, attached, stickers, embeds] = fields;
    let (Some(sort), Some(at)) = (json::id(sort), json::text(at)) else {
        receiver.odd(&BAD_ROW, line, "a message has a `type` and a `timestamp`");
        return Ok(());
    };
    let Some(at) = time::read(at, line, options, receiver)? else { return Ok(()) };
    let id = json::id(id);
    let author = Person::of(author);
    let bare = RawMessage { id: id.as_deref(), ..RawMessage::of(at, line, "", Kind::System) };
    let Some(name) = author.name else {
        receiver.odd(&EMPTY_NAME, line, "a message without author");
        return Ok(());
    };
    let own = RawMessage { author: name, author_id: author.id.as_deref(), ..bare };
    let content = content.as_str().unwrap_or_default();
    let is_reply = match sort.as_str() {
        "Default" | "0" | "20" | "ChatInputCommand" | "ThreadStarterMessage" | "21" => false,
        "Reply" | "19" => true,
        "GuildMemberJoin" | "7" => return receiver.message(RawMessage { kind: Kind::Join, ..own }),
        "RecipientAdd" | "1" => return moved(Kind::Join, &author, name, mentions, bare, receiver),
        "RecipientRemove" | "2" => return moved(Kind::Leave, &author, name, mentions, bare, receiver),
        "ChannelNameChange" | "4" => {
            let title = content.split_once(": ").map(|(_, title)| title.trim_end_matches('.'));
            let event = title.filter(|title| !title.is_empty()).map_or(Event::None, Event::Titled);
            return receiver.message(RawMessage { kind: Kind::GroupRename, event, ..own });
        }
        // Started threads, pins, boosts and what Discord may add.
        _ => return receiver.message(bare),
    };
    let mentioned = people(mentions);
    let mentioned: Vec<&str> = mentioned.iter().filter_map(|person| person.id.as_deref()).collect();
    // What is pinned, forwarded or begun as a thread has a reference too; only a reply answers.
    let answered = reference.get("messageId").and_then(json::id).filter(|_| is_reply);
    let is_forward = !is_reply && content.is_empty() && reference.get("messageId").is_some();
    let kind = match kind(attached, stickers, embeds) {
        Kind::Text if placeholder::is_sign_up(content) => Kind::SignUp,
        _ if is_forward => Kind::Forward,
        kind => kind,
    };
    receiver.message(RawMessage {
        kind,
        text: content,
        reply_to: answered.as_deref(),
        mentioned_ids: &mentioned,
        ..own
    })
}

struct Person<'a> {
    name: Option<&'a str>,
    id: Option<String>,
}

impl<'a> Person<'a> {
    fn of(value: &'a Value) -> Self {
        let told = |key: &str| value.get(key).and_then(json::text);
        Self { name: told("nickname").or(told("name")), id: value.get("id").and_then(json::id) }
    }
}

/// More people than any message mentions.
const MOST_MENTIONED: usize = 1000;

fn people(mentions: &Value) -> Vec<Person<'_>> {
    let mut all: Vec<Person<'_>> = Vec::new();
    for person in mentions.as_array().into_iter().flatten().take(MOST_MENTIONED).map(Person::of) {
        if person.id.is_some() && all.iter().all(|known| known.id != person.id) {
            all.push(person);
        }
    }
    all
}

/// Whoever was added to or removed from a conversation stands among the mentions; somebody who left, perhaps nowhere.
fn moved(
    kind: Kind,
    author: &Person<'_>,
    name: &str,
    mentions: &Value,
    bare: RawMessage<'_>,
    receiver: &mut dyn Receiver,
) -> Result<(), Error> {
    let moved = people(mentions);
    let own = RawMessage { kind, author: name, author_id: author.id.as_deref(), ..bare };
    if moved.is_empty() {
        // Without a name it can only be told of a leave who it is.
        return receiver.message(if kind == Kind::Leave { own } else { bare });
    }
    for person in &moved {
        let Some(who) = person.name else { continue };
        let event =
            if person.id == author.id { Event::None } else { Event::By(Party { name, id: author.id.as_deref() }) };
        receiver.message(RawMessage { author: who, author_id: person.id.as_deref(), event, ..own })?;
    }
    Ok(())
}

/// What a message shows, by the ending of what is attached first.
fn kind(attached: &Value, stickers: &Value, embeds: &Value) -> Kind {
    let first = |list: &Value| list.as_array().and_then(|list| list.first()).cloned();
    if let Some(file) = first(attached) {
        return of_file(file.get("fileName").and_then(json::text).unwrap_or_default());
    }
    match (first(stickers), first(embeds)) {
        (Some(_), _) => Kind::Sticker,
        // An address in the text brings its preview; the words are still there.
        (None, Some(_)) => Kind::Link,
        (None, None) => Kind::Text,
    }
}

/// The kind of a file, by its ending.
pub(in crate::chat) fn of_file(name: &str) -> Kind {
    let name = name.split(['?', '#']).next().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "heic" | "bmp" => Kind::Picture,
        "mp4" | "mov" | "webm" | "mkv" | "avi" => Kind::Video,
        "ogg" | "oga" | "opus" | "m4a" | "mp3" | "wav" | "amr" => Kind::Voice,
        _ => Kind::File,
    }
}
