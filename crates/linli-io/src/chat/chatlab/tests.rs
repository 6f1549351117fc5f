use linli::ErrorKind;

use super::super::tests::{Recorder, options};
use super::*;

const HEAD: &str =
    r#""chatlab":{"version":"0.0.2","exportedAt":1700000000},"meta":{"name":"布工坊","platform":"wechat"}"#;

fn outcome(text: &str) -> (Recorder, Result<(), Error>) {
    let mut recorder = Recorder::default();
    let outcome = read(&mut text.as_bytes(), &options(), &mut recorder);
    (recorder, outcome)
}

fn recorded(messages: &str) -> Recorder {
    let (recorder, outcome) = outcome(&format!("{{{HEAD},\"messages\":[{messages}]}}"));
    outcome.unwrap();
    recorder
}

#[test]
fn members_messages_replies() {
    let text = format!(
        r#"{{{HEAD},"members":[{{"platformId":"a","accountName":"张三","groupNickname":"张姐","avatar":"data:{}"}},
        {{"platformId":"b"}}, 7],"messages":[
        {{"sender":"a","accountName":"张三","groupNickname":"张姐","timestamp":1488787260,"type":0,"content":"好","platformMessageId":"m1"}},
        {{"sender":"b","accountName":"李四","timestamp":1488787261000,"type":25,"content":"@张姐 收到","platformMessageId":2,"replyToMessageId":"m1"}},
        {{"sender":"b","timestamp":"1488787262","type":1,"content":null}}]}}"#,
        "x".repeat(3 << 20)
    );
    let (recorder, outcome) = outcome(&text);
    outcome.unwrap();
    assert_eq!(recorder.chats, [(Some("布工坊".to_owned()), Some("wechat".to_owned()))]);
    assert_eq!(recorder.members, [("张姐".to_owned(), Some("a".to_owned())), ("b".to_owned(), Some("b".to_owned()))]);
    assert_eq!(recorder.texts(), [("张姐", "好"), ("李四", "@张姐 收到"), ("b", "")]);
    assert_eq!(recorder.times(), ["2017-03-06T16:01:00", "2017-03-06T16:01:01", "2017-03-06T16:01:02"]);
    let answer = &recorder.messages[1];
    assert_eq!((answer.id.as_deref(), answer.reply_to.as_deref()), (Some("2"), Some("m1")));
    assert_eq!(recorder.messages[2].kind, MessageKind::Picture);
    assert_eq!(recorder.codes("bad-row"), [3]);
}

#[test]
fn system_recall_and_sign_up() {
    let recorder = recorded(
        r##"{"sender":"system","accountName":"系统消息","timestamp":1488787260,"type":80,"content":"A加入了群聊"},
        {"sender":"a","accountName":"A","timestamp":1488787260,"type":81,"content":"A撤回了一条消息"},
        {"sender":"a","accountName":"A","timestamp":1488787260,"type":0,"content":"#接龙\n1. A"},
        {"sender":"a","accountName":"A","timestamp":1488787260,"type":6,"content":"?"}"##,
    );
    let kinds: Vec<MessageKind> = recorder.messages.iter().map(|m| m.kind).collect();
    assert_eq!(kinds, [MessageKind::System, MessageKind::Recall, MessageKind::SignUp, MessageKind::Other]);
    assert_eq!(recorder.texts(), [("", ""), ("A", ""), ("A", "#接龙\n1. A"), ("A", "")]);
}

#[test]
fn bad_messages_are_left_out() {
    let recorder = recorded(
        r#"3, {"sender":"a","type":0}, {"sender":"a","timestamp":5,"type":0}, {"timestamp":1488787260,"type":0},
        {"sender":["a"],"accountName":"B","timestamp":1488787260.5,"content":{"x":1}}"#,
    );
    assert_eq!(recorder.texts(), [("B", "")]);
    assert_eq!(recorder.codes("bad-row"), [1, 2]);
    assert_eq!((recorder.codes("bad-time"), recorder.codes("empty-name")), (vec![3], vec![4]));
}

#[test]
fn broken_files_are_errors_with_a_line_and_no_text() {
    for (text, what) in [
        ("{\"messages\":[\n{\"sender\":\"秘密\"", "breaks off"),
        ("{\"messages\":[\n秘密]}", "not JSON"),
        ("{\"messages\":\n\"秘密\"}", "another shape"),
        ("\n[]", "another shape"),
        ("{}\n{}", "something follows"),
        ("{\"messages\":[\n{\"sender\":\"秘密\",\"sender\":\"b\"}]}", "twice"),
    ] {
        let error = outcome(text).1.unwrap_err();
        assert_eq!((error.kind(), error.location().line), (ErrorKind::Input, Some(2)), "{error}");
        assert!(error.to_string().contains(what) && !error.to_string().contains("秘密"), "{error}");
    }
}

#[test]
fn depth_and_strings_are_limited() {
    let deep = format!("{{\"x\":{}", "[".repeat(100_000));
    assert_eq!(outcome(&deep).1.unwrap_err().kind(), ErrorKind::Limit);
    let nested = |levels: usize| format!("{{\"x\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
    assert!(outcome(&nested(63)).1.is_ok() && outcome(&nested(64)).1.is_err());
    let long = format!("{{\"x\":\"{}\"}}", "y".repeat(json::MAX_STRING + 1));
    assert_eq!(outcome(&long).1.unwrap_err().kind(), ErrorKind::Limit);
}

#[test]
fn one_field_is_limited() {
    let zeros = vec!["0"; 20_000].join(",");
    let long = "x".repeat(2 << 20);
    for text in [
        format!("{{{HEAD},\"messages\":[\n{{\"content\":[{zeros}]}}]}}"),
        format!("{{{HEAD},\"messages\":[\n{{\"content\":\"{long}\"}}]}}"),
        format!("{{\n\"meta\":{{\"name\":{{\"{long}\":0}}}}}}"),
    ] {
        let error = outcome(&text).1.unwrap_err();
        assert_eq!((error.kind(), error.location().line), (ErrorKind::Limit, Some(2)), "{error}");
    }
}

#[test]
fn an_error_of_the_receiver_comes_through() {
    struct Full;
    impl Receiver for Full {
        fn chat(&mut self, _: ChatHead<'_>) -> Result<(), Error> {
            Ok(())
        }
        fn member(&mut self, _: &str, _: Option<&str>) -> Result<(), Error> {
            Ok(())
        }
        fn message(&mut self, _: RawMessage<'_>) -> Result<(), Error> {
            Err(Error::new(ErrorKind::Cancelled, "enough"))
        }
        fn odd(&mut self, _: &'static linli::diagnostic::DiagnosticCode, _: u64, _: &str) {}
    }
    let text = format!("{{{HEAD},\"messages\":[{{\"sender\":\"a\",\"timestamp\":1488787260}}]}}");
    let error = read(&mut text.as_bytes(), &options(), &mut Full).unwrap_err();
    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Cancelled, "enough"));
}

#[test]
fn a_key_of_the_head_twice_is_refused() {
    for text in [
        format!(r#"{{{HEAD},"meta":{{"name":"舞蹈队"}},"messages":[]}}"#),
        format!(r#"{{{HEAD},"messages":[],"messages":[]}}"#),
        r#"{"chatlab":{"version":"0.0.2"},"meta":{"name":"a","name":"b"},"messages":[]}"#.to_owned(),
    ] {
        assert_eq!(outcome(&text).1.unwrap_err().code(), Some("json-twice"), "{text}");
    }
}
