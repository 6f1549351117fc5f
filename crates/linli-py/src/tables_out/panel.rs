//! One table of the panel, as Python has it: chosen by its keys, with the reason of every null.

use std::sync::Arc;

use linli::panel::Key;
use linli::{Error, Undefined};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::batches::Batches;
use super::column::Column;
use super::long::Long;
use super::rows::{Labels, Rows};
use super::table::Table;
use crate::errors::raise;
use crate::shown::shown;

/// One table of the panel: rows of one grain, sorted by their keys.
///
/// An undefined value is null, and its reason is in :meth:`status` and :meth:`long`. Windows overlap, so that a message
/// stands in several rows: ``windows="disjoint"`` keeps the series for tests and trends. Every column of an indicator carries its card as Arrow metadata.
///
/// Examples
/// --------
/// ``outcome.panel.networks.to_pandas(windows="disjoint", ties="explicit")`` is a data frame for a regression.
#[pyclass(frozen, extends = Table, module = "linli")]
pub(crate) struct PanelTable {
    rows: Arc<Rows>,
}

impl PanelTable {
    /// The class and its base, for Python.
    pub(crate) fn new(rows: Rows) -> PyClassInitializer<Self> {
        let rows = Arc::new(rows);
        let overlap = if overlaps(&rows) { "; windows overlap, windows=\"disjoint\" for tests and trends" } else { "" };
        let about = format!("{} ({}){overlap}", rows.id().id(), rows.tier().mark());
        PyClassInitializer::from(Table::shared(Arc::clone(&rows) as Arc<dyn Batches>, about))
            .add_subclass(Self { rows })
    }

    fn indicator(&self, py: Python<'_>, id: &str) -> PyResult<usize> {
        let found = self.rows.ids().position(|known| known == id);
        found.ok_or_else(|| raise(py, &Error::unknown(("column of this table", "列"), id, self.rows.ids())))
    }

    /// The rows that these names choose.
    fn chosen(&self, py: Python<'_>, filters: &Filters) -> PyResult<Rows> {
        let disjoint = match filters.windows.as_deref() {
            None | Some("rolling") => false,
            Some("disjoint") => true,
            Some(other) => {
                let error = Error::unknown("choice of windows", other, ["disjoint", "rolling"]);
                return Err(raise(py, &error));
            }
        };
        let keys = self.rows.keys();
        let mut wanted = Vec::new();
        for (key, names) in
            [(Key::Ties, &filters.ties), (Key::Population, &filters.population), (Key::Group, &filters.group)]
        {
            let Some(names) = names else { continue };
            let found = keys.iter().enumerate().find(|(_, (known, _))| *known == key);
            let Some((at, (_, Labels::Words(known, ..)))) = found else {
                let (table, key) = (self.rows.id().id(), key.id());
                return Err(PyTypeError::new_err(format!("table `{table}` has no key `{key}` to choose by")));
            };
            let code = |name: &String| {
                let found = known.iter().position(|k| k == name);
                found
                    .map(|at| at as u32)
                    .ok_or_else(|| raise(py, &Error::unknown(key.id(), name, known.iter().map(String::as_str))))
            };
            wanted.push((at, names.iter().map(code).collect::<PyResult<Vec<u32>>>()?));
        }
        let windows = keys.iter().enumerate().find_map(|(at, (_, labels))| match labels {
            Labels::Windows(windows) if disjoint => Some((at, windows)),
            _ => None,
        });
        Ok(self.rows.choose(|chunk, row| {
            windows.is_none_or(|(at, windows)| windows[chunk.keys[at][row] as usize].disjoint)
                && wanted.iter().all(|(at, codes)| codes.contains(&chunk.keys[*at][row]))
        }))
    }
}

/// Whether there is a row of a window that others overlap.
fn overlaps(rows: &Rows) -> bool {
    let windows = rows.keys().iter().enumerate().find_map(|(at, (_, labels))| match labels {
        Labels::Windows(windows) => Some((at, windows)),
        Labels::Words(..) => None,
    });
    windows.is_some_and(|(at, windows)| rows.any(|chunk, row| !windows[chunk.keys[at][row] as usize].disjoint))
}

/// What `select` and its kin choose by.
struct Filters {
    windows: Option<String>,
    ties: Option<Vec<String>>,
    population: Option<Vec<String>>,
    group: Option<Vec<String>>,
}

impl Filters {
    fn is_empty(&self) -> bool {
        matches!(self.windows.as_deref(), None | Some("rolling"))
            && self.ties.is_none()
            && self.population.is_none()
            && self.group.is_none()
    }
}

/// One name, or several.
#[derive(FromPyObject)]
pub(crate) enum OneOrMore {
    /// One.
    One(String),
    /// Several.
    More(Vec<String>),
}

impl From<OneOrMore> for Vec<String> {
    fn from(names: OneOrMore) -> Self {
        match names {
            OneOrMore::One(name) => vec![name],
            OneOrMore::More(names) => names,
        }
    }
}

#[pymethods]
impl PanelTable {
    /// Return the rows of these windows, tie rules, populations and groups.
    ///
    /// Parameters
    /// ----------
    /// windows : {"rolling", "disjoint"}, optional
    ///     ``"disjoint"`` keeps the series that does not overlap, for tests and trends.
    /// ties, population, group : str or list of str, optional
    ///     Names to keep; all by default.
    ///
    /// Returns
    /// -------
    /// PanelTable
    #[pyo3(signature = (*, windows=None, ties=None, population=None, group=None))]
    fn select(
        slf: &Bound<'_, Self>,
        windows: Option<String>,
        ties: Option<OneOrMore>,
        population: Option<OneOrMore>,
        group: Option<OneOrMore>,
    ) -> PyResult<Py<Self>> {
        let filters = Filters {
            windows,
            ties: ties.map(Into::into),
            population: population.map(Into::into),
            group: group.map(Into::into),
        };
        let chosen = slf.get().chosen(slf.py(), &filters)?;
        if filters.is_empty() {
            return Ok(slf.clone().unbind());
        }
        Py::new(slf.py(), Self::new(chosen))
    }

    /// Return the table as a ``pandas.DataFrame``; undefined values are missing, ids are categories.
    ///
    /// Windows overlap unless ``windows="disjoint"`` is said: neighbouring rows then share messages, and a test or a trend over
    /// them finds what is not there.
    ///
    /// Parameters
    /// ----------
    /// windows, ties, population, group
    ///     As in :meth:`select`.
    ///
    /// Returns
    /// -------
    /// pandas.DataFrame
    #[pyo3(signature = (*, windows=None, ties=None, population=None, group=None))]
    fn to_pandas<'py>(
        slf: &Bound<'py, Self>,
        windows: Option<String>,
        ties: Option<OneOrMore>,
        population: Option<OneOrMore>,
        group: Option<OneOrMore>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let chosen = Self::select(slf, windows, ties, population, group)?.into_bound(slf.py());
        Table::to_pandas(chosen.as_super())
    }

    /// Return the table as a ``polars.DataFrame``; undefined values are null.
    ///
    /// Parameters
    /// ----------
    /// windows, ties, population, group
    ///     As in :meth:`select`.
    ///
    /// Returns
    /// -------
    /// polars.DataFrame
    #[pyo3(signature = (*, windows=None, ties=None, population=None, group=None))]
    fn to_polars<'py>(
        slf: &Bound<'py, Self>,
        windows: Option<String>,
        ties: Option<OneOrMore>,
        population: Option<OneOrMore>,
        group: Option<OneOrMore>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let chosen = Self::select(slf, windows, ties, population, group)?.into_bound(slf.py());
        Table::to_polars(chosen.as_super())
    }

    /// Say of every row whether an indicator has a value, and why not.
    ///
    /// Parameters
    /// ----------
    /// indicator : str
    ///     Its id.
    ///
    /// Returns
    /// -------
    /// Column
    ///     ``ok``, or the reason, one a row.
    fn status(&self, py: Python<'_>, indicator: &str) -> PyResult<Column> {
        let at = self.indicator(py, indicator)?;
        Ok(Column::of(self.rows.reasons(at)))
    }

    /// Return the tidy form: keys, ``indicator``, ``value`` and ``status``, one row a key and indicator.
    ///
    /// Returns
    /// -------
    /// Table
    fn long(&self) -> Table {
        Table::new(Long(Arc::clone(&self.rows)), format!("{}, long ({})", self.rows.id().id(), self.rows.tier().mark()))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> String {
        let table = slf.as_super().get();
        let rows = &slf.get().rows;
        let ids: Vec<&str> = rows.ids().collect();
        shown(&format!("<linli.PanelTable {}: {}>", table.caption(), ids.join(", ")))
    }
}

// Codes of reasons fit a signed byte, so that pandas takes them as categories.
const _: () = assert!(Undefined::ALL.len() < 128);
