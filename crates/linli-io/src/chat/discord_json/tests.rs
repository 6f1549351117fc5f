use linli::records::MessageKind::{Forward, Join, Leave, Picture, System, Text};

use super::super::tests::{Recorder, options};
use super::*;

/// Fields as DiscordChatExporter's JSON writer names them (formats.md §6.3).
fn channel(messages: &str) -> Recorder {
    let mut recorder = Recorder::default();
    let text = format!(
        r#"{{"guild":{{"id":"1","name":"三号楼"}},"channel":{{"id":"2","type":"GuildTextChat","name":"纸鸢班"}},
        "dateRange":{{"after":null}},"exportedAt":"2026-01-31T09:00:00+08:00","messages":[{messages}],"messageCount":1}}"#
    );
    assert_eq!(sniff(&Sample { file: "a", text: &text, entries: &[] }), 95);
    read(&mut text.as_bytes(), &options(), &mut recorder).unwrap();
    recorder
}

const GU: &str = r#""author":{"id":"10","name":"gu","nickname":"老顾","isBot":false}"#;
const QIN: &str = r#""author":{"id":"11","name":"qin","nickname":null}"#;

#[test]
fn only_a_reply_answers() {
    let at = r#""timestamp":"2026-01-30T02:05:00.123+00:00""#;
    let recorder = channel(&format!(
        r#"{{"id":"100","type":"Default",{at},"content":"周六糊纸鸢",{GU},"mentions":[]}},
        {{"id":"101","type":"Reply",{at},"content":"我去",{QIN},"mentions":[{{"id":"10","name":"gu"}},{{"id":"10","name":"gu"}}],"reference":{{"messageId":"100"}}}},
        {{"id":"102","type":"ChannelPinnedMessage",{at},"content":"",{QIN},"reference":{{"messageId":"100"}}}},
        {{"id":"103","type":"Default",{at},"content":"",{QIN},"reference":{{"messageId":"99"}}}},
        {{"id":"104","type":"Default",{at},"content":"看",{QIN},"attachments":[{{"fileName":"a.JPG"}}]}}"#
    ));
    assert_eq!(recorder.chats, [(Some("三号楼 / 纸鸢班".to_owned()), Some("discord".to_owned()))]);
    let told: Vec<_> = recorder.messages.iter().map(|m| (m.kind, m.author.as_str(), m.reply_to.as_deref())).collect();
    assert_eq!(
        told,
        [
            (Text, "老顾", None),
            (Text, "qin", Some("100")),
            (System, "", None),
            (Forward, "qin", None),
            (Picture, "qin", None)
        ]
    );
    assert_eq!(recorder.messages[1].mentioned_ids, ["10"]);
    assert_eq!(recorder.times()[0], "2026-01-30T10:05:00");
}

#[test]
fn arrivals_and_departures() {
    let at = r#""timestamp":"2026-01-30T10:05:00+08:00""#;
    let recorder = channel(&format!(
        r#"{{"id":"1","type":"GuildMemberJoin",{at},"content":"Joined the server.",{QIN}}},
        {{"id":"2","type":"RecipientAdd",{at},"content":"Added 六姐 to the group.",{GU},"mentions":[{{"id":"12","name":"六姐"}}]}},
        {{"id":"3","type":"RecipientRemove",{at},"content":"Left the group.",{QIN},"mentions":[{{"id":"11","name":"qin"}}]}},
        {{"id":"4","type":"99",{at},"content":"",{QIN}}}, 7, {{"id":"5","type":"Default","content":"x",{QIN}}},
        {{"id":"6","type":"Default",{at},"content":"x","author":null}}"#
    ));
    let told: Vec<_> = recorder.messages.iter().map(|m| (m.kind, m.author.as_str(), m.event.as_str())).collect();
    assert_eq!(told, [(Join, "qin", ""), (Join, "六姐", "by 老顾"), (Leave, "qin", ""), (System, "", "")]);
    assert_eq!((recorder.codes("bad-row"), recorder.codes("empty-name")), (vec![5, 6], vec![7]));
}
