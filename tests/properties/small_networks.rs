//! Every small network there is, against the definitions; and what is known of networks side by side.

use linli::frame::{GroupFrame, History, Shared, Streams, Turns};
use linli::indicator::{Cells, Compute, INDICATORS, Indicator, TableId};
use linli::network::{Network, Sweep, core_numbers, shortest_paths, triples};
use linli::records::PersonId;
use linli::time::{Window, Zone};
use linli::{Undefined, Value};

use crate::draft::day;
use crate::draw::Random;
use crate::measures::{Dense, staff};

/// A network of `n` people.
pub(crate) fn network(n: usize, ties: &[(u32, u32, f64)]) -> Network {
    Network::of((0..n).map(PersonId::from_index).collect(), ties)
}

/// What the indicator gives for a network, by the declared function and with its declared needs alone.
pub(crate) fn ours(indicator: &Indicator, network: &Network) -> Vec<Value> {
    ours_with(indicator, network, &staff(network.len()))
}

/// The same where these are staff.
pub(crate) fn ours_with(indicator: &Indicator, network: &Network, staff: &[bool]) -> Vec<Value> {
    let window = Window::of_days(day("2024-01-01"), day("2024-01-29"), Zone::UTC);
    let n = network.len();
    let turns = Turns::default();
    let shared = Shared::of(network, indicator.needs);
    assert_eq!(shared.filled(), indicator.needs);
    let people = network.people();
    let history = History::default();
    let frame = GroupFrame {
        window: &window,
        people,
        staff,
        turns: &turns,
        network,
        shared: &shared,
        streams: Streams { seed: 2017, group: "small", population: "active", ties: "explicit" },
        history: &history,
    };
    match indicator.compute {
        Compute::Group(compute) => vec![compute(&frame)],
        Compute::Member(compute) => {
            let (mut values, mut reasons) = (vec![f64::NAN; n], vec![0; n]);
            compute(&frame, &mut Cells::new(&mut values, &mut reasons));
            let value = |(&value, &reason): (&f64, &u8)| Undefined::from_code(reason).map_or(Ok(value), Err);
            values.iter().zip(&reasons).map(value).collect()
        }
        _ => panic!("{} is not of a group", indicator.id()),
    }
}

/// Compares every indicator on ties, but one of random draws, with its definition.
fn agree(n: usize, ties: &[(u32, u32, f64)]) {
    let (network, dense) = (network(n, ties), Dense::of(n, ties));
    // What hangs on other windows too is replayed instead.
    let here = |i: &&&Indicator| {
        matches!(i.table(), TableId::Networks | TableId::Positions) && !i.needs.looks_beyond_its_network()
    };
    for indicator in INDICATORS.iter().filter(here) {
        if n < indicator.min_members as usize || indicator.id() == "net_core_significance" {
            continue;
        }
        let definition = match indicator.table() {
            TableId::Networks => vec![dense.network(indicator.id())],
            _ => dense.positions(indicator.id()),
        };
        let value = ours(indicator, &network);
        let same = value.len() == definition.len()
            && value.iter().zip(&definition).all(|pair| match pair {
                (Ok(a), Ok(b)) => (a - b).abs() <= 1e-12,
                (a, b) => a == b,
            });
        assert!(same, "{} of {n} people, {ties:?}: {value:?}, by definition {definition:?}", indicator.id());
    }
}

/// The pairs of `0..n`, ordered or not.
fn pairs(n: u32, ordered: bool) -> Vec<(u32, u32)> {
    (0..n).flat_map(|i| (0..n).map(move |j| (i, j))).filter(|&(i, j)| i < j || ordered && i > j).collect()
}

/// Every choice among these pairs.
fn choices(pairs: &[(u32, u32)]) -> impl Iterator<Item = Vec<(u32, u32, f64)>> + '_ {
    (0_u32..1 << pairs.len()).map(move |mask| {
        let chosen = pairs.iter().enumerate().filter(move |(at, _)| mask >> at & 1 == 1);
        chosen.map(|(_, &(i, j))| (i, j, 1.0)).collect()
    })
}

#[test]
fn every_undirected_network_of_up_to_five() {
    for n in 0..=5 {
        for edges in choices(&pairs(n, false)) {
            let ties: Vec<_> = edges.iter().flat_map(|&(i, j, w)| [(i, j, w), (j, i, w)]).collect();
            agree(n as usize, &ties);
        }
    }
}

#[test]
fn every_directed_network_of_up_to_four() {
    for n in 0..=4 {
        for ties in choices(&pairs(n, true)) {
            agree(n as usize, &ties);
        }
    }
}

#[test]
fn weighted_networks_of_up_to_nine() {
    let mut random = Random::new(11);
    for _ in 0..300 {
        let n = 2 + random.below(8) as u32;
        let density = 10 + random.below(80);
        let chosen: Vec<_> = pairs(n, true).into_iter().filter(|_| random.percent(density)).collect();
        let ties: Vec<_> = chosen.iter().map(|&(i, j)| (i, j, 1.0 + random.below(5) as f64)).collect();
        agree(n as usize, &ties);
    }
}

/// Number of shortest paths from `s` to `t`, and of those that pass through each node: every path is walked.
fn walked(dense: &Dense, s: usize, t: usize) -> (i64, Vec<i64>) {
    fn walk(dense: &Dense, path: &mut Vec<usize>, t: usize, found: &mut Vec<Vec<usize>>) {
        let last = path[path.len() - 1];
        if last == t {
            found.push(path.clone());
            return;
        }
        for next in 0..dense.n() {
            if !path.contains(&next) && (dense.w[last][next] > 0.0 || dense.w[next][last] > 0.0) {
                path.push(next);
                walk(dense, path, t, found);
                path.pop();
            }
        }
    }
    let mut found = Vec::new();
    walk(dense, &mut vec![s], t, &mut found);
    let least = found.iter().map(Vec::len).min().unwrap_or(0);
    found.retain(|path| path.len() == least);
    let through = (0..dense.n()).map(|i| found.iter().filter(|path| i != s && i != t && path.contains(&i)).count());
    (found.len() as i64, through.map(|count| count as i64).collect())
}

#[test]
fn betweenness_is_a_sum_of_exact_fractions() {
    // Up to five people there are at most 3 shortest paths of a pair, so that all shares are sixths.
    for n in 3..=5 {
        for ties in choices(&pairs(n, false)) {
            let dense = Dense::of(n as usize, &ties);
            let mut sixths = vec![0_i64; n as usize];
            for (s, t) in pairs(n, false) {
                let (paths, through) = walked(&dense, s as usize, t as usize);
                for (sum, count) in sixths.iter_mut().zip(through).filter(|(_, count)| *count > 0) {
                    assert_eq!(6 % paths, 0);
                    *sum += count * 6 / paths;
                }
            }
            let found = shortest_paths(&network(n as usize, &ties), Sweep::Betweenness);
            for (b, exact) in found.betweenness.iter().zip(&sixths) {
                assert!((b * 6.0 - *exact as f64).abs() < 1e-12, "{ties:?}: {b}, exactly {exact}/6");
            }
            let distances = shortest_paths(&network(n as usize, &ties), Sweep::Distances);
            assert_eq!((&distances.reached, &distances.distance_sum), (&found.reached, &found.distance_sum));
            assert!(distances.betweenness.is_empty());
        }
    }
}

#[test]
fn two_networks_apart_are_what_they_were() {
    let mut random = Random::new(5);
    let mut drawn = || {
        let n = 1 + random.below(6) as u32;
        let chosen: Vec<_> = pairs(n, true).into_iter().filter(|_| random.percent(40)).collect();
        (n, chosen.into_iter().map(|(i, j)| (i, j, 1.0)).collect::<Vec<_>>())
    };
    for _ in 0..200 {
        let ((n, a), (m, b)) = (drawn(), drawn());
        let joined: Vec<_> = a.iter().copied().chain(b.iter().map(|&(i, j, w)| (i + n, j + n, w))).collect();
        let (one, two, both) = (network(n as usize, &a), network(m as usize, &b), network((n + m) as usize, &joined));
        assert_eq!(both.arcs(), one.arcs() + two.arcs());
        assert_eq!(both.edges(), one.edges() + two.edges());
        assert_eq!(both.mutual_arcs(), one.mutual_arcs() + two.mutual_arcs());
        let (x, y, z) = (triples(&one), triples(&two), triples(&both));
        assert_eq!((z.triangles, z.connected), (x.triangles + y.triangles, x.connected + y.connected));
        assert_eq!(core_numbers(&both), [core_numbers(&one), core_numbers(&two)].concat());
        let paths = |network| shortest_paths(network, Sweep::Betweenness);
        let (x, y, z) = (paths(&one), paths(&two), paths(&both));
        assert_eq!(z.betweenness, [x.betweenness, y.betweenness].concat());
        assert_eq!(z.distance_sum, [x.distance_sum, y.distance_sum].concat());
    }
}

#[test]
fn more_shortest_paths_than_a_word_can_count_are_still_counted() {
    // 70 diamonds in a row: 2^70 shortest paths end to end. Each side of a diamond has half of all pairs across it.
    let diamonds = 70_u32;
    let ties: Vec<(u32, u32, f64)> = (0..diamonds)
        .flat_map(|d| {
            let (left, up, down, right) = (3 * d, 3 * d + 1, 3 * d + 2, 3 * d + 3);
            [(left, up, 1.0), (left, down, 1.0), (up, right, 1.0), (down, right, 1.0)]
        })
        .collect();
    let paths = shortest_paths(&network(3 * diamonds as usize + 1, &ties), Sweep::Betweenness);
    assert_eq!(paths.reached[0], 3 * diamonds);
    assert!(paths.rounded, "2^70 is counted, and not exactly");
    let few = shortest_paths(&network(4, &[(0, 1, 1.0), (0, 2, 1.0), (1, 3, 1.0), (2, 3, 1.0)]), Sweep::Betweenness);
    assert!(!few.rounded);
    for d in 0..diamonds as usize {
        let (before, after) = (3.0 * d as f64 + 1.0, 3.0 * (69 - d) as f64 + 1.0);
        let b = paths.betweenness[3 * d + 1];
        assert!((b - before * after / 2.0).abs() < 1e-6 * b, "diamond {d}: {b}, expected {}", before * after / 2.0);
    }
}

#[test]
fn ties_that_are_no_ties_are_left_out() {
    let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 1e-12];
    for weight in odd {
        let network = network(2, &[(0, 1, weight), (0, 1, weight), (1, 0, 1.0)]);
        assert_eq!(network.ties().collect::<Vec<_>>(), [(1, 0, 1.0)], "weight {weight}");
    }
    let network = network(2, &[(0, 0, 1.0), (0, 7, 1.0), (7, 0, 1.0), (0, 1, 1e300), (0, 1, 1e300)]);
    assert!(network.ties().all(|(from, to, weight)| (from, to) == (0, 1) && weight.is_finite()));
}
