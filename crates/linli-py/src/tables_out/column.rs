//! One column of words: whether each cell of an indicator has a value, and why not.

use std::collections::BTreeMap;

use arrow_array::ffi::to_ffi;
use arrow_array::types::Int8Type;
use arrow_array::{Array, DictionaryArray, Int8Array};
use arrow_buffer::ScalarBuffer;
use linli::Undefined;
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyIterator, PyList};
use std::sync::Arc;

use super::sheet::words;
use super::table::{failed, library};

/// A column of words, one a row: ``ok``, or the reason for having no value.
///
/// It is a sequence, and an Arrow array: ``pyarrow.array(c)`` and ``polars.Series(c)`` take it as it is.
///
/// Examples
/// --------
/// ``outcome.panel.networks.status("net_density").value_counts()`` counts the reasons.
#[pyclass(frozen, sequence, module = "linli")]
pub(crate) struct Column {
    codes: ScalarBuffer<i8>,
}

/// The words, by code: a value, then the reasons.
pub(crate) fn statuses() -> Vec<&'static str> {
    let last = Undefined::ALL.iter().map(|reason| reason.code()).max().unwrap_or(0);
    let word = |code| Undefined::from_code(code).map_or("", Undefined::id);
    std::iter::once("ok").chain((1..=last).map(word)).collect()
}

/// Reasons, as words by code.
pub(crate) fn status_array(codes: ScalarBuffer<i8>) -> Result<DictionaryArray<Int8Type>, arrow_schema::ArrowError> {
    DictionaryArray::try_new(Int8Array::new(codes, None), Arc::new(words(statuses())))
}

impl Column {
    /// A column of reasons by code, 0 for a value.
    pub(crate) fn of(codes: Vec<i8>) -> Self {
        Self { codes: codes.into() }
    }

    fn word(&self, at: usize) -> &'static str {
        self.codes.get(at).and_then(|&code| Undefined::from_code(code as u8)).map_or("ok", Undefined::id)
    }
}

#[pymethods]
impl Column {
    /// Hand the column over as an Arrow array.
    ///
    /// Parameters
    /// ----------
    /// requested_schema : object, optional
    ///     Ignored, as the protocol allows.
    ///
    /// Returns
    /// -------
    /// tuple of object
    ///     Capsules named ``arrow_schema`` and ``arrow_array``.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        let data = status_array(self.codes.clone()).and_then(|array| to_ffi(&array.to_data()));
        let (array, schema) = data.map_err(|error| failed(&error))?;
        Ok((
            PyCapsule::new_with_value(py, schema, c"arrow_schema")?,
            PyCapsule::new_with_value(py, array, c"arrow_array")?,
        ))
    }

    fn __len__(&self) -> usize {
        self.codes.len()
    }

    fn __getitem__(&self, index: usize) -> PyResult<&'static str> {
        if index < self.codes.len() { Ok(self.word(index)) } else { Err(PyIndexError::new_err("row out of range")) }
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        PyList::new(py, self.to_list())?.try_iter()
    }

    /// Return the words as a list.
    ///
    /// Returns
    /// -------
    /// list of str
    fn to_list(&self) -> Vec<&'static str> {
        (0..self.codes.len()).map(|at| self.word(at)).collect()
    }

    /// Count the words, most frequent first.
    ///
    /// Returns
    /// -------
    /// dict of str to int
    fn value_counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for at in 0..self.codes.len() {
            *counts.entry(self.word(at)).or_default() += 1;
        }
        let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        let dictionary = PyDict::new(py);
        counts.into_iter().try_for_each(|(word, count)| dictionary.set_item(word, count))?;
        Ok(dictionary)
    }

    /// Return the column as a ``pandas.Series`` of categories.
    ///
    /// Returns
    /// -------
    /// pandas.Series
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        library(slf.py(), "pandas", "pandas")?;
        library(slf.py(), "pyarrow", "pandas")?.call_method1("array", (slf,))?.call_method0("to_pandas")
    }

    /// Return the column as a ``polars.Series``.
    ///
    /// Returns
    /// -------
    /// polars.Series
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        library(slf.py(), "polars", "polars")?.call_method1("Series", (slf,))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<linli.Column {} rows: {}>", self.codes.len(), self.value_counts(py)?.repr()?))
    }
}
