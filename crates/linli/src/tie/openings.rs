//! What is said to all, and who takes it up: once, for every indicator that asks.

use super::{Timeline, Turn};
use crate::records::{Cue, Flags};
use crate::time::{DAY, Span, Timestamp};

/// How long an opening waits to be taken up, in microseconds: 24 hours.
pub const WAIT: i64 = DAY;

/// Whether an acknowledgement (收到, 👍) takes up what somebody said to all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Receipts {
    /// It does.
    #[default]
    Answer,
    /// It does not.
    DoNot,
}

impl Receipts {
    /// Both choices.
    pub const ALL: &'static [Self] = &[Self::Answer, Self::DoNot];

    /// The name that stands in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::DoNot => "do_not",
        }
    }
}

/// What takes up an opening. Indicators take the default; the others are for the sensitivity of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uptake {
    /// How long an opening waits.
    pub wait: Span,
    /// Whether acknowledgements take it up.
    pub receipts: Receipts,
}

impl Default for Uptake {
    fn default() -> Self {
        Self { wait: Span::days(1), receipts: Receipts::Answer }
    }
}

/// A turn to all: it states no target and is more than a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Which turn it is.
    pub turn: usize,
    /// When its last message came.
    pub time: Timestamp,
    /// Who.
    pub author: u32,
    /// How long it waits: until its author's next opening, 24 hours at most (or as long as [`Uptake::wait`] says).
    pub waits: i64,
    /// When everything about it is known.
    pub due: Timestamp,
    /// The turn of somebody else who is no staff that took it up, where one did.
    pub taken_up: Option<Taken>,
    /// Whether staff answered before that.
    pub staff_first: bool,
}

/// What took up an opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// How long after.
    pub after: i64,
    /// By whom.
    pub by: u32,
}

/// Whether a turn answers what somebody said to all: it is said to all as well, or points at them.
pub fn answers(turn: &Turn<'_>, opener: u32) -> bool {
    turn.author != opener
        && (!turn.flags.has(Flags::TO_OTHERS) || turn.targets.iter().any(|&(person, _)| person == opener))
}

fn opens(turn: &Turn<'_>) -> bool {
    !turn.flags.has(Flags::TO_OTHERS) && !turn.cues.has(Cue::Receipt)
}

/// The openings of a timeline, in order. `staff` says who is staff, by position.
///
/// An opening is taken up by the first turn of another person who is no staff that [`answers`] it, receipts among them,
/// within 24 hours (inclusive) and before the next opening of its own author; `uptake` may say otherwise.
///
/// O(turns), and for each opening the turns until it is taken up or waits no more.
pub fn openings(timeline: &Timeline, staff: &[bool], uptake: Uptake) -> Vec<Opening> {
    let mut next_of: Vec<Option<usize>> = vec![None; timeline.people().len()];
    let mut found = Vec::new();
    for at in (0..timeline.len()).rev() {
        let turn = timeline.turn(at);
        if opens(&turn) {
            let next = next_of[turn.author as usize].replace(at);
            found.push(opening(timeline, staff, uptake, at, next));
        }
    }
    found.reverse();
    found
}

fn opening(timeline: &Timeline, staff: &[bool], uptake: Uptake, at: usize, next: Option<usize>) -> Opening {
    let turn = timeline.turn(at);
    let wait = uptake.wait.micros();
    let since = |time: Timestamp| time.micros() - turn.last_time.micros();
    let waits = next.map_or(wait, |next| since(timeline.turn(next).time).min(wait));
    let (time, due) = (turn.last_time, turn.last_time.plus(wait));
    let mut opening = Opening { turn: at, time, author: turn.author, waits, due, taken_up: None, staff_first: false };
    for later in at + 1..next.unwrap_or(timeline.len()) {
        let answer = timeline.turn(later);
        if since(answer.time) > wait {
            break;
        }
        let ignored = uptake.receipts == Receipts::DoNot && answer.cues.has(Cue::Receipt);
        if ignored || !answers(&answer, turn.author) {
            continue;
        }
        if staff[answer.author as usize] {
            opening.staff_first = true;
        } else {
            opening.taken_up = Some(Taken { after: since(answer.time), by: answer.author });
            break;
        }
    }
    opening
}
