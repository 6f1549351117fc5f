//! QQ's message records as a web archive: one table of rows, then pictures. Such files reach tens of gigabytes, so rows are
//! taken one by one and everything outside of them is passed over.

mod rows;

use std::io::BufRead;

use linli::Error;
use linli::diagnostic::{BAD_BYTES, BAD_ROW, CUT_FILE, EMPTY_NAME};
use linli::records::MessageKind;
use linli::time::Day;

use super::qq_text::{self, notice, numbered, untitled};
use super::reading::{clock, number, placeholder};
use super::{ChatFormat, ChatHead, RawMessage, ReadOptions, Reading, Receiver, Sample};
use rows::{Rows, plain};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "qq_mht",
    title: "QQ, message records as web archive (MHT)",
    title_zh: "QQ 消息记录网页（MHT）",
    note: "Saved by the message manager of QQ before 9.7.25, with pictures. Local times to the second; names as shown, QQ \
           numbers only where the client wrote them.",
    fields: qq_text::FIELDS,
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

fn sniff(sample: &Sample<'_>) -> u8 {
    if sample.text.contains("<Save by Tencent MsgMgr>") || sample.text.contains("Subject: Tencent IM Message") {
        return 98;
    }
    0
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let mut rows = Rows::new(reader, options)?;
    let (mut day, mut begun, mut at) = (None, false, 0);
    while let Some(row) = rows.next()? {
        at += 1;
        let text = plain(row);
        let trimmed = text.trim_matches(is_space);
        if let Some(title) = trimmed.strip_prefix("消息对象:") {
            (begun, day) = (true, None);
            receiver.chat(ChatHead { title: Some(title.trim_matches(is_space)), ..head() })?;
        } else if let Some(written) = trimmed.strip_prefix("日期:") {
            day = date(written.trim_matches(is_space));
            if day.is_none() {
                receiver.refuse(
                    &linli::refusal::NO_SUCH_TIME,
                    &linli::diagnostic::BAD_TIME,
                    at,
                    "there is no such day",
                );
            }
        } else if !trimmed.is_empty() && !trimmed.starts_with("消息分组:") {
            if !std::mem::replace(&mut begun, true) {
                receiver.chat(head())?;
            }
            message(row, at, day, options, receiver)?;
        }
    }
    if rows.cut() {
        receiver.odd(&CUT_FILE, at, "the row has no end");
    }
    let replaced = rows.replaced();
    if replaced > 0 {
        receiver.odd(&BAD_BYTES, 1, &format!("{replaced} invalid sequences replaced in the whole file"));
    }
    if begun { Ok(()) } else { receiver.chat(head()) }
}

fn head() -> ChatHead<'static> {
    ChatHead { platform: Some("qq"), ..ChatHead::default() }
}

/// Blanks of every kind: the client puts U+00A0 around times.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\n' | '\r' | '\t')
}

fn date(text: &str) -> Option<Day> {
    let (year, _, rest) = number(text, 4)?;
    let (month, _, rest) = number(rest.strip_prefix(['-', '/'])?, 2)?;
    let (day, ..) = number(rest.strip_prefix(['-', '/'])?, 2)?;
    clock::day(year, month, day)
}

/// One row: the name in the first block, the time behind it, the words in what follows.
fn message(
    row: &str,
    at: u64,
    day: Option<Day>,
    options: &ReadOptions,
    receiver: &mut dyn Receiver,
) -> Result<(), Error> {
    let mut blocks = row.splitn(3, "</div>");
    let (name, time, words) = (blocks.next(), blocks.next(), blocks.next());
    let time = time.map(plain).unwrap_or_default();
    let Some((second, _)) = qq_text::time(&time.trim_matches(is_space).replace('\u{A0}', " ")) else {
        receiver.odd(&BAD_ROW, at, "no time stands behind the name");
        return Ok(());
    };
    let second = second.map(|second| (day, second));
    let on = second.and_then(|(day, second)| Some((day?, second)));
    let Some(time) = clock::local(options.zone, on, at, receiver) else { return Ok(()) };
    let name = name.map(plain).unwrap_or_default();
    let (name, id) = numbered(untitled(name.trim_matches(is_space)));
    let name = if name.is_empty() { id.unwrap_or_default() } else { name };
    if name.is_empty() {
        receiver.odd(&EMPTY_NAME, at, "nothing stands before the time");
        return Ok(());
    }
    let words = words.map(plain).unwrap_or_default();
    let words = words.trim_matches(is_space);
    let bare = RawMessage::of(time, at, name, MessageKind::Text);
    if id.is_some_and(|id| notice::SENDERS.contains(&id)) || name == "系统消息" {
        return notice::tell(words, bare, receiver);
    }
    let (kind, text) = match placeholder::bracketed(words) {
        Some(found) => found,
        None if placeholder::is_sign_up(words) => (MessageKind::SignUp, words),
        None => (MessageKind::Text, words),
    };
    receiver.message(RawMessage { kind, text, author_id: id, ..bare })
}

#[cfg(test)]
mod tests;
