//! One message of a day of a channel.

use std::collections::{BTreeMap, BTreeSet};

use linli::Error;
use linli::diagnostic::{BAD_ROW, EMPTY_NAME};
use linli::records::MessageKind as Kind;
use linli::time::Timestamp;
use serde_json::Value;

use super::super::discord_json::of_file;
use super::super::reading::listing::{Listing, Take};
use super::super::reading::{clock, json, placeholder};
use super::super::{Event, Party, RawMessage, Receiver};
use super::directory::shown;

/// A day is a list of messages.
pub(in crate::chat) const LISTING: Listing<0, 13> = Listing {
    head: [],
    lists: &["messages"],
    keys: [
        "type",
        "subtype",
        "ts",
        "thread_ts",
        "user",
        "username",
        "bot_id",
        "user_profile",
        "text",
        "files",
        "inviter",
        "name",
        "hidden",
    ],
};

/// Takes the messages of one day.
pub(in crate::chat) struct Taker<'a> {
    people: &'a BTreeMap<String, String>,
    /// Messages of the channel on earlier days.
    before: u64,
    last: u64,
    /// An answer that is shown in the channel too may stand in the file twice, with one time.
    seen: BTreeSet<i64>,
}

impl<'a> Taker<'a> {
    pub(in crate::chat) fn new(people: &'a BTreeMap<String, String>, before: u64) -> Self {
        Self { people, before, last: before, seen: BTreeSet::new() }
    }

    /// Messages of the channel so far.
    pub(in crate::chat) fn last(&self) -> u64 {
        self.last
    }

    fn name<'n>(&'n self, id: &'n str) -> Option<&'n str> {
        self.people.get(id).map(String::as_str)
    }
}

impl Take<0, 13> for Taker<'_> {
    fn begin(&mut self, _: &[Value; 0], _: &mut dyn Receiver) -> Result<(), Error> {
        Ok(())
    }

    fn message(&mut self, fields: &[Value; 13], at: u64, receiver: &mut dyn Receiver) -> Result<(), Error> {
        let [sort, subtype, ts, thread, user, username, bot, profile, text, files, inviter, name, hidden] = fields;
        let line = self.before.saturating_add(at);
        self.last = line;
        let subtype = json::text(subtype);
        // Notes on other messages: they were changed, deleted or answered.
        let is_note =
            matches!(subtype, Some("message_changed" | "message_deleted" | "message_replied" | "reply_broadcast"));
        if is_note || hidden.as_bool() == Some(true) {
            return Ok(());
        }
        let (Some("message"), Some(ts)) = (json::text(sort), json::text(ts)) else {
            receiver.odd(&BAD_ROW, line, "a message has the `type` message and a `ts`");
            return Ok(());
        };
        let Some(time) = time(ts, line, receiver) else { return Ok(()) };
        if !self.seen.insert(time.micros()) {
            return Ok(());
        }
        let bare = RawMessage { id: Some(ts), ..RawMessage::of(time, line, "", Kind::System) };
        let id = json::id(user).or_else(|| json::id(bot));
        let known = id.as_deref().and_then(|id| self.name(id));
        let author = known.or(shown(profile)).or(json::text(username)).or(id.as_deref());
        let own = RawMessage { author: author.unwrap_or_default(), author_id: id.as_deref(), ..bare };
        match subtype {
            None | Some("thread_broadcast" | "me_message" | "file_share" | "bot_message") => {}
            Some("channel_join" | "group_join") if author.is_some() => {
                let by = json::id(inviter);
                let party = by.as_deref().map(|id| Party { name: self.name(id).unwrap_or(id), id: Some(id) });
                let event = party.map_or(Event::None, Event::By);
                return receiver.message(RawMessage { kind: Kind::Join, event, ..own });
            }
            Some("channel_leave" | "group_leave") if author.is_some() => {
                return receiver.message(RawMessage { kind: Kind::Leave, ..own });
            }
            Some("channel_name" | "group_name") => {
                let event = json::text(name).map_or(Event::None, Event::Titled);
                return receiver.message(RawMessage { kind: Kind::GroupRename, event, ..own });
            }
            // Topics, pins, archives; and a message that was deleted but has answers, which is nobody's any more.
            Some(_) => return receiver.message(bare),
        }
        if author.is_none() {
            receiver.odd(&EMPTY_NAME, line, "a message without `user`");
            return Ok(());
        }
        let written = written(text.as_str().unwrap_or_default(), self.people);
        let mentioned: Vec<&str> = written.mentioned.iter().map(String::as_str).collect();
        let kind = match files.as_array().and_then(|files| files.first()) {
            Some(file) => of_file(file.get("name").and_then(json::text).unwrap_or_default()),
            None if placeholder::is_sign_up(&written.text) => Kind::SignUp,
            None => Kind::Text,
        };
        receiver.message(RawMessage {
            kind,
            text: &written.text,
            reply_to: json::text(thread).filter(|root| *root != ts),
            mentioned_ids: &mentioned,
            ..own
        })
    }
}

/// `1700000000.000100`: seconds, and what makes the id unique.
fn time(ts: &str, line: u64, receiver: &mut dyn Receiver) -> Option<Timestamp> {
    let (seconds, micros) = ts.split_once('.').unwrap_or((ts, "0"));
    let Ok(seconds) = seconds.parse() else {
        receiver.odd(&BAD_ROW, line, "`ts` is no time");
        return None;
    };
    let micros = Some(micros).filter(|micros| micros.len() == 6).and_then(|micros| micros.parse::<u32>().ok());
    Some(clock::unix_seconds(seconds, line, receiver)?.plus(i64::from(micros.unwrap_or_default())))
}

/// More people than any message mentions.
const MOST_MENTIONED: usize = 1000;

struct Written {
    text: String,
    mentioned: Vec<String>,
}

/// Words without Slack's own signs: `<@U1|name>`, `<#C1|channel>`, `<!here>`, `<address|words>`, `&amp;`.
fn written(text: &str, people: &BTreeMap<String, String>) -> Written {
    let mut all = Written { text: String::with_capacity(text.len()), mentioned: Vec::new() };
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        all.text.push_str(before);
        let Some((inside, next)) = after.split_once('>') else {
            // Nothing ends any more.
            all.text.push('<');
            rest = after;
            break;
        };
        rest = next;
        let (target, words) = inside.split_once('|').map_or((inside, None), |(target, words)| (target, Some(words)));
        if let Some(id) = target.strip_prefix('@') {
            all.text.push('@');
            all.text.push_str(people.get(id).map(String::as_str).or(words).unwrap_or(id));
            if all.mentioned.len() < MOST_MENTIONED && !all.mentioned.iter().any(|known| known == id) {
                all.mentioned.push(id.to_owned());
            }
        } else if let Some(channel) = target.strip_prefix('#') {
            all.text.push('#');
            all.text.push_str(words.unwrap_or(channel));
        } else if let Some(everybody) = target.strip_prefix('!') {
            all.text.push('@');
            all.text.push_str(words.unwrap_or(everybody).trim_start_matches('@'));
        } else {
            all.text.push_str(words.unwrap_or(target));
        }
    }
    all.text.push_str(rest);
    if all.text.contains('&') {
        all.text = all.text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
    all
}
