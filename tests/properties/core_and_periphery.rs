//! The best core: over all cores where that can be counted, planted where it cannot; and its significance against every
//! network with the same degrees.

use std::collections::BTreeMap;

use linli::network::{core_periphery, core_significance};
use linli::statistics::Stream;

use crate::draw::Random;
use crate::measures::Dense;
use crate::small_networks::network;

fn both_ways(edges: &[(u32, u32)]) -> Vec<(u32, u32, f64)> {
    edges.iter().flat_map(|&(i, j)| [(i, j, 1.0), (j, i, 1.0)]).collect()
}

fn pairs(n: u32) -> Vec<(u32, u32)> {
    (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).collect()
}

#[test]
fn the_optimum_is_that_of_all_cores() {
    let mut random = Random::new(14);
    for round in 0..60 {
        let n = 10 + random.below(5) as u32;
        let percent = 8 + random.below(70);
        let edges: Vec<_> = pairs(n).into_iter().filter(|_| random.percent(percent)).collect();
        let ties = both_ways(&edges);
        let (found, all) = (core_periphery(&network(n as usize, &ties)), Dense::of(n as usize, &ties).cores());
        let (Some(found), Some((fit, cores))) = (&found, &all) else {
            assert!(found.is_none() && all.is_none(), "{ties:?}");
            continue;
        };
        let core: Vec<usize> = (0..n as usize).filter(|&i| found.core[i]).collect();
        assert!(found.exact && (found.fit - fit).abs() < 1e-12, "round {round}: {found:?}, all cores give {fit}");
        assert_eq!((found.optima, found.size()), (cores.len() as u64, cores[0].len()), "round {round}");
        assert!(cores.contains(&core), "round {round}: {core:?} is none of {cores:?}");
    }
}

#[test]
fn a_planted_core_is_found_among_sixty() {
    // Eight tied to each other and each of the rest to two of them: the pattern itself, but for missing ties.
    let n = 60_u32;
    let mut edges: Vec<(u32, u32)> = pairs(8);
    edges.extend((8..n).flat_map(|v| [(v % 8, v), ((v + 3) % 8, v)]));
    let turned: Vec<(u32, u32)> = edges.iter().map(|&(i, j)| (n - 1 - i, n - 1 - j)).collect();
    for edges in [edges, turned] {
        let found = core_periphery(&network(n as usize, &both_ways(&edges))).expect("a core");
        assert!(!found.exact && found.optima == 1 && found.size() == 8, "{found:?}");
        let m = edges.len() as f64;
        let (all, ideal) = (60.0 * 59.0 / 2.0, 28.0 + 8.0 * 52.0);
        let fit = (m * all - m * ideal) / (m * (all - m) * ideal * (all - ideal)).sqrt();
        assert!((found.fit - fit).abs() < 1e-12, "{} and {fit}", found.fit);
    }
}

#[test]
fn what_the_search_finds_cannot_be_bettered_by_one_move() {
    let mut random = Random::new(9);
    for _ in 0..20 {
        let edges: Vec<_> = pairs(9).into_iter().filter(|_| random.percent(45)).collect();
        // Further people tied two by two: too many for all cores.
        let apart: Vec<(u32, u32)> = (0..10).map(|k| (9 + 2 * k, 10 + 2 * k)).collect();
        let edges = [edges, apart].concat();
        let found = core_periphery(&network(40, &both_ways(&edges))).expect("a core");
        let own = fit(40, &edges, &found.core).expect("a fit");
        assert!(!found.exact && (found.fit - own).abs() < 1e-12, "{found:?} fits {own}");
        for v in 0..40 {
            let mut other = found.core.clone();
            other[v] = !other[v];
            assert!(fit(40, &edges, &other).is_none_or(|better| better <= own + 1e-12), "{v} moves");
        }
    }
}

/// Pearson correlation of ties and pattern over pairs.
fn fit(n: u32, edges: &[(u32, u32)], core: &[bool]) -> Option<f64> {
    let all: Vec<(f64, f64)> = pairs(n)
        .into_iter()
        .map(|(i, j)| {
            let ideal = core[i as usize] || core[j as usize];
            (f64::from(u8::from(edges.contains(&(i, j)))), f64::from(u8::from(ideal)))
        })
        .collect();
    let count = all.len() as f64;
    let (a, b) = (all.iter().map(|p| p.0).sum::<f64>() / count, all.iter().map(|p| p.1).sum::<f64>() / count);
    let sum = |f: &dyn Fn(f64, f64) -> f64| all.iter().map(|&(x, y)| f(x - a, y - b)).sum::<f64>();
    let below = (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt();
    (below > 0.0).then(|| sum(&|x, y| x * y) / below)
}

/// A fit, and the tied pairs it is of.
type Fitted = (f64, Vec<(u32, u32)>);

#[test]
fn significance_is_the_share_of_networks_with_the_same_degrees() {
    // Every network of six people, by degrees; the exact share of those that fit at least as well.
    let all = pairs(6);
    let mut by_degrees: BTreeMap<Vec<usize>, Vec<Fitted>> = BTreeMap::new();
    for mask in 0_u32..1 << all.len() {
        let edges: Vec<(u32, u32)> =
            all.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, &pair)| pair).collect();
        let degrees: Vec<usize> = (0..6).map(|v| edges.iter().filter(|&&(i, j)| i == v || j == v).count()).collect();
        // One order of the people is enough.
        if degrees.is_sorted()
            && let Some(found) = core_periphery(&network(6, &both_ways(&edges)))
        {
            by_degrees.entry(degrees).or_default().push((found.fit, edges));
        }
    }
    let mut varied = 0;
    for networks in by_degrees.values() {
        let (largest, edges) = networks.iter().max_by(|a, b| a.0.total_cmp(&b.0)).expect("a network");
        let as_good = networks.iter().filter(|(fit, _)| *fit >= largest - 1e-9).count();
        let exact = as_good as f64 / networks.len() as f64;
        let p = core_significance(&network(6, &both_ways(edges)), stream(2017)).expect("a core");
        let expected = (1.0 + 199.0 * exact) / 200.0;
        // Five standard deviations of a share of 199 independent draws.
        let margin = 5.0 * (exact * (1.0 - exact) / 199.0).sqrt() + 1e-12;
        assert!((p - expected).abs() <= margin, "{edges:?}: {p}, exactly {expected}");
        varied += usize::from(exact < 1.0);
    }
    assert!(varied > 20, "only {varied} degree sequences leave a choice");
}

#[test]
fn a_seed_matters_and_the_same_seed_gives_the_same() {
    let edges = [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 4), (1, 8), (8, 9), (9, 3)];
    let network = network(10, &both_ways(&edges));
    let p: Vec<f64> = (0..12).map(|seed| core_significance(&network, stream(seed)).expect("a core")).collect();
    // Whole 200ths.
    let same = |a: f64, b: f64| (a - b).abs() < 1e-9;
    assert!(same(p[3], core_significance(&network, stream(3)).expect("a core")));
    assert!(p.iter().any(|other| !same(*other, p[0])), "{p:?}");
}

fn stream(seed: u64) -> Stream {
    Stream::of(seed, &["net_core_significance".into()])
}
