//! The door to Python: tables in, tables out, and errors in Python's words. Nothing is computed here.

mod errors;
mod folders;
mod outcome;
mod plan;
mod registers;
mod shown;
mod statistics;
mod study;
mod tables_in;
mod tables_out;

use pyo3::prelude::*;

/// What neighbours' groups leave behind, as indicators and findings: the compiled part of the package.
#[pymodule]
mod _native {
    #[pymodule_export]
    use super::folders::{load, open, simulate};
    #[pymodule_export]
    use super::outcome::{Outcome, Panel};
    #[pymodule_export]
    use super::plan::Plan;
    #[pymodule_export]
    use super::registers::{indicator, indicators, plan_keys, signals, tie_rules};
    #[pymodule_export]
    use super::statistics::{Adjusted, ChangePoint, Qap, Trend, benjamini_hochberg, changepoint, qap, trend};
    #[pymodule_export]
    use super::study::{Brief, Check, Comparison, Drifts, MarginalShare, NotSeen, Picture, Sensitivity, Study};
    #[pymodule_export]
    use super::tables_out::{Column, PanelTable, Table};

    /// The version.
    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "the name Python uses")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
