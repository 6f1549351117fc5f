use std::io::Cursor;

use linli::records::MessageKind::{Join, Picture, Text};

use super::super::tests::{Recorder, options};
use crate::chat::read;

const MESSAGES: &str = r#"{"messageId":"7001","timestamp":1569242618000,"sender":{"uid":"u_a","uin":"100001","name":"qin"},"messageType":2,"isSystemMessage":false,"isRecalled":false,"content":{"text":"周三下午两点","resources":[]},"rawMessage":{"sendNickName":"qin","sendMemberName":"秦姨"}}
{"messageId":"7002","timestamp":1569242640000,"sender":{"uid":"u_b","uin":"0","name":"老顾"},"messageType":9,"isSystemMessage":false,"isRecalled":false,"content":{"text":"[回复 秦姨: 周三下午两点]\n收到","reply":{"messageId":"1","referencedMessageId":"7001","senderName":"秦姨"}},"rawMessage":{"sendNickName":"","sendMemberName":""}}
{"messageId":"7003","timestamp":1569242650000,"sender":{"uid":"u_b","name":"老顾"},"messageType":3,"content":{"text":""}}
{"messageId":"7004","timestamp":1569242660000,"sender":{"uid":"u_b","name":"老顾"},"messageType":2,"isRecalled":true,"content":{"text":"写错了"}}
{"messageId":"7005","timestamp":1569242670000,"sender":{"uin":"0","name":""},"messageType":5,"isSystemMessage":true,"content":{"text":"秦姨邀请小唐加入了群聊"}}"#;

#[test]
fn one_object_and_a_chunk_of_lines_read_alike() {
    let whole = format!(
        r#"{{"metadata":{{"name":"x"}},"chatInfo":{{"name":"布艺组","type":"group","avatar":"data:{}"}},"statistics":{{}},"messages":[{}],"avatars":{{}}}}"#,
        "A".repeat(3 << 20),
        MESSAGES.replace("}\n{", "},\n{")
    );
    for (text, title) in [(whole.as_str(), Some("布艺组")), (MESSAGES, None)] {
        let mut recorder = Recorder::default();
        let format = read(Cursor::new(text), &options(), None, &mut recorder).unwrap();
        assert_eq!(format.id, "qq_chat_exporter");
        assert_eq!(recorder.chats, [(title.map(str::to_owned), Some("qq".to_owned()))]);
        assert_eq!(
            recorder.texts(),
            [("秦姨", "周三下午两点"), ("老顾", "收到"), ("老顾", ""), ("老顾", ""), ("小唐", "")]
        );
        assert_eq!(recorder.messages.iter().map(|m| m.kind).collect::<Vec<_>>(), [Text, Text, Picture, Text, Join]);
        let ids: Vec<Option<&str>> = recorder.messages.iter().map(|m| m.author_id.as_deref()).collect();
        assert_eq!(ids, [Some("100001"), Some("u_b"), Some("u_b"), Some("u_b"), None]);
        assert_eq!(recorder.messages[1].reply_to.as_deref(), Some("7001"));
        assert!(recorder.messages[3].recalled && recorder.messages[4].event == "by 秦姨");
        assert_eq!(recorder.times()[0], "2019-09-23T20:43:38");
        assert!(recorder.odd.is_empty(), "{:?}", recorder.odd);
    }
}

#[test]
fn what_is_no_message_is_named() {
    let text =
        format!("{MESSAGES}\n{{\"messageId\":1}}\n[3]\n{{\"timestamp\":1569242618000,\"content\":{{\"text\":\"x\"}}}}");
    let mut recorder = Recorder::default();
    read(Cursor::new(text), &options(), None, &mut recorder).unwrap();
    assert_eq!((recorder.codes("bad-row"), recorder.codes("empty-name")), (vec![6, 7], vec![8]));
}
