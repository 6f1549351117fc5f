//! One group's days in two spans: the same people in both, and what each day brought. What a comparison shuffles.

use std::ops::Range;

use super::Protocol;
use super::belonging::Belonging;
use super::group::{GroupHistory, attended, everybody, nodes};
use super::sightings::Sightings;
use crate::definition::{Undefined, Value};
use crate::frame::{GroupFrame, History, Needs, Shared, Streams, Turns};
use crate::indicator::{Compute, Grain, Indicator};
use crate::network::{Network, TieStore};
use crate::population::{Base, Population, Staff};
use crate::records::{Cue, Cues, DaySpan, Fields, Flags, PersonId};
use crate::statistics::{Scale, jackknife};
use crate::tie::{Infer, Tells, Tie, Timeline};
use crate::time::{DAY, Day, Window, Zone};

/// Two spans of one group, seen through one population and one tie rule.
#[derive(Debug, Clone, Copy)]
pub struct Sides {
    /// The earlier span.
    pub before: Window,
    /// The later span.
    pub after: Window,
    /// Who counts.
    pub population: Population,
    /// The position of the tie rule among the protocol's.
    pub ties: usize,
}

/// One window of a group as one population sees it. People are positions in the group's timeline.
pub(super) struct WindowDays<'a> {
    pub(super) window: &'a Window,
    /// Who counts, ascending.
    pub(super) nodes: &'a [u32],
    /// Whether each person of the timeline is staff.
    pub(super) staff: &'a [bool],
    pub(super) coverage: &'a [DaySpan],
}

/// The usable days of a group in two spans, or in one window. A day is usable where sources cover it; between two spans,
/// where it is no holiday as well.
#[derive(Debug)]
pub struct GroupDays<'a> {
    people: Vec<PersonId>,
    staff: Vec<bool>,
    /// Whether anybody at all is staff: without, a share of staff is unknown and not 0.
    any_staff: bool,
    left_out: [usize; 2],
    days: Vec<Day>,
    turns: Vec<SpokenTurn>,
    ties: Vec<(u32, u32, u64)>,
    network: Network,
    streams: Streams<'a>,
}

/// One turn on a usable day.
#[derive(Debug, Clone, Copy)]
pub struct SpokenTurn {
    /// The position of its day among the usable days.
    pub day: usize,
    /// The position of its author among the people; `None` for somebody who is not counted.
    pub author: Option<u32>,
    staff: bool,
    flags: Flags,
    cues: Cues,
    /// Where its ties end; they begin where those of the turn before end.
    ties: usize,
}

impl Indicator {
    /// Whether its value is that of a set of days: nothing it reads reaches beyond them.
    pub fn is_of_days(&self) -> bool {
        matches!(self.compute, Compute::Group(_)) && !self.needs.reaches_beyond_days()
    }
}

impl<'a> GroupDays<'a> {
    /// The days of a group. The people are those the population counts in either span and who were members in both, as
    /// far as spells tell: with people who came or left between them, a change of who is there would pass for a change of
    /// how they talk. Whoever is counted on one side is counted on the other too, though silent there; taking only whom
    /// both sides show would hang on which days are called before, and so would every shuffle of them.
    ///
    /// # Errors
    /// Why nothing can be said of the group: no day of a span is usable, or its sources record neither ties nor members.
    pub fn of(
        protocol: &'a Protocol,
        history: GroupHistory<'a>,
        indicator: &Indicator,
        sides: Sides,
    ) -> Result<Self, Undefined> {
        let everybody = everybody(history);
        let (plan, chosen) = (protocol.plan(), &protocol.ties()[sides.ties]);
        let of_ties = indicator.grain == Grain::Ties;
        let tells_enough = chosen.rule.tells == Tells::Structure || indicator.needs.has(Needs::WEIGHTS);
        // An occasion of several days is of no day.
        if of_ties && !(tells_enough && matches!(chosen.rule.infer, Infer::Turns(_))) {
            return Err(Undefined::OtherTies);
        }
        let asks_staff = indicator.needs.has(Needs::STAFF);
        if asks_staff && sides.population.staff == Staff::Removed {
            return Err(Undefined::OtherPopulation);
        }
        let recorded = history.records.group_fields(history.group);
        let is_recorded = |reads: Fields| reads == Fields::NONE || recorded.meets(reads);
        if !is_recorded(indicator.reads) || (of_ties && !is_recorded(chosen.rule.reads)) {
            return Err(Undefined::NotRecorded);
        }
        let presence_days = i32::try_from(plan.presence.micros() / DAY).unwrap_or(i32::MAX);
        let belonging = Belonging::new(history.records, history.group, &everybody, history.named_staff, presence_days);
        let (before, after) = (sides.before, sides.after);
        if sides.population.base == Base::Roster && !(belonging.has_list(&before) && belonging.has_list(&after)) {
            return Err(Undefined::NoRoster);
        }
        let timeline = Timeline::of(history.records.messages(history.group), everybody.clone(), plan.turn_gap);
        let attended = attended(history, &everybody, &belonging);
        let mut sightings = Sightings::new(&timeline, &attended, plan.presence.micros(), protocol.zone());
        let mut counted = |window: &Window| {
            sightings.advance(window);
            let standing = belonging.standing(window);
            (nodes(sides.population, &standing, &sightings), standing)
        };
        let ((first, was), (second, is)) = (counted(&before), counted(&after));
        let staff: Vec<bool> = was.staff.iter().zip(&is.staff).map(|(&was, &is)| was || is).collect();
        let mut has_spell = vec![false; everybody.len()];
        for &(at, _) in belonging.spells() {
            has_spell[at] = true;
        }
        let stays = |&at: &u32| {
            let at = at as usize;
            let counts = sides.population.staff == Staff::Included || !staff[at];
            // Whoever is seen on both sides was there, whatever a list says.
            let seen = || first.binary_search(&(at as u32)).is_ok() && second.binary_search(&(at as u32)).is_ok();
            counts && (!has_spell[at] || (was.belongs[at] && is.belongs[at]) || seen())
        };
        let mut both: Vec<u32> = first.iter().chain(&second).copied().filter(stays).collect();
        both.sort_unstable();
        both.dedup();
        let leaves = |nodes: &[u32]| nodes.iter().filter(|at| !stays(at)).count();
        let left_out = [leaves(&first), leaves(&second)];
        let mut place = vec![None; everybody.len()];
        for (node, &at) in both.iter().enumerate() {
            place[at as usize] = Some(node as u32);
        }
        if asks_staff && !staff.contains(&true) {
            return Err(Undefined::NotRecorded);
        }
        let days = usable_days(history, &[before, after]);
        if !days.iter().any(|&d| d < before.end_day) || !days.iter().any(|&d| d >= after.first_day) {
            return Err(Undefined::NotCovered);
        }
        let tied = if of_ties { chosen.rule.ties(&chosen.parameters, &timeline) } else { Vec::new() };
        let mut book = Self {
            people: both.iter().map(|&at| everybody[at as usize]).collect(),
            any_staff: staff.contains(&true),
            staff: both.iter().map(|&at| staff[at as usize]).collect(),
            left_out,
            days,
            turns: Vec::new(),
            ties: Vec::new(),
            network: Network::default(),
            streams: Streams {
                seed: plan.seed,
                group: &history.records.groups()[history.group.index()].id,
                population: sides.population.id(),
                ties: if of_ties { &chosen.name } else { "" },
            },
        };
        book.fill(&timeline, 0..timeline.len(), &tied, protocol.zone(), &place, &staff);
        Ok(book)
    }

    /// The days of one window: the people are those who count in it, `tied` the ties of its turns.
    pub(super) fn of_window(
        window: &WindowDays<'_>,
        timeline: &Timeline,
        tied: &[Tie],
        zone: Zone,
        streams: Streams<'a>,
    ) -> Self {
        let WindowDays { nodes, staff, .. } = *window;
        let of = |values: &[bool]| nodes.iter().map(|&node| values[node as usize]).collect();
        let within = |day: Day| window.coverage.iter().any(|s| s.start <= day && day < s.end);
        let all = (0..window.window.days()).map(|at| window.window.first_day.plus(at));
        let mut book = Self {
            people: nodes.iter().map(|&node| timeline.people()[node as usize]).collect(),
            any_staff: staff.contains(&true),
            staff: of(staff),
            left_out: [0; 2],
            days: all.filter(|&day| within(day)).collect(),
            turns: Vec::new(),
            ties: Vec::new(),
            network: Network::default(),
            streams,
        };
        let mut place = vec![None; timeline.people().len()];
        for (at, &node) in nodes.iter().enumerate() {
            place[node as usize] = Some(at as u32);
        }
        let at = |time| timeline.times().partition_point(|&turn| turn < time);
        let turns = at(window.window.start)..at(window.window.end);
        book.fill(timeline, turns, tied, zone, &place, staff);
        book
    }

    /// The 95 % interval of a value that is at most `most`, from leaving out one of the days at a time; `None` with too few days, or where the
    /// value is undefined without one of them.
    pub(super) fn interval(&mut self, indicator: &Indicator, value: f64, most: f64) -> Option<[f64; 2]> {
        let mut without = Vec::with_capacity(self.days.len());
        for out in 0..self.days.len() {
            let kept: Vec<bool> = self.turns.iter().map(|turn| turn.day != out).collect();
            without.push(self.value(indicator, |at| kept[at]).ok()? / most);
        }
        jackknife(value / most, &without, Scale::Logit).map(|found| found.interval.map(|bound| bound * most))
    }

    /// Takes those of some turns that are on usable days, each with its ties among the people. Ties of one turn stand
    /// together.
    fn fill(
        &mut self,
        timeline: &Timeline,
        turns: Range<usize>,
        tied: &[Tie],
        zone: Zone,
        place: &[Option<u32>],
        staff: &[bool],
    ) {
        let mut next = tied.partition_point(|tie| (tie.turn as usize) < turns.start);
        for at in turns {
            let turn = timeline.turn(at);
            let own = tied[next..].iter().take_while(|tie| tie.turn as usize == at).count();
            let ties = &tied[next..next + own];
            next += own;
            let Ok(day) = self.days.binary_search(&zone.day(turn.time)) else { continue };
            let among = ties
                .iter()
                .filter_map(|tie| Some((place[tie.from as usize]?, place[tie.to as usize]?, u64::from(tie.weight))));
            self.ties.extend(among);
            self.turns.push(SpokenTurn {
                day,
                author: place[turn.author as usize],
                staff: staff[turn.author as usize],
                flags: turn.flags,
                cues: turn.cues,
                ties: self.ties.len(),
            });
        }
    }

    /// How many people are compared.
    pub fn people(&self) -> usize {
        self.people.len()
    }

    /// How many of those counted in the first span, and in the second, are left out: they came or left between.
    pub fn left_out(&self) -> [usize; 2] {
        self.left_out
    }

    /// The usable days, ascending.
    pub fn days(&self) -> &[Day] {
        &self.days
    }

    /// The turns on usable days, in order.
    pub fn turns(&self) -> &[SpokenTurn] {
        &self.turns
    }

    /// Among the picked turns of the people: how many, how many state a target, how many give a tie.
    pub fn spoken(&self, picked: impl Fn(usize) -> bool) -> [u32; 3] {
        let mut spoken = [0; 3];
        for at in (0..self.turns.len()).filter(|&at| picked(at)) {
            let turn = &self.turns[at];
            spoken[0] += u32::from(turn.author.is_some());
            spoken[1] += u32::from(turn.author.is_some() && turn.flags.has(Flags::TO_OTHERS));
            spoken[2] += u32::from(!self.ties_of(at).is_empty());
        }
        spoken
    }

    fn ties_of(&self, turn: usize) -> &[(u32, u32, u64)] {
        let start = if turn == 0 { 0 } else { self.turns[turn - 1].ties };
        &self.ties[start..self.turns[turn].ties]
    }

    /// The value of an indicator on the turns picked, by their position.
    pub fn value(&mut self, indicator: &Indicator, picked: impl Fn(usize) -> bool) -> Value {
        let Compute::Group(compute) = indicator.compute else { return Err(Undefined::OtherPopulation) };
        let n = self.people.len();
        if n < indicator.min_members as usize {
            return Err(if n == 0 { Undefined::NoMembers } else { Undefined::TooFewMembers });
        }
        let mut turns = Turns {
            turns: vec![0; n],
            addressed: vec![0; n],
            receipts: vec![0; n],
            repeated: vec![0; n],
            seen_days: vec![0; n],
            presence_turns: vec![0; n],
            excused: vec![false; n],
            days_since_seen: vec![None; n],
            ..Turns::default()
        };
        let mut staff_turns = 0;
        let mut store = TieStore::new(n);
        let mut last_day = vec![usize::MAX; n];
        for at in (0..self.turns.len()).filter(|&at| picked(at)) {
            let turn = self.turns[at];
            turns.all_turns += 1;
            staff_turns += u32::from(turn.staff);
            if let Some(author) = turn.author.map(|author| author as usize) {
                turns.turns[author] += 1;
                turns.addressed[author] += u32::from(turn.flags.has(Flags::TO_OTHERS));
                turns.receipts[author] += u32::from(turn.cues.has(Cue::Receipt));
                turns.repeated[author] += u32::from(turn.flags.has(Flags::REPEATED));
                turns.seen_days[author] += u32::from(last_day[author] != turn.day);
                last_day[author] = turn.day;
            }
            for &(from, to, weight) in self.ties_of(at) {
                store.add(from, to, weight);
            }
        }
        turns.staff_turns = self.any_staff.then_some(staff_turns);
        let nodes: Vec<u32> = (0..n as u32).collect();
        self.network.fill(&store, &nodes, &self.people);
        let shared = Shared::of(&self.network, indicator.needs);
        compute(&GroupFrame {
            // A set of days is no window; nothing that is of days reads one.
            window: &Window::of_days(Day::FIRST, Day::FIRST, Zone::UTC),
            people: &self.people,
            staff: &self.staff,
            turns: &turns,
            network: &self.network,
            shared: &shared,
            streams: self.streams,
            history: &History::default(),
        })
    }
}

/// The covered days of these spans that are no holidays, ascending.
fn usable_days(history: GroupHistory<'_>, spans: &[Window]) -> Vec<Day> {
    let (covered, holidays) = (history.records.group_coverage(history.group), history.records.holidays());
    let within = |spans: &[DaySpan], day: Day| spans.iter().any(|s| s.start <= day && day < s.end);
    spans
        .iter()
        .flat_map(|span| (0..span.days()).map(|at| span.first_day.plus(at)))
        .filter(|&day| within(&covered, day) && !within(&holidays, day))
        .collect()
}
