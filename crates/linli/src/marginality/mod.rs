//! Where somebody stands in a group, by hand: the decision table, what it reads, and who can be said to drift.
//!
//! Pure: it is given counts and gives a [`State`] or the reason for having none. Who counts what is the engine's affair.

mod drift;
mod state;
mod table;

pub use drift::{Drift, DriftRule, SeenDays};
pub use state::State;
pub use table::{Inputs, Link, place};

use crate::tie::{Receipts, Uptake};
use crate::time::Span;

/// What the table leaves to choose. Indicators take the default; the others are for the sensitivity of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Options {
    /// How many countable weeks are looked back on.
    pub weeks: u32,
    /// What answers what is said to all.
    pub uptake: Uptake,
}

impl Default for Options {
    fn default() -> Self {
        Self { weeks: 12, uptake: Uptake::default() }
    }
}

impl Options {
    /// Countable weeks below which nothing is said: two thirds of those looked back on, 8 of 12.
    pub const fn least_weeks(&self) -> u32 {
        (2 * self.weeks).div_ceil(3)
    }

    /// How many weeks of the calendar are searched for them: twice as many. Whoever was away for longer is looked at anew.
    pub const fn most_weeks(&self) -> u32 {
        2 * self.weeks
    }

    /// 8, 12 and 16 weeks by 12, 24 and 48 hours by both choices on acknowledgements, in this order.
    pub fn all() -> Vec<Self> {
        let mut all = Vec::with_capacity(18);
        for weeks in [8, 12, 16] {
            for hours in [12, 24, 48] {
                for &receipts in Receipts::ALL {
                    all.push(Self { weeks, uptake: Uptake { wait: Span::seconds(hours * 3600), receipts } });
                }
            }
        }
        all
    }
}
