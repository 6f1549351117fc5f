//! The chunked form of qq-chat-exporter, in a zip archive: `manifest.json` says which chat it is, and the messages stand in
//! `chunks/`, one a line, file after file.

use std::cell::RefCell;
use std::io::BufReader;

use linli::Error;
use serde_json::Value;

use super::qq_chat_exporter::{self, INFO, head};
use super::reading::json::{self, Failure, Inside, Pick};
use super::{ChatFormat, ReadOptions, Reading, Receiver, Sample};
use crate::archive::Archive;

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "qq_chat_exporter_chunks",
    title: "QQ, qq-chat-exporter, chunks in a zip archive",
    title_zh: "QQ 聊天记录（qq-chat-exporter，分块压缩包）",
    note: "Large chats as the plug-in qq-chat-exporter writes them: an archive with a manifest and chunks of lines. The same \
           is recorded as in its JSON.",
    fields: qq_chat_exporter::FORMAT.fields,
    settle: None,
    sniff,
    read: Reading::Archive(read),
};

const MANIFEST: &str = "manifest.json";

fn sniff(sample: &Sample<'_>) -> u8 {
    let found = manifest(sample.entries).is_some_and(|folder| sample.entries.iter().any(|name| is_chunk(name, folder)));
    if found { 92 } else { 0 }
}

/// The folder of the manifest, empty or with a slash at its end.
fn manifest(entries: &[String]) -> Option<&str> {
    entries
        .iter()
        .find_map(|name| name.strip_suffix(MANIFEST).filter(|folder| folder.is_empty() || folder.ends_with('/')))
}

fn is_chunk(name: &str, folder: &str) -> bool {
    let inside = name.strip_prefix(folder).and_then(|rest| rest.strip_prefix("chunks/"));
    inside.is_some_and(|file| file.strip_suffix(".jsonl").is_some())
}

fn read(archive: &mut Archive<'_>, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let folder = manifest(archive.names()).unwrap_or_default().to_owned();
    let inner = |name: &str| ReadOptions { file: format!("{}#{name}", options.file), ..options.clone() };
    let mut title = None;
    if let Some(at) = archive.find(&format!("{folder}{MANIFEST}")) {
        let mut part = BufReader::new(archive.part(at)?);
        title = chat_name(&mut part, &inner(MANIFEST), receiver)?;
    }
    receiver.chat(head(title.as_deref()))?;
    let mut chunks: Vec<(String, usize)> = archive
        .names()
        .iter()
        .enumerate()
        .filter(|(_, name)| is_chunk(name, &folder))
        .map(|(at, name)| (name.clone(), at))
        .collect();
    // Their names are numbered; the archive may hold them in any order.
    chunks.sort();
    for (name, at) in chunks {
        let mut part = BufReader::new(archive.part(at)?);
        qq_chat_exporter::read_lines(&mut part, &inner(&name), receiver)?;
    }
    Ok(())
}

/// The name of the chat in the manifest.
fn chat_name(
    reader: &mut dyn std::io::BufRead,
    options: &ReadOptions,
    receiver: &mut dyn Receiver,
) -> Result<Option<String>, Error> {
    let (failure, receiver, found) = (Failure::default(), RefCell::new(receiver), RefCell::new(None));
    let seed = Kept { inside: Inside { key: "chatInfo", pick: Pick { keys: INFO, failure: &failure } }, found: &found };
    json::read_value(reader, options, &receiver, &failure, seed)?;
    Ok(found.into_inner().and_then(|[name]: [Value; 1]| json::text(&name).map(str::to_owned)))
}

/// Puts what a seed finds where it can be taken from.
struct Kept<'f> {
    inside: Inside<'f, 1>,
    found: &'f RefCell<Option<[Value; 1]>>,
}

impl<'de> serde::de::DeserializeSeed<'de> for Kept<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.found.replace(self.inside.deserialize(from)?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use crate::chat::read;
    use crate::chat::tests::{Recorder, options};
    use crate::testing::packed;

    #[test]
    fn chunks_are_one_chat_in_the_order_of_their_names() {
        let line = |id: u32| {
            format!(
                r#"{{"messageId":"{id}","timestamp":{},"sender":{{"uin":"10000{id}","name":"秦姨"}},"messageType":2,"content":{{"text":"{id}"}}}}"#,
                1_569_242_618_000_u64 + u64::from(id)
            )
        };
        let manifest =
            r#"{"metadata":{"name":"x"},"chatInfo":{"name":"布艺组","type":"group"},"chunked":{"chunks":[]}}"#;
        for folder in ["", "布艺组/"] {
            let bytes = packed(&[
                (&format!("{folder}chunks/c000002.jsonl"), &format!("{}\n", line(3))),
                (&format!("{folder}avatars.json"), "{}"),
                (&format!("{folder}manifest.json"), manifest),
                (&format!("{folder}chunks/c000001.jsonl"), &format!("{}\n{}\n", line(1), line(2))),
            ]);
            let mut recorder = Recorder::default();
            let format = read(Cursor::new(bytes), &options(), None, &mut recorder).unwrap();
            assert_eq!(format.id, "qq_chat_exporter_chunks");
            assert_eq!(recorder.chats, [(Some("布艺组".to_owned()), Some("qq".to_owned()))]);
            assert_eq!(recorder.texts(), [("秦姨", "1"), ("秦姨", "2"), ("秦姨", "3")]);
            assert!(recorder.odd.is_empty(), "{:?}", recorder.odd);
        }
    }
}
