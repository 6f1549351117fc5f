//! What a stretch of the series costs when it is taken for one level: twice its negative log-likelihood.
//!
//! m: values of the stretch, x̄: its mean, Q = Σ (x − x̄)².

use super::super::moments::standard_deviation;
use crate::error::{Error, ErrorKind};

/// What is allowed to change.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Cost {
    /// The mean, of values divided by the standard deviation of the whole series (n − 1): Q / s². A change inflates s,
    /// so this errs towards finding none.
    Mean,
    /// The mean and the variance: m ln 2π + m ln v + Q / v with v = max(Q / m, least).
    ///
    /// Without a least variance two equal values in a row would be a stretch that costs nothing at all; so the least
    /// variance is asked for: that of rounding is 1/12 for whole numbers.
    MeanAndVariance {
        /// The smallest variance a stretch can be taken to have; above 0.
        least: f64,
    },
}

impl Cost {
    /// Parameters a further stretch adds, its beginning among them.
    pub(super) const fn parameters(self) -> f64 {
        match self {
            Self::Mean => 2.0,
            Self::MeanAndVariance { .. } => 3.0,
        }
    }

    pub(super) fn check(self) -> Result<(), Error> {
        match self {
            Self::MeanAndVariance { least } if !(least.is_finite() && least > 0.0) => {
                let message = format!("a least variance of {least}; it must be above 0");
                Err(Error::new(ErrorKind::Plan, message).with_hint("whole numbers have 1/12 from rounding alone"))
            }
            _ => Ok(()),
        }
    }
}

/// The cost of every stretch of one series.
pub(super) struct Stretches {
    cost: Cost,
    /// Σ x and Σ x² of the first i values, of values moved so that their mean is 0.
    sums: Vec<[f64; 2]>,
    /// s², or 1 when nothing varies.
    variance: f64,
}

impl Stretches {
    pub(super) fn of(x: &[f64], cost: Cost) -> Self {
        // Moved to mean 0, so that Q is no small difference of large numbers.
        let centre = x.iter().sum::<f64>() / x.len() as f64;
        let mut sums = Vec::with_capacity(x.len() + 1);
        let mut sum = [0.0, 0.0];
        sums.push(sum);
        for value in x {
            let value = value - centre;
            sum = [sum[0] + value, sum[1] + value * value];
            sums.push(sum);
        }
        let deviation = standard_deviation(x).unwrap_or(0.0);
        let variance = if deviation > 0.0 { deviation * deviation } else { 1.0 };
        Self { cost, sums, variance }
    }

    /// The cost of the values from `start` until before `end`.
    pub(super) fn cost(&self, start: usize, end: usize) -> f64 {
        let m = (end - start) as f64;
        let sum = self.sums[end][0] - self.sums[start][0];
        let q = (self.sums[end][1] - self.sums[start][1] - sum * sum / m).max(0.0);
        match self.cost {
            Cost::Mean => q / self.variance,
            Cost::MeanAndVariance { least } => {
                let v = (q / m).max(least);
                m * libm::log(2.0 * std::f64::consts::PI) + m * libm::log(v) + q / v
            }
        }
    }
}
