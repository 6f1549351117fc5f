//! The groups of a comparison and the days they share: what was observed, what shuffling gives, what one day matters.

use super::{Change, CompareOptions, Floor, GroupChange, Shortfall, Shuffle};
use crate::definition::{Undefined, Value};
use crate::engine::{GroupDays, SpokenTurn};
use crate::indicator::Indicator;
use crate::statistics::normal::{Z80, Z95};
use crate::statistics::{
    Arrangements, DayOptions, DaySample, LEAST_PARTS, PermutationP, Stream, Tally, compare_days, mean,
    standard_deviation, without_one_day,
};
use crate::time::Day;

/// Fewer weeks on a side have too few ways to change places with the other's.
const LEAST_WEEKS: usize = 4;

/// Below these nothing is said.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Floors {
    /// Tied turns of all groups together, in either span.
    pub(super) tied_turns: u32,
    /// Share of the turns of each group that state a target, in either span.
    pub(super) explicit_share: f64,
}

/// The turns of these people that state a target, before and after.
fn explicit_shares(group: &GroupChange) -> [f64; 2] {
    [0, 1].map(|side| f64::from(group.addressed[side]) / f64::from(group.turns[side].max(1)))
}

/// One group's turns, and on which side each counts.
struct Book<'a> {
    name: String,
    days: GroupDays<'a>,
    /// By usable day of the group: its place among the days that go in.
    place: Vec<Option<usize>>,
    /// By turn, as the turns stand now: whether it counts after; `None`: on neither side.
    later: Vec<Option<bool>>,
}

/// The trial.
pub(super) struct Trial<'a> {
    indicator: &'static Indicator,
    books: Vec<Book<'a>>,
    /// The days of either span that go in, ascending.
    spans: [Vec<DaySample<usize>>; 2],
    /// The first day of the later span.
    boundary: Day,
    stream: Stream,
}

impl<'a> Trial<'a> {
    /// The days usable in every group, as many of each weekday before as after: where one side has more, those farthest
    /// from the other side are let go.
    pub(super) fn new(
        indicator: &'static Indicator,
        books: Vec<(String, GroupDays<'a>)>,
        after: Day,
        stream: Stream,
    ) -> Self {
        let days = shared_days(&books, after);
        let books = books
            .into_iter()
            .map(|(name, book)| {
                let place = |day: &Day| days.binary_search(day).ok();
                let place: Vec<Option<usize>> = book.days().iter().map(place).collect();
                let later = |turn: &SpokenTurn| place[turn.day].map(|at| days[at] >= after);
                Book { name, later: book.turns().iter().map(later).collect(), place, days: book }
            })
            .collect();
        let samples = days.iter().enumerate().map(|(what, &day)| DaySample { day, what });
        let (earlier, later) = samples.partition(|sample| sample.day < after);
        Self { indicator, books, spans: [earlier, later], boundary: after, stream }
    }

    /// Days of each side; of weeks, those of the side that has fewer.
    pub(super) fn days_each(&self, shuffle: Shuffle) -> usize {
        match shuffle {
            Shuffle::Weeks => 7 * self.weeks().map(|weeks| weeks.len()).into_iter().min().unwrap_or(0),
            Shuffle::Days | Shuffle::TurnsOfEach => self.spans[0].len(),
        }
    }

    /// The whole weeks of either span, counted from where the later one may begin.
    fn weeks(&self) -> [Vec<DaySample<Vec<usize>>>; 2] {
        self.spans.each_ref().map(|span| {
            let week = |sample: &DaySample<usize>| (sample.day.number() - self.boundary.number()).div_euclid(7);
            let days = span.chunk_by(|a, b| week(a) == week(b)).filter(|days| days.len() == 7);
            days.map(|days| DaySample { day: days[0].day, what: days.iter().map(|day| day.what).collect() }).collect()
        })
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

    /// Lets go of the groups of which too few turns say whom they are for, as the panel has no network of theirs either: the
    /// others can still be told of. Where it is so of all, they stay, and nothing is said of any.
    pub(super) fn leave_out_poor(
        &mut self,
        groups: &mut Vec<GroupChange>,
        floors: Floors,
        left_out: &mut Vec<(String, Undefined)>,
    ) -> Vec<Shortfall> {
        let poor = |group: &GroupChange| explicit_shares(group).iter().any(|&share| share < floors.explicit_share);
        let short = |group: &GroupChange| Shortfall {
            group: Some(group.group.clone()),
            floor: Floor::ExplicitShare,
            found: explicit_shares(group),
            least: floors.explicit_share,
        };
        let shortfalls: Vec<Shortfall> = groups.iter().filter(|group| poor(group)).map(short).collect();
        if shortfalls.len() < groups.len() {
            let kept: Vec<bool> = groups.iter().map(|group| !poor(group)).collect();
            let gone = groups.iter().zip(&kept).filter(|(_, kept)| !**kept);
            left_out.extend(gone.map(|(group, _)| (group.group.clone(), Undefined::TooFewEvents)));
            // Books and groups stand in the same order.
            let mut each = kept.iter();
            self.books.retain(|_| each.next().copied().unwrap_or(true));
            groups.retain(|group| !poor(group));
        }
        shortfalls
    }

    /// The change of the groups that stayed, or why nothing can be said of it; what there is too little of is added.
    pub(super) fn change(
        &mut self,
        groups: &[GroupChange],
        floors: Floors,
        options: &CompareOptions,
        shortfalls: &mut Vec<Shortfall>,
    ) -> Result<Change, Undefined> {
        if groups.is_empty() || self.spans[0].is_empty() {
            return Err(Undefined::NotCovered);
        }
        let whose = || match groups {
            [one] => Some(one.group.clone()),
            _ => None,
        };
        let tied = [0, 1].map(|side| groups.iter().map(|group| f64::from(group.tied_turns[side])).sum::<f64>());
        let weeks = options.shuffle == Shuffle::Weeks;
        let each = self.days_each(options.shuffle) as f64;
        let (days, floor, least) = if weeks {
            (each / 7.0, Floor::Weeks, LEAST_WEEKS as f64)
        } else {
            (each, Floor::Days, LEAST_PARTS as f64)
        };
        let needed = [(Floor::TiedTurns, tied, f64::from(floors.tied_turns)), (floor, [days; 2], least)];
        for (floor, found, least) in needed {
            if found.iter().any(|&found| found < least) {
                shortfalls.push(Shortfall { group: whose(), floor, found, least });
            }
        }
        let untold =
            groups.iter().any(|group| shortfalls.iter().any(|short| short.group.as_ref() == Some(&group.group)));
        if untold || shortfalls.iter().any(|short| short.group.is_none()) {
            return Err(Undefined::TooFewEvents);
        }
        let mean = |side: usize| groups.iter().map(|g| g.values[side]).sum::<f64>() / groups.len() as f64;
        let (before, after) = (mean(0), mean(1));
        let observed = Observed { before, after, draws: options.draws };
        let Tested { interval, expected, p, smallest_detectable } = match options.shuffle {
            Shuffle::Days => {
                let [before, after] = self.spans.clone();
                self.blocks(&before, &after, &observed, |days| days.iter().map(|&&day| day).collect())
            }
            Shuffle::Weeks => {
                let [before, after] = self.weeks();
                self.blocks(&before, &after, &observed, |weeks| weeks.iter().copied().flatten().copied().collect())
            }
            Shuffle::TurnsOfEach => self.turns(&observed),
        }?;
        let (estimate, floor) = (after - before, p.floor / 2.0);
        let (p, arrangements) = (p.mid, p.arrangements);
        Ok(Change { before, after, estimate, interval, expected, p, floor, arrangements, smallest_detectable })
    }

    /// Days change places within their weekday, or whole weeks, for all groups at once. `days` are those of some blocks,
    /// ascending.
    fn blocks<D>(
        &mut self,
        before: &[DaySample<D>],
        after: &[DaySample<D>],
        observed: &Observed,
        days: impl Fn(&[&D]) -> Vec<usize>,
    ) -> Result<Tested, Undefined> {
        let Self { indicator, books, stream, .. } = self;
        let options = DayOptions { draws: observed.draws.max(1) as usize };
        let found = compare_days(before, after, options, stream, |blocks| level(books, indicator, &days(blocks)));
        let found = found.map_err(|_| Undefined::TooFewEvents)?;
        // By symmetry days bring no change on average.
        Ok(Tested { interval: found.interval, expected: 0.0, p: found.p, smallest_detectable: found.detectable })
    }

    /// The turns of each person change places, who keeps as many before and after; turns of people who are not counted
    /// stay. Such arrangements need not average to no change.
    fn turns(&mut self, observed: &Observed) -> Result<Tested, Undefined> {
        let (estimate, draws) = (observed.after - observed.before, u64::from(observed.draws.max(1)));
        let mut drawn = Vec::with_capacity(draws as usize);
        for _ in 0..draws {
            for book in &mut self.books {
                book.shuffle_turns(&mut self.stream);
            }
            drawn.push(self.difference());
        }
        let known: Vec<f64> = drawn.iter().copied().flatten().collect();
        let (centre, spread) = mean(&known).zip(standard_deviation(&known)).ok_or(Undefined::TooFewEvents)?;
        let mut tally = Tally::new((estimate - centre).abs(), observed.before.abs() + observed.after.abs());
        for change in drawn {
            tally.add(change.map(|change| (change - centre).abs()));
        }
        let Self { indicator, books, spans: [before, after], .. } = self;
        let sides = [before, after].map(|span| span.iter().map(|sample| &sample.what).collect::<Vec<_>>());
        let on = |days: &[&usize]| level(books, indicator, &days.iter().map(|&&day| day).collect::<Vec<_>>());
        Ok(Tested {
            interval: without_one_day([&sides[0], &sides[1]], estimate, on),
            expected: centre,
            p: tally.p(Arrangements::Drawn(draws)),
            smallest_detectable: Some((Z95 + Z80) * spread),
        })
    }

    /// The mean change over the groups, as the turns stand now; `None` where a group has no value on a side.
    fn difference(&mut self) -> Option<f64> {
        let mut sum = 0.0;
        for book in &mut self.books {
            let [before, after] = [false, true].map(|side| book.value(self.indicator, side).ok());
            sum += after? - before?;
        }
        Some(sum / self.books.len() as f64)
    }
}

/// What was seen, and how often to shuffle.
struct Observed {
    before: f64,
    after: f64,
    draws: u32,
}

/// What shuffling says of it.
struct Tested {
    interval: Option<[f64; 2]>,
    expected: f64,
    p: PermutationP,
    smallest_detectable: Option<f64>,
}

/// The mean over the groups of the value on these days; `None` where a group has none.
fn level(books: &mut [Book<'_>], indicator: &Indicator, days: &[usize]) -> Option<f64> {
    let mut sum = 0.0;
    for book in &mut *books {
        let Book { days: turns, place, .. } = book;
        let spoken: Vec<bool> = turns
            .turns()
            .iter()
            .map(|turn| place[turn.day].is_some_and(|at| days.binary_search(&at).is_ok()))
            .collect();
        sum += turns.value(indicator, |at| spoken[at]).ok()?;
    }
    Some(sum / books.len() as f64)
}

impl Book<'_> {
    fn value(&mut self, indicator: &Indicator, side: bool) -> Value {
        let later = &self.later;
        self.days.value(indicator, |at| later[at] == Some(side))
    }

    fn shuffle_turns(&mut self, stream: &mut Stream) {
        let mut own: Vec<Vec<usize>> = vec![Vec::new(); self.days.people()];
        for (at, turn) in self.days.turns().iter().enumerate() {
            if let (Some(author), Some(_)) = (turn.author, self.later[at]) {
                own[author as usize].push(at);
            }
        }
        for turns in own {
            let mut later: Vec<Option<bool>> = turns.iter().map(|&at| self.later[at]).collect();
            stream.shuffle(&mut later);
            for (at, later) in turns.into_iter().zip(later) {
                self.later[at] = later;
            }
        }
    }
}

fn shared_days(books: &[(String, GroupDays<'_>)], after: Day) -> Vec<Day> {
    let Some(((_, first), others)) = books.split_first() else { return Vec::new() };
    let usable = |day: &&Day| others.iter().all(|(_, book)| book.days().binary_search(day).is_ok());
    let all: Vec<Day> = first.days().iter().filter(usable).copied().collect();
    let mut kept = Vec::new();
    for weekday in 0..7 {
        let own = |day: &&Day| day.number().rem_euclid(7) == weekday;
        let (earlier, later): (Vec<Day>, Vec<Day>) = all.iter().filter(own).partition(|&&day| day < after);
        let each = earlier.len().min(later.len());
        kept.extend_from_slice(&earlier[earlier.len() - each..]);
        kept.extend_from_slice(&later[..each]);
    }
    kept.sort_unstable();
    kept
}
