//! One message as a file has it, and what takes it.

use linli::Error;
use linli::diagnostic::{DiagnosticCode, UNKNOWN_FILE};
use linli::error::RefusalCode;
use linli::records::{Cues, Fields, Flags, How, MessageKind};
use linli::time::{Day, Timestamp};

/// The head of one chat in a file.
#[derive(Clone, Copy, Default)]
pub struct ChatHead<'a> {
    /// The chat's own title, where the file says it.
    pub title: Option<&'a str>,
    /// The platform.
    pub platform: Option<&'a str>,
    /// The day of export, where the file says it.
    pub exported_on: Option<Day>,
}

/// Somebody as a file names them.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Party<'a> {
    /// The name as shown.
    pub name: &'a str,
    /// The stable id, where the format has one.
    pub id: Option<&'a str>,
}

/// One entry of a sign-up list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Entrant<'a> {
    /// The words of the entry, which begin with a name as a rule.
    pub words: &'a str,
    /// The stable id of whoever signed up, where the list holds it.
    pub id: Option<&'a str>,
    /// When, where the list holds it.
    pub at: Option<Timestamp>,
}

/// What a message says of people and of the chat itself, beyond its kind.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Event<'a> {
    /// Nothing.
    #[default]
    None,
    /// Of a join: who invited the author. Of a leave: who removed the author. One line about five people is five
    /// messages, each with its own author.
    By(Party<'a>),
    /// Of a rename: the author's name before; the author is named as afterwards.
    Was(&'a str),
    /// Of a group rename: the new title.
    Titled(&'a str),
    /// Of a pat: whom the author patted.
    Patted(Party<'a>),
    /// Of a sign-up list: who is on it. Every post of a list holds all of it.
    List {
        /// Whoever began the list, where it says so.
        starter: Option<&'a str>,
        /// The entries, in their order.
        entrants: &'a [Entrant<'a>],
    },
}

/// Somebody a message points at, and how.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Aim<'a> {
    /// Who; the name may be empty where an id says it.
    pub person: Party<'a>,
    /// How.
    pub how: How,
}

/// What was kept of a message whose text was dropped before: it stands in place of what a text would show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reduced {
    /// The text's length in characters.
    pub length: u32,
    /// What it showed.
    pub cues: Cues,
    /// What was known of it in yes and no.
    pub flags: Flags,
}

/// What a message has in common with an earlier one whose words are gone as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The earlier one's [`RawMessage::number`].
    pub number: u32,
    /// How many rare pieces of text both held.
    pub shared: u8,
}

/// One message as the file has it. Its text is reduced and dropped by the receiver; its Debug shows no words of anybody.
#[derive(Clone, Copy)]
pub struct RawMessage<'a> {
    /// When.
    pub time: Timestamp,
    /// Where it stands, from 1 (a line, or the position in a list).
    pub line: u64,
    /// The writer's name as shown; empty for system lines.
    pub author: &'a str,
    /// The writer's stable id, where the format has one.
    pub author_id: Option<&'a str>,
    /// What it is.
    pub kind: MessageKind,
    /// The text, without quoted text.
    pub text: &'a str,
    /// The message's id.
    pub id: Option<&'a str>,
    /// The id of the message it answers.
    pub reply_to: Option<&'a str>,
    /// The name of the person it quotes, where only that is known.
    pub quoted: Option<&'a str>,
    /// Stable ids of people it mentions (names written with @ in the text are found by the receiver).
    pub mentioned_ids: &'a [&'a str],
    /// Whether it was taken back.
    pub recalled: bool,
    /// What it says of people and of the chat.
    pub event: Event<'a>,
    /// People it points at, where the file says whom and how.
    pub aims: &'a [Aim<'a>],
    /// What was kept of it, where the file was written from records and has no text.
    pub kept: Option<Reduced>,
    /// Its number in its chat, where a later message takes words from it and says so by this number. It is no id: it means
    /// something in one file alone.
    pub number: Option<u32>,
    /// From which earlier messages of the chat it takes words, where the file says so: eight at most are looked at.
    pub taken: &'a [Taken],
}

impl std::fmt::Debug for RawMessage<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { time, line, kind, .. } = self;
        f.debug_struct("RawMessage").field("time", time).field("line", line).field("kind", kind).finish_non_exhaustive()
    }
}

impl<'a> RawMessage<'a> {
    /// A message of which no more is known than this.
    pub const fn of(time: Timestamp, line: u64, author: &'a str, kind: MessageKind) -> Self {
        Self {
            time,
            line,
            author,
            author_id: None,
            kind,
            text: "",
            id: None,
            reply_to: None,
            quoted: None,
            mentioned_ids: &[],
            recalled: false,
            event: Event::None,
            aims: &[],
            kept: None,
            number: None,
            taken: &[],
        }
    }
}

/// What takes the messages.
pub trait Receiver {
    /// A chat begins; what follows belongs to it.
    fn chat(&mut self, head: ChatHead<'_>) -> Result<(), Error>;
    /// What the chat can record, where a file says so itself; before the first chat, what its format can.
    fn recorded(&mut self, _: Fields) -> Result<(), Error> {
        Ok(())
    }
    /// A part of an archive begins, which is an export of its own.
    fn part(&mut self, _name: &str) -> Result<(), Error> {
        Ok(())
    }
    /// The file lists a member of the chat.
    fn member(&mut self, name: &str, id: Option<&str>) -> Result<(), Error>;
    /// Somebody of this id has another name, which the group does not see: the account's own, or the exporter's private
    /// remark (备注). It never becomes a name in the study; the team's list of questions may use it as a reason to ask.
    fn known_as(&mut self, _id: &str, _name: &str) {}
    /// A message.
    fn message(&mut self, message: RawMessage<'_>) -> Result<(), Error>;
    /// Something odd, at a line.
    fn odd(&mut self, code: &'static DiagnosticCode, line: u64, detail: &str);
    /// A part of an archive could have been a chat and was not read.
    fn left_out(&mut self, part: &str, why: &str) {
        self.odd(&UNKNOWN_FILE, 1, &format!("`{part}`: {why}"));
    }
    /// Something at a line that a file is refused for, unless the plan reads it leniently: then it is as odd as `instead`.
    fn refuse(&mut self, _code: &'static RefusalCode, instead: &'static DiagnosticCode, line: u64, detail: &str) {
        self.odd(instead, line, detail);
    }
}

/// Keeps the titles, names and words of people out of Debug.
macro_rules! wordless {
    ($($item:ident),+) => {$(
        impl std::fmt::Debug for $item<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($item), "(…)"))
            }
        }
    )+};
}
wordless!(ChatHead, Party, Entrant, Event, Aim);
