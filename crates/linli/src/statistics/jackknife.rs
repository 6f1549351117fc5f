//! The delete-one jackknife over days: how far a value would move had other days been recorded.
//!
//! A bootstrap of days will not do here. A resample holds about 63 % of the days, and a network of fewer days has fewer
//! tied pairs: percentile intervals for density miss in half of the cases and more. Leaving out one day at a time
//! moves the value by what that day alone brought (decision 0013, with the simulated coverage).

use libm::{exp, log};

use super::normal::Z95;

/// On which scale an interval is symmetric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// The value's own: for values that may be of any size and sign.
    Identity,
    /// ln x: for values that are never negative.
    Log,
    /// ln (x / (1 − x)): for shares.
    Logit,
}

/// A value with its standard error and its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Jackknife {
    /// The standard error.
    pub error: f64,
    /// Lower and upper bound.
    pub interval: [f64; 2],
}

/// Least values left out, one at a time, for a standard error to be worth saying.
pub const LEAST_PARTS: usize = 8;

/// Standard error and 95 % interval of a value from its values `without` one part each, the parts being independent:
///
/// SE² = (T − 1)/T Σ (x₍ₜ₎ − x̄)², T parts (Efron and Tibshirani 1993, 11.5); the interval is symmetric on `scale`, by the
/// delta method, with Student's t on T − 1 degrees of freedom.
///
/// `None` below [`LEAST_PARTS`] parts, and where no part matters: then nothing is known of the spread.
pub fn jackknife(value: f64, without: &[f64], scale: Scale) -> Option<Jackknife> {
    let error = standard_error(without).filter(|&error| error > 0.0)?;
    let reach = t_975(without.len() as u32 - 1);
    let interval = match scale {
        Scale::Log if value > 0.0 => {
            let (middle, half) = (log(value), reach * error / value);
            [exp(middle - half), exp(middle + half)]
        }
        Scale::Logit if value > 0.0 && value < 1.0 => {
            let (middle, half) = (log(value / (1.0 - value)), reach * error / (value * (1.0 - value)));
            [middle - half, middle + half].map(|x| 1.0 / (1.0 + exp(-x)))
        }
        Scale::Logit => [(value - reach * error).max(0.0), (value + reach * error).min(1.0)],
        Scale::Log => [(value - reach * error).max(0.0), value + reach * error],
        Scale::Identity => [value - reach * error, value + reach * error],
    };
    Some(Jackknife { error, interval })
}

/// SE of a value from its values `without` one part each; 0 where no part matters. `None` below [`LEAST_PARTS`] parts.
pub(crate) fn standard_error(without: &[f64]) -> Option<f64> {
    let parts = without.len() as f64;
    if without.len() < LEAST_PARTS {
        return None;
    }
    let mean = without.iter().sum::<f64>() / parts;
    let squares: f64 = without.iter().map(|x| (x - mean) * (x - mean)).sum();
    Some(((parts - 1.0) / parts * squares).sqrt())
}

/// The .975 quantile of Student's t, by the expansion of Abramowitz and Stegun (1964, 26.7.5); three decimals from 7
/// degrees of freedom on, the fewest that [`LEAST_PARTS`] leaves.
pub fn t_975(degrees: u32) -> f64 {
    let z = Z95;
    let v = f64::from(degrees.max(1));
    let power = |k: i32| libm::pow(z, f64::from(k));
    z + (power(3) + z) / (4.0 * v)
        + (5.0 * power(5) + 16.0 * power(3) + 3.0 * z) / (96.0 * v * v)
        + (3.0 * power(7) + 19.0 * power(5) + 17.0 * power(3) - 15.0 * z) / (384.0 * v * v * v)
        + (79.0 * power(9) + 776.0 * power(7) + 1482.0 * power(5) - 1920.0 * power(3) - 945.0 * z)
            / (92_160.0 * v * v * v * v)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_mean_it_is_the_standard_error_of_the_mean() {
        // Mean of 1 … 10: s² = 9.1667, SE = √(s²/10) = .957427.
        let x: Vec<f64> = (1..=10).map(f64::from).collect();
        let without: Vec<f64> = x.iter().map(|left_out| (55.0 - left_out) / 9.0).collect();
        let found = jackknife(5.5, &without, Scale::Identity).unwrap();
        assert!((found.error - 0.957_427_107_756_338_1).abs() < 1e-12, "{found:?}");
        assert!((found.interval[1] - (5.5 + 2.262_16 * 0.957_427)).abs() < 1e-3, "{found:?}");
    }

    #[test]
    fn quantiles_of_t_as_in_the_tables() {
        // Fisher and Yates (1963), Statistical Tables, table III.
        for (degrees, published) in [(7, 2.365), (10, 2.228), (27, 2.052), (60, 2.000), (120, 1.980)] {
            assert!((t_975(degrees) - published).abs() < 6e-4, "{degrees}: {}", t_975(degrees));
        }
    }

    #[test]
    fn bounds_stay_within_the_range() {
        let without = [0.02, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05];
        let share = jackknife(0.05, &without, Scale::Logit).unwrap();
        assert!(0.0 < share.interval[0] && share.interval[0] < 0.05 && share.interval[1] < 1.0, "{share:?}");
        let count = jackknife(0.05, &without, Scale::Log).unwrap();
        assert!(count.interval[0] > 0.0);
        assert!(jackknife(1.0, &without, Scale::Logit).unwrap().interval[1] <= 1.0);
        assert_eq!(jackknife(0.0, &[0.0; 20], Scale::Logit), None);
        assert_eq!(jackknife(0.5, &[0.4; 3], Scale::Logit), None);
    }
}
