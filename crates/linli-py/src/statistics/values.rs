//! Values from Python: lists, arrays, series, anything that can be iterated over.

use linli::statistics::{SquareMatrix, require_disjoint};
use linli::{Error, ErrorKind};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::errors::{input, raise};

/// One value: a number, or nothing for ``None``, NaN and what pandas and Arrow have for it.
fn value(item: &Bound<'_, PyAny>, place: usize) -> PyResult<Option<f64>> {
    // An Arrow scalar says what it is in Python.
    let item = match item.call_method0("as_py") {
        Ok(inner) => inner,
        Err(_) => item.clone(),
    };
    if item.is_none() || item.get_type().name()? == "NAType" {
        return Ok(None);
    }
    if let Ok(number) = item.extract::<f64>() {
        return Ok(Some(number).filter(|number| !number.is_nan()));
    }
    let given = item.repr()?;
    let error = input(format!("value {} is {given}; a number or None is needed", place + 1), "give one column");
    Err(raise(item.py(), &error))
}

/// All values, in order.
pub(super) fn values(given: &Bound<'_, PyAny>) -> PyResult<Vec<Option<f64>>> {
    if given.is_instance_of::<PyString>() {
        let error = input("text was given; numbers are needed", "give one column");
        return Err(raise(given.py(), &error));
    }
    given.try_iter()?.enumerate().map(|(place, item)| value(&item?, place)).collect()
}

/// A matrix from rows; NaN is refused by the matrix itself, on the diagonal it is not read.
pub(super) fn matrix(given: &Bound<'_, PyAny>) -> PyResult<SquareMatrix> {
    // A data frame iterates over its column names.
    let given = match given.call_method0("to_numpy") {
        Ok(array) => array,
        Err(_) => given.clone(),
    };
    let mut rows = Vec::new();
    for row in given.try_iter()? {
        rows.push(values(&row?)?.into_iter().map(|x| x.unwrap_or(f64::NAN)).collect::<Vec<f64>>());
    }
    SquareMatrix::from_rows(&rows).map_err(|error| raise(given.py(), &error))
}

/// Refuses windows that overlap, where they are given: pairs of start and end, of numbers, dates or times.
pub(super) fn check_windows(given: Option<&Bound<'_, PyAny>>, count: usize) -> PyResult<()> {
    let Some(given) = given else { return Ok(()) };
    let py = given.py();
    let (mut numbers, mut texts) = (Vec::new(), Vec::new());
    for pair in given.try_iter()? {
        let [start, end] = pair?.extract::<[Bound<'_, PyAny>; 2]>()?;
        if let (Ok(start), Ok(end)) = (start.extract::<f64>(), end.extract::<f64>()) {
            numbers.push([start, end]);
        } else {
            texts.push([text(&start)?, text(&end)?]);
        }
    }
    let found = numbers.len() + texts.len();
    let checked = if found != count {
        Err(Error::new(ErrorKind::Input, format!("{found} windows for {count} values; each value has its window")))
    } else if numbers.is_empty() {
        require_disjoint(&texts)
    } else if texts.is_empty() {
        require_disjoint(&numbers)
    } else {
        Err(input("some windows are numbers, some are not", "give all of one kind"))
    };
    checked.map_err(|error| raise(py, &error))
}

/// A date or time as ISO text, which sorts by time.
fn text(moment: &Bound<'_, PyAny>) -> PyResult<String> {
    match moment.call_method0("isoformat") {
        Ok(iso) => iso.extract(),
        Err(_) => Ok(moment.str()?.to_string()),
    }
}

/// One of some names.
pub(super) fn named<T: Copy>(py: Python<'_>, what: &str, given: &str, known: &[(&str, T)]) -> PyResult<T> {
    let found = known.iter().find(|(name, _)| *name == given).map(|&(_, value)| value);
    found.ok_or_else(|| raise(py, &Error::unknown(what, given, known.iter().map(|&(name, _)| name))))
}
