//! One group's turns in order, with people numbered within the group.

use crate::records::{Cue, Cues, Flags, How, Messages, PersonId};
use crate::time::{Span, Timestamp};

/// A group's turns in order. A turn is a message that counts, or a run of them by one person with nobody between.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    people: Vec<PersonId>,
    time: Vec<Timestamp>,
    last_time: Vec<Timestamp>,
    author: Vec<u32>,
    flags: Vec<Flags>,
    cues: Vec<Cues>,
    target_end: Vec<u32>,
    targets: Vec<(u32, How)>,
}

/// One turn, as a view.
#[derive(Debug, Clone, Copy)]
pub struct Turn<'a> {
    /// When its first message came.
    pub time: Timestamp,
    /// When its last message came.
    pub last_time: Timestamp,
    /// Who.
    pub author: u32,
    /// Yes and no, of all its messages together.
    pub flags: Flags,
    /// Cues, of all its messages together; a receipt only if all of them are.
    pub cues: Cues,
    /// Whom it points at, in order of appearance.
    pub targets: &'a [(u32, How)],
}

impl Timeline {
    /// The turns of a group's messages. `people` are all who may matter, ascending; a message by anybody else is left out.
    pub fn of(messages: &Messages, people: Vec<PersonId>, turn_gap: Span) -> Self {
        let mut timeline = Self { people, ..Self::default() };
        let mut last: Option<Timestamp> = None;
        for message in messages.iter().filter(|m| m.is_turn()) {
            let Some(author) = timeline.position(message.author) else { continue };
            let continues = turn_gap.micros() > 0
                && timeline.author.last() == Some(&author)
                && last.is_some_and(|last| message.time.micros() - last.micros() <= turn_gap.micros());
            last = Some(message.time);
            if !continues {
                timeline.time.push(message.time);
                timeline.last_time.push(message.time);
                timeline.author.push(author);
                timeline.flags.push(Flags::NONE);
                timeline.cues.push(message.cues);
                timeline.target_end.push(timeline.targets.len() as u32);
            }
            for target in message.targets {
                if let Some(person) = timeline.position(target.person) {
                    timeline.targets.push((person, target.how));
                }
            }
            let end = timeline.targets.len() as u32;
            let at = timeline.time.len() - 1;
            timeline.last_time[at] = message.time;
            timeline.target_end[at] = end;
            timeline.flags[at] = timeline.flags[at].with(message.flags);
            // A turn is a mere receipt only if all its messages are.
            let receipt = timeline.cues[at].has(Cue::Receipt) && message.cues.has(Cue::Receipt);
            let both = timeline.cues[at].union(message.cues);
            timeline.cues[at] = if receipt { both } else { both.without(Cue::Receipt) };
        }
        timeline
    }

    /// How many turns.
    pub fn len(&self) -> usize {
        self.time.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.time.is_empty()
    }

    /// The turn at a position.
    pub fn turn(&self, at: usize) -> Turn<'_> {
        let start = if at == 0 { 0 } else { self.target_end[at - 1] as usize };
        Turn {
            time: self.time[at],
            last_time: self.last_time[at],
            author: self.author[at],
            flags: self.flags[at],
            cues: self.cues[at],
            targets: &self.targets[start..self.target_end[at] as usize],
        }
    }

    /// Times of the turns, ascending.
    pub fn times(&self) -> &[Timestamp] {
        &self.time
    }

    /// The people of the group, ascending; positions count into this.
    pub fn people(&self) -> &[PersonId] {
        &self.people
    }

    fn position(&self, person: PersonId) -> Option<u32> {
        self.people.binary_search(&person).ok().map(|at| at as u32)
    }
}
