//! The median of all slopes between two values, and a line through it.
//!
//! x: value, t: place from 0, N: number of slopes.

use super::super::normal::Z95;
use super::super::order::median;
use super::super::series::Point;
use super::super::text;
use super::mann_kendall::Score;
use super::serial::seasons;
use super::{Intercept, TrendOptions, Variant};
use crate::error::{Error, ErrorKind};

/// The Theil–Sen line.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Line {
    /// Values it was fitted to.
    pub n: usize,
    /// Change per step; in the seasonal test, per cycle.
    pub slope: f64,
    /// 95 % interval of the slope (Sen 1968): the slopes of rank (N ∓ z.₉₇₅ √Var S) / 2, Var S without correction for
    /// autocorrelation. `None` when the interval would leave the slopes there are.
    pub interval: Option<[f64; 2]>,
    /// Height at t = 0, by the convention of the options.
    pub intercept: f64,
}

impl Line {
    pub(super) fn methods_text(&self, options: TrendOptions) -> String {
        let per = if matches!(options.variant, Variant::Seasonal(_)) { "cycle" } else { "step" };
        let interval = match self.interval {
            Some([low, high]) => format!("95 % interval {} to {}", text::number(low), text::number(high)),
            None => "no 95 % interval with so few values".to_owned(),
        };
        let convention = match options.intercept {
            Intercept::OfMedians => "median of values less slope times median of places",
            Intercept::OfResiduals => "median of values less slope times place",
        };
        let (slope, intercept) = (text::number(self.slope), text::number(self.intercept));
        format!(
            "The Theil–Sen slope is {slope} per {per} ({interval}), the intercept {intercept} at the first window \
             ({convention})."
        )
    }
}

pub(super) fn fit(given: &[Point], options: TrendOptions) -> Result<Line, Error> {
    // A season is compared with itself only; its unit of time is the cycle.
    let period = if let Variant::Seasonal(period) = options.variant { period } else { 1 };
    let mut slopes = Vec::new();
    for (i, a) in given.iter().enumerate() {
        let later = given[i + 1..].iter().filter(|b| (b.t - a.t).is_multiple_of(period));
        slopes.extend(later.map(|b| (b.x - a.x) / ((b.t - a.t) / period) as f64));
    }
    let Some(slope) = median(&mut slopes) else {
        let message = format!("no season of a cycle of {period} has two values; {} given", given.len());
        return Err(Error::new(ErrorKind::Input, message).with_hint("use a shorter period, or the original test"));
    };
    let per_step = slope / period as f64;
    let intercept = match options.intercept {
        Intercept::OfMedians => middle(given.iter().map(|p| p.x)) - middle(given.iter().map(|p| p.t as f64)) * per_step,
        Intercept::OfResiduals => middle(given.iter().map(|p| p.x - p.t as f64 * per_step)),
    };
    let variance = Score::of(&seasons(given, period)).variance;
    Ok(Line { n: given.len(), slope, interval: interval(&slopes, variance), intercept })
}

fn middle(values: impl Iterator<Item = f64>) -> f64 {
    median(&mut values.collect::<Vec<_>>()).unwrap_or(0.0)
}

/// Slopes are sorted.
fn interval(slopes: &[f64], variance: f64) -> Option<[f64; 2]> {
    let (count, reach) = (slopes.len() as f64, Z95 * variance.sqrt());
    // Ranks from 0, rounded outward: the interval is never narrower than asked for.
    let low = ((count - reach) / 2.0 - 1.0).floor();
    let high = ((count + reach) / 2.0).ceil();
    (low >= 0.0 && high < count).then(|| [slopes[low as usize], slopes[high as usize]])
}
