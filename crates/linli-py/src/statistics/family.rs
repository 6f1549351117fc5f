//! `linli.benjamini_hochberg`.

use linli::statistics::{Family, Tested, benjamini_hochberg as adjusted};
use linli::{Error, ErrorKind};
use pyo3::prelude::*;

use super::html;
use super::values::values;
use crate::errors::{leave, raise};

/// A family of tests with its adjusted p-values; made by :func:`linli.benjamini_hochberg`.
#[pyclass(frozen, module = "linli")]
pub(crate) struct Adjusted(linli::statistics::Adjusted);

#[pymethods]
impl Adjusted {
    /// What is tested together.
    #[getter]
    fn family(&self) -> &str {
        self.0.family.name()
    }

    /// The false-discovery rate.
    #[getter]
    fn threshold(&self) -> f64 {
        self.0.family.threshold()
    }

    /// Tests that had a p.
    #[getter]
    fn m(&self) -> usize {
        self.0.m
    }

    /// The adjusted p of each test; ``None`` where p was undefined.
    #[getter]
    fn q(&self) -> Vec<Option<f64>> {
        self.0.q.clone()
    }

    /// Whether each test is found.
    #[getter]
    fn found(&self) -> Vec<bool> {
        self.0.found.clone()
    }

    /// How many tests must come out together before any can be found.
    #[getter]
    fn fewest(&self) -> usize {
        self.0.fewest
    }

    /// Return the sentences a methods section needs.
    ///
    /// Returns
    /// -------
    /// str
    fn methods_text(&self) -> String {
        self.0.methods_text()
    }

    fn __len__(&self) -> usize {
        self.0.q.len()
    }

    fn __repr__(&self) -> String {
        let count = self.0.found.iter().filter(|found| **found).count();
        format!("<linli.Adjusted {}: {count} of {} found at {}>", self.family(), self.0.m, self.threshold())
    }

    fn _repr_html_(&self) -> String {
        let count = self.0.found.iter().filter(|found| **found).count();
        let rows = [("tests", self.0.m.to_string()), ("found", count.to_string())];
        html(self.family(), &rows, &self.0.methods_text())
    }
}

/// Adjust the p-values of tests that are read together.
///
/// Parameters
/// ----------
/// p : iterable of float or None
///     The p-values; ``None`` and NaN are undefined and not counted.
/// family : str
///     What is tested together, and so what is not: decided before looking.
/// threshold : float, default 0.05
///     The expected share of false ones among those found.
/// floors : float or iterable of float, optional
///     The smallest p that each test can give, one for all or one each: ``floor`` of the other results. 0 if left out.
///
/// Returns
/// -------
/// Adjusted
///
/// Raises
/// ------
/// InputError
///     A family that cannot find anything, because its p-values cannot be small enough.
///
/// Examples
/// --------
/// >>> import linli
/// >>> groups = linli.benjamini_hochberg([0.01, 0.04, 0.03, None], family="turns, 2016Q4 against Q3")
/// >>> groups.found
/// [True, True, True, False]
#[pyfunction]
#[pyo3(signature = (p, *, family, threshold=0.05, floors=None))]
pub(crate) fn benjamini_hochberg(
    py: Python<'_>,
    #[pyo3(from_py_with = values)] p: Vec<Option<f64>>,
    family: String,
    threshold: f64,
    floors: Option<Bound<'_, PyAny>>,
) -> PyResult<Adjusted> {
    let floors = match floors {
        None => vec![0.0; p.len()],
        Some(given) => match given.extract::<f64>() {
            Ok(one) => vec![one; p.len()],
            Err(_) => values(&given)?.into_iter().map(|floor| floor.unwrap_or(0.0)).collect(),
        },
    };
    if floors.len() != p.len() {
        let message = format!("{} floors for {} p-values; one for all, or one each", floors.len(), p.len());
        return Err(raise(py, &Error::new(ErrorKind::Input, message)));
    }
    let tests: Vec<_> = p.into_iter().zip(floors).map(|(p, floor)| Some(Tested { p: p?, floor })).collect();
    leave(py, || adjusted(&Family::new(family, threshold)?, &tests)).map(Adjusted)
}
