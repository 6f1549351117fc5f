//! Tests that compare what was seen with what chance arrangements of the same data give.
//!
//! **p** of drawn arrangements is (1 + hits) / (1 + draws): what was seen is one of the arrangements. Where there are no
//! more arrangements than draws asked for, all are tried and p is hits / all. A hit is an arrangement at least as extreme
//! as what was seen; one whose statistic is undefined counts as a hit, so that p is never too small.
//!
//! **Two-sided**, in two ways, and each result says which. Where chance is centred on 0 — a difference, a correlation, a
//! t — extreme means far from 0. Where it is not — a share, an index with a lopsided range — p is twice the smaller of
//! the two one-sided ones, at most 1.

mod arrange;
mod cug;
mod days;
mod matrix;
mod mixing;
mod mrqap;
mod qap;
mod regression;
mod vertex;

use super::text;
use crate::error::{Error, ErrorKind};

pub use cug::{Condition, Cug, cug};
pub(crate) use days::without_one_day;
pub use days::{DayComparison, DayOptions, DaySample, compare_days};
pub use matrix::{Dyads, SquareMatrix};
pub use mixing::{EiIndex, ei_index};
pub use mrqap::{Mrqap, Predictor, mrqap};
pub use qap::{Qap, qap};
pub use vertex::{VertexComparison, compare_networks};

/// The arrangements a test looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangements {
    /// All there are, what was seen among them.
    All(u64),
    /// So many, drawn at random with replacement.
    Drawn(u64),
}

/// A p-value and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PermutationP {
    /// p.
    pub value: f64,
    /// p, when arrangements exactly as extreme as what was seen count half (mid-p: Lancaster 1961, JASA 56:223). Values of
    /// few people take few steps; where arrangements tie often, p alone calls too rarely.
    pub mid: f64,
    /// Arrangements at least as extreme as what was seen.
    pub hits: u64,
    /// Arrangements looked at.
    pub arrangements: Arrangements,
    /// The smallest p this test could have given.
    pub floor: f64,
    /// Whether p is twice that of one side.
    doubled: bool,
}

impl PermutationP {
    /// As a methods section says it: `p = 0.0120 (11 of 999 draws, seed 2017)`.
    fn text(&self, seed: u64) -> String {
        let (p, hits) = (text::p(self.value), self.hits);
        let twice = if self.doubled { "twice that of one side: " } else { "" };
        match self.arrangements {
            Arrangements::All(all) => format!("{p} (exact, {twice}{hits} of all {all} arrangements)"),
            Arrangements::Drawn(draws) => format!("{p} ({twice}{hits} of {draws} random arrangements, seed {seed})"),
        }
    }
}

/// Counts hits.
#[derive(Debug)]
pub(crate) struct Tally {
    observed: f64,
    hits: u64,
    ties: u64,
    best: f64,
    at_best: u64,
    /// A hair: equal statistics may differ in their last bits.
    near: f64,
}

impl Tally {
    /// `scale` is the size of the numbers the statistic was computed from.
    pub(crate) fn new(observed: f64, scale: f64) -> Self {
        let near = 1e-12 * (observed.abs() + scale.abs());
        Self { observed, hits: 0, ties: 0, best: f64::NEG_INFINITY, at_best: 0, near }
    }

    /// An arrangement this extreme.
    pub(crate) fn add(&mut self, extreme: Option<f64>) {
        self.hits += u64::from(extreme.is_none_or(|extreme| extreme >= self.observed - self.near));
        self.ties += u64::from(extreme.is_some_and(|extreme| (extreme - self.observed).abs() <= self.near));
        let extreme = extreme.unwrap_or(f64::INFINITY);
        if extreme > self.best + self.near {
            (self.best, self.at_best) = (extreme, 1);
        } else if extreme + self.near >= self.best {
            self.at_best += 1;
        }
    }

    pub(crate) fn p(&self, arrangements: Arrangements) -> PermutationP {
        // What was seen is one of all arrangements, and comes to those drawn.
        let (all, more, floor) = match arrangements {
            Arrangements::All(all) => (all, 0, self.at_best),
            Arrangements::Drawn(draws) => (1 + draws, 1, 1),
        };
        let (all, hits) = (all as f64, (self.hits + more) as f64);
        PermutationP {
            value: hits / all,
            mid: (hits - 0.5 * (self.ties + more) as f64) / all,
            hits: self.hits,
            arrangements,
            floor: floor as f64 / all,
            doubled: false,
        }
    }
}

/// Counts hits on either side and doubles the smaller share.
#[derive(Debug)]
struct TwoTallies {
    low: Tally,
    high: Tally,
}

impl TwoTallies {
    fn new(observed: f64, scale: f64) -> Self {
        Self { low: Tally::new(-observed, scale), high: Tally::new(observed, scale) }
    }

    fn add(&mut self, statistic: Option<f64>) {
        self.low.add(statistic.map(|statistic| -statistic));
        self.high.add(statistic);
    }

    /// p of a statistic as small, as large, and two-sided.
    fn p(&self, arrangements: Arrangements) -> [PermutationP; 3] {
        let (low, high) = (self.low.p(arrangements), self.high.p(arrangements));
        let smaller = if low.value <= high.value { low } else { high };
        let value = (2.0 * smaller.value).min(1.0);
        let floor = (2.0 * low.floor.min(high.floor)).min(1.0);
        let mid = (2.0 * low.mid.min(high.mid)).min(1.0);
        [low, high, PermutationP { value, mid, floor, doubled: true, ..smaller }]
    }
}

/// The most draws of one test.
const MOST_DRAWS: usize = 1_000_000;

pub(crate) fn check_draws(draws: usize) -> Result<(), Error> {
    if (1..=MOST_DRAWS).contains(&draws) {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Plan, format!("{draws} draws; 1 to {MOST_DRAWS}")).with_hint("9999 are usual"))
}

/// Mean and standard deviation of what chance gives, kept while drawing.
#[derive(Debug, Default)]
struct Chance(Vec<f64>);

impl Chance {
    fn mean(&self) -> Option<f64> {
        super::moments::mean(&self.0)
    }

    fn deviation(&self) -> Option<f64> {
        super::moments::standard_deviation(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p_counts_what_was_seen() {
        let mut tally = Tally::new(2.0, 0.0);
        for extreme in [1.0, 2.0, 3.0, 2.0 - 1e-15] {
            tally.add(Some(extreme));
        }
        assert_eq!(tally.p(Arrangements::All(4)).value.to_bits(), 0.75_f64.to_bits());
        assert_eq!(tally.p(Arrangements::All(4)).floor.to_bits(), 0.25_f64.to_bits());
        assert_eq!(tally.p(Arrangements::Drawn(4)).value.to_bits(), 0.8_f64.to_bits());
        // Two of four as extreme, one more so: (1 + 2/2) / 4; drawn, what was seen is a third tie.
        assert_eq!(tally.p(Arrangements::All(4)).mid.to_bits(), 0.5_f64.to_bits());
        assert_eq!(tally.p(Arrangements::Drawn(4)).mid.to_bits(), 0.5_f64.to_bits());
        // What is undefined cannot make p smaller.
        tally.add(None);
        assert_eq!(tally.p(Arrangements::Drawn(5)).hits, 4);
        assert_eq!(Tally::new(1.0, 0.0).p(Arrangements::Drawn(999)).value.to_bits(), 0.001_f64.to_bits());
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "shares of a few arrangements")]
    fn two_sides_are_twice_the_smaller() {
        let mut both = TwoTallies::new(3.0, 0.0);
        for statistic in [1.0, 2.0, 3.0, 3.0, 9.0] {
            both.add(Some(statistic));
        }
        let [low, high, two] = both.p(Arrangements::All(5));
        assert_eq!([low.value, high.value, two.value], [0.8, 0.6, 1.0]);
        assert_eq!([low.floor, high.floor, two.floor], [0.2, 0.2, 0.4]);
    }
}
