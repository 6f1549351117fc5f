//! Cox & Stuart's quick test: the first third of the values against the last.

use super::super::normal::two_sided;
use super::super::series::points;
use super::super::text;
use crate::error::Error;

/// The outcome of Cox & Stuart's test.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CoxStuart {
    /// Values used.
    pub n: usize,
    /// Pairs that rise, of those compared.
    pub rising: usize,
    /// Pairs that fall.
    pub falling: usize,
    /// (|S − n/6| − ½) / √(n/12), S the larger of the two counts; ½ only up to 30 values.
    pub z: f64,
    /// Two-sided p from the normal approximation.
    pub p: f64,
}

/// Compares each value of the first third with its partner in the last third (Cox & Stuart 1955, as in Sachs 1997).
///
/// # Errors
///
/// Fewer than three values, a value that is not finite.
pub fn cox_stuart(values: &[Option<f64>]) -> Result<CoxStuart, Error> {
    let given = points(values, 3, "a trend")?;
    let n = given.len();
    let third = n.div_ceil(3);
    let pairs = given[..third].iter().zip(&given[n - third..]);
    let (mut rising, mut falling) = (0, 0);
    for (first, last) in pairs {
        rising += usize::from(last.x > first.x);
        falling += usize::from(last.x < first.x);
    }
    let s = rising.max(falling) as f64;
    let continuity = if n <= 30 { 0.5 } else { 0.0 };
    let z = ((s - n as f64 / 6.0).abs() - continuity) / (n as f64 / 12.0).sqrt();
    Ok(CoxStuart { n, rising, falling, z, p: two_sided(z) })
}

impl CoxStuart {
    /// The sentence a methods section needs.
    pub fn methods_text(&self) -> String {
        format!(
            "Trend was tested by the Cox–Stuart test on {}: {} pairs rise, {} fall; z = {}, two-sided {} (normal \
             approximation).",
            text::count(self.n, "value", "values"),
            self.rising,
            self.falling,
            text::number(self.z),
            text::p(self.p)
        )
    }
}
