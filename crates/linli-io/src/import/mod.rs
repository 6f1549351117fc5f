//! Chat files into records: text is reduced to its features and dropped, names become people, and what a message points
//! at is resolved once the chat's names are known.

mod resolve;
mod stage;

use std::collections::BTreeMap;

use linli::diagnostic::{self, DiagnosticCode};
use linli::records::{DaySpan, Field, Fields, Flags, Limits, Source, SourceKind};
use linli::{Error, ErrorKind, Location};

use self::stage::{Stage, Staged};
use crate::chat::{ChatHead, RawMessage, Receiver};
use crate::draft::Draft;
use crate::groups::GroupBook;
use crate::identity::{Cleaned, clean_name};
use crate::text::{self, Context, Seen, Tags};

/// What several chat files have in common.
pub(crate) struct Import<'a> {
    pub(crate) draft: &'a mut Draft,
    pub(crate) book: &'a mut GroupBook,
    /// Names on the member lists of each group: they can be mentioned without ever having spoken.
    pub(crate) rosters: &'a BTreeMap<String, Vec<String>>,
    /// Marks the study has agreed on.
    pub(crate) tags: &'a Tags,
    /// For groups that several files may hold: how often each message was taken so far.
    pub(crate) taken: &'a mut BTreeMap<String, BTreeMap<stage::Print, u32>>,
}

/// One chat file on its way in.
#[derive(Debug)]
pub(crate) struct ChatFile<'a, 'b> {
    import: &'b mut Import<'a>,
    /// The file, relative to the study folder.
    label: &'b str,
    /// Its name within chats/.
    name: &'b str,
    chats: u32,
    stage: Option<Stage>,
    /// The last messages of the chat, which say what the next one shows.
    context: Context,
    sources: Vec<Source>,
}

impl<'a, 'b> ChatFile<'a, 'b> {
    pub(crate) fn new(import: &'b mut Import<'a>, label: &'b str, name: &'b str) -> Self {
        let context = Context::new(import.draft.zone);
        Self { import, label, name, chats: 0, stage: None, context, sources: Vec::new() }
    }

    /// Ends the file; its sources can record what its format can.
    pub(crate) fn finish(mut self, format: &'static str, fields: Fields) -> Result<(), Error> {
        if self.sources.is_empty() {
            let stage = self.stage.take().unwrap_or_default();
            let group = self.import.book.of_file(self.name);
            self.settle(&stage, &group)?;
        } else if let Some(stage) = self.stage.take() {
            self.settle_titled(&stage)?;
        }
        for mut source in self.sources {
            source.format = format;
            source.fields = source.fields.with(fields);
            self.import.draft.builder.source(source);
        }
        Ok(())
    }

    fn settle_titled(&mut self, stage: &Stage) -> Result<(), Error> {
        let group = self.import.book.of_title(stage.title.as_deref(), self.name);
        self.settle(stage, &group)
    }

    /// Puts one chat into the records.
    fn settle(&mut self, stage: &Stage, name: &str) -> Result<(), Error> {
        let group = self.import.book.open(name, stage.platform.as_deref(), self.import.draft);
        let zone = self.import.draft.zone;
        let times = || stage.messages.iter().map(|message| message.time);
        let covers = times().min().zip(times().max()).map(|(first, last)| {
            let (first, last) = (zone.day(first), zone.day(last));
            if stage.exported_on.is_some_and(|day| last > day) {
                let detail = format!("the last message is of {last}");
                self.import.draft.odd.push(&diagnostic::FUTURE_TIME, Location::file(self.label), detail);
            }
            // Up to the day of the export, silence was recorded too; without it, nothing is known after the last message.
            DaySpan { start: first, end: last.max(stage.exported_on.unwrap_or(last)).plus(1) }
        });
        self.sources.push(Source {
            label: self.label.to_owned(),
            kind: SourceKind::Chat,
            format: "",
            groups: vec![group],
            organizations: Vec::new(),
            covers: covers.into_iter().collect(),
            exported_on: stage.exported_on,
            fields: if stage.members.is_empty() { Fields::NONE } else { Fields::of(&[Field::Roster]) },
            rows: stage.messages.len() as u64,
        });
        resolve::settle(self.import, stage, name, group, self.label)
    }
}

impl Receiver for ChatFile<'_, '_> {
    fn chat(&mut self, head: ChatHead<'_>) -> Result<(), Error> {
        self.chats += 1;
        // A head that comes after the first lines of the only chat belongs to it.
        if self.chats > 1
            && let Some(stage) = self.stage.take()
        {
            self.settle_titled(&stage)?;
            self.context = Context::new(self.import.draft.zone);
        }
        let stage = self.stage.get_or_insert_default();
        stage.title = head.title.map(str::to_owned);
        stage.platform = head.platform.map(str::to_owned);
        stage.exported_on = head.exported_on;
        Ok(())
    }

    fn member(&mut self, name: &str, id: Option<&str>) -> Result<(), Error> {
        if let Some(name) = self.import.draft.name(name, &Location::file(self.label)) {
            let stage = self.stage.get_or_insert_default();
            let member = stage.author(name, id);
            stage.members.push(member);
        }
        Ok(())
    }

    fn message(&mut self, message: RawMessage<'_>) -> Result<(), Error> {
        let author = match clean_name(message.author) {
            Cleaned::Name(name) => name,
            // What the system says of nobody is no event of a person.
            Cleaned::Empty if !message.kind.is_turn() => return Ok(()),
            Cleaned::Cut(_) | Cleaned::Empty => {
                let place = Location::line(self.label, message.line);
                let Some(name) = self.import.draft.name(message.author, &place) else { return Ok(()) };
                name
            }
        };
        let features = text::features_with(message.text, message.kind, self.import.tags);
        let mut flags = Flags::NONE;
        if features.to_all {
            flags = flags.with(Flags::TO_ALL);
        }
        if message.recalled {
            flags = flags.with(Flags::RECALLED);
        }
        let stage = self.stage.get_or_insert_default();
        if stage.messages.len() >= Limits::default().messages {
            return Err(Error::new(
                ErrorKind::Limit,
                format!("the chat has more than {} messages", stage.messages.len()),
            )
            .at(Location::line(self.label, message.line))
            .with_hint("split it by year"));
        }
        let writer = stage.author(author, message.author_id);
        let pointers = stage.point(&message);
        let seen = Seen { time: message.time, author: writer, features };
        let messages = &mut stage.messages;
        let cues = self.context.see(&seen, |at, cues| {
            if let Some(earlier) = messages.get_mut(at as usize) {
                earlier.cues = cues;
            }
        });
        let staged = Staged {
            time: message.time,
            print: stage::print(&message, author),
            id: message.id.and_then(stage::id),
            reply_to: message.reply_to.and_then(stage::id),
            line: u32::try_from(message.line).unwrap_or(u32::MAX),
            author: writer,
            pointers,
            length: features.length,
            kind: message.kind,
            cues,
            flags,
        };
        stage.messages.push(staged);
        Ok(())
    }

    fn odd(&mut self, code: &'static DiagnosticCode, line: u64, detail: &str) {
        // A source without rows is named when the records are whole, once.
        if std::ptr::eq(code, &raw const diagnostic::EMPTY_SOURCE) {
            return;
        }
        self.import.draft.odd.push(code, Location::line(self.label, line), detail);
    }
}

crate::redacted!(Import<'_>);
