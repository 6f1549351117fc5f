//! One group's days in two spans: the same people in both, and what each day brought. What a comparison shuffles.

use super::Protocol;
use super::belonging::Belonging;
use super::group::{GroupHistory, attended, everybody, nodes};
use super::sightings::Sightings;
use crate::definition::{Undefined, Value};
use crate::frame::{GroupFrame, Shared, Turns};
use crate::indicator::{Compute, Grain, Indicator};
use crate::network::{Network, TieStore};
use crate::population::{Base, Population};
use crate::records::{DaySpan, Fields, Flags, PersonId};
use crate::tie::{Tie, Timeline};
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

/// The usable days of a group in two spans. A day is usable where sources cover it and it is no holiday.
#[derive(Debug)]
pub struct GroupDays {
    people: Vec<PersonId>,
    staff: Vec<bool>,
    /// Whether anybody at all is staff: without, a share of staff is unknown and not 0.
    any_staff: bool,
    left_out: [usize; 2],
    days: Vec<OneDay>,
    network: Network,
}

#[derive(Debug)]
struct OneDay {
    day: Day,
    ties: Vec<(u32, u32, u64)>,
    tied_turns: u32,
    turns: Vec<(u32, Spoken)>,
    all_turns: u32,
    staff_turns: u32,
}

impl OneDay {
    fn empty(day: Day) -> Self {
        Self { day, ties: Vec::new(), tied_turns: 0, turns: Vec::new(), all_turns: 0, staff_turns: 0 }
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Spoken {
    turns: u32,
    addressed: u32,
}

impl Indicator {
    /// Whether its value is that of a set of days: nothing it reads reaches beyond them.
    pub fn is_of_days(&self) -> bool {
        matches!(self.compute, Compute::Group(_)) && !self.needs.reaches_beyond_days()
    }
}

impl GroupDays {
    /// The days of a group. The people are those the population counts in both spans: with people who came or left
    /// between them, a change of who is there would pass for a change of how they talk.
    ///
    /// # Errors
    /// Why nothing can be said of the group: no day of a span is usable, or its sources record neither ties nor members.
    pub fn of(
        protocol: &Protocol,
        history: GroupHistory<'_>,
        indicator: &Indicator,
        sides: Sides,
    ) -> Result<Self, Undefined> {
        let everybody = everybody(history);
        let (plan, chosen) = (protocol.plan(), &protocol.ties()[sides.ties]);
        let of_ties = indicator.grain == Grain::Ties;
        let recorded = history.records.group_fields(history.group);
        let is_recorded = |reads: Fields| reads == Fields::NONE || recorded.meets(reads);
        if !is_recorded(indicator.reads) || (of_ties && !is_recorded(chosen.rule.reads)) {
            return Err(Undefined::NotRecorded);
        }
        let presence_days = i32::try_from(plan.presence.micros() / DAY).unwrap_or(i32::MAX);
        let belonging =
            Belonging::new(history.records, history.group, &everybody, history.named_staff, presence_days);
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
            (nodes(sides.population, &standing, &sightings), standing.staff)
        };
        let ((first, was_staff), (second, is_staff)) = (counted(&before), counted(&after));
        let both: Vec<u32> = first.iter().copied().filter(|node| second.binary_search(node).is_ok()).collect();
        let mut place = vec![None; everybody.len()];
        for (node, &at) in both.iter().enumerate() {
            place[at as usize] = Some(node as u32);
        }
        let staff: Vec<bool> = was_staff.iter().zip(&is_staff).map(|(&was, &is)| was || is).collect();
        let mut days = usable_days(history, &[before, after]);
        if !days.iter().any(|d| d.day < before.end_day) || !days.iter().any(|d| d.day >= after.first_day) {
            return Err(Undefined::NotCovered);
        }
        fill_turns(&mut days, &timeline, protocol.zone(), &place, &staff);
        if of_ties {
            let ties = chosen.rule.ties(&chosen.parameters, &timeline);
            fill_ties(&mut days, &ties, protocol.zone(), &place);
        }
        Ok(Self {
            people: both.iter().map(|&at| everybody[at as usize]).collect(),
            any_staff: staff.contains(&true),
            staff: both.iter().map(|&at| staff[at as usize]).collect(),
            left_out: [first.len() - both.len(), second.len() - both.len()],
            days,
            network: Network::default(),
        })
    }

    /// How many people are counted in both spans.
    pub fn people(&self) -> usize {
        self.people.len()
    }

    /// How many are counted in the first span alone, and in the second alone.
    pub fn left_out(&self) -> [usize; 2] {
        self.left_out
    }

    /// The usable days, ascending; positions count into this.
    pub fn days(&self) -> impl ExactSizeIterator<Item = Day> + '_ {
        self.days.iter().map(|day| day.day)
    }

    /// The position of a day, if it is usable.
    pub fn position(&self, day: Day) -> Option<usize> {
        self.days.binary_search_by_key(&day, |known| known.day).ok()
    }

    /// The positions of these days; days that are not usable are passed over.
    pub fn positions(&self, days: impl Iterator<Item = Day>) -> Vec<usize> {
        days.filter_map(|day| self.position(day)).collect()
    }

    /// Turns of the people on these days, and how many of them state a target.
    pub fn spoken(&self, days: &[usize]) -> [u32; 2] {
        let all = days.iter().flat_map(|&at| &self.days[at].turns);
        all.fold([0, 0], |[turns, addressed], (_, spoken)| [turns + spoken.turns, addressed + spoken.addressed])
    }

    /// Turns on these days that give a tie among the people.
    pub fn tied_turns(&self, days: &[usize]) -> u32 {
        days.iter().map(|&at| self.days[at].tied_turns).sum()
    }

    /// The value of an indicator on these days together.
    pub fn value(&mut self, indicator: &Indicator, days: &[usize]) -> Value {
        let Compute::Group(compute) = indicator.compute else { return Err(Undefined::OtherPopulation) };
        let n = self.people.len();
        if n < indicator.min_members as usize {
            return Err(if n == 0 { Undefined::NoMembers } else { Undefined::TooFewMembers });
        }
        let turns = self.turns(days);
        let mut store = TieStore::new(n);
        for &(from, to, weight) in days.iter().flat_map(|&at| &self.days[at].ties) {
            store.add(from, to, weight);
        }
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
        })
    }

    fn turns(&self, days: &[usize]) -> Turns {
        let n = self.people.len();
        let mut turns = Turns {
            turns: vec![0; n],
            addressed: vec![0; n],
            seen_days: vec![0; n],
            presence_turns: vec![0; n],
            excused: vec![false; n],
            days_since_seen: vec![None; n],
            ..Turns::default()
        };
        let mut staff_turns = 0;
        for day in days.iter().map(|&at| &self.days[at]) {
            for &(node, spoken) in &day.turns {
                turns.turns[node as usize] += spoken.turns;
                turns.addressed[node as usize] += spoken.addressed;
                turns.seen_days[node as usize] += 1;
            }
            turns.all_turns += day.all_turns;
            staff_turns += day.staff_turns;
        }
        turns.staff_turns = self.any_staff.then_some(staff_turns);
        turns
    }
}

/// The covered days of these spans that are no holidays, ascending.
fn usable_days(history: GroupHistory<'_>, spans: &[Window]) -> Vec<OneDay> {
    let (covered, holidays) = (history.records.group_coverage(history.group), history.records.holidays());
    let within = |spans: &[DaySpan], day: Day| spans.iter().any(|s| s.start <= day && day < s.end);
    spans
        .iter()
        .flat_map(|span| (0..span.days()).map(|at| span.first_day.plus(at)))
        .filter(|&day| within(&covered, day) && !within(&holidays, day))
        .map(OneDay::empty)
        .collect()
}

fn fill_turns(days: &mut [OneDay], timeline: &Timeline, zone: Zone, place: &[Option<u32>], staff: &[bool]) {
    for turn in (0..timeline.len()).map(|at| timeline.turn(at)) {
        let Some(day) = day_of(days, zone.day(turn.time)) else { continue };
        day.all_turns += 1;
        day.staff_turns += u32::from(staff[turn.author as usize]);
        let Some(node) = place[turn.author as usize] else { continue };
        let entry = day.turns.binary_search_by_key(&node, |&(node, _)| node).unwrap_or_else(|new| {
            day.turns.insert(new, (node, Spoken::default()));
            new
        });
        let spoken = &mut day.turns[entry].1;
        spoken.turns += 1;
        spoken.addressed += u32::from(turn.flags.has(Flags::TO_OTHERS));
    }
}

fn fill_ties(days: &mut [OneDay], ties: &[Tie], zone: Zone, place: &[Option<u32>]) {
    let mut last = None;
    for tie in ties {
        let (Some(from), Some(to)) = (place[tie.from as usize], place[tie.to as usize]) else { continue };
        let Some(day) = day_of(days, zone.day(tie.time)) else { continue };
        day.ties.push((from, to, u64::from(tie.weight)));
        // Ties of one turn stand together.
        day.tied_turns += u32::from(last != Some(tie.turn));
        last = Some(tie.turn);
    }
}

fn day_of(days: &mut [OneDay], day: Day) -> Option<&mut OneDay> {
    let at = days.binary_search_by_key(&day, |known| known.day).ok()?;
    Some(&mut days[at])
}
