//! WeFlow and EchoTrace as JSON: `{weflow?, session, messages[], avatars}`. Pictures of members may stand before the
//! messages, megabytes of them; they are passed over.

use std::io::BufRead;

use linli::Error;
use linli::diagnostic::{BAD_ROW, EMPTY_NAME};
use linli::records::{Field, Fields, MessageKind as Kind};
use serde_json::Value;

use super::reading::listing::{self, Listing, Take};
use super::reading::wechat::{People, Post, Quotes};
use super::reading::{clock, json, time};
use super::{ChatFormat, ChatHead, RawMessage, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "weflow",
    title: "WeFlow and EchoTrace, JSON",
    title_zh: "WeFlow、EchoTrace 导出的 JSON",
    note: "Files of tools that are no longer maintained. Seconds, account ids, quotes and sign-up lists as far as the contents \
           hold them, joins; WeChat shows no exits. System lines that the tool left unexpanded (`$username$`) are nobody's.",
    fields: Fields::of(&[
        Field::Reply,
        Field::Mention,
        Field::Kind,
        Field::Length,
        Field::Named,
        Field::Cue,
        Field::Join,
        Field::Recall,
        Field::Seconds,
        Field::PersonId,
    ]),
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

const LISTING: Listing<1, 8> = Listing {
    head: ["session"],
    lists: &["messages"],
    keys: [
        "createTime",
        "formattedTime",
        "type",
        "content",
        "isSend",
        "senderUsername",
        "senderDisplayName",
        "platformMessageId",
    ],
};

fn sniff(sample: &Sample<'_>) -> u8 {
    let has = |key: &str| sample.text.contains(key);
    if !sample.text.trim_start_matches('\u{FEFF}').trim_start().starts_with('{') || has("\"chatlab\"") {
        return 0;
    }
    match (has("\"weflow\""), has("\"session\"") && has("\"wxid\""), has("\"senderUsername\"")) {
        (true, true, _) => 95,
        (_, true, true) => 90,
        (_, true, _) => 70,
        _ => 0,
    }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let mut taker = Taker { options, people: People::new(options) };
    listing::read(&LISTING, &mut taker, reader, options, receiver)
}

/// The tools' words for kinds. What stands for none of them is unknown, and counts as `other`.
fn kind(word: &str) -> Option<Kind> {
    Some(match word {
        "文本消息" | "引用消息" => Kind::Text,
        "图片消息" => Kind::Picture,
        "语音消息" => Kind::Voice,
        "视频消息" => Kind::Video,
        "文件消息" => Kind::File,
        "动画表情" => Kind::Sticker,
        "名片消息" => Kind::Card,
        "卡片式链接" | "图文消息" | "小程序分享" | "视频号直播卡片" | "链接消息" => Kind::Link,
        "位置消息" => Kind::Location,
        "红包卡片" => Kind::RedPacket,
        "转账卡片" => Kind::Transfer,
        "聊天记录合并转发" => Kind::Forward,
        "接龙消息" => Kind::SignUp,
        "通话消息" => Kind::Call,
        "系统消息" => Kind::System,
        _ => return None,
    })
}

struct Taker<'o> {
    options: &'o ReadOptions,
    people: People,
}

impl Take<1, 8> for Taker<'_> {
    fn begin(&mut self, [session]: &[Value; 1], receiver: &mut dyn Receiver) -> Result<(), Error> {
        // The remark is the exporter's own word for a chat as for a person.
        let said = |key: &str| session.get(key).and_then(json::text);
        let title = said("nickname").or(said("displayName"));
        receiver.chat(ChatHead { title, platform: Some("wechat"), exported_on: None })
    }

    fn message(&mut self, fields: &[Value; 8], line: u64, receiver: &mut dyn Receiver) -> Result<(), Error> {
        let [count, written, word, content, own, sender, shown, _] = fields;
        let at = match (json::whole(count), json::text(written)) {
            (Some(count), _) => clock::unix_seconds(count, line, receiver),
            (None, Some(written)) => time::read(written, line, self.options, receiver)?,
            (None, None) => {
                receiver.odd(&BAD_ROW, line, "a message has a `createTime`");
                None
            }
        };
        let Some(at) = at else { return Ok(()) };
        let words = content.as_str().unwrap_or_default();
        let kind = json::text(word).and_then(kind).unwrap_or(Kind::Other);
        // Nobody sends what the system says: `isSend` is null there.
        let is_system = kind == Kind::System || (own.is_null() && json::text(sender).is_none());
        if is_system {
            let frame = RawMessage::of(at, line, "", Kind::System);
            return Post { frame, quotes: Quotes::ByAuthor }.give(words, &mut self.people, receiver);
        }
        let id = json::id(sender);
        let is_own = json::whole(own) == Some(1);
        let shown = json::text(shown).or(id.as_deref()).or(is_own.then_some("我"));
        let Some(shown) = shown.filter(|name| !(name.starts_with('$') && name.ends_with('$'))) else {
            receiver.odd(&EMPTY_NAME, line, "a message without sender");
            return Ok(());
        };
        let author = People::author(shown, self.options).to_owned();
        if is_own {
            self.people.meet_me(&author, id.as_deref());
        }
        let frame = RawMessage { author_id: id.as_deref(), ..RawMessage::of(at, line, &author, kind) };
        Post { frame, quotes: Quotes::ByAuthor }.give(words, &mut self.people, receiver)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Recorder, options};
    use super::*;

    #[test]
    fn pictures_before_the_messages_and_templates() {
        let picture = "A".repeat(3 << 20);
        let text = format!(
            r#"{{"weflow":{{"version":"1"}},"session":{{"wxid":"1@chatroom","nickname":"纸鸢班","remark":"我的班","type":"群聊"}},
            "avatars":{{"wxid_gu":"{picture}"}},
            "messages":[{{"localId":1,"createTime":1491350460,"type":"文本消息","content":"周六糊纸鸢","isSend":0,"senderUsername":"wxid_gu","senderDisplayName":"老顾"}},
            {{"localId":2,"createTime":1491350470,"type":"系统消息","content":"\"$username$\"邀请\"$names$\"加入了群聊","isSend":null,"senderUsername":"","senderDisplayName":""}},
            {{"localId":3,"createTime":1491350480,"type":"红包卡片","content":"[红包] 8.88元","isSend":1,"senderUsername":"wxid_me","senderDisplayName":"小唐老师"}},
            {{"localId":4,"createTime":1491350490,"type":"未知类型(7)","content":"x","isSend":0,"senderUsername":"wxid_gu","senderDisplayName":"老顾"}}]}}"#
        );
        let mut recorder = Recorder::default();
        read(&mut text.as_bytes(), &options(), &mut recorder).unwrap();
        let told: Vec<_> =
            recorder.messages.iter().map(|m| (m.kind.id(), m.author.as_str(), m.text.as_str())).collect();
        // The amount of a red packet is nobody's business.
        assert_eq!(
            told,
            [("text", "老顾", "周六糊纸鸢"), ("system", "", ""), ("red_packet", "小唐老师", ""), ("other", "老顾", "")]
        );
        assert_eq!(recorder.chats[0].0.as_deref(), Some("纸鸢班"));
    }
}
