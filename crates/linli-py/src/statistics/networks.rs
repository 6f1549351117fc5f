//! `linli.qap`.

use linli::statistics::{Arrangements, Dyads, SquareMatrix, Stream, qap as tested};
use pyo3::prelude::*;

use super::values::{matrix, named};
use super::{html, shown};
use crate::errors::leave;

/// The outcome of a QAP test; made by :func:`linli.qap`.
#[pyclass(frozen, module = "linli")]
pub(crate) struct Qap(linli::statistics::Qap);

#[pymethods]
impl Qap {
    /// Actors.
    #[getter]
    fn n(&self) -> usize {
        self.0.n
    }

    /// Pearson's correlation of the cells.
    #[getter]
    fn r(&self) -> f64 {
        self.0.r
    }

    /// Two-sided p: of an arrangement with ``abs(r)`` at least as large.
    #[getter]
    fn p(&self) -> f64 {
        self.0.p.value
    }

    /// p of ``r`` at least as large.
    #[getter]
    fn p_high(&self) -> f64 {
        self.0.p_high.value
    }

    /// p of ``r`` at least as small.
    #[getter]
    fn p_low(&self) -> f64 {
        self.0.p_low.value
    }

    /// The smallest two-sided p this test could have given.
    #[getter]
    fn floor(&self) -> f64 {
        self.0.p.floor
    }

    /// Whether all orders of the actors were tried.
    #[getter]
    fn exact(&self) -> bool {
        matches!(self.0.p.arrangements, Arrangements::All(_))
    }

    /// Orders of the actors looked at.
    #[getter]
    fn arrangements(&self) -> u64 {
        let (Arrangements::All(count) | Arrangements::Drawn(count)) = self.0.p.arrangements;
        count
    }

    /// Mean of ``r`` over them.
    #[getter]
    fn mean(&self) -> f64 {
        self.0.mean
    }

    /// Standard deviation of ``r`` over them; ``None`` for a single one.
    #[getter]
    fn deviation(&self) -> Option<f64> {
        self.0.deviation
    }

    /// The seed.
    #[getter]
    fn seed(&self) -> u64 {
        self.0.seed
    }

    /// Return the sentence a methods section needs.
    ///
    /// Returns
    /// -------
    /// str
    fn methods_text(&self) -> String {
        self.0.methods_text()
    }

    fn __repr__(&self) -> String {
        format!("<linli.Qap n={} r={} p={}>", self.0.n, self.0.r, self.0.p.value)
    }

    fn _repr_html_(&self) -> String {
        let rows = [
            ("actors", self.0.n.to_string()),
            ("r", self.0.r.to_string()),
            ("p", self.0.p.value.to_string()),
            ("mean r", self.0.mean.to_string()),
            ("standard deviation of r", shown(self.0.deviation)),
        ];
        html("QAP", &rows, &self.0.methods_text())
    }
}

/// Test whether two relations among the same people go together.
///
/// Parameters
/// ----------
/// x, y : iterable of iterable of float
///     Square matrices of the same people in the same order: lists of rows, arrays or data frames. The diagonal is not read.
/// seed : int
///     Names the random orders; the same seed gives the same p.
/// draws : int, default 9999
///     Random orders of the people; all orders where there are no more.
/// dyads : str, default "directed"
///     ``directed`` compares ordered pairs; ``undirected`` each pair once, and needs symmetric matrices.
///
/// Returns
/// -------
/// Qap
///
/// Raises
/// ------
/// InputError
///     Matrices that are not square or not of the same people, or whose cells are all equal.
///
/// Examples
/// --------
/// >>> import linli
/// >>> chat = [[0, 3, 0, 1], [3, 0, 1, 0], [0, 1, 0, 0], [1, 0, 0, 0]]
/// >>> visits = [[0, 2, 0, 0], [2, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]]
/// >>> found = linli.qap(chat, visits, seed=2017, dyads="undirected")
/// >>> found.exact, found.arrangements
/// (True, 24)
#[pyfunction]
#[pyo3(signature = (x, y, *, seed, draws=9999, dyads="directed"))]
pub(crate) fn qap(
    py: Python<'_>,
    #[pyo3(from_py_with = matrix)] x: SquareMatrix,
    #[pyo3(from_py_with = matrix)] y: SquareMatrix,
    seed: u64,
    draws: usize,
    dyads: &str,
) -> PyResult<Qap> {
    let dyads = named(py, "kind of dyads", dyads, &[("directed", Dyads::Directed), ("undirected", Dyads::Undirected)])?;
    leave(py, || tested(&x, &y, dyads, draws, &mut Stream::of(seed, &["qap".into()]))).map(Qap)
}
