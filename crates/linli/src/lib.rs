//! # linli 邻里
//!
//! What neighbours' groups leave behind — chats, sign-in sheets, activity records — as a typed, reproducible study, and
//! the indicators and findings that follow from it with their uncertainty stated.
//!
//! This crate is the model and the mathematics. It reads no file, clock, environment or network.

pub mod brief;
mod comparison;
pub mod definition;
pub mod diagnostic;
pub mod engine;
pub mod error;
pub mod frame;
pub mod indicator;
pub mod marginality;
pub mod network;
pub mod panel;
pub mod plan;
pub mod population;
pub mod records;
pub mod refusal;
pub mod release;
pub mod signal;
pub mod simulate;
pub mod statistics;
pub mod study;
pub mod tie;
pub mod time;

pub use definition::{Card, Edge, Kind, Undefined, Unit, Value};
pub use engine::Catalogue;
pub use error::{Error, ErrorKind, Location};
pub use petgraph;
pub use plan::Plan;
pub use records::{Records, RecordsBuilder};
pub use study::{Outcome, Study};
