//! The registers as tables, and one entry of a register with its page.

use arrow_array::{Float64Array, UInt32Array};
use arrow_schema::ArrowError;
use linli::indicator::INDICATORS;
use linli::plan::PLAN_KEYS;
use linli::signal::SIGNALS;
use linli::tie::TIE_RULES;
use linli::{Card, Catalogue};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::errors::raise;
use crate::tables_out::{Kept, Sheet, Table, lists, words};

fn table(sheet: Result<Kept, ArrowError>, about: &str) -> PyResult<Table> {
    sheet.map(|rows| Table::new(rows, about)).map_err(|error| crate::tables_out::failed(&error))
}

/// What every card says, in the same columns.
fn cards<'a>(cards: impl Iterator<Item = &'a Card> + Clone) -> Sheet {
    let text = |of: fn(&Card) -> &'static str| words(cards.clone().map(of));
    Sheet::new()
        .column("id", text(|c| c.id))
        .column("title", text(|c| c.title))
        .column("title_zh", text(|c| c.title_zh))
        .column("summary", text(|c| c.summary))
        .column("summary_zh", text(|c| c.summary_zh))
        .column("definition", text(|c| c.formula))
        .column("caveat", text(|c| c.caveat))
        .column("revision", UInt32Array::from_iter_values(cards.clone().map(|c| u32::from(c.revision))))
}

/// List every indicator.
///
/// Returns
/// -------
/// Table
///     One row an indicator: id, titles, table, kind, definition, range, units, caveat.
///
/// Examples
/// --------
/// >>> import linli
/// >>> "net_density" in linli.indicators().to_dict()["id"]
/// True
#[pyfunction]
pub(crate) fn indicators() -> PyResult<Table> {
    let all = || INDICATORS.iter();
    let sheet = cards(all().map(|i| &i.card))
        .column("table", words(all().map(|i| i.table().id())))
        .column("kind", words(all().map(|i| i.kind.id())))
        .column("numerator", words(all().map(|i| i.card.numerator.id())))
        .column("denominator", words(all().map(|i| i.card.denominator.id())))
        .column("lowest", Float64Array::from_iter_values(all().map(|i| i.card.range[0])))
        .column("highest", Float64Array::from_iter_values(all().map(|i| i.card.range[1])))
        .column("least_members", UInt32Array::from_iter_values(all().map(|i| i.min_members)));
    table(sheet.finish(), "indicators")
}

/// Return one indicator; its page is its documentation.
///
/// Parameters
/// ----------
/// id : str
///     Its id.
///
/// Returns
/// -------
/// Indicator
///
/// Examples
/// --------
/// >>> import linli
/// >>> linli.indicator("net_density").title
/// 'Density'
#[pyfunction]
pub(crate) fn indicator<'py>(py: Python<'py>, id: &str) -> PyResult<Bound<'py, PyAny>> {
    let found = Catalogue::standard().indicator(id).map_err(|error| raise(py, &error))?;
    let card = &found.card;
    let fields = PyDict::new(py);
    fields.set_item("id", card.id)?;
    fields.set_item("title", card.title)?;
    fields.set_item("title_zh", card.title_zh)?;
    fields.set_item("table", found.table().id())?;
    fields.set_item("kind", found.kind.id())?;
    fields.set_item("definition", card.formula)?;
    fields.set_item("range", (card.range[0], card.range[1]))?;
    fields.set_item("revision", card.revision)?;
    fields.set_item("page", found.page())?;
    // Written in Python, where an object can have documentation of its own.
    py.import("linli._indicator")?.getattr("Indicator")?.call((), Some(&fields))
}

/// List every tie rule.
///
/// Returns
/// -------
/// Table
///     One row a rule: id, titles, definition, parameters with their defaults.
///
/// Examples
/// --------
/// >>> import linli
/// >>> linli.tie_rules().to_dict()["id"]
/// ['adjacent', 'explicit', 'explicit_else_adjacent']
#[pyfunction]
pub(crate) fn tie_rules() -> PyResult<Table> {
    let parameters = |rule: &&linli::tie::TieRule| -> Vec<String> {
        rule.parameters.iter().map(|p| format!("{} = {}: {}", p.name, p.default, p.meaning)).collect()
    };
    let sheet = cards(TIE_RULES.iter().map(|r| &r.card)).column("parameters", lists(TIE_RULES.iter().map(parameters)));
    table(sheet.finish(), "tie rules")
}

/// List every signal.
///
/// Returns
/// -------
/// Table
///     One row a signal: id, titles, what it reads, what else could explain it, what a coach could do.
///
/// Examples
/// --------
/// >>> import linli
/// >>> len(linli.signals()) > 0
/// True
#[pyfunction]
pub(crate) fn signals() -> PyResult<Table> {
    let all = || SIGNALS.iter();
    let sheet = cards(all().map(|s| &s.card))
        .column("about", words(all().map(|s| s.about.id())))
        .column("reads", lists(all().map(|s| s.reads.iter().map(|i| i.id()).collect::<Vec<_>>())))
        .column("explanations", lists(all().map(|s| s.explanations.to_vec())))
        .column("explanations_zh", lists(all().map(|s| s.explanations_zh.to_vec())))
        .column("action", words(all().map(|s| s.action)))
        .column("action_zh", words(all().map(|s| s.action_zh)));
    table(sheet.finish(), "signals")
}

/// List every key of a plan, with its default and what it does.
///
/// Returns
/// -------
/// Table
///     Columns ``key``, ``default``, ``meaning``, ``meaning_zh``.
///
/// Examples
/// --------
/// >>> import linli
/// >>> linli.plan_keys().to_dict()["key"][:2]
/// ['id', 'title']
#[pyfunction]
pub(crate) fn plan_keys() -> PyResult<Table> {
    let sheet = Sheet::new()
        .column("key", words(PLAN_KEYS.iter().map(|k| k.key)))
        .column("default", words(PLAN_KEYS.iter().map(|k| k.default)))
        .column("meaning", words(PLAN_KEYS.iter().map(|k| k.meaning)))
        .column("meaning_zh", words(PLAN_KEYS.iter().map(|k| k.meaning_zh)));
    table(sheet.finish(), "keys of a plan")
}
