//! # linli 邻里
//!
//! What neighbours' groups leave behind — chats, sign-in sheets, activity records — as a typed, reproducible study, and
//! the indicators and findings that follow from it with their uncertainty stated.
//!
//! This crate is the model and the mathematics. It reads no file, clock, environment or network.

pub mod definition;
pub mod diagnostic;
pub mod error;
pub mod plan;
pub mod records;
pub mod statistics;
pub mod time;

pub use definition::{Card, Edge, Kind, Undefined, Unit, Value};
pub use error::{Error, ErrorKind, Location};
pub use petgraph;
pub use plan::Plan;
pub use records::{Records, RecordsBuilder};
