//! What signals of change say of a street whose days, or whose people, were put in another order: chance alone.

use linli::signal::{About, Decision, QUIET, RECOVERING, SIGNALS, Signal};
use linli::simulate::Shuffled;

use crate::heard::Heard;

/// What one signal of change says of shuffled streets.
#[derive(Debug, Clone)]
pub(crate) struct Chance {
    pub(crate) signal: &'static Signal,
    /// Tests made: subjects by months; of a signal with a family, its months.
    pub(crate) tests: u32,
    /// In which something was found.
    pub(crate) found: u32,
}

/// What signals of change say of shuffled streets.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chances(pub(crate) Vec<Chance>);

impl Chances {
    /// Of one street.
    pub(crate) fn of(heard: &Heard, shuffled: Shuffled) -> Self {
        Self(of_change(shuffled).map(|signal| chance(heard, signal)).collect())
    }

    /// With those of another street.
    pub(crate) fn and(mut self, other: Self) -> Self {
        if self.0.is_empty() {
            return other;
        }
        for (own, other) in self.0.iter_mut().zip(other.0) {
            own.tests += other.tests;
            own.found += other.found;
        }
        self
    }
}

/// The signals that speak of a change such a shuffle takes away: with days in another order all; with people in another
/// order those of people and of how many are at the margin, for the days of a group stay as they were.
fn of_change(shuffled: Shuffled) -> impl Iterator<Item = &'static Signal> {
    let is_test = |signal: &Signal| signal.decision != Decision::Rule || signal.card.id == RECOVERING.card.id;
    let of_people = |signal: &Signal| signal.about == About::Person || signal.card.id == "marginal_rising";
    SIGNALS.iter().copied().filter(move |signal| is_test(signal) && (shuffled == Shuffled::Days || of_people(signal)))
}

/// Spans of which one must have been quiet before anything recovers.
const SPANS: f64 = 3.0;

/// The share of tests, or of families of tests, in which chance finds something at most; none where nothing is tested.
pub(crate) fn level(signal: &Signal) -> Option<f64> {
    match signal.decision {
        Decision::Test { alpha, .. } => Some(alpha),
        Decision::Family { rate, .. } => Some(rate),
        Decision::Rule if signal.card.id == RECOVERING.card.id => level(&QUIET).map(|quiet| SPANS * quiet),
        Decision::Rule => None,
    }
}

fn chance(heard: &Heard, signal: &'static Signal) -> Chance {
    let own = heard.0.iter().filter(|month| month.signal == signal.card.id);
    let is_family = matches!(signal.decision, Decision::Family { .. });
    let mut chance = Chance { signal, tests: 0, found: 0 };
    for month in own.filter(|month| !month.asked.is_empty()) {
        if is_family {
            chance.tests += 1;
            chance.found += u32::from(!month.told.is_empty());
        } else {
            chance.tests += month.asked.len() as u32;
            chance.found += month.told.len() as u32;
        }
    }
    chance
}
