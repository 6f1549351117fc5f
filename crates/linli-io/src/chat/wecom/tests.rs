use std::io::Cursor;

use linli::ErrorKind;
use linli::records::MessageKind::{File, Picture, Poll, Recall, SignUp, Text};

use super::super::tests::{Recorder, options};
use crate::chat::read as read_any;

const MESSAGES: &str = r##"{"msgid":"1","action":"send","from":"qin","tolist":["gu","tang"],"roomid":"wr1","msgtime":1569242618123,"msgtype":"text","text":{"content":"周三下午两点"}}
{"msgid":"2","action":"send","from":"mei","tolist":["zhen"],"roomid":"wr2","msgtime":1569242619,"msgtype":"image","image":{"md5sum":"x"}}
{"msgid":"3","action":"send","from":"gu","tolist":["qin","tang"],"roomid":"wr1","msgtime":1569242620000,"msgtype":"text","text":{"content":"#接龙\n1. 老顾"}}
{"msgid":"4","action":"send","from":"gu","tolist":["qin"],"roomid":"","msgtime":1569242621000,"msgtype":"file","file":{"filename":"签到表.xlsx"}}
{"msgid":"5","action":"send","from":"out","tolist":["qin"],"msgtime":1569242622000,"msgtype":"agree","agree":{"userid":"out"}}
{"msgid":"6","action":"recall","from":"gu","tolist":["qin","tang"],"roomid":"wr1","msgtime":1569242623000,"msgtype":"revoke","revoke":{"pre_msgid":"3"}}
{"msgid":"7","action":"switch","time":1569242624000,"user":"qin"}
{"msgid":"8","action":"send","from":"zhen","tolist":["mei"],"roomid":"wr2","msgtime":1569242625000,"msgtype":"vote","vote":{"votetitle":"哪天"}}"##;

#[test]
fn rooms_are_told_apart_in_every_form() {
    let list = MESSAGES.replace('\n', ",\n");
    for text in [MESSAGES.to_owned(), format!("[{list}]"), format!("{{\"errcode\":0,\"chatdata\":[{list}]}}")] {
        let mut recorder = Recorder::default();
        let format = read_any(Cursor::new(&text), &options(), None, &mut recorder).unwrap();
        assert_eq!(format.id, "wecom");
        let titles: Vec<Option<&str>> = recorder.chats.iter().map(|(title, _)| title.as_deref()).collect();
        assert_eq!(titles, [Some("wr1"), Some("gu, qin"), Some("wr2")]);
        let kinds: Vec<_> = recorder.messages.iter().map(|m| m.kind).collect();
        assert_eq!(kinds, [Text, SignUp, Recall, File, Picture, Poll]);
        assert_eq!(recorder.messages[0].time.micros() % 1_000_000, 123_000);
        assert_eq!(recorder.times()[4], "2019-09-23T20:43:39");
        let members: Vec<&str> = recorder.members.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(members, ["qin", "gu", "tang", "gu", "qin", "mei", "zhen"]);
        assert!(recorder.odd.is_empty(), "{:?}", recorder.odd);
    }
}

#[test]
fn what_is_held_is_limited() {
    let mut options = options();
    options.limits.entry = 100;
    let error = read_any(Cursor::new(MESSAGES), &options, None, &mut Recorder::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert!(error.to_string().contains("roomid"), "{error}");
}
