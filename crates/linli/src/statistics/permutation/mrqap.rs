//! Several relations at once: multiple regression, with Dekker's double semi-partialling.
//!
//! Y: the network to be explained, Xₖ: the predictors, t: coefficient over its standard error.

use super::super::stream::Stream;
use super::super::text;
use super::arrange::orders;
use super::qap::check_same;
use super::regression::{Fit, fit};
use super::{Dyads, PermutationP, SquareMatrix, Tally, check_draws};
use crate::error::{Error, ErrorKind};

/// One predictor's part.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Predictor {
    /// Regression coefficient.
    pub b: f64,
    /// Over its ordinary standard error: what is compared, never looked up in a table.
    pub t: f64,
    /// Two-sided: |t| of an arrangement at least as large.
    pub p: PermutationP,
}

/// The outcome of a regression of networks.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Mrqap {
    /// Actors.
    pub n: usize,
    /// Which cells were compared.
    pub dyads: Dyads,
    /// The coefficient of the column of ones.
    pub intercept: f64,
    /// One for each predictor, in the order given.
    pub predictors: Vec<Predictor>,
    /// Share of the variance explained.
    pub r_squared: f64,
    /// The seed.
    pub seed: u64,
}

/// Regresses one network on others.
///
/// For each predictor in turn: what the other predictors leave of it is kept, its actors change places, and the
/// regression is done again with that in its place; the test compares t. That keeps its level when predictors go together,
/// which permuting Y does not.
///
/// # Errors
///
/// As [`qap`](super::qap()); no predictors, one that the others already give, a fit that leaves nothing over.
///
/// # Complexity
///
/// n² · predictors³ a draw.
///
/// # References
///
/// Dekker, D., Krackhardt, D. & Snijders, T. A. B. (2007). Sensitivity of MRQAP tests to collinearity and autocorrelation
/// conditions. Psychometrika 72:563–581. doi:10.1007/s11336-007-9016-1.
pub fn mrqap(
    y: &SquareMatrix,
    predictors: &[SquareMatrix],
    dyads: Dyads,
    draws: usize,
    stream: &mut Stream,
) -> Result<Mrqap, Error> {
    check_draws(draws)?;
    if predictors.is_empty() {
        return Err(Error::new(ErrorKind::Plan, "no predictors; at least one"));
    }
    let names: Vec<String> = (1..=predictors.len()).map(|k| format!("predictor {k}")).collect();
    let named = names.iter().map(String::as_str).zip(predictors);
    check_same(&std::iter::once(("y", y)).chain(named).collect::<Vec<_>>(), dyads)?;
    let n = y.len();
    let response = y.cells(dyads);
    let columns: Vec<Vec<f64>> = predictors.iter().map(|x| x.cells(dyads)).collect();
    let whole = fit(&response, &columns.iter().map(Vec::as_slice).collect::<Vec<_>>()).map_err(collinear)?;
    let (Some(t), Some(r_squared)) = (&whole.t, whole.r_squared) else {
        return Err(Error::new(ErrorKind::Input, "the predictors leave nothing of y over; there is no t to compare"));
    };
    let seed = stream.seed();
    let mut found = Vec::new();
    for (k, column) in columns.iter().enumerate() {
        let others: Vec<&[f64]> = (0..columns.len()).filter(|&j| j != k).map(|j| columns[j].as_slice()).collect();
        let left = SquareMatrix::of_cells(n, &fit(column, &others).map_err(collinear)?.residuals, dyads);
        let mut tally = Tally::new(t[k + 1].abs(), 1.0);
        let arrangements = orders(n, draws, stream, |order| {
            let moved = left.rearranged(order, dyads);
            let with: Vec<&[f64]> = std::iter::once(moved.as_slice()).chain(others.iter().copied()).collect();
            let again: Option<Fit> = fit(&response, &with).ok();
            tally.add(again.and_then(|fit| fit.t).map(|t| t[1].abs()));
        });
        found.push(Predictor { b: whole.coefficients[k + 1], t: t[k + 1], p: tally.p(arrangements) });
    }
    Ok(Mrqap { n, dyads, intercept: whole.coefficients[0], predictors: found, r_squared, seed })
}

fn collinear(column: usize) -> Error {
    Error::new(ErrorKind::Input, format!("predictor {column} is constant, or a combination of those before it"))
        .with_hint("leave it out")
}

impl Mrqap {
    /// The sentences a methods section needs.
    pub fn methods_text(&self) -> String {
        let each: Vec<String> = self
            .predictors
            .iter()
            .enumerate()
            .map(|(k, x)| {
                let (b, t) = (text::number(x.b), text::number(x.t));
                format!("predictor {}: b = {b}, t = {t}, {}", k + 1, x.p.text(self.seed))
            })
            .collect();
        format!(
            "Networks were regressed over {} of {} actors, with permutation tests of t by double semi-partialling (Dekker \
             et al. 2007), two-sided (|t|): R² = {}; {}.",
            self.dyads.text(),
            self.n,
            text::number(self.r_squared),
            each.join("; ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::qap::qap;
    use super::*;

    fn drawn(n: usize, key: &str) -> SquareMatrix {
        let mut stream = Stream::of(3, &[key.into()]);
        let cells: Vec<f64> = (0..n * (n - 1)).map(|_| stream.unit()).collect();
        SquareMatrix::of_cells(n, &cells, Dyads::Directed)
    }

    /// With one predictor t grows with |r|, so the two tests are one.
    #[test]
    fn one_predictor_is_qap() {
        let (x, y) = (drawn(5, "x"), drawn(5, "y"));
        let mut stream = Stream::of(1, &[]);
        let alone = mrqap(&y, std::slice::from_ref(&x), Dyads::Directed, 120, &mut stream).unwrap();
        let pair = qap(&x, &y, Dyads::Directed, 120, &mut stream).unwrap();
        assert_eq!(alone.predictors[0].p, pair.p);
        assert!((alone.r_squared - pair.r * pair.r).abs() < 1e-12);
    }

    #[test]
    fn what_explains_nothing_new_is_refused() {
        let (x, y) = (drawn(5, "x"), drawn(5, "y"));
        let mut stream = Stream::of(1, &[]);
        let twice = mrqap(&y, &[x.clone(), x.clone()], Dyads::Directed, 99, &mut stream).unwrap_err();
        assert!(twice.to_string().starts_with("predictor 2 is constant"), "{twice}");
        assert!(mrqap(&y, std::slice::from_ref(&y), Dyads::Directed, 99, &mut stream).is_err());
        assert!(mrqap(&y, &[], Dyads::Directed, 99, &mut stream).is_err());
    }
}
