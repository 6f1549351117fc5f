//! The outcome of a run: its panel, its findings, and where they come from.

use linli::indicator::TableId;
use pyo3::exceptions::PyAttributeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::errors::raise;
use crate::plan::Plan;
use crate::study::Study;
use crate::tables_out::{PanelTable, Rows, Sheet, Table, days, escape, failed, lists, words};

/// A run: the study, its panel, its findings, and what was run.
///
/// Attributes
/// ----------
/// study : Study
/// panel : Panel
/// findings : Table
/// provenance : dict
///
/// Examples
/// --------
/// ``outcome.panel.networks.to_pandas(windows="disjoint")``
#[pyclass(frozen, module = "linli")]
pub(crate) struct Outcome {
    outcome: linli::Outcome,
    study: Py<Study>,
    panel: Py<Panel>,
}

impl Outcome {
    /// The outcome of a run of this study.
    pub(crate) fn new(py: Python<'_>, outcome: linli::Outcome, from: &Study) -> PyResult<Self> {
        let study = from.with(outcome.study.clone());
        let labels = study.labels(py)?;
        let tier = outcome.study.plan.release.tier;
        let table = |id: &TableId| match outcome.panel.table(*id) {
            Some(table) => {
                let rows = Rows::new(&outcome.panel, table, &labels, tier);
                Py::new(py, PanelTable::new(rows)).map(|table| (id.id(), Some(table)))
            }
            None => Ok((id.id(), None)),
        };
        let tables = TableId::ALL.iter().map(table).collect::<PyResult<_>>()?;
        let panel = Py::new(py, Panel { tables, tier: tier.mark() })?;
        Ok(Self { study: Py::new(py, study)?, panel, outcome })
    }
}

#[pymethods]
impl Outcome {
    /// The study that was run, under the plan that was run.
    #[getter]
    fn study(&self, py: Python<'_>) -> Py<Study> {
        self.study.clone_ref(py)
    }

    /// The tables of the panel.
    #[getter]
    fn panel(&self, py: Python<'_>) -> Py<Panel> {
        self.panel.clone_ref(py)
    }

    /// The findings, each with its evidence and what else could explain it.
    #[getter]
    fn findings(&self) -> PyResult<Table> {
        let rows = || self.outcome.findings.iter();
        let evidence = |finding: &linli::signal::Finding| -> Vec<String> {
            let one =
                |e: &linli::signal::Evidence| format!("{} {} [{}] = {}", e.table.id(), e.indicator, e.row, e.value);
            finding.evidence.iter().map(one).collect()
        };
        let sheet = Sheet::new()
            .column("id", words(rows().map(|f| &f.id)))
            .column("signal", words(rows().map(|f| f.signal.card.id)))
            .column("about", words(rows().map(|f| f.signal.about.id())))
            .column("subject", words(rows().map(|f| &f.subject)))
            .column("since", days(rows().map(|f| Some(f.since))))
            .column("until", days(rows().map(|f| Some(f.until))))
            .column("expires", days(rows().map(|f| Some(f.expires()))))
            .column("statement", words(rows().map(|f| &f.statement)))
            .column("statement_zh", words(rows().map(|f| &f.statement_zh)))
            .column("explanations", lists(rows().map(|f| f.signal.explanations.to_vec())))
            .column("explanations_zh", lists(rows().map(|f| f.signal.explanations_zh.to_vec())))
            .column("action", words(rows().map(|f| f.signal.action)))
            .column("action_zh", words(rows().map(|f| f.signal.action_zh)))
            .column("evidence", lists(rows().map(evidence)));
        let about = format!("findings ({})", self.outcome.study.plan.release.tier.mark());
        sheet.finish().map(|rows| Table::new(rows, about)).map_err(|error| failed(&error))
    }

    /// What was run: version, zone data, plan, revisions, rows and cells.
    #[getter]
    fn provenance<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let provenance = &self.outcome.provenance;
        let protocol = &provenance.protocol;
        let (rows, revisions) = (PyDict::new(py), PyDict::new(py));
        provenance.rows.iter().try_for_each(|(table, count)| rows.set_item(table, count))?;
        let mut indicators = protocol.indicators().iter();
        indicators.try_for_each(|i| revisions.set_item(i.id(), i.card.revision))?;
        let record = PyDict::new(py);
        record.set_item("linli", provenance.version)?;
        record.set_item("zone_data", provenance.zone_data)?;
        record.set_item("tier", self.outcome.study.plan.release.tier.id())?;
        record.set_item("plan", Plan(protocol.plan().clone()).dictionary(py)?)?;
        record.set_item("windows", protocol.windows().len())?;
        record.set_item("populations", protocol.populations().iter().map(|p| p.id()).collect::<Vec<_>>())?;
        record.set_item("revisions", revisions)?;
        record.set_item("rows", rows)?;
        record.set_item("cells", provenance.cells)?;
        Ok(record)
    }

    fn __repr__(&self) -> String {
        let tables: Vec<String> =
            self.outcome.panel.tables().iter().map(|t| format!("{} {}", t.id().id(), t.rows())).collect();
        format!(
            "<linli.Outcome {}: {} findings; rows: {}; {}>",
            self.outcome.study.plan.id,
            self.outcome.findings.len(),
            tables.join(", "),
            self.outcome.study.plan.release.tier.mark(),
        )
    }

    fn _repr_html_(&self) -> String {
        let mut html = format!(
            "<table class=\"linli\"><caption>outcome {} ({})</caption><tbody>",
            escape(&self.outcome.study.plan.id),
            escape(self.outcome.study.plan.release.tier.mark())
        );
        for table in self.outcome.panel.tables() {
            html.push_str(&format!("<tr><th>{}</th><td>{} rows</td></tr>", table.id().id(), table.rows()));
        }
        for finding in &self.outcome.findings {
            let (title, statement) = (escape(finding.signal.card.title), escape(&finding.statement));
            html.push_str(&format!("<tr><th>{title}</th><td>{statement}</td></tr>"));
        }
        html + "</tbody></table>"
    }
}

/// The tables of the panel, each of one grain.
///
/// A table in which no chosen indicator stands raises ``AttributeError``.
#[pyclass(frozen, module = "linli")]
pub(crate) struct Panel {
    tables: Vec<(&'static str, Option<Py<PanelTable>>)>,
    tier: &'static str,
}

impl Panel {
    fn table(&self, py: Python<'_>, id: TableId) -> PyResult<Py<PanelTable>> {
        let table = self.tables.iter().find(|(name, _)| *name == id.id()).and_then(|(_, table)| table.as_ref());
        table.map(|table| table.clone_ref(py)).ok_or_else(|| {
            PyAttributeError::new_err(format!(
                "the panel has no table `{}`: no indicator of this run stands in it; choose one whose id begins with `{}` \
                 (linli.indicators() lists them), or leave `indicators` out",
                id.id(),
                id.prefix(),
            ))
        })
    }
}

#[pymethods]
impl Panel {
    /// One row a group, window and population.
    #[getter]
    fn groups(&self, py: Python<'_>) -> PyResult<Py<PanelTable>> {
        self.table(py, TableId::Groups)
    }

    /// One row a group, window, population and tie rule.
    #[getter]
    fn networks(&self, py: Python<'_>) -> PyResult<Py<PanelTable>> {
        self.table(py, TableId::Networks)
    }

    /// One row a group, person, window and population.
    #[getter]
    fn members(&self, py: Python<'_>) -> PyResult<Py<PanelTable>> {
        self.table(py, TableId::Members)
    }

    /// One row a group, person, window, population and tie rule.
    #[getter]
    fn positions(&self, py: Python<'_>) -> PyResult<Py<PanelTable>> {
        self.table(py, TableId::Positions)
    }

    /// One row an activity.
    #[getter]
    fn activities(&self, py: Python<'_>) -> PyResult<Py<PanelTable>> {
        self.table(py, TableId::Activities)
    }

    /// One row a series of activities and window.
    #[getter]
    fn series(&self, py: Python<'_>) -> PyResult<Py<PanelTable>> {
        self.table(py, TableId::Series)
    }

    /// One row an organization and window.
    #[getter]
    fn organizations(&self, py: Python<'_>) -> PyResult<Py<PanelTable>> {
        self.table(py, TableId::Organizations)
    }

    /// One row a second-layer group and window.
    #[getter]
    fn second_layer(&self, py: Python<'_>) -> PyResult<Py<PanelTable>> {
        self.table(py, TableId::SecondLayer)
    }

    /// Names of the tables that this run has.
    #[getter]
    fn names(&self) -> Vec<&'static str> {
        self.tables.iter().filter(|(_, table)| table.is_some()).map(|(name, _)| *name).collect()
    }

    fn __repr__(&self) -> String {
        format!("<linli.Panel {}; {}>", self.names().join(", "), self.tier)
    }
}

/// Read a study folder.
///
/// Nothing in the folder is changed; the pseudonym key is made beside it where there is none.
///
/// Parameters
/// ----------
/// folder : path
///     The folder, with ``study.toml`` and at least one chat, sheet or table of activities.
/// key : path, optional
///     A key file in place of the one beside the folder.
/// date_order : {"day_first", "month_first"}, optional
///     What ``03/04/2017`` means, where a chat leaves it open.
///
/// Returns
/// -------
/// Study
///
/// Raises
/// ------
/// InputError
///     Where a source cannot be read, or leaves open what must not be guessed.
#[pyfunction]
#[pyo3(signature = (folder, *, key=None, date_order=None))]
pub(crate) fn open(
    py: Python<'_>,
    folder: std::path::PathBuf,
    key: Option<std::path::PathBuf>,
    date_order: Option<&str>,
) -> PyResult<Study> {
    let date_order = match date_order {
        None => None,
        Some("day_first") => Some(linli_io::chat::DateOrder::DayFirst),
        Some("month_first") => Some(linli_io::chat::DateOrder::MonthFirst),
        Some(other) => {
            return Err(raise(py, &linli::Error::unknown("date order", other, ["day_first", "month_first"])));
        }
    };
    let options = linli_io::OpenOptions { key, date_order };
    crate::errors::leave(py, || linli_io::open_with(&folder, &options)).map(Study::opened)
}
