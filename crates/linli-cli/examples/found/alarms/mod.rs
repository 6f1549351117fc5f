//! How soon signals speak of what is planted, and how often of those in whom nothing is.

mod counts;
mod diary;
mod leads;
mod page;
mod shuffled;
mod watched;

pub(crate) use counts::Counts;
pub(crate) use leads::Leads;
pub(crate) use page::{Measured, page};
pub(crate) use shuffled::Chances;
