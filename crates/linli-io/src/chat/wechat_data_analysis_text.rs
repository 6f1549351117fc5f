//! One conversation as `messages.txt`: a head, a blank line, then `[time] name(account): words`.

use std::io::BufRead;

use linli::Error;
use linli::records::{Field, Fields};
use linli::time::Day;

use super::reading::stamped::{self, Head, Preamble, Shape};
use super::{ChatFormat, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "wechat_data_analysis_text",
    title: "WeChatDataAnalysis, text of one conversation",
    title_zh: "WeChatDataAnalysis 单个会话 TXT",
    note: "`messages.txt` out of the tool's archive; the JSON beside it holds more.",
    fields: Fields::of(&[
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

const SHAPE: Shape = Shape { head, preamble, quote: spoken, is_system: stamped::is_system };

fn sniff(sample: &Sample<'_>) -> u8 {
    let first = sample.lines().next().unwrap_or_default().trim_start_matches('\u{FEFF}');
    let told = sample.lines().take(6).any(|line| line.starts_with("导出时间"));
    if matches!(preamble(first), Preamble::Title(_)) && told { 92 } else { 0 }
}

pub(super) fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    stamped::read(SHAPE, reader, options, receiver)
}

/// The tool's privacy mode puts a word for the kind in place of what was said.
fn spoken(words: &str) -> (Option<&str>, &str) {
    (None, if words == "[文本]" { "" } else { words })
}

fn preamble(line: &str) -> Preamble<'_> {
    let Some((key, value)) = line.split_once([':', '：']) else { return Preamble::Strange };
    let value = value.trim();
    match key {
        "会话" => Preamble::Title(stamped::bearer(value).0),
        "导出时间" => Preamble::ExportedOn(value.get(..10).and_then(Day::parse)),
        "账号" | "消息数" | "筛选" | "时间范围" => Preamble::Known,
        _ => Preamble::Strange,
    }
}

/// `[2017-04-05 08:01:00] name(account): words`, or `[…] [系统] words`.
fn head(line: &str) -> Option<Head<'_>> {
    let (at, rest) = stamped::leading(line.strip_prefix('[')?)?;
    let rest = rest.strip_prefix("] ")?;
    if let Some(words) = rest.strip_prefix("[系统] ") {
        return Some(Head { at, name: "系统", id: None, words: Some(words) });
    }
    let (shown, words) = rest.split_once("): ").map_or_else(
        || rest.split_once(": ").map(|(shown, words)| ((shown, None), words)),
        |(shown, words)| {
            let (name, id) = shown.rsplit_once('(')?;
            Some(((name, Some(id)), words))
        },
    )?;
    let ((name, id), words) = (shown, words);
    Some(Head { at, name: name.trim_matches(' '), id, words: Some(words) })
}
