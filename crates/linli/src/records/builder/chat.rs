//! One chat on its way in: columns that the records keep as they are, so that millions of messages are never held twice.

use std::fmt;

use super::{Limits, RecordsBuilder, finish, foreign, limit};
use crate::error::{Error, ErrorKind};
use crate::records::message::{Cues, Flags, MessageKind, Messages, Overlap, Target};
use crate::records::{GroupId, PersonId};
use crate::time::Timestamp;

/// One message of a chat. Whom it points at is said later, by [`ChatDraft::aim`], when the chat's names are known.
#[derive(Debug, Clone, Copy)]
pub struct ChatMessage {
    /// When.
    pub time: Timestamp,
    /// Who: a number of the chat's own.
    pub writer: u32,
    /// What.
    pub kind: MessageKind,
    /// Length of the text in characters.
    pub length: u32,
    /// Yes and no.
    pub flags: Flags,
    /// What import recognised.
    pub cues: Cues,
    /// The id under which other messages may answer it, if the source has ids.
    pub id: Option<u64>,
    /// The id of the message it answers.
    pub reply_to: Option<u64>,
}

/// A chat on its way in. Messages of one instant keep the order of the calls.
///
/// Its Debug shows counts.
#[derive(Default)]
pub struct ChatDraft {
    limits: Limits,
    /// Writers stand in place of authors until the chat is handed over; the ends of targets are filled as far as needed.
    pub(super) messages: Messages,
    /// Ids with the positions of their messages, ascending by position.
    pub(super) ids: Vec<(u64, u32)>,
    /// Positions with the ids they answer, ascending by position.
    pub(super) replies: Vec<(u32, u64)>,
}

impl ChatDraft {
    /// An empty chat within the default limits.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty chat within these limits.
    #[must_use]
    pub fn with_limits(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// How many messages.
    pub fn len(&self) -> usize {
        self.messages.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// Adds a message.
    ///
    /// # Errors
    /// Where it would be one more than the limit.
    pub fn push(&mut self, message: &ChatMessage) -> Result<(), Error> {
        let m = &mut self.messages;
        if m.len() >= self.limits.messages.min(u32::MAX as usize) {
            return Err(limit("messages", self.limits.messages));
        }
        let position = m.len() as u32;
        self.ids.extend(message.id.map(|id| (id, position)));
        self.replies.extend(message.reply_to.map(|id| (position, id)));
        m.make_room();
        m.time.push(message.time);
        m.author.push(PersonId::from_index(message.writer as usize));
        m.length.push(message.length.min(u32::from(u16::MAX)) as u16);
        m.kind.push(message.kind);
        m.flags.push(message.flags);
        m.cues.push(message.cues);
        Ok(())
    }

    /// Settles what a message shows, once what came after it is known. A position without a message is left alone.
    pub fn recue(&mut self, position: usize, cues: Cues) {
        if let Some(own) = self.messages.cues.get_mut(position) {
            *own = cues;
        }
    }

    /// Adds what is found out about a message when its chat is in order. A position without a message is left alone.
    pub fn flag(&mut self, position: usize, flags: Flags) {
        if let Some(own) = self.messages.flags.get_mut(position) {
            *own = own.with(flags);
        }
    }

    /// Says what a message has in common with one before it, in any order of the calls.
    ///
    /// # Errors
    /// Where there is no such message.
    pub fn overlap(&mut self, overlap: Overlap) -> Result<(), Error> {
        let rows = self.messages.len();
        if overlap.later as usize >= rows || overlap.earlier as usize >= rows {
            return Err(Error::new(ErrorKind::Input, format!("message {} is not there", overlap.later)));
        }
        self.messages.overlaps.push(overlap);
        Ok(())
    }

    /// The message at a position, without its targets, its id and what it answers.
    pub fn at(&self, position: usize) -> Option<ChatMessage> {
        let m = &self.messages;
        Some(ChatMessage {
            time: *m.time.get(position)?,
            writer: m.author.get(position)?.index() as u32,
            kind: *m.kind.get(position)?,
            length: u32::from(*m.length.get(position)?),
            flags: *m.flags.get(position)?,
            cues: *m.cues.get(position)?,
            id: None,
            reply_to: None,
        })
    }

    /// The times of all messages, in the order of the calls.
    pub fn times(&self) -> &[Timestamp] {
        &self.messages.time
    }

    /// Ids with the positions of their messages, ascending by position.
    pub fn ids(&self) -> &[(u64, u32)] {
        &self.ids
    }

    /// Positions with the ids they answer, ascending by position.
    pub fn replies(&self) -> &[(u32, u64)] {
        &self.replies
    }

    /// Says whom the message at a position points at, and what that makes of it. Positions ascend from call to call.
    ///
    /// # Errors
    /// Where there is no such message, or a later one was aimed before.
    pub fn aim(&mut self, position: usize, targets: &[Target], flags: Flags) -> Result<(), Error> {
        let m = &mut self.messages;
        let before = m.targets.len() as u32;
        let Some(own) = m.flags.get_mut(position).filter(|_| m.target_end.len() <= position) else {
            return Err(Error::new(
                ErrorKind::Input,
                format!("message {position} is not there, or was passed already"),
            ));
        };
        *own = own.with(flags);
        if targets.is_empty() {
            return Ok(());
        }
        let targets = targets.get(..self.limits.targets).unwrap_or(targets);
        if m.targets.len() + targets.len() >= u32::MAX as usize {
            return Err(limit("targets in one group", u32::MAX as usize));
        }
        // Room for all of them at once: most messages of a chat are never aimed, and their ends are still to come.
        m.target_end.reserve_exact(m.time.len() - m.target_end.len());
        m.target_end.resize(position, before);
        m.targets.extend_from_slice(targets);
        m.target_end.push(m.targets.len() as u32);
        Ok(())
    }

    /// Puts people in place of writers, and fills what was left open.
    fn settle(&mut self, writers: &[PersonId]) -> Result<(), Error> {
        let m = &mut self.messages;
        for author in &mut m.author {
            *author = *writers.get(author.index()).ok_or_else(|| foreign("writer of a message"))?;
        }
        m.target_end.reserve_exact(m.time.len() - m.target_end.len());
        m.target_end.resize(m.time.len(), m.targets.len() as u32);
        m.overlaps.sort_unstable();
        // Two copies of a message may both say it.
        m.overlaps.dedup_by(|again, first| {
            let same = (again.later, again.earlier) == (first.later, first.earlier);
            first.shared = if same { first.shared.max(again.shared) } else { first.shared };
            same
        });
        Ok(())
    }
}

impl RecordsBuilder {
    /// Adds a whole chat; its writers are these people, by their number.
    ///
    /// # Errors
    /// Where it would be more messages than the limit, a time is outside the years that can be meant, a writer has no
    /// person, or another builder gave one of the ids.
    pub fn chat(&mut self, group: GroupId, mut chat: ChatDraft, writers: &[PersonId]) -> Result<(), Error> {
        let most = self.limits.messages.min(u32::MAX as usize);
        if self.message_count.saturating_add(chat.len()) > most {
            return Err(limit("messages", self.limits.messages));
        }
        let targets = chat.messages.targets.iter().map(|target| target.person);
        if !writers.iter().copied().chain(targets).all(|person| self.knows_person(person)) {
            return Err(foreign("person of a message"));
        }
        chat.messages.time.iter().try_for_each(|&time| finish::instant(time, "a message"))?;
        chat.settle(writers)?;
        let count = chat.len();
        let Some(drafts) = self.drafts.get_mut(group.index()) else { return Err(foreign("group of a message")) };
        if !drafts.take(chat) {
            return Err(limit("targets in one group", u32::MAX as usize));
        }
        self.message_count += count;
        Ok(())
    }
}

impl fmt::Debug for ChatDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChatDraft")
            .field("messages", &self.len())
            .field("ids", &self.ids.len())
            .field("replies", &self.replies.len())
            .finish_non_exhaustive()
    }
}
