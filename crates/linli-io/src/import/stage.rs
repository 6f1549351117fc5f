//! A chat while it is being read: columns of small things, no text but what follows an `@`.

#[allow(clippy::disallowed_types, reason = "looked up, never iterated: order comes from the vector beside it")]
use std::collections::HashMap;
use std::num::{NonZeroU32, NonZeroU64};

use linli::records::{Cues, Fields, Flags, How, MessageKind};
use linli::time::{Day, Timestamp};

use crate::chat::RawMessage;
use crate::identity::{Cleaned, clean_name};

/// What tells messages apart when two files hold the same stretch: time, writer and content.
pub(crate) type Print = (Timestamp, u64);

/// One message without its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Staged {
    pub(super) time: Timestamp,
    pub(super) print: u64,
    pub(super) id: Option<NonZeroU64>,
    pub(super) reply_to: Option<NonZeroU64>,
    pub(super) line: u32,
    /// Position in [`Stage::authors`].
    pub(super) author: u32,
    /// Position in [`Stage::pointers`]; most messages point at nobody.
    pub(super) pointers: Option<NonZeroU32>,
    pub(super) length: u32,
    pub(super) kind: MessageKind,
    pub(super) cues: Cues,
    pub(super) flags: Flags,
}

const _: () = assert!(size_of::<Staged>() <= 56);

/// Whom a message points at, before names are known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pointers {
    /// Position in [`Stage::names`].
    pub(super) quoted: Option<u32>,
    /// Part of [`Stage::mention_text`].
    mentions: (usize, usize),
    /// Part of [`Stage::ids`].
    ids: (usize, usize),
    /// Part of [`Stage::aims`].
    aims: (usize, usize),
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

/// A writer or member: name, and the platform's id where there is one.
#[derive(Clone)]
pub(super) struct Author {
    /// Position in [`Stage::names`].
    pub(super) name: u32,
    pub(super) id: Option<Box<str>>,
}

/// A chat while it is being read.
#[derive(Default)]
pub(super) struct Stage {
    pub(super) title: Option<String>,
    pub(super) platform: Option<String>,
    pub(super) exported_on: Option<Day>,
    pub(super) names: Strings,
    pub(super) authors: Vec<Author>,
    author_keys: Strings,
    pub(super) members: Vec<u32>,
    pub(super) messages: Vec<Staged>,
    pointers: Vec<Pointers>,
    mention_text: String,
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
        &self.all[position as usize]
    }
}

/// How many characters after an `@` can belong to a name.
const MENTION: usize = 64;

impl Stage {
    pub(super) fn author(&mut self, name: &str, id: Option<&str>) -> u32 {
        let name_at = self.names.add(name);
        // The name's position and the id tell writers apart; a number ends where its letter begins.
        let key = match id {
            Some(id) => format!("{name_at}i{id}"),
            None => name_at.to_string(),
        };
        let at = self.author_keys.add(&key);
        if at as usize == self.authors.len() {
            self.authors.push(Author { name: name_at, id: id.map(Into::into) });
        }
        at
    }

    /// Keeps whom a message points at, if it does.
    pub(super) fn point(&mut self, message: &RawMessage<'_>) -> Option<NonZeroU32> {
        let quoted = message.quoted.map(|name| self.names.add(crate::value::trim(name)));
        let start = self.ids.len();
        self.ids.extend(message.mentioned_ids.iter().map(|&id| Box::from(id)));
        let ids = (start, self.ids.len());
        let mentions = self.keep_mentions(message.text);
        let start = self.aims.len();
        for aim in message.aims {
            let aimed = match (clean_name(aim.person.name), aim.person.id) {
                (Cleaned::Name(name), Some(id)) => Aimed::Writer(self.author(name, Some(id))),
                (Cleaned::Name(name), None) => Aimed::Name(self.names.add(name)),
                (_, id) => Aimed::Id(id.unwrap_or_default().into()),
            };
            self.aims.push((aimed, aim.how));
        }
        let aims = (start, self.aims.len());
        if quoted.is_none() && mentions.0 == mentions.1 && ids.0 == ids.1 && aims.0 == aims.1 {
            return None;
        }
        self.pointers.push(Pointers { quoted, mentions, ids, aims });
        // Positions count from 1, so that "none" costs nothing.
        NonZeroU32::new(self.pointers.len() as u32)
    }

    /// What a message points at.
    pub(super) fn pointers(&self, message: &Staged) -> Option<Pointers> {
        message.pointers.map(|at| self.pointers[at.get() as usize - 1])
    }

    pub(super) fn written(&self, pointers: Pointers) -> &str {
        &self.mention_text[pointers.mentions.0..pointers.mentions.1]
    }

    pub(super) fn ids(&self, pointers: Pointers) -> &[Box<str>] {
        &self.ids[pointers.ids.0..pointers.ids.1]
    }

    pub(super) fn aims(&self, pointers: Pointers) -> &[(Aimed, How)] {
        &self.aims[pointers.aims.0..pointers.aims.1]
    }

    /// Keeps what follows each `@` for a while: names are known when the chat ends.
    fn keep_mentions(&mut self, text: &str) -> (usize, usize) {
        let start = self.mention_text.len();
        let mut kept = 0;
        for (at, sign) in text.match_indices(['@', '＠']) {
            let after = &text[at + sign.len()..];
            let end = after.char_indices().nth(MENTION).map_or(text.len(), |(offset, _)| at + sign.len() + offset);
            // An address of mail has a letter before its sign, and nothing that a client puts after a name.
            let letter = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
            let mail = letter && !text[at..end].contains('\u{2005}');
            if mail || after.chars().next().is_none_or(char::is_whitespace) {
                continue;
            }
            // What was kept for the sign before may reach beyond this one.
            if at > kept && self.mention_text.len() > start {
                self.mention_text.push('\n');
            }
            let (from, end) = (at.max(kept), end.max(kept));
            self.mention_text.push_str(&text[from..end]);
            kept = end;
        }
        (start, self.mention_text.len())
    }
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo): small, fixed, and used only to tell ids of one chat apart.
fn fnv(text: &str) -> u64 {
    more(0xcbf2_9ce4_8422_2325, text.as_bytes())
}

/// A message's id as a number.
pub(super) fn id(text: &str) -> Option<NonZeroU64> {
    NonZeroU64::new(fnv(text).max(1))
}

/// What a message is recognised by in a second file.
pub(super) fn print(message: &RawMessage<'_>, author: &str) -> u64 {
    if let Some(id) = message.id {
        return fnv(id);
    }
    let start = more(fnv(author), &[0xff, message.kind as u8, 0xff]);
    more(start, message.text.as_bytes())
}

fn more(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

crate::redacted!(Aimed, Author, Stage, Strings);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fnv_is_the_published_one() {
        // Test vectors of the FNV authors.
        assert_eq!(fnv(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn only_what_follows_a_sign_is_kept() {
        let mut stage = Stage::default();
        let long = format!("秘密 @张姐 {}", "话".repeat(200));
        for (text, kept) in [
            ("秘密", String::new()),
            ("写信 a@b.cn", String::new()),
            ("@ 空", String::new()),
            ("好 @张姐\u{2005}来", "@张姐\u{2005}来".to_owned()),
            ("@张姐 @李姐", "@张姐 @李姐".to_owned()),
            (&long, format!("@张姐 {}", "话".repeat(61))),
        ] {
            let (start, end) = stage.keep_mentions(text);
            assert_eq!(stage.mention_text[start..end], kept, "{text}");
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
