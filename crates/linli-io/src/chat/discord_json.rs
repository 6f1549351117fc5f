//! DiscordChatExporter's JSON: one channel, `{guild, channel, messages: []}`.

mod message;

use std::io::BufRead;

use linli::Error;
use linli::records::{Field, Fields};
use serde_json::Value;

use self::message::KEYS;
pub(super) use self::message::of_file;
use super::reading::json;
use super::reading::listing::{self, Listing, Take};
use super::{ChatFormat, ChatHead, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "discord_json",
    title: "Discord (DiscordChatExporter), JSON",
    title_zh: "Discord（DiscordChatExporter 的 JSON）",
    note: "One channel a file. Account ids, times to the second with their zone, replies, mentions and arrivals; Discord tells \
           nobody who left. The name is the nickname on the server.",
    fields: Fields::of(&[
        Field::Reply,
        Field::Mention,
        Field::Kind,
        Field::Length,
        Field::Cue,
        Field::Join,
        Field::Seconds,
        Field::PersonId,
    ]),
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

const LISTING: Listing<2, 10> = Listing { head: ["guild", "channel"], lists: &["messages"], keys: KEYS };

fn sniff(sample: &Sample<'_>) -> u8 {
    let has = |key: &str| sample.text.contains(key);
    let json = sample.text.trim_start().starts_with('{');
    if json && has("\"guild\"") && has("\"channel\"") && (has("\"dateRange\"") || has("\"categoryId\"")) {
        95
    } else {
        0
    }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    listing::read(&LISTING, &mut Taker { options }, reader, options, receiver)
}

struct Taker<'o> {
    options: &'o ReadOptions,
}

impl Take<2, 10> for Taker<'_> {
    fn begin(&mut self, head: &[Value; 2], receiver: &mut dyn Receiver) -> Result<(), Error> {
        let named = |value: &Value| value.get("name").and_then(json::text).map(str::to_owned);
        let [guild, channel] = head;
        // Conversations of two or a few have no server.
        let title = match (named(guild).filter(|name| name != "Direct Messages"), named(channel)) {
            (Some(guild), Some(channel)) => Some(format!("{guild} / {channel}")),
            (guild, channel) => guild.or(channel),
        };
        receiver.chat(ChatHead { title: title.as_deref(), platform: Some("discord"), exported_on: None })
    }

    fn message(&mut self, fields: &[Value; 10], line: u64, receiver: &mut dyn Receiver) -> Result<(), Error> {
        message::give(fields, line, self.options, receiver)
    }
}

#[cfg(test)]
mod tests;
