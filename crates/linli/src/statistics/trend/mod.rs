//! Is there a trend, and how steep: Mann–Kendall in its variants, with the Theil–Sen line.
//!
//! S counts pairs that rise less pairs that fall; n is the number of values, t their places from 0. Which variant was
//! used is part of the result, because the variants disagree: on one published series of 360 values p is .376 by the
//! original test, .00012 by Hamed & Rao's with all lags and .60 with three.

mod cox_stuart;
mod mann_kendall;
mod serial;
mod theil_sen;

use super::normal::two_sided;
use super::series::{Point, points};
use super::text;
use crate::error::{Error, ErrorKind};

pub use cox_stuart::{CoxStuart, cox_stuart};
pub use theil_sen::Line;

/// Up to this many values p is exact, by counting orders; above, it is the normal approximation.
pub const EXACT: usize = 10;

/// Which Mann–Kendall test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Variant {
    /// Mann (1945), Kendall (1975): values are independent from window to window.
    #[default]
    Original,
    /// Hamed & Rao (1998): the variance is corrected by those autocorrelations of the detrended ranks that are
    /// significant at the 5 % level.
    HamedRao(Lags, Gaps),
    /// Yue & Wang (2004): the variance is corrected by the autocorrelations of the detrended values.
    YueWang(Lags, Gaps),
    /// Each value less r₁ times the one before it, then the original test.
    PreWhitened(Gaps),
    /// Yue et al. (2002): the trend is taken out, the rest pre-whitened, the trend put back, then the original test.
    TrendFreePreWhitened(Gaps),
    /// Hirsch & Slack (1984): S and its variance are added up over the seasons of a cycle of so many values.
    Seasonal(usize),
}

/// Which lags enter a correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lags {
    /// Every lag of the series.
    #[default]
    All,
    /// The lags 1 to k.
    First(usize),
}

/// What an undefined value does to lags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gaps {
    /// It keeps its place: values k steps apart are k steps apart.
    #[default]
    Kept,
    /// The values move together first, as pyMannKendall does it.
    Closed,
}

/// Where the Theil–Sen line stands. t counts from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Intercept {
    /// median(x) − slope · median(t), as pyMannKendall does it (Conover 1980).
    #[default]
    OfMedians,
    /// The median of x − slope · t, as R's `trend` and `zyp` do it.
    OfResiduals,
}

/// How a trend is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TrendOptions {
    /// Which test.
    pub variant: Variant,
    /// Where the line stands.
    pub intercept: Intercept,
}

/// The outcome of a trend test.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Trend {
    /// How it was tested.
    pub options: TrendOptions,
    /// Values given, undefined ones among them.
    pub given: usize,
    /// Values the test used: one less than there are after pre-whitening.
    pub n: usize,
    /// Pairs that rise less pairs that fall.
    pub s: i64,
    /// Var S, ties and the variant's correction taken into account.
    pub variance: f64,
    /// Kendall's τ: S over √(pairs · pairs that are not tied). `None` when all values are equal.
    pub tau: Option<f64>,
    /// (S ∓ 1) / √Var S. `None` when the corrected variance is not positive.
    pub z: Option<f64>,
    /// Two-sided p: the probability of an S at least as far from 0. `None` like `z`.
    pub p: Option<f64>,
    /// Whether p counts all orders of the values, or is the normal approximation to that.
    pub exact: bool,
    /// The smallest p that so many values (and ties) can give at all.
    pub floor: f64,
    /// The Theil–Sen line.
    pub line: Line,
}

/// Tests for a trend and fits the Theil–Sen line.
///
/// `values` stand in the order of their windows, one step apart; `None` is undefined and keeps its place. The windows
/// must not overlap ([`require_disjoint`](super::require_disjoint)).
///
/// # Edge cases
///
/// All values equal: S = 0, p = 1, τ undefined. Up to [`EXACT`] values p is exact, so four cannot give less than .083.
/// Autocorrelations cannot be estimated from so few, so the variants that need them are refused there.
///
/// # Errors
///
/// Fewer than three values, a value that is not finite, more than [`LONGEST`](super::LONGEST) values, a lag or period
/// of 0, too few values for the variant.
///
/// # Complexity
///
/// n² log n, and n² numbers of memory.
///
/// # References
///
/// Mann, H. B. (1945). Econometrica 13:245–259. Sen, P. K. (1968). JASA 63:1379–1389. Hirsch, R. M. & Slack, J. R.
/// (1984). Water Resources Research 20:727–732. Hamed, K. H. & Rao, A. R. (1998). Journal of Hydrology 204:182–196. Yue,
/// S. et al. (2002). Hydrological Processes 16:1807–1829. Yue, S. & Wang, C. (2004). Water Resources Management 18:201–218.
///
/// # Examples
///
/// ```
/// use linli::statistics::{TrendOptions, trend};
///
/// let density = [Some(0.10), Some(0.12), None, Some(0.15), Some(0.21), Some(0.30)];
/// let found = trend(&density, TrendOptions::default())?;
/// assert_eq!((found.n, found.s), (5, 10));
/// // All five rise: one order of 120, and its mirror image.
/// assert_eq!(found.p, Some(2.0 / 120.0));
/// # Ok::<(), linli::Error>(())
/// ```
pub fn trend(values: &[Option<f64>], options: TrendOptions) -> Result<Trend, Error> {
    let given = points(values, 3, "a trend")?;
    check(options.variant, given.len())?;
    let line = theil_sen::fit(&given, options)?;
    let tested = serial::tested(&given, options.variant, line.slope);
    let score = mann_kendall::Score::of(&tested.seasons);
    let variance = score.variance * tested.inflation;
    let exact = score.n <= EXACT && matches!(options.variant, Variant::Original | Variant::Seasonal(_));
    let approximate = |s: i64| mann_kendall::z(s, variance);
    let counted = exact.then(|| mann_kendall::Orders::of(&tested.seasons));
    let p = |s: i64| match &counted {
        Some(orders) => Some(orders.two_sided(s)),
        None => approximate(s).map(two_sided),
    };
    Ok(Trend {
        options,
        given: values.len(),
        n: score.n,
        s: score.s,
        variance,
        tau: score.tau,
        z: approximate(score.s),
        p: p(score.s),
        exact,
        floor: p(score.most).unwrap_or(1.0),
        line,
    })
}

/// Refuses what a variant cannot do with so many values.
fn check(variant: Variant, n: usize) -> Result<(), Error> {
    let wrong = |message: String| Err(Error::new(ErrorKind::Plan, message));
    match variant {
        Variant::Original => Ok(()),
        Variant::Seasonal(period) if period < 2 => {
            wrong(format!("a season of {period}; a cycle has at least 2 values"))
        }
        Variant::Seasonal(_) => Ok(()),
        Variant::HamedRao(Lags::First(0), _) | Variant::YueWang(Lags::First(0), _) => {
            wrong("a correction with 0 lags is none; at least 1".to_owned())
        }
        _ if n <= EXACT => {
            let least = EXACT + 1;
            let message = format!(
                "{} needs at least {least} values; {n} given: autocorrelation cannot be told from so few",
                variant.name()
            );
            Err(Error::new(ErrorKind::Input, message).with_hint("use the original test, whose p is exact here"))
        }
        _ => Ok(()),
    }
}

impl Variant {
    /// The name a methods section uses.
    fn name(self) -> String {
        let lags = |lags: Lags| match lags {
            Lags::All => "all lags".to_owned(),
            Lags::First(1) => "lag 1".to_owned(),
            Lags::First(k) => format!("lags 1 to {k}"),
        };
        match self {
            Self::Original => "the Mann–Kendall test".to_owned(),
            Self::HamedRao(of, _) => format!("the Mann–Kendall test as modified by Hamed and Rao (1998; {})", lags(of)),
            Self::YueWang(of, _) => format!("the Mann–Kendall test as modified by Yue and Wang (2004; {})", lags(of)),
            Self::PreWhitened(_) => "the Mann–Kendall test after pre-whitening".to_owned(),
            Self::TrendFreePreWhitened(_) => "the Mann–Kendall test after trend-free pre-whitening".to_owned(),
            Self::Seasonal(period) => {
                format!("the seasonal Mann–Kendall test (Hirsch and Slack 1984; period {period})")
            }
        }
    }

    const fn gaps(self) -> Option<Gaps> {
        match self {
            Self::HamedRao(_, gaps)
            | Self::YueWang(_, gaps)
            | Self::PreWhitened(gaps)
            | Self::TrendFreePreWhitened(gaps) => Some(gaps),
            Self::Original | Self::Seasonal(_) => None,
        }
    }
}

impl Trend {
    /// The sentences a methods section needs.
    pub fn methods_text(&self) -> String {
        let mut text = format!("Trend was tested by {} on {}", self.options.variant.name(), self.sample());
        text.push_str(&format!(": S = {}", self.s));
        match self.tau {
            Some(tau) => text.push_str(&format!(", Kendall's τ (corrected for ties) = {}", text::number(tau))),
            None => text.push_str(", τ undefined (all values equal)"),
        }
        match (self.p, self.exact) {
            (Some(p), true) => {
                text.push_str(&format!(", two-sided {} (exact, over all orders of the values)", text::p(p)))
            }
            (Some(p), false) => {
                text.push_str(&format!(", two-sided {} (normal approximation with continuity correction)", text::p(p)));
            }
            (None, _) => text.push_str(", p undefined (the corrected variance is not positive)"),
        }
        text.push_str(&format!("; so many values cannot give less than p = {}. ", text::number(self.floor)));
        text.push_str(&self.line.methods_text(self.options));
        text
    }

    fn sample(&self) -> String {
        let used = text::count(self.n, "value", "values");
        let left_out = match self.given - self.there() {
            0 => String::new(),
            1 => ", one undefined window left out".to_owned(),
            k => format!(", {k} undefined windows left out"),
        };
        let gaps = match (left_out.is_empty(), self.options.variant.gaps()) {
            (false, Some(Gaps::Closed)) => " with gaps closed",
            (false, _) => " with places kept",
            (true, _) => "",
        };
        format!("{used}{left_out}{gaps}")
    }

    /// Values that are there: pre-whitening uses one up, or one a gap.
    fn there(&self) -> usize {
        self.line.n
    }
}

/// The points as values at their places.
fn spread(points: &[Point]) -> Vec<Option<f64>> {
    let length = points.last().map_or(0, |last| last.t + 1);
    let mut values = vec![None; length];
    for point in points {
        values[point.t] = Some(point.x);
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(values: &[f64]) -> Trend {
        let values: Vec<_> = values.iter().copied().map(Some).collect();
        trend(&values, TrendOptions::default()).unwrap()
    }

    #[test]
    fn few_windows_cannot_give_a_small_p() {
        // Three disjoint windows: 1/3; four: 1/12; five: 1/60; six: 1/360.
        for (n, orders) in [(3, 6.0), (4, 24.0), (5, 120.0), (6, 720.0)] {
            let rising: Vec<f64> = (0..n).map(f64::from).collect();
            let found = plain(&rising);
            assert_eq!(found.p, Some(2.0 / orders));
            assert_eq!(found.floor.to_bits(), (2.0 / orders).to_bits());
            assert!(found.exact);
        }
    }

    #[test]
    fn nothing_moves() {
        let found = plain(&[2.0; 7]);
        assert_eq!((found.s, found.tau, found.p, found.line.slope), (0, None, Some(1.0), 0.0));
        let found = plain(&[2.0; 20]);
        assert_eq!((found.z, found.p, found.floor), (Some(0.0), Some(1.0), 1.0));
    }

    #[test]
    fn what_a_variant_cannot_do_is_refused() {
        let values: Vec<_> = (0..10).map(|i| Some(f64::from(i))).collect();
        let refuse =
            |variant| trend(&values, TrendOptions { variant, ..TrendOptions::default() }).unwrap_err().to_string();
        assert!(refuse(Variant::HamedRao(Lags::All, Gaps::Kept)).contains("at least 11 values; 10 given"));
        assert!(refuse(Variant::YueWang(Lags::First(0), Gaps::Kept)).contains("0 lags"));
        assert!(refuse(Variant::Seasonal(1)).contains("season of 1"));
    }

    #[test]
    fn the_text_says_what_was_done() {
        let values = [Some(1.0), Some(3.0), None, Some(2.0), Some(5.0), Some(8.0)];
        let found = trend(&values, TrendOptions::default()).unwrap();
        assert_eq!(
            found.methods_text(),
            "Trend was tested by the Mann–Kendall test on 5 values, one undefined window left out with places \
             kept: S = 8, Kendall's τ (corrected for ties) = 0.8, two-sided p = 0.0833 (exact, over all orders of the \
             values); so many values cannot give less than p = 0.01667. The Theil–Sen slope is 1.325 per step \
             (no 95 % interval with so few values), the intercept -0.975 at the first window (median of values less slope \
             times median of places)."
        );
    }
}
