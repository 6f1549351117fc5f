//! What autocorrelation does to the test: a larger variance, or other values.
//!
//! r: autocorrelation, k: lag, n: values, slope: of Theil and Sen.

use super::super::moments::autocorrelation;
use super::super::normal::Z95;
use super::super::order::ranks;
use super::super::series::Point;
use super::{Gaps, Lags, Variant, spread};

/// The values to be tested, season by season, and what their variance is multiplied with.
pub(super) struct Tested {
    pub(super) seasons: Vec<Vec<f64>>,
    pub(super) inflation: f64,
}

pub(super) fn tested(given: &[Point], variant: Variant, slope: f64) -> Tested {
    let as_given = |inflation| Tested { seasons: vec![given.iter().map(|point| point.x).collect()], inflation };
    match variant {
        Variant::Original => as_given(1.0),
        Variant::Seasonal(period) => Tested { seasons: seasons(given, period), inflation: 1.0 },
        Variant::HamedRao(lags, gaps) => as_given(hamed_rao(&placed(given, gaps), slope, lags)),
        Variant::YueWang(lags, gaps) => as_given(yue_wang(&placed(given, gaps), slope, lags)),
        Variant::PreWhitened(gaps) => whitened(&placed(given, gaps), 0.0),
        Variant::TrendFreePreWhitened(gaps) => whitened(&placed(given, gaps), slope),
    }
}

/// The values of each season of a cycle, in the order of time.
pub(super) fn seasons(given: &[Point], period: usize) -> Vec<Vec<f64>> {
    // No more seasons than places that occur: a period may be as large as one likes.
    let mut seasons = std::collections::BTreeMap::<usize, Vec<f64>>::new();
    for point in given {
        seasons.entry(point.t % period).or_default().push(point.x);
    }
    seasons.into_values().collect()
}

fn placed(given: &[Point], gaps: Gaps) -> Vec<Point> {
    match gaps {
        Gaps::Kept => given.to_vec(),
        Gaps::Closed => given.iter().enumerate().map(|(t, point)| Point { t, x: point.x }).collect(),
    }
}

/// The values less the trend, at their places. Times count from 1: only differences matter.
fn detrended(given: &[Point], slope: f64) -> Vec<Point> {
    given.iter().map(|point| Point { t: point.t, x: point.x - (point.t + 1) as f64 * slope }).collect()
}

fn last_lag(values: &[Option<f64>], lags: Lags) -> usize {
    let longest = values.len().saturating_sub(1);
    match lags {
        Lags::All => longest,
        Lags::First(k) => k.min(longest),
    }
}

/// 1 + 2 / (n(n − 1)(n − 2)) · Σ (n − k)(n − k − 1)(n − k − 2) rₖ, over the lags whose rₖ, of the ranks of what is left
/// of the values without their trend, leaves ± z.₉₇₅ / √n.
fn hamed_rao(given: &[Point], slope: f64, lags: Lags) -> f64 {
    let rest = detrended(given, slope);
    let n = rest.len() as f64;
    let ranked = ranks(&rest.iter().map(|point| point.x).collect::<Vec<_>>());
    let ranked: Vec<Point> = rest.iter().zip(ranked).map(|(point, x)| Point { t: point.t, x }).collect();
    let values = spread(&ranked);
    let bound = Z95 / n.sqrt();
    let mut sum = 0.0;
    for k in 1..=last_lag(&values, lags) {
        let r = autocorrelation(&values, k).unwrap_or(0.0);
        let left = n - k as f64;
        if r.abs() > bound && left > 0.0 {
            sum += left * (left - 1.0) * (left - 2.0) * r;
        }
    }
    1.0 + 2.0 / (n * (n - 1.0) * (n - 2.0)) * sum
}

/// 1 + 2 Σ (1 − k/n) rₖ, of what is left of the values without their trend.
fn yue_wang(given: &[Point], slope: f64, lags: Lags) -> f64 {
    let n = given.len() as f64;
    let values = spread(&detrended(given, slope));
    let term = |k: usize| (1.0 - k as f64 / n).max(0.0) * autocorrelation(&values, k).unwrap_or(0.0);
    1.0 + 2.0 * (1..=last_lag(&values, lags)).map(term).sum::<f64>()
}

/// What is left without the trend, each value less r₁ times the one a step before; then the trend put back.
fn whitened(given: &[Point], slope: f64) -> Tested {
    let rest = spread(&detrended(given, slope));
    let r = autocorrelation(&rest, 1).unwrap_or(0.0);
    let pairs = rest.iter().zip(rest.iter().skip(1)).enumerate();
    let white = pairs.filter_map(|(t, (before, now))| Some((*now)? - (*before)? * r + (t + 1) as f64 * slope));
    Tested { seasons: vec![white.collect()], inflation: 1.0 }
}
