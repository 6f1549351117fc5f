//! A chat while it is being read: columns of small things, no text but what follows an `@`.

#[allow(clippy::disallowed_types, reason = "looked up, never iterated: order comes from the vector beside it")]
use std::collections::{BTreeSet, HashMap};

use linli::records::{ChatDraft, Cues, Fields, How, Limits};
use linli::time::Day;

use super::echo::Carried;
use super::lists::Post;
use super::runs::{Placed, Runs, Spoken};
use crate::chat::{Event, RawMessage};
use crate::identity::{Cleaned, LONGEST_NAME, clean_name};
use crate::text::{Hints, SignUpList, TextFeatures};

/// What a message points at, before names are known. Most messages point at nobody.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pointers {
    /// Position of the message.
    pub(super) at: u32,
    pub(super) line: u32,
    /// The message is addressed to all.
    pub(super) to_all: bool,
    /// Position in [`Stage::names`].
    pub(super) quoted: Option<u32>,
    /// Part of [`Stage::mention_text`].
    pub(super) mentions: (u32, u32),
    /// Part of [`Stage::ids`].
    ids: (u32, u32),
    /// Part of [`Stage::aims`].
    aims: (u32, u32),
}

/// Somebody a message points at, as the file has them.
#[derive(Clone)]
pub(super) enum Aimed {
    /// Position in [`Stage::authors`].
    Writer(u32),
    /// Position in [`Stage::names`].
    Name(u32),
    Id(Box<str>),
}

/// A join or leave among the messages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passing {
    /// Position of the message.
    pub(super) at: u32,
    /// Who invited or removed them: a position in [`Stage::authors`].
    pub(super) by: Option<u32>,
}

/// A writer or member: name, and the platform's id where there is one.
#[derive(Clone)]
pub(super) struct Author {
    /// Position in [`Stage::names`].
    pub(super) name: u32,
    pub(super) id: Option<Box<str>>,
}

/// What a message shows by its own words, before others say more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shown {
    pub(super) cues: Cues,
    pub(super) hints: Hints,
    /// The chain it is a link of: all but a few are none.
    pub(super) chain: Option<std::num::NonZeroU32>,
}

const _: () = assert!(size_of::<Shown>() <= 8);

impl Shown {
    pub(super) fn of(features: &TextFeatures) -> Self {
        let chain = features.chain.and_then(|chain| std::num::NonZeroU32::new((chain ^ (chain >> 32)) as u32 | 1));
        Self { cues: features.cues, hints: features.hints, chain }
    }

    /// What both of two copies of one message show.
    pub(super) fn union(self, other: Self) -> Self {
        Self {
            cues: self.cues.union(other.cues),
            hints: self.hints.with(other.hints),
            chain: self.chain.max(other.chain),
        }
    }

    pub(super) fn features(self) -> TextFeatures {
        let chain = self.chain.map(|chain| u64::from(chain.get()));
        TextFeatures { cues: self.cues, hints: self.hints, chain, ..TextFeatures::default() }
    }
}

/// A chat while it is being read.
#[derive(Default)]
pub(super) struct Stage {
    pub(super) title: Option<String>,
    pub(super) platform: Option<String>,
    pub(super) exported_on: Option<Day>,
    pub(super) names: Strings,
    pub(super) authors: Vec<Author>,
    /// By position of the name.
    without_id: Vec<Option<u32>>,
    with_id: Strings,
    /// By position of the key.
    keyed: Vec<u32>,
    pub(super) members: Vec<u32>,
    pub(super) chat: ChatDraft,
    /// By position of the message, where a second file may hold it too; else empty.
    pub(super) prints: Vec<u64>,
    /// What each message shows by its own words, where it may be put together with another file's.
    pub(super) shown: Vec<Shown>,
    /// The days that messages speak of, and whom they may call.
    pub(super) spoken: Spoken,
    /// Posts of sign-up lists, ascending by position.
    pub(super) posts: Vec<Post>,
    /// The names on them.
    pub(super) listed: Runs<u32>,
    /// What the texts of these are recognised by.
    pub(super) sketches: Placed<u32>,
    /// Ascending by position.
    pub(super) pointers: Vec<Pointers>,
    /// Ascending by position.
    pub(super) passings: Vec<Passing>,
    /// What the file says of overlaps between messages whose words are gone.
    pub(super) carried: Carried,
    /// Ids, and names that the group does not see.
    pub(super) known_as: BTreeSet<(String, String)>,
    /// Writers, and names they had before.
    pub(super) renames: BTreeSet<(u32, u32)>,
    mention_text: String,
    #[allow(clippy::disallowed_types, reason = "looked up, never iterated")]
    mentioned: HashMap<Box<str>, (u32, u32)>,
    ids: Vec<Box<str>>,
    aims: Vec<(Aimed, How)>,
    /// What the chat can record, where the file says so.
    pub(super) fields: Option<Fields>,
}

/// Strings by position, each once.
#[derive(Default)]
pub(super) struct Strings {
    #[allow(clippy::disallowed_types, reason = "looked up, never iterated")]
    positions: HashMap<Box<str>, u32>,
    all: Vec<Box<str>>,
}

impl Strings {
    fn add(&mut self, text: &str) -> u32 {
        if let Some(&at) = self.positions.get(text) {
            return at;
        }
        let at = self.all.len() as u32;
        self.positions.insert(text.into(), at);
        self.all.push(text.into());
        at
    }

    pub(super) fn at(&self, position: u32) -> &str {
        self.all.get(position as usize).map_or("", |text| text)
    }

    /// All of them, in the order first seen.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|text| &**text)
    }
}

/// So many names of a list are kept.
const MOST_LISTED: usize = 2000;

/// An entry as names are kept, if it can be one.
fn clean_of(words: &str) -> Option<String> {
    match clean_name(words) {
        Cleaned::Name(name) => Some(name.into_owned()),
        Cleaned::Cut(_) | Cleaned::Empty => None,
    }
}

/// How many characters after an `@` can belong to a name.
const MENTION: usize = 64;

/// What the client itself puts after a mention.
const END: char = '\u{2005}';

impl Stage {
    /// A chat of which nothing was read yet.
    pub(super) fn within(limits: Limits) -> Self {
        Self { chat: ChatDraft::with_limits(limits), ..Self::default() }
    }

    /// Notes what a writer was called before.
    pub(super) fn rename(&mut self, writer: u32, was: &str) {
        let was = self.names.add(was);
        self.renames.insert((writer, was));
    }

    pub(super) fn author(&mut self, name: &str, id: Option<&str>) -> u32 {
        let name = self.names.add(name);
        let Some(id) = id else {
            // By far the most common case: a name is looked up and nothing else.
            let next = self.authors.len() as u32;
            if self.without_id.len() <= name as usize {
                self.without_id.resize(name as usize + 1, None);
            }
            let Some(known) = self.without_id.get_mut(name as usize) else { return next };
            return *known.get_or_insert_with(|| {
                self.authors.push(Author { name, id: None });
                next
            });
        };
        // The name's position and the id tell writers apart; a number ends where its letter begins.
        let key = self.with_id.add(&format!("{name}i{id}")) as usize;
        if key == self.keyed.len() {
            self.keyed.push(self.authors.len() as u32);
            self.authors.push(Author { name, id: Some(id.into()) });
        }
        self.keyed.get(key).copied().unwrap_or_default()
    }

    /// Keeps the names on a post of a sign-up list.
    pub(super) fn list(&mut self, at: u32, message: &RawMessage<'_>) {
        let titled = |title| SignUpList { title, entries: Vec::new() }.digest();
        let read = SignUpList::read(message.text);
        // Without the mark the heading is the first line; what follows is another in every post.
        let first = || message.text.trim().lines().next().unwrap_or_default();
        let title = read.as_ref().map_or_else(first, |list| list.title);
        let (heading, mut words): (u64, Vec<&str>) = match (message.event, read) {
            // The client's own list, where there is one, and not its print in the text.
            (Event::List { starter, entrants }, _) => {
                let words = entrants.iter().map(|entrant| entrant.words).collect();
                (starter.map_or(0, titled) ^ titled(title), words)
            }
            (_, Some(list)) => (list.digest(), list.entries),
            (_, None) => return,
        };
        words.truncate(MOST_LISTED);
        let clean = words.iter().filter_map(|words| clean_of(words));
        let names: Vec<u32> = clean.map(|name| self.names.add(&name)).collect();
        self.posts.extend(self.listed.number(&names).map(|names| Post { at, heading, names }));
    }

    /// The shown name of a writer.
    pub(super) fn shown(&self, author: &Author) -> &str {
        self.names.at(author.name)
    }

    /// Keeps whom the message at this position points at, if it does.
    pub(super) fn point(&mut self, at: u32, message: &RawMessage<'_>, to_all: bool) {
        let quoted = message.quoted.map(|name| match clean_name(name) {
            Cleaned::Name(name) | Cleaned::Cut(name) => self.names.add(&name),
            Cleaned::Empty => self.names.add(""),
        });
        let start = self.ids.len() as u32;
        // An id that is longer than any is nobody's, and lost like theirs.
        let kept = |id: &str| Box::from(if id.len() > LONGEST_NAME { "" } else { id });
        self.ids.extend(message.mentioned_ids.iter().map(|&id| kept(id)));
        let ids = (start, self.ids.len() as u32);
        let mentions = self.keep_mentions(message.text);
        let start = self.aims.len() as u32;
        for aim in message.aims {
            let aimed = match (clean_name(aim.person.name), aim.person.id.filter(|id| id.len() <= LONGEST_NAME)) {
                (Cleaned::Name(name), Some(id)) => Aimed::Writer(self.author(&name, Some(id))),
                (Cleaned::Name(name), None) => Aimed::Name(self.names.add(&name)),
                (_, id) => Aimed::Id(id.unwrap_or_default().into()),
            };
            self.aims.push((aimed, aim.how));
        }
        let aims = (start, self.aims.len() as u32);
        if quoted.is_some() || mentions.0 != mentions.1 || ids.0 != ids.1 || aims.0 != aims.1 {
            let line = u32::try_from(message.line).unwrap_or(u32::MAX);
            self.pointers.push(Pointers { at, line, to_all, quoted, mentions, ids, aims });
        }
    }

    pub(super) fn written(&self, pointers: Pointers) -> &str {
        let (start, end) = pointers.mentions;
        self.mention_text.get(start as usize..end as usize).unwrap_or_default()
    }

    pub(super) fn ids(&self, pointers: Pointers) -> &[Box<str>] {
        let (start, end) = pointers.ids;
        self.ids.get(start as usize..end as usize).unwrap_or_default()
    }

    pub(super) fn aims(&self, pointers: Pointers) -> &[(Aimed, How)] {
        let (start, end) = pointers.aims;
        self.aims.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Keeps what follows each `@` for a while: names are known when the chat ends.
    fn keep_mentions(&mut self, text: &str) -> (u32, u32) {
        let start = self.mention_text.len();
        let (mut kept, mut ended) = (0, true);
        for (at, sign) in text.match_indices(['@', '＠']) {
            let after = &text[at + sign.len()..];
            let end = after.char_indices().nth(MENTION).map_or(text.len(), |(offset, _)| at + sign.len() + offset);
            // An address of mail has a letter before its sign, and nothing that a client puts after a name.
            let letter = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
            let mail = letter && !text[at..end].contains(END);
            if mail || after.chars().next().is_none_or(char::is_whitespace) {
                continue;
            }
            // A name that the client ended is all there is; one typed by hand runs into the words after it.
            let own =
                text[at..end].find(END).filter(|&end| !text[at + sign.len()..at + end].contains(['@', '＠', '\n']));
            let end = own.map_or(end, |own| at + own + END.len_utf8());
            ended &= own.is_some();
            // What was kept for the sign before may reach beyond this one.
            if at > kept && self.mention_text.len() > start {
                self.mention_text.push('\n');
            }
            let (from, end) = (at.max(kept), end.max(kept));
            self.mention_text.push_str(&text[from..end]);
            kept = end;
        }
        self.kept_before(start, ended)
    }

    /// The same mentions come again and again; each is kept once.
    fn kept_before(&mut self, start: usize, ended: bool) -> (u32, u32) {
        let new = self.mention_text.get(start..).unwrap_or_default();
        let (Ok(from), Ok(to)) = (u32::try_from(start), u32::try_from(self.mention_text.len())) else {
            self.mention_text.truncate(start);
            return (0, 0);
        };
        if !ended || new.is_empty() {
            return (from, to);
        }
        if let Some(&before) = self.mentioned.get(new) {
            self.mention_text.truncate(start);
            return before;
        }
        self.mentioned.insert(new.into(), (from, to));
        (from, to)
    }
}

crate::redacted!(Aimed, Author, Stage, Strings);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_follows_a_sign_is_kept() {
        let mut stage = Stage::default();
        let long = format!("秘密 @张姐 {}", "话".repeat(200));
        for (text, kept) in [
            ("秘密", String::new()),
            ("写信 a@b.cn", String::new()),
            ("@ 空", String::new()),
            ("好 @张姐\u{2005}来", "@张姐\u{2005}".to_owned()),
            ("@张姐\u{2005}@李姐\u{2005}看", "@张姐\u{2005}@李姐\u{2005}".to_owned()),
            ("嗯 @张姐\u{2005}谢谢", "@张姐\u{2005}".to_owned()),
            ("@张姐 @李姐", "@张姐 @李姐".to_owned()),
            (&long, format!("@张姐 {}", "话".repeat(61))),
        ] {
            let (start, end) = stage.keep_mentions(text);
            assert_eq!(stage.mention_text[start as usize..end as usize], kept, "{text}");
        }
    }

    #[test]
    fn one_name_with_two_ids_is_two_writers() {
        let mut stage = Stage::default();
        let all = [
            stage.author("a", None),
            stage.author("a", Some("1")),
            stage.author("a", Some("2")),
            stage.author("a", None),
        ];
        assert_eq!(all, [0, 1, 2, 0]);
    }
}
