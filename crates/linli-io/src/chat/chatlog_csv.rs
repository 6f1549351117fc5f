//! chatlog as CSV: `Time,SenderName,Sender,TalkerName,Talker,Content`, times in local time.

use std::io::BufRead;

use linli::Error;
use linli::diagnostic::{BAD_BYTES, EMPTY_NAME};
use linli::records::MessageKind;

use super::chatlog_text::{self, quote};
use super::reading::named::Named;
use super::reading::rows::Rows;
use super::reading::wechat::{People, Post, Quotes};
use super::reading::{stamped, time};
use super::{ChatFormat, ChatHead, RawMessage, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "chatlog_csv",
    title: "chatlog, CSV",
    title_zh: "chatlog CSV",
    note: "Seconds in local time, names and account ids; quotes as lines that begin with `> `. Sign-up lists are lost: the tool \
           writes only that something was shared. One file is one chat.",
    fields: chatlog_text::FIELDS,
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

const COLUMNS: [&str; 5] = ["Time", "SenderName", "Sender", "TalkerName", "Content"];

fn sniff(sample: &Sample<'_>) -> u8 {
    let first = sample.lines().next().unwrap_or_default();
    if first.contains("TalkerName") && first.contains("SenderName") { 94 } else { 0 }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let mut people = People::new(options);
    let mut begun = false;
    if let Some(mut rows) = Named::new(Rows::new(reader, options)?, COLUMNS)? {
        while let Some((row, line)) = rows.next()? {
            let [at, shown, sender, chat, content] = row.each_ref().map(|cell| cell.as_str());
            if !begun {
                begun = true;
                let title = Some(chat.trim()).filter(|title| !title.is_empty());
                receiver.chat(ChatHead { title, platform: Some("wechat"), exported_on: None })?;
            }
            let Some(at) = time::read(at.trim(), line, options, receiver)? else { continue };
            let is_system = stamped::is_system(sender.trim()) || stamped::is_system(shown.trim());
            let id = Some(sender.trim()).filter(|id| !id.is_empty() && *id != "我" && !is_system);
            let shown = Some(shown.trim()).filter(|name| !name.is_empty()).or(id).unwrap_or_default();
            if shown.is_empty() && !is_system {
                receiver.odd(&EMPTY_NAME, line, "the sender's columns are empty");
                continue;
            }
            let author = People::author(if is_system { "" } else { shown }, options).to_owned();
            let kind = if is_system { MessageKind::System } else { MessageKind::Text };
            let (quoted, words) = quote(content);
            let frame = RawMessage { author_id: id, quoted, ..RawMessage::of(at, line, &author, kind) };
            Post { frame, quotes: Quotes::ByAuthor }.give(words, &mut people, receiver)?;
        }
        if rows.replaced() > 0 {
            receiver.odd(&BAD_BYTES, 1, &format!("{} invalid sequences replaced in the whole file", rows.replaced()));
        }
    }
    if begun { Ok(()) } else { receiver.chat(ChatHead { title: None, platform: Some("wechat"), exported_on: None }) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Recorder, options};
    use super::*;

    #[test]
    fn quotes_and_system_lines() {
        let mut recorder = Recorder::default();
        let text = "Time,SenderName,Sender,TalkerName,Talker,Content\n\
                    2017-04-05 08:01:00,老顾,wxid_gu0001,纸鸢班,1@chatroom,周六糊纸鸢\n\
                    2017-04-05 08:02:00,秦姨,wxid_qin001,纸鸢班,1@chatroom,\"> 老顾(wxid_gu0001) 04-05 08:01:00\n> 周六糊纸鸢\n我去\"\n\
                    2017-04-05 08:03:00,,系统消息,纸鸢班,1@chatroom,\"\"\"六姐\"\" 撤回了一条消息\"\n";
        read(&mut text.as_bytes(), &options(), &mut recorder).unwrap();
        assert_eq!(recorder.texts(), [("老顾", "周六糊纸鸢"), ("秦姨", "我去"), ("六姐", "")]);
        assert_eq!(recorder.messages[1].quoted.as_deref(), Some("老顾"));
        assert_eq!(recorder.messages[2].kind, MessageKind::Recall);
        assert_eq!(recorder.chats[0].0.as_deref(), Some("纸鸢班"));
        assert!(recorder.odd.is_empty());
    }
}
