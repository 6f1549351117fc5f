//! The plan, as a frozen value made from keyword arguments or from TOML.

mod values;

use linli::plan::{PLAN_KEYS, Tier};
use linli::{Error, Location};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use toml::{Table, Value};

use self::values::{object, put};
use crate::errors::raise;
use crate::shown::shown;
use crate::tables_out::facts;

/// The plan of a study: how it is read, what is computed, what may leave.
///
/// Every key of ``study.toml`` is a keyword and an attribute; all but ``id`` and ``zone`` have defaults. A plan never
/// changes: :meth:`replace` makes another.
///
/// Parameters
/// ----------
/// id : str
///     Short name of the study; pseudonyms are made in its domain.
/// zone : str
///     IANA time zone in which days begin, such as ``"Asia/Shanghai"``.
/// **keys
///     The other keys; see :func:`linli.plan_keys`.
///
/// Examples
/// --------
/// >>> import linli
/// >>> plan = linli.Plan(id="lane", zone="Asia/Shanghai", window="84d", step="84d")
/// >>> plan.window, plan.presence
/// ('84d', '84d')
/// >>> plan.replace(turn_gap="0s").turn_gap
/// '0s'
#[pyclass(frozen, eq, module = "linli")]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan(pub(crate) linli::Plan);

impl Plan {
    /// The plan with these keys in place of its own.
    pub(crate) fn changed(&self, changes: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let Some(changes) = changes else { return Ok(self.clone()) };
        // What the plan prints, it reads.
        let mut table: Table = toml::from_str(&self.0.to_toml()).unwrap_or_default();
        put(&mut table, changes)?;
        read(changes.py(), &table)
    }

    fn value<'py>(&self, py: Python<'py>, key: &str) -> PyResult<Bound<'py, PyAny>> {
        let table: Table = toml::from_str(&self.0.to_toml()).unwrap_or_default();
        match table.get(key) {
            Some(value) => object(py, value),
            None if matches!(key, "start" | "end") => Ok(py.None().into_bound(py)),
            None if matches!(key, "sources" | "cues") => Ok(PyDict::new(py).into_any()),
            None if key == "synthetic" => object(py, &Value::String(String::new())),
            None if key == "language" => object(py, &Value::String("both".to_owned())),
            None => Ok(PyList::empty(py).into_any()),
        }
    }

    /// The plan as a dictionary.
    pub(crate) fn dictionary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let table: Table = toml::from_str(&self.0.to_toml()).unwrap_or_default();
        object(py, &Value::Table(table))
    }
}

#[pymethods]
impl Plan {
    #[new]
    #[pyo3(signature = (*, id, zone, **keys))]
    fn new(py: Python<'_>, id: String, zone: String, keys: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let mut table = Table::new();
        table.insert("id".to_owned(), Value::String(id));
        table.insert("zone".to_owned(), Value::String(zone));
        if let Some(keys) = keys {
            put(&mut table, keys)?;
        }
        read(py, &table)
    }

    /// Read a plan as it stands in ``study.toml``.
    ///
    /// Parameters
    /// ----------
    /// text : str
    ///     The content of the file.
    ///
    /// Returns
    /// -------
    /// Plan
    ///
    /// Raises
    /// ------
    /// ConfigError, UnknownNameError
    ///     With the line, where a key or a value cannot be meant.
    #[staticmethod]
    fn from_toml(py: Python<'_>, text: &str) -> PyResult<Self> {
        linli::Plan::from_toml(text).map(Self).map_err(|error| raise(py, &error))
    }

    /// Return the plan as it stands in ``study.toml``, every default written out.
    ///
    /// Returns
    /// -------
    /// str
    fn to_toml(&self) -> String {
        self.0.to_toml()
    }

    /// Return another plan with these keys changed; ``None`` brings a default back.
    ///
    /// Parameters
    /// ----------
    /// **changes
    ///     Keys with their new values.
    ///
    /// Returns
    /// -------
    /// Plan
    #[pyo3(signature = (**changes))]
    fn replace(&self, changes: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        self.changed(changes)
    }

    /// Short name of the study.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "id")
    }

    /// Title for reports.
    #[getter]
    fn title<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "title")
    }

    /// Words that a study agreed on, by cue.
    #[getter]
    fn cues<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "cues")
    }

    /// What a chat file cannot say of itself, by its name.
    #[getter]
    fn sources<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "sources")
    }

    /// IANA time zone in which days begin.
    #[getter]
    fn zone<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "zone")
    }

    /// First day of the first window, or ``None``.
    #[getter]
    fn start<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "start")
    }

    /// First day after the last window, or ``None``.
    #[getter]
    fn end<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "end")
    }

    /// Length of a window.
    #[getter]
    fn window<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "window")
    }

    /// Distance between windows.
    #[getter]
    fn step<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "step")
    }

    /// What made the data, where nobody and nothing in them is real; empty for real ones.
    #[getter]
    fn synthetic<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "synthetic")
    }

    /// The language of what is said of the study.
    #[getter]
    fn language<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "language")
    }

    /// How long after a turn a person still counts as present.
    #[getter]
    fn presence<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "presence")
    }

    /// Within how long messages of one person are one turn.
    #[getter]
    fn turn_gap<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "turn_gap")
    }

    /// Share of a window's days that sources must cover.
    #[getter]
    fn coverage<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "coverage")
    }

    /// Turns with a tie a window needs.
    #[getter]
    fn least_tied_turns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "least_tied_turns")
    }

    /// Share of turns with a stated target that stated ties need.
    #[getter]
    fn least_explicit_share<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "least_explicit_share")
    }

    /// Who counts as a node; empty for the default.
    #[getter]
    fn populations<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "populations")
    }

    /// Indicators to compute; empty for all.
    #[getter]
    fn indicators<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "indicators")
    }

    /// Indicators with an interval.
    #[getter]
    fn intervals<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "intervals")
    }

    /// Signals to look for; empty for all.
    #[getter]
    fn signals<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "signals")
    }

    /// Groups to run; empty for all.
    #[getter]
    fn groups<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "groups")
    }

    /// Names of staff.
    #[getter]
    fn staff<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "staff")
    }

    /// Name of whoever exported the chats, or ``None``.
    #[getter]
    fn me<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "me")
    }

    /// Names of the second-layer groups.
    #[getter]
    fn second_layer<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "second_layer")
    }

    /// Share of the names of one source that the others must know.
    #[getter]
    fn least_linkage<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "least_linkage")
    }

    /// Largest number of cells a run may compute.
    #[getter]
    fn max_cells<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "max_cells")
    }

    /// Seed of every random stream.
    #[getter]
    fn seed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "seed")
    }

    /// What the study is for.
    #[getter]
    fn purpose<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "purpose")
    }

    /// Tie rules by the name that stands in the key column ``ties``.
    #[getter]
    fn ties<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "ties")
    }

    /// What may leave.
    #[getter]
    fn release<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, "release")
    }

    fn __str__(&self) -> String {
        self.0.to_toml()
    }

    fn __repr__(&self) -> String {
        let plan = &self.0;
        shown(&format!(
            "<linli.Plan {}: windows of {} every {}, {}>",
            plan.id,
            plan.window,
            plan.step,
            plan.release.tier.id()
        ))
    }

    fn __hash__(&self) -> u64 {
        use std::hash::{Hash, Hasher};
        let mut hasher = std::collections::hash_map::DefaultHasher::new();
        self.0.to_toml().hash(&mut hasher);
        hasher.finish()
    }

    fn _repr_html_(&self) -> String {
        // What is shown is of the plan's tier.
        let plan = if self.0.release.tier == Tier::T0 { self.0.clone() } else { self.0.unnamed() };
        let table: Table = toml::from_str(&plan.to_toml()).unwrap_or_default();
        let row = |key: &linli::plan::PlanKey| {
            let value = table.get(key.key)?.to_string();
            Some((key.key.to_owned(), [value, key.meaning.to_owned(), key.meaning_zh.to_owned()]))
        };
        facts("plan", PLAN_KEYS.iter().filter_map(row))
    }
}

/// Reads a plan given in Python: there is no file and no line to point at.
fn read(py: Python<'_>, table: &Table) -> PyResult<Plan> {
    let read = toml::to_string(table)
        .map_err(|error| Error::new(linli::ErrorKind::Plan, error.to_string()))
        .and_then(|text| linli::Plan::from_toml(&text));
    read.map(Plan).map_err(|error| raise(py, &error.at(Location::default())))
}
