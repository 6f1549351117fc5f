//! Indicators of the second layer.

mod inter_delegate_coverage;

pub use inter_delegate_coverage::INTER_DELEGATE_COVERAGE;
