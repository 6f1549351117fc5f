//! Chat exports, one format a file, in one register with sniffing.
//!
//! ```
//! use linli_io::chat;
//!
//! let sample = chat::Sample { file: "a.txt", text: "[2019-12-24, 12:23] Jane Doe: Hello", entries: &[] };
//! assert_eq!(chat::sniff(&sample)?.id, "signal");
//! assert!(chat::format("wechat_txt").unwrap_err().to_string().contains("wechat_text"));
//! # Ok::<(), linli::Error>(())
//! ```

mod chatlab;
mod chatlab_jsonl;
mod chatlog_csv;
mod chatlog_json;
mod chatlog_text;
mod counted;
mod discord_csv;
mod discord_json;
mod irc;
mod line;
mod mbox;
mod memotrace_csv;
mod memotrace_txt;
mod message;
mod options;
mod qq_chat_exporter;
mod qq_chat_exporter_chunks;
mod qq_mht;
mod qq_text;
mod reading;
mod signal;
mod slack;
mod slack_day;
mod table;
mod telegram;
#[cfg(test)]
pub(crate) mod tests;
mod wechat_data_analysis;
mod wechat_data_analysis_json;
mod wechat_data_analysis_text;
mod wechat_exporter;
mod wechat_mail;
mod wechat_paste;
mod wechat_text;
mod wecom;
mod weflow;
mod whatsapp;
mod write;
mod zipped;
mod zulip;

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use linli::diagnostic::BAD_BYTES;
use linli::records::Fields;
use linli::{Error, ErrorKind, Location, refusal};

use self::counted::Counted;
pub use self::message::{Aim, ChatHead, Entrant, Event, Party, RawMessage, Receiver, Reduced, Taken};
pub use self::options::{DateOrder, ReadOptions, Times};
pub use self::write::{ChatLabWriter, Export, Exported, Form, TableWriter, export};
use crate::archive::Archive;
use crate::decode::Text;

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
    pub read: Reading,
}

/// How a format is read.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Reading {
    /// One text, from its beginning to its end.
    Stream(fn(&mut dyn BufRead, &ReadOptions, &mut dyn Receiver) -> Result<(), Error>),
    /// A zip archive of several parts, read in place. (An archive that merely holds an export of another format is read
    /// as that format.)
    Archive(fn(&mut Archive<'_>, &ReadOptions, &mut dyn Receiver) -> Result<(), Error>),
}

/// The beginning of a file, decoded, for recognising its format. Its Debug shows no text.
#[derive(Clone, Copy)]
pub struct Sample<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The first kilobytes as text; nothing for an archive.
    pub text: &'a str,
    /// The names of the parts of an archive; none for a text.
    pub entries: &'a [String],
}

impl<'a> Sample<'a> {
    fn lines(&self) -> impl Iterator<Item = &'a str> {
        self.text.split(['\n', '\r'])
    }
}

impl std::fmt::Debug for Sample<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sample").field("bytes", &self.text.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ChatFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ChatFormat").field(&self.id).finish()
    }
}

/// Every format, in the order in which equals are decided.
pub static FORMATS: &[&ChatFormat] = &[
    &wechat_text::FORMAT,
    &wechat_mail::FORMAT,
    &wechat_paste::FORMAT,
    &memotrace_csv::FORMAT,
    &memotrace_txt::FORMAT,
    &chatlog_json::FORMAT,
    &chatlog_csv::FORMAT,
    &chatlog_text::FORMAT,
    &weflow::FORMAT,
    &wechat_data_analysis::FORMAT,
    &wechat_data_analysis_json::FORMAT,
    &wechat_data_analysis_text::FORMAT,
    &wechat_exporter::FORMAT,
    &qq_text::FORMAT,
    &qq_mht::FORMAT,
    &qq_chat_exporter::FORMAT,
    &qq_chat_exporter_chunks::FORMAT,
    &wecom::FORMAT,
    &chatlab::FORMAT,
    &chatlab_jsonl::FORMAT,
    &whatsapp::FORMAT,
    &telegram::FORMAT,
    &signal::FORMAT,
    &zulip::FORMAT,
    &slack::FORMAT,
    &slack_day::FORMAT,
    &discord_json::FORMAT,
    &discord_csv::FORMAT,
    &line::FORMAT,
    &irc::FORMAT,
    &mbox::FORMAT,
    &table::FORMAT,
];

/// The format of this id.
pub fn format(id: &str) -> Result<&'static ChatFormat, Error> {
    let found = FORMATS.iter().copied().find(|format| format.id == id);
    found.ok_or_else(|| Error::unknown(("chat format", "聊天格式"), id, FORMATS.iter().map(|format| format.id)))
}

/// The format that fits the beginning of a file best.
pub fn sniff(sample: &Sample<'_>) -> Result<&'static ChatFormat, Error> {
    let mut best: Option<(u8, &'static ChatFormat)> = None;
    for &format in FORMATS {
        if matches!(format.read, Reading::Archive(_)) == sample.entries.is_empty() {
            continue;
        }
        let score = (format.sniff)(sample);
        if score > best.map_or(0, |(score, _)| score) {
            best = Some((score, format));
        }
    }
    best.map(|(_, format)| format).ok_or_else(|| {
        if let Some(unfit) = table::unfit(sample) {
            return unfit;
        }
        let known: Vec<String> = FORMATS.iter().map(|format| format!("{} ({})", format.id, format.title)).collect();
        Error::refused(&refusal::UNKNOWN_FORMAT, "the file is of no known chat format")
            .at(Location::file(sample.file))
            .with_hint(format!(
                "known are {}; export the chat again in one of them, or take the file out of the folder",
                known.join(", ")
            ))
    })
}

/// Reads one file: its format is recognised where none is named, and what only the whole file can say is settled first.
/// A zip archive is read in place, never extracted.
pub fn read(
    mut reader: impl Read + Seek,
    options: &ReadOptions,
    named: Option<&'static ChatFormat>,
    receiver: &mut dyn Receiver,
) -> Result<&'static ChatFormat, Error> {
    let mut counted = Counted::new(receiver, options);
    back(&mut reader, options)?;
    let format = if zipped::is_archive(&mut reader, options)? {
        zipped::read(&mut reader, options, named, &mut counted)?
    } else {
        back(&mut reader, options)?;
        let text = crate::decode::beginning(reader.by_ref(), &options.file, options.encoding.as_deref())?;
        let sample = Sample { file: &options.file, text: &text, entries: &[] };
        // Whoever says which column is what says that it is a table.
        let named = named.or((!options.columns.is_empty()).then_some(&table::FORMAT));
        let format = named.map_or_else(|| sniff(&sample), Ok)?;
        counted.compare_ending(&sample);
        let mut settled = options.clone();
        if let Some(settle) = format.settle {
            back(&mut reader, options)?;
            settled.date_order = decoded(&mut reader, options, &mut counted, |text, _| settle(text, options))?;
        }
        back(&mut reader, options)?;
        decoded(&mut reader, options, &mut counted, |text, counted| stream(format, text, &settled, counted))?;
        format
    };
    counted.finish(format.id)?;
    Ok(format)
}

fn back(reader: &mut dyn Seek, options: &ReadOptions) -> Result<(), Error> {
    let failed = |cause| Error::new(ErrorKind::File, "the file could not be read twice").with_source(cause);
    reader.seek(SeekFrom::Start(0)).map_err(failed).map_err(|error| error.at(Location::file(&options.file)))?;
    Ok(())
}

/// Reads a text in the encoding that a person named, or else lets the format decide it by the bytes.
fn decoded<T>(
    reader: &mut dyn Read,
    options: &ReadOptions,
    receiver: &mut dyn Receiver,
    read: impl FnOnce(&mut dyn BufRead, &mut dyn Receiver) -> Result<T, Error>,
) -> Result<T, Error> {
    let Some(encoding) = &options.encoding else { return read(&mut BufReader::new(reader), receiver) };
    let mut text = Text::told(reader, &options.file, encoding)?;
    let found = read(&mut BufReader::new(&mut text), receiver)?;
    if text.replaced() > 0 {
        let detail = format!("{} invalid sequences replaced in the whole file", text.replaced());
        receiver.odd(&BAD_BYTES, 1, &detail);
    }
    Ok(found)
}

/// Reads a text as a format that reads texts.
fn stream(
    format: &ChatFormat,
    reader: &mut dyn BufRead,
    options: &ReadOptions,
    receiver: &mut dyn Receiver,
) -> Result<(), Error> {
    match format.read {
        Reading::Stream(read) => {
            receiver.recorded(format.fields)?;
            read(reader, options, receiver)
        }
        Reading::Archive(_) => {
            Err(Error::new(ErrorKind::Input, format!("{} is a zip archive; this is a text", format.id))
                .at(Location::file(&options.file))
                .with_hint("name another format, or leave it out and let the file be recognised"))
        }
    }
}
