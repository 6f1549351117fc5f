//! Chat files into records: text is reduced to its features and dropped, names become people, and what a message points
//! at is resolved once the chat's names are known.
//!
//! Every file is read before anything is settled, so that the order of files changes nothing: which files hold one group
//! ([`grouping`]), who is who ([`cast`]), and each message once ([`merge`]).

mod apart;
mod block;
mod cast;
mod echo;
mod evidence;
mod grouping;
mod lists;
mod merge;
mod print;
mod runs;
mod settle;
mod sip;
mod stage;
mod targets;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use linli::diagnostic::{self, DiagnosticCode, Diagnostics};
use linli::records::{ChatMessage, Fields, Flags, MessageKind, PseudonymKey};
use linli::{Error, Location, refusal};

use self::print::{Pieces, Printer};
use self::stage::{Passing, Shown, Stage};
use crate::chat::{ChatHead, Event, RawMessage, Receiver};
use crate::draft::{Draft, Remarked};
use crate::groups::GroupBook;
use crate::identity::{LONGEST_NAME, floor};
use crate::limits::Limits;
use crate::text::{self, Context, Digests, Hints, Seen, Sketch, Tags, TextFeatures, Window};

/// The chats of a study on their way in.
pub(crate) struct Import<'a> {
    draft: &'a mut Draft,
    book: &'a mut GroupBook,
    /// Names on the member lists of each group: they can be mentioned without ever having spoken.
    rosters: &'a BTreeMap<String, Vec<String>>,
    /// Marks the study has agreed on.
    tags: Tags,
    repeats: Repeats,
    printer: Printer,
    /// The most chats.
    chats: usize,
    parts: Vec<Part>,
    /// Messages of the parts.
    messages: usize,
}

/// Whether what one file holds may stand in another as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeats {
    /// There is one file, and what messages are recognised by is not kept.
    Never,
    Perhaps,
}

/// Where reading stood.
#[derive(Debug)]
pub(crate) struct Mark {
    parts: usize,
    messages: usize,
    odd: Diagnostics,
    remarked: Remarked,
}

/// One chat as one file has it.
struct Part {
    /// The file, relative to the study folder.
    label: String,
    /// Its name within chats/.
    file: String,
    /// The part of an archive it was, where the file is one.
    member: Option<String>,
    company: Company,
    format: &'static str,
    fields: Fields,
    stage: Stage,
}

/// Whether a file, or one part of an archive, holds other chats as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Company {
    /// The file's name is the group's.
    Alone,
    /// Each chat's title is its group's.
    Among,
}

impl<'a> Import<'a> {
    pub(crate) fn new(
        draft: &'a mut Draft,
        book: &'a mut GroupBook,
        rosters: &'a BTreeMap<String, Vec<String>>,
        repeats: Repeats,
    ) -> Self {
        Self {
            draft,
            book,
            rosters,
            tags: Tags::NONE,
            repeats,
            printer: Printer::default(),
            chats: Limits::DEFAULT.chats,
            parts: Vec::new(),
            messages: 0,
        }
    }

    /// No more than so many chats are read.
    pub(crate) fn within(mut self, limits: &Limits) -> Self {
        self.chats = limits.chats;
        self
    }

    /// Cues are read from these marks where a message bears one.
    pub(crate) fn marked(mut self, tags: Tags) -> Self {
        self.tags = tags;
        self
    }

    /// What texts are recognised by is digested under the study's key.
    pub(crate) fn keyed(mut self, key: &PseudonymKey) -> Self {
        self.printer = Printer::keyed(key);
        self
    }

    /// Where reading stands, to come back to.
    pub(crate) fn mark(&self) -> Mark {
        let (odd, remarked) = (self.draft.odd.clone(), self.draft.remarked.clone());
        Mark { parts: self.parts.len(), messages: self.messages, odd, remarked }
    }

    /// Forgets what was read since then if one file holds a chat of one title twice, without ids that tell them apart:
    /// exports were put one after another, and what their messages say must be kept for comparing. True where it is to be
    /// read again.
    pub(crate) fn forget_repeated(&mut self, mark: Mark) -> bool {
        let own = self.parts.get(mark.parts..).unwrap_or_default();
        let mut titles = BTreeSet::new();
        let again = self.repeats == Repeats::Never
            && own.iter().any(|part| {
                let known = !titles.insert(part.stage.title.as_deref());
                // What stands around a message is looked at again once a file that is out of order is in order.
                let disordered = !part.stage.chat.times().is_sorted();
                disordered || (known && part.stage.chat.ids().is_empty())
            });
        if again {
            self.forget(mark);
            self.repeats = Repeats::Perhaps;
        }
        again
    }

    /// Forgets what was read since then.
    pub(crate) fn forget(&mut self, mark: Mark) {
        self.parts.truncate(mark.parts);
        (self.messages, self.draft.odd, self.draft.remarked) = (mark.messages, mark.odd, mark.remarked);
    }

    /// A chat of which nothing was read yet.
    fn stage(&self) -> Stage {
        let mut limits = self.draft.builder.limits();
        limits.messages = limits.messages.saturating_sub(self.messages);
        Stage::within(limits)
    }

    /// Whether another chat may follow those that were read.
    fn room(&self, label: &str) -> Result<(), Error> {
        if self.parts.len() < self.chats {
            return Ok(());
        }
        let most = self.chats;
        let message = (format!("the files hold more than {most} chats"), format!("文件里的聊天超过了{most}个"));
        Err(Error::refused(&refusal::MANY_CHATS, message).at(Location::file(label)))
    }

    /// Puts everything that was read into the records.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        let parts = std::mem::take(&mut self.parts);
        settle::settle(&mut self, parts)
    }
}

/// One chat file on its way in.
#[derive(Debug)]
pub(crate) struct ChatFile<'a, 'b> {
    import: &'b mut Import<'a>,
    label: &'b str,
    name: &'b str,
    /// How many parts there were before this file.
    before: usize,
    /// How many there were before the part of the archive that is being read.
    before_member: usize,
    member: Option<String>,
    /// Heads seen since then.
    heads: u32,
    stage: Option<Stage>,
    /// The last messages of the chat, which say what the next one shows.
    context: Context,
    /// Their texts, by what they are recognised by.
    window: Window,
}

impl<'a, 'b> ChatFile<'a, 'b> {
    pub(crate) fn new(import: &'b mut Import<'a>, label: &'b str, name: &'b str) -> Self {
        let before = import.parts.len();
        let context = Context::new(import.draft.zone);
        let (stage, window) = (None, Window::default());
        Self { import, label, name, before, before_member: before, member: None, heads: 0, stage, context, window }
    }

    /// Ends the file; its sources can record what its format can.
    pub(crate) fn finish(mut self, format: &'static str, fields: Fields) {
        self.end_member();
        if self.import.parts.len() == self.before {
            self.stage = Some(self.import.stage());
            self.end_chat();
        }
        for part in self.import.parts.iter_mut().skip(self.before) {
            // What a chat says of itself goes before what its format can.
            (part.format, part.fields) = (format, part.stage.fields.unwrap_or(fields));
        }
    }

    fn end_chat(&mut self) {
        let Some(stage) = self.stage.take() else { return };
        self.import.messages += stage.chat.len();
        self.import.parts.push(Part {
            label: self.label.to_owned(),
            file: self.name.to_owned(),
            member: self.member.clone(),
            company: Company::Alone,
            format: "",
            fields: Fields::NONE,
            stage,
        });
    }

    fn end_member(&mut self) {
        self.end_chat();
        let own = self.import.parts.get_mut(self.before_member..).unwrap_or_default();
        if own.len() > 1 {
            for part in own {
                part.company = Company::Among;
            }
        }
        (self.before_member, self.heads) = (self.import.parts.len(), 0);
    }
}

impl Receiver for ChatFile<'_, '_> {
    fn chat(&mut self, head: ChatHead<'_>) -> Result<(), Error> {
        self.heads += 1;
        // A head that comes after the first lines of the only chat belongs to it.
        if self.heads > 1 {
            self.end_chat();
            self.import.room(self.label)?;
        }
        let stage = self.stage.get_or_insert_with(|| self.import.stage());
        let short = |text: &str| text.get(..floor(text, LONGEST_NAME)).unwrap_or_default().to_owned();
        stage.title = head.title.map(short);
        stage.platform = head.platform.map(short);
        stage.exported_on = head.exported_on;
        Ok(())
    }

    fn recorded(&mut self, fields: Fields) -> Result<(), Error> {
        // Before the first chat it is what the format can, which is known when the file ends.
        if let Some(stage) = &mut self.stage {
            stage.fields = Some(fields);
        }
        Ok(())
    }

    fn part(&mut self, name: &str) -> Result<(), Error> {
        self.end_member();
        self.import.room(self.label)?;
        self.member = Some(name.to_owned());
        Ok(())
    }

    fn member(&mut self, name: &str, id: Option<&str>) -> Result<(), Error> {
        let place = Location::file(self.label);
        let id = self.import.draft.id(id, &place);
        if let Some(name) = self.import.draft.name(name, &place) {
            let stage = self.stage.get_or_insert_with(|| self.import.stage());
            let member = stage.author(&name, id);
            stage.members.push(member);
        }
        Ok(())
    }

    fn known_as(&mut self, id: &str, name: &str) {
        let place = Location::file(self.label);
        let Some(id) = self.import.draft.id(Some(id), &place) else { return };
        if let Some(name) = self.import.draft.party(name, &place) {
            let stage = self.stage.get_or_insert_with(|| self.import.stage());
            stage.known_as.insert((id.to_owned(), name.into_owned()));
        }
    }

    fn message(&mut self, message: RawMessage<'_>) -> Result<(), Error> {
        if let Event::Titled(_) = message.event {
            let place = Location::line(self.label, message.line);
            self.import.draft.odd.push(&diagnostic::GROUP_RENAMED, place, "the chat has a new title from here on");
        }
        let place = Location::line(self.label, message.line);
        let Some(author) = self.import.draft.writer(&message, &place)? else { return Ok(()) };
        // What was taken back is not looked at, whatever the file still has of it.
        let mut features = if message.recalled {
            TextFeatures::default()
        } else {
            text::features_with(message.text, message.kind, &self.import.tags)
        };
        let mut flags = Flags::NONE;
        // What was kept of a text that is gone stands in its place.
        if let Some(kept) = message.kept {
            (features.length, features.cues, flags) = (kept.length, kept.cues, kept.flags);
            features.hints = Hints::NONE;
        }
        if features.to_all {
            flags = flags.with(Flags::TO_ALL);
        }
        if message.recalled {
            flags = flags.with(Flags::RECALLED);
        }
        let printer = &self.import.printer;
        let author_id = self.import.draft.id(message.author_id, &place);
        let stage = self.stage.get_or_insert_with(|| self.import.stage());
        let at = stage.chat.len() as u32;
        let writer = stage.author(&author, author_id);
        let (id, reply_to) = (message.id.map(|id| printer.id(id)), message.reply_to.map(|id| printer.id(id)));
        let (time, kind, length) = (message.time, message.kind, features.length);
        if at == 0 {
            self.context = Context::new(self.import.draft.zone);
            self.window = Window::default();
        }
        let seen = Seen { time, author: writer, features };
        let cues = self.context.see(&seen, |at, cues| stage.chat.recue(at as usize, cues));
        let pushed = stage.chat.push(&ChatMessage { time, writer, kind, length, flags, cues, id, reply_to });
        pushed.map_err(|error| error.at(Location::line(self.label, message.line)).with_hint("split it by year"))?;
        // What was taken back is no text any more, and of what was kept before, the text is gone.
        let text = !message.recalled && message.kept.is_none();
        let sketch = if text { Sketch::of(message.text, kind) } else { None };
        let pieces = sketch.map(|sketch| printer.pieces(&sketch));
        let pieces = pieces.as_ref().map(Pieces::as_slice);
        if self.import.repeats == Repeats::Perhaps || self.member.is_some() {
            stage.prints.push(printer.content(&message));
            stage.shown.push(Shown::of(&features));
            if let Some(pieces) = pieces {
                stage.sketches.put(at as usize, pieces);
            }
        } else if let Some(pieces) = pieces {
            let said = Digests { whole: printer.content(&message), pieces };
            echo::hear(&mut self.window, &mut stage.chat, at as usize, said)?;
        }
        stage.carried.note(at, &message);
        let zone = self.import.draft.zone;
        let speaks = !message.recalled && features.hints.has(Hints::WORDS);
        let days = if speaks { text::days_spoken_of(message.text, zone.day(time)) } else { Vec::new() };
        if !message.recalled && features.hints.has(Hints::LIST) {
            stage.list(at, &message);
        }
        // Of what was taken back, only records written down before still know whom it was for.
        let points = !message.recalled || message.kept.is_some();
        if points {
            stage.point(at, &message, features.to_all);
        }
        stage.spoken.put(at as usize, &days, |take| {
            if points {
                text::each_call(message.text, kind, take);
            }
        });
        if stage.spoken.is_full() {
            let listed = self.import.rosters.values().flatten().map(String::as_str);
            stage.spoken.settle(stage.names.iter().chain(listed));
        }
        if let Event::Was(name) = message.event
            && let Some(was) = self.import.draft.party(name, &place)
        {
            stage.rename(writer, &was);
        }
        if matches!(kind, MessageKind::Join | MessageKind::Leave) {
            let by = match message.event {
                Event::By(party) => {
                    let id = self.import.draft.id(party.id, &place);
                    self.import.draft.party(party.name, &place).map(|name| stage.author(&name, id))
                }
                _ => None,
            };
            stage.passings.push(Passing { at, by });
        }
        Ok(())
    }

    fn odd(&mut self, code: &'static DiagnosticCode, line: u64, detail: &str) {
        // A source without rows is named when the records are whole, once.
        if std::ptr::eq(code, &raw const diagnostic::EMPTY_SOURCE) {
            return;
        }
        self.import.draft.odd.push(code, Location::line(self.label, line), detail);
    }

    fn left_out(&mut self, part: &str, why: &str) {
        let why = (why, "压缩包里的这个文件不像聊天记录，没有读");
        let place = Location::file(format!("{}#{part}", self.label));
        self.import.draft.odd.push(&diagnostic::UNKNOWN_FILE, place, why);
    }
}

crate::redacted!(Import<'_>, Part);
