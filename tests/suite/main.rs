//! The suite: properties of the whole, on shared cases.

mod case;
mod cases;
mod draft;
mod main_job;
