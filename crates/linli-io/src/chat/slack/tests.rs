use std::io::Cursor;

use linli::records::MessageKind::{GroupRename, Join, Leave, Picture, System, Text};

use super::super::tests::{Recorder, options};
use crate::testing::packed;

fn recorded(bytes: impl AsRef<[u8]>, id: &str) -> Recorder {
    let mut recorder = Recorder::default();
    let format = crate::chat::read(Cursor::new(bytes), &options(), None, &mut recorder).unwrap();
    assert_eq!(format.id, id);
    recorder
}

const USERS: &str = r#"[{"id":"U1","name":"gu","profile":{"display_name":"老顾","real_name":"Gu"}},
    {"id":"U2","name":"qin","real_name":"秦姨","profile":{"display_name":""}}]"#;
const CHANNELS: &str = r#"[{"id":"C1","name":"kites","members":["U1","U2","U9"]}]"#;

/// The fields of Slack's export as formats.md §6.4 describes them. 1769738700 is 2026-01-30 02:05:00 UTC.
#[test]
fn channels_days_and_threads() {
    let first = r#"[{"type":"message","user":"U1","text":"周六糊纸鸢 <@U2> &amp; <@U9|六姐> <https://a.example|这里>","ts":"1769738700.000100","thread_ts":"1769738700.000100"},
        {"type":"message","user":"U2","text":"我去","ts":"1769738760.000200","thread_ts":"1769738700.000100","parent_user_id":"U1"},
        {"type":"message","subtype":"thread_broadcast","user":"U2","text":"带剪刀","ts":"1769738770.000300","thread_ts":"1769738700.000100"},
        {"type":"message","subtype":"thread_broadcast","user":"U2","text":"带剪刀","ts":"1769738770.000300","thread_ts":"1769738700.000100"}]"#;
    let second = r#"[{"type":"message","subtype":"channel_join","user":"U9","user_profile":{"display_name":"六姐"},"inviter":"U1","text":"<@U9> has joined","ts":"1769825100.000100"},
        {"type":"message","subtype":"channel_name","user":"U1","name":"kites2","text":"x","ts":"1769825101.000100"},
        {"type":"message","subtype":"tombstone","user":"USLACKUSER","text":"This message was deleted.","ts":"1769825102.000100"},
        {"type":"message","user":"U1","text":"","files":[{"name":"a.png"}],"ts":"1769825103.000100"},
        {"type":"message","subtype":"message_changed","hidden":true,"ts":"1769825104.000100"},
        {"type":"message","subtype":"channel_leave","user":"U2","text":"x","ts":"1769825105.000100"}]"#;
    for root in ["", "export/"] {
        let name = |part: &str| format!("{root}{part}");
        let recorder = recorded(
            packed(&[
                (&name("kites/2026-01-31.json"), second),
                (&name("users.json"), USERS),
                (&name("kites/2026-01-30.json"), first),
                (&name("channels.json"), CHANNELS),
                (&name("integration_logs.json"), "[]"),
            ]),
            "slack",
        );
        assert_eq!(recorder.chats, [(Some("kites".to_owned()), Some("slack".to_owned()))]);
        assert_eq!(recorder.members.len(), 3);
        let told: Vec<_> =
            recorder.messages.iter().map(|m| (m.kind, m.author.as_str(), m.reply_to.is_some())).collect();
        assert_eq!(
            told,
            [
                (Text, "老顾", false),
                (Text, "秦姨", true),
                (Text, "秦姨", true),
                (Join, "六姐", false),
                (GroupRename, "老顾", false),
                (System, "", false),
                (Picture, "老顾", false),
                (Leave, "秦姨", false)
            ]
        );
        assert_eq!(recorder.messages[0].text, "周六糊纸鸢 @秦姨 & @六姐 这里");
        assert_eq!(recorder.messages[0].mentioned_ids, ["U2", "U9"]);
        assert_eq!((recorder.messages[3].event.as_str(), recorder.messages[3].line), ("by 老顾", 5));
        assert_eq!(recorder.times()[0], "2026-01-30T10:05:00");
        assert!(recorder.odd.is_empty(), "{:?}", recorder.odd);
    }
}

#[test]
fn a_day_on_its_own() {
    let recorder = recorded(
        r#"[{"type":"message","user":"U1","user_profile":{"real_name":"老顾"},"text":"a <b","ts":"1769738700.000100"},
        {"type":"message","user":"U2","text":"b","ts":"1769738701"},{"type":"message","text":"c","ts":"1769738702.000000"},
        {"type":"message","ts":"x"},{"ts":"1769738702.000000"},3]"#,
        "slack_day",
    );
    assert_eq!(recorder.texts(), [("老顾", "a <b"), ("U2", "b")]);
    assert_eq!((recorder.codes("empty-name"), recorder.codes("bad-row")), (vec![3], vec![4, 5, 6]));
}

#[test]
fn signs_that_never_end_are_read_in_one_pass() {
    let text =
        format!(r#"[{{"type":"message","user":"U1","ts":"1769738700.000100","text":"{}"}}]"#, "<".repeat(900_000));
    assert_eq!(recorded(text, "slack_day").messages[0].text.len(), 900_000);
}
