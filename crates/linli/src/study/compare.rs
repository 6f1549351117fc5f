//! Has an indicator changed between two disjoint spans? The roster is a census: what varies is when people happen to
//! talk. So days are shuffled, not people (measurement.md, 1): within each weekday the days of both spans change places,
//! for all groups at once, since neighbours share their holidays and their weather.

mod text;

use super::Study;
use crate::definition::{Undefined, Unit};
use crate::engine::{GroupDays, GroupHistory, Protocol, Sides};
use crate::error::{Error, ErrorKind};
use crate::frame::Needs;
use crate::indicator::{Grain, Indicator};
use crate::population::Population;
use crate::records::{DaySpan, GroupId, Layer};
use crate::statistics::normal::{Z80, Z95};
use crate::statistics::{LEAST_PARTS, Part, Scale, Stream, jackknife, t_975};
use crate::time::{Day, Window};

/// What to compare under; what is left empty is the plan's first, or all.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CompareOptions {
    /// Groups by their names, pooled; empty: every first-layer group the plan runs.
    pub groups: Vec<String>,
    /// The tie rule, by its name in the plan; the plan's first.
    pub ties: Option<String>,
    /// Who counts; the protocol's first population without staff, where there is one.
    pub population: Option<String>,
    /// How many times the days are shuffled.
    pub draws: u32,
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self { groups: Vec::new(), ties: None, population: None, draws: 1_999 }
    }
}

impl CompareOptions {
    /// The same, with so many shuffles.
    #[must_use]
    pub fn with_draws(self, draws: u32) -> Self {
        Self { draws, ..self }
    }
}

/// One indicator in two spans.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Comparison {
    /// Which indicator.
    pub indicator: &'static Indicator,
    /// The earlier span.
    pub before: DaySpan,
    /// The later span.
    pub after: DaySpan,
    /// The tie rule, for an indicator that reads ties.
    pub ties: Option<String>,
    /// Who counts.
    pub population: Population,
    /// The groups that went in, ascending.
    pub groups: Vec<GroupChange>,
    /// The groups that did not, and why.
    pub left_out: Vec<(String, Undefined)>,
    /// Days of each span that went in: covered in every group, no holiday, as many of each weekday before as after.
    pub days: u32,
    /// How many times the days were shuffled.
    pub draws: u32,
    /// The plan's seed.
    pub seed: u64,
    /// What was found, or why nothing can be said.
    pub change: Result<Change, Undefined>,
}

/// One group's part in a comparison.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GroupChange {
    /// The group's id.
    pub group: String,
    /// People counted in both spans.
    pub people: usize,
    /// People counted in the first span alone, and in the second alone: they are not in it.
    pub left_out: [usize; 2],
    /// Turns that give a tie, before and after.
    pub tied_turns: [u32; 2],
    /// The value before and after.
    pub values: [f64; 2],
}

/// A change, of one group or averaged over several, each counting the same.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// The value before.
    pub before: f64,
    /// The value after.
    pub after: f64,
    /// After less before.
    pub estimate: f64,
    /// 95 % interval, by leaving out one day at a time.
    pub interval: Option<[f64; 2]>,
    /// How often shuffled days change as much, in either direction: (1 + hits) / (1 + draws).
    pub p: f64,
    /// The change that would be found four times in five at the .05 level: 2.80 standard deviations of the shuffled
    /// changes.
    pub smallest_detectable: f64,
}

/// Standard deviations between no change and one found with 80 % power at two-sided .05: z.975 + z.8.
const DETECTABLE: f64 = Z95 + Z80;

/// A group with fewer than this share of the days of the best covered group is left out, for it would take the others'
/// days with it.
const LEAST_DAYS: f64 = 0.9;

impl Study {
    /// Compares an indicator of groups between two disjoint spans.
    ///
    /// Within each weekday the days of both spans are shuffled, which keeps people, rules and weekdays as they are; the
    /// interval leaves out one day at a time. Holidays and days not covered are in neither span.
    ///
    /// ```
    /// # use linli::study::CompareOptions;
    /// # fn run(study: &linli::Study) -> Result<(), linli::Error> {
    /// use linli::records::DaySpan;
    /// let (before, after) = (DaySpan::named("2016Q3")?, DaySpan::named("2016Q4")?);
    /// let comparison = study.compare("net_density", before, after, &CompareOptions::default())?;
    /// println!("{}", comparison.methods_text());
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// An unknown indicator, group, tie rule or population; an indicator whose value is not that of a set of days; spans
    /// that share days or stand the wrong way round.
    pub fn compare(
        &self,
        indicator: &str,
        before: DaySpan,
        after: DaySpan,
        options: &CompareOptions,
    ) -> Result<Comparison, Error> {
        let protocol = self.protocol()?;
        let indicator = self.comparable(indicator)?;
        check_spans(before, after)?;
        let (population, ties) = (population(&protocol, options)?, tie_rule(&protocol, options)?);
        let sides = Sides {
            before: Window::of_days(before.start, before.end, protocol.zone()),
            after: Window::of_days(after.start, after.end, protocol.zone()),
            population,
            ties,
        };
        let ids = self.compared_groups(options)?;
        let staff = self.named_staff();
        let mut books: Vec<(String, GroupDays)> = Vec::new();
        let mut left_out = Vec::new();
        for group in ids {
            let history = GroupHistory { records: &self.records, group, named_staff: &staff };
            let name = self.records.groups()[group.index()].id.clone();
            match GroupDays::of(&protocol, history, indicator, sides) {
                Ok(book) => books.push((name, book)),
                Err(reason) => left_out.push((name, reason)),
            }
        }
        let most = books.iter().map(|(_, book)| book.days().len()).max().unwrap_or(0) as f64;
        books.retain(|(name, book)| {
            let enough = book.days().len() as f64 >= LEAST_DAYS * most;
            if !enough {
                left_out.push((name.clone(), Undefined::PartlyCovered));
            }
            enough
        });
        let days = shared_days(&books, after.start);
        let spans = format!("{before} {after}");
        let mut key: Vec<Part<'_>> = vec!["compare".into(), indicator.id().into()];
        key.extend([Part::from(i64::from(indicator.card.revision)), spans.as_str().into()]);
        key.extend([protocol.ties()[ties].name.as_str().into(), Part::from(population.id())]);
        key.extend(books.iter().map(|(name, _)| Part::from(name.as_str())));
        let stream = Stream::of(self.plan.seed, &key);
        let mut trial = Trial { indicator, books, days, stream };
        let groups = trial.observed(&mut left_out);
        left_out.sort_by(|a, b| a.0.cmp(&b.0));
        let floor = if indicator.needs.has(Needs::EVIDENCE) { self.plan.least_tied_turns } else { 0 };
        let change = trial.change(&groups, floor, options.draws.max(1));
        Ok(Comparison {
            indicator,
            before,
            after,
            ties: (indicator.grain == Grain::Ties).then(|| protocol.ties()[ties].name.clone()),
            population,
            groups,
            left_out,
            days: trial.days.len() as u32 / 2,
            draws: options.draws.max(1),
            seed: self.plan.seed,
            change,
        })
    }

    /// An indicator by its id, if its value is that of a set of days.
    fn comparable(&self, id: &str) -> Result<&'static Indicator, Error> {
        let indicator = self.catalogue.indicator(id)?;
        if indicator.is_of_days() {
            return Ok(indicator);
        }
        let able = self.catalogue.indicators().iter().filter(|i| i.is_of_days()).map(|i| i.id());
        Err(Error::new(
            ErrorKind::Plan,
            format!("`{id}` is not the value of a set of days, so shuffling days says nothing about it"),
        )
        .with_hint(format!("these are: {}", able.collect::<Vec<_>>().join(", "))))
    }

    /// The groups to pool, ascending.
    fn compared_groups(&self, options: &CompareOptions) -> Result<Vec<GroupId>, Error> {
        if options.groups.is_empty() {
            let first = |group: &GroupId| self.records.groups()[group.index()].layer == Layer::First;
            return Ok(self.groups()?.into_iter().filter(first).collect());
        }
        let known = || self.records.groups().iter().map(|g| g.id.as_str());
        let named = |name: &String| self.records.group(name).ok_or_else(|| Error::unknown("group", name, known()));
        let mut groups: Vec<GroupId> = options.groups.iter().map(named).collect::<Result<_, _>>()?;
        groups.sort();
        groups.dedup();
        Ok(groups)
    }
}

fn check_spans(before: DaySpan, after: DaySpan) -> Result<(), Error> {
    let wrong = |message: String, hint: &str| Err(Error::new(ErrorKind::Plan, message).with_hint(hint));
    if before.start >= before.end || after.start >= after.end {
        return wrong(format!("{before} or {after} has no day"), "a span ends after it begins");
    }
    if after.start < before.end {
        return wrong(
            format!("{before} and {after} share days, or stand the wrong way round"),
            "a test of change wants two spans without a common day, the earlier first: overlapping windows call noise a trend",
        );
    }
    Ok(())
}

fn population(protocol: &Protocol, options: &CompareOptions) -> Result<Population, Error> {
    match &options.population {
        Some(name) => Population::named(name),
        None => {
            let known = protocol.populations();
            Ok(known.iter().copied().find(|p| p.staff == crate::population::Staff::Removed).unwrap_or(known[0]))
        }
    }
}

fn tie_rule(protocol: &Protocol, options: &CompareOptions) -> Result<usize, Error> {
    let Some(name) = &options.ties else { return Ok(0) };
    let known = protocol.ties().iter().map(|t| t.name.as_str());
    protocol
        .ties()
        .iter()
        .position(|t| t.name == *name)
        .ok_or_else(|| Error::unknown("tie rule of the plan", name, known))
}

/// A usable day, and whether it is of the later span.
#[derive(Debug, Clone, Copy)]
struct Placed {
    day: Day,
    later: bool,
}

/// The days usable in every group, as many of each weekday before as after: where one side has more, those farthest from
/// the other side are let go. By weekday, then by date.
fn shared_days(books: &[(String, GroupDays)], later: Day) -> Vec<Placed> {
    let Some(((_, first), others)) = books.split_first() else { return Vec::new() };
    let usable = |day: &Day| others.iter().all(|(_, book)| book.position(*day).is_some());
    let all: Vec<Day> = first.days().filter(usable).collect();
    let mut kept = Vec::new();
    for weekday in 0..7 {
        let own = |day: &&Day| day.number().rem_euclid(7) == weekday;
        let (before, after): (Vec<Day>, Vec<Day>) = all.iter().filter(own).partition(|&&day| day < later);
        let each = before.len().min(after.len());
        kept.extend(before[before.len() - each..].iter().map(|&day| Placed { day, later: false }));
        kept.extend(after[..each].iter().map(|&day| Placed { day, later: true }));
    }
    kept
}

/// The books of all groups and the days they share.
struct Trial {
    indicator: &'static Indicator,
    books: Vec<(String, GroupDays)>,
    days: Vec<Placed>,
    stream: Stream,
}

impl Trial {
    /// What was observed in each group; a group without a value on either side leaves the trial.
    fn observed(&mut self, left_out: &mut Vec<(String, Undefined)>) -> Vec<GroupChange> {
        let (days, indicator) = (&self.days, self.indicator);
        let mut groups = Vec::new();
        self.books.retain_mut(|(name, book)| {
            let sides = [false, true].map(|later| book.positions(side(days, later)));
            let tied_turns = [book.tied_turns(&sides[0]), book.tied_turns(&sides[1])];
            match (book.value(indicator, &sides[0]), book.value(indicator, &sides[1])) {
                (Ok(before), Ok(after)) => {
                    groups.push(GroupChange {
                        group: name.clone(),
                        people: book.people(),
                        left_out: book.left_out(),
                        tied_turns,
                        values: [before, after],
                    });
                    true
                }
                (Err(reason), _) | (_, Err(reason)) => {
                    left_out.push((name.clone(), reason));
                    false
                }
            }
        });
        groups
    }

    fn change(&mut self, groups: &[GroupChange], floor: u32, draws: u32) -> Result<Change, Undefined> {
        if groups.is_empty() || self.days.is_empty() {
            return Err(Undefined::NotCovered);
        }
        let tied = |side: usize| groups.iter().fold(0_u32, |sum, group| sum.saturating_add(group.tied_turns[side]));
        if tied(0).min(tied(1)) < floor || self.days.len() < 2 * LEAST_PARTS {
            return Err(Undefined::TooFewEvents);
        }
        let mean = |side: usize| groups.iter().map(|g| g.values[side]).sum::<f64>() / groups.len() as f64;
        let (before, after) = (mean(0), mean(1));
        let estimate = after - before;
        let interval = self.interval(estimate);
        let (mut hits, mut squares) = (0_u32, 0.0);
        for _ in 0..draws {
            self.shuffle();
            let drawn = self.difference();
            // Differences of the same parts in another order may differ in their last digit.
            hits += u32::from(drawn.abs() >= estimate.abs() - 1e-12);
            squares += drawn * drawn;
        }
        Ok(Change {
            before,
            after,
            estimate,
            interval,
            p: f64::from(1 + hits) / f64::from(1 + draws),
            // Exchanging the sides turns a change around, so shuffled changes are about 0.
            smallest_detectable: DETECTABLE * (squares / f64::from(draws)).sqrt(),
        })
    }

    /// Days change places within their weekday.
    fn shuffle(&mut self) {
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
    }

    /// The change as the days stand now, averaged over the groups that have a value on both sides.
    fn difference(&mut self) -> f64 {
        let (days, indicator) = (&self.days, self.indicator);
        let (mut sum, mut of) = (0.0, 0_u32);
        for (_, book) in &mut self.books {
            let [before, after] = [false, true].map(|later| book.positions(side(days, later)));
            if let (Ok(before), Ok(after)) = (book.value(indicator, &before), book.value(indicator, &after)) {
                sum += after - before;
                of += 1;
            }
        }
        if of == 0 { 0.0 } else { sum / f64::from(of) }
    }

    /// The interval of the change: the sides are independent, so their squared errors add up.
    fn interval(&mut self, estimate: f64) -> Option<[f64; 2]> {
        let each = self.days.len() / 2;
        let mut error = 0.0;
        for later in [false, true] {
            let mut without = Vec::with_capacity(each);
            for at in 0..self.days.len() {
                if self.days[at].later == later {
                    let day = self.days.remove(at);
                    without.push(self.level(later)?);
                    self.days.insert(at, day);
                }
            }
            if let Some(found) = jackknife(0.0, &without, Scale::Identity) {
                error += found.error * found.error;
            }
        }
        let reach = t_975(each as u32 - 1) * error.sqrt();
        (error > 0.0).then(|| [estimate - reach, estimate + reach])
    }

    /// The mean over the groups of one side's value; `None` where a group has none.
    fn level(&mut self, later: bool) -> Option<f64> {
        let (days, indicator) = (&self.days, self.indicator);
        let mut sum = 0.0;
        for (_, book) in &mut self.books {
            let positions = book.positions(side(days, later));
            sum += book.value(indicator, &positions).ok()?;
        }
        Some(sum / self.books.len() as f64)
    }
}

/// The days of one side.
fn side(days: &[Placed], later: bool) -> impl Iterator<Item = Day> + '_ {
    days.iter().filter(move |placed| placed.later == later).map(|placed| placed.day)
}

impl Comparison {
    /// What one unit of the change is, for a caption.
    pub fn unit(&self) -> Unit {
        self.indicator.card.numerator
    }
}
