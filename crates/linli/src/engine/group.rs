//! The group kernel: one group's history in, its rows and a small summary out. Batch replays events through it in order.

use std::sync::atomic::{AtomicBool, Ordering};

use super::Protocol;
use super::belonging::{Belonging, Standing, staff_of};
use super::beyond::{Beyond, RolledTies, among};
use super::days::{GroupDays, WindowDays};
use super::gate::{Gate, Seen, gap, too_few};
use super::rows::Rows;
use super::sightings::{Attended, Sightings};
use super::talk::RollingTalk;
use super::ties::RollingTies;
use crate::definition::Undefined;
use crate::error::{Error, ErrorKind};
use crate::frame::{GroupFrame, History, Needs, Shared, Streams, Talk, Turns};
use crate::indicator::{Compute, Grain, Indicator, Interval, TableId};
use crate::network::Network;
use crate::panel::Tables;
use crate::population::{Base, Population, Staff};
use crate::records::{
    ActivityId, ActivityOrigin, AttendanceStatus, DaySpan, Fields, GroupId, Layer, PersonId, Records, covered_share,
    union_of_spans,
};
use crate::tie::{Stated, Timeline};
use crate::time::{DAY, Window};

/// What the group kernel reads.
#[derive(Debug, Clone, Copy)]
pub struct GroupHistory<'a> {
    /// The records.
    pub records: &'a Records,
    /// Which group.
    pub group: GroupId,
    /// Whom the plan names as staff, by person; roles are read from the memberships.
    pub named_staff: &'a [bool],
}

/// What the programme kernel needs of a group, by window; empty where there is no second layer to compute.
#[derive(Debug, Clone)]
pub struct GroupSummary {
    /// Which group.
    pub group: GroupId,
    /// People other than staff present in each window, ascending.
    pub present: Vec<Vec<PersonId>>,
    /// What is said in each window of a second-layer group.
    pub talk: Vec<Talk>,
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
    let people = everybody(history);
    let plan = protocol.plan();
    let presence_days = i32::try_from(plan.presence.micros() / DAY).unwrap_or(i32::MAX);
    let belonging = Belonging::new(history.records, history.group, &people, history.named_staff, presence_days);
    let timeline = Timeline::of(history.records.messages(history.group), people.clone(), plan.turn_gap);
    let attended = attended(history, &people, &belonging);
    let mut sightings = Sightings::new(&timeline, &attended, plan.presence.micros(), protocol.zone());
    let mut beyond = Beyond::new(protocol, history, &timeline, &belonging, &sightings);
    let mut kernel = Kernel::new(protocol, history, &timeline, &people, &belonging);
    let needs_ties = protocol.indicators().iter().any(|i| matches!(i.table(), TableId::Networks | TableId::Positions));
    let mut rolling: Vec<RollingTies> = if needs_ties {
        protocol
            .ties()
            .iter()
            .map(|ties| {
                RollingTies::new(ties, &timeline, sightings.activities(), protocol.needs(Grain::Ties), protocol.zone())
            })
            .collect()
    } else {
        Vec::new()
    };
    for (at, window) in protocol.windows().iter().enumerate() {
        if scratch.cancel.load(Ordering::Relaxed) {
            return Err(Error::new(ErrorKind::Cancelled, "the run was stopped"));
        }
        sightings.advance(window);
        let (since, _) = sightings.presence_before(window.start, window.first_day);
        for ties in &mut rolling {
            ties.advance(window, since, beyond.lives.as_ref(), protocol.zone());
        }
        kernel.window(at, window, &sightings, &rolling, &mut beyond, &mut scratch.networks);
    }
    Ok(kernel.finish())
}

/// Everybody who may matter to a group: writers, whom they point at, members. Ascending.
pub(crate) fn everybody(history: GroupHistory<'_>) -> Vec<PersonId> {
    let (records, group) = (history.records, history.group);
    let mut there = vec![false; records.people().len()];
    for member in records.memberships_of(group) {
        there[member.person.index()] = true;
    }
    for message in records.messages(group).iter().filter(|m| m.is_turn()) {
        there[message.author.index()] = true;
        for target in message.targets {
            there[target.person.index()] = true;
        }
    }
    there.iter().enumerate().filter(|(_, there)| **there).map(|(at, _)| PersonId::from_index(at)).collect()
}

/// Attendance at the activities of the group's organization.
pub(super) fn attended(history: GroupHistory<'_>, people: &[PersonId], belonging: &Belonging<'_>) -> Vec<Attended> {
    let records = history.records;
    let Some(organization) = records.groups()[history.group.index()].organization else { return Vec::new() };
    let mut attended = Vec::new();
    for at in records.activities_of(organization) {
        let activity = &records.activities()[at];
        if activity.origin == ActivityOrigin::Proposed {
            continue;
        }
        for row in records.attendance_of(ActivityId::from_index(at)) {
            if let Ok(position) = people.binary_search(&row.person)
                && row.status == AttendanceStatus::Present
            {
                let member = belonging.is_member_on(position, activity.day);
                attended.push(Attended { activity: at, day: activity.day, position: position as u32, member });
            }
        }
    }
    attended
}

/// Whether enough of the names on the sheets of the group's organization are known in its chats and lists.
pub(super) fn is_linked(history: GroupHistory<'_>, least: f64) -> bool {
    let (records, group) = (history.records, &history.records.groups()[history.group.index()]);
    let Some(organization) = group.organization.filter(|_| group.layer == Layer::First) else { return true };
    records.linkage(organization, &staff_of(records, organization, history.named_staff)).joins(least)
}

struct Kernel<'a> {
    protocol: &'a Protocol,
    group: GroupId,
    name: &'a str,
    timeline: &'a Timeline,
    people: &'a [PersonId],
    belonging: &'a Belonging<'a>,
    coverage: Vec<DaySpan>,
    /// What each chat source of the group covers, and what it can record.
    sources: Vec<(&'a [DaySpan], Fields)>,
    /// Whether the names on the organization's sheets are known here.
    linked: bool,
    tables: [Rows; 4],
    summary: GroupSummary,
    /// What is said in a second-layer group.
    talk: Option<RollingTalk<'a>>,
    /// Whether anybody reads the summary: a second layer, and an indicator of it.
    summarized: bool,
}

/// One row of a group table, and those of its people.
struct Row<'a> {
    tables: [usize; 2],
    /// The key behind the group (and the person).
    codes: &'a [u32],
    frame: &'a GroupFrame<'a>,
    refuses: &'a dyn Fn(&Indicator) -> Option<Undefined>,
    /// What the days of the window brought.
    days: &'a dyn Fn() -> GroupDays<'a>,
}

const GROUPS: usize = 0;
const NETWORKS: usize = 1;
const MEMBERS: usize = 2;
const POSITIONS: usize = 3;

/// The share of the presence period that must be covered before somebody is called silent for all of it.
const PRESENCE_COVERAGE: f64 = 0.9;

impl<'a> Kernel<'a> {
    fn new(
        protocol: &'a Protocol,
        history: GroupHistory<'a>,
        timeline: &'a Timeline,
        people: &'a [PersonId],
        belonging: &'a Belonging<'a>,
    ) -> Self {
        let (records, group) = (history.records, history.group);
        let rows = |table| Rows::new(table, protocol.of_table(table), |i| protocol.wants_interval(i));
        Self {
            protocol,
            group,
            name: &records.groups()[group.index()].id,
            timeline,
            people,
            belonging,
            coverage: records.group_coverage(group),
            sources: records.group_sources(group).map(|s| (s.covers.as_slice(), s.fields)).collect(),
            linked: is_linked(history, protocol.plan().least_linkage),
            tables: [TableId::Groups, TableId::Networks, TableId::Members, TableId::Positions].map(rows),
            summary: GroupSummary { group, present: Vec::new(), talk: Vec::new(), gap: Vec::new() },
            talk: (records.groups()[group.index()].layer == Layer::Second).then(|| RollingTalk::new(timeline)),
            summarized: records.groups().iter().any(|g| g.layer == Layer::Second)
                && [TableId::SecondLayer, TableId::SecondLayerPairs].iter().any(|&t| !protocol.of_table(t).is_empty()),
        }
    }

    fn window(
        &mut self,
        at: usize,
        window: &Window,
        sightings: &Sightings<'_>,
        rolling: &[RollingTies],
        beyond: &mut Beyond<'_>,
        networks: &mut Vec<(Network, Shared)>,
    ) {
        let protocol = self.protocol;
        let standing = self.belonging.standing(window);
        let staff = || self.staff_here(&standing, sightings);
        let gate = self.gate(window, &standing, sightings);
        let all_turns: u32 = sightings.turns.iter().sum();
        let staff_turns = staff().next().map(|_| staff().map(|p| sightings.turns[p]).sum());
        let populations: Vec<(Vec<u32>, Turns, Vec<bool>)> = protocol
            .populations()
            .iter()
            .map(|&population| {
                let nodes = nodes(population, &standing, sightings);
                let turns = turns_of(&nodes, window, sightings, &standing, all_turns, staff_turns);
                let staff = nodes.iter().map(|&node| standing.staff[node as usize]).collect();
                (nodes, turns, staff)
            })
            .collect();
        self.summarize(window, &standing, sightings, &gate);

        // Where nothing can be said of a window, nothing is computed for it.
        let needs = if gate.window.is_none() { protocol.needs(Grain::Ties) } else { Needs::NONE };
        networks.resize_with(rolling.len(), Default::default);
        let empty = Network::default();
        let (nothing, sayable) = (Shared::default(), gate.window.is_none());
        let in_window = beyond.begin(window, &standing, &self.coverage);
        let (since, since_day) = sightings.presence_before(window.start, window.first_day);
        let before =
            Window { start: since, first_day: since_day, end: window.start, end_day: window.first_day, ..*window };
        let recorded = |reads: Fields| {
            let recording = self.sources.iter().filter(|(_, fields)| reads == Fields::NONE || fields.meets(reads));
            union_of_spans(recording.flat_map(|(covers, _)| covers.iter().copied()))
        };
        let lookback = |reads: Fields| {
            let asked = needs.has(Needs::LOOKBACK);
            asked.then(|| gap(&recorded(reads), &before, protocol.plan().coverage.max(PRESENCE_COVERAGE))).flatten()
        };
        let lookbacks: Vec<Option<Undefined>> = protocol.ties().iter().map(|ties| lookback(ties.rule.reads)).collect();
        for (p, (nodes, turns, staff)) in populations.iter().enumerate() {
            let people: Vec<PersonId> = nodes.iter().map(|&node| self.people[node as usize]).collect();
            let history = if sayable { beyond.population(window, p, nodes, &in_window) } else { History::default() };
            let streams = Streams {
                seed: protocol.plan().seed,
                group: self.name,
                population: protocol.populations()[p].id(),
                ties: "",
            };
            let frame = GroupFrame {
                window,
                people: &people,
                staff,
                turns,
                network: &empty,
                shared: &nothing,
                streams,
                history: &history,
            };
            let population = protocol.populations()[p];
            let among = among(nodes, self.people.len());
            let unsaid = gate.population(population);
            if let Some(then) = beyond.then() {
                then.population(&people, unsaid);
            }
            let coverage = self.coverage.clone();
            let of_window = WindowDays { window, nodes, staff: &standing.staff, coverage: &coverage };
            let (timeline, zone) = (self.timeline, protocol.zone());
            self.write(&Row {
                tables: [GROUPS, MEMBERS],
                codes: &[at as u32, p as u32],
                frame: &frame,
                refuses: &|i| gate.refuses(i, population, None),
                days: &|| GroupDays::of_window(&of_window, timeline, &[], zone, streams),
            });
            let sum = |counts: &[u32]| f64::from(counts.iter().sum::<u32>());
            let explicit_share = sum(&turns.addressed) / sum(&turns.turns).max(1.0);
            for (r, ties) in rolling.iter().enumerate() {
                let rule = protocol.ties()[r].rule;
                let (network, shared) = &mut networks[r];
                // Where nobody is staff, a population and its twin are the same people and the same network.
                if p == 0 || populations[p - 1].0 != *nodes {
                    network.fill(ties.store(), nodes, self.people);
                    *shared = Shared::of(network, needs);
                }
                let plan = protocol.plan();
                let sparse = (plan.least_tied_turns > 0 && ties.tied_turns(&among) < plan.least_tied_turns)
                    || (rule.stated == Stated::ByTheSpeaker && explicit_share < plan.least_explicit_share);
                let seen = Seen { reads: rule.reads, tells: rule.tells, sparse };
                let rolled = RolledTies { ties, network, nodes, among: &among, lookback: lookbacks[r] };
                let place = [p, p * rolling.len() + r];
                let history = if sayable { beyond.ties(window, place, &rolled) } else { History::default() };
                if let Some(then) = beyond.then() {
                    then.network(network, unsaid.or(gate.ties(&seen, true)));
                }
                let streams = Streams { ties: &protocol.ties()[r].name, ..streams };
                let frame = GroupFrame { network: &*network, shared: &*shared, history: &history, streams, ..frame };
                self.write(&Row {
                    tables: [NETWORKS, POSITIONS],
                    codes: &[at as u32, p as u32, r as u32],
                    frame: &frame,
                    refuses: &|i| gate.refuses(i, population, Some(&seen)),
                    days: &|| GroupDays::of_window(&of_window, timeline, ties.all(), zone, streams),
                });
            }
        }
        beyond.end();
    }

    /// Staff known here in a window. Whoever first comes later is not known yet: what comes later changes no earlier window.
    fn staff_here<'s>(&self, standing: &'s Standing, sightings: &'s Sightings<'_>) -> impl Iterator<Item = usize> {
        let here = |p: usize| standing.belongs[p] || sightings.last_seen[p].is_some();
        (0..self.people.len()).filter(move |&p| standing.staff[p] && here(p))
    }

    /// Why sources do not allow values in a window.
    fn gate(&self, window: &Window, standing: &Standing, sightings: &Sightings<'_>) -> Gate {
        let (start, first_day) = sightings.presence_start(window);
        Gate {
            window: gap(&self.coverage, window, self.protocol.plan().coverage),
            presence: gap(
                &self.coverage,
                &Window { start, first_day, ..*window },
                self.protocol.plan().coverage.max(PRESENCE_COVERAGE),
            ),
            fields: self
                .sources
                .iter()
                .filter(|(covers, _)| covered_share(covers, window) > 0.0)
                .fold(sightings.lists_so_far(window), |all, &(_, fields)| all.with(fields)),
            has_list: self.belonging.has_list(window),
            linked: self.linked,
            has_staff: self.staff_here(standing, sightings).next().is_some(),
        }
    }

    /// Writes one row of a group table and one a person of a member table.
    fn write(&mut self, row: &Row<'_>) {
        let Row { tables: [group_table, member_table], codes, frame, refuses, days } = *row;
        let group = self.group.index() as u32;
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
                if rows.wants_bounds(column) {
                    let bounds = value.ok().zip(indicator.interval).and_then(|(value, interval)| match interval {
                        Interval::Of(interval) => interval(frame).ok(),
                        Interval::Days(most) => days().interval(indicator, value, most(frame)),
                    });
                    rows.bounds(column, bounds);
                }
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

    fn summarize(&mut self, window: &Window, standing: &Standing, sightings: &Sightings<'_>, gate: &Gate) {
        if !self.summarized {
            return;
        }
        let present = Population { base: Base::Present, staff: Staff::Removed };
        let nodes = nodes(present, standing, sightings);
        let person = |&node: &u32| self.people[node as usize];
        if let Some(talk) = &mut self.talk {
            self.summary.talk.push(talk.of(window, &standing.staff, &sightings.turns, gate.has_staff));
        }
        self.summary.present.push(nodes.iter().map(person).collect());
        self.summary.gap.push(gate.window);
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

/// The positions of a population in a window, ascending.
pub(super) fn nodes(population: Population, standing: &Standing, sightings: &Sightings<'_>) -> Vec<u32> {
    (0..standing.listed.len())
        .filter(|&i| {
            let speaks = sightings.turns[i] > 0;
            let counts = match population.base {
                Base::Roster => speaks || standing.listed[i],
                Base::Active => sightings.seen_days[i] > 0,
                Base::Present => {
                    let seen = sightings.presence_turns[i] > 0 || sightings.presence_attended[i] > 0;
                    // Whoever left and came back has one spell that ended and one that has not.
                    seen && (speaks || standing.belongs[i] || !standing.ended[i])
                }
            };
            counts && (population.staff == Staff::Included || !standing.staff[i])
        })
        .map(|i| i as u32)
        .collect()
}

fn turns_of(
    nodes: &[u32],
    window: &Window,
    sightings: &Sightings<'_>,
    standing: &Standing,
    all_turns: u32,
    staff_turns: Option<u32>,
) -> Turns {
    let of = |counts: &[u32]| nodes.iter().map(|&node| counts[node as usize]).collect();
    let last_day = window.end_day.plus(-1).number();
    Turns {
        turns: of(&sightings.turns),
        addressed: of(&sightings.addressed),
        receipts: of(&sightings.receipts),
        repeated: of(&sightings.repeated),
        seen_days: of(&sightings.seen_days),
        presence_turns: of(&sightings.presence_turns),
        excused: nodes.iter().map(|&node| standing.excused[node as usize]).collect(),
        days_since_seen: nodes
            .iter()
            .map(|&node| sightings.last_seen[node as usize].map(|day| (last_day - day.number()).max(0) as u32))
            .collect(),
        all_turns,
        staff_turns,
    }
}
