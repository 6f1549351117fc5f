//! Tests of change, trend and association on plain values: arguments in, frozen results out.

mod change;
mod family;
mod networks;
mod trends;
mod values;

pub(crate) use change::{ChangePoint, changepoint};
pub(crate) use family::{Adjusted, benjamini_hochberg};
pub(crate) use networks::{Qap, qap};
pub(crate) use trends::{Trend, trend};

use crate::tables_out::facts;

/// A result in a notebook: its numbers, then the sentence.
fn html(caption: &str, rows: &[(&str, String)], text: &str) -> String {
    let said = std::iter::once(("methods", text.to_owned()));
    let rows = rows.iter().cloned().chain(said).map(|(what, cell)| (what.to_owned(), [cell]));
    facts(caption, rows)
}

/// A number, or that there is none.
fn shown(value: Option<f64>) -> String {
    value.map_or("undefined".to_owned(), |value| value.to_string())
}
