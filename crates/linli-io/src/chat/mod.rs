//! Chat exports, one format a file, in one register with sniffing.
//!
//! ```
//! use linli_io::chat;
//!
//! let sample = chat::Sample { file: "a.txt", text: "[2019-12-24, 12:23] Jane Doe: Hello" };
//! assert_eq!(chat::sniff(&sample)?.id, "signal");
//! assert!(chat::format("wechat_txt").unwrap_err().to_string().contains("wechat_text"));
//! # Ok::<(), linli::Error>(())
//! ```

mod chatlab;
mod chatlab_jsonl;
mod reading;
mod signal;
mod telegram;
#[cfg(test)]
pub(crate) mod tests;
mod wechat_text;
mod whatsapp;

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use linli::diagnostic::{DiagnosticCode, EMPTY_SOURCE};
use linli::records::{Fields, MessageKind};
use linli::time::{Day, Timestamp, Zone};
use linli::{Error, ErrorKind, Location};

/// Reads a whole file for the order of its dates.
pub type Settle = fn(&mut dyn BufRead, &ReadOptions) -> Result<Option<DateOrder>, Error>;

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
    /// Reads the whole file once before, where only all of it together says which part of a date is the day.
    pub settle: Option<Settle>,
    /// How sure the first bytes make us, 0 (no) to 100 (cannot be anything else).
    pub sniff: fn(&Sample<'_>) -> u8,
    /// Reads the whole file.
    pub read: fn(&mut dyn BufRead, &ReadOptions, &mut dyn Receiver) -> Result<(), Error>,
}

/// The beginning of a file, decoded, for recognising its format. Its Debug shows no text.
#[derive(Clone, Copy)]
pub struct Sample<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The first kilobytes as text.
    pub text: &'a str,
}

impl<'a> Sample<'a> {
    fn lines(&self) -> impl Iterator<Item = &'a str> {
        self.text.split(['\n', '\r'])
    }
}

/// Which part of `03/04/2017` is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
    /// Year, month, day; to be said only where the year has two digits.
    YearFirst,
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
}

impl std::fmt::Debug for Sample<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sample").field("bytes", &self.text.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for RawMessage<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { time, line, kind, .. } = self;
        f.debug_struct("RawMessage").field("time", time).field("line", line).field("kind", kind).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ChatFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ChatFormat").field(&self.id).finish()
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
        }
    }
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

/// Every format, in the order in which equals are decided.
pub static FORMATS: &[&ChatFormat] = &[
    &wechat_text::FORMAT,
    &chatlab::FORMAT,
    &chatlab_jsonl::FORMAT,
    &whatsapp::FORMAT,
    &telegram::FORMAT,
    &signal::FORMAT,
];

/// The format of this id.
pub fn format(id: &str) -> Result<&'static ChatFormat, Error> {
    let found = FORMATS.iter().copied().find(|format| format.id == id);
    found.ok_or_else(|| Error::unknown("chat format", id, FORMATS.iter().map(|format| format.id)))
}

/// The format that fits the beginning of a file best.
pub fn sniff(sample: &Sample<'_>) -> Result<&'static ChatFormat, Error> {
    let mut best: Option<(u8, &'static ChatFormat)> = None;
    for &format in FORMATS {
        let score = (format.sniff)(sample);
        if score > best.map_or(0, |(score, _)| score) {
            best = Some((score, format));
        }
    }
    best.map(|(_, format)| format).ok_or_else(|| {
        let known: Vec<String> = FORMATS.iter().map(|format| format!("{} ({})", format.id, format.title)).collect();
        Error::new(ErrorKind::Input, "the file is of no known chat format").at(Location::file(sample.file)).with_hint(
            format!(
                "known are {}; export the chat again in one of them, or take the file out of the folder",
                known.join(", ")
            ),
        )
    })
}

/// Reads one file: its format is recognised where none is named, and what only the whole file can say is settled first.
pub fn read(
    mut reader: impl Read + Seek,
    options: &ReadOptions,
    named: Option<&'static ChatFormat>,
    receiver: &mut dyn Receiver,
) -> Result<&'static ChatFormat, Error> {
    let back = |reader: &mut dyn Seek| {
        let failed = |cause| Error::new(ErrorKind::File, "the file could not be read twice").with_source(cause);
        reader.seek(SeekFrom::Start(0)).map_err(failed).map_err(|error| error.at(Location::file(&options.file)))
    };
    let text = crate::decode::beginning(reader.by_ref(), &options.file)?;
    let format = named.map_or_else(|| sniff(&Sample { file: &options.file, text: &text }), Ok)?;
    drop(text);
    let mut settled = options.clone();
    if let Some(settle) = format.settle {
        back(&mut reader)?;
        settled.date_order = settle(&mut BufReader::new(reader.by_ref()), options)?;
    }
    back(&mut reader)?;
    let mut counted = Counted { receiver, messages: 0 };
    (format.read)(&mut BufReader::new(reader), &settled, &mut counted)?;
    if counted.messages == 0 {
        receiver.odd(&EMPTY_SOURCE, 1, &format!("read as {}", format.id));
    }
    Ok(format)
}

/// Counts the messages on their way.
struct Counted<'a> {
    receiver: &'a mut dyn Receiver,
    messages: u64,
}

impl Receiver for Counted<'_> {
    fn chat(&mut self, head: ChatHead<'_>) -> Result<(), Error> {
        self.receiver.chat(head)
    }

    fn member(&mut self, name: &str, id: Option<&str>) -> Result<(), Error> {
        self.receiver.member(name, id)
    }

    fn message(&mut self, message: RawMessage<'_>) -> Result<(), Error> {
        self.messages += 1;
        self.receiver.message(message)
    }

    fn odd(&mut self, code: &'static DiagnosticCode, line: u64, detail: &str) {
        self.receiver.odd(code, line, detail);
    }
}
