use linli::records::MessageKind;
use linli::records::MessageKind::{Forward, GroupRename, Join, Leave, Picture, System, Text, Voice};

use super::super::tests::{Recorder, options};
use super::*;

fn recorded(text: &str) -> Recorder {
    let mut recorder = Recorder::default();
    read(&mut text.as_bytes(), &options(), &mut recorder).unwrap();
    recorder
}

fn chat(messages: &str) -> Recorder {
    recorded(&format!(r#"{{"name":"Group","type":"private_group","id":5,"messages":[{messages}]}}"#))
}

fn kinds(recorder: &Recorder) -> Vec<(&str, MessageKind)> {
    recorder.messages.iter().map(|m| (m.author.as_str(), m.kind)).collect()
}

#[test]
fn texts_replies_and_mentions() {
    let recorder = chat(
        r#"{"id":1,"type":"message","date":"2018-12-05T18:39:10","date_unixtime":"1544006350","from":"A","from_id":"user1","text":"hi"},
        {"id":2,"type":"message","date":"2018-12-05T18:40:00","from":"B","from_id":"user2","reply_to_message_id":1,
         "text":["see ",{"type":"mention_name","text":"A","user_id":1},{"type":"mention","text":"@c"}," now"]},
        {"id":3,"type":"message","date_unixtime":"1544006360","from":"B","from_id":"user2","reply_to_message_id":9,"reply_to_peer_id":"channel4","text":""}"#,
    );
    assert_eq!(recorder.chats, [(Some("Group".to_owned()), Some("telegram".to_owned()))]);
    assert_eq!(recorder.texts(), [("A", "hi"), ("B", "see A@c now"), ("B", "")]);
    assert_eq!(recorder.times()[..2], ["2018-12-05T18:39:10", "2018-12-05T18:40:00"]);
    let answer = &recorder.messages[1];
    assert_eq!((answer.id.as_deref(), answer.reply_to.as_deref()), (Some("2"), Some("1")));
    assert_eq!(
        (answer.mentioned_ids.as_slice(), answer.author_id.as_deref()),
        (&["user1".to_owned()][..], Some("user2"))
    );
    assert_eq!(recorder.messages[2].reply_to, None);
}

#[test]
fn joins_and_leaves_are_service_messages() {
    let at = r#""type":"service","date_unixtime":"1544006350""#;
    let recorder = chat(&format!(
        r#"{{"id":1,{at},"actor":"A","actor_id":"user1","action":"create_group","members":["A","B"]}},
        {{"id":2,{at},"actor":"A","actor_id":"user1","action":"invite_members","members":["C",null]}},
        {{"id":3,{at},"actor":"D","actor_id":"user4","action":"join_group_by_link","inviter":"A"}},
        {{"id":4,{at},"actor":"B","actor_id":"user2","action":"remove_members","members":["B"]}},
        {{"id":5,{at},"actor":"A","actor_id":"user1","action":"remove_members","members":["C"]}},
        {{"id":6,{at},"actor":"A","actor_id":"user1","action":"edit_group_title","title":"x"}},
        {{"id":7,{at},"actor":"A","actor_id":"user1","action":"pin_message"}},
        {{"id":8,{at},"actor":"A","actor_id":"user1","action":"invite_members","members":null}}"#
    ));
    assert_eq!(
        kinds(&recorder),
        [
            ("A", GroupRename),
            ("", System),
            ("", System),
            ("A", Join),
            ("B", Join),
            ("C", Join),
            ("D", Join),
            ("B", Leave),
            ("C", Leave)
        ]
    );
    let events: Vec<&str> = recorder.messages.iter().map(|m| m.event.as_str()).collect();
    assert_eq!(events, ["titled x", "", "", "", "by A", "by A", "by A", "", "by A"]);
    let ids: Vec<Option<&str>> = recorder.messages.iter().map(|m| m.author_id.as_deref()).collect();
    let (a, b) = (Some("user1"), Some("user2"));
    assert_eq!(ids, [a, None, None, a, b, None, Some("user4"), b, None]);
}

#[test]
fn a_member_is_whoever_alone_bears_the_name() {
    let at = r#""date_unixtime":"1544006350""#;
    let recorder = chat(&format!(
        r#"{{"id":1,"type":"service",{at},"actor":"A","actor_id":"user1","action":"invite_members","members":["B","C"]}},
        {{"id":2,"type":"message",{at},"from":"B","from_id":"user2","text":"b"}},
        {{"id":3,"type":"message",{at},"from":"C","from_id":"user3","text":"c"}},
        {{"id":4,"type":"message",{at},"from":"C","from_id":"user4","text":"c"}},
        {{"id":5,"type":"service",{at},"actor":"D","actor_id":"user5","action":"join_group_by_link","inviter":"B"}}"#
    ));
    let joined: Vec<(&str, Option<&str>, &str)> = recorder
        .messages
        .iter()
        .filter(|m| m.kind == Join)
        .map(|m| (m.author.as_str(), m.author_id.as_deref(), m.event.as_str()))
        .collect();
    assert_eq!(joined, [("B", Some("user2"), "by A"), ("C", None, "by A"), ("D", Some("user5"), "by B")]);
}

/// After a group became a supergroup, ids begin again; those of before are written far below zero (formats.md §6.2).
#[test]
fn ids_of_before_a_migration_stay_apart() {
    let at = r#""date_unixtime":"1544006350","from":"A","from_id":"user1","text":"x""#;
    let recorder = chat(&format!(
        r#"{{"id":-999999998,"type":"message",{at}}},{{"id":-999999997,"type":"message",{at},"reply_to_message_id":-999999998}},
        {{"id":-999999996,"type":"service","date_unixtime":"1544006350","actor":"Group","actor_id":"chat5","action":"migrate_to_supergroup"}},
        {{"id":1,"type":"service","date_unixtime":"1544006350","actor":"Group","actor_id":"channel6","action":"migrate_from_group","title":"Group"}},
        {{"id":2,"type":"message",{at}}},{{"id":3,"type":"message",{at},"reply_to_message_id":2}}"#
    ));
    let ids: Vec<_> = recorder.messages.iter().map(|m| (m.id.as_deref(), m.reply_to.as_deref())).collect();
    let old = [(Some("-999999998"), None), (Some("-999999997"), Some("-999999998"))];
    assert_eq!((&ids[..2], ids[5]), (&old[..], (Some("3"), Some("2"))));
    assert_eq!((recorder.messages[2].kind, recorder.authors()), (System, vec!["A"]));
}

#[test]
fn kinds_and_deleted_accounts() {
    let at = r#""type":"message","date_unixtime":"1544006350""#;
    let recorder = chat(&format!(
        r#"{{"id":1,{at},"from":null,"from_id":"user7","photo":"a.jpg","text":""}},
        {{"id":2,{at},"from":null,"from_id":null,"text":"x"}},
        {{"id":3,{at},"from":"B","media_type":"voice_message","file":"a.ogg","text":""}},
        {{"id":4,{at},"from":"B","forwarded_from":"C","photo":"b.jpg","text":""}},
        {{"id":5,"type":"unsupported"}}, 6, {{"id":7,"type":"message","from":"B","text":"x"}},
        {{"id":8,"type":"message","date":"2018-02-30T01:00:00","from":"B","text":"x"}},
        {{"id":9,{at},"from":"B","text":[1,{{"type":"mention_name"}},{{}}]}}"#
    ));
    assert_eq!(kinds(&recorder), [("user7", Picture), ("B", Voice), ("B", Forward), ("B", Text)]);
    assert_eq!(recorder.codes("empty-name"), [2]);
    assert_eq!((recorder.codes("bad-row"), recorder.codes("bad-time")), (vec![5, 6], vec![7, 8]));
}

#[test]
fn all_chats_in_one_file() {
    let message = r#"{"id":1,"type":"message","date_unixtime":"1544006350","from":"A","text":"x"}"#;
    let recorder = recorded(&format!(
        r#"{{"about":"…","personal_information":{{"user_id":1}},"chats":{{"about":"…","list":[{{"name":"One","messages":[{message}]}},
        {{"name":null,"messages":[{message},{message}]}}]}},"left_chats":{{"list":[{{"name":"Three","messages":[]}}]}}}}"#
    ));
    let titles: Vec<Option<&str>> = recorder.chats.iter().map(|(title, _)| title.as_deref()).collect();
    assert_eq!((titles, recorder.messages.len()), (vec![Some("One"), None, Some("Three")], 3));
}

#[test]
fn one_field_is_limited_while_it_is_read() {
    // Forty megabytes that are made as they are asked for: read whole they would be some hundred megabytes of values.
    let text = |key: &str| {
        let head = format!("{{\"name\":\"a\",\"messages\":[\n{{\"{key}\":[0");
        head.into_bytes().into_iter().chain(b",0".iter().copied().cycle().take(40 << 20))
    };
    for key in message::KEYS {
        let (mut bytes, mut given) = (text(key), 0);
        let mut recorder = Recorder::default();
        let mut reader = std::io::BufReader::new(Generated(|out: &mut [u8]| {
            let count = out.iter_mut().zip(&mut bytes).map(|(slot, byte)| *slot = byte).count();
            given += count;
            count
        }));
        let error = read(&mut reader, &options(), &mut recorder).unwrap_err();
        assert_eq!((error.kind(), error.location().line), (linli::ErrorKind::Limit, Some(2)), "{key}: {error}");
        assert!(given < 1 << 20, "{key}: {given} bytes were read before the end");
    }
    let error =
        read(&mut format!("{{\"name\":\"{}\"}}", "x".repeat(2 << 20)).as_bytes(), &options(), &mut Recorder::default());
    assert_eq!(error.unwrap_err().kind(), linli::ErrorKind::Limit);
}

struct Generated<F>(F);

impl<F: FnMut(&mut [u8]) -> usize> std::io::Read for Generated<F> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        Ok((self.0)(out))
    }
}

#[test]
fn a_key_of_a_chat_twice_is_refused() {
    for text in [r#"{"name":"a","name":"b","messages":[]}"#, r#"{"chats":{"list":[]},"chats":{"list":[]}}"#] {
        let error = read(&mut text.as_bytes(), &options(), &mut Recorder::default()).unwrap_err();
        assert_eq!(error.code(), Some("json-twice"), "{text}");
    }
}
