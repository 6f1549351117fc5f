//! Messages copied out of WeChat for the desktop and pasted into a text: `秦姨 2017-04-05 08:01`, the words under it.
//!
//! Another way of copying gives `秦姨:` and no time. Without times nothing can be computed, so such a text is refused.

use std::io::BufRead;

use linli::records::{Field, Fields};
use linli::{Error, ErrorKind, Location};

use super::reading::stamped::{self, Head, Preamble, Shape};
use super::{ChatFormat, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "wechat_paste",
    title: "WeChat, copied from the desktop",
    title_zh: "微信电脑版复制粘贴",
    note: "Minutes in local time, names as the exporter sees them (remark names), no ids, no joins. A copy without times (`秦姨:` \
           and the words) is refused: forward the messages by mail instead.",
    fields: Fields::of(&[Field::Mention, Field::Kind, Field::Named, Field::Length, Field::Cue]),
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

const SHAPE: Shape =
    Shape { head, preamble: |_| Preamble::Strange, quote: stamped::unquoted, is_system: stamped::is_system };

fn sniff(sample: &Sample<'_>) -> u8 {
    let mut lines = sample.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default();
    if head(first).is_some() {
        return if stamped::heads(sample, head).0 > 1 { 70 } else { 50 };
    }
    if is_timeless(sample) { 30 } else { 0 }
}

/// Whether every other line is a name with a colon and nothing behind it.
fn is_timeless(sample: &Sample<'_>) -> bool {
    let lines: Vec<&str> = sample.lines().filter(|line| !line.trim().is_empty()).take(40).collect();
    let named =
        |line: &str| line.ends_with([':', '：']) && line.chars().count() < 30 && !line.starts_with(['{', '[', '"']);
    let count = lines.iter().filter(|line| named(line)).count();
    lines.first().is_some_and(|first| named(first)) && count >= 2 && 3 * count >= lines.len()
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let start = reader.fill_buf().map_err(|cause| crate::source::unreadable(&options.file, cause))?;
    let start = String::from_utf8_lossy(start).into_owned();
    let sample = Sample { file: &options.file, text: &start, entries: &[] };
    if stamped::heads(&sample, head).0 == 0 && is_timeless(&sample) {
        return Err(Error::new(ErrorKind::Input, "the messages were copied without their times")
            .at(Location::line(&options.file, 1))
            .with_hint("select the messages in WeChat and send them by mail: that text has times"));
    }
    stamped::read(SHAPE, reader, options, receiver)
}

/// A name, then date and time to the minute.
fn head(line: &str) -> Option<Head<'_>> {
    let (name, at) = stamped::trailing(line.trim_start_matches('\u{FEFF}'))?;
    (!at.has_seconds && at.year.is_some() && !name.is_empty()).then_some(Head { at, name, id: None, words: None })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Recorder, options};
    use super::*;

    #[test]
    fn with_and_without_times() {
        let mut recorder = Recorder::default();
        let text = "秦姨 2017-04-05 08:01\n周六糊纸鸢\n\n小孙  (7号院) 2017/4/5 8:02\n好\n";
        read(&mut text.as_bytes(), &options(), &mut recorder).unwrap();
        assert_eq!(recorder.texts(), [("秦姨", "周六糊纸鸢"), ("小孙  (7号院)", "好")]);
        assert_eq!(recorder.times(), ["2017-04-05T08:01:00", "2017-04-05T08:02:00"]);
        let timeless = "秦姨:\n周六糊纸鸢\n\n老顾:\n好\n";
        let error = read(&mut timeless.as_bytes(), &options(), &mut recorder).unwrap_err();
        assert!(error.to_string().contains("times") && error.hint().is_some_and(|hint| hint.contains("mail")));
    }
}
