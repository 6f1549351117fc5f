//! WechatExporter: a text made from an iPhone's backup, a message a line: `名 (时间):文`.

use std::io::BufRead;

use linli::Error;
use linli::records::{Field, Fields};

use super::reading::stamped::{self, Head, Preamble, Shape};
use super::{ChatFormat, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "wechat_exporter",
    title: "WechatExporter, text",
    title_zh: "WechatExporter 文本（苹果手机备份）",
    note: "Made from a backup of an iPhone. Seconds in local time, names as the exporter sees them (remark names), no ids; \
           quotes are written out with the name of whoever is answered.",
    fields: Fields::of(&[
        Field::Mention,
        Field::Kind,
        Field::Length,
        Field::Named,
        Field::Cue,
        Field::Join,
        Field::Recall,
        Field::Seconds,
    ]),
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

const SHAPE: Shape = Shape { head, preamble, quote: stamped::unquoted, is_system: stamped::is_system };

/// The titles of the tool's pages, after the chat's own.
const TITLES: [&str; 3] = [" - WeChat Chat History", " - 微信聊天记录", " - 微信聊天記錄"];

fn sniff(sample: &Sample<'_>) -> u8 {
    let first = sample.lines().next().unwrap_or_default();
    let heads = stamped::heads(sample, head).0;
    match (preamble(first.trim_start_matches('\u{FEFF}')), heads) {
        (Preamble::Title(_), _) => 92,
        (_, 2..) => 74,
        (_, 1) => 45,
        _ => 0,
    }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    stamped::read(SHAPE, reader, options, receiver)
}

fn preamble(line: &str) -> Preamble<'_> {
    match TITLES.iter().find_map(|title| line.trim_end().strip_suffix(title)) {
        Some(title) => Preamble::Title(title),
        None => Preamble::Strange,
    }
}

/// `name (2017-04-05 08:01:00):words`, or a line of the program, which has no time of its own and is left to the message
/// above where it has none.
fn head(line: &str) -> Option<Head<'_>> {
    let line = line.trim_start_matches('\u{FEFF}');
    // A name may hold brackets itself; the first that holds a time is the one.
    line.match_indices(" (").find_map(|(at, between)| {
        let (stamp, rest) = stamped::leading(line.get(at + between.len()..)?)?;
        let words = rest.strip_prefix(')')?.strip_prefix([':', '：'])?;
        let name = line.get(..at)?.trim_matches(' ');
        stamp.year.map(|_| Head { at: stamp, name, id: None, words: Some(words) })
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Recorder, options};
    use super::*;

    #[test]
    fn words_stand_in_the_same_line() {
        let mut recorder = Recorder::default();
        let text = "纸鸢班 - WeChat Chat History\n\n老顾 (2017-04-05 08:01:00):周六糊纸鸢\n带剪刀\n\
                    小孙 (7号院) (2017-04-05 08:02:00):「老顾：周六糊纸鸢」\n- - - - - - - - - - - - - - -\n好\n\
                    系统消息 (2017-04-05 08:03:00):\"老顾\"邀请\"六姐\"加入了群聊\n";
        read(&mut text.as_bytes(), &options(), &mut recorder).unwrap();
        assert_eq!(recorder.texts(), [("老顾", "周六糊纸鸢\n带剪刀"), ("小孙 (7号院)", "好"), ("六姐", "")]);
        assert_eq!(recorder.messages[1].quoted.as_deref(), Some("老顾"));
        assert_eq!(recorder.chats[0].0.as_deref(), Some("纸鸢班"));
    }
}
