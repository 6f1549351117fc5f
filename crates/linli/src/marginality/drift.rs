//! Whether somebody is seen less than the group would let expect, and of whom that can be said at all.

use crate::statistics::binomial_at_most;

/// The days somebody was seen on: x of the last 28 countable days, y of the 84 before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SeenDays {
    /// x.
    pub lately: u32,
    /// y.
    pub before: u32,
}

/// When a drift is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DriftRule {
    /// α, the largest probability of so few seen days by chance.
    pub alpha: f64,
}

impl Default for DriftRule {
    fn default() -> Self {
        Self { alpha: 0.0015 }
    }
}

/// What the counts say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drift {
    /// P(Bin(x + y, q) ≤ x).
    pub probability: f64,
    /// Whether it is as small as the rule asks.
    pub drifts: bool,
    /// Whether total silence would have been enough: without that no warning is possible at all.
    pub can_be_warned: bool,
}

impl DriftRule {
    /// What the counts say where the group's own share of seen days in the last 28 is `q`. Days are already the unit that
    /// takes bursts away. O(x).
    pub fn of(&self, seen: SeenDays, q: f64) -> Drift {
        let probability = binomial_at_most(seen.lately, seen.lately + seen.before, q);
        let possible = binomial_at_most(0, seen.before, q) <= self.alpha;
        Drift { probability, drifts: probability <= self.alpha, can_be_warned: possible }
    }

    /// The same of everybody in a group, who together give q: their seen days of the last 28 among all of theirs. `None`
    /// for q where nobody was seen lately; then nobody drifts, for the group went quiet as a whole.
    pub fn among(&self, everybody: &[SeenDays]) -> (Option<f64>, Vec<Drift>) {
        let sum = |of: fn(&SeenDays) -> u32| everybody.iter().map(of).sum::<u32>();
        let (lately, both) = (sum(|seen| seen.lately), sum(|seen| seen.lately + seen.before));
        let q = (lately > 0).then(|| f64::from(lately) / f64::from(both));
        (q, everybody.iter().map(|&seen| self.of(seen, q.unwrap_or(0.0))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fewest seen days before, from which on so many lately are a drift, for the share of a constant rate.
    fn least(lately: u32, alpha: f64) -> u32 {
        let rule = DriftRule { alpha };
        let drifts = |&before: &u32| rule.of(SeenDays { lately, before }, 0.25).drifts;
        (0..=84).find(drifts).expect("within 84 days")
    }

    #[test]
    fn the_written_pairs() {
        let pairs = |alpha| [0, 1, 2, 3].map(|lately| least(lately, alpha));
        assert_eq!(pairs(0.0015), [23, 31, 37, 43]);
        assert_eq!(pairs(0.01), [17, 23, 29, 34]);
        // What total silence needs at .05.
        assert_eq!(least(0, 0.05), 11);
    }

    #[test]
    fn more_days_before_and_fewer_lately_only_strengthen_it() {
        let rule = DriftRule::default();
        for before in 0..84 {
            for lately in 0..28 {
                let at = |lately, before| rule.of(SeenDays { lately, before }, 0.25).probability;
                // Near 1 the last digits are rounding.
                assert!(at(lately, before + 1) <= at(lately, before) + 1e-12);
                assert!(at(lately + 1, before) + 1e-12 >= at(lately, before));
            }
        }
    }

    #[test]
    fn a_group_that_went_quiet_explains_its_people() {
        let rule = DriftRule::default();
        let seen = SeenDays { lately: 0, before: 40 };
        assert!(rule.of(seen, 0.25).drifts && !rule.of(seen, 0.05).drifts);
        assert!(!rule.of(seen, 0.0).can_be_warned, "nobody was seen lately");
        assert!(!rule.of(SeenDays { lately: 0, before: 22 }, 0.25).can_be_warned);
    }
}
