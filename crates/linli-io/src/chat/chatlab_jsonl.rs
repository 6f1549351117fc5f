//! ChatLab 0.0.2 as JSON lines: a `header`, then `member` and `message` lines; lines beginning with `#` are comments.

use std::io::BufRead;

use linli::Error;
use linli::diagnostic::{BAD_ROW, CUT_FILE};
use serde::de::{DeserializeSeed, IgnoredAny};

use super::chatlab::{FIELDS, HEADER, Head, MEMBER, MESSAGE, META, NOTE, member, message};
use super::reading::json::{Failure, Inside, MAX_STRING, Pick, Picked, located, text};
use super::reading::{is_blank, report_bad};
use super::{ChatFormat, ReadOptions, Reading, Receiver, Sample};
use crate::decode::Lines;

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "chatlab_jsonl",
    title: "ChatLab 0.0.2, JSON lines",
    title_zh: "ChatLab 0.0.2（JSONL）",
    note: NOTE,
    fields: FIELDS,
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

fn sniff(sample: &Sample<'_>) -> u8 {
    let first = sample.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    match first.filter(|line| line.starts_with('{') && line.contains("\"_type\"")) {
        Some(line) if line.contains("\"header\"") => 96,
        Some(_) => 80,
        None => 0,
    }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    // A member's picture may stand in the line.
    let mut lines = Lines::new(reader, &options.file, options.limits.line.max(MAX_STRING))?;
    let mut head = Head::default();
    while let Some(line) = lines.next_line()? {
        report_bad(&line, receiver);
        if is_blank(line.text) || line.text.starts_with('#') {
            continue;
        }
        if !line.ended && serde_json::from_str::<IgnoredAny>(line.text).is_err_and(|cause| cause.is_eof()) {
            receiver.odd(&CUT_FILE, line.number, "the last line is not whole");
            break;
        }
        let failure = Failure::default();
        let taken = take(line.text, line.number, &failure, &mut head, options, receiver);
        // A line that is no JSON is one bad row; a line with a field beyond every limit ends the reading.
        if let Some(ours) = failure.take() {
            return Err(located(ours, &options.file, line.number));
        }
        taken?;
    }
    head.tell(options, receiver)
}

fn take(
    line: &str,
    number: u64,
    failure: &Failure,
    head: &mut Head,
    options: &ReadOptions,
    receiver: &mut dyn Receiver,
) -> Result<(), Error> {
    let Some([kind]) = pick(line, ["_type"], failure) else {
        receiver.odd(&BAD_ROW, number, "the line is not a JSON object");
        return Ok(());
    };
    match text(&kind) {
        Some("header") => {
            // In files of ours another header begins another chat.
            *head = Head::default();
            head.header(inside(line, "chatlab", HEADER, failure));
            head.meta(inside(line, "meta", META, failure));
            head.tell(options, receiver)
        }
        Some("member") => {
            head.tell(options, receiver)?;
            member(pick(line, MEMBER, failure), number, receiver)
        }
        Some("message") => {
            head.tell(options, receiver)?;
            message(pick(line, MESSAGE, failure), number, receiver)
        }
        _ => {
            receiver.odd(&BAD_ROW, number, "`_type` is none of header, member, message");
            Ok(())
        }
    }
}

fn pick<const N: usize>(line: &str, keys: [&'static str; N], failure: &Failure) -> Picked<N> {
    read_line(line, Pick { keys, failure })
}

fn inside<const N: usize>(line: &str, key: &'static str, keys: [&'static str; N], failure: &Failure) -> Picked<N> {
    read_line(line, Inside { key, pick: Pick { keys, failure } })
}

fn read_line<'l, T, S: DeserializeSeed<'l, Value = Option<T>>>(line: &'l str, seed: S) -> Option<T> {
    let mut parser = serde_json::Deserializer::from_str(line);
    let value = seed.deserialize(&mut parser).ok()?;
    parser.end().ok()?;
    value
}

#[cfg(test)]
mod tests {
    use linli::ErrorKind;

    use super::super::tests::{Recorder, options};
    use super::*;

    const FILE: &str = r#"# a comment
{"_type":"header","chatlab":{"version":"0.0.2","exportedAt":1700000000},"meta":{"name":"布工坊","platform":"wechat"}}
{"_type":"member","platformId":"a","accountName":"张三"}

{"_type":"message","sender":"a","accountName":"张三","timestamp":1488787260,"type":0,"content":"好"}
{"_type":"message","sender":"a","accountName":"张三","timestamp":1488787261,"type":0,"content":"坏
{"_type":"note"}
[1]
{"_type":"message","sender":"b","accountName":"李四","timestamp":1488787262,"type":25,"content":"收到","replyToMessageId":"m1"}
"#;

    #[test]
    fn a_bad_line_is_a_diagnostic() {
        let mut recorder = Recorder::default();
        read(&mut FILE.as_bytes(), &options(), &mut recorder).unwrap();
        assert_eq!(recorder.chats, [(Some("布工坊".to_owned()), Some("wechat".to_owned()))]);
        assert_eq!(recorder.members, [("张三".to_owned(), Some("a".to_owned()))]);
        assert_eq!(recorder.texts(), [("张三", "好"), ("李四", "收到")]);
        assert_eq!(recorder.messages[1].reply_to.as_deref(), Some("m1"));
        assert_eq!(recorder.messages[1].line, 9);
        assert_eq!(recorder.codes("bad-row"), [6, 7, 8]);
    }

    #[test]
    fn a_last_line_that_is_not_whole_is_a_cut_file() {
        let at = FILE.rfind("\"replyTo").unwrap();
        let mut recorder = Recorder::default();
        read(&mut &FILE.as_bytes()[..at], &options(), &mut recorder).unwrap();
        assert_eq!(recorder.texts(), [("张三", "好")]);
        assert_eq!(recorder.codes("cut-file"), [9]);
    }

    #[test]
    fn depth_is_limited_and_long_lines_end() {
        let deep = format!("{{\"_type\":\"message\",\"content\":{}\n", "[".repeat(100_000));
        let mut recorder = Recorder::default();
        read(&mut deep.as_bytes(), &options(), &mut recorder).unwrap();
        assert_eq!(recorder.codes("bad-row"), [1]);
        let long = format!("{{\"_type\":\"{}", "x".repeat(MAX_STRING));
        let error = read(&mut long.as_bytes(), &options(), &mut recorder).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit);
    }

    #[test]
    fn a_field_is_limited_and_what_is_not_read_is_not() {
        let outcome = |text: &str| read(&mut text.as_bytes(), &options(), &mut Recorder::default());
        let zeros = vec!["0"; 20_000].join(",");
        for text in [
            format!("# one\n{{\"_type\":\"message\",\"content\":[{zeros}]}}"),
            format!("# one\n{{\"_type\":\"member\",\"accountName\":\"{}\"}}", "x".repeat(2 << 20)),
            format!("# one\n{{\"_type\":[{zeros}]}}"),
        ] {
            let error = outcome(&text).unwrap_err();
            assert_eq!((error.kind(), error.location().line), (ErrorKind::Limit, Some(2)), "{error}");
        }
        let picture = "x".repeat(2 << 20);
        outcome(&format!("{{\"_type\":\"header\",\"meta\":{{\"name\":\"a\",\"groupAvatar\":\"{picture}\"}}}}"))
            .unwrap();
    }

    #[test]
    fn sniffing() {
        let score = |text: &str| sniff(&Sample { file: "a", text, entries: &[] });
        assert_eq!((score(FILE), score("{\"chatlab\":1}"), score("[1]")), (96, 0, 0));
    }
}
