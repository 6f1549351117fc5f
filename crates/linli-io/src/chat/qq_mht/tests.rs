use std::io::{BufReader, Cursor, Read};

use linli::ErrorKind;
use linli::records::MessageKind::{Join, Picture, Text};

use super::super::tests::{Recorder, options};
use super::*;

const HEAD: &str = "From: <Save by Tencent MsgMgr>\r\nSubject: Tencent IM Message\r\nMIME-Version: 1.0\r\n\
                    Content-Type:multipart/related;\r\n\tboundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n\
                    <html><body><table width=100%><tr><td><div>消息分组:我的群</div></td></tr><tr><td><div>消息对象:布艺组&amp;茶</div></td></tr>\
                    <tr><td><div>&nbsp;</div></td></tr>";

fn row(name: &str, time: &str, words: &str) -> String {
    format!(
        "<tr><td><div style=color:#006EFE;><div style=float:left;>{name}</div>{time}</div><div style=padding-left:20px;>\
         <font size=2>{words}</font></div></td></tr>"
    )
}

fn rows() -> String {
    [
        "<tr><td style=x>日期: 2012-05-01</td></tr>".to_owned(),
        row("【管理员】秦姨(10001)", "&nbsp;9:16:13&nbsp;", "早&lt;上&gt;<br>好&#33;"),
        row("系统消息(10000)", "9:17:00", "老顾加入本群。"),
        "<tr><td>日期: 2012-05-02</td></tr>".to_owned(),
        row("老顾", "\u{A0}9:16:13 PM", "<IMG src=\"{A}.dat\">"),
        row("小唐", "25:00:00", "x"),
        row("小唐", "", "x"),
        row("", "9:18:00", "x"),
    ]
    .join("\r\n")
}

#[test]
fn rows_become_messages() {
    let text = format!(
        "{HEAD}{}</table></body></html>\r\n--x\r\nContent-Transfer-Encoding:base64\r\n\r\nAAAA\r\n--x--",
        rows()
    );
    let mut recorder = Recorder::default();
    let format = crate::chat::read(Cursor::new(&text), &options(), None, &mut recorder).unwrap();
    assert_eq!(format.id, "qq_mht");
    assert_eq!(recorder.chats, [(Some("布艺组&茶".to_owned()), Some("qq".to_owned()))]);
    assert_eq!(recorder.texts(), [("秦姨", "早<上>\n好!"), ("老顾", ""), ("老顾", "")]);
    assert_eq!(recorder.times(), ["2012-05-01T09:16:13", "2012-05-01T09:17:00", "2012-05-02T21:16:13"]);
    assert_eq!(recorder.messages.iter().map(|m| m.kind).collect::<Vec<_>>(), [Text, Join, Picture]);
    assert_eq!((recorder.codes("bad-time").len(), recorder.codes("bad-row").len()), (1, 1));
    assert_eq!(recorder.codes("empty-name").len(), 1);
}

#[test]
fn pictures_pass_by_and_a_row_without_end_is_an_error() {
    // 64 MB of a picture, made while it is read.
    let line = "QUJD".repeat(19) + "\r\n";
    let picture = Cursor::new(line.into_bytes()).chain(std::io::repeat(b'A').take(64 << 20));
    let text = format!("{HEAD}{}</table></html>", rows());
    let mut whole = BufReader::new(Cursor::new(text.into_bytes()).chain(picture));
    let mut recorder = Recorder::default();
    read(&mut whole, &options(), &mut recorder).unwrap();
    assert_eq!(recorder.messages.len(), 3);
    let text = format!("{HEAD}<tr><td>{}", "x".repeat(2 << 20));
    let error = read(&mut text.as_bytes(), &options(), &mut Recorder::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
}

#[test]
fn rows_may_be_cut_anywhere_by_the_buffer() {
    let text = format!("{HEAD}{}", rows());
    let expected = {
        let mut recorder = Recorder::default();
        read(&mut text.as_bytes(), &options(), &mut recorder).unwrap();
        recorder.messages.len()
    };
    for length in 0..40 {
        let padded = format!("{}{text}", " ".repeat((16 << 10) - length * 37));
        let mut recorder = Recorder::default();
        read(&mut padded.as_bytes(), &options(), &mut recorder).unwrap();
        assert_eq!(recorder.messages.len(), expected, "{length}");
    }
}

#[test]
fn a_row_of_marks_is_read_in_time() {
    let text = format!("{HEAD}<tr><td>日期: 2012-05-01</td></tr>{}", row("秦姨", "9:16:13", &"&<".repeat(300_000)));
    let mut recorder = Recorder::default();
    read(&mut text.as_bytes(), &options(), &mut recorder).unwrap();
    assert_eq!(recorder.messages.len(), 1);
    let text = format!("{HEAD}<tr><td>日期: 2012-05-01</td></tr>{}", row("秦姨", "9:16:13", &"&amp".repeat(250_000)));
    read(&mut text.as_bytes(), &options(), &mut recorder).unwrap();
    assert_eq!(recorder.messages.len(), 2);
}

#[test]
fn a_file_that_breaks_off_keeps_its_last_row() {
    let whole = format!("{HEAD}{}", rows());
    let text = format!("{whole}{}", row("老顾", "9:20:00 PM", "明天下午去公园<br>带伞"));
    for (cut, said) in [("伞", Some("明天下午去公园\n带")), ("<br", Some("明天下午去公园")), ("</div>", None)]
    {
        let at = if said.is_some() { text.rfind(cut).unwrap() } else { text.rfind("9:20").unwrap() };
        let mut recorder = Recorder::default();
        read(&mut &text.as_bytes()[..at], &options(), &mut recorder).unwrap();
        assert_eq!(recorder.codes("cut-file").len(), 1, "{cut}");
        assert_eq!(recorder.texts().get(3).map(|said| said.1), said, "{cut}");
    }
    // Without its end the table is whole.
    let mut recorder = Recorder::default();
    read(&mut whole.as_bytes(), &options(), &mut recorder).unwrap();
    assert!(recorder.codes("cut-file").is_empty());
}
