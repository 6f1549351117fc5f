//! A Slack workspace's export: a zip archive with `users.json`, `channels.json` and a folder for every channel, in it a
//! file for every day.

mod directory;
pub(super) mod message;

use std::collections::BTreeMap;
use std::io::BufReader;

use linli::Error;
use linli::records::{Field, Fields};

use self::directory::{Channel, Directory};
use super::reading::listing;
use super::{ChatFormat, ChatHead, ReadOptions, Reading, Receiver, Sample};
use crate::archive::Archive;

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "slack",
    title: "Slack, export of a workspace",
    title_zh: "Slack 工作区导出（压缩包）",
    note: "A zip archive as Slack makes it for a workspace. Ids of people, times to the second, threads, mentions, joins and \
           leaves, and who was in a channel on the day of export. An answer in a thread answers the message it began with.",
    fields: FIELDS,
    settle: None,
    sniff,
    read: Reading::Archive(read),
};

/// What messages of Slack can record.
pub(super) const FIELDS: Fields = Fields::of(&[
    Field::Reply,
    Field::Mention,
    Field::Kind,
    Field::Length,
    Field::Cue,
    Field::Join,
    Field::Leave,
    Field::Seconds,
    Field::PersonId,
]);

const USERS: &str = "users.json";

/// Where channels are described: public ones, private ones, conversations of several and of two.
const CHANNELS: [&str; 4] = ["channels.json", "groups.json", "mpims.json", "dms.json"];

fn sniff(sample: &Sample<'_>) -> u8 {
    let found = root(sample.entries).is_some_and(|root| sample.entries.iter().any(|name| day(name, root).is_some()));
    if found { 94 } else { 0 }
}

/// The folder of the list of people, empty or with a slash at its end.
fn root(entries: &[String]) -> Option<&str> {
    entries.iter().find_map(|name| name.strip_suffix(USERS).filter(|root| root.is_empty() || root.ends_with('/')))
}

/// Channel and day of a file `<channel>/2026-01-30.json`.
fn day<'n>(name: &'n str, root: &str) -> Option<(&'n str, &'n str)> {
    let (channel, file) = name.strip_prefix(root)?.split_once('/')?;
    let day = file.strip_suffix(".json")?;
    let fits = day.len() == 10 && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    (fits && !channel.is_empty()).then_some((channel, day))
}

fn read(archive: &mut Archive<'_>, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let root = root(archive.names()).unwrap_or_default().to_owned();
    let inner = |name: &str| ReadOptions { file: format!("{}#{name}", options.file), ..options.clone() };
    let mut directory = Directory::default();
    for name in [USERS].into_iter().chain(CHANNELS) {
        let Some(at) = archive.find(&format!("{root}{name}")) else { continue };
        let mut part = BufReader::new(archive.part(at)?);
        directory.read(name == USERS, &mut part, &inner(name), receiver)?;
    }
    // The archive may hold channels and days in any order.
    let mut channels: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for (at, name) in archive.names().iter().enumerate() {
        if let Some((channel, day)) = day(name, &root) {
            channels.entry(channel.to_owned()).or_default().insert(day.to_owned(), at);
        }
    }
    for (channel, days) in channels {
        receiver.chat(ChatHead { title: Some(&channel), platform: Some("slack"), exported_on: None })?;
        if let Some(Channel { members, .. }) = directory.channels.get(&channel) {
            for id in members {
                receiver.member(directory.people.get(id).unwrap_or(id), Some(id))?;
            }
        }
        let mut before = 0;
        for (day, at) in days {
            let inner = inner(&format!("{channel}/{day}.json"));
            let mut taker = message::Taker::new(&directory.people, before);
            let mut part = BufReader::new(archive.part(at)?);
            listing::read(&message::LISTING, &mut taker, &mut part, &inner, receiver)?;
            before = taker.last();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
