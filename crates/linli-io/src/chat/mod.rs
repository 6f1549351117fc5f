//! Chat exports, one format a file, in one register with sniffing.

use linli::Error;
use linli::diagnostic::DiagnosticCode;
use linli::records::{Fields, MessageKind};
use linli::time::{Day, Timestamp, Zone};

/// A chat format: what it is, what it can record, how it is recognised and read.
pub struct ChatFormat {
    /// Its id.
    pub id: &'static str,
    /// Title.
    pub title: &'static str,
    /// 中文名.
    pub title_zh: &'static str,
    /// How people come to hold such a file, and what must be kept in mind.
    pub note: &'static str,
    /// What it can record at all.
    pub fields: Fields,
    /// How sure the first bytes make us, 0 (no) to 100 (cannot be anything else).
    pub sniff: fn(&Sample<'_>) -> u8,
    /// Reads the whole file.
    pub read: fn(&mut dyn std::io::BufRead, &ReadOptions, &mut dyn Receiver) -> Result<(), Error>,
}

/// The beginning of a file, decoded, for recognising its format.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The first kilobytes as text.
    pub text: &'a str,
}

/// Which part of `03/04/2017` is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

/// What a file cannot say of itself.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// The file as the user knows it, for diagnostics.
    pub file: String,
    /// The zone of local times.
    pub zone: Zone,
    /// Day and month order, where the file leaves it open.
    pub date_order: Option<DateOrder>,
    /// Longest line accepted, in bytes.
    pub max_line: usize,
}

/// The head of one chat in a file.
#[derive(Debug, Clone, Copy, Default)]
pub struct ChatHead<'a> {
    /// The chat's own title, where the file says it.
    pub title: Option<&'a str>,
    /// The platform.
    pub platform: Option<&'a str>,
    /// The day of export, where the file says it.
    pub exported_on: Option<Day>,
}

/// One message as the file has it. Its text is reduced and dropped by the receiver.
#[derive(Debug, Clone, Copy)]
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
}

/// What takes the messages.
pub trait Receiver {
    /// A chat begins; what follows belongs to it.
    fn chat(&mut self, head: ChatHead<'_>) -> Result<(), Error>;
    /// The file lists a member of the chat.
    fn member(&mut self, name: &str, id: Option<&str>) -> Result<(), Error>;
    /// A message.
    fn message(&mut self, message: RawMessage<'_>) -> Result<(), Error>;
    /// Something odd, at a line.
    fn odd(&mut self, code: &'static DiagnosticCode, line: u64, detail: &str);
}

/// Reads one file (stands in until the real one is merged).
pub fn read(
    _reader: impl std::io::Read + std::io::Seek,
    options: &ReadOptions,
    _named: Option<&'static ChatFormat>,
    _receiver: &mut dyn Receiver,
) -> Result<&'static ChatFormat, Error> {
    Err(Error::new(linli::ErrorKind::Input, "the file is of no known chat format")
        .at(linli::Location::file(&options.file)))
}
