//! chatlog as JSON: a list of messages, or an object with the list under `items`.

use std::io::BufRead;

use linli::Error;
use linli::diagnostic::{BAD_ROW, EMPTY_NAME};
use linli::records::MessageKind;
use serde_json::Value;

use super::chatlog_text;
use super::reading::listing::{self, Listing, Take};
use super::reading::wechat::{self, People, Post, Quotes};
use super::reading::{json, stamped, time};
use super::{ChatFormat, ChatHead, RawMessage, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "chatlog_json",
    title: "chatlog, JSON",
    title_zh: "chatlog JSON",
    note: "Seconds with their zone, names and account ids, quotes with their author. Sign-up lists are lost: the tool writes only \
           that something was shared. One file is one chat.",
    fields: chatlog_text::FIELDS,
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

const LISTING: Listing<0, 9> = Listing {
    head: [],
    lists: &["items", "messages", "data"],
    keys: ["time", "talkerName", "sender", "senderName", "isSelf", "type", "subType", "content", "contents"],
};

fn sniff(sample: &Sample<'_>) -> u8 {
    let has = |key: &str| sample.text.contains(key);
    let json = sample.text.trim_start().starts_with(['[', '{']);
    if json && has("\"isChatRoom\"") && has("\"talkerName\"") { 94 } else { 0 }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let mut taker = Taker { options, people: People::new(options), begun: false };
    listing::read(&LISTING, &mut taker, reader, options, receiver)?;
    taker.chat(None, receiver)
}

struct Taker<'o> {
    options: &'o ReadOptions,
    people: People,
    begun: bool,
}

impl Taker<'_> {
    /// The chat's title stands in its messages.
    fn chat(&mut self, title: Option<&str>, receiver: &mut dyn Receiver) -> Result<(), Error> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        receiver.chat(ChatHead { title, platform: Some("wechat"), exported_on: None })
    }
}

impl Take<0, 9> for Taker<'_> {
    fn begin(&mut self, _: &[Value; 0], _: &mut dyn Receiver) -> Result<(), Error> {
        Ok(())
    }

    fn message(&mut self, fields: &[Value; 9], line: u64, receiver: &mut dyn Receiver) -> Result<(), Error> {
        let [at, chat, sender, shown, own, code, subtype, content, contents] = fields;
        self.chat(json::text(chat), receiver)?;
        let (Some(at), Some(code)) = (json::text(at), json::whole(code)) else {
            receiver.odd(&BAD_ROW, line, "a message has a `time` and a `type`");
            return Ok(());
        };
        let Some(at) = time::read(at, line, self.options, receiver)? else { return Ok(()) };
        let id = json::id(sender).filter(|id| !stamped::is_system(id));
        let kind = wechat::kind(code, json::whole(subtype));
        let is_system = kind == MessageKind::System || (id.is_none() && json::text(sender).is_some());
        if is_system {
            let frame = RawMessage::of(at, line, "", MessageKind::System);
            let words = content.as_str().unwrap_or_default();
            return Post { frame, quotes: Quotes::ByAuthor }.give(words, &mut self.people, receiver);
        }
        let is_own = own.as_bool().unwrap_or_default();
        let shown = json::text(shown).or(id.as_deref()).or(is_own.then_some("我"));
        let Some(shown) = shown else {
            receiver.odd(&EMPTY_NAME, line, "a message without sender");
            return Ok(());
        };
        let author = People::author(shown, self.options).to_owned();
        if is_own {
            self.people.meet_me(&author, id.as_deref());
        }
        let refer = contents.get("refer");
        let told = |key: &str| refer.and_then(|refer| refer.get(key)).and_then(json::text);
        let answered = told("sender").and_then(|id| self.people.name(id)).map(str::to_owned);
        let quoted = answered.or_else(|| told("senderName").map(str::to_owned));
        let title = contents.get("title").and_then(json::text);
        let words = json::text(content).or(title).unwrap_or_default();
        let frame = RawMessage::of(at, line, &author, kind);
        let frame = RawMessage { author_id: id.as_deref(), quoted: quoted.as_deref(), ..frame };
        Post { frame, quotes: Quotes::ByAuthor }.give(words, &mut self.people, receiver)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Recorder, options};
    use super::*;

    #[test]
    fn quotes_point_at_the_name_in_this_file() {
        let mut recorder = Recorder::default();
        let common = r#""talker":"1@chatroom","talkerName":"纸鸢班","isChatRoom":true"#;
        let text = format!(
            r#"[{{"seq":1491350460000,"time":"2017-04-05T08:01:00+08:00",{common},"sender":"wxid_gu","senderName":"老顾","isSelf":false,"type":1,"subType":0,"content":"周六糊纸鸢"}},
            {{"time":"2017-04-05T00:02:00Z",{common},"sender":"wxid_qin","senderName":"秦姨","isSelf":true,"type":49,"subType":57,"content":"我去","contents":{{"refer":{{"sender":"wxid_gu","senderName":"老顾头","content":"周六糊纸鸢"}}}}}},
            {{"time":"2017-04-05T08:03:00+08:00",{common},"sender":"系统消息","senderName":"","type":10000,"subType":0,"content":"\"秦姨\"邀请\"六姐\"加入了群聊"}},
            {{"time":"2017-04-05T08:04:00+08:00",{common},"sender":"wxid_6","senderName":"六姐","type":49,"subType":53,"content":"[分享]"}}, 5]"#
        );
        read(&mut text.as_bytes(), &options(), &mut recorder).unwrap();
        let told: Vec<_> =
            recorder.messages.iter().map(|m| (m.kind.id(), m.author.as_str(), m.text.as_str())).collect();
        assert_eq!(
            told,
            [
                ("text", "老顾", "周六糊纸鸢"),
                ("text", "秦姨", "我去"),
                ("join", "六姐", ""),
                ("sign_up", "六姐", "[分享]")
            ]
        );
        assert_eq!(recorder.messages[1].quoted.as_deref(), Some("老顾"));
        assert_eq!(recorder.times()[1], "2017-04-05T08:02:00");
        assert_eq!((recorder.codes("bad-row"), recorder.chats.len()), (vec![5], 1));
    }
}
