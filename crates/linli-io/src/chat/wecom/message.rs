//! One message of the archive.

use linli::diagnostic::{BAD_ROW, EMPTY_NAME};
use linli::records::MessageKind;
use linli::time::Timestamp;
use serde_json::Value;

use super::super::reading::{clock, json, placeholder};
use super::super::{RawMessage, Receiver};
use super::inside;

/// What is taken of a message. Its text is held no longer than its room is.
pub(super) struct Message {
    pub(super) room: String,
    line: u64,
    time: Timestamp,
    id: Option<String>,
    from: String,
    to: Vec<String>,
    kind: MessageKind,
    text: String,
}

impl Message {
    /// Reads a message; what is none (consent, a change of company) or cannot be read is None.
    pub(super) fn of(fields: &[Value; 12], line: u64, receiver: &mut dyn Receiver) -> Option<Self> {
        let [id, action, from, to, room, at, kind, text, file, link, markdown, switched] = fields;
        let kind = kind.as_str().unwrap_or_default();
        if action == "switch" || matches!(kind, "agree" | "disagree") {
            return None;
        }
        let Some(at) = json::whole(at).or_else(|| json::whole(switched)) else {
            receiver.odd(&BAD_ROW, line, "a message has a `msgtime`");
            return None;
        };
        let time = clock::unix(at, line, receiver)?;
        let Some(from) = json::id(from) else {
            receiver.odd(&EMPTY_NAME, line, "a message without `from`");
            return None;
        };
        let to: Vec<String> = to.as_array().into_iter().flatten().filter_map(json::id).collect();
        let words = match kind {
            "text" => inside(text, "content"),
            "markdown" => inside(markdown, "content"),
            "link" => inside(link, "title"),
            "file" => inside(file, "filename"),
            _ => None,
        };
        let words = words.unwrap_or_default();
        let kind = if action == "recall" { MessageKind::Recall } else { kind_of(kind, words) };
        let room = json::id(room).unwrap_or_else(|| pair(&from, &to));
        let text = if kind == MessageKind::Recall { String::new() } else { words.to_owned() };
        Some(Self { room, line, time, id: json::id(id), from, to, kind, text })
    }

    /// Who wrote and who received it.
    pub(super) fn everybody(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.from.as_str()).chain(self.to.iter().map(String::as_str))
    }

    /// About what it takes in memory.
    pub(super) fn bytes(&self) -> u64 {
        let words = self.room.len() + self.from.len() + self.text.len() + self.id.as_ref().map_or(0, String::len);
        let to: usize = self.to.iter().map(|id| id.len() + size_of::<String>()).sum();
        (size_of::<Self>() + words + to) as u64
    }

    pub(super) fn hand_over(&self, receiver: &mut dyn Receiver) -> Result<(), linli::Error> {
        receiver.message(RawMessage {
            author_id: Some(&self.from),
            text: &self.text,
            id: self.id.as_deref(),
            ..RawMessage::of(self.time, self.line, &self.from, self.kind)
        })
    }
}

/// A talk of two has no room: whoever writes first, it is the same.
fn pair(from: &str, to: &[String]) -> String {
    let mut all: Vec<&str> = std::iter::once(from).chain(to.iter().map(String::as_str)).collect();
    all.sort_unstable();
    all.dedup();
    all.join(", ")
}

fn kind_of(kind: &str, words: &str) -> MessageKind {
    match kind {
        "text" if placeholder::is_sign_up(words) => MessageKind::SignUp,
        "text" | "markdown" => MessageKind::Text,
        "image" => MessageKind::Picture,
        "voice" => MessageKind::Voice,
        "video" => MessageKind::Video,
        "emotion" => MessageKind::Sticker,
        "file" | "docmsg" | "qydiskfile" | "voip_doc_share" => MessageKind::File,
        "link" | "weapp" | "news" | "sphfeed" => MessageKind::Link,
        "chatrecord" => MessageKind::Forward,
        "location" => MessageKind::Location,
        "card" => MessageKind::Card,
        "redpacket" | "external_redpacket" => MessageKind::RedPacket,
        "vote" | "collect" => MessageKind::Poll,
        "meeting" | "meeting_voice_call" => MessageKind::Call,
        "revoke" => MessageKind::Recall,
        _ => MessageKind::Other,
    }
}
