use super::super::tests::{Recorder, options};
use super::*;

const HEAD: &str = "布工坊 微信群上的聊天记录如下，请查收。\n\n—————  2017-03-06  —————\n\n\n";

fn recorded(text: &str) -> Recorder {
    let mut recorder = Recorder::default();
    read(&mut text.as_bytes(), &options(), &mut recorder).unwrap();
    recorder
}

#[test]
fn messages_with_a_blank_line_after_the_speaker() {
    let recorder = recorded(&format!(
        "{HEAD}张三  16:21\n\n周六来的报名\n\n李四  (3栋）  16:21\n\n第一行\n\n第三行  \n\n\n\n—————  2017-03-07  —————\n\n\n\
         张三  06:05\n\n\n\n李四  (3栋）  06:06\n\n好"
    ));
    assert_eq!(
        recorder.texts(),
        [("张三", "周六来的报名"), ("李四  (3栋）", "第一行\n\n第三行"), ("张三", ""), ("李四  (3栋）", "好")]
    );
    assert_eq!(
        recorder.times(),
        ["2017-03-06T16:21:00", "2017-03-06T16:21:00", "2017-03-07T06:05:00", "2017-03-07T06:06:00"]
    );
    assert_eq!(recorder.chats, [(Some("布工坊".to_owned()), Some("wechat".to_owned()))]);
    assert!(recorder.odd.is_empty());
}

#[test]
fn messages_without_a_blank_line_after_the_speaker() {
    let tight =
        "—————  2017/03/06  —————\n\n张三  16:21\n周六来的报名\n李四  16:22\n收到\n王五  16:23\n\n赵六  16:24\n去";
    let all = [("张三", "周六来的报名"), ("李四", "收到"), ("王五", ""), ("赵六", "去")];
    assert_eq!(recorded(tight).texts(), all);
    let loose = tight.replace("\n李四", "\n\n李四").replace("\n王五", "\n\n王五");
    assert_eq!(recorded(&loose).texts(), all);
}

#[test]
fn a_line_of_text_that_ends_like_a_speaker() {
    let text = format!(
        "{HEAD}张三  10:01\n\n一\n\n李四  10:02\n\n二\n\n张三  10:03\n\n周六集合\n地点门口  14:00\n带水\n\n\
         李四  10:04\n\n安排\n\n上午  9:00\n学习\n下午  9:00\n\n张三  10:05\n\n好"
    );
    assert_eq!(
        recorded(&text).texts(),
        [
            ("张三", "一"),
            ("李四", "二"),
            ("张三", "周六集合\n地点门口  14:00\n带水"),
            ("李四", "安排\n\n上午  9:00\n学习\n下午  9:00"),
            ("张三", "好")
        ]
    );
}

#[test]
fn placeholders_quotes_and_mentions() {
    let recorder = recorded(&format!(
        "{HEAD}甲  1:01\n\n[图片: 0af5.jpg(请在附件中查看)]\n\n乙  1:02\n\n@甲\u{2005}\n\n丙  1:03\n\n「甲：今天好」\n\
         - - - - - - - - - - - - - - -\n是啊\n\n丁  1:04\n\n#接龙\n周六\n\n1. 丁\n\n戊  1:05\n\n看 [图片: a.jpg]\n"
    ));
    let kinds: Vec<MessageKind> = recorder.messages.iter().map(|m| m.kind).collect();
    let (text, list) = (MessageKind::Text, MessageKind::SignUp);
    assert_eq!(kinds, [MessageKind::Picture, text, text, list, text]);
    assert_eq!(recorder.messages[1].text, "@甲\u{2005}");
    assert_eq!((recorder.messages[2].quoted.as_deref(), recorder.messages[2].text.as_str()), (Some("甲"), "是啊"));
    assert_eq!(recorder.messages[3].text, "#接龙\n周六\n\n1. 丁");
}

#[test]
fn what_cannot_be_read_is_counted_with_its_line() {
    let recorder = recorded(
        "Dear:\n转发\n\n—————  2017-02-30  —————\n\n甲  1:01\n\n一\n\n—————  2017-03-06  —————\n\n甲  25:00\n\n二\n\n\
         \u{20} 10:00\n\n三\n\n甲  10:01\n\n四",
    );
    assert_eq!(recorder.texts(), [("甲", "四")]);
    assert_eq!(recorder.codes("unread-lines"), [2]);
    assert_eq!(recorder.codes("bad-time"), [4, 6, 12]);
    assert_eq!(recorder.codes("empty-name"), [16]);
}

#[test]
fn two_exports_in_one_file_are_two_chats() {
    let second = HEAD.replace("布工坊", "舞蹈队");
    let recorder =
        recorded(&format!("{HEAD}甲  1:01\n\n一\n\n{second}乙  1:02\n\n聊天记录如下，请查收。\n\n丙  1:03\n\n二"));
    let titles: Vec<Option<&str>> = recorder.chats.iter().map(|(title, _)| title.as_deref()).collect();
    assert_eq!(titles, [Some("布工坊"), Some("舞蹈队")]);
    assert_eq!(recorder.texts(), [("甲", "一"), ("乙", "聊天记录如下，请查收。"), ("丙", "二")]);
}

#[test]
fn a_title_alone_is_a_chat_without_messages() {
    let recorder = recorded("张三 和 李四 在微信上的聊天记录如下，请查收。\n");
    assert_eq!((recorder.chats.len(), recorder.messages.len()), (1, 0));
    assert_eq!(recorder.chats[0].0.as_deref(), Some("张三 和 李四"));
}

#[test]
fn sniffing() {
    let score = |text: &str| sniff(&Sample { file: "a.txt", text, entries: &[] });
    assert_eq!(score(HEAD), 95);
    assert_eq!(score("—————  2017-03-06  —————\n\n张三  16:21\n\n好"), 85);
    assert_eq!(score("张三  16:21\n\n好"), 0);
}
