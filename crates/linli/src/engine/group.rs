//! The group kernel: one group's history in, its rows and a small summary out. Batch replays events through it in order.

use std::sync::atomic::{AtomicBool, Ordering};

use super::Protocol;
use super::rows::Rows;
use super::sightings::Sightings;
use crate::definition::Undefined;
use crate::error::{Error, ErrorKind};
use crate::frame::{GroupFrame, Needs, Shared, Turns};
use crate::indicator::{Compute, Grain, Indicator, TableId};
use crate::network::{Network, TieStore};
use crate::panel::Tables;
use crate::population::{Base, Population, Staff};
use crate::records::{
    ActivityOrigin, AttendanceStatus, DaySpan, Fields, GroupId, Membership, PersonId, Records, covered_share,
};
use crate::tie::{Stated, Tie, Timeline};
use crate::time::{Day, Window};

/// What the group kernel reads.
#[derive(Debug, Clone, Copy)]
pub struct GroupHistory<'a> {
    /// The records.
    pub records: &'a Records,
    /// Which group.
    pub group: GroupId,
    /// Who is staff, by person.
    pub staff: &'a [bool],
}

/// What the programme kernel needs of a group, by window.
#[derive(Debug, Clone)]
pub struct GroupSummary {
    /// Which group.
    pub group: GroupId,
    /// People other than staff present in each window, ascending.
    pub present: Vec<Vec<PersonId>>,
    /// People other than staff with a turn in each window, ascending.
    pub speaking: Vec<Vec<PersonId>>,
    /// Why the window says nothing, where it does.
    pub gap: Vec<Option<Undefined>>,
}

/// Memory kept between groups, and the flag that stops a run.
#[derive(Debug)]
pub struct Scratch<'a> {
    cancel: &'a AtomicBool,
    networks: Vec<(Network, Shared)>,
}

impl<'a> Scratch<'a> {
    /// Fresh scratch; the kernel stops with an error once the flag is set.
    pub fn new(cancel: &'a AtomicBool) -> Self {
        Self { cancel, networks: Vec::new() }
    }
}

/// Computes every row of one group, in key order.
pub fn group(
    protocol: &Protocol,
    history: GroupHistory<'_>,
    scratch: &mut Scratch<'_>,
) -> Result<(Tables, GroupSummary), Error> {
    let mut kernel = Kernel::new(protocol, history);
    let timeline = Timeline::of(
        history.records.messages(history.group),
        std::mem::take(&mut kernel.people),
        protocol.plan().turn_gap,
    );
    kernel.people = timeline.people().to_vec();
    let attended = kernel.attended(&timeline);
    let mut sightings = Sightings::new(&timeline, attended, protocol.plan().presence.micros(), protocol.zone());
    let needs_ties = protocol.indicators().iter().any(|i| matches!(i.table(), TableId::Networks | TableId::Positions));
    let mut rolling: Vec<RollingTies> = if needs_ties {
        protocol
            .ties()
            .iter()
            .map(|ties| RollingTies::new(ties.rule.ties(&ties.parameters, &timeline), timeline.people().len()))
            .collect()
    } else {
        Vec::new()
    };
    for (at, window) in protocol.windows().iter().enumerate() {
        if scratch.cancel.load(Ordering::Relaxed) {
            return Err(Error::new(ErrorKind::Cancelled, "the run was stopped"));
        }
        sightings.advance(window);
        for ties in &mut rolling {
            ties.advance(window);
        }
        kernel.window(at, window, &sightings, &rolling, &mut scratch.networks);
    }
    Ok(kernel.finish())
}

struct Kernel<'a> {
    protocol: &'a Protocol,
    history: GroupHistory<'a>,
    /// Everybody who may matter: writers, targets, members. Ascending.
    people: Vec<PersonId>,
    coverage: Vec<DaySpan>,
    fields: Fields,
    has_roster: bool,
    memberships: Vec<Membership>,
    tables: [Rows; 4],
    summary: GroupSummary,
}

const GROUPS: usize = 0;
const NETWORKS: usize = 1;
const MEMBERS: usize = 2;
const POSITIONS: usize = 3;

impl<'a> Kernel<'a> {
    fn new(protocol: &'a Protocol, history: GroupHistory<'a>) -> Self {
        let (records, group) = (history.records, history.group);
        let organization = records.groups()[group.index()].organization;
        let memberships: Vec<Membership> = records
            .memberships()
            .iter()
            .copied()
            .filter(|m| m.concerns(group, organization, records.groups()))
            .collect();
        let mut people: Vec<PersonId> = memberships.iter().map(|m| m.person).collect();
        for message in records.messages(group).iter().filter(|m| m.is_turn()) {
            // Runs of one writer are common; asking the last entry first keeps the list short.
            if people.last() != Some(&message.author) {
                people.push(message.author);
            }
            people.extend(message.targets.iter().map(|t| t.person));
            if people.len() > 65_536 {
                people.sort_unstable();
                people.dedup();
            }
        }
        people.sort_unstable();
        people.dedup();
        let rows = |table| Rows::new(table, protocol.of_table(table), |i| protocol.wants_interval(i));
        Self {
            protocol,
            history,
            people,
            coverage: records.group_coverage(group),
            fields: records.group_fields(group),
            has_roster: memberships.iter().any(|m| m.listed),
            memberships,
            tables: [TableId::Groups, TableId::Networks, TableId::Members, TableId::Positions].map(rows),
            summary: GroupSummary { group, present: Vec::new(), speaking: Vec::new(), gap: Vec::new() },
        }
    }

    /// Attendance of known members at the activities of the group's organization, as (day, position).
    fn attended(&self, timeline: &Timeline) -> Vec<(Day, u32)> {
        let records = self.history.records;
        let Some(organization) = records.groups()[self.history.group.index()].organization else { return Vec::new() };
        let mut known = vec![false; self.people.len()];
        for turn in 0..timeline.len() {
            known[timeline.turn(turn).author as usize] = true;
        }
        for membership in &self.memberships {
            if let Ok(at) = self.people.binary_search(&membership.person) {
                known[at] = true;
            }
        }
        let mut attended = Vec::new();
        for at in records.activities_of(organization) {
            let activity = &records.activities()[at];
            if activity.origin == ActivityOrigin::Proposed {
                continue;
            }
            for row in records.attendance_of(crate::records::ActivityId::from_index(at)) {
                if let Ok(position) = self.people.binary_search(&row.person)
                    && known[position]
                    && row.status == AttendanceStatus::Present
                {
                    attended.push((activity.day, position as u32));
                }
            }
        }
        attended
    }

    fn window(
        &mut self,
        at: usize,
        window: &Window,
        sightings: &Sightings<'_>,
        rolling: &[RollingTies],
        networks: &mut Vec<(Network, Shared)>,
    ) {
        let protocol = self.protocol;
        let gate = Gate {
            window: gap(&self.coverage, window, protocol.plan().coverage),
            presence: {
                let (start, first_day) = sightings.presence_start(window);
                gap(&self.coverage, &Window { start, first_day, ..*window }, protocol.plan().coverage)
            },
            fields: self.fields,
            has_roster: self.has_roster,
        };
        let all_turns: u32 = sightings.turns.iter().sum();
        let all_addressed: u32 = sightings.addressed.iter().sum();
        let is_staff = |position: u32| self.history.staff[self.people[position as usize].index()];
        let staff_turns =
            (0..self.people.len() as u32).filter(|&p| is_staff(p)).map(|p| sightings.turns[p as usize]).sum();
        let populations: Vec<(Vec<u32>, Turns, Vec<bool>)> = protocol
            .populations()
            .iter()
            .map(|&population| {
                let nodes = self.nodes(population, window, sightings);
                let turns = turns_of(&nodes, window, sightings, all_turns, staff_turns);
                let staff = nodes.iter().map(|&node| is_staff(node)).collect();
                (nodes, turns, staff)
            })
            .collect();
        self.summarize(window, sightings, gate.window);

        // Where nothing can be said of a window, nothing is computed for it.
        let needs = if gate.window.is_none() { protocol.needs(Grain::Ties) } else { Needs::NONE };
        networks.resize_with(rolling.len(), Default::default);
        let empty = Network::default();
        let nothing = Shared::default();
        for (p, (nodes, turns, staff)) in populations.iter().enumerate() {
            let people: Vec<PersonId> = nodes.iter().map(|&node| self.people[node as usize]).collect();
            let frame = GroupFrame { window, people: &people, staff, turns, network: &empty, shared: &nothing };
            let population = protocol.populations()[p];
            self.write(GROUPS, MEMBERS, &[at as u32, p as u32], &frame, &|i| gate.refuses(i, population, None));
            let floor = protocol.plan().least_explicit_share;
            for (r, ties) in rolling.iter().enumerate() {
                let rule = protocol.ties()[r].rule;
                let (network, shared) = &mut networks[r];
                // Where nobody is staff, a population and its twin are the same people and the same network.
                if p == 0 || populations[p - 1].0 != *nodes {
                    network.fill(&ties.store, nodes, &self.people);
                    *shared = Shared::of(network, needs);
                }
                let frame = GroupFrame { network: &*network, shared: &*shared, ..frame };
                let explicit_share = f64::from(all_addressed) / f64::from(all_turns.max(1));
                let sparse = ties.tied_turns < protocol.plan().least_tied_turns
                    || (rule.stated == Stated::ByTheSpeaker && explicit_share < floor);
                let seen = Seen { reads: rule.reads, sparse };
                self.write(NETWORKS, POSITIONS, &[at as u32, p as u32, r as u32], &frame, &|i| {
                    gate.refuses(i, population, Some(&seen))
                });
            }
        }
    }

    /// The positions of a population in a window, ascending.
    fn nodes(&self, population: Population, window: &Window, sightings: &Sightings<'_>) -> Vec<u32> {
        let mut listed = vec![false; self.people.len()];
        let (mut belongs, mut ended) = (listed.clone(), listed.clone());
        for membership in &self.memberships {
            if let Ok(position) = self.people.binary_search(&membership.person) {
                let touches = membership.touches(window);
                listed[position] |= membership.listed && touches;
                belongs[position] |= touches;
                ended[position] |= !touches && membership.end.earliest.is_some_and(|day| day <= window.first_day);
            }
        }
        (0..self.people.len())
            .filter(|&i| {
                let speaks = sightings.turns[i] > 0;
                let counts = match population.base {
                    Base::Roster => speaks || listed[i],
                    Base::Active => sightings.seen_days[i] > 0,
                    Base::Present => {
                        let seen = sightings.presence_turns[i] > 0 || sightings.presence_attended[i] > 0;
                        // Whoever left and came back has one spell that ended and one that has not.
                        seen && (speaks || belongs[i] || !ended[i])
                    }
                };
                let staff = self.history.staff[self.people[i].index()];
                counts && (population.staff == Staff::Included || !staff)
            })
            .map(|i| i as u32)
            .collect()
    }

    /// Writes one row of a group table and one a person of a member table.
    fn write(
        &mut self,
        group_table: usize,
        member_table: usize,
        codes: &[u32],
        frame: &GroupFrame<'_>,
        refuses: &dyn Fn(&Indicator) -> Option<Undefined>,
    ) {
        let group = self.history.group.index() as u32;
        let rows = &mut self.tables[group_table];
        if !rows.is_unasked() {
            let mut key = vec![group];
            key.extend_from_slice(codes);
            rows.key(&key);
            for (column, indicator) in rows.indicators.clone().into_iter().enumerate() {
                let Compute::Group(compute) = indicator.compute else { continue };
                let refused = refuses(indicator).or_else(|| too_few(indicator, frame));
                let value = refused.map_or_else(|| compute(frame), Err);
                rows.cell(column, value);
                let bounds = indicator.interval.filter(|_| value.is_ok()).and_then(|interval| interval(frame).ok());
                rows.bounds(column, bounds);
            }
        }
        let rows = &mut self.tables[member_table];
        if !rows.is_unasked() {
            for person in frame.people {
                let mut key = vec![group, person.index() as u32];
                key.extend_from_slice(codes);
                rows.key(&key);
            }
            for (column, indicator) in rows.indicators.clone().into_iter().enumerate() {
                let Compute::Member(compute) = indicator.compute else { continue };
                let refused = refuses(indicator).or_else(|| too_few(indicator, frame));
                rows.cells(column, frame.len(), |cells| match refused {
                    Some(reason) => cells.fill(reason),
                    None => compute(frame, cells),
                });
            }
        }
    }

    fn summarize(&mut self, window: &Window, sightings: &Sightings<'_>, gap: Option<Undefined>) {
        let present = Population { base: Base::Present, staff: Staff::Removed };
        let nodes = self.nodes(present, window, sightings);
        let person = |&node: &u32| self.people[node as usize];
        self.summary.speaking.push(nodes.iter().filter(|&&n| sightings.turns[n as usize] > 0).map(person).collect());
        self.summary.present.push(nodes.iter().map(person).collect());
        self.summary.gap.push(gap);
    }

    fn finish(self) -> (Tables, GroupSummary) {
        let tables = self
            .tables
            .into_iter()
            .filter(|rows| !rows.is_unasked())
            .map(|rows| {
                let table = rows.table;
                // Computed window by window; a person's rows belong together.
                let by_person = matches!(table, TableId::Members | TableId::Positions);
                (table, if by_person { rows.sorted_by_key(1) } else { rows.in_order() })
            })
            .collect();
        (Tables(tables), self.summary)
    }
}

/// Why sources do not allow a value in a window.
struct Gate {
    window: Option<Undefined>,
    presence: Option<Undefined>,
    fields: Fields,
    has_roster: bool,
}

/// What is known of the ties at hand.
struct Seen {
    reads: Fields,
    sparse: bool,
}

impl Gate {
    fn refuses(&self, indicator: &Indicator, population: Population, ties: Option<&Seen>) -> Option<Undefined> {
        let needs = |need| indicator.needs.has(need);
        let recorded = |reads: Fields| reads == Fields::NONE || self.fields.meets(reads);
        if needs(Needs::ROSTER) && population.base != Base::Roster {
            return Some(Undefined::OtherPopulation);
        }
        if population.base == Base::Roster && !self.has_roster {
            return Some(Undefined::NoRoster);
        }
        if let Some(gap) = if needs(Needs::PRESENCE) { self.presence } else { self.window } {
            return Some(gap);
        }
        if !recorded(indicator.reads) || ties.is_some_and(|ties| !recorded(ties.reads)) {
            return Some(Undefined::NotRecorded);
        }
        (needs(Needs::EVIDENCE) && ties.is_some_and(|ties| ties.sparse)).then_some(Undefined::TooFewEvents)
    }
}

fn too_few(indicator: &Indicator, frame: &GroupFrame<'_>) -> Option<Undefined> {
    let (n, least) = (frame.len(), indicator.min_members as usize);
    (n < least).then_some(if n == 0 { Undefined::NoMembers } else { Undefined::TooFewMembers })
}

fn gap(coverage: &[DaySpan], window: &Window, least: f64) -> Option<Undefined> {
    let share = covered_share(coverage, window);
    if share <= 0.0 { Some(Undefined::NotCovered) } else { (share < least).then_some(Undefined::PartlyCovered) }
}

fn turns_of(nodes: &[u32], window: &Window, sightings: &Sightings<'_>, all_turns: u32, staff_turns: u32) -> Turns {
    let of = |counts: &[u32]| nodes.iter().map(|&node| counts[node as usize]).collect();
    let last_day = window.end_day.plus(-1).number();
    Turns {
        turns: of(&sightings.turns),
        addressed: of(&sightings.addressed),
        seen_days: of(&sightings.seen_days),
        presence_turns: of(&sightings.presence_turns),
        days_since_seen: nodes
            .iter()
            .map(|&node| sightings.last_seen[node as usize].map(|day| (last_day - day.number()).max(0) as u32))
            .collect(),
        all_turns,
        staff_turns,
    }
}

/// The ties of one rule, rolled from window to window.
struct RollingTies {
    ties: Vec<Tie>,
    start: usize,
    end: usize,
    store: TieStore,
    tied_turns: u32,
}

impl RollingTies {
    fn new(ties: Vec<Tie>, people: usize) -> Self {
        Self { ties, start: 0, end: 0, store: TieStore::new(people), tied_turns: 0 }
    }

    fn advance(&mut self, window: &Window) {
        while self.end < self.ties.len() && self.ties[self.end].time < window.end {
            let tie = self.ties[self.end];
            self.store.add(tie.from, tie.to, u64::from(tie.weight));
            // Ties of one turn stand together: a turn is counted at its first tie.
            self.tied_turns += u32::from(self.end == 0 || self.ties[self.end - 1].turn != tie.turn);
            self.end += 1;
        }
        while self.start < self.end && self.ties[self.start].time < window.start {
            let tie = self.ties[self.start];
            self.store.expire(tie.from, tie.to, u64::from(tie.weight));
            self.tied_turns -= u32::from(self.start == 0 || self.ties[self.start - 1].turn != tie.turn);
            self.start += 1;
        }
    }
}
