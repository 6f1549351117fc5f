//! The class of every table that leaves.

use std::sync::Arc;

use arrow_array::ffi::FFI_ArrowSchema;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_schema::ArrowError;
use pyo3::exceptions::{PyImportError, PyRuntimeError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict};

use super::batches::{Batches, Handing, head};
use super::html::grouped;
use super::{cells, html};
use crate::shown::shown;

/// A table: columns of equal length, handed over through Arrow without a dependency of its own.
///
/// Anything that understands the Arrow capsule protocol takes it as it is: ``pyarrow.table(t)``, ``polars.DataFrame(t)``,
/// ``pandas.DataFrame.from_arrow(t)``, DuckDB's ``FROM t``.
///
/// Attributes
/// ----------
/// columns : list of str
///     Names of the columns, in order.
///
/// Examples
/// --------
/// >>> import linli
/// >>> table = linli.tie_rules()
/// >>> len(table), table.columns[:2]
/// (3, ['id', 'title'])
/// >>> table.to_dict()["id"]
/// ['adjacent', 'explicit', 'explicit_else_adjacent']
#[pyclass(frozen, subclass, module = "linli")]
pub(crate) struct Table {
    source: Arc<dyn Batches>,
    /// What the table is, and of which tier, as its repr says it.
    about: String,
}

impl Table {
    /// A table from its rows, with a line that says what it is.
    pub(crate) fn new(source: impl Batches + 'static, about: impl Into<String>) -> Self {
        Self::shared(Arc::new(source), about)
    }

    /// A table from rows that something else holds as well.
    pub(crate) fn shared(source: Arc<dyn Batches>, about: impl Into<String>) -> Self {
        Self { source, about: about.into() }
    }

    /// The line above the table.
    pub(crate) fn caption(&self) -> String {
        let (rows, columns) = (self.source.rows(), self.source.schema().fields().len());
        format!("{}: {} × {columns}", self.about, count(rows, "row"))
    }
}

/// A number with its noun.
fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// An error of Arrow's, which only a mistake here can cause.
pub(crate) fn failed(error: &ArrowError) -> PyErr {
    PyRuntimeError::new_err(format!("a table could not be written as Arrow: {error}"))
}

/// A library that is needed only here.
pub(crate) fn library<'py>(py: Python<'py>, name: &str, extra: &str) -> PyResult<Bound<'py, PyModule>> {
    py.import(name).map_err(|_| {
        PyImportError::new_err(format!("this needs {name}, which is not installed; pip install 'linli[{extra}]'"))
    })
}

#[pymethods]
impl Table {
    /// Hand the table over as an Arrow stream, batch by batch.
    ///
    /// Parameters
    /// ----------
    /// requested_schema : object, optional
    ///     Ignored, as the protocol allows: the consumer casts.
    ///
    /// Returns
    /// -------
    /// object
    ///     A capsule named ``arrow_array_stream``.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let stream = FFI_ArrowArrayStream::new(Box::new(Handing::new(Arc::clone(&self.source))));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    /// Hand the names and types of the columns over as an Arrow schema.
    ///
    /// Returns
    /// -------
    /// object
    ///     A capsule named ``arrow_schema``.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.source.schema().as_ref()).map_err(|error| failed(&error))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    fn __len__(&self) -> usize {
        self.source.rows()
    }

    /// Names of the columns, in order.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.source.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// Return the table as a ``pyarrow.Table``; columns carry their cards as metadata.
    ///
    /// Returns
    /// -------
    /// pyarrow.Table
    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        library(slf.py(), "pyarrow", "pandas")?.call_method1("table", (slf,))
    }

    /// Return the table as a ``pandas.DataFrame``; undefined values are missing, dates are ``datetime64``.
    ///
    /// Returns
    /// -------
    /// pandas.DataFrame
    pub(crate) fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        library(slf.py(), "pandas", "pandas")?;
        let options = PyDict::new(slf.py());
        options.set_item("date_as_object", false)?;
        Self::to_arrow(slf)?.call_method("to_pandas", (), Some(&options))
    }

    /// Return the table as a ``polars.DataFrame``; undefined values are null.
    ///
    /// Returns
    /// -------
    /// polars.DataFrame
    pub(crate) fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        library(slf.py(), "polars", "polars")?.call_method1("DataFrame", (slf,))
    }

    /// Return the table as a dictionary of lists, in Python's own types; undefined values are ``None``.
    ///
    /// Returns
    /// -------
    /// dict of str to list
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let parts = (0..self.source.parts()).map(|at| self.source.part(at).map_err(|error| failed(&error)));
        cells::dictionary(py, &self.source.schema(), parts)
    }

    /// Return the first rows as a table.
    ///
    /// Parameters
    /// ----------
    /// n : int, default 5
    ///     How many rows.
    ///
    /// Returns
    /// -------
    /// Table
    #[pyo3(signature = (n=5))]
    fn head(&self, n: usize) -> PyResult<Self> {
        let first = head(&*self.source, n).map_err(|error| failed(&error))?;
        Ok(Self::new(first, self.about.clone()))
    }

    fn __repr__(&self) -> String {
        shown(&format!("<linli.Table {}: {}>", self.caption(), self.columns().join(", ")))
    }

    fn _repr_html_(&self) -> PyResult<String> {
        html::table(&*self.source, &self.caption()).map_err(|error| failed(&error))
    }
}
