use std::io::Cursor;

use linli::ErrorKind;
use linli::records::MessageKind::{Join, Picture, SignUp, System, Text};

use super::super::tests::{Recorder, options};
use crate::chat::{DateOrder, ReadOptions, read};

fn recorded(text: &str, order: Option<DateOrder>) -> Recorder {
    let mut recorder = Recorder::default();
    let options = ReadOptions { date_order: order, ..options() };
    let format = read(Cursor::new(text), &options, None, &mut recorder).unwrap();
    assert_eq!(format.id, "qq_text");
    recorder
}

#[test]
fn all_chats_in_one_file() {
    let rule = "=".repeat(64);
    let text = format!(
        "消息记录（此消息记录为文本格式，不支持重新导入）\n\n{rule}\n消息分组:我的群聊\n{rule}\n消息对象:布艺组\n{rule}\n\n\
         2019-09-23 8:43:38 PM 【管理员】秦姨(10001)\n早\n2019-09-23 20:43:39 不是头\n秦姨 13/14/2020 8:43:38 PM\n\n2019-09-23 8:44:00 PM 系统消息(10000)\n\
         老顾加入本群。\n\n2019-09-23 8:45:00 PM 老顾(20002)\n[图片]\n\n2019-09-23 8:46:00 PM 系统消息(1000000)\n[图片]2\n\n\
         2019-09-24 7:54:29 AM 老顾二号(20002)\n\n\n{rule}\n消息分组:我的好友\n{rule}\n消息对象:小唐\n{rule}\n\n\
         2019-09-25 10:00:00 小唐\n#接龙\n1. 小唐\n\n"
    );
    let recorder = recorded(&text, None);
    let titles: Vec<Option<&str>> = recorder.chats.iter().map(|(title, _)| title.as_deref()).collect();
    assert_eq!(titles, [Some("布艺组"), Some("小唐")]);
    assert_eq!(
        recorder.texts(),
        [
            ("秦姨", "早\n2019-09-23 20:43:39 不是头\n秦姨 13/14/2020 8:43:38 PM"),
            ("老顾", ""),
            ("老顾", ""),
            ("", ""),
            ("老顾二号", ""),
            ("小唐", "#接龙\n1. 小唐")
        ]
    );
    let kinds: Vec<_> = recorder.messages.iter().map(|m| m.kind).collect();
    assert_eq!(kinds, [Text, Join, Picture, System, Text, SignUp]);
    assert_eq!(recorder.messages[4].author_id.as_deref(), Some("20002"));
    assert_eq!(recorder.times()[4..], ["2019-09-24T07:54:29", "2019-09-25T10:00:00"]);
    assert!(recorder.odd.is_empty(), "{:?}", recorder.odd);
}

#[test]
fn copies_from_window_and_telephone() {
    let window = "秦姨 2/14/2020 9:16:13 PM\n早\n老顾 2/15/2020 9:17:00 AM\n收到\n";
    let read = recorded(window, None);
    assert_eq!(read.texts(), [("秦姨", "早"), ("老顾", "收到")]);
    assert_eq!(read.times(), ["2020-02-14T21:16:13", "2020-02-15T09:17:00"]);
    let phone = "— —  2020-2-21  — —\n秦姨  23:50:12 \n早\n\n老顾  23:50:40 \n收到\n— —  2020-2-22  — —\n秦姨  0:01:00 \n晚安\n";
    let read = recorded(phone, None);
    assert_eq!(read.texts(), [("秦姨", "早"), ("老顾", "收到"), ("秦姨", "晚安")]);
    assert_eq!(read.times(), ["2020-02-21T23:50:12", "2020-02-21T23:50:40", "2020-02-22T00:01:00"]);
}

#[test]
fn an_open_order_is_asked() {
    let text = "秦姨 2/3/2020 9:16:13 PM\n早\n";
    let error = read(Cursor::new(text), &options(), None, &mut Recorder::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Ambiguous);
    assert_eq!(recorded(text, Some(DateOrder::MonthFirst)).times(), ["2020-02-03T21:16:13"]);
}
