//! What is shown and asked in a second-layer group, and who takes it up: computed once, and again only when other people
//! are staff.

use crate::frame::{Answer, Question, Showing, Talk};
use crate::records::{Cue, Flags, PersonId};
use crate::tie::{Timeline, Turn, answers};
use crate::time::{DAY, Timestamp, Window};

/// How long what is shown waits to be taken up: 48 hours.
const SHOWN: i64 = 2 * DAY;
/// How long a question waits: 24 hours.
const ASKED: i64 = DAY;
/// Turns of one person at most so far apart, with nobody between, show one thing: photos, and then the record.
const TOGETHER: i64 = DAY / 24;

/// All showings and questions of a timeline, each with the time at which everything about it is known.
#[derive(Debug)]
pub(super) struct RollingTalk<'a> {
    timeline: &'a Timeline,
    staff: Option<Vec<bool>>,
    showings: Vec<(Timestamp, Showing)>,
    questions: Vec<(Timestamp, Question)>,
}

impl<'a> RollingTalk<'a> {
    pub(super) fn new(timeline: &'a Timeline) -> Self {
        Self { timeline, staff: None, showings: Vec::new(), questions: Vec::new() }
    }

    /// What is decided in a window; `turns` by position.
    pub(super) fn of(&mut self, window: &Window, staff: &[bool], turns: &[u32], knows_staff: bool) -> Talk {
        if self.staff.as_deref() != Some(staff) {
            self.staff = Some(staff.to_vec());
            self.showings = showings(self.timeline, staff);
            self.questions = questions(self.timeline, staff);
        }
        let spoken = || (0..turns.len()).filter(|&at| turns[at] > 0);
        let person = |at: usize| self.timeline.people()[at];
        let of_staff: u32 = spoken().filter(|&at| staff[at]).map(|at| turns[at]).sum();
        let due = |due: Timestamp| window.start <= due && due < window.end;
        Talk {
            turns: spoken().filter(|&at| !staff[at]).map(|at| (person(at), turns[at])).collect(),
            staff_turns: knows_staff.then_some(of_staff),
            showings: self.showings.iter().filter(|(at, _)| due(*at)).map(|(_, showing)| showing.clone()).collect(),
            questions: self.questions.iter().filter(|(at, _)| due(*at)).map(|(_, question)| *question).collect(),
        }
    }
}

/// The turns after a position that answer somebody within a time, up to a position.
fn answering(
    timeline: &Timeline,
    (after, until): (usize, usize),
    (author, since, wait): (u32, Timestamp, i64),
) -> impl Iterator<Item = Turn<'_>> {
    let later = (after + 1..until).map(|at| timeline.turn(at));
    let in_time = later.take_while(move |turn| turn.time.micros() - since.micros() <= wait);
    in_time.filter(move |turn| answers(turn, author))
}

fn shows(turn: &Turn<'_>) -> bool {
    turn.cues.has(Cue::Photos) || turn.cues.has(Cue::Record)
}

/// Photos and records of people who are no staff, in order, with those who took each up: within 48 hours, and before the
/// next that the same person shows.
fn showings(timeline: &Timeline, staff: &[bool]) -> Vec<(Timestamp, Showing)> {
    // First and last turn of each.
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for at in (0..timeline.len()).filter(|&at| shows(&timeline.turn(at))) {
        let turn = timeline.turn(at);
        let goes_on = spans.last().is_some_and(|&(_, last)| {
            let gap = turn.time.micros() - timeline.turn(last).last_time.micros();
            (last..at).all(|between| timeline.turn(between).author == turn.author) && gap <= TOGETHER
        });
        match spans.last_mut() {
            Some(span) if goes_on => span.1 = at,
            _ => spans.push((at, at)),
        }
    }
    let mut next_of: Vec<Option<usize>> = vec![None; timeline.people().len()];
    let mut found = Vec::new();
    for &(first, last) in spans.iter().rev() {
        let turn = timeline.turn(last);
        let next = next_of[turn.author as usize].replace(first);
        if staff[turn.author as usize] {
            continue;
        }
        let until = next.unwrap_or(timeline.len());
        let takers = answering(timeline, (last, until), (turn.author, turn.last_time, SHOWN));
        let takers = takers.filter(|turn| !staff[turn.author as usize]);
        let mut takers: Vec<PersonId> = takers.map(|turn| timeline.people()[turn.author as usize]).collect();
        takers.sort_unstable();
        takers.dedup();
        let by = timeline.people()[turn.author as usize];
        found.push((turn.last_time.plus(SHOWN), Showing { by, takers }));
    }
    found.reverse();
    found
}

/// Questions to all of people who are no staff, in order, with what came first upon each: within 24 hours, before the next
/// question of the same person, and more than a receipt.
fn questions(timeline: &Timeline, staff: &[bool]) -> Vec<(Timestamp, Question)> {
    let mut next_of: Vec<Option<usize>> = vec![None; timeline.people().len()];
    let mut found = Vec::new();
    for at in (0..timeline.len()).rev() {
        let turn = timeline.turn(at);
        let asks = turn.cues.has(Cue::Question) && !turn.flags.has(Flags::TO_OTHERS);
        if !asks || staff[turn.author as usize] {
            continue;
        }
        let until = next_of[turn.author as usize].replace(at).unwrap_or(timeline.len());
        let mut said = answering(timeline, (at, until), (turn.author, turn.last_time, ASKED));
        let answer = match said.find(|answer| !answer.cues.has(Cue::Receipt)) {
            None => Answer::None,
            Some(answer) if staff[answer.author as usize] => Answer::Staff,
            Some(answer) => Answer::Person(timeline.people()[answer.author as usize]),
        };
        let by = timeline.people()[turn.author as usize];
        found.push((turn.last_time.plus(ASKED), Question { by, answer }));
    }
    found.reverse();
    found
}
