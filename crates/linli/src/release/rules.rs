//! What may be told of a number of people: nothing where they are few, and otherwise a rounded number.
//!
//! A count x of one organization is replaced by r = b ⌊(x + u) / b⌋ before anything else is done with it. b: the base;
//! u: 0 … b − 1, drawn once for an organization by a key that stays outside the data, so the mean of r is x and the same
//! count gives the same r in every release. All that is shown is made of such r: sums of them, shares of them, and the
//! choice which of them to show. So whoever sees every release knows of x at most that it is one of b numbers or more.

use crate::error::{Error, ErrorKind};
use crate::records::PseudonymKey;
use crate::statistics;

/// How people are kept out of what is given to funders and to the public.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DisclosureRules {
    /// Fewer people than this are never shown, neither as those who did something, nor as those who did not. From 10.
    pub least_persons: u32,
    /// Counts of people are multiples of this. From 10: with less, a count is known to fewer than ten numbers.
    pub base: u32,
    /// Where the bands of headcounts begin, ascending; the first is below the first of these.
    pub bands: [u32; 3],
    /// Of fewer organizations nothing is public.
    pub least_organizations: usize,
    key: PseudonymKey,
}

/// The least that both numbers may be.
const LEAST: u32 = 10;

impl DisclosureRules {
    /// The rules of this project under a study's key. Another key rounds otherwise: keep one key for all releases of a study.
    ///
    /// ```
    /// use linli::records::PseudonymKey;
    /// use linli::release::DisclosureRules;
    ///
    /// let rules = DisclosureRules::new(PseudonymKey::new([7; 32]));
    /// assert_eq!((rules.least_persons, rules.base, rules.bands), (10, 10, [10, 20, 40]));
    /// ```
    pub fn new(key: PseudonymKey) -> Self {
        Self { least_persons: LEAST, base: LEAST, bands: [10, 20, 40], least_organizations: 3, key }
    }

    /// Refuses rules that keep nobody out.
    pub(super) fn check(&self) -> Result<(), Error> {
        let refuse = |what: &str, what_zh: &str, given: u32| {
            Err(Error::new(
                ErrorKind::Plan,
                (
                    format!("{what} is {given}; at least {LEAST} is allowed"),
                    format!("{what_zh}是{given}，至少要{LEAST}"),
                ),
            )
            .with_hint(("leave it at 10, or make it larger", "不改就是10，只能往大改")))
        };
        match self {
            Self { least_persons, .. } if *least_persons < LEAST => {
                refuse("the least number of people", "最少人数", *least_persons)
            }
            Self { base, .. } if !(LEAST..=1_000).contains(base) => refuse("the base of rounding", "取整的单位", *base),
            Self { bands: [a, b, c], .. } if !(LEAST <= *a && a < b && b < c) => {
                refuse("the first band of headcounts", "人数分档的第一档", *a)
            }
            _ => Ok(()),
        }
    }

    /// Rounds the counts of one unit: counts of one unit keep their order.
    pub(super) fn rounding(&self, study: &str, unit: &[&str]) -> Rounding {
        let parts: Vec<&str> = ["rounding", study].into_iter().chain(unit.iter().copied()).collect();
        Rounding { base: self.base, offset: (self.key.digest(&parts) % u64::from(self.base)) as u32 }
    }

    /// The share of two rounded counts, where as many are shown as must be. r ≥ least + base means x > least, whatever
    /// was added before rounding, so that the choice itself says nothing that the r do not.
    pub(super) fn shown(&self, hits: u32, of: u32) -> Option<PeopleShare> {
        let least = self.least_persons + self.base;
        (hits >= least && of.saturating_sub(hits) >= least).then_some(PeopleShare { hits, of })
    }

    /// The band of a headcount, from 0.
    pub(super) fn band(&self, headcount: u32) -> usize {
        self.bands.iter().filter(|&&start| headcount >= start).count()
    }
}

/// One unit's way of rounding.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rounding {
    base: u32,
    offset: u32,
}

impl Rounding {
    pub(super) fn of(self, count: u32) -> u32 {
        count.saturating_add(self.offset) / self.base * self.base
    }
}

/// A share of people, of rounded counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeopleShare {
    hits: u32,
    of: u32,
}

impl PeopleShare {
    /// How many, rounded.
    pub const fn hits(self) -> u32 {
        self.hits
    }

    /// Of how many, rounded.
    pub const fn of(self) -> u32 {
        self.of
    }

    /// The share, in 0 ..= 1.
    pub fn share(self) -> f64 {
        f64::from(self.hits) / f64::from(self.of.max(1))
    }

    /// Wilson's 95 % interval of the share. It knows chance, and nothing of rounding.
    pub fn interval(self) -> [f64; 2] {
        statistics::wilson(self.hits, self.of).unwrap_or([0.0, 1.0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> DisclosureRules {
        DisclosureRules::new(PseudonymKey::new([3; 32]))
    }

    #[test]
    fn rounding_is_right_on_average_and_keeps_order() {
        for count in 0..100 {
            let all: Vec<u32> = (0..10).map(|offset| Rounding { base: 10, offset }.of(count)).collect();
            assert_eq!(all.iter().sum::<u32>(), 10 * count);
            assert!(all.iter().all(|r| r % 10 == 0 && r.abs_diff(count) < 10));
            assert!((0..10).all(|offset| {
                Rounding { base: 10, offset }.of(count) <= Rounding { base: 10, offset }.of(count + 1)
            }));
        }
    }

    #[test]
    fn whatever_is_shown_is_of_more_than_ten_on_both_sides() {
        let rules = rules();
        for offset in 0..10 {
            let rounding = Rounding { base: 10, offset };
            for of in 0..80 {
                for hits in 0..=of {
                    if rules.shown(rounding.of(hits), rounding.of(of)).is_some() {
                        assert!(hits > 10 && of - hits > 10, "{hits} of {of}");
                    }
                }
            }
        }
        assert!(rules.shown(u32::MAX, u32::MAX).is_none());
    }

    #[test]
    fn a_unit_rounds_alike_in_every_release_and_another_key_otherwise() {
        let offsets = |rules: &DisclosureRules| -> Vec<u32> {
            (0..50).map(|at| rules.rounding("lane", &["o", &at.to_string()]).offset).collect()
        };
        let other = DisclosureRules::new(PseudonymKey::new([4; 32]));
        assert_eq!(offsets(&rules()), offsets(&rules()));
        assert_ne!(offsets(&rules()), offsets(&other));
        let mut seen = offsets(&rules());
        seen.sort_unstable();
        seen.dedup();
        assert!(seen.len() == 10, "{seen:?}");
    }

    #[test]
    fn rules_that_keep_nobody_out_are_refused() {
        for (least, base, bands) in
            [(9, 10, [10, 20, 40]), (10, 5, [10, 20, 40]), (10, 10, [5, 20, 40]), (10, 10, [20, 20, 40])]
        {
            let rules = DisclosureRules { least_persons: least, base, bands, ..rules() };
            assert!(rules.check().is_err(), "{least} {base} {bands:?}");
        }
        assert!(rules().check().is_ok());
        assert_eq!([9, 10, 19, 20, 39, 40].map(|count| rules().band(count)), [0, 1, 1, 2, 2, 3]);
    }
}
