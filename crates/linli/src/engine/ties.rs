//! The ties of one rule, rolled from window to window.

use super::lives::Lives;
use super::protocol::ChosenTies;
use crate::frame::{Needs, TiedTurns};
use crate::network::{Network, TieStore, TwoMode};
use crate::tie::{Infer, Occasion, Tie, Timeline, WHOLE};
use crate::time::{Day, Timestamp, Window, Zone};

/// The ties of one rule in the window at hand.
#[derive(Debug)]
pub(super) struct RollingTies {
    ties: Vec<Tie>,
    in_window: Run,
    store: TieStore,
    /// The presence period before the window, where somebody looks back.
    before: Option<(Run, TieStore)>,
    /// Weight of each tie by day, where somebody asks for its decay.
    daily: Option<Vec<Daily>>,
    occasions: Vec<Occasion>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Run {
    start: usize,
    end: usize,
}

/// The weight of one tie on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Daily {
    day: Day,
    from: u32,
    to: u32,
    weight: u64,
}

/// Days in which a tie loses half its weight, and after which nothing of it is counted.
const HALF_LIFE: i32 = 28;
const REMEMBERED: i32 = 10 * HALF_LIFE;

impl RollingTies {
    pub(super) fn new(
        chosen: &ChosenTies,
        timeline: &Timeline,
        activities: &[Occasion],
        needs: Needs,
        zone: Zone,
    ) -> Self {
        let (rule, parameters) = (chosen.rule, &chosen.parameters);
        let ties = rule.ties(parameters, timeline);
        let people = timeline.people().len();
        Self {
            in_window: Run::default(),
            store: TieStore::new(people),
            before: needs.has(Needs::LOOKBACK).then(|| (Run::default(), TieStore::new(people))),
            daily: needs.has(Needs::DECAY).then(|| daily(&ties, zone)),
            occasions: match rule.infer {
                Infer::Turns(_) => Vec::new(),
                Infer::Occasions(_) => rule.occasions(parameters, timeline, activities),
            },
            ties,
        }
    }

    /// Moves to a window; windows must come in ascending order. `since` begins the presence period before it.
    pub(super) fn advance(&mut self, window: &Window, since: Timestamp, lives: Option<&Lives>, zone: Zone) {
        self.in_window.roll(&self.ties, &mut self.store, window.start, window.end);
        if let Some((run, store)) = &mut self.before {
            run.roll(&self.ties, store, since, window.start);
        }
        if let Some(lives) = lives.filter(|_| !self.occasions.is_empty()) {
            self.store = associations(&self.occasions, self.store.len(), window, lives, zone);
        }
    }

    pub(super) fn store(&self) -> &TieStore {
        &self.store
    }

    /// All ties that come from turns, in order.
    pub(super) fn all(&self) -> &[Tie] {
        &self.ties
    }

    /// How many turns of the window give a tie between two of these people.
    pub(super) fn tied_turns(&self, among: &[bool]) -> u32 {
        let (mut count, mut last) = (0, None);
        for tie in &self.ties[self.in_window.start..self.in_window.end] {
            // Ties of one turn stand together.
            if among[tie.from as usize] && among[tie.to as usize] && last != Some(tie.turn) {
                count += 1;
                last = Some(tie.turn);
            }
        }
        count
    }

    /// How often each tie of the network among `nodes` was renewed in the window, in the network's order of ties.
    pub(super) fn renewals(&self, network: &Network, nodes: &[u32], among: &[bool]) -> TiedTurns {
        let mut pairs: Vec<(u32, u32)> = self.ties[self.in_window.start..self.in_window.end]
            .iter()
            .filter(|tie| among[tie.from as usize] && among[tie.to as usize])
            .map(|tie| (tie.from, tie.to))
            .collect();
        pairs.sort_unstable();
        let of = |from: u32, to: u32| {
            let pair = (nodes[from as usize], nodes[to as usize]);
            (pairs.partition_point(|&p| p <= pair) - pairs.partition_point(|&p| p < pair)) as u32
        };
        TiedTurns { turns: self.tied_turns(among), of_ties: network.ties().map(|(from, to, _)| of(from, to)).collect() }
    }

    /// How many tied pairs of the network were not tied in the presence period before the window.
    pub(super) fn new_pairs(&self, network: &Network, nodes: &[u32]) -> u32 {
        let Some((_, before)) = &self.before else { return 0 };
        let tied = |from: u32, to: u32| before.from(from).binary_search_by_key(&to, |&(known, _)| known).is_ok();
        let pairs = (0..network.len()).flat_map(|a| {
            let later = network.neighbours(a).iter().filter(move |&&b| b as usize > a);
            later.map(move |&b| (nodes[a], nodes[b as usize]))
        });
        pairs.filter(|&(a, b)| !tied(a, b) && !tied(b, a)).count() as u32
    }

    /// The weight of each one's ties with the others of `nodes`, either way, half of it gone after every [`HALF_LIFE`]
    /// days (Ahmad et al. 2021). Summed anew from whole units by day, so that nothing drifts.
    pub(super) fn decayed(&self, window: &Window, nodes: &[u32]) -> Vec<f64> {
        const ABSENT: u32 = u32::MAX;
        let daily = self.daily.as_deref().unwrap_or_default();
        let start = daily.partition_point(|tie| tie.day < window.end_day.plus(-REMEMBERED));
        let end = daily.partition_point(|tie| tie.day < window.end_day);
        let mut place = vec![ABSENT; self.store.len()];
        for (node, &at) in nodes.iter().enumerate() {
            place[at as usize] = node as u32;
        }
        let mut strength = vec![0.0; nodes.len()];
        for of_day in daily[start..end].chunk_by(|a, b| a.day == b.day) {
            let age = window.end_day.number() - 1 - of_day[0].day.number();
            let left = libm::exp2(-f64::from(age) / f64::from(HALF_LIFE)) / f64::from(WHOLE);
            for tie in of_day {
                let (from, to) = (place[tie.from as usize], place[tie.to as usize]);
                if from != ABSENT && to != ABSENT {
                    strength[from as usize] += left * tie.weight as f64;
                    strength[to as usize] += left * tie.weight as f64;
                }
            }
        }
        strength
    }
}

impl Run {
    fn roll(&mut self, ties: &[Tie], store: &mut TieStore, start: Timestamp, end: Timestamp) {
        while self.end < ties.len() && ties[self.end].time < end {
            let tie = ties[self.end];
            store.add(tie.from, tie.to, u64::from(tie.weight));
            self.end += 1;
        }
        while self.start < self.end && ties[self.start].time < start {
            let tie = ties[self.start];
            store.expire(tie.from, tie.to, u64::from(tie.weight));
            self.start += 1;
        }
    }
}

fn daily(ties: &[Tie], zone: Zone) -> Vec<Daily> {
    let mut all: Vec<Daily> = Vec::new();
    let mut today: Option<(Day, Timestamp)> = None;
    for tie in ties {
        let day = match today {
            Some((day, tomorrow)) if tie.time < tomorrow => day,
            _ => {
                let day = zone.day(tie.time);
                today = Some((day, zone.midnight(day.plus(1))));
                day
            }
        };
        all.push(Daily { day, from: tie.from, to: tie.to, weight: u64::from(tie.weight) });
    }
    // Together by pair within the day, and one entry each.
    all.sort_unstable();
    all.dedup_by(|next, kept| {
        let same = (next.day, next.from, next.to) == (kept.day, kept.from, kept.to);
        if same {
            kept.weight += next.weight;
        }
        same
    });
    all
}

/// How close everybody who took part in the occasions of a window is to everybody else, both ways.
fn associations(all: &[Occasion], people: usize, window: &Window, lives: &Lives, zone: Zone) -> TieStore {
    let start = all.partition_point(|occasion| occasion.time < window.start);
    let end = all.partition_point(|occasion| occasion.time < window.end);
    let occasions = &all[start..end];
    let mut who: Vec<u32> = occasions.iter().flat_map(|occasion| &occasion.people).copied().collect();
    who.sort_unstable();
    who.dedup();
    let mut network = TwoMode::new(who.len(), occasions.len());
    for (at, occasion) in occasions.iter().enumerate() {
        let day = zone.day(occasion.time);
        for (node, &position) in who.iter().enumerate() {
            if occasion.people.binary_search(&position).is_ok() {
                network.took_part(node, at);
            } else if lives.belonged(position as usize, day) {
                network.could(node, at);
            }
        }
    }
    let mut store = TieStore::new(people);
    for a in 0..who.len() {
        for b in a + 1..who.len() {
            let (together, either) = network.association(a, b);
            if together > 0 {
                let weight = (f64::from(together) / f64::from(either) * f64::from(WHOLE)).round() as u64;
                store.add(who[a], who[b], weight);
                store.add(who[b], who[a], weight);
            }
        }
    }
    store
}
