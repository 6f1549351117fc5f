//! WeChatDataAnalysis: a zip archive with a folder for each conversation, the same messages in several formats.

use std::collections::BTreeMap;
use std::io::BufReader;

use linli::records::{Field, Fields};
use linli::{Error, Location, refusal};

use super::{ChatFormat, ReadOptions, Reading, Receiver, Sample};
use super::{wechat_data_analysis_json as json, wechat_data_analysis_text as text};
use crate::archive::Archive;

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "wechat_data_analysis",
    title: "WeChatDataAnalysis, zip",
    title_zh: "WeChatDataAnalysis 导出的压缩包",
    note: "Read in place: of each conversation the JSON, or the text where there is no JSON. With the tool's privacy mode names \
           are numbers and words are gone; times and senders still count.",
    fields: FIELDS,
    settle: None,
    sniff,
    read: Reading::Archive(read),
};

pub(super) const FIELDS: Fields = Fields::of(&[
    Field::Reply,
    Field::Mention,
    Field::Kind,
    Field::Length,
    Field::Named,
    Field::Cue,
    Field::Join,
    Field::Recall,
    Field::Seconds,
    Field::PersonId,
]);

const NAMES: [&str; 2] = ["messages.json", "messages.txt"];

/// The conversation a part belongs to, and which of its files it is.
fn conversation(part: &str) -> Option<(&str, usize)> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    NAMES.iter().position(|name| *name == file).map(|at| (folder, at))
}

fn sniff(sample: &Sample<'_>) -> u8 {
    let has = |name: &str| sample.entries.iter().any(|entry| entry.contains(name));
    match (sample.entries.iter().any(|entry| conversation(entry).is_some()), has("_integrity/")) {
        (true, true) => 95,
        (true, false) => 60,
        _ => 0,
    }
}

fn read(archive: &mut Archive<'_>, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let mut chosen: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (part, name) in archive.names().iter().enumerate() {
        let Some((folder, at)) = conversation(name) else { continue };
        let best = chosen.entry(folder.to_owned()).or_insert((at, part));
        *best = (*best).min((at, part));
    }
    if chosen.is_empty() {
        return Err(Error::refused(&refusal::ARCHIVE_NO_CHAT, "no conversation has `messages.json` or `messages.txt`")
            .at(Location::file(&options.file)));
    }
    for (folder, (at, part)) in chosen {
        let inner = ReadOptions { file: format!("{}#{folder}/{}", options.file, NAMES[at]), ..options.clone() };
        receiver.part(&folder)?;
        let mut reader = BufReader::new(archive.part(part)?);
        match at {
            0 => json::read(&mut reader, &inner, receiver)?,
            _ => text::read(&mut reader, &inner, receiver)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::super::tests::{Recorder, options};
    use crate::testing::packed;

    const JSON: &str = r#"{"schemaVersion":1,"exportedAt":"2017-05-01T10:00:00","conversation":{"username":"1@chatroom","displayName":"纸鸢班","isGroup":true},
        "messages":[{"createTime":1491350460,"senderUsername":"wxid_gu","senderDisplayName":"老顾","isSent":false,"renderType":"text","content":"周六糊纸鸢"}]}"#;
    const TEXT: &str = "会话: 饺子组 (2@chatroom)\n账号: wxid_me\n导出时间: 2017-05-01 10:00:00\n\n\
                        [2017-04-05 08:01:00] 成员#3(member_3): [文本]\n[2017-04-05 08:02:00] [系统] \"甲\"邀请\"乙\"加入了群聊\n";

    #[test]
    fn each_conversation_is_read_once() {
        let parts = [
            ("out/a/messages.json", JSON),
            ("out/a/messages.txt", TEXT),
            ("out/b/messages.txt", TEXT),
            ("_integrity/manifest.json", "{}"),
        ];
        let mut recorder = Recorder::default();
        let format = crate::chat::read(Cursor::new(packed(&parts)), &options(), None, &mut recorder).unwrap();
        assert_eq!(format.id, "wechat_data_analysis");
        assert_eq!(recorder.texts(), [("老顾", "周六糊纸鸢"), ("成员#3", ""), ("乙", "")]);
        let titles: Vec<_> = recorder.chats.iter().map(|(title, _)| title.as_deref()).collect();
        assert_eq!(titles, [Some("纸鸢班"), Some("饺子组")]);
    }
}
