//! On a street whose days were put in another order nothing changes but by chance: signals of change speak no more often
//! than their level. The page on false alarms holds the same of many more streets.

use std::path::Path;

use linli::signal::{DENSITY_CHANGE_POOLED, DRIFTING, Decision, INSPECTION_BURSTS, QUIET, RECOVERING, Signal};
use linli::simulate::{Effect, Scenario, Shuffled, Street, simulate};
use linli::statistics::binomial_at_most;
use linli::study::quietly;
use linli_io::{OpenOptions, open_with, write_street};

/// Each with the share of its tests in which chance finds something at most. What recovers was quiet in one of three months
/// before.
fn of_change() -> [(&'static Signal, f64); 5] {
    let level = |signal: &Signal| match signal.decision {
        Decision::Test { alpha, .. } => alpha,
        Decision::Family { rate, .. } => rate,
        Decision::Rule => panic!("{} tests nothing", signal.card.id),
    };
    [
        (&QUIET, level(&QUIET)),
        (&RECOVERING, 3.0 * level(&QUIET)),
        (&DENSITY_CHANGE_POOLED, level(&DENSITY_CHANGE_POOLED)),
        (&DRIFTING, level(&DRIFTING)),
        (&INSPECTION_BURSTS, level(&INSPECTION_BURSTS)),
    ]
}

/// By signal, of how many subjects it could speak at the month-ends of two years, and of how many it told something.
fn told(street: &Street) -> [[u32; 2]; 5] {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shuffled");
    let _ = std::fs::remove_dir_all(&place);
    let dir = place.join("street");
    write_street(street, &dir).unwrap();
    let mut study = open_with(&dir, &OpenOptions::default()).unwrap().study;
    study.plan.release.persons = true;
    study.signals = of_change().iter().map(|&(signal, _)| signal).collect();
    let mut told = [[0; 2]; 5];
    for month in 4..=26 {
        let outcome = study.up_to(street.scenario.start.plus(28 * month)).run(&mut quietly).unwrap();
        for (own, (signal, _)) in told.iter_mut().zip(of_change()) {
            let search = outcome.searches.iter().find(|search| std::ptr::eq(search.signal, signal)).unwrap();
            own[0] += search.looked_at.len() as u32;
            let own_findings = outcome.findings.iter().filter(|finding| std::ptr::eq(finding.signal, signal));
            own[1] += own_findings.count() as u32;
        }
    }
    told
}

fn all(of: impl Fn(u64) -> Street) -> [[u32; 2]; 5] {
    (1..=2).map(|seed| told(&of(seed))).fold([[0; 2]; 5], |mut sum, one| {
        sum.iter_mut().flatten().zip(one.into_iter().flatten()).for_each(|(sum, one)| *sum += one);
        sum
    })
}

#[test]
fn on_shuffled_days_nothing_is_told_beyond_chance() {
    let mut scenario = Scenario { effect: Effect::Large, ..Scenario::named("dashilar").unwrap() };
    scenario.organizations.truncate(8);
    let in_order = all(|seed| simulate(&scenario, seed).unwrap());
    assert!(in_order.iter().any(|&[_, found]| found > 0), "in their order the days tell something: {in_order:?}");
    let shuffled = all(|seed| simulate(&scenario, seed).unwrap().shuffled(Shuffled::Days, seed));
    for ((signal, level), [tests, found]) in of_change().into_iter().zip(shuffled) {
        // P(Bin(n, l) ≥ k) = P(Bin(n, 1 − l) ≤ n − k).
        let p = binomial_at_most(tests - found, tests, 1.0 - level);
        assert!(p > 0.001, "{} found {found} in {tests}, where {level} of them are chance", signal.card.id);
    }
}
