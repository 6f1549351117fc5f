//! One day of one channel of a Slack export, taken out of its archive.

use std::collections::BTreeMap;
use std::io::BufRead;

use linli::Error;

use super::reading::listing;
use super::slack::{self, message};
use super::{ChatFormat, ChatHead, ReadOptions, Reading, Receiver, Sample};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "slack_day",
    title: "Slack, one day of a channel, JSON",
    title_zh: "Slack 单个频道一天的 JSON",
    note: "A file out of an unpacked export. The names of people stand in it only where Slack repeats them; the whole \
           archive knows them all.",
    fields: slack::FIELDS,
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

fn sniff(sample: &Sample<'_>) -> u8 {
    let has = |key: &str| sample.text.contains(key);
    let list = sample.text.trim_start().starts_with('[');
    if list && has("\"ts\"") && has("\"message\"") && (has("\"user\"") || has("\"subtype\"")) { 88 } else { 0 }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    receiver.chat(ChatHead { title: None, platform: Some("slack"), exported_on: None })?;
    let people = BTreeMap::new();
    let mut taker = message::Taker::new(&people, 0);
    listing::read(&message::LISTING, &mut taker, reader, options, receiver)
}
