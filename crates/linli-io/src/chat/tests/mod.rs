//! Tests over all formats, and the recorder every reader's own tests use.

pub(crate) mod lane;
mod mutation;
pub(crate) mod register;
mod shared;

use linli::Error;
use linli::diagnostic::DiagnosticCode;
use linli::records::{How, MessageKind};
use linli::time::{Timestamp, Zone};

use super::{Aim, ChatHead, Event, RawMessage, ReadOptions, Receiver, Reduced, Taken, Times};

/// One message, kept whole.
pub(crate) struct Kept {
    pub(crate) time: Timestamp,
    pub(crate) line: u64,
    pub(crate) author: String,
    pub(crate) author_id: Option<String>,
    pub(crate) kind: MessageKind,
    pub(crate) text: String,
    pub(crate) id: Option<String>,
    pub(crate) reply_to: Option<String>,
    pub(crate) quoted: Option<String>,
    pub(crate) mentioned_ids: Vec<String>,
    pub(crate) recalled: bool,
    /// `by A`, `was B`, `titled C`, `patted D`, `list of E: words; words`, or nothing.
    pub(crate) event: String,
    /// `reply A`, `mention B`; ids where there are any.
    pub(crate) aims: Vec<String>,
    pub(crate) reduced: Option<Reduced>,
    pub(crate) number: Option<u32>,
    pub(crate) taken: Vec<Taken>,
}

/// Keeps everything it is given.
#[derive(Default)]
pub(crate) struct Recorder {
    pub(crate) chats: Vec<(Option<String>, Option<String>)>,
    pub(crate) members: Vec<(String, Option<String>)>,
    pub(crate) messages: Vec<Kept>,
    pub(crate) odd: Vec<(&'static str, u64, String)>,
}

impl Recorder {
    /// The lines at which a diagnostic stands.
    pub(crate) fn codes(&self, id: &str) -> Vec<u64> {
        self.odd.iter().filter(|(code, ..)| *code == id).map(|(_, line, _)| *line).collect()
    }

    /// Authors and texts.
    pub(crate) fn texts(&self) -> Vec<(&str, &str)> {
        self.messages.iter().map(|m| (m.author.as_str(), m.text.as_str())).collect()
    }

    /// Local times.
    pub(crate) fn times(&self) -> Vec<String> {
        self.messages.iter().map(|m| options().zone.format(m.time)).collect()
    }

    /// Authors, each once, sorted; system lines have none.
    pub(crate) fn authors(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.messages.iter().map(|m| m.author.as_str()).filter(|a| !a.is_empty()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl Receiver for Recorder {
    fn chat(&mut self, head: ChatHead<'_>) -> Result<(), Error> {
        self.chats.push((head.title.map(str::to_owned), head.platform.map(str::to_owned)));
        Ok(())
    }

    fn member(&mut self, name: &str, id: Option<&str>) -> Result<(), Error> {
        self.members.push((name.to_owned(), id.map(str::to_owned)));
        Ok(())
    }

    fn message(&mut self, message: RawMessage<'_>) -> Result<(), Error> {
        self.messages.push(Kept {
            time: message.time,
            line: message.line,
            author: message.author.to_owned(),
            author_id: message.author_id.map(str::to_owned),
            kind: message.kind,
            text: message.text.to_owned(),
            id: message.id.map(str::to_owned),
            reply_to: message.reply_to.map(str::to_owned),
            quoted: message.quoted.map(str::to_owned),
            mentioned_ids: message.mentioned_ids.iter().map(|&id| id.to_owned()).collect(),
            recalled: message.recalled,
            event: told(message.event),
            aims: message.aims.iter().map(aimed).collect(),
            reduced: message.kept,
            number: message.number,
            taken: message.taken.to_vec(),
        });
        Ok(())
    }

    fn odd(&mut self, code: &'static DiagnosticCode, line: u64, detail: &str) {
        self.odd.push((code.id, line, detail.to_owned()));
    }
}

fn aimed(aim: &Aim<'_>) -> String {
    let how = match aim.how {
        How::Reply => "reply",
        How::Mention => "mention",
        How::Named => "named",
    };
    format!("{how} {}", aim.person.id.unwrap_or(aim.person.name))
}

fn told(event: Event<'_>) -> String {
    match event {
        Event::None => String::new(),
        Event::By(party) => format!("by {}", party.name),
        Event::Was(name) => format!("was {name}"),
        Event::Titled(title) => format!("titled {title}"),
        Event::Patted(party) => format!("patted {}", party.name),
        Event::List { starter, entrants } => {
            let words: Vec<&str> = entrants.iter().map(|entrant| entrant.words).collect();
            format!("list of {}: {}", starter.unwrap_or_default(), words.join("; "))
        }
    }
}

/// Shanghai, and nothing settled; times that cannot be are left out, so that one test sees several.
pub(crate) fn options() -> ReadOptions {
    ReadOptions { times: Times::Lenient, ..ReadOptions::new("chat", Zone::named("Asia/Shanghai").unwrap()) }
}
