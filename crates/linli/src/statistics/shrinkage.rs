//! Shares of few, drawn towards what their likes have: the beta-binomial model.
//!
//! x of n; the share of each is drawn from Beta(a, b) over all; a, b by maximum likelihood.

use super::retention::fit;
use super::rising::BetaRatios;
use super::text;
use crate::error::{Error, ErrorKind};

/// Shares of several groups, each drawn towards all.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Shrunken {
    /// a of Beta(a, b): so many hits are added to each.
    pub a: f64,
    /// b of Beta(a, b): so many misses are added to each.
    pub b: f64,
    /// (x + a) / (n + a + b), in the order given; of nothing, a / (a + b).
    pub shares: Vec<f64>,
}

/// Groups with at least one trial below which nothing is fitted.
pub const LEAST_GROUPS: usize = 5;

/// Draws each share x / n towards the others, the more the fewer n is.
///
/// # Edge cases
///
/// Where the shares differ by no more than chance, a + b grows to its bound and each becomes the share of all.
///
/// # Errors
///
/// More hits than trials, fewer than [`LEAST_GROUPS`] groups with a trial, or no hit or no miss in any: then the raw
/// shares are all there is to say.
///
/// # Complexity
///
/// O(Σ n) for each of some hundred steps.
///
/// # References
///
/// Skellam, J. G. (1948). A probability distribution derived from the binomial distribution by regarding the probability
/// of success as variable between the sets of trials. Journal of the Royal Statistical Society B 10(2):257–261.
///
/// # Examples
///
/// ```
/// use linli::statistics::shrunken_shares;
///
/// let found = shrunken_shares(&[(0, 2), (20, 40), (9, 30), (30, 40), (11, 20), (1, 25)])?;
/// // Nought of two is no nought.
/// assert!(found.shares[0] > 0.1 && (found.shares[3] - 0.75).abs() < 0.05);
/// # Ok::<(), linli::Error>(())
/// ```
pub fn shrunken_shares(counts: &[(u32, u32)]) -> Result<Shrunken, Error> {
    let refuse =
        |what: String| Err(Error::new(ErrorKind::Input, what).with_hint("give the raw shares with their counts"));
    if let Some((x, n)) = counts.iter().find(|(x, n)| x > n) {
        return refuse(format!("{x} of {n}"));
    }
    let groups = counts.iter().filter(|(_, n)| *n > 0).count();
    if groups < LEAST_GROUPS {
        return refuse(format!("{groups} groups with a trial; at least {LEAST_GROUPS} are needed"));
    }
    if counts.iter().all(|&(x, _)| x == 0) || counts.iter().all(|&(x, n)| x == n) {
        return refuse("all shares are 0, or all are 1".to_owned());
    }
    let most = counts.iter().map(|&(_, n)| n).max().unwrap_or(0);
    let log_likelihood = |a: f64, b: f64| -> f64 {
        let ratios = BetaRatios::of(a, b, most);
        counts.iter().map(|&(x, n)| ratios.ln(x, n - x)).sum()
    };
    let ([a, b], _) = fit(|[a, b]| -log_likelihood(a, b))?;
    let shares = counts.iter().map(|&(x, n)| (f64::from(x) + a) / (f64::from(n) + a + b)).collect();
    Ok(Shrunken { a, b, shares })
}

impl Shrunken {
    /// The sentences a methods section needs.
    pub fn methods_text(&self) -> String {
        format!(
            "Shares of {} were drawn towards each other by a beta-binomial model fitted by maximum likelihood: \
             (x + {}) / (n + {}).",
            text::count(self.shares.len(), "group", "groups"),
            text::number(self.a),
            text::number(self.a + self.b)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_is_refused() {
        assert!(shrunken_shares(&[(3, 2), (1, 2), (1, 2), (1, 2), (1, 2)]).is_err());
        assert!(shrunken_shares(&[(1, 2), (1, 2), (1, 2), (1, 2), (0, 0)]).is_err());
        assert!(shrunken_shares(&[(0, 2); 6]).is_err() && shrunken_shares(&[(2, 2); 6]).is_err());
    }

    #[test]
    fn equals_stay_equal_and_nothing_gets_the_mean() {
        let found = shrunken_shares(&[(5, 10), (5, 10), (5, 10), (5, 10), (5, 10), (0, 0)]).unwrap();
        assert!(found.shares.iter().all(|share| (share - 0.5).abs() < 1e-3), "{found:?}");
        assert!(found.a + found.b > 1000.0, "no more differs than chance");
    }

    #[test]
    fn the_likelihood_is_largest_there() {
        let counts = [(0, 2), (20, 40), (9, 30), (30, 40), (11, 20), (1, 25)];
        let found = shrunken_shares(&counts).unwrap();
        let at = |a: f64, b: f64| {
            let ratios = BetaRatios::of(a, b, 40);
            counts.iter().map(|&(x, n)| ratios.ln(x, n - x)).sum::<f64>()
        };
        let best = at(found.a, found.b);
        for (a, b) in [(1.01, 1.0), (0.99, 1.0), (1.0, 1.01), (1.0, 0.99), (1.01, 1.01), (0.99, 0.99)] {
            assert!(at(found.a * a, found.b * b) < best);
        }
    }
}
