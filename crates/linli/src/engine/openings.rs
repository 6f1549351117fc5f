//! The openings of each window: computed once, and again only when other people are staff.

use crate::tie::{Opening, Timeline, Uptake, WAIT, answers, openings};
use crate::time::{DAY, Window};

/// All openings of a timeline, as the staff of the window at hand make them.
#[derive(Debug)]
pub(super) struct RollingOpenings<'a> {
    timeline: &'a Timeline,
    uptake: Uptake,
    staff: Vec<bool>,
    all: Vec<Opening>,
}

impl<'a> RollingOpenings<'a> {
    pub(super) fn new(timeline: &'a Timeline, uptake: Uptake) -> Self {
        let staff = vec![false; timeline.people().len()];
        Self { timeline, uptake, all: openings(timeline, &staff, uptake), staff }
    }

    /// All openings, as these people being staff make them.
    pub(super) fn all(&mut self, staff: &[bool]) -> &[Opening] {
        if self.staff != staff {
            staff.clone_into(&mut self.staff);
            self.all = openings(self.timeline, staff, self.uptake);
        }
        &self.all
    }

    /// The openings whose 24 hours are over in a window; what comes after it changes nothing of them.
    pub(super) fn of(&mut self, window: &Window, staff: &[bool]) -> &[Opening] {
        let all = self.all(staff);
        let start = all.partition_point(|opening| opening.due < window.start);
        let end = all.partition_point(|opening| opening.due < window.end);
        &all[start..end]
    }

    /// By position, how many of a window's openings would be taken up if all were moved by whole days: the mean over
    /// every number of days up to the window's length. `None` in a window of one day.
    ///
    /// Openings and turns of the days in which the openings lie stand on a circle, so that each day has one after it.
    /// O(days · (openings + turns)).
    pub(super) fn by_chance(&self, window: &Window, openings: &[Opening]) -> Option<Vec<f64>> {
        let (length, base) = (window.end.micros() - window.start.micros(), window.start.micros() - WAIT);
        let days = length / DAY;
        if days < 2 {
            return None;
        }
        let circle = Circle::of(self.timeline, &self.staff, base, length);
        let mut taken = vec![0_u32; self.staff.len()];
        for day in 1..days {
            let (mut at, mut before) = (0, 0);
            for opening in openings {
                let from = (opening.time.micros() - base + day * DAY) % length;
                if from < before {
                    at = 0;
                }
                before = from;
                at += circle.to_all[at..].iter().take_while(|&&(time, _)| time < from).count();
                let until = from + opening.waits;
                if circle.is_answered(at, opening.author, from, until) {
                    taken[opening.author as usize] += 1;
                }
            }
        }
        Some(taken.into_iter().map(|count| f64::from(count) / (days - 1) as f64).collect())
    }
}

/// Turns that may answer, gone round twice.
struct Circle {
    /// Said to all: when, by whom.
    to_all: Vec<(i64, u32)>,
    /// For each of them, the next one by somebody else.
    next_other: Vec<usize>,
    /// Pointing at somebody: at whom, when.
    pointing: Vec<(u32, i64)>,
}

impl Circle {
    fn of(timeline: &Timeline, staff: &[bool], base: i64, length: i64) -> Self {
        let times = timeline.times();
        let start = times.partition_point(|time| time.micros() < base);
        let end = times.partition_point(|time| time.micros() < base + length);
        let (mut to_all, mut pointing) = (Vec::new(), Vec::new());
        for round in [0, length] {
            for turn in (start..end).map(|at| timeline.turn(at)).filter(|turn| !staff[turn.author as usize]) {
                let time = turn.time.micros() - base + round;
                if answers(&turn, u32::MAX) {
                    to_all.push((time, turn.author));
                } else {
                    let others = turn.targets.iter().filter(|&&(person, _)| person != turn.author);
                    pointing.extend(others.map(|&(person, _)| (person, time)));
                }
            }
        }
        pointing.sort_unstable();
        let mut next_other = vec![to_all.len(); to_all.len()];
        for at in (0..to_all.len().saturating_sub(1)).rev() {
            next_other[at] = if to_all[at + 1].1 == to_all[at].1 { next_other[at + 1] } else { at + 1 };
        }
        Self { to_all, next_other, pointing }
    }

    /// Whether somebody else answers between two times; `at` is the first turn to all that is not before them.
    fn is_answered(&self, at: usize, opener: u32, from: i64, until: i64) -> bool {
        let other = match self.to_all.get(at) {
            Some(&(_, author)) if author == opener => self.next_other[at],
            _ => at,
        };
        if self.to_all.get(other).is_some_and(|&(time, _)| time <= until) {
            return true;
        }
        let pointing = self.pointing.partition_point(|&(person, time)| (person, time) < (opener, from));
        self.pointing.get(pointing).is_some_and(|&(person, time)| person == opener && time <= until)
    }
}
