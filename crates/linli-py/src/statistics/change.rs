//! `linli.changepoint`.

use linli::statistics::{Cost, Pelt, PeltOptions, Penalty, Pettitt, pelt, pettitt};
use linli::{Error, ErrorKind};
use pyo3::prelude::*;

use super::values::{check_windows, named, values};
use super::{html, shown};
use crate::errors::{leave, raise};

enum Found {
    One(Pettitt),
    Several(Pelt),
}

/// When a series changed; made by :func:`linli.changepoint`.
#[pyclass(frozen, module = "linli")]
pub(crate) struct ChangePoint(Found);

#[pymethods]
impl ChangePoint {
    /// ``pettitt`` or ``pelt``.
    #[getter]
    fn method(&self) -> &'static str {
        match &self.0 {
            Found::One(_) => "pettitt",
            Found::Several(_) => "pelt",
        }
    }

    /// Values used.
    #[getter]
    fn n(&self) -> usize {
        match &self.0 {
            Found::One(found) => found.n,
            Found::Several(found) => found.n,
        }
    }

    /// Place, from 0, of the first value after each change. Pettitt's test always names the likeliest one: see ``p``.
    #[getter]
    fn changes(&self) -> Vec<usize> {
        match &self.0 {
            Found::One(found) => vec![found.first_after],
            Found::Several(found) => found.segments.iter().skip(1).map(|segment| segment.first).collect(),
        }
    }

    /// The level of each stretch: medians (Pettitt) or means (PELT).
    #[getter]
    fn levels(&self) -> Vec<f64> {
        match &self.0 {
            Found::One(found) => found.medians.to_vec(),
            Found::Several(found) => found.segments.iter().map(|segment| segment.mean).collect(),
        }
    }

    /// Pettitt's K; ``None`` for PELT.
    #[getter]
    fn k(&self) -> Option<u64> {
        match &self.0 {
            Found::One(found) => Some(found.k),
            Found::Several(_) => None,
        }
    }

    /// p of Pettitt's test; ``None`` for PELT, which is no test.
    #[getter]
    fn p(&self) -> Option<f64> {
        match &self.0 {
            Found::One(found) => Some(found.p),
            Found::Several(_) => None,
        }
    }

    /// The smallest p that so many values can give; ``None`` for PELT.
    #[getter]
    fn floor(&self) -> Option<f64> {
        match &self.0 {
            Found::One(found) => Some(found.floor),
            Found::Several(_) => None,
        }
    }

    /// Whether ``p`` counts all orders of the values; ``None`` for PELT.
    #[getter]
    fn exact(&self) -> Option<bool> {
        match &self.0 {
            Found::One(found) => Some(found.exact),
            Found::Several(_) => None,
        }
    }

    /// PELT's penalty of a change; ``None`` for Pettitt.
    #[getter]
    fn penalty(&self) -> Option<f64> {
        match &self.0 {
            Found::One(_) => None,
            Found::Several(found) => Some(found.penalty),
        }
    }

    /// Return the sentences a methods section needs.
    ///
    /// Returns
    /// -------
    /// str
    fn methods_text(&self) -> String {
        match &self.0 {
            Found::One(found) => found.methods_text(),
            Found::Several(found) => found.methods_text(),
        }
    }

    fn __repr__(&self) -> String {
        let changes = self.changes();
        format!("<linli.ChangePoint {} n={} changes={changes:?} p={}>", self.method(), self.n(), shown(self.p()))
    }

    fn _repr_html_(&self) -> String {
        let list = |items: Vec<String>| items.join(", ");
        let rows = [
            ("n", self.n().to_string()),
            ("changes", list(self.changes().iter().map(ToString::to_string).collect())),
            ("levels", list(self.levels().iter().map(ToString::to_string).collect())),
            ("p", shown(self.p())),
        ];
        html(self.method(), &rows, &self.methods_text())
    }
}

/// Find when a series changed.
///
/// Parameters
/// ----------
/// values : iterable of float or None
///     One value a window, in order. ``None`` and NaN are undefined and keep their place.
/// method : str, default "pettitt"
///     ``pettitt`` tests for one change of level; ``pelt`` divides the series where that saves more than a penalty.
/// cost : str, default "mean"
///     For ``pelt``: what may change, ``mean`` (of values over their standard deviation) or ``mean_and_variance``.
/// penalty : float, optional
///     For ``pelt``: what a change costs; Schwarz's criterion if left out (2 ln n, or 3 ln n with the variance).
/// least_variance : float, optional
///     For ``mean_and_variance``: the smallest variance of a stretch; 1/12 for whole numbers.
/// windows : iterable of pairs, optional
///     Start and end of each value's window. If given, windows that overlap are refused.
///
/// Returns
/// -------
/// ChangePoint
///
/// Raises
/// ------
/// InputError
///     Fewer than four values, or windows that overlap.
///
/// Examples
/// --------
/// >>> import linli
/// >>> found = linli.changepoint([9, 8, 9, 7, 8, 9, 2, 3, 1, 2, 3, 1])
/// >>> found.changes, round(found.p, 4)
/// ([6], 0.0022)
#[pyfunction]
#[pyo3(signature = (values, *, method="pettitt", cost="mean", penalty=None, least_variance=None, windows=None))]
pub(crate) fn changepoint(
    py: Python<'_>,
    #[pyo3(from_py_with = values)] values: Vec<Option<f64>>,
    method: &str,
    cost: &str,
    penalty: Option<f64>,
    least_variance: Option<f64>,
    windows: Option<Bound<'_, PyAny>>,
) -> PyResult<ChangePoint> {
    check_windows(windows.as_ref(), values.len())?;
    let divides = named(py, "method", method, &[("pettitt", false), ("pelt", true)])?;
    let varies = named(py, "cost", cost, &[("mean", false), ("mean_and_variance", true)])?;
    let refuse = |message: &str| Err(raise(py, &Error::new(ErrorKind::Plan, message)));
    if !divides {
        if varies || penalty.is_some() || least_variance.is_some() {
            return refuse("cost, penalty and least_variance are for the method pelt only");
        }
        return leave(py, || pettitt(&values)).map(|found| ChangePoint(Found::One(found)));
    }
    let cost = match (varies, least_variance) {
        (false, None) => Cost::Mean,
        (true, Some(least)) => Cost::MeanAndVariance { least },
        (false, Some(_)) => return refuse("least_variance is for the cost mean_and_variance only"),
        (true, None) => {
            return refuse("mean_and_variance needs a least_variance; whole numbers have 1/12 from rounding");
        }
    };
    let options = PeltOptions { cost, penalty: penalty.map_or(Penalty::Schwarz, Penalty::Fixed) };
    leave(py, || pelt(&values, options)).map(|found| ChangePoint(Found::Several(found)))
}
