//! MemoTrace (留痕, WeChatMsg) as CSV: one row a message, contents as WeChat keeps them, XML included.
//!
//! `TalkerId` is the conversation, not the speaker. `CreateTime` counts seconds; `StrTime` is the clock of whatever
//! computer wrote the file, and stands in only where the count is missing. `localId` is that telephone's own, so it says
//! nothing to another export.

use std::io::BufRead;

use linli::Error;
use linli::diagnostic::{BAD_BYTES, BAD_ROW, EMPTY_NAME};
use linli::records::{Field, Fields, MessageKind};

use super::reading::named::Named;
use super::reading::rows::Rows;
use super::reading::wechat::{self, People, Post, Quotes};
use super::reading::{clock, time};
use super::{ChatFormat, ChatHead, RawMessage, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "memotrace_csv",
    title: "MemoTrace (WeChatMsg), CSV",
    title_zh: "留痕 MemoTrace（WeChatMsg），CSV",
    note: "Files of a tool that is no longer maintained. Seconds, account ids, quotes with their author, sign-up lists with \
           their entrants, joins; WeChat shows no exits. The name is the nickname; the exporter's private remark never \
           becomes a name. Older files end before the sender's columns: whoever wrote is then known of own messages only.",
    fields: Fields::of(&[
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
    ]),
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

const COLUMNS: [&str; 9] =
    ["Type", "SubType", "IsSender", "CreateTime", "StrTime", "StrContent", "Remark", "NickName", "Sender"];

fn sniff(sample: &Sample<'_>) -> u8 {
    let first = sample.lines().next().unwrap_or_default();
    if first.contains("StrContent") && first.contains("TalkerId") { 95 } else { 0 }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    receiver.chat(ChatHead { title: None, platform: Some("wechat"), exported_on: None })?;
    let Some(mut rows) = Named::new(Rows::new(reader, options)?, COLUMNS)? else { return Ok(()) };
    let mut people = People::new(options);
    while let Some((row, line)) = rows.next()? {
        take(row, line, options, &mut people, receiver)?;
    }
    if rows.replaced() > 0 {
        receiver.odd(&BAD_BYTES, 1, &format!("{} invalid sequences replaced in the whole file", rows.replaced()));
    }
    Ok(())
}

fn take(
    row: &[String; 9],
    line: u64,
    options: &ReadOptions,
    people: &mut People,
    receiver: &mut dyn Receiver,
) -> Result<(), Error> {
    let [code, subtype, own, count, written, content, remark, nickname, sender] = row.each_ref().map(String::as_str);
    let Ok(code) = code.trim().parse::<i64>() else {
        receiver.odd(&BAD_ROW, line, "`Type` is no number: the columns may be shifted");
        return Ok(());
    };
    let at = match count.trim().parse::<i64>() {
        Ok(count) => clock::unix_seconds(count, line, receiver),
        Err(_) => time::read(written.trim(), line, options, receiver)?,
    };
    let Some(at) = at else { return Ok(()) };
    let kind = wechat::kind(code, subtype.trim().parse().ok());
    let frame = RawMessage::of(at, line, "", kind);
    if kind == MessageKind::System {
        return Post { frame, quotes: Quotes::ByAuthor }.give(content, people, receiver);
    }
    let id = Some(sender.trim()).filter(|id| !id.is_empty());
    let is_own = own.trim() == "1";
    let shown = Some(nickname.trim()).filter(|name| !name.is_empty()).or(id);
    let Some(shown) = shown.or(is_own.then_some("我")) else {
        receiver.odd(&EMPTY_NAME, line, "the sender's columns are empty");
        return Ok(());
    };
    let author = People::author(shown, options).to_owned();
    if is_own {
        people.meet_me(&author, id);
    }
    if let Some(id) = id
        && !remark.trim().is_empty()
        && remark.trim() != author
    {
        receiver.known_as(id, remark.trim());
    }
    let frame = RawMessage { author: &author, author_id: id, ..frame };
    Post { frame, quotes: Quotes::ByAuthor }.give(content, people, receiver)
}

#[cfg(test)]
mod tests;
