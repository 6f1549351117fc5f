//! Mathematics on slices. Knows no group and no panel; sums run in the order given.
//!
//! Every result says how it was reached: `methods_text()` is the sentence of a methods section, the same at every door.

mod inequality;
mod moments;
mod normal;
mod order;
mod proportion;
mod series;
mod stream;
mod text;
mod trend;

pub use inequality::{absence_factor, gini, gini_corrected};
pub use moments::{autocorrelation, mean, standard_deviation};
pub use order::median;
pub use proportion::wilson;
pub use series::{LONGEST, require_disjoint};
pub use stream::{Part, Stream};
pub use trend::{CoxStuart, EXACT, Gaps, Intercept, Lags, Line, Trend, TrendOptions, Variant, cox_stuart, trend};
