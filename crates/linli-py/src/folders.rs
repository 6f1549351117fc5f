//! Folders: a study that is opened, a run that is loaded.

use std::collections::BTreeMap;
use std::path::PathBuf;

use linli::simulate::{Effect, Scenario};
use linli::time::Day;
use linli::{Error, ErrorKind};
use linli_io::OpenOptions;
use linli_io::chat::DateOrder;
use pyo3::prelude::*;

use crate::errors::{leave, raise};
use crate::outcome::Outcome;
use crate::study::Study;

/// Read a study folder.
///
/// Nothing in the folder is changed; the pseudonym key is made beside it where there is none, and :meth:`Study.check` says so.
///
/// Parameters
/// ----------
/// folder : path
///     The folder, with ``study.toml`` and at least one chat, sheet or table of activities.
/// key : path, optional
///     A key file in place of the one beside the folder.
/// date_order : {"day_first", "month_first"}, optional
///     What ``03/04/2017`` means, where a chat leaves it open.
/// as_of : date or str, optional
///     The day on which the study is read, ``"2017-05-01"``: a message of a later day is reported, and one more than two
///     days later refused. Without it no message is too late.
/// limits : dict of str to int, optional
///     Other limits on what is read: ``{"people": 200_000}``.
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
#[pyo3(signature = (folder, *, key=None, date_order=None, as_of=None, limits=None))]
pub(crate) fn open(
    py: Python<'_>,
    folder: PathBuf,
    key: Option<PathBuf>,
    date_order: Option<&str>,
    as_of: Option<&Bound<'_, PyAny>>,
    limits: Option<BTreeMap<String, u64>>,
) -> PyResult<Study> {
    let date_order = match date_order {
        None => None,
        Some("day_first" | "day-first") => Some(DateOrder::DayFirst),
        Some("month_first") => Some(DateOrder::MonthFirst),
        Some(other) => {
            return Err(raise(py, &Error::unknown(("date order", "日期次序"), other, ["day_first", "month_first"])));
        }
    };
    let as_of = as_of.map(day).transpose()?;
    let mut options = OpenOptions { key, date_order, as_of, ..OpenOptions::default() };
    for (name, value) in limits.unwrap_or_default() {
        options.limits.set(&name, value).map_err(|error| raise(py, &error))?;
    }
    let new_key = linli_io::missing_key(&folder, options.key.as_deref());
    leave(py, || {
        let opened = linli_io::open_with(&folder, &options)?;
        let key = linli_io::pseudonym_key(&folder, options.key.as_deref())?;
        Ok(Study::opened(opened, key, new_key))
    })
}

/// A day: a `datetime.date`, or such as `2017-05-01`.
pub(crate) fn day(given: &Bound<'_, PyAny>) -> PyResult<Day> {
    let text = given.str()?.to_string();
    Day::parse(&text).ok_or_else(|| {
        let error = Error::new(ErrorKind::Input, (format!("`{text}` is no day"), format!("“{text}”不是日期")));
        raise(given.py(), &error.with_hint(("write it as 2017-03-06", "日期写成 2017-03-06")))
    })
}

/// Read back what a run was saved as, by :meth:`Outcome.save` or by the command line.
///
/// The panel, the findings and the run record are there; the study is not, and has to be opened for a new run.
///
/// Parameters
/// ----------
/// folder : path
///     The folder of the run.
///
/// Returns
/// -------
/// Outcome
///
/// Raises
/// ------
/// FileError
///     Where the folder is not of a run, or was damaged.
#[pyfunction]
pub(crate) fn load(py: Python<'_>, folder: PathBuf) -> PyResult<Outcome> {
    let saved = leave(py, || linli_io::run_folder::load(&folder))?;
    Outcome::loaded(py, saved)
}

/// Write a simulated street as a study folder, with what was planted in a folder beside it.
///
/// Nobody in it is real. The truth stands in ``<folder>.truth``, which nothing that reads a study looks at, and a pseudonym
/// key that keeps no secret in ``<folder>.key``. The same arguments give the same bytes.
///
/// Parameters
/// ----------
/// folder : path
///     The study folder, a new one.
/// scenario : str, default "dashilar"
///     Which street: ``"dashilar"``, ``"lane"`` or ``"one-group"``.
/// seed : int, default 2017
///     Another seed, another street.
/// effect : {"small", "medium", "large"}, default "medium"
///     How strong what is planted is.
///
/// Returns
/// -------
/// str
///     The folder with the truth.
///
/// Raises
/// ------
/// UnknownNameError
///     Where there is no scenario or effect of this name.
/// FileError
///     Where the folder is there already, or cannot be written.
#[pyfunction]
#[pyo3(signature = (folder, *, scenario="dashilar", seed=2017, effect="medium"))]
pub(crate) fn simulate(py: Python<'_>, folder: PathBuf, scenario: &str, seed: u64, effect: &str) -> PyResult<String> {
    let write = || {
        let mut scenario = Scenario::named(scenario)?;
        scenario.effect = Effect::named(effect)?;
        linli_io::write_street(&linli::simulate::simulate(&scenario, seed)?, &folder)
    };
    leave(py, write).map(|written| written.truth.to_string_lossy().into_owned())
}
