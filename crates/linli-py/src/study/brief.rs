//! A brief, in Python.

use linli::brief::Action;
use linli_report::{Language, Naming, brief_html, brief_text};
use pyo3::prelude::*;

use crate::errors::raise;
use crate::outcome::findings_table;
use crate::tables_out::{Sheet, Table, counts, failed, words};

/// What a team reads on a Monday: where to look first, what was done, what cannot be said, what is missing.
///
/// Made by :meth:`Study.brief`. For the team alone, whatever the plan releases; its text holds no person's name.
///
/// Attributes
/// ----------
/// as_of : str
///     The day on which it is read.
/// items : Table
///     At most seven, in order: ``place``, ``signal``, ``urgency``, ``title``, ``title_zh``, ``subjects``, ``found``,
///     ``stale``.
/// findings : Table
///     Everything that was found up to that day, each with its evidence.
///
/// Examples
/// --------
/// ``print(study.brief(as_of="2017-03-06").text(language="zh"))``
#[pyclass(frozen, module = "linli")]
pub(crate) struct Brief {
    outcome: linli::Outcome,
    brief: linli::brief::Brief,
}

/// A language by its name.
fn language(py: Python<'_>, name: &str) -> PyResult<Language> {
    match name {
        "zh" => Ok(Language::Zh),
        "en" => Ok(Language::En),
        "both" => Ok(Language::Both),
        _ => Err(raise(py, &linli::Error::unknown(("language", "语言"), name, ["zh", "en", "both"]))),
    }
}

impl Brief {
    pub(super) fn of(study: &linli::Study, as_of: linli::time::Day, actions: &[Action]) -> Result<Self, linli::Error> {
        let (outcome, brief) = study.brief(as_of, actions, &mut linli::study::quietly)?;
        Ok(Self { outcome, brief })
    }

    fn title(&self) -> &str {
        let plan = &self.outcome.study.plan;
        if plan.title.is_empty() { &plan.id } else { &plan.title }
    }

    fn page(&self, py: Python<'_>, language: Language, naming: Naming) -> PyResult<String> {
        let team = self.outcome.team().map_err(|error| raise(py, &error))?;
        Ok(brief_html(&self.brief, &team, language, naming))
    }
}

#[pymethods]
impl Brief {
    #[getter]
    fn as_of(&self) -> String {
        self.brief.as_of.to_string()
    }

    #[getter]
    fn items(&self) -> PyResult<Table> {
        let items = &self.brief.items;
        let subjects = items.iter().map(|item| {
            let mut all: Vec<&str> = item.findings.iter().map(|finding| finding.subject.as_str()).collect();
            all.dedup();
            all.join("; ")
        });
        let rows = Sheet::new()
            .column("place", counts((1..).take(items.len())))
            .column("signal", words(items.iter().map(|item| item.signal.card.id)))
            .column("urgency", words(items.iter().map(|item| item.signal.urgency.id())))
            .column("title", words(items.iter().map(|item| item.signal.card.title)))
            .column("title_zh", words(items.iter().map(|item| item.signal.card.title_zh)))
            .column("subjects", words(subjects))
            .column("found", counts(items.iter().map(|item| item.findings.len() as u64)))
            .column("stale", words(items.iter().map(|item| if item.is_stale { "yes" } else { "no" })))
            .finish();
        rows.map(|rows| Table::new(rows, "brief (T0 team, named: do not forward)")).map_err(|error| failed(&error))
    }

    #[getter]
    fn findings(&self) -> PyResult<Table> {
        let rows = findings_table(&self.outcome.findings).map_err(|error| failed(&error))?;
        Ok(Table::new(rows, "findings (T0 team, named: do not forward)"))
    }

    /// The brief as plain text, without any person's name: it can be pasted into a chat.
    ///
    /// Parameters
    /// ----------
    /// language : {"zh", "en", "both"}, default "zh"
    ///
    /// Returns
    /// -------
    /// str
    #[pyo3(signature = (*, language="zh"))]
    fn text(&self, py: Python<'_>, language: &str) -> PyResult<String> {
        let language = self::language(py, language)?;
        Ok(brief_text(&self.brief, self.title(), language))
    }

    /// The brief as one page of HTML.
    ///
    /// Parameters
    /// ----------
    /// language : {"zh", "en", "both"}, default "zh"
    /// named : bool, default False
    ///     Whether those who agreed to be named stand there by name; behind stars otherwise.
    ///
    /// Returns
    /// -------
    /// str
    #[pyo3(signature = (*, language="zh", named=false))]
    fn html(&self, py: Python<'_>, language: &str, named: bool) -> PyResult<String> {
        let language = self::language(py, language)?;
        self.page(py, language, if named { Naming::Open } else { Naming::Masked })
    }

    fn __repr__(&self) -> String {
        let (items, found) = (self.brief.items.len(), self.outcome.findings.len());
        format!(
            "<linli.Brief of {}: {items} items, {found} findings; T0 team, named: do not forward>",
            self.brief.as_of
        )
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.page(py, Language::Both, Naming::Masked)
    }
}
