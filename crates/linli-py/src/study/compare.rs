//! A comparison of two spans, and how far a result rests on choices, as Python sees them.

use std::ops::ControlFlow;

use linli::Undefined;
use linli::records::DaySpan;
use linli::study::{
    CompareOptions, Comparison as Compared, GroupChange, Sensitivity as Varied, SensitivityOptions, Shuffle,
};
use linli::time::Span;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::Study;
use crate::errors::{leave, leave_listening, raise};
use crate::shown::shown;
use crate::tables_out::{self, Sheet, Table, counts, failed, known_counts, numbers, words};

#[pymethods]
impl Study {
    /// Compare an indicator of groups between two spans without a common day.
    ///
    /// Days are shuffled within weekdays, for all groups at once; holidays and days not covered are in neither span, and
    /// the people are those counted in either, without those who came or left between. The interval comes from leaving out one day at a time.
    ///
    /// Parameters
    /// ----------
    /// indicator : str
    ///     An indicator of groups whose value is that of a set of days, such as ``"net_density"``.
    /// before, after : str or pair of dates
    ///     ``"2016"``, ``"2016Q3"``, ``"2016-09"``, ``"2016-09-01/2016-12-01"``, or ``(start, first_day_after)``.
    /// groups : "pooled", str or list of str
    ///     All first-layer groups together, one group by its name, or several, pooled.
    /// ties : str, optional
    ///     A tie rule by its name in the plan; the plan's first.
    /// population : str, optional
    ///     Who counts; the first population without staff.
    /// shuffle : {"days", "weeks", "turns"}, default "days"
    ///     What changes places: days within weekdays; whole weeks, where busy days come in runs; or the turns of each
    ///     person, who keeps as many before and after, which tells talk with others from more or less talk.
    /// draws : int, default 1999
    ///     How many times it is shuffled.
    ///
    /// Returns
    /// -------
    /// Comparison
    ///
    /// Raises
    /// ------
    /// ConfigError
    ///     Where spans share days, or the indicator is not the value of a set of days.
    #[pyo3(signature = (indicator, *, before, after, groups=None, ties=None, population=None,
        shuffle="days", draws=1999))]
    #[allow(clippy::too_many_arguments, reason = "keyword-only in Python")]
    fn compare(
        &self,
        py: Python<'_>,
        indicator: &str,
        before: &Bound<'_, PyAny>,
        after: &Bound<'_, PyAny>,
        groups: Option<&Bound<'_, PyAny>>,
        ties: Option<String>,
        population: Option<String>,
        shuffle: &str,
        draws: u32,
    ) -> PyResult<Comparison> {
        let (before, after) = (span(py, before)?, span(py, after)?);
        let mut options = CompareOptions::default().with_draws(draws);
        (options.groups, options.ties, options.population) = (group_names(groups)?, ties, population);
        options.shuffle = Shuffle::named(shuffle).map_err(|error| raise(py, &error))?;
        leave(py, || self.core.compare(indicator, before, after, &options)).map(Comparison)
    }

    /// Rerun an indicator over tie rules × windows × phases × populations, and keep summaries.
    ///
    /// Parameters
    /// ----------
    /// indicator : str
    ///     An indicator of groups or of their members.
    /// windows : list of str, optional
    ///     Lengths of the window, such as ``["14d", "28d"]``; half, once and twice the plan's.
    /// phases : int, default 2
    ///     Into how many phases the beginning of a window is shifted.
    /// populations : list of str, optional
    ///     Who counts; the plan's.
    ///
    /// Returns
    /// -------
    /// Sensitivity
    #[pyo3(signature = (indicator, *, windows=None, phases=2, populations=None))]
    fn sensitivity(
        &self,
        py: Python<'_>,
        indicator: &str,
        windows: Option<Vec<String>>,
        phases: u32,
        populations: Option<Vec<String>>,
    ) -> PyResult<Sensitivity> {
        let mut options = SensitivityOptions::default();
        let windows = windows.unwrap_or_default().iter().map(|text| Span::parse(text)).collect::<Result<_, _>>();
        options.windows = windows.map_err(|error| raise(py, &error))?;
        (options.phases, options.populations) = (Some(phases), populations.unwrap_or_default());
        leave_listening(py, |listener| {
            self.core.sensitivity(indicator, &options, &mut |_| {
                if listener.listen().is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
        })
        .map(Sensitivity)
    }
}

/// One indicator in two spans, and whether it changed.
///
/// Made by :meth:`Study.compare`.
///
/// Attributes
/// ----------
/// estimate : float or None
///     After less before, averaged over the groups; ``None`` where nothing can be said, with the reason in ``status``.
/// interval : tuple of float or None
///     Its 95 % interval.
/// p_value : float or None
///     How often shuffled days change as much.
/// smallest_detectable : float or None
///     The change that would be found four times in five.
/// status : str
///     ``"ok"``, or the reason for having no estimate.
///
/// Examples
/// --------
/// ``study.compare("net_density", before="2016Q3", after="2016Q4").methods_text()``
#[pyclass(frozen, module = "linli")]
pub(crate) struct Comparison(Compared);

#[pymethods]
impl Comparison {
    /// The indicator's id.
    #[getter]
    fn indicator(&self) -> &'static str {
        self.0.indicator.id()
    }

    /// After less before; ``None`` where nothing can be said.
    #[getter]
    fn estimate(&self) -> Option<f64> {
        self.0.change.ok().map(|change| change.estimate)
    }

    /// The value in the earlier span.
    #[getter]
    fn before(&self) -> Option<f64> {
        self.0.change.ok().map(|change| change.before)
    }

    /// The value in the later span.
    #[getter]
    fn after(&self) -> Option<f64> {
        self.0.change.ok().map(|change| change.after)
    }

    /// Lower and upper bound of the change, at 95 %.
    #[getter]
    fn interval(&self) -> Option<(f64, f64)> {
        self.0.change.ok().and_then(|change| change.interval).map(|[low, high]| (low, high))
    }

    /// How often shuffled days change as much, in either direction.
    #[getter]
    fn p_value(&self) -> Option<f64> {
        self.0.change.ok().map(|change| change.p)
    }

    /// The smallest p there could have been, for :func:`linli.benjamini_hochberg`.
    #[getter]
    fn floor(&self) -> Option<f64> {
        self.0.change.ok().map(|change| change.floor)
    }

    /// The change that would be found four times in five.
    #[getter]
    fn smallest_detectable(&self) -> Option<f64> {
        self.0.change.ok().and_then(|change| change.smallest_detectable)
    }

    /// ``"ok"``, or why there is no estimate.
    #[getter]
    fn status(&self) -> &'static str {
        self.0.change.err().map_or("ok", |reason| reason.id())
    }

    /// Days of each span that went in.
    #[getter]
    fn days(&self) -> u32 {
        self.0.days
    }

    /// Every group asked for, ascending: ``status`` is ``"ok"`` for those that went in, with people, tied turns and values,
    /// before and after; else the reason for leaving it out.
    #[getter]
    fn groups(&self) -> PyResult<Table> {
        let went_in = self.0.groups.iter().map(|group| (group.group.as_str(), Ok(group)));
        let left_out = self.0.left_out.iter().map(|(group, reason)| (group.as_str(), Err(*reason)));
        let mut groups: Vec<(&str, Result<&GroupChange, Undefined>)> = went_in.chain(left_out).collect();
        groups.sort_by_key(|(group, _)| *group);
        let count = |of: fn(&GroupChange) -> u64| known_counts(groups.iter().map(|(_, group)| group.ok().map(of)));
        let number = |at: usize| numbers(groups.iter().map(|(_, group)| group.ok().map(|g| g.values[at])));
        let sheet = Sheet::new()
            .column("group", words(groups.iter().map(|(group, _)| group)))
            .column("status", words(groups.iter().map(|(_, group)| group.map_or_else(Undefined::id, |_| "ok"))))
            .column("people", count(|g| g.people as u64))
            .column("left_out_before", count(|g| g.left_out[0] as u64))
            .column("left_out_after", count(|g| g.left_out[1] as u64))
            .column("tied_turns_before", count(|g| u64::from(g.tied_turns[0])))
            .column("tied_turns_after", count(|g| u64::from(g.tied_turns[1])))
            .column("before", number(0))
            .column("after", number(1));
        sheet.finish().map(|rows| Table::new(rows, "groups compared".to_owned())).map_err(|error| failed(&error))
    }

    /// What fell short of a floor: of a group, or of all together where ``group`` is empty; with the floor, the plan's key for it
    /// where there is one, and how much there is before and after.
    #[getter]
    fn shortfalls(&self) -> PyResult<Table> {
        let all = &self.0.shortfalls;
        let found = |at: usize| numbers(all.iter().map(|short| Some(short.found[at])));
        let sheet = Sheet::new()
            .column("group", words(all.iter().map(|short| short.group.as_deref().unwrap_or_default())))
            .column("floor", words(all.iter().map(|short| short.floor.id())))
            .column("before", found(0))
            .column("after", found(1))
            .column("least", numbers(all.iter().map(|short| Some(short.least))));
        sheet.finish().map(|rows| Table::new(rows, "floors not reached".to_owned())).map_err(|error| failed(&error))
    }

    /// Return the paragraph a paper needs: test, spans, groups, result, and what could not have been seen.
    fn methods_text(&self) -> String {
        self.0.methods_text()
    }

    fn __repr__(&self) -> String {
        shown(&format!("<linli.Comparison {}: {}>", self.0.indicator.id(), self.0.methods_text()))
    }

    fn _repr_html_(&self) -> String {
        let number = |value: Option<f64>| value.map_or_else(|| self.status().to_owned(), |x| format!("{x:.4}"));
        let interval = self.interval().map_or_else(String::new, |(low, high)| format!("{low:.4} … {high:.4}"));
        let rows = [
            ("before", number(self.before())),
            ("after", number(self.after())),
            ("change", number(self.estimate())),
            ("95 % interval", interval),
            ("p", number(self.p_value())),
            ("smallest detectable change", number(self.smallest_detectable())),
            ("groups", self.0.groups.len().to_string()),
            ("days a span", self.0.days.to_string()),
        ];
        let caption = format!("{}, {} and {}", self.0.indicator.id(), self.0.before, self.0.after);
        tables_out::facts(&caption, rows.map(|(what, value)| (what.to_owned(), [value])))
    }
}

/// One indicator under many choices. Summaries only.
///
/// Made by :meth:`Study.sensitivity`.
#[pyclass(frozen, module = "linli")]
pub(crate) struct Sensitivity(Varied);

#[pymethods]
impl Sensitivity {
    /// One row a combination of tie rule, window, phase and population, the plan's own first.
    #[getter]
    fn specifications(&self) -> PyResult<Table> {
        let all = &self.0.specifications;
        let quartile = |at: usize| numbers(all.iter().map(|s| s.quartiles.map(|q| q[at])));
        let sheet = Sheet::new()
            .column("ties", words(all.iter().map(|s| s.ties.as_deref().unwrap_or(""))))
            .column("window_days", counts(all.iter().map(|s| u64::from(s.window_days.unsigned_abs()))))
            .column("phase_days", counts(all.iter().map(|s| u64::from(s.phase_days.unsigned_abs()))))
            .column("population", words(all.iter().map(|s| &s.population)))
            .column("defined", counts(all.iter().map(|s| s.defined)))
            .column("undefined", counts(all.iter().map(|s| s.undefined)))
            .column("lower_quartile", quartile(0))
            .column("median", quartile(1))
            .column("upper_quartile", quartile(2))
            .column("rank_agreement", numbers(all.iter().map(|s| s.rank)))
            .column("sign_agreement", numbers(all.iter().map(|s| s.sign)));
        sheet.finish().map(|rows| Table::new(rows, "sensitivity".to_owned())).map_err(|error| failed(&error))
    }

    /// Draw the specification curve.
    ///
    /// Returns
    /// -------
    /// Picture
    ///     Shown in a notebook; ``str(picture)`` is its SVG.
    fn plot(&self) -> Picture {
        Picture(linli_report::specifications_svg(&self.0))
    }

    /// Return the paragraph a paper needs.
    fn methods_text(&self) -> String {
        self.0.methods_text()
    }

    fn __repr__(&self) -> String {
        shown(&format!("<linli.Sensitivity {}: {}>", self.0.indicator.id(), self.0.methods_text()))
    }

    fn _repr_html_(&self) -> String {
        linli_report::specifications_svg(&self.0)
    }
}

/// A picture as SVG. A notebook shows it; ``str()`` gives its text.
#[pyclass(frozen, module = "linli")]
pub(crate) struct Picture(String);

#[pymethods]
impl Picture {
    /// Write the picture to a file.
    ///
    /// Parameters
    /// ----------
    /// path : path
    ///     Its name should end in ``.svg``.
    fn save(&self, py: Python<'_>, path: std::path::PathBuf) -> PyResult<()> {
        std::fs::write(&path, &self.0).map_err(|source| {
            let message = format!("the picture could not be written to {}", path.display());
            raise(py, &linli::Error::new(linli::ErrorKind::File, message).with_source(source))
        })
    }

    fn __str__(&self) -> &str {
        &self.0
    }

    fn __repr__(&self) -> String {
        format!("<linli.Picture, {} bytes of SVG>", self.0.len())
    }

    fn _repr_svg_(&self) -> &str {
        &self.0
    }
}

/// A span as Python writes it: "2016Q3", or two dates, the second the first day after.
fn span(py: Python<'_>, given: &Bound<'_, PyAny>) -> PyResult<DaySpan> {
    let text = if let Ok(text) = given.cast::<PyString>() {
        text.to_string()
    } else {
        let wrong = || PyTypeError::new_err("a span is text such as \"2016Q3\", or two dates (start, first day after)");
        let (start, end): (Bound<'_, PyAny>, Bound<'_, PyAny>) = given.extract().map_err(|_| wrong())?;
        let day =
            |date: &Bound<'_, PyAny>| -> PyResult<String> { Ok(date.str()?.to_string().chars().take(10).collect()) };
        format!("{}/{}", day(&start)?, day(&end)?)
    };
    DaySpan::named(&text).map_err(|error| raise(py, &error))
}

/// Groups as Python writes them: "pooled" or nothing for all, one name, or several.
fn group_names(given: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<String>> {
    let Some(given) = given else { return Ok(Vec::new()) };
    match given.cast::<PyString>() {
        Ok(text) if text == "pooled" => Ok(Vec::new()),
        Ok(text) => Ok(vec![text.to_string()]),
        Err(_) => given
            .extract()
            .map_err(|_| PyTypeError::new_err("groups is \"pooled\", the name of a group, or a list of names")),
    }
}
