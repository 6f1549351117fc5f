//! The cheapest division of a series into stretches: PELT, which is exact.
//!
//! C: cost of a stretch, β: penalty of a change, F(t): least cost of the first t values.

use super::super::series::points;
use super::super::text;
use super::cost::{Cost, Stretches};
use crate::error::{Error, ErrorKind};

/// Values a stretch has at least.
const LEAST: usize = 2;

/// What a further change costs.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub enum Penalty {
    /// Schwarz's criterion: ln n for each parameter a change adds, its place among them; 2 ln n for a change of mean,
    /// 3 ln n for one of mean and variance.
    #[default]
    Schwarz,
    /// So much.
    Fixed(f64),
}

/// What changes, and what a change costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeltOptions {
    /// What is allowed to change.
    pub cost: Cost,
    /// What a further change costs.
    pub penalty: Penalty,
}

impl Default for PeltOptions {
    fn default() -> Self {
        Self { cost: Cost::Mean, penalty: Penalty::Schwarz }
    }
}

/// A stretch without a change.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Segment {
    /// Place of its first value, from 0.
    pub first: usize,
    /// Place of its last value.
    pub last: usize,
    /// Values in it.
    pub n: usize,
    /// Their mean.
    pub mean: f64,
}

/// The outcome of PELT.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Pelt {
    /// What was allowed to change, and the penalty asked for.
    pub options: PeltOptions,
    /// Values given, undefined ones among them.
    pub given: usize,
    /// Values used.
    pub n: usize,
    /// The penalty of one change, as a number.
    pub penalty: f64,
    /// The stretches, in order; one when nothing changed.
    pub segments: Vec<Segment>,
}

/// Divides a series where that saves more than the penalty of a change, at every value (jump 1), into stretches of at
/// least two values.
///
/// `values` stand in the order of disjoint windows; `None` is undefined and keeps its place. A division is no test: it
/// has no p, and another penalty is another answer. With fewer than 12 windows use [`pettitt`](super::pettitt()).
///
/// # Errors
///
/// Fewer than four values, a value that is not finite, more than [`LONGEST`](super::super::LONGEST) values, a penalty
/// or least variance that is not above 0.
///
/// # Complexity
///
/// n² at most.
///
/// # References
///
/// Killick, R., Fearnhead, P. & Eckley, I. A. (2012). Optimal detection of changepoints with a linear computational cost.
/// JASA 107(500):1590–1598. doi:10.1080/01621459.2012.737745.
///
/// # Examples
///
/// ```
/// use linli::statistics::{PeltOptions, pelt};
///
/// let turns = [9, 8, 9, 7, 8, 9, 2, 3, 1, 2, 3, 1].map(|turns| Some(f64::from(turns)));
/// let found = pelt(&turns, PeltOptions::default())?;
/// assert_eq!(found.segments.len(), 2);
/// assert_eq!(found.segments[0].last, 5);
/// # Ok::<(), linli::Error>(())
/// ```
pub fn pelt(values: &[Option<f64>], options: PeltOptions) -> Result<Pelt, Error> {
    options.cost.check()?;
    let given = points(values, 2 * LEAST, "a change point")?;
    let x: Vec<f64> = given.iter().map(|point| point.x).collect();
    let penalty = match options.penalty {
        Penalty::Schwarz => options.cost.parameters() * libm::log(x.len() as f64),
        Penalty::Fixed(penalty) if penalty.is_finite() && penalty > 0.0 => penalty,
        Penalty::Fixed(penalty) => {
            return Err(Error::new(ErrorKind::Plan, format!("a penalty of {penalty}; it must be above 0")));
        }
    };
    let ends = divide(&Stretches::of(&x, options.cost), x.len(), penalty);
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let segment = |(start, end): (usize, usize)| Segment {
        first: given[start].t,
        last: given[end - 1].t,
        n: end - start,
        mean: x[start..end].iter().sum::<f64>() / (end - start) as f64,
    };
    let segments = starts.zip(ends.iter().copied()).map(segment).collect();
    Ok(Pelt { options, given: values.len(), n: x.len(), penalty, segments })
}

/// Where each stretch ends, in order; the last at n.
fn divide(stretches: &Stretches, n: usize, penalty: f64) -> Vec<usize> {
    // F(0) = −β: the first stretch is no change.
    let mut least = vec![f64::INFINITY; n + 1];
    least[0] = -penalty;
    let mut last = vec![0; n + 1];
    // Where the last stretch may begin. A beginning that can never win again leaves once a stretch of least length fits
    // behind it, as only then something better is there for every later end.
    let mut open: Vec<(usize, usize)> = vec![(0, usize::MAX)];
    for t in LEAST..=n {
        for &(start, _) in &open {
            let cost = least[start] + stretches.cost(start, t) + penalty;
            // Of equal divisions, the one whose last stretch begins first.
            if cost < least[t] {
                (least[t], last[t]) = (cost, start);
            }
        }
        for (start, leaves) in &mut open {
            if *leaves == usize::MAX && least[*start] + stretches.cost(*start, t) >= least[t] {
                *leaves = t + LEAST;
            }
        }
        open.retain(|&(_, leaves)| leaves > t + 1);
        let start = t + 1 - LEAST;
        if start >= LEAST {
            open.push((start, usize::MAX));
        }
    }
    let mut ends = Vec::new();
    let mut end = n;
    while end > 0 {
        ends.push(end);
        end = last[end];
    }
    ends.reverse();
    ends
}

impl Pelt {
    /// The sentences a methods section needs.
    pub fn methods_text(&self) -> String {
        let what = match self.options.cost {
            Cost::Mean => "of mean, of values divided by their standard deviation,".to_owned(),
            Cost::MeanAndVariance { least } => {
                format!("of mean and variance (normal likelihood, variance at least {})", text::number(least))
            }
        };
        let rule = match self.options.penalty {
            Penalty::Schwarz => format!(" ({} ln n)", self.options.cost.parameters()),
            Penalty::Fixed(_) => String::new(),
        };
        let left_out = match self.given - self.n {
            0 => String::new(),
            k => format!(", {k} undefined left out"),
        };
        let changes: Vec<String> =
            self.segments.iter().skip(1).map(|segment| (segment.first + 1).to_string()).collect();
        let found = match changes.len() {
            0 => "none was found".to_owned(),
            1 => format!("one was found, at value {}", changes[0]),
            k => format!("{k} were found, at values {}", changes.join(", ")),
        };
        let means: Vec<String> = self.segments.iter().map(|segment| text::number(segment.mean)).collect();
        format!(
            "Changes {what} were sought by PELT (Killick et al. 2012; at every value, stretches of at least {LEAST}, \
             penalty {}{rule} a change) on {}{left_out}: {found}; means {}.",
            text::number(self.penalty),
            text::count(self.n, "value", "values"),
            means.join(", ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::stream::Stream;
    use super::*;

    /// The least cost over all divisions, by trying each.
    fn brute(stretches: &Stretches, n: usize, penalty: f64) -> f64 {
        (0..1_u32 << (n - 1))
            .filter_map(|cuts| {
                let mut ends: Vec<usize> = (1..n).filter(|i| cuts >> (i - 1) & 1 == 1).collect();
                ends.push(n);
                price(stretches, &ends, penalty)
            })
            .fold(f64::INFINITY, f64::min)
    }

    fn price(stretches: &Stretches, ends: &[usize], penalty: f64) -> Option<f64> {
        let mut start = 0;
        let mut cost = -penalty;
        for &end in ends {
            if end - start < LEAST {
                return None;
            }
            cost += stretches.cost(start, end) + penalty;
            start = end;
        }
        Some(cost)
    }

    #[test]
    fn pruning_loses_nothing() {
        let mut stream = Stream::of(1, &["pelt".into()]);
        for round in 0..300 {
            let n = 4 + round % 8;
            // Few different values: ties and equal neighbours are the hard cases.
            let x: Vec<f64> = (0..n).map(|_| stream.below(4) as f64).collect();
            for cost in [Cost::Mean, Cost::MeanAndVariance { least: 1.0 / 12.0 }] {
                for penalty in [0.3, 1.5, 4.0] {
                    let stretches = Stretches::of(&x, cost);
                    let found = price(&stretches, &divide(&stretches, n, penalty), penalty).unwrap();
                    let best = brute(&stretches, n, penalty);
                    assert!((found - best).abs() < 1e-9, "{x:?} {cost:?} {penalty}: {found} {best}");
                }
            }
        }
    }

    #[test]
    fn nothing_changes_where_nothing_varies() {
        let found = pelt(&[Some(3.0); 9], PeltOptions::default()).unwrap();
        assert_eq!(found.segments, [Segment { first: 0, last: 8, n: 9, mean: 3.0 }]);
        assert!(found.methods_text().ends_with("on 9 values: none was found; means 3."), "{}", found.methods_text());
    }

    #[test]
    fn impossible_options_are_refused() {
        let values = [Some(1.0), Some(2.0), Some(3.0), Some(4.0)];
        let fixed = PeltOptions { penalty: Penalty::Fixed(0.0), ..PeltOptions::default() };
        assert!(pelt(&values, fixed).unwrap_err().to_string().contains("penalty of 0"));
        let none = PeltOptions { cost: Cost::MeanAndVariance { least: 0.0 }, ..PeltOptions::default() };
        assert!(pelt(&values, none).unwrap_err().to_string().contains("least variance of 0"));
    }
}
