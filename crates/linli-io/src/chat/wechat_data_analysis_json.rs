//! One conversation as `messages.json`.

use std::io::BufRead;

use linli::Error;
use linli::diagnostic::{BAD_ROW, EMPTY_NAME};
use linli::records::MessageKind as Kind;
use serde_json::Value;

use super::reading::listing::{self, Listing, Take};
use super::reading::wechat::{People, Post, Quotes};
use super::reading::{clock, json};
use super::wechat_data_analysis::FIELDS;
use super::{ChatFormat, ChatHead, RawMessage, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "wechat_data_analysis_json",
    title: "WeChatDataAnalysis, JSON of one conversation",
    title_zh: "WeChatDataAnalysis 单个会话 JSON",
    note: "`messages.json` out of the tool's archive.",
    fields: FIELDS,
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

const LISTING: Listing<2, 9> = Listing {
    head: ["conversation", "exportedAt"],
    lists: &["messages"],
    keys: [
        "createTime",
        "senderUsername",
        "senderDisplayName",
        "isSent",
        "renderType",
        "content",
        "quoteUsername",
        "serverId",
        "quoteServerId",
    ],
};

fn sniff(sample: &Sample<'_>) -> u8 {
    let has = |key: &str| sample.text.contains(key);
    if has("\"schemaVersion\"") && has("\"conversation\"") { 93 } else { 0 }
}

pub(super) fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let mut taker = Taker { options, people: People::new(options) };
    listing::read(&LISTING, &mut taker, reader, options, receiver)
}

fn kind(word: &str) -> Kind {
    match word {
        "text" | "quote" | "reply" => Kind::Text,
        "image" => Kind::Picture,
        "voice" | "audio" => Kind::Voice,
        "video" => Kind::Video,
        "file" => Kind::File,
        "emoji" | "sticker" => Kind::Sticker,
        "link" | "miniprogram" | "channel" | "music" => Kind::Link,
        "location" => Kind::Location,
        "card" | "contact" => Kind::Card,
        "redpacket" | "redPacket" | "red_packet" => Kind::RedPacket,
        "transfer" => Kind::Transfer,
        "chatHistory" | "forward" | "record" => Kind::Forward,
        "solitaire" => Kind::SignUp,
        "voip" | "call" => Kind::Call,
        "pat" => Kind::Pat,
        "system" => Kind::System,
        _ => Kind::Other,
    }
}

struct Taker<'o> {
    options: &'o ReadOptions,
    people: People,
}

impl Take<2, 9> for Taker<'_> {
    fn begin(&mut self, [chat, exported]: &[Value; 2], receiver: &mut dyn Receiver) -> Result<(), Error> {
        let title = chat.get("displayName").and_then(json::text);
        let day = json::text(exported).and_then(|at| linli::time::Day::parse(at.get(..10)?));
        receiver.chat(ChatHead { title, platform: Some("wechat"), exported_on: day })
    }

    fn message(&mut self, fields: &[Value; 9], line: u64, receiver: &mut dyn Receiver) -> Result<(), Error> {
        let [count, sender, shown, own, render, content, quoted, server, quotes] = fields;
        let Some(count) = json::whole(count) else {
            receiver.odd(&BAD_ROW, line, "a message has a `createTime`");
            return Ok(());
        };
        let Some(at) = clock::unix_seconds(count, line, receiver) else { return Ok(()) };
        let server = json::id(server).filter(|id| id != "0");
        // The tool's privacy mode puts a word for the kind in place of what was said.
        let words = content.as_str().filter(|words| *words != "[文本]").unwrap_or_default();
        let kind = json::text(render).map_or(Kind::Text, kind);
        let bare = RawMessage { id: server.as_deref(), ..RawMessage::of(at, line, "", kind) };
        if kind == Kind::System {
            return Post { frame: bare, quotes: Quotes::ByAuthor }.give(words, &mut self.people, receiver);
        }
        let id = json::id(sender);
        let is_own = own.as_bool().unwrap_or_default();
        let Some(shown) = json::text(shown).or(id.as_deref()).or(is_own.then_some("我")) else {
            receiver.odd(&EMPTY_NAME, line, "a message without sender");
            return Ok(());
        };
        let author = People::author(shown, self.options).to_owned();
        if is_own {
            self.people.meet_me(&author, id.as_deref());
        }
        let answered = json::id(quotes).filter(|id| id != "0" && server.is_some());
        let quoted = json::text(quoted).filter(|_| answered.is_none());
        let quoted = quoted.map(|id| self.people.name(id).unwrap_or(id).to_owned());
        let frame = RawMessage {
            author: &author,
            author_id: id.as_deref(),
            reply_to: answered.as_deref(),
            quoted: quoted.as_deref(),
            ..bare
        };
        Post { frame, quotes: Quotes::ByAuthor }.give(words, &mut self.people, receiver)
    }
}
