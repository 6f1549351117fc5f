//! ChatLab 0.0.2 as JSON lines: a `header`, then `member` and `message` lines; lines beginning with `#` are comments.

use std::io::BufRead;

use linli::Error;
use linli::diagnostic::BAD_ROW;
use serde::de::DeserializeSeed;
use serde_json::Value;

use super::chatlab::{FIELDS, HEADER, Head, MEMBER, MESSAGE, META, NOTE, member, message};
use super::reading::json::{MAX_STRING, Pick, text};
use super::reading::{is_blank, report_bad};
use super::{ChatFormat, ReadOptions, Receiver, Sample};
use crate::decode::Lines;

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "chatlab_jsonl",
    title: "ChatLab 0.0.2, JSON lines",
    title_zh: "ChatLab 0.0.2（JSONL）",
    note: NOTE,
    fields: FIELDS,
    settle: None,
    sniff,
    read,
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
    let mut lines = Lines::new(reader, &options.file, options.max_line.max(MAX_STRING))?;
    let mut head = Head::default();
    while let Some(line) = lines.next_line()? {
        report_bad(&line, receiver);
        if is_blank(line.text) || line.text.starts_with('#') {
            continue;
        }
        match pick(line.text, ["_type", "meta"]) {
            Some([kind, meta]) => match text(&kind) {
                Some("header") => {
                    head.header(pick(line.text, ["chatlab"]).and_then(|[chatlab]| inner(chatlab, HEADER)));
                    head.meta(inner(meta, META));
                    head.tell(options, receiver)?;
                }
                Some("member") => {
                    head.tell(options, receiver)?;
                    member(pick(line.text, MEMBER), line.number, receiver)?;
                }
                Some("message") => {
                    head.tell(options, receiver)?;
                    message(pick(line.text, MESSAGE), line.number, receiver)?;
                }
                _ => receiver.odd(&BAD_ROW, line.number, "`_type` is none of header, member, message"),
            },
            None => receiver.odd(&BAD_ROW, line.number, "the line is not a JSON object"),
        }
    }
    head.tell(options, receiver)
}

fn pick<const N: usize>(line: &str, keys: [&'static str; N]) -> Option<[Value; N]> {
    let mut parser = serde_json::Deserializer::from_str(line);
    let picked = Pick(keys).deserialize(&mut parser).ok()?;
    parser.end().ok()?;
    picked
}

fn inner<const N: usize>(value: Value, keys: [&'static str; N]) -> Option<[Value; N]> {
    Pick(keys).deserialize(value).ok()?
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
    fn depth_is_limited_and_long_lines_end() {
        let deep = format!("{{\"_type\":\"message\",\"content\":{}", "[".repeat(100_000));
        let mut recorder = Recorder::default();
        read(&mut deep.as_bytes(), &options(), &mut recorder).unwrap();
        assert_eq!(recorder.codes("bad-row"), [1]);
        let long = format!("{{\"_type\":\"{}", "x".repeat(MAX_STRING));
        let error = read(&mut long.as_bytes(), &options(), &mut recorder).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit);
    }

    #[test]
    fn sniffing() {
        let score = |text: &str| sniff(&Sample { file: "a", text });
        assert_eq!((score(FILE), score("{\"chatlab\":1}"), score("[1]")), (96, 0, 0));
    }
}
