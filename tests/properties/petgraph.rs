//! petgraph's algorithms on `&Network`, beside ours and beside the definitions.

use linli::indicator::INDICATORS;
use linli::network::{Network, Sweep, shortest_paths};
use linli::petgraph::algo::{
    connected_components, dijkstra, floyd_warshall, has_path_connecting, is_cyclic_directed, kosaraju_scc, tarjan_scc,
    toposort,
};
use linli::petgraph::visit::{Bfs, EdgeRef, IntoEdgeReferences, IntoEdges};

use crate::draw::Random;
use crate::measures::Dense;
use crate::small_networks::{network, ours};

/// 200 networks of up to nine people; `keep` says which ordered pairs may be tied.
fn drawn(keep: impl Fn(u32, u32) -> bool, check: impl Fn(usize, &[(u32, u32, f64)], &Network)) {
    let mut random = Random::new(3);
    for _ in 0..200 {
        let n = 1 + random.below(9) as u32;
        let density = 5 + random.below(60);
        let all = (0..n).flat_map(|i| (0..n).map(move |j| (i, j))).filter(|&(i, j)| i != j && keep(i, j));
        let chosen: Vec<_> = all.filter(|_| random.percent(density)).collect();
        let ties: Vec<_> = chosen.iter().map(|&(i, j)| (i, j, 1.0 + random.below(3) as f64)).collect();
        check(n as usize, &ties, &network(n as usize, &ties));
    }
}

#[test]
fn components_are_those_of_the_definition() {
    drawn(
        |_, _| true,
        |n, ties, network| {
            let d = Dense::of(n, ties).distances();
            let first_of_its_own = (0..n).filter(|&i| (0..i).all(|j| d[i][j].is_none())).count();
            assert_eq!(connected_components(network), first_of_its_own, "{ties:?}");
        },
    );
}

#[test]
fn distances_are_ours() {
    drawn(
        |i, j| i < j,
        |n, ties, _| {
            let both: Vec<_> = ties.iter().flat_map(|&(i, j, w)| [(i, j, w), (j, i, w)]).collect();
            let network = network(n, &both);
            let ours = shortest_paths(&network, Sweep::Distances);
            for source in 0..n as u32 {
                let theirs = dijkstra(&network, source, None, |_| 1_u64);
                let mut total = 0;
                for node in 0..n as u32 {
                    total += theirs.get(&node).copied().unwrap_or(0);
                }
                let (at, reached) = (source as usize, theirs.len() as u32 - 1);
                assert_eq!((ours.distance_sum[at], ours.reached[at]), (total, reached), "{ties:?}");
            }
        },
    );
}

#[test]
fn connectedness_and_harmonic_distance_are_theirs() {
    let indicator = |id: &str| INDICATORS.iter().find(|i| i.id() == id).expect("a registered indicator");
    drawn(
        |i, j| i < j,
        |n, ties, _| {
            let both: Vec<_> = ties.iter().flat_map(|&(i, j, w)| [(i, j, w), (j, i, w)]).collect();
            let network = network(n, &both);
            if n < 2 {
                return;
            }
            let reached = |i: u32, j: u32| i != j && has_path_connecting(&network, i, j, None);
            let count = (0..n as u32).flat_map(|i| (0..n as u32).map(move |j| (i, j))).filter(|&(i, j)| reached(i, j));
            let share = count.count() as f64 / (n * (n - 1)) as f64;
            assert_eq!(ours(indicator("net_connectedness"), &network), [Ok(share)], "{ties:?}");
            let steps = floyd_warshall(&network, |_| 1_i32).expect("no negative ring");
            let near: f64 =
                steps.iter().filter(|((i, j), d)| i != j && **d < i32::MAX).map(|(_, d)| 1.0 / f64::from(*d)).sum();
            let value = ours(indicator("net_harmonic_distance"), &network)[0];
            let same = value.map_or(near == 0.0, |value| (value * near - (n * (n - 1)) as f64).abs() < 1e-9);
            assert!(same, "{ties:?}: {value:?}, theirs adds up to {near}");
        },
    );
}

#[test]
fn strong_components_are_mutual_reach() {
    drawn(
        |_, _| true,
        |n, ties, network| {
            let mut reach: Vec<Vec<bool>> = (0..n).map(|i| (0..n).map(|j| i == j).collect()).collect();
            for &(i, j, _) in ties {
                reach[i as usize][j as usize] = true;
            }
            for k in 0..n {
                let onward = reach[k].clone();
                for row in reach.iter_mut().filter(|row| row[k]) {
                    row.iter_mut().zip(&onward).for_each(|(there, via)| *there |= via);
                }
            }
            for found in [tarjan_scc(network), kosaraju_scc(network)] {
                assert_eq!(found.iter().map(Vec::len).sum::<usize>(), n);
                let at = |v: usize| found.iter().position(|part| part.contains(&(v as u32)));
                for (i, j) in (0..n).flat_map(|i| (0..n).map(move |j| (i, j))) {
                    assert_eq!(at(i) == at(j), reach[i][j] && reach[j][i], "{ties:?}");
                }
            }
        },
    );
}

#[test]
fn what_has_no_ring_has_an_order() {
    drawn(
        |i, j| i > j,
        |_, ties, network| {
            let order = toposort(network, None).expect("ties from later to earlier only");
            let at = |v: u32| order.iter().position(|&u| u == v);
            assert!(ties.iter().all(|&(from, to, _)| at(from) < at(to)), "{ties:?} in {order:?}");
            assert!(!is_cyclic_directed(network));
        },
    );
    let ring = network(3, &[(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0)]);
    assert!(toposort(&ring, None).is_err() && is_cyclic_directed(&ring));
}

#[test]
fn references_are_the_ties() {
    drawn(
        |_, _| true,
        |n, _, network| {
            let all: Vec<_> = network.edge_references().map(|e| (e.source(), e.target(), *e.weight())).collect();
            assert_eq!(all, network.ties().collect::<Vec<_>>());
            let mut ids: Vec<u32> = network.edge_references().map(|e| e.id()).collect();
            ids.dedup();
            assert_eq!(ids.len(), network.arcs());
            for node in 0..n as u32 {
                let own: Vec<_> =
                    IntoEdges::edges(network, node).map(|e| (e.source(), e.target(), *e.weight())).collect();
                assert_eq!(own, all.iter().copied().filter(|&(from, _, _)| from == node).collect::<Vec<_>>());
                let mut walk = Bfs::new(network, node);
                assert_eq!(walk.next(network), Some(node));
            }
        },
    );
}
