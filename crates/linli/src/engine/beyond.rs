//! What indicators look at beyond the turns and ties of the window: computed where one declared it, and nothing else.

use super::Protocol;
use super::belonging::{Belonging, Standing};
use super::clock::Clock;
use super::consents::Consents;
use super::group::GroupHistory;
use super::invitations::Invitations;
use super::lives::Lives;
use super::margins::Margins;
use super::openings::RollingOpenings;
use super::past::{Past, Then};
use super::sightings::Sightings;
use super::ties::RollingTies;
use crate::definition::Undefined;
use crate::frame::{History, Needs, Opened};
use crate::indicator::Grain;
use crate::marginality::Options;
use crate::network::Network;
use crate::records::DaySpan;
use crate::tie::{Infer, Timeline, Uptake};
use crate::time::Window;

/// What is kept from window to window.
#[derive(Debug)]
pub(super) struct Beyond<'a> {
    timeline: &'a Timeline,
    /// Of indicators at the grain of the population, and of ties.
    needs: [Needs; 2],
    openings: Option<RollingOpenings<'a>>,
    clock: Option<Clock>,
    pub(super) lives: Option<Lives>,
    invitations: Option<Invitations>,
    margins: Option<Margins<'a>>,
    /// Whose states may be said by name, by window and position: only where such a column is asked for.
    consents: Option<Consents<'a>>,
    past: Past,
    then: Option<Then>,
}

/// What every population of a window shares.
#[derive(Debug, Default)]
pub(super) struct Shared {
    openings: Vec<Opened>,
    by_chance: Option<Vec<f64>>,
    countable: Vec<bool>,
    agreed: Vec<bool>,
}

impl<'a> Beyond<'a> {
    pub(super) fn new(
        protocol: &Protocol,
        history: GroupHistory<'a>,
        timeline: &'a Timeline,
        belonging: &Belonging<'_>,
        sightings: &Sightings<'_>,
    ) -> Self {
        let needs = [Grain::Population, Grain::Ties].map(|grain| protocol.needs(grain));
        let of_people = needs[0];
        let dated = Needs::RHYTHM.with(Needs::WEEKS).with(Needs::TENURE).with(Needs::JOINERS).with(Needs::MARGINALITY);
        let occasions = protocol.ties().iter().any(|ties| matches!(ties.rule.infer, Infer::Occasions(_)));
        let records = history.records;
        let invitations = || records.invitations().iter().filter(|i| i.group == history.group).copied();
        Self {
            timeline,
            needs,
            openings: of_people.has(Needs::OPENINGS).then(|| RollingOpenings::new(timeline, Uptake::default())),
            clock: of_people.has(Needs::CLOCK).then(|| Clock::new(timeline, protocol.zone())),
            lives: (of_people.meets(dated) || occasions)
                .then(|| Lives::new(belonging, sightings.days(), records.holidays())),
            invitations: of_people.has(Needs::INVITATIONS).then(|| Invitations::new(invitations())),
            margins: of_people
                .has(Needs::MARGINALITY)
                .then(|| Margins::new(history, timeline, belonging, Options::default(), protocol.zone())),
            consents: of_people.has(Needs::LABEL).then(|| Consents::of(protocol, records)),
            past: Past::default(),
            then: None,
        }
    }

    /// Begins a window.
    pub(super) fn begin(&mut self, window: &Window, standing: &Standing, coverage: &[DaySpan]) -> Shared {
        if self.needs.iter().any(|needs| needs.has(Needs::PREVIOUS)) {
            self.then = Some(Then::of(window));
        }
        let mut shared = Shared::default();
        if let Some(rolling) = &mut self.openings {
            let openings = rolling.of(window, &standing.staff).to_vec();
            if self.needs[0].has(Needs::CHANCE) {
                shared.by_chance = rolling.by_chance(window, &openings);
            }
            shared.openings = openings
                .into_iter()
                .map(|o| {
                    let taken_up = o.taken_up.map(|taken| taken.after);
                    Opened { node: o.author, waits: o.waits, taken_up, staff_first: o.staff_first }
                })
                .collect();
        }
        if let Some(lives) = self.lives.as_ref().filter(|_| self.needs[0].has(Needs::WEEKS)) {
            shared.countable = lives.countable_days(window, coverage);
        }
        // Said at the ends of windows that do not overlap, and of no other: two that share most of their days are no two
        // sightings.
        if let (Some(margins), Some(lives), true) = (&mut self.margins, &self.lives, window.disjoint) {
            margins.place(window, standing, lives);
            shared.agreed = self.agreed(window);
        }
        shared
    }

    /// Who agreed to be spoken of by name, by position.
    fn agreed(&self, window: &Window) -> Vec<bool> {
        let people = self.timeline.people();
        let Some(consents) = &self.consents else { return vec![false; people.len()] };
        people.iter().map(|&person| consents.agrees(person, window)).collect()
    }

    /// What lies beyond, for one population.
    pub(super) fn population(&mut self, window: &Window, at: usize, nodes: &[u32], shared: &Shared) -> History {
        let needs = self.needs[0];
        let mut history = History::default();
        let place = |position: u32| nodes.binary_search(&position).ok().map(|node| node as u32);
        if needs.has(Needs::OPENINGS) {
            let own = |o: &Opened| place(o.node).map(|node| Opened { node, ..*o });
            history.openings = Some(shared.openings.iter().filter_map(own).collect());
        }
        if needs.has(Needs::CHANCE) {
            let sum = |by_position: &Vec<f64>| nodes.iter().map(|&node| by_position[node as usize]).sum();
            history.chance = Some(shared.by_chance.as_ref().map(sum));
        }
        if let Some(clock) = &self.clock {
            history.clock = Some(clock.times(self.timeline, window, &among(nodes, self.timeline.people().len())));
        }
        if let Some(lives) = &self.lives {
            let each = || nodes.iter().map(|&node| node as usize);
            let has = |need| needs.has(need);
            history.rhythm = has(Needs::RHYTHM).then(|| each().map(|p| lives.rhythm(p, window)).collect());
            history.weeks =
                has(Needs::WEEKS).then(|| each().map(|p| lives.weeks(p, window, &shared.countable)).collect());
            history.tenure = has(Needs::TENURE).then(|| each().map(|p| lives.tenure(p, window)).collect());
            history.joiners = has(Needs::JOINERS).then(|| lives.joiners(window));
        }
        history.margins = self.margins.as_ref().map(|margins| margins.of(window, nodes, &shared.agreed));
        history.invitations = self.invitations.as_ref().map(|all| all.until(window.end_day));
        history.previous = needs.has(Needs::PREVIOUS).then(|| self.past.before(window, at, None));
        history
    }

    /// What lies beyond, for the network of one population under one tie rule; `place` counts populations and rules.
    pub(super) fn ties(&self, window: &Window, place: [usize; 2], rolled: &RolledTies<'_>) -> History {
        let needs = self.needs[1];
        let RolledTies { ties, network, nodes, among, lookback } = *rolled;
        History {
            previous: needs.has(Needs::PREVIOUS).then(|| self.past.before(window, place[0], Some(place[1]))),
            new_pairs: needs
                .has(Needs::LOOKBACK)
                .then(|| lookback.map_or_else(|| Ok(ties.new_pairs(network, nodes)), Err)),
            decayed: needs.has(Needs::DECAY).then(|| ties.decayed(window, nodes)),
            tied: needs.has(Needs::TIED_TURNS).then(|| ties.renewals(network, nodes, among)),
            ..History::default()
        }
    }

    /// What is kept of the window at hand, where a later one asks for it.
    pub(super) fn then(&mut self) -> Option<&mut Then> {
        self.then.as_mut()
    }

    /// Ends a window.
    pub(super) fn end(&mut self) {
        if let Some(then) = self.then.take() {
            self.past.keep(then);
        }
    }
}

/// The ties of one rule among the people of one population.
#[derive(Debug, Clone, Copy)]
pub(super) struct RolledTies<'a> {
    pub(super) ties: &'a RollingTies,
    pub(super) network: &'a Network,
    pub(super) nodes: &'a [u32],
    pub(super) among: &'a [bool],
    /// Why the presence period before the window says nothing.
    pub(super) lookback: Option<Undefined>,
}

/// Who of so many positions is among the nodes.
pub(super) fn among(nodes: &[u32], positions: usize) -> Vec<bool> {
    let mut among = vec![false; positions];
    for &node in nodes {
        among[node as usize] = true;
    }
    among
}
