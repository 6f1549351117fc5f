//! The outcome of a run: its panel, its findings, and where they come from.

mod record;

pub(crate) use self::record::findings_table;

use std::path::{Path, PathBuf};

use linli::indicator::TableId;
use linli::plan::Tier;
use linli::release::Reader;
use linli::{Error, ErrorKind};
use linli_io::run_folder::{self, Extras, RunContext, Saved};
use linli_report::{Language, ReportOptions};
use pyo3::exceptions::PyAttributeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use self::record::Statement;
use crate::errors::{leave, raise};
use crate::plan::Plan;
use crate::shown::shown;
use crate::study::Study;
use crate::tables_out::{PanelTable, Rows, Table, facts, failed};

/// A run: its panel, its findings, and what was run.
///
/// Made by :meth:`Study.run`, or read back by :func:`linli.load`.
///
/// Attributes
/// ----------
/// plan : Plan
/// study : Study
///     Not of an outcome that was read back.
/// panel : Panel
/// findings : Table
/// provenance : dict
///
/// Examples
/// --------
/// ``outcome.panel.networks.to_pandas(windows="disjoint")``
#[pyclass(frozen, module = "linli")]
pub(crate) struct Outcome {
    ran: Option<Ran>,
    plan: linli::Plan,
    findings: Vec<Statement>,
    panel: Py<Panel>,
    /// The run record of an outcome that was read back.
    record: Option<serde_json::Value>,
}

/// What only a run in this session has.
struct Ran {
    outcome: linli::Outcome,
    study: Py<Study>,
    context: RunContext,
}

impl Outcome {
    /// The outcome of a run of this study.
    pub(crate) fn new(py: Python<'_>, outcome: linli::Outcome, from: &Study, context: RunContext) -> PyResult<Self> {
        let study = from.with(outcome.study.clone());
        let labels = study.labels(py)?;
        let tier = outcome.study.plan.release.tier;
        let rows =
            outcome.panel.tables().iter().map(|table| (table.id(), Rows::new(&outcome.panel, table, &labels, tier)));
        let panel = Panel::new(py, rows, tier)?;
        // The plan as it may leave: in research without the names it holds.
        let plan = outcome.release().map(|release| release.plan()).map_err(|error| raise(py, &error))?;
        let findings = outcome.findings.iter().map(Statement::from).collect();
        let ran = Ran { study: Py::new(py, study)?, outcome, context };
        Ok(Self { ran: Some(ran), plan, findings, panel, record: None })
    }

    /// An outcome as a run folder holds it.
    pub(crate) fn loaded(py: Python<'_>, saved: Saved) -> PyResult<Self> {
        let tier = saved.tier;
        let panel = Panel::new(py, saved.tables.into_iter().map(|table| (table.id, Rows::saved(table, tier))), tier)?;
        let findings = saved.findings.into_iter().map(Statement::from).collect();
        Ok(Self { ran: None, plan: saved.plan, findings, panel, record: Some(saved.run) })
    }

    fn tier(&self) -> Tier {
        self.plan.release.tier
    }

    fn ran(&self, py: Python<'_>, what: &str) -> PyResult<&Ran> {
        self.ran.as_ref().ok_or_else(|| {
            let error = Error::new(ErrorKind::Input, format!("an outcome that was read back {what}"))
                .with_hint("open the study and run it again, or take the file from the run's folder");
            raise(py, &error)
        })
    }
}

#[pymethods]
impl Outcome {
    /// The study that was run, under the plan that was run.
    #[getter]
    fn study(&self, py: Python<'_>) -> PyResult<Py<Study>> {
        let ran = self.ran.as_ref().ok_or_else(|| {
            PyAttributeError::new_err("an outcome that was read back has no study; open the study folder for one")
        })?;
        Ok(ran.study.clone_ref(py))
    }

    /// The plan that was run, as it may leave.
    #[getter]
    fn plan(&self) -> Plan {
        Plan(self.plan.clone())
    }

    /// The tables of the panel.
    #[getter]
    fn panel(&self, py: Python<'_>) -> Py<Panel> {
        self.panel.clone_ref(py)
    }

    /// The findings, each with its evidence and what else could explain it.
    #[getter]
    fn findings(&self) -> PyResult<Table> {
        let about = format!("findings ({})", self.tier().mark());
        record::table(&self.findings).map(|rows| Table::new(rows, about)).map_err(|error| failed(&error))
    }

    /// The run record: version, zone data, plan, revisions, windows, rows and cells, what was odd.
    #[getter]
    fn provenance<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        match (&self.record, &self.ran) {
            (Some(saved), _) => Ok(record::object(py, saved)?.cast_into()?),
            (None, Some(ran)) => record::of(py, &ran.outcome, &self.plan),
            (None, None) => Ok(PyDict::new(py)),
        }
    }

    /// Write the report for whoever reads it.
    ///
    /// The plan's purpose decides who may: coaching serves coach and researcher, evaluation funder and public, research
    /// researcher and public. Coach and researcher have the run as it is, named or under pseudonyms; funder and public have
    /// numbers of people rounded by the study's key, and nothing of single people.
    ///
    /// Parameters
    /// ----------
    /// path : path, optional
    ///     Where to; without it the HTML is returned and nothing is written.
    /// language : {"both", "zh", "en"}, default "both"
    ///     In which language the fixed words stand.
    /// audience : {"coach", "researcher", "funder", "public"}, optional
    ///     Who reads it; the report of the plan's tier without it.
    ///
    /// Returns
    /// -------
    /// str
    ///     The report as one HTML file that loads nothing.
    ///
    /// Raises
    /// ------
    /// ConfigError
    ///     Where the plan's purpose or tier gives this audience nothing, or where numbers would be rounded without a key that
    ///     stays the same.
    /// UnknownNameError
    ///     For an audience or a language that is none of those named.
    ///
    /// Examples
    /// --------
    /// ``study.with_plan(purpose="evaluation").run().report("funder.html", audience="funder", language="zh")``
    #[pyo3(signature = (path=None, *, language="both", audience=None))]
    fn report(
        &self,
        py: Python<'_>,
        path: Option<PathBuf>,
        language: &str,
        audience: Option<&str>,
    ) -> PyResult<String> {
        let ran = self.ran(py, "holds no report to write")?;
        let language = language_of(py, language)?;
        let reader = audience.map(Reader::named).transpose().map_err(|error| raise(py, &error))?;
        let study = ran.study.get();
        leave(py, || {
            let options = ReportOptions { language, ..Default::default() };
            let html = linli_report::html_for(&ran.outcome, reader, || study.rules(), &options)?;
            path.map(|path| write(&path, &html)).transpose()?;
            Ok(html)
        })
    }

    /// Save the run as a folder: tables, findings, report, codebook, run record.
    ///
    /// Parameters
    /// ----------
    /// folder : path
    ///     A new folder, or one that holds an earlier run, which is replaced. Nothing else is ever overwritten.
    /// language : {"both", "zh", "en"}, default "both"
    ///     In which language the report's fixed words stand.
    #[pyo3(signature = (folder, *, language="both"))]
    fn save(&self, py: Python<'_>, folder: PathBuf, language: &str) -> PyResult<()> {
        let ran = self.ran(py, "is saved already")?;
        let language = language_of(py, language)?;
        let inputs = &ran.study.get().inputs;
        leave(py, || {
            let release = ran.outcome.release()?;
            let html = linli_report::html(release.as_ref(), &ReportOptions { language, ..Default::default() });
            let extras = Extras { report_html: &html, inputs, context: ran.context.clone() };
            run_folder::write(release.as_ref(), &folder, &extras)
        })
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let rows: Vec<String> = self.panel.get().rows(py).map(|(id, rows)| format!("{id} {rows}")).collect();
        let (id, findings) = (&self.plan.id, self.findings.len());
        shown(&format!("<linli.Outcome {id}: {findings} findings; rows: {}; {}>", rows.join(", "), self.tier().mark()))
    }

    fn _repr_html_(&self, py: Python<'_>) -> String {
        let tables = self.panel.get().rows(py).map(|(id, rows)| (id.to_owned(), [format!("{rows} rows")]));
        let findings = self.findings.iter().map(|finding| (finding.signal.clone(), [finding.seen.clone()]));
        facts(&format!("outcome {} ({})", self.plan.id, self.tier().mark()), tables.chain(findings))
    }
}

fn language_of(py: Python<'_>, language: &str) -> PyResult<Language> {
    match language {
        "zh" => Ok(Language::Zh),
        "en" => Ok(Language::En),
        "both" => Ok(Language::Both),
        other => Err(raise(py, &Error::unknown("language", other, ["zh", "en", "both"]))),
    }
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    std::fs::write(path, text).map_err(|error| {
        Error::new(ErrorKind::File, format!("`{}` could not be written", path.display())).with_source(error)
    })
}

/// The tables of the panel, each of one grain.
///
/// A table in which no chosen indicator stands raises ``AttributeError``.
#[pyclass(frozen, module = "linli")]
pub(crate) struct Panel {
    tables: Vec<(&'static str, Py<PanelTable>)>,
    tier: &'static str,
}

impl Panel {
    fn new(py: Python<'_>, rows: impl Iterator<Item = (TableId, Rows)>, tier: Tier) -> PyResult<Py<Self>> {
        let table = |(id, rows): (TableId, Rows)| Ok((id.id(), Py::new(py, PanelTable::new(rows))?));
        Py::new(py, Self { tables: rows.map(table).collect::<PyResult<_>>()?, tier: tier.mark() })
    }

    /// The tables with their numbers of rows.
    fn rows(&self, py: Python<'_>) -> impl Iterator<Item = (&'static str, usize)> {
        self.tables.iter().map(move |(id, table)| (*id, table.bind(py).len().unwrap_or(0)))
    }

    fn table(&self, py: Python<'_>, id: TableId) -> PyResult<Py<PanelTable>> {
        let table = self.tables.iter().find(|(name, _)| *name == id.id());
        table.map(|(_, table)| table.clone_ref(py)).ok_or_else(|| {
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

    /// One row a person, organization and window.
    #[getter]
    fn participants(&self, py: Python<'_>) -> PyResult<Py<PanelTable>> {
        self.table(py, TableId::Participants)
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

    /// One row a second-layer group, window and two organizations between which something was seen, each way.
    #[getter]
    fn second_layer_pairs(&self, py: Python<'_>) -> PyResult<Py<PanelTable>> {
        self.table(py, TableId::SecondLayerPairs)
    }

    /// Names of the tables that this run has.
    #[getter]
    fn names(&self) -> Vec<&'static str> {
        self.tables.iter().map(|(name, _)| *name).collect()
    }

    fn __repr__(&self) -> String {
        format!("<linli.Panel {}; {}>", self.names().join(", "), self.tier)
    }
}
