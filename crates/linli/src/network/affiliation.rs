//! The two-mode network of people and occasions as such: its density, its closure, and who stands in its middle. Never
//! projected without a null model.
//!
//! n₁: people, n₂: occasions, m: attendances. Two people at the same two occasions close a four-cycle.

use super::paths::{Sweep, shortest_paths};
use super::{Network, curveball};
use crate::records::PersonId;
use crate::statistics::Stream;

/// Who took part in what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Affiliation {
    /// Occasions of each person, ascending.
    people: Vec<Vec<u32>>,
    /// People of each occasion, ascending.
    occasions: Vec<Vec<u32>>,
}

/// One value each.
#[derive(Debug, Clone, PartialEq)]
pub struct ByMode<T> {
    /// By person.
    pub people: Vec<T>,
    /// By occasion.
    pub occasions: Vec<T>,
}

/// Two people beside what chance would give.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Together {
    /// The two, the smaller first.
    pub pair: (u32, u32),
    /// Occasions that both took part in.
    pub shared: u32,
    /// The mean of that over the networks drawn.
    pub expected: f64,
    /// Share of all networks, the observed among them, in which it is at least as large.
    pub p: f64,
}

impl Affiliation {
    /// The network of so many people and occasions. Attendances (person, occasion) past the end are dropped, repeated ones
    /// count once.
    pub fn of(people: usize, occasions: usize, attendances: &[(u32, u32)]) -> Self {
        let inside = |&&(a, b): &&(u32, u32)| (a as usize) < people && (b as usize) < occasions;
        let mut sorted: Vec<(u32, u32)> = attendances.iter().filter(inside).copied().collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut network = Self { people: vec![Vec::new(); people], occasions: vec![Vec::new(); occasions] };
        for (person, occasion) in sorted {
            network.people[person as usize].push(occasion);
            network.occasions[occasion as usize].push(person);
        }
        network
    }

    /// Occasions of each person, ascending.
    pub fn people(&self) -> &[Vec<u32>] {
        &self.people
    }

    /// People of each occasion, ascending.
    pub fn occasions(&self) -> &[Vec<u32>] {
        &self.occasions
    }

    /// Attendances.
    pub fn attendances(&self) -> usize {
        self.people.iter().map(Vec::len).sum()
    }

    /// m / (n₁ n₂), in 0 ..= 1; `None` without people or occasions.
    pub fn density(&self) -> Option<f64> {
        let pairs = self.people.len() * self.occasions.len();
        (pairs > 0).then(|| self.attendances() as f64 / pairs as f64)
    }

    /// Of the paths of length three, the share that closes to a four-cycle (Robins & Alexander 2004), in 0 ..= 1; `None`
    /// where there is no such path. O(n₁² · occasions of one).
    pub fn closure(&self) -> Option<f64> {
        let paths = self.people.iter().flat_map(|own| own.iter().map(move |&at| (own, at)));
        let paths: u64 =
            paths.map(|(own, at)| (own.len() as u64 - 1) * (self.occasions[at as usize].len() as u64 - 1)).sum();
        let cycles: u64 = self.pairs().map(|(_, shared)| u64::from(shared)).map(|c| c * c.saturating_sub(1) / 2).sum();
        (paths > 0).then(|| 4.0 * cycles as f64 / paths as f64)
    }

    /// For each, the share of pairs of neighbours who have another neighbour in common (Latapy, Magnien & Del Vecchio 2008),
    /// in 0 ..= 1: how much of what it joins would stay joined without it. `None` with fewer than two neighbours.
    pub fn redundancy(&self) -> ByMode<Option<f64>> {
        let of = |own: &[Vec<u32>], other: &[Vec<u32>]| {
            own.iter()
                .map(|neighbours| {
                    let pairs = neighbours
                        .iter()
                        .enumerate()
                        .flat_map(|(at, a)| neighbours[at + 1..].iter().map(move |b| (a, b)));
                    let (joined, all) = pairs.fold((0_u64, 0_u64), |(joined, all), (&a, &b)| {
                        // Two of them have this one in common; one more is enough.
                        let shared = common(&other[a as usize], &other[b as usize]);
                        (joined + u64::from(shared > 1), all + 1)
                    });
                    (all > 0).then(|| joined as f64 / all as f64)
                })
                .collect()
        };
        ByMode { people: of(&self.people, &self.occasions), occasions: of(&self.occasions, &self.people) }
    }

    /// Neighbours over the size of the other mode (Borgatti & Everett 1997), in 0 ..= 1.
    pub fn degree_centrality(&self) -> ByMode<f64> {
        let of =
            |own: &[Vec<u32>], other: usize| own.iter().map(|row| row.len() as f64 / other.max(1) as f64).collect();
        ByMode { people: of(&self.people, self.occasions.len()), occasions: of(&self.occasions, self.people.len()) }
    }

    /// The least sum of distances those whom somebody reaches could have, o + 2 s (o of the other mode, s of the own), over
    /// the sum they have, times the share of all others who are reached (Borgatti & Halgin 2011, where all are), in 0 ..= 1;
    /// 0 for those who reach nobody. O((n₁ + n₂) m).
    pub fn closeness_centrality(&self) -> ByMode<f64> {
        let network = self.both_modes();
        let others = network.len() as f64 - 1.0;
        let of = |from: usize| {
            let distances: Vec<u32> = distances(&network, from).into_iter().flatten().filter(|&d| d > 0).collect();
            let sum: u32 = distances.iter().sum();
            // Whoever is an odd number of steps away is of the other mode.
            let least: u32 = distances.iter().map(|d| if d % 2 == 1 { 1 } else { 2 }).sum();
            if sum == 0 { 0.0 } else { f64::from(least) / f64::from(sum) * (distances.len() as f64 / others) }
        };
        let n = self.people.len();
        ByMode { people: (0..n).map(of).collect(), occasions: (n..network.len()).map(of).collect() }
    }

    /// Pairs whose shortest paths pass through each, over the largest possible number in a two-mode network of these sizes
    /// (Borgatti & Halgin 2011), in 0 ..= 1. O((n₁ + n₂) m).
    pub fn betweenness_centrality(&self) -> ByMode<f64> {
        let raw = shortest_paths(&self.both_modes(), Sweep::Betweenness).betweenness;
        let (n, m) = (self.people.len(), self.occasions.len());
        let share = |value: f64, own: usize, other: usize| {
            let largest = largest_betweenness(own, other);
            if largest > 0.0 { value / largest } else { 0.0 }
        };
        let people = raw[..n].iter().map(|&value| share(value, n, m)).collect();
        ByMode { people, occasions: raw[n..].iter().map(|&value| share(value, m, n)).collect() }
    }

    /// The longest of the shortest paths between any two that reach each other; `None` where no two do.
    pub fn diameter(&self) -> Option<u32> {
        let network = self.both_modes();
        (0..network.len()).flat_map(|from| distances(&network, from)).flatten().max().filter(|&far| far > 0)
    }

    /// For every pair of people who shared an occasion, how many they share beside what chance would give to people who come
    /// as often and occasions as full (curveball draws; Strona et al. 2014). Needs at least one draw.
    ///
    /// A projection without this ties nearly everybody: 139 of the 153 pairs of Davis's women.
    pub fn together(&self, draws: usize, stream: &mut Stream) -> Vec<Together> {
        let observed: Vec<((u32, u32), u32)> = self.pairs().filter(|&(_, shared)| shared > 0).collect();
        let mut sums = vec![(0_u64, 1_u64); observed.len()];
        let mut chain = curveball::Chain::of(self.people.clone());
        for _ in 0..draws.max(1) {
            let drawn = chain.draw(stream);
            for (((a, b), shared), (sum, reached)) in observed.iter().zip(&mut sums) {
                let by_chance = common(&drawn[*a as usize], &drawn[*b as usize]);
                *sum += u64::from(by_chance);
                *reached += u64::from(by_chance >= *shared);
            }
        }
        let draws = draws.max(1) as f64;
        let together = observed.into_iter().zip(sums).map(|((pair, shared), (sum, reached))| Together {
            pair,
            shared,
            expected: sum as f64 / draws,
            p: reached as f64 / (draws + 1.0),
        });
        together.collect()
    }

    /// Every pair of people, and how many occasions they share.
    fn pairs(&self) -> impl Iterator<Item = ((u32, u32), u32)> {
        let n = self.people.len();
        let pairs = (0..n).flat_map(move |a| (a + 1..n).map(move |b| (a, b)));
        pairs.map(|(a, b)| ((a as u32, b as u32), common(&self.people[a], &self.people[b])))
    }

    /// People first, then occasions, in one network.
    fn both_modes(&self) -> Network {
        let n = self.people.len();
        let nodes = (0..n + self.occasions.len()).map(PersonId::from_index).collect();
        let ties = self.people.iter().enumerate();
        let ties = ties.flat_map(|(a, own)| own.iter().map(move |&b| (a as u32, n as u32 + b, 1.0)));
        Network::of(nodes, &ties.collect::<Vec<_>>())
    }
}

/// How many numbers two ascending lists share.
fn common(a: &[u32], b: &[u32]) -> u32 {
    let (mut at, mut shared) = (0, 0);
    for x in a {
        while b.get(at).is_some_and(|y| y < x) {
            at += 1;
        }
        shared += u32::from(b.get(at) == Some(x));
    }
    shared
}

/// The largest betweenness one of `own` nodes can have where there are `other` of the other mode (Borgatti & Halgin 2011).
fn largest_betweenness(own: usize, other: usize) -> f64 {
    if own == 0 || other == 0 {
        return 0.0;
    }
    let (s, t) = (((own - 1) / other) as f64, ((own - 1) % other) as f64);
    let m = other as f64;
    (m * m * (s + 1.0) * (s + 1.0) + m * (s + 1.0) * (2.0 * t - s - 1.0) - t * (2.0 * s - t + 3.0)) / 2.0
}

/// How far each is from one; `None` for those it does not reach.
fn distances(network: &Network, from: usize) -> Vec<Option<u32>> {
    let mut distance = vec![None; network.len()];
    distance[from] = Some(0);
    let mut queue = std::collections::VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        let next = distance[at].map_or(0, |d: u32| d + 1);
        for &neighbour in network.neighbours(at) {
            let place = &mut distance[neighbour as usize];
            if place.is_none() {
                *place = Some(next);
                queue.push_back(neighbour as usize);
            }
        }
    }
    distance
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every two-mode network of three people and three occasions.
    fn small() -> impl Iterator<Item = Affiliation> {
        (0u32..512).map(|bits| {
            let all = (0..9).filter(|at| bits >> at & 1 == 1).map(|at| (at / 3, at % 3));
            Affiliation::of(3, 3, &all.collect::<Vec<_>>())
        })
    }

    #[test]
    fn closure_and_redundancy_are_their_definitions() {
        for network in small() {
            let tied = |a: u32, e: u32| network.people[a as usize].contains(&e);
            let (mut paths, mut closed) = (0, 0);
            // a – e – b – f, a and b people, e and f occasions.
            for (a, b) in (0..3).flat_map(|a| (0..3).map(move |b| (a, b))).filter(|(a, b)| a != b) {
                for (e, f) in (0..3).flat_map(|e| (0..3).map(move |f| (e, f))).filter(|(e, f)| e != f) {
                    if tied(a, e) && tied(b, e) && tied(b, f) {
                        paths += 1;
                        closed += u32::from(tied(a, f));
                    }
                }
            }
            assert_eq!(network.closure(), (paths > 0).then(|| f64::from(closed) / f64::from(paths)));
            for (a, found) in (0..3).zip(network.redundancy().people) {
                let pairs: Vec<(u32, u32)> =
                    [(0, 1), (0, 2), (1, 2)].into_iter().filter(|&(e, f)| tied(a, e) && tied(a, f)).collect();
                let kept = pairs.iter().filter(|&&(e, f)| (0..3).any(|b| b != a && tied(b, e) && tied(b, f))).count();
                assert_eq!(found, (!pairs.is_empty()).then(|| kept as f64 / pairs.len() as f64));
            }
        }
    }

    #[test]
    fn nobody_in_the_middle_of_more_than_there_can_be() {
        for network in small() {
            let found = network.betweenness_centrality();
            assert!(found.people.iter().chain(&found.occasions).all(|&b| (0.0..=1.0 + 1e-12).contains(&b)));
            let found = network.closeness_centrality();
            assert!(found.people.iter().chain(&found.occasions).all(|&c| (0.0..=1.0 + 1e-12).contains(&c)));
        }
        // One at every occasion, everybody else at one each: nobody can be more in the middle, nobody nearer.
        let star = Affiliation::of(4, 3, &[(0, 0), (0, 1), (0, 2), (1, 0), (2, 1), (3, 2)]);
        assert!((star.betweenness_centrality().people[0] - 1.0).abs() < 1e-12);
        assert_eq!((star.diameter(), star.density()), (Some(4), Some(0.5)));
    }

    #[test]
    fn a_ring_with_a_chord_by_hand() {
        // Latapy's measure on a ring of six with the chord 0–3, even ones people: 2/3 at the ends of the chord, 1 elsewhere.
        let ring = Affiliation::of(3, 3, &[(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (0, 2), (0, 1)]);
        let found = ring.redundancy();
        assert_eq!(found.people, [Some(2.0 / 3.0), Some(1.0), Some(1.0)]);
        assert_eq!(found.occasions, [Some(1.0), Some(2.0 / 3.0), Some(1.0)]);
    }

    #[test]
    fn nothing_has_no_density() {
        let nothing = Affiliation::of(0, 0, &[(0, 0)]);
        assert_eq!((nothing.density(), nothing.closure(), nothing.diameter()), (None, None, None));
        let nobody_came = Affiliation::of(2, 2, &[]);
        assert_eq!((nobody_came.density(), nobody_came.closure(), nobody_came.diameter()), (Some(0.0), None, None));
        assert_eq!(nobody_came.closeness_centrality().people, [0.0, 0.0]);
    }

    #[test]
    fn two_who_always_come_together_stand_out() {
        // Ten occasions; a and b at the same five, c and d at five each as it falls.
        let mut came: Vec<(u32, u32)> = (0..5).flat_map(|e| [(0, e), (1, e)]).collect();
        came.extend([0, 2, 5, 6, 8].map(|e| (2, e)));
        came.extend([1, 3, 6, 7, 9].map(|e| (3, e)));
        let network = Affiliation::of(4, 10, &came);
        let found = network.together(999, &mut Stream::of(2017, &["together".into()]));
        let of = |pair| found.iter().find(|one| one.pair == pair).expect("they met");
        assert!(of((0, 1)).p < 0.05 && of((0, 1)).shared == 5, "{:?}", of((0, 1)));
        assert!(of((0, 2)).p > 0.2, "{:?}", of((0, 2)));
        assert_eq!(found, network.together(999, &mut Stream::of(2017, &["together".into()])));
    }
}
