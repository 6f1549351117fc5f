//! The groups of a comparison and the days they share: what was observed, what shuffling gives, what one day matters.

use super::{Change, CompareOptions, GroupChange, Shuffle};
use crate::definition::{Undefined, Value};
use crate::engine::GroupDays;
use crate::indicator::Indicator;
use crate::statistics::normal::{Z80, Z95};
use crate::statistics::{LEAST_PARTS, Scale, Stream, jackknife, t_975};
use crate::time::Day;

/// Standard deviations between no change and one found with 80 % power at two-sided .05: z.975 + z.8.
const DETECTABLE: f64 = Z95 + Z80;

/// Below these nothing is said.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Floors {
    /// Tied turns of all groups together, in either span.
    pub(super) tied_turns: u32,
    /// Share of their turns that state a target, in either span.
    pub(super) explicit_share: f64,
}

/// A day that goes in, and whether it is of the later span.
#[derive(Debug, Clone, Copy)]
struct Placed {
    day: Day,
    later: bool,
}

/// One group's turns, and on which side each counts.
struct Book {
    name: String,
    days: GroupDays,
    /// By usable day of the group: its place among the days that go in.
    place: Vec<Option<usize>>,
    /// By turn: whether it counts after; `None`: on neither side.
    later: Vec<Option<bool>>,
}

/// The trial.
pub(super) struct Trial {
    indicator: &'static Indicator,
    books: Vec<Book>,
    /// By weekday, then by date.
    days: Vec<Placed>,
    stream: Stream,
}

impl Trial {
    /// The days usable in every group, as many of each weekday before as after: where one side has more, those farthest
    /// from the other side are let go.
    pub(super) fn new(
        indicator: &'static Indicator,
        books: Vec<(String, GroupDays)>,
        after: Day,
        stream: Stream,
    ) -> Self {
        let days = shared_days(&books, after);
        let books = books
            .into_iter()
            .map(|(name, book)| {
                let place = |day: &Day| days.iter().position(|placed| placed.day == *day);
                let place = book.days().iter().map(place).collect();
                Book { name, later: vec![None; book.turns().len()], place, days: book }
            })
            .collect();
        let mut trial = Self { indicator, books, days, stream };
        trial.place_turns(None);
        trial
    }

    /// Days of each side.
    pub(super) fn days_each(&self) -> usize {
        self.days.len() / 2
    }

    /// Puts every turn on the side of its day; the turns of one day may be left out.
    fn place_turns(&mut self, without: Option<usize>) {
        for book in &mut self.books {
            for (turn, later) in book.days.turns().iter().zip(&mut book.later) {
                let day = book.place[turn.day].filter(|&at| Some(at) != without);
                *later = day.map(|at| self.days[at].later);
            }
        }
    }

    /// What was observed in each group; a group without a value on either side leaves the trial.
    pub(super) fn observed(&mut self, left_out: &mut Vec<(String, Undefined)>) -> Vec<GroupChange> {
        let indicator = self.indicator;
        let mut groups = Vec::new();
        self.books.retain_mut(|book| {
            let [before, after] = [false, true].map(|side| book.days.spoken(|at| book.later[at] == Some(side)));
            match (book.value(indicator, false), book.value(indicator, true)) {
                (Ok(was), Ok(is)) => {
                    groups.push(GroupChange {
                        group: book.name.clone(),
                        people: book.days.people(),
                        left_out: book.days.left_out(),
                        turns: [before[0], after[0]],
                        addressed: [before[1], after[1]],
                        tied_turns: [before[2], after[2]],
                        values: [was, is],
                    });
                    true
                }
                (Err(reason), _) | (_, Err(reason)) => {
                    left_out.push((book.name.clone(), reason));
                    false
                }
            }
        });
        groups
    }

    /// The change of the groups that stayed, or why nothing can be said of it.
    pub(super) fn change(
        &mut self,
        groups: &[GroupChange],
        floors: Floors,
        options: &CompareOptions,
    ) -> Result<Change, Undefined> {
        if groups.is_empty() || self.days.is_empty() {
            return Err(Undefined::NotCovered);
        }
        let sum =
            |of: fn(&GroupChange) -> [u32; 2], side: usize| groups.iter().map(|g| f64::from(of(g)[side])).sum::<f64>();
        for side in [0, 1] {
            let share = sum(|g| g.addressed, side) / sum(|g| g.turns, side).max(1.0);
            if sum(|g| g.tied_turns, side) < f64::from(floors.tied_turns) || share < floors.explicit_share {
                return Err(Undefined::TooFewEvents);
            }
        }
        if self.days_each() < LEAST_PARTS {
            return Err(Undefined::TooFewEvents);
        }
        let mean = |side: usize| groups.iter().map(|g| g.values[side]).sum::<f64>() / groups.len() as f64;
        let (before, after) = (mean(0), mean(1));
        let estimate = after - before;
        let interval = self.interval(estimate);
        self.place_turns(None);
        // Twice the shuffles that bring more, once those that bring as much: the observed days are one of the latter.
        let (mut halves, mut total, mut squares) = (1_u64, 0.0, 0.0);
        let draws = options.draws.max(1);
        // Turns that keep their person's number on either side need not average to no change; days do, by symmetry.
        let mut drawn = Vec::with_capacity(draws as usize);
        for _ in 0..draws {
            match options.shuffle {
                Shuffle::Days => self.shuffle_days(),
                Shuffle::TurnsOfEach => self.shuffle_turns(),
            }
            drawn.push(self.difference());
        }
        let centre = match options.shuffle {
            Shuffle::Days => 0.0,
            Shuffle::TurnsOfEach => drawn.iter().sum::<f64>() / f64::from(draws),
        };
        for change in drawn {
            let further = (change - centre).abs() - (estimate - centre).abs();
            // Differences of the same parts in another order may differ in their last digit.
            halves += if further.abs() <= 1e-12 { 1 } else { 2 * u64::from(further > 0.0) };
            squares += (change - centre) * (change - centre);
            total += change;
        }
        Ok(Change {
            before,
            after,
            estimate,
            interval,
            expected: total / f64::from(draws),
            p: halves as f64 / (2.0 * (f64::from(draws) + 1.0)),
            smallest_detectable: DETECTABLE * (squares / f64::from(draws)).sqrt(),
        })
    }

    /// Days change places within their weekday.
    fn shuffle_days(&mut self) {
        let mut start = 0;
        while start < self.days.len() {
            let weekday = self.days[start].day.number().rem_euclid(7);
            let same = self.days[start..].iter().take_while(|d| d.day.number().rem_euclid(7) == weekday).count();
            let mut later: Vec<bool> = self.days[start..start + same].iter().map(|d| d.later).collect();
            self.stream.shuffle(&mut later);
            for (day, later) in self.days[start..start + same].iter_mut().zip(later) {
                day.later = later;
            }
            start += same;
        }
        self.place_turns(None);
    }

    /// The turns of each person change places; turns of people who are not counted stay.
    fn shuffle_turns(&mut self) {
        for book in &mut self.books {
            let mut own: Vec<Vec<usize>> = vec![Vec::new(); book.days.people()];
            for (at, turn) in book.days.turns().iter().enumerate() {
                if let (Some(author), Some(_)) = (turn.author, book.later[at]) {
                    own[author as usize].push(at);
                }
            }
            for turns in own {
                let mut later: Vec<Option<bool>> = turns.iter().map(|&at| book.later[at]).collect();
                self.stream.shuffle(&mut later);
                for (at, later) in turns.into_iter().zip(later) {
                    book.later[at] = later;
                }
            }
        }
    }

    /// The change as the turns stand now, averaged over the groups that have a value on both sides.
    fn difference(&mut self) -> f64 {
        let (mut sum, mut of) = (0.0, 0_u32);
        for book in &mut self.books {
            let sides = (book.value(self.indicator, false), book.value(self.indicator, true));
            if let (Ok(before), Ok(after)) = sides {
                sum += after - before;
                of += 1;
            }
        }
        if of == 0 { 0.0 } else { sum / f64::from(of) }
    }

    /// The interval of the change, by leaving out one day at a time: the sides are independent, so squared errors add up.
    fn interval(&mut self, estimate: f64) -> Option<[f64; 2]> {
        let mut variance = 0.0;
        for side in [false, true] {
            let mut without = Vec::with_capacity(self.days_each());
            for at in 0..self.days.len() {
                if self.days[at].later == side {
                    self.place_turns(Some(at));
                    without.push(self.level(side)?);
                }
            }
            variance += jackknife(0.0, &without, Scale::Identity).map_or(0.0, |found| found.error * found.error);
        }
        let reach = t_975(self.days_each() as u32 - 1) * variance.sqrt();
        (variance > 0.0).then(|| [estimate - reach, estimate + reach])
    }

    /// The mean over the groups of one side's value; `None` where a group has none.
    fn level(&mut self, side: bool) -> Option<f64> {
        let mut sum = 0.0;
        for book in &mut self.books {
            sum += book.value(self.indicator, side).ok()?;
        }
        Some(sum / self.books.len() as f64)
    }
}

impl Book {
    fn value(&mut self, indicator: &Indicator, side: bool) -> Value {
        let later = &self.later;
        self.days.value(indicator, |at| later[at] == Some(side))
    }
}

fn shared_days(books: &[(String, GroupDays)], after: Day) -> Vec<Placed> {
    let Some(((_, first), others)) = books.split_first() else { return Vec::new() };
    let usable = |day: &&Day| others.iter().all(|(_, book)| book.days().binary_search(day).is_ok());
    let all: Vec<Day> = first.days().iter().filter(usable).copied().collect();
    let mut kept = Vec::new();
    for weekday in 0..7 {
        let own = |day: &&Day| day.number().rem_euclid(7) == weekday;
        let (earlier, later): (Vec<Day>, Vec<Day>) = all.iter().filter(own).partition(|&&day| day < after);
        let each = earlier.len().min(later.len());
        kept.extend(earlier[earlier.len() - each..].iter().map(|&day| Placed { day, later: false }));
        kept.extend(later[..each].iter().map(|&day| Placed { day, later: true }));
    }
    kept
}
