//! WeChat's own export as it arrives by mail: the text of `wechat_text` within HTML.

use std::io::{BufRead, BufReader};

use linli::Error;
use linli::records::{Field, Fields};

use super::reading::html::{self, Words};
use super::{ChatFormat, ReadOptions, Reading, Receiver, Sample, wechat_text};
use crate::decode::Text;

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "wechat_mail",
    title: "WeChat, chat history sent by mail, HTML",
    title_zh: "微信聊天记录邮件（HTML）",
    note: "The mail itself, saved as a web page. It holds what the text holds, and is read as that; pictures inside it pass by.",
    fields: Fields::of(&[Field::Mention, Field::Kind, Field::Named, Field::Length, Field::Cue]),
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

fn sniff(sample: &Sample<'_>) -> u8 {
    let start = sample.text.trim_start_matches('\u{FEFF}').trim_start();
    if !start.starts_with('<') {
        return 0;
    }
    let words = html::words(start);
    (wechat_text::FORMAT.sniff)(&Sample { text: &words, ..*sample }).saturating_sub(1)
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let text = Text::new(reader, &options.file)?;
    wechat_text::read(&mut BufReader::new(Words::new(text)), options, receiver)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Recorder, options};
    use super::*;

    #[test]
    fn the_mail_reads_as_its_text() {
        let text = "纸鸢班 微信群上的聊天记录如下，请查收。\n\n—————  2017-04-05  —————\n\n\n老顾  08:01\n\n周六糊纸鸢 & 放\n\n秦姨  08:02\n\n[图片: a.jpg(请在附件中查看)]\n";
        let mut html = String::from("<html><head><style>p{color:red}</style></head><body>Dear:<br>");
        for line in text.lines() {
            let line = line.replace('&', "&amp;").replace("  ", "&nbsp;&nbsp;").replace('—', "&mdash;");
            html.push_str(&format!("<div style=\"a>b\">{line}</div>\n"));
        }
        html.push_str("<script>document.write('—————  2017-04-06  —————')</script></body>");
        let (mut plain, mut mailed) = (Recorder::default(), Recorder::default());
        wechat_text::read(&mut text.as_bytes(), &options(), &mut plain).unwrap();
        let sample = Sample { file: "a.html", text: &html, entries: &[] };
        assert_eq!(crate::chat::sniff(&sample).unwrap().id, "wechat_mail");
        read(&mut html.as_bytes(), &options(), &mut mailed).unwrap();
        assert_eq!(mailed.texts(), plain.texts());
        assert_eq!((mailed.times(), &mailed.chats), (plain.times(), &plain.chats));
        assert_eq!(plain.texts()[0], ("老顾", "周六糊纸鸢 & 放"));
        assert!(mailed.odd.is_empty(), "{:?}", mailed.odd);
    }
}
