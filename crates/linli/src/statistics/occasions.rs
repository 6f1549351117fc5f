//! How often people will come again: the beta-geometric/beta-Bernoulli model of occasions that come one after another.
//!
//! After each opportunity somebody drops out for good with a chance θ of their own; until then they take an opportunity
//! with a chance p of their own. p ~ Beta(α, β), θ ~ Beta(γ, δ) over people. x: opportunities taken, t: the last one
//! taken, n: opportunities there were, the first visit among none of them.
//!
//! Reference for all formulas: Fader, P. S., Hardie, B. G. S. & Shang, J. (2010). Customer-base analysis in a
//! discrete-time noncontractual setting. Marketing Science 29(6):1086–1108.

use super::retention::fit;
use super::rising::BetaRatios;
use super::text;
use crate::error::{Error, ErrorKind};

/// What is known of one person: (x, t, n) of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taken {
    /// Opportunities taken after the first visit.
    pub x: u32,
    /// Which opportunity was the last one taken, from 1; 0 where none was.
    pub last: u32,
    /// Opportunities since the first visit.
    pub n: u32,
}

impl Taken {
    fn is_possible(self) -> bool {
        self.x <= self.last && self.last <= self.n && (self.x == 0) == (self.last == 0)
    }
}

/// A fitted model of occasions.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OccasionModel {
    /// α of p ~ Beta(α, β).
    pub alpha: f64,
    /// β of p ~ Beta(α, β).
    pub beta: f64,
    /// γ of θ ~ Beta(γ, δ).
    pub gamma: f64,
    /// δ of θ ~ Beta(γ, δ).
    pub delta: f64,
    /// ln of the likelihood.
    pub log_likelihood: f64,
    /// People it was fitted to.
    pub people: u64,
}

/// People of whom at least one opportunity is known, below which nothing is fitted.
pub const LEAST_PEOPLE: u64 = 30;
/// Opportunities of one person that are looked at.
pub const MOST_OPPORTUNITIES: u32 = 10_000;

/// Fits the model to people, each kind with how many there are of it.
///
/// # Edge cases
///
/// People without an opportunity say nothing and are not counted. Parameters are kept between 10⁻³ and 10⁴: where
/// everybody is alike, or nobody drops out, the likelihood has no largest value below.
///
/// # Errors
///
/// Numbers that cannot be (more taken than there were), more than [`MOST_OPPORTUNITIES`] opportunities, fewer than
/// [`LEAST_PEOPLE`] people, or a search that does not settle.
///
/// # Complexity
///
/// O(N X) for each of some hundred steps, N: most opportunities, X: most taken.
///
/// # Examples
///
/// ```
/// use linli::statistics::{Taken, occasion_model};
///
/// let taken = |x, last, n| Taken { x, last, n };
/// let once = [(taken(0, 0, 3), 60), (taken(1, 1, 3), 14), (taken(1, 2, 3), 7), (taken(1, 3, 3), 10)];
/// let more = [(taken(2, 2, 3), 6), (taken(2, 3, 3), 14), (taken(3, 3, 3), 30)];
/// let model = occasion_model(&[&once[..], &more[..]].concat())?;
/// // Whoever came the last time is likelier to come again than whoever was last seen long ago.
/// assert!(model.alive(taken(1, 3, 3), 1)? > model.alive(taken(1, 1, 3), 1)?);
/// # Ok::<(), linli::Error>(())
/// ```
pub fn occasion_model(people: &[(Taken, u64)]) -> Result<OccasionModel, Error> {
    if let Some((wrong, _)) = people.iter().find(|(taken, _)| !taken.is_possible() || taken.n > MOST_OPPORTUNITIES) {
        return Err(impossible(*wrong));
    }
    let mut kinds: Vec<(Taken, u64)> =
        people.iter().copied().filter(|&(taken, count)| taken.n > 0 && count > 0).collect();
    kinds.sort_unstable();
    let count: u64 = kinds.iter().map(|&(_, count)| count).sum();
    if count < LEAST_PEOPLE {
        let message = format!("{count} people with an opportunity; at least {LEAST_PEOPLE} are needed");
        return Err(
            Error::new(ErrorKind::Input, message).with_hint("fit one model to all organizations of a programme")
        );
    }
    let most = kinds.iter().map(|(taken, _)| taken.n).max().unwrap_or(0);
    let log_likelihood = |[alpha, beta, gamma, delta]: [f64; 4]| -> f64 {
        let ways = Ways::of([alpha, beta, gamma, delta], most);
        let by_x = kinds.chunk_by(|(a, _), (b, _)| a.x == b.x);
        by_x.map(|same| {
            let later = ways.later(same[0].0.x, most);
            let of = |&(taken, count): &(Taken, u64)| count as f64 * libm::log(ways.likelihood(taken, &later));
            same.iter().map(of).sum::<f64>()
        })
        .sum()
    };
    let ([alpha, beta, gamma, delta], value) = fit(|parameters| -log_likelihood(parameters))?;
    Ok(OccasionModel { alpha, beta, gamma, delta, log_likelihood: -value, people: count })
}

/// The chances of one set of parameters.
struct Ways {
    taking: BetaRatios,
    dropping: BetaRatios,
}

impl Ways {
    fn of([alpha, beta, gamma, delta]: [f64; 4], most: u32) -> Self {
        Self { taking: BetaRatios::of(alpha, beta, most + 1), dropping: BetaRatios::of(gamma, delta, most + 1) }
    }

    /// The chance of these x of n, and of having stayed at least n + m.
    fn staying(&self, taken: Taken, m: u32) -> f64 {
        libm::exp(self.taking.ln(taken.x, taken.n - taken.x) + self.dropping.ln(0, taken.n + m))
    }

    /// For i = 0 … most the chance of x taken among the first i … and of having dropped out after any from the i-th on.
    ///
    /// Summed from the end. The chance of dropping out after the n-th or later is at most that of having stayed until n,
    /// which is part of the likelihood too: their difference loses no more than a bit.
    fn later(&self, x: u32, most: u32) -> Vec<f64> {
        let mut later = vec![0.0; most as usize + 1];
        for i in (x..most).rev() {
            let way = libm::exp(self.taking.ln(x, i - x) + self.dropping.ln(1, i));
            later[i as usize] = later[i as usize + 1] + way;
        }
        later
    }

    fn likelihood(&self, taken: Taken, later: &[f64]) -> f64 {
        self.staying(taken, 0) + (later[taken.last as usize] - later[taken.n as usize])
    }
}

impl OccasionModel {
    /// A model of known parameters.
    ///
    /// # Errors
    /// Where one is not positive and finite.
    pub fn of(alpha: f64, beta: f64, gamma: f64, delta: f64) -> Result<Self, Error> {
        if let Some(wrong) = [alpha, beta, gamma, delta].into_iter().find(|p| !(p.is_finite() && *p > 0.0)) {
            return Err(Error::new(ErrorKind::Input, format!("a parameter of {wrong}; parameters are positive")));
        }
        Ok(Self { alpha, beta, gamma, delta, log_likelihood: 0.0, people: 0 })
    }

    /// The likelihood of one person, in 0 ..= 1.
    ///
    /// # Errors
    /// Numbers that cannot be.
    pub fn likelihood(&self, taken: Taken) -> Result<f64, Error> {
        self.chances(taken, 0).map(|(_, likelihood)| likelihood)
    }

    /// The chance that somebody has not dropped out by the m-th opportunity to come; m = 0 is now, after the n-th. The
    /// table of the paper has m = 1.
    ///
    /// # Errors
    /// Numbers that cannot be.
    pub fn alive(&self, taken: Taken, m: u32) -> Result<f64, Error> {
        let (ways, likelihood) = self.chances(taken, m)?;
        Ok((ways.staying(taken, m) / likelihood).min(1.0))
    }

    /// How many of the next so many opportunities somebody is expected to take.
    ///
    /// # Errors
    /// Numbers that cannot be.
    pub fn expected(&self, taken: Taken, more: u32) -> Result<f64, Error> {
        let (ways, likelihood) = self.chances(taken, more)?;
        // The chance to take one more, times the chance of being there still, opportunity by opportunity.
        let taking = ways.taking.ln(taken.x + 1, taken.n - taken.x);
        let each = (1..=more).map(|m| libm::exp(taking + ways.dropping.ln(0, taken.n + m)));
        Ok(each.sum::<f64>() / likelihood)
    }

    fn chances(&self, taken: Taken, m: u32) -> Result<(Ways, f64), Error> {
        if !taken.is_possible() || taken.n > MOST_OPPORTUNITIES || m > MOST_OPPORTUNITIES {
            return Err(impossible(taken));
        }
        let ways = Ways::of([self.alpha, self.beta, self.gamma, self.delta], taken.n + m);
        let likelihood = ways.likelihood(taken, &ways.later(taken.x, taken.n));
        Ok((ways, likelihood))
    }

    /// The sentences a methods section needs.
    pub fn methods_text(&self) -> String {
        let [alpha, beta, gamma, delta] = [self.alpha, self.beta, self.gamma, self.delta].map(text::number);
        format!(
            "Attendance was modelled as beta-geometric/beta-Bernoulli (Fader, Hardie & Shang 2010), fitted by maximum \
             likelihood to {} together: α = {alpha}, β = {beta} for taking an opportunity, γ = {gamma}, δ = {delta} for \
             dropping out, log-likelihood {}.",
            text::count(self.people as usize, "person", "people"),
            text::number(self.log_likelihood)
        )
    }
}

fn impossible(taken: Taken) -> Error {
    let Taken { x, last, n } = taken;
    let message = format!("{x} opportunities taken, the last of them the {last}-th, of {n}");
    Error::new(ErrorKind::Input, message)
        .with_hint(format!("x ≤ last ≤ n ≤ {MOST_OPPORTUNITIES}, and x is 0 just where last is 0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The likelihood by its definition, one term after another, with the gamma function.
    fn slowly(m: &OccasionModel, taken: Taken) -> f64 {
        let beta = |a: f64, b: f64| libm::exp(libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b));
        let [x, t, n] = [taken.x, taken.last, taken.n].map(f64::from);
        let way = |a: f64, b: f64| beta(m.alpha + x, m.beta + a) / beta(m.alpha, m.beta) * b / beta(m.gamma, m.delta);
        let dropped = (0..taken.n - taken.last).map(f64::from);
        way(n - x, beta(m.gamma, m.delta + n))
            + dropped.map(|i| way(t - x + i, beta(m.gamma + 1.0, m.delta + t + i))).sum::<f64>()
    }

    #[test]
    fn the_likelihood_is_its_definition_and_sums_to_one() {
        let model = OccasionModel::of(1.2, 0.75, 0.66, 2.8).unwrap();
        let mut sum = 0.0;
        let n = 7;
        for bits in 0u32..1 << n {
            let taken = Taken { x: bits.count_ones(), last: 32 - bits.leading_zeros(), n };
            let likelihood = model.likelihood(taken).unwrap();
            assert!((likelihood - slowly(&model, taken)).abs() < 1e-13);
            sum += likelihood;
        }
        assert!((sum - 1.0).abs() < 1e-12, "{sum}");
    }

    #[test]
    fn what_is_expected_is_what_longer_histories_average_to() {
        let model = OccasionModel::of(1.2, 0.75, 0.66, 2.8).unwrap();
        let now = Taken { x: 2, last: 3, n: 4 };
        // Every way the next three can go, weighted by its chance.
        let (mut mean, mut all) = (0.0, 0.0);
        for bits in 0u32..8 {
            let last = if bits == 0 { 3 } else { 4 + 32 - bits.leading_zeros() };
            let chance = model.likelihood(Taken { x: 2 + bits.count_ones(), last, n: 7 }).unwrap();
            mean += chance * f64::from(bits.count_ones());
            all += chance;
        }
        assert!((all - model.likelihood(now).unwrap()).abs() < 1e-13);
        assert!((mean / all - model.expected(now, 3).unwrap()).abs() < 1e-12);
    }

    #[test]
    fn impossible_numbers_are_refused() {
        let model = OccasionModel::of(1.0, 1.0, 1.0, 1.0).unwrap();
        for (x, last, n) in [(2, 1, 4), (1, 5, 4), (0, 1, 4), (1, 0, 4), (1, 1, 10_001)] {
            assert!(model.alive(Taken { x, last, n }, 1).is_err());
            assert!(occasion_model(&[(Taken { x, last, n }, 100)]).is_err());
        }
        assert!(model.alive(Taken { x: 1, last: 1, n: 1 }, 10_001).is_err());
        assert!(occasion_model(&[(Taken { x: 0, last: 0, n: 3 }, 29)]).is_err());
        assert!(occasion_model(&[(Taken { x: 0, last: 0, n: 0 }, 99)]).is_err());
        assert!(OccasionModel::of(0.0, 1.0, 1.0, 1.0).is_err() && OccasionModel::of(1.0, f64::NAN, 1.0, 1.0).is_err());
    }
}
