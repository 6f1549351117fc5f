//! Findings as rows, and the run record as a dictionary.

use arrow_schema::ArrowError;
use linli::Plan;
use linli::signal::{Evidence, Finding, SIGNALS};
use linli::time::Day;
use linli_io::run_folder::SavedFinding;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use serde_json::Value;

use crate::plan;
use crate::tables_out::{Kept, Sheet, days, words};

/// A finding as it is shown, of a run or of a run folder.
pub(super) struct Statement {
    id: String,
    pub(super) signal: String,
    about: String,
    subject: String,
    days: [Day; 3],
    pub(super) seen: String,
    seen_zh: String,
    evidence: String,
    explanations: String,
    explanations_zh: String,
}

impl From<&Finding> for Statement {
    fn from(finding: &Finding) -> Self {
        let signal = finding.signal;
        let evidence = |e: &Evidence| format!("{}:{}[{}]={}", e.table, e.indicator, e.row, e.value);
        Self {
            id: finding.id.clone(),
            signal: signal.card.id.to_owned(),
            about: signal.about.id().to_owned(),
            subject: finding.subject.clone(),
            days: [finding.since, finding.until, finding.expires()],
            seen: finding.statement.clone(),
            seen_zh: finding.statement_zh.clone(),
            evidence: finding.evidence.iter().map(evidence).collect::<Vec<_>>().join("; "),
            explanations: signal.explanations.join("; "),
            explanations_zh: signal.explanations_zh.join("；"),
        }
    }
}

impl From<SavedFinding> for Statement {
    fn from(saved: SavedFinding) -> Self {
        Self {
            id: saved.id,
            signal: saved.signal,
            about: saved.about,
            subject: saved.subject,
            days: [saved.since, saved.until, saved.expires],
            seen: saved.statement,
            seen_zh: saved.statement_zh,
            evidence: saved.evidence,
            explanations: saved.explanations,
            explanations_zh: saved.explanations_zh,
        }
    }
}

/// Findings of a run as a table.
pub(crate) fn findings_table(findings: &[Finding]) -> Result<Kept, ArrowError> {
    table(&findings.iter().map(Statement::from).collect::<Vec<_>>())
}

/// The findings as a table.
pub(super) fn table(findings: &[Statement]) -> Result<Kept, ArrowError> {
    let text = |of: fn(&Statement) -> &String| words(findings.iter().map(of));
    let day = |at: usize| days(findings.iter().map(|f| Some(f.days[at])));
    let action = |of: fn(&linli::signal::Signal) -> &'static str| {
        let signal = |f: &Statement| SIGNALS.iter().find(|s| s.card.id == f.signal).map_or("", |signal| of(signal));
        words(findings.iter().map(signal))
    };
    Sheet::new()
        .column("id", text(|f| &f.id))
        .column("signal", text(|f| &f.signal))
        .column("about", text(|f| &f.about))
        .column("subject", text(|f| &f.subject))
        .column("since", day(0))
        .column("until", day(1))
        .column("expires", day(2))
        .column("statement", text(|f| &f.seen))
        .column("statement_zh", text(|f| &f.seen_zh))
        .column("evidence", text(|f| &f.evidence))
        .column("explanations", text(|f| &f.explanations))
        .column("explanations_zh", text(|f| &f.explanations_zh))
        .column("action", action(|s| s.action))
        .column("action_zh", action(|s| s.action_zh))
        .finish()
}

/// The run record of a run in this session, in the words of `run.json`.
pub(super) fn of<'py>(py: Python<'py>, outcome: &linli::Outcome, plan: &Plan) -> PyResult<Bound<'py, PyDict>> {
    let provenance = &outcome.provenance;
    let protocol = &provenance.protocol;
    let registered = |id: &str, revision: u16| -> PyResult<Bound<'py, PyDict>> {
        let entry = PyDict::new(py);
        entry.set_item("id", id)?;
        entry.set_item("revision", revision)?;
        Ok(entry)
    };
    let indicators = protocol.indicators().iter().map(|i| registered(i.id(), i.card.revision));
    let windows = PyDict::new(py);
    windows.set_item("count", protocol.windows().len())?;
    windows.set_item("disjoint", protocol.windows().iter().filter(|w| w.disjoint).count())?;
    windows.set_item("first_day", protocol.windows().first().map(|w| w.first_day.to_string()))?;
    windows.set_item("end_day", protocol.windows().last().map(|w| w.end_day.to_string()))?;
    let rows = PyDict::new(py);
    provenance.rows.iter().try_for_each(|(table, count)| rows.set_item(table, count))?;
    let odd = PyDict::new(py);
    outcome.study.diagnostics.iter().try_for_each(|(code, count, _)| odd.set_item(code.id, count))?;
    let record = PyDict::new(py);
    record.set_item("tool", "linli")?;
    record.set_item("version", provenance.version)?;
    record.set_item("study", &plan.id)?;
    record.set_item("tier", plan.release.tier.id())?;
    record.set_item("mark", plan.release.tier.mark())?;
    record.set_item("plan", plan::Plan(plan.clone()).dictionary(py)?)?;
    record.set_item("plan_toml", plan.to_toml())?;
    record.set_item("zone_data", provenance.zone_data)?;
    record.set_item("seed", plan.seed)?;
    record.set_item("indicators", indicators.collect::<PyResult<Vec<_>>>()?)?;
    record.set_item("populations", protocol.populations().iter().map(|p| p.id()).collect::<Vec<_>>())?;
    record.set_item("windows", windows)?;
    record.set_item("rows", rows)?;
    record.set_item("cells", provenance.cells)?;
    record.set_item("findings", outcome.findings.len())?;
    record.set_item("diagnostics", odd)?;
    Ok(record)
}

/// A value of JSON as Python has it.
pub(super) fn object<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Null => py.None().into_bound(py),
        Value::Bool(truth) => truth.into_pyobject(py)?.to_owned().into_any(),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(whole), ..) => whole.into_pyobject(py)?.into_any(),
            (None, Some(whole), _) => whole.into_pyobject(py)?.into_any(),
            (None, None, real) => real.into_pyobject(py)?.into_any(),
        },
        Value::String(text) => PyString::new(py, text).into_any(),
        Value::Array(items) => {
            let items = items.iter().map(|item| object(py, item)).collect::<PyResult<Vec<_>>>()?;
            PyList::new(py, items)?.into_any()
        }
        Value::Object(entries) => {
            let dictionary = PyDict::new(py);
            for (key, value) in entries {
                dictionary.set_item(key, object(py, value)?)?;
            }
            dictionary.into_any()
        }
    })
}
