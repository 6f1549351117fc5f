//! When did a series change: one change (Pettitt) or several (PELT).

mod cost;
mod pelt;
mod pettitt;

pub use cost::Cost;
pub use pelt::{Pelt, PeltOptions, Penalty, Segment, pelt};
pub use pettitt::{LONGEST_EXACT, Pettitt, pettitt};
