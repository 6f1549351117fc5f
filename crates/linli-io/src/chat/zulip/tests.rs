use linli::ErrorKind;
use linli::records::MessageKind::{Picture, System, Text};

use super::super::tests::{Recorder, options};
use super::*;

fn message(id: u32, sender: (u32, &str), content: &str) -> String {
    let (number, name) = sender;
    serde_json::json!({
        "id": id, "sender_id": number, "sender_full_name": name, "sender_email": "a@home.example",
        "timestamp": 1_769_738_700 + id, "content": content, "content_type": "text/html",
        "display_recipient": "纸鸢班", "subject": "周六", "type": "stream"
    })
    .to_string()
}

fn read_all(messages: &[String]) -> Result<Recorder, linli::Error> {
    let mut recorder = Recorder::default();
    let text = format!("{{\"result\":\"success\",\"messages\":[{}]}}", messages.join(","));
    read(&mut text.as_bytes(), &options(), &mut recorder).map(|()| recorder)
}

/// Tags as formats.md §6.6 describes them.
#[test]
fn quotes_are_no_words_and_their_link_is_the_answer() {
    let answer = "<p><span class=\"user-mention silent\" data-user-id=\"10\">老顾</span> \
                  <a href=\"https://chat.example/#narrow/stream/5-x/topic/y/near/1\">said</a>:</p>\n<blockquote>\n<p>周六糊纸鸢 \
                  <span class=\"user-mention\" data-user-id=\"13\">@六姐</span></p>\n</blockquote>\n<p>我去 &amp; \
                  <span class=\"user-mention\" data-user-id=\"12\">@小王</span></p>";
    let link = "<p>看 <a href=\"https://chat.example/#narrow/stream/5-x/topic/y/near/1\">这里</a></p>";
    let picture = "<p><a href=\"/user_uploads/2/kite.png\">kite.png</a></p>\n<div class=\"message_inline_image\"><img src=\"x\"></div>";
    let recorder = read_all(&[
        message(1, (10, "老顾"), "<p>周六<br>糊纸鸢 <img class=\"emoji\" alt=\":kite:\"></p>"),
        message(2, (11, "秦姨"), answer),
        message(3, (11, "秦姨"), link),
        message(4, (11, "秦姨"), picture),
    ])
    .unwrap();
    assert_eq!(recorder.chats, [(Some("纸鸢班".to_owned()), Some("zulip".to_owned()))]);
    let told: Vec<_> = recorder.messages.iter().map(|m| (m.kind, m.text.as_str(), m.reply_to.as_deref())).collect();
    assert_eq!(
        told,
        [
            (Text, "周六\n糊纸鸢 :kite:", None),
            (Text, "我去 & @小王", Some("1")),
            (Text, "看 这里", None),
            (Picture, "kite.png", None)
        ]
    );
    assert_eq!(
        (recorder.messages[1].mentioned_ids.as_slice(), recorder.messages[1].author_id.as_deref()),
        (&["12".to_owned()][..], Some("11"))
    );
    assert!(recorder.odd.is_empty());
}

#[test]
fn what_was_typed_reads_as_well() {
    let typed = "@_**老顾|10** [said](https://chat.example/#narrow/near/7):\n````quote\n周六\n```\n````\n我去 @**小王|12** @**六姐**";
    let message = message(8, (11, "秦姨"), typed).replace("text/html", "text/x-markdown");
    let recorder = read_all(&[message]).unwrap();
    assert_eq!(recorder.messages[0].text, "我去 @**小王|12** @**六姐**");
    assert_eq!(
        (recorder.messages[0].reply_to.as_deref(), recorder.messages[0].mentioned_ids.as_slice()),
        (Some("7"), &["12".to_owned()][..])
    );
}

#[test]
fn programs_broken_rows_and_several_channels() {
    let bot = message(1, (1, "Notification Bot"), "<p>x</p>").replace("a@home", "notification-bot@home");
    let recorder = read_all(&[bot, "3".to_owned(), "{\"timestamp\":1}".to_owned()]).unwrap();
    assert_eq!((recorder.messages[0].kind, recorder.authors().len()), (System, 0));
    assert_eq!(recorder.codes("bad-row"), [2, 3]);
    let other = message(2, (10, "老顾"), "x").replace("纸鸢班", "布艺组");
    let error = read_all(&[message(1, (10, "老顾"), "x"), other]).err().unwrap();
    assert_eq!((error.kind(), error.location().line), (ErrorKind::Input, Some(2)));
}
