//! Mathematics on slices. Knows no group and no panel; sums run in the order given.
//!
//! Every result says how it was reached: `methods_text()` is the sentence of a methods section, the same at every door.

mod binomial;
mod burstiness;
mod change_point;
mod inequality;
mod jackknife;
mod moments;
mod multiplicity;
pub(crate) mod normal;
mod occasions;
mod order;
mod permutation;
mod proportion;
mod rank;
mod rarefaction;
mod retention;
mod rising;
mod series;
mod shrinkage;
mod simplex;
mod stream;
mod survival;
pub(crate) mod text;
mod trend;

pub use binomial::binomial_at_most;
pub use burstiness::{Burstiness, WeeklyRhythm, burstiness};
pub use change_point::{Cost, LONGEST_EXACT, Pelt, PeltOptions, Penalty, Pettitt, Segment, pelt, pettitt};
pub use inequality::{absence_factor, gini, gini_corrected};
pub use jackknife::{Jackknife, LEAST_PARTS, Scale, jackknife, t_975};
pub use moments::{autocorrelation, mean, standard_deviation};
pub use multiplicity::{Adjusted, Family, Tested, benjamini_hochberg};
pub use occasions::{LEAST_PEOPLE, MOST_OPPORTUNITIES, OccasionModel, Taken, occasion_model};
pub use order::median;
pub use permutation::{
    Arrangements, Condition, Cug, DayComparison, DayOptions, DaySample, Dyads, EiIndex, Mrqap, PermutationP, Predictor,
    Qap, SquareMatrix, VertexComparison, compare_days, compare_networks, cug, ei_index, mrqap, qap,
};
pub(crate) use permutation::{Tally, without_one_day};
pub use proportion::wilson;
pub use rank::{quartiles, slope_sign, spearman};
pub use rarefaction::{Rarefied, rarefied};
pub use retention::{LEAST_COHORT, ShiftedBetaGeometric, shifted_beta_geometric};
pub use series::{LONGEST, require_disjoint};
pub use shrinkage::{LEAST_GROUPS, Shrunken, shrunken_shares};
pub use stream::{Part, Stream};
pub use survival::{IntervalScale, Spell, SpellEnd, Survival, SurvivalStep, kaplan_meier};
pub use trend::{CoxStuart, EXACT, Gaps, Intercept, Lags, Line, Trend, TrendOptions, Variant, cox_stuart, trend};
