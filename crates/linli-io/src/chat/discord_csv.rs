//! DiscordChatExporter's CSV: `AuthorID,Author,Date,Content,Attachments,Reactions`.

use std::io::BufRead;

use linli::Error;
use linli::diagnostic::{BAD_BYTES, EMPTY_NAME};
use linli::records::{Field, Fields, MessageKind};

use super::discord_json::of_file;
use super::reading::named::Named;
use super::reading::rows::Rows;
use super::reading::{placeholder, time};
use super::{ChatFormat, ChatHead, RawMessage, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "discord_csv",
    title: "Discord (DiscordChatExporter), CSV",
    title_zh: "Discord（DiscordChatExporter 的 CSV）",
    note: "One channel a file. Account ids and times to the second with their zone; no replies, which the JSON of the same \
           tool has, and arrivals cannot be told from words.",
    fields: Fields::of(&[Field::Mention, Field::Kind, Field::Length, Field::Cue, Field::Seconds, Field::PersonId]),
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

const COLUMNS: [&str; 5] = ["AuthorID", "Author", "Date", "Content", "Attachments"];

fn sniff(sample: &Sample<'_>) -> u8 {
    let first = sample.lines().next().unwrap_or_default();
    if COLUMNS.iter().all(|column| first.contains(column)) { 95 } else { 0 }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    receiver.chat(ChatHead { title: None, platform: Some("discord"), exported_on: None })?;
    let Some(mut rows) = Named::new(Rows::new(reader, options)?, COLUMNS)? else { return Ok(()) };
    while let Some((row, line)) = rows.next()? {
        let [id, author, at, content, attached] = row.each_ref().map(String::as_str);
        let Some(at) = time::read(at.trim(), line, options, receiver)? else { continue };
        let id = Some(id.trim()).filter(|id| !id.is_empty());
        let author = author.trim().strip_suffix("#0000").unwrap_or(author.trim());
        if author.is_empty() {
            receiver.odd(&EMPTY_NAME, line, "the author's column is empty");
            continue;
        }
        let kind = match attached.split(',').next().map(str::trim).filter(|file| !file.is_empty()) {
            Some(file) => of_file(file),
            None if placeholder::is_sign_up(content) => MessageKind::SignUp,
            None => MessageKind::Text,
        };
        receiver.message(RawMessage { author_id: id, text: content, ..RawMessage::of(at, line, author, kind) })?;
    }
    if rows.replaced() > 0 {
        receiver.odd(&BAD_BYTES, 1, &format!("{} invalid sequences replaced in the whole file", rows.replaced()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Recorder, options};
    use super::*;

    #[test]
    fn rows_with_ids_and_dates_of_seven_digits() {
        let mut recorder = Recorder::default();
        let text = "\u{FEFF}\"AuthorID\",\"Author\",\"Date\",\"Content\",\"Attachments\",\"Reactions\"\n\
                    \"10\",\"老顾#0000\",\"2026-01-30T10:05:00.1230000+08:00\",\"周六,\n糊\"\"纸鸢\"\"\",\"\",\"\"\n\
                    \"11\",\"qin\",\"2026-01-30T02:06:00.0000000+00:00\",\"\",\"https://cdn.example/a.png?x=1\",\"👍 (2)\"\n\
                    \"12\",\"\",\"2026-01-30T02:06:00.0000000+00:00\",\"x\",\"\",\"\"\n";
        read(&mut text.as_bytes(), &options(), &mut recorder).unwrap();
        assert_eq!(recorder.texts(), [("老顾", "周六,\n糊\"纸鸢\""), ("qin", "")]);
        assert_eq!(recorder.times(), ["2026-01-30T10:05:00", "2026-01-30T10:06:00"]);
        assert_eq!(
            (recorder.messages[1].kind, recorder.messages[1].author_id.as_deref()),
            (MessageKind::Picture, Some("11"))
        );
        assert_eq!(recorder.codes("empty-name"), [5]);
    }
}
