//! `linli.trend`.

use linli::statistics::{Gaps, Intercept, Lags, TrendOptions, Variant, trend as tested};
use linli::{Error, ErrorKind};
use pyo3::prelude::*;

use super::values::{check_windows, named, values};
use super::{html, shown};
use crate::errors::{leave, raise};

/// The outcome of a trend test; made by :func:`linli.trend`.
#[pyclass(frozen, module = "linli")]
pub(crate) struct Trend(linli::statistics::Trend);

#[pymethods]
impl Trend {
    /// Values the test used.
    #[getter]
    fn n(&self) -> usize {
        self.0.n
    }

    /// Pairs that rise less pairs that fall.
    #[getter]
    fn s(&self) -> i64 {
        self.0.s
    }

    /// Variance of ``s``, ties and the variant's correction taken into account.
    #[getter]
    fn variance(&self) -> f64 {
        self.0.variance
    }

    /// Kendall's tau, corrected for ties; ``None`` when all values are equal.
    #[getter]
    fn tau(&self) -> Option<f64> {
        self.0.tau
    }

    /// The standardised score; ``None`` when the corrected variance is not positive.
    #[getter]
    fn z(&self) -> Option<f64> {
        self.0.z
    }

    /// Two-sided p; ``None`` like ``z``.
    #[getter]
    fn p(&self) -> Option<f64> {
        self.0.p
    }

    /// Whether ``p`` counts all orders of the values.
    #[getter]
    fn exact(&self) -> bool {
        self.0.exact
    }

    /// The smallest p that so many values can give.
    #[getter]
    fn floor(&self) -> f64 {
        self.0.floor
    }

    /// Theil–Sen slope, per step, or per cycle in the seasonal test.
    #[getter]
    fn slope(&self) -> f64 {
        self.0.line.slope
    }

    /// 95 % interval of the slope; ``None`` with too few values.
    #[getter]
    fn interval(&self) -> Option<(f64, f64)> {
        self.0.line.interval.map(|[low, high]| (low, high))
    }

    /// Height of the line at the first window.
    #[getter]
    fn intercept(&self) -> f64 {
        self.0.line.intercept
    }

    /// Return the sentences a methods section needs.
    ///
    /// Returns
    /// -------
    /// str
    fn methods_text(&self) -> String {
        self.0.methods_text()
    }

    fn __repr__(&self) -> String {
        let found = &self.0;
        format!("<linli.Trend n={} s={} p={} slope={}>", found.n, found.s, shown(found.p), found.line.slope)
    }

    fn _repr_html_(&self) -> String {
        let found = &self.0;
        let rows = [
            ("n", found.n.to_string()),
            ("S", found.s.to_string()),
            ("τ", shown(found.tau)),
            ("p", shown(found.p)),
            ("slope", found.line.slope.to_string()),
        ];
        html("trend", &rows, &found.methods_text())
    }
}

/// Test a series for a trend and fit the Theil–Sen line.
///
/// Parameters
/// ----------
/// values : iterable of float or None
///     One value a window, in order, one step apart. ``None`` and NaN are undefined and keep their place.
/// variant : str, default "original"
///     ``original``, ``hamed_rao``, ``yue_wang``, ``pre_whitened``, ``trend_free_pre_whitened`` or ``seasonal``.
/// lags : int, optional
///     For ``hamed_rao`` and ``yue_wang``: the lags 1 to ``lags``; all of them if left out.
/// period : int, optional
///     For ``seasonal``: values in a cycle.
/// gaps : str, default "kept"
///     Whether lags are counted with undefined values in their place (``kept``) or left out first (``closed``).
/// intercept : str, default "of_medians"
///     Whether the line goes through the medians (``of_medians``) or has residuals of median 0 (``of_residuals``).
/// windows : iterable of pairs, optional
///     Start and end of each value's window. If given, windows that overlap are refused.
///
/// Returns
/// -------
/// Trend
///
/// Raises
/// ------
/// InputError
///     Fewer than three values, too few for the variant, or windows that overlap.
///
/// Notes
/// -----
/// Values of overlapping windows follow each other whatever happens: use ``to_pandas(windows="disjoint")``. Up to ten values
/// p is exact, and four values cannot give less than .083.
///
/// Examples
/// --------
/// >>> import linli
/// >>> found = linli.trend([0.10, 0.12, None, 0.15, 0.21, 0.30])
/// >>> found.s, round(found.p, 4)
/// (10, 0.0167)
#[pyfunction]
#[pyo3(signature = (values, *, variant="original", lags=None, period=None, gaps="kept", intercept="of_medians", windows=None))]
#[allow(clippy::too_many_arguments, reason = "keywords in Python")]
pub(crate) fn trend(
    py: Python<'_>,
    #[pyo3(from_py_with = values)] values: Vec<Option<f64>>,
    variant: &str,
    lags: Option<usize>,
    period: Option<usize>,
    gaps: &str,
    intercept: &str,
    windows: Option<Bound<'_, PyAny>>,
) -> PyResult<Trend> {
    check_windows(windows.as_ref(), values.len())?;
    let gaps = named(py, "treatment of gaps", gaps, &[("kept", Gaps::Kept), ("closed", Gaps::Closed)])?;
    let known = [("of_medians", Intercept::OfMedians), ("of_residuals", Intercept::OfResiduals)];
    let intercept = named(py, "intercept", intercept, &known)?;
    let of = lags.map_or(Lags::All, Lags::First);
    let known = [
        ("original", Variant::Original),
        ("hamed_rao", Variant::HamedRao(of, gaps)),
        ("yue_wang", Variant::YueWang(of, gaps)),
        ("pre_whitened", Variant::PreWhitened(gaps)),
        ("trend_free_pre_whitened", Variant::TrendFreePreWhitened(gaps)),
        ("seasonal", Variant::Seasonal(period.unwrap_or(0))),
    ];
    let variant = named(py, "variant", variant, &known)?;
    let refuse = |message: &str| Err(raise(py, &Error::new(ErrorKind::Plan, message)));
    match variant {
        Variant::Seasonal(_) if period.is_none() => return refuse("a seasonal test needs its period"),
        Variant::Seasonal(_) => {}
        _ if period.is_some() => return refuse("a period is for the seasonal test only"),
        Variant::HamedRao(..) | Variant::YueWang(..) => {}
        _ if lags.is_some() => return refuse("lags are for hamed_rao and yue_wang only"),
        _ => {}
    }
    leave(py, || tested(&values, TrendOptions { variant, intercept })).map(Trend)
}
