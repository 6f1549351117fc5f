//! How long people keep coming: the shifted beta-geometric model of a cohort.
//!
//! T: the activity after which somebody comes no more, geometric with a chance θ of their own; θ ~ Beta(α, β) over people;
//! S(t): share of the cohort still coming after t activities.

use super::rising::BetaRatios;
use super::simplex;
use super::text;
use crate::error::{Error, ErrorKind};

/// A fitted shifted beta-geometric model.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ShiftedBetaGeometric {
    /// α of Beta(α, β).
    pub alpha: f64,
    /// β of Beta(α, β).
    pub beta: f64,
    /// ln of the likelihood.
    pub log_likelihood: f64,
    /// People of the cohort.
    pub n: u32,
    /// Times at which it was counted, the first not among them.
    pub times: u32,
}

/// Cohorts smaller than this say too little for two parameters.
pub const LEAST_COHORT: u32 = 50;

/// Fits the model to a cohort counted at equal steps: `still` has the whole cohort first, then those still coming.
///
/// # Edge cases
///
/// Parameters are kept between 10⁻³ and 10⁴: a cohort in which everybody is alike has no largest likelihood below.
///
/// # Errors
///
/// Fewer than three counts, counts that rise, a cohort of fewer than [`LEAST_COHORT`] people, a cohort of which nobody
/// has left, or a search that does not settle.
///
/// # Complexity
///
/// O(times) for each of some hundred steps.
///
/// # References
///
/// Fader, P. S. & Hardie, B. G. S. (2007). How to project customer retention. Journal of Interactive Marketing 21(1):76–90.
///
/// # Examples
///
/// ```
/// use linli::statistics::shifted_beta_geometric;
///
/// let model = shifted_beta_geometric(&[1000, 869, 743, 653, 593, 551, 517, 491])?;
/// assert!((model.survival(8) - 0.460).abs() < 1e-3);
/// # Ok::<(), linli::Error>(())
/// ```
pub fn shifted_beta_geometric(still: &[u32]) -> Result<ShiftedBetaGeometric, Error> {
    let refuse = |what: String| Err(Error::new(ErrorKind::Input, what));
    let [n, .., last] = *still else { return refuse(format!("{} counts; at least three are needed", still.len())) };
    if still.len() < 3 {
        return refuse(format!("{} counts; at least three are needed", still.len()));
    }
    if let Some(at) = still.windows(2).position(|pair| pair[0] < pair[1]) {
        return refuse(format!("{} are still coming after {}; a cohort cannot grow", still[at + 1], still[at]));
    }
    if n < LEAST_COHORT || last == n {
        return refuse(format!(
            "{n} people, of whom {} left; at least {LEAST_COHORT} people and one who left are needed: give the raw shares",
            n - last
        ));
    }
    let times = still.len() as u32 - 1;
    let log_likelihood = |alpha: f64, beta: f64| {
        let ratios = BetaRatios::of(alpha, beta, times);
        // P(T = t) = B(α + 1, β + t − 1) / B(α, β); S(t) = B(α, β + t) / B(α, β).
        let left = still.windows(2).zip(0..).map(|(pair, t)| f64::from(pair[0] - pair[1]) * ratios.ln(1, t));
        left.sum::<f64>() + f64::from(last) * ratios.ln(0, times)
    };
    let (fitted, log_likelihood) = fit(|[a, b]| -log_likelihood(a, b))?;
    let [alpha, beta] = fitted;
    Ok(ShiftedBetaGeometric { alpha, beta, log_likelihood: -log_likelihood, n, times })
}

/// The positive parameters with the least value, between 10⁻³ and 10⁴, from 1 each.
pub(super) fn fit<const N: usize>(mut of: impl FnMut([f64; N]) -> f64) -> Result<([f64; N], f64), Error> {
    let [low, high] = [libm::log(1e-3), libm::log(1e4)];
    // Beyond a bound all is as it is on the bound: a search that ends there comes to rest.
    let within = |logs: [f64; N]| logs.map(|log| libm::exp(log.clamp(low, high)));
    let found = simplex::least(|logs| of(within(logs)), [0.0; N]).ok_or_else(|| {
        Error::new(ErrorKind::Input, "the search for the likeliest parameters does not settle")
            .with_hint("the data say too little for this model: give the raw shares")
    })?;
    Ok((within(found.at), found.value))
}

impl ShiftedBetaGeometric {
    /// S(t), the share of the cohort still coming after t steps: in 0 ..= 1.
    pub fn survival(&self, t: u32) -> f64 {
        libm::exp(BetaRatios::of(self.alpha, self.beta, t).ln(0, t))
    }

    /// The share of those still coming after t − 1 steps who come after the next, for t from 1: it rises, since those who
    /// leave easily leave first.
    pub fn retention(&self, t: u32) -> f64 {
        let t = f64::from(t.max(1));
        (self.beta + t - 1.0) / (self.alpha + self.beta + t - 1.0)
    }

    /// The sentences a methods section needs.
    pub fn methods_text(&self) -> String {
        format!(
            "Retention of a cohort of {} over {} was modelled as shifted beta-geometric (Fader & Hardie 2007) by maximum \
             likelihood: α = {}, β = {}, log-likelihood {}.",
            text::count(self.n as usize, "person", "people"),
            text::count(self.times as usize, "step", "steps"),
            text::number(self.alpha),
            text::number(self.beta),
            text::number(self.log_likelihood)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_cohorts_are_refused() {
        for still in [&[][..], &[100], &[100, 90], &[100, 90, 95], &[49, 40, 30], &[100, 100, 100]] {
            assert!(shifted_beta_geometric(still).is_err(), "{still:?}");
        }
    }

    #[test]
    fn survival_is_the_product_of_retentions() {
        let model = shifted_beta_geometric(&[60, 31, 22, 18]).unwrap();
        let product: f64 = (1..=5).map(|t| model.retention(t)).product();
        assert!((model.survival(5) - product).abs() < 1e-12 && (model.survival(0) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn a_cohort_of_equals_gets_as_near_to_the_geometric_as_it_may() {
        // A quarter leaves each time: 256 192 144 108 81.
        let model = shifted_beta_geometric(&[256, 192, 144, 108, 81]).unwrap();
        assert!((model.survival(1) - 0.75).abs() < 1e-3 && (model.survival(8) - 0.100_112_915).abs() < 2e-3);
    }
}
