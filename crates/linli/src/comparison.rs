//! Has an indicator changed between two disjoint spans? The roster is a census: what varies is when people happen to
//! talk. So days are shuffled, not people (measurement.md, 1): within each weekday the days of both spans change places,
//! for all groups at once, since neighbours share their holidays and their weather.

mod text;
mod trial;

use crate::definition::{Undefined, Unit};
use crate::engine::{GroupDays, GroupHistory, Protocol, Sides};
use crate::error::{Error, ErrorKind};
use crate::frame::Needs;
use crate::indicator::{Grain, Indicator};
use crate::population::{Population, Staff};
use crate::records::{DaySpan, GroupId, Records};
use crate::statistics::{Arrangements, Part, Stream};
use crate::tie::Stated;
use crate::time::Window;
use trial::{Floors, Trial};

/// What to compare under; what is left empty is the plan's first, or all.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CompareOptions {
    /// Groups by their names, pooled; empty: every first-layer group the plan runs.
    pub groups: Vec<String>,
    /// The tie rule, by its name in the plan; the plan's first.
    pub ties: Option<String>,
    /// Who counts; the protocol's first population without staff (with, for what is about staff), where there is one.
    pub population: Option<String>,
    /// What changes places.
    pub shuffle: Shuffle,
    /// How many times.
    pub draws: u32,
}

/// What changes places between the two spans under the null hypothesis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shuffle {
    /// Whole days, within their weekday: nothing changed but by chance of days. Days are taken as independent; where busy
    /// days come in runs it calls too often.
    #[default]
    Days,
    /// Whole weeks, for talk that keeps up for days: only weeks of which every day is usable, four on each side at least.
    Weeks,
    /// The turns of each person, who keeps as many before and after: people may talk more or less, but not to others. Turns
    /// are taken as independent; where people talk to and fro it calls too often.
    TurnsOfEach,
}

impl Shuffle {
    /// A shuffle by its name: `days`, `weeks` or `turns`.
    pub fn named(name: &str) -> Result<Self, Error> {
        match name {
            "days" => Ok(Self::Days),
            "weeks" => Ok(Self::Weeks),
            "turns" => Ok(Self::TurnsOfEach),
            _ => Err(Error::unknown("shuffle", name, ["days", "weeks", "turns"])),
        }
    }
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self { groups: Vec::new(), ties: None, population: None, shuffle: Shuffle::Days, draws: 1_999 }
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
    /// What fell short of a floor: of groups that are left out for it, or of all together where nothing can be said.
    pub shortfalls: Vec<Shortfall>,
    /// Days of each span that went in: covered in every group, no holiday, as many of each weekday before as after.
    pub days: u32,
    /// What changed places.
    pub shuffle: Shuffle,
    /// How many times.
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
    /// People compared: counted in either span, and members in both as far as is known.
    pub people: usize,
    /// People counted in the first span, and in the second, who came or left between: they are not in it.
    pub left_out: [usize; 2],
    /// Turns of these people, before and after.
    pub turns: [u32; 2],
    /// Turns that state a target.
    pub addressed: [u32; 2],
    /// Turns that give a tie.
    pub tied_turns: [u32; 2],
    /// The value before and after.
    pub values: [f64; 2],
}

/// Less than is needed to say something.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Shortfall {
    /// The group; `None`: all that went in, together.
    pub group: Option<String>,
    /// What there is too little of.
    pub floor: Floor,
    /// How much there is before and after.
    pub found: [f64; 2],
    /// The least on either side.
    pub least: f64,
}

/// What a comparison needs enough of, on either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Floor {
    /// Turns that give a tie: `least_tied_turns` of the plan, of all groups together.
    TiedTurns,
    /// The share of turns that say whom they are for: `least_explicit_share` of the plan, of each group.
    ExplicitShare,
    /// Days, as many of each weekday before as after.
    Days,
    /// Whole weeks.
    Weeks,
}

impl Floor {
    /// Its name: that of the plan's key where there is one.
    pub const fn id(self) -> &'static str {
        match self {
            Self::TiedTurns => "least_tied_turns",
            Self::ExplicitShare => "least_explicit_share",
            Self::Days => "days",
            Self::Weeks => "weeks",
        }
    }
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
    /// The mean change when shuffled: about 0 for days; for turns, what more or less talk alone brings.
    pub expected: f64,
    /// Two-sided: how often shuffling brings more, in either direction from what it brings on average; what brings as much
    /// counts half, and the observed days are one of the shuffles (mid-p: Lancaster 1961, JASA 56:223). Values of few people take few
    /// steps, and counting all ties would make the test call too rarely (see the calibration).
    pub p: f64,
    /// The smallest p there could have been, for a family of tests.
    pub floor: f64,
    /// The arrangements looked at.
    pub arrangements: Arrangements,
    /// The change that would be found four times in five at the .05 level: the one that is just significant, and .84
    /// standard deviations of the shuffled changes more (of turns: 2.80 standard deviations from `expected`). Where there
    /// was a change it is rather too large. `None` where none could have been found.
    pub smallest_detectable: Option<f64>,
}

/// A group with fewer than this share of the days of the best covered group is left out, for it would take the others'
/// days with it.
const LEAST_DAYS: f64 = 0.9;

/// Compares an indicator of these groups between two disjoint spans: what [`crate::Study::compare`] says, for whoever has a
/// checked plan already.
///
/// # Errors
/// An unknown tie rule or population; spans that share days or stand the wrong way round.
pub(crate) fn compare(
    (records, protocol, named_staff): (&Records, &Protocol, &[bool]),
    indicator: &'static Indicator,
    [before, after]: [DaySpan; 2],
    groups: Vec<GroupId>,
    options: &CompareOptions,
) -> Result<Comparison, Error> {
    check_spans(before, after)?;
    let (population, ties) = (population(protocol, indicator, options)?, tie_rule(protocol, options)?);
    let sides = Sides {
        before: Window::of_days(before.start, before.end, protocol.zone()),
        after: Window::of_days(after.start, after.end, protocol.zone()),
        population,
        ties,
    };
    let mut books: Vec<(String, GroupDays<'_>)> = Vec::new();
    let mut left_out = Vec::new();
    for group in groups {
        let history = GroupHistory { records, group, named_staff };
        let name = records.groups()[group.index()].id.clone();
        match GroupDays::of(protocol, history, indicator, sides) {
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
    let spans = format!("{before} {after}");
    let mut key: Vec<Part<'_>> = vec!["compare".into(), indicator.id().into()];
    key.extend([Part::from(i64::from(indicator.card.revision)), spans.as_str().into()]);
    key.extend([protocol.ties()[ties].name.as_str().into(), Part::from(population.id())]);
    key.extend(books.iter().map(|(name, _)| Part::from(name.as_str())));
    let stream = Stream::of(protocol.plan().seed, &key);
    let mut trial = Trial::new(indicator, books, after.start, stream);
    let mut groups = trial.observed(&mut left_out);
    let stated = protocol.ties()[ties].rule.stated == Stated::ByTheSpeaker;
    let floors = if indicator.needs.has(Needs::EVIDENCE) {
        Floors {
            tied_turns: protocol.plan().least_tied_turns,
            explicit_share: if stated { protocol.plan().least_explicit_share } else { 0.0 },
        }
    } else {
        Floors::default()
    };
    let mut shortfalls = trial.leave_out_poor(&mut groups, floors, &mut left_out);
    left_out.sort_by(|a, b| a.0.cmp(&b.0));
    let change = trial.change(&groups, floors, options, &mut shortfalls);
    Ok(Comparison {
        indicator,
        before,
        after,
        ties: (indicator.grain == Grain::Ties).then(|| protocol.ties()[ties].name.clone()),
        population,
        groups,
        left_out,
        shortfalls,
        days: trial.days_each(options.shuffle) as u32,
        shuffle: options.shuffle,
        draws: options.draws.max(1),
        seed: protocol.plan().seed,
        change,
    })
}

fn check_spans(before: DaySpan, after: DaySpan) -> Result<(), Error> {
    let wrong = |message: String, hint: &str| Err(Error::new(ErrorKind::Plan, message).with_hint(hint));
    if before.start >= before.end || after.start >= after.end {
        return wrong(format!("{before} or {after} has no day"), "a span ends after it begins");
    }
    if after.end <= before.start {
        let message = format!("{before} comes after {after}: they stand the wrong way round");
        return wrong(message, "give the earlier span as `before`");
    }
    if after.start < before.end {
        return wrong(
            format!("{before} and {after} share days"),
            "a test of change wants two spans without a common day: overlapping windows call noise a trend",
        );
    }
    Ok(())
}

fn population(protocol: &Protocol, indicator: &Indicator, options: &CompareOptions) -> Result<Population, Error> {
    if let Some(name) = &options.population {
        return Population::named(name);
    }
    let known = protocol.populations();
    let wanted = if indicator.needs.has(Needs::STAFF) { Staff::Included } else { Staff::Removed };
    Ok(known.iter().copied().find(|p| p.staff == wanted).unwrap_or(known[0]))
}

fn tie_rule(protocol: &Protocol, options: &CompareOptions) -> Result<usize, Error> {
    let Some(name) = &options.ties else { return Ok(0) };
    let known = protocol.ties().iter().map(|t| t.name.as_str());
    protocol
        .ties()
        .iter()
        .position(|t| t.name == *name)
        .ok_or_else(|| Error::unknown(("tie rule under `[ties]`", "关系规则（方案的 [ties]）"), name, known))
}

impl Comparison {
    /// What one unit of the change is, for a caption.
    pub fn unit(&self) -> Unit {
        self.indicator.card.numerator
    }
}
