//! MemoTrace (留痕, WeChatMsg) as text: a line with time and name, the words under it, a blank line.
//!
//! ```text
//! 2017-04-05 08:01:00 老顾
//! 周六上午九点糊纸鸢
//! ```

use std::io::BufRead;

use linli::Error;
use linli::records::{Field, Fields};

use super::reading::stamped::{self, Head, Preamble, Shape};
use super::{ChatFormat, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "memotrace_txt",
    title: "MemoTrace (WeChatMsg), text",
    title_zh: "留痕 MemoTrace（WeChatMsg），TXT",
    note: "Files of a tool that is no longer maintained. Seconds in the local time of the computer that wrote the file, names \
           as that account shows them (remark names where there were some), no ids. The CSV of the same tool holds more.",
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

const SHAPE: Shape =
    Shape { head, preamble: |_| Preamble::Strange, quote: stamped::unquoted, is_system: stamped::is_system };

fn sniff(sample: &Sample<'_>) -> u8 {
    let first = sample.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    match (head(first).is_some(), stamped::heads(sample, head)) {
        (true, (2.., _)) => 72,
        (true, _) => 55,
        (false, _) => 0,
    }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    stamped::read(SHAPE, reader, options, receiver)
}

/// Time and name, in either order; the time has seconds.
fn head(line: &str) -> Option<Head<'_>> {
    let line = line.trim_start_matches('\u{FEFF}');
    let (at, name) = match stamped::leading(line) {
        Some((at, rest)) => (at, rest.strip_prefix(' ')?.trim_matches(' ')),
        None => stamped::trailing(line).map(|(name, at)| (at, name))?,
    };
    (at.has_seconds && at.year.is_some()).then_some(Head { at, name, id: None, words: None })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Recorder, options};
    use super::*;

    #[test]
    fn both_orders_and_system_lines() {
        let mut recorder = Recorder::default();
        let text = "2017-04-05 08:01:00 老顾\n周六糊纸鸢\n\n带剪刀\n\n秦姨 2017-04-05 08:02:00\n[图片]\n\n\
                    2017-04-05 08:03:00 系统消息\n\"老顾\"邀请\"六姐\"加入了群聊\n";
        read(&mut text.as_bytes(), &options(), &mut recorder).unwrap();
        let told: Vec<_> =
            recorder.messages.iter().map(|m| (m.kind.id(), m.author.as_str(), m.text.as_str())).collect();
        assert_eq!(told, [("text", "老顾", "周六糊纸鸢\n\n带剪刀"), ("picture", "秦姨", ""), ("join", "六姐", "")]);
        assert_eq!(recorder.messages[2].event, "by 老顾");
        assert!(recorder.odd.is_empty());
    }
}
