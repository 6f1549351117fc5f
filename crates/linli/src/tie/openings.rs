//! What is said to all, and who takes it up: once, for every indicator that asks.

use super::{Timeline, Turn};
use crate::records::{Cue, Flags};
use crate::time::{DAY, Timestamp};

/// How long an opening waits to be taken up, in microseconds: 24 hours.
pub const WAIT: i64 = DAY;

/// A turn to all: it states no target and is more than a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// When its last message came.
    pub time: Timestamp,
    /// Who.
    pub author: u32,
    /// How long it waits: until its author's next opening, 24 hours at most.
    pub waits: i64,
    /// How long until somebody else who is no staff took it up, where somebody did.
    pub taken_up: Option<i64>,
    /// Whether staff answered before that.
    pub staff_first: bool,
}

impl Opening {
    /// When everything about it is known.
    pub fn due(&self) -> Timestamp {
        self.time.plus(WAIT)
    }
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
/// within [`WAIT`] (inclusive) and before the next opening of its own author.
///
/// O(turns), and for each opening the turns until it is taken up or waits no more.
pub fn openings(timeline: &Timeline, staff: &[bool]) -> Vec<Opening> {
    let mut next_of: Vec<Option<usize>> = vec![None; timeline.people().len()];
    let mut found = Vec::new();
    for at in (0..timeline.len()).rev() {
        let turn = timeline.turn(at);
        if opens(&turn) {
            let next = next_of[turn.author as usize].replace(at);
            found.push(opening(timeline, staff, at, next));
        }
    }
    found.reverse();
    found
}

fn opening(timeline: &Timeline, staff: &[bool], at: usize, next: Option<usize>) -> Opening {
    let turn = timeline.turn(at);
    let since = |time: Timestamp| time.micros() - turn.last_time.micros();
    let waits = next.map_or(WAIT, |next| since(timeline.turn(next).time).min(WAIT));
    let mut opening = Opening { time: turn.last_time, author: turn.author, waits, taken_up: None, staff_first: false };
    for later in at + 1..next.unwrap_or(timeline.len()) {
        let answer = timeline.turn(later);
        if since(answer.time) > WAIT {
            break;
        }
        if !answers(&answer, turn.author) {
            continue;
        }
        if staff[answer.author as usize] {
            opening.staff_first = true;
        } else {
            opening.taken_up = Some(since(answer.time));
            break;
        }
    }
    opening
}
