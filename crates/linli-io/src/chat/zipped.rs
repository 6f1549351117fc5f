//! Chats inside zip archives, read in place.

use std::io::{Read, Seek};

use linli::{Error, Location, refusal};

use super::{ChatFormat, FORMATS, ReadOptions, Reading, Receiver, Sample, back, decoded, sniff, stream, table};
use crate::archive::Archive;

/// Whether the bytes begin as an archive does.
pub(super) fn is_archive(reader: &mut impl Read, options: &ReadOptions) -> Result<bool, Error> {
    let mut start = Vec::with_capacity(4);
    let failed = |cause| crate::source::unreadable(&options.file, cause);
    reader.by_ref().take(4).read_to_end(&mut start).map_err(failed)?;
    Ok(start == b"PK\x03\x04" || start == b"PK\x05\x06")
}

/// Reads an archive: as a format that is one, or else every text in it that is a chat.
pub(super) fn read(
    reader: &mut (impl Read + Seek),
    options: &ReadOptions,
    named: Option<&'static ChatFormat>,
    receiver: &mut dyn Receiver,
) -> Result<&'static ChatFormat, Error> {
    back(reader, options)?;
    let mut archive = Archive::open(reader, &options.file, &options.limits)?;
    let whole = match named {
        Some(format) => Some(format).filter(|format| matches!(format.read, Reading::Archive(_))),
        None => sniff(&Sample { file: &options.file, text: "", entries: archive.names() }).ok(),
    };
    if let Some(format) = whole
        && let Reading::Archive(read) = format.read
    {
        receiver.recorded(format.fields)?;
        read(&mut archive, options, receiver)?;
        return Ok(format);
    }
    let mut found: Option<&'static ChatFormat> = None;
    for part in 0..archive.names().len() {
        let Some((format, inner)) = recognised(&mut archive, part, options, named, receiver)? else { continue };
        let mut settled = inner.clone();
        if let Some(settle) = format.settle {
            settled.date_order = decoded(&mut archive.part(part)?, &inner, receiver, |text, _| settle(text, &inner))?;
        }
        receiver.part(&archive.names()[part])?;
        let mut text = archive.part(part)?;
        decoded(&mut text, &inner, receiver, |text, receiver| stream(format, text, &settled, receiver))?;
        drop(text);
        found = found.or(Some(format));
    }
    found.ok_or_else(|| {
        if archive.names().iter().any(|name| is_packed(name)) {
            return Error::refused(&refusal::ARCHIVE_NESTED, "the archive holds another archive and no chat")
                .at(Location::file(&options.file));
        }
        let known: Vec<&str> = FORMATS.iter().map(|format| format.id).collect();
        Error::refused(&refusal::ARCHIVE_NO_CHAT, "the archive holds no chat of a known format")
            .at(Location::file(&options.file))
            .with_hint(format!("known are {}; put the chat itself into the folder", known.join(", ")))
    })
}

/// Whether a name is an archive's.
fn is_packed(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    matches!(ending.as_str(), "zip" | "rar" | "7z" | "gz" | "tgz" | "bz2" | "xz" | "tar")
}

/// The format of a part of an archive, if it is a chat, and the options under its own name. What could be a chat by its
/// ending and is none is named; a part that leaves its encoding open asks, as a file does.
fn recognised(
    archive: &mut Archive<'_>,
    part: usize,
    options: &ReadOptions,
    named: Option<&'static ChatFormat>,
    receiver: &mut dyn Receiver,
) -> Result<Option<(&'static ChatFormat, ReadOptions)>, Error> {
    let name = archive.names()[part].clone();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    if !matches!(
        ending.as_str(),
        "txt" | "json" | "jsonl" | "ndjson" | "csv" | "tsv" | "log" | "mht" | "mhtml" | "html" | "htm" | "mbox"
    ) {
        if is_packed(&name) {
            receiver.left_out(&name, "an archive in an archive is not opened");
        }
        return Ok(None);
    }
    let inner = ReadOptions { file: format!("{}#{name}", options.file), ..options.clone() };
    let text = match crate::decode::beginning(archive.part(part)?, &inner.file, inner.encoding.as_deref()) {
        Ok(text) => text,
        // What is wrong with the archive is said; what is no text beside a chat is no chat.
        Err(error) if error.code().is_some_and(|code| code.starts_with("archive-")) => return Err(error),
        Err(error) if error.kind().asks() => return Err(error),
        Err(_) => {
            receiver.left_out(&name, "the part is no text");
            return Ok(None);
        }
    };
    let sample = Sample { file: &inner.file, text: &text, entries: &[] };
    let is_table = matches!(ending.as_str(), "csv" | "tsv");
    let format = match named {
        Some(format) if (format.sniff)(&sample) > 0 => Some(format),
        Some(_) => None,
        // Whoever says which column is what says that it is a table, in an archive too.
        None if is_table && !options.columns.is_empty() => Some(&table::FORMAT),
        None => sniff(&sample).ok(),
    };
    if format.is_none() {
        receiver.left_out(&name, "the part is of no known chat format");
    }
    Ok(format.map(|format| (format, inner)))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use crate::chat::read;
    use crate::chat::tests::{Recorder, options};
    use crate::testing::{packed, packed_bytes};

    #[test]
    fn a_chat_in_an_archive_is_read_where_it_lies() {
        let chat = "[2019-12-24, 12:23] Jane Doe: Hello\n[2019-12-24, 12:24] 张三: 好\n";
        let bytes = packed(&[("photo.jpg", "…"), ("a/_chat.txt", chat), ("notes.txt", "买菜")]);
        let mut recorder = Recorder::default();
        let format = read(Cursor::new(bytes), &options(), None, &mut recorder).unwrap();
        assert_eq!((format.id, recorder.messages.len()), ("signal", 2));
        // What could have been a chat is named; a photo is no question.
        let aside: Vec<&str> = recorder.odd.iter().map(|(code, ..)| *code).collect();
        assert_eq!(aside, ["unknown-file"]);
        let error = read(Cursor::new(packed(&[("a.txt", "买菜")])), &options(), None, &mut recorder).unwrap_err();
        assert!(error.to_string().contains("no chat"), "{error}");
    }

    #[test]
    fn columns_that_were_said_hold_in_an_archive() {
        let said = [("time", "何时"), ("author", "何人"), ("text", "何事")];
        let mut told = options();
        told.columns = said.map(|(id, header)| (id.to_owned(), header.to_owned())).into();
        let table = "何时,何人,何事\n2017-03-06 09:00,张姐,早\n";
        let mut recorder = Recorder::default();
        let format = read(Cursor::new(packed(&[("群.csv", table)])), &told, None, &mut recorder).unwrap();
        assert_eq!((format.id, recorder.messages.len()), ("table", 1));
    }

    #[test]
    fn a_part_that_leaves_its_encoding_open_asks_as_a_file_does() {
        let chat = "[2019-12-24, 12:23] Jane Doe: Hello\n".repeat(40);
        let wide: Vec<u8> = chat.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let bytes = packed_bytes(&[("a.txt", chat.as_bytes()), ("b.txt", &wide)]);
        let error = read(Cursor::new(bytes), &options(), None, &mut Recorder::default()).unwrap_err();
        assert_eq!(error.code(), Some("utf16-unmarked"));
        assert_eq!(error.location().file.as_deref(), Some(format!("{}#b.txt", options().file).as_str()));
    }

    #[test]
    fn a_part_that_is_read_twice_counts_once() {
        let chat = "[2019-12-24, 12:23] Jane Doe: Hello\n".repeat(40);
        let mut tight = options();
        tight.limits.unpacked = chat.len() as u64;
        let bytes = packed(&[("a.txt", &chat)]);
        read(Cursor::new(bytes), &tight, None, &mut Recorder::default()).unwrap();
        tight.limits.unpacked -= 1;
        let error = read(Cursor::new(packed(&[("a.txt", &chat)])), &tight, None, &mut Recorder::default()).unwrap_err();
        assert_eq!(error.code(), Some("archive-size"));
    }
}
