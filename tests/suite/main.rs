//! The suite: properties of the whole, on shared cases.

mod case;
mod cases;
#[path = "../properties/compare.rs"]
mod compare;
mod draft;
#[path = "../properties/draw.rs"]
mod draw;
mod found;
mod main_job;
mod marginality;
mod missing;
mod own;
mod people;
mod registers;
mod rules;
mod running;
mod shuffled;
mod spans;
mod tidy;
