//! Mathematics on slices. Knows no group and no panel; sums run in the order given.
//!
//! Every result says how it was reached: `methods_text()` is the sentence of a methods section, the same at every door.

mod inequality;
mod jackknife;
mod moments;
pub(crate) mod normal;
mod order;
mod proportion;
mod rank;
mod series;
mod stream;
pub(crate) mod text;
mod trend;

pub use inequality::{absence_factor, gini, gini_corrected};
pub use jackknife::{Jackknife, LEAST_PARTS, Scale, jackknife, t_975};
pub use moments::{autocorrelation, mean, standard_deviation};
pub use order::median;
pub use proportion::wilson;
pub use rank::{quartiles, slope_sign, spearman};
pub use series::{LONGEST, require_disjoint};
pub use stream::{Part, Stream};
pub use trend::{CoxStuart, EXACT, Gaps, Intercept, Lags, Line, Trend, TrendOptions, Variant, cox_stuart, trend};
