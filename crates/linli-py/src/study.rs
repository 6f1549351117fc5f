//! The study: records and a plan, and everything one can ask of them.

mod brief;
mod check;
mod compare;
mod making;
mod recorded;
mod standing;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use linli::brief::Action;
use linli::diagnostic::NEW_KEY;
use linli::plan::Setting;
use linli::records::{Field, Fields, GroupId, PseudonymKey};
use linli::release::DisclosureRules;
use linli::study::Step;
use linli::tie::{Infer, Parameters};
use linli::time::{Day, Timestamp, Zone};
use linli::{Error, ErrorKind, Location};
use linli_io::InputFile;
use linli_io::run_folder::RunContext;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

pub(crate) use self::brief::Brief;
pub(crate) use self::check::Check;
pub(crate) use self::compare::{Comparison, Picture, Sensitivity};
use self::making::{KeyOrigin, Making};
pub(crate) use self::standing::{Drifts, MarginalShare, NotSeen};
use crate::errors::{Listener, leave, leave_listening, raise};
use crate::folders::day;
use crate::outcome::Outcome;
use crate::plan::Plan;
use crate::shown::shown;
use crate::tables_out::{self, Kept, Sheet, Table, failed, words};

/// Records and a plan: what was recorded, what is to be computed, and what was odd on the way in.
///
/// Made by :func:`linli.open` from a study folder, or by :meth:`Study.from_tables` from data frames. It never changes.
///
/// Attributes
/// ----------
/// plan : Plan
/// messages, people, groups, memberships, activities, attendance : Table
/// coaching, grants, expenses, milestones : Table
/// evidence, sign_ups, invitations, overlaps : Table
///
/// Examples
/// --------
/// ``study = linli.Study.from_tables(messages=frame, plan=linli.Plan(id="lane", zone="Asia/Shanghai"))`` then
/// ``outcome = study.run()``.
#[pyclass(frozen, module = "linli")]
pub(crate) struct Study {
    pub(crate) core: linli::Study,
    pub(crate) inputs: Vec<InputFile>,
    actions: Vec<Action>,
    key: KeyOrigin,
    /// The key by which numbers of people are rounded: one that was given or lies beside the folder, so that the next report
    /// rounds alike.
    rounding: Option<PseudonymKey>,
    /// The key that was made when the folder was read.
    new_key: Option<PathBuf>,
}

impl Study {
    /// A study read from a folder, and the key that was made on the way.
    pub(crate) fn opened(opened: linli_io::Opened, key: PseudonymKey, new_key: Option<PathBuf>) -> Self {
        let (core, inputs, actions) = (opened.study, opened.inputs, opened.actions);
        Self { core, inputs, actions, key: KeyOrigin::Beside, rounding: Some(key), new_key }
    }

    /// The same study, with another core.
    pub(crate) fn with(&self, study: linli::Study) -> Self {
        Self {
            core: study,
            inputs: self.inputs.clone(),
            actions: self.actions.clone(),
            key: self.key,
            rounding: self.rounding.clone(),
            new_key: self.new_key.clone(),
        }
    }

    /// How numbers of people are rounded.
    ///
    /// # Errors
    /// A study of tables without a key of its own: drawn anew, another key would round another way, and two reports would tell
    /// more than one.
    pub(crate) fn rules(&self) -> Result<DisclosureRules, Error> {
        let missing = || {
            Error::new(
                ErrorKind::Plan,
                "a report of rounded numbers needs a key that stays the same, and this study was made without one",
            )
            .with_hint("give `key` to Study.from_tables: 32 bytes, or a file with 64 hexadecimal digits")
        };
        self.rounding.clone().map(DisclosureRules::new).ok_or_else(missing)
    }

    /// How the release calls people.
    pub(crate) fn labels(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        let labels = self.core.person_labels().map_err(|error| raise(py, &error))?;
        Ok(labels.into_iter().map(str::to_owned).collect())
    }

    fn about(&self, what: &str) -> String {
        format!("{what} ({})", self.core.plan.release.tier.mark())
    }

    fn table(&self, what: &str, rows: Result<Kept, arrow_schema::ArrowError>) -> PyResult<Table> {
        rows.map(|rows| Table::new(rows, self.about(what))).map_err(|error| failed(&error))
    }

    /// What the study holds, as label and value.
    fn facts(&self, py: Python<'_>) -> PyResult<Vec<(&'static str, String)>> {
        let (records, plan) = (&self.core.records, &self.core.plan);
        let cells = leave(py, || Ok(self.core.cells()))?.map_or_else(|e| e.to_string(), |cells| cells.to_string());
        let windows = self.core.protocol().map_or_else(|e| e.to_string(), |p| p.windows().len().to_string());
        let groups = (0..records.groups().len()).map(GroupId::from_index);
        let fields = groups.fold(Fields::NONE, |all, group| all.with(records.group_fields(group)));
        let span =
            records.span().map_or("nothing recorded".to_owned(), |s| format!("{} … {}", s.start, s.end.plus(-1)));
        Ok(vec![
            ("study", plan.id.clone()),
            ("tier", plan.release.tier.mark().to_owned()),
            ("key", self.key.meaning().to_owned()),
            ("groups", records.groups().len().to_string()),
            ("organizations", records.organizations().len().to_string()),
            ("people", records.people().len().to_string()),
            ("messages", records.message_count().to_string()),
            ("activities", records.activities().len().to_string()),
            ("attendances", records.attendance().len().to_string()),
            ("memberships", records.memberships().len().to_string()),
            ("coaching", records.coaching().len().to_string()),
            ("grants", records.grants().len().to_string()),
            ("expenses", records.expenses().len().to_string()),
            ("milestones", records.milestones().len().to_string()),
            ("days", span),
            ("zone", plan.zone.clone()),
            ("recorded fields", fields.iter().map(Field::id).collect::<Vec<_>>().join(", ")),
            ("windows", windows),
            ("cells of a run, at most", cells),
        ])
    }
}

#[pymethods]
impl Study {
    /// Make a study from tables.
    ///
    /// Every table is anything that speaks Arrow (pandas, polars, pyarrow, DuckDB), or an iterable of such batches, which
    /// are taken one by one.
    ///
    /// Parameters
    /// ----------
    /// messages : table
    ///     Columns ``group``, ``time``, ``author`` and, where known, ``id``, ``reply_to``, ``mentions`` (lists of ids),
    ///     ``kind``, ``length``, ``text``. Times are timestamps (without a zone they are local in the plan's zone), text
    ///     such as ``2017-03-06 14:00``, or whole numbers since 1970: seconds, milliseconds, microseconds or nanoseconds,
    ///     whichever puts the first of them between the years 1990 and 2100; then all are of that unit. Text is
    ///     reduced to its length and a few cues and dropped in the same pass.
    /// memberships : table, optional
    ///     ``person`` and ``organization`` or ``group``; ``role``, ``status``, ``start_on``, ``end_on`` (the last day),
    ///     ``reason``.
    /// activities : table, optional
    ///     ``activity``, ``organization``, ``start``; ``title``, ``kind``, ``venue``, ``headcount``, ``incentive``,
    ///     ``guests``, ``initiated_by``, ``serves``, ``origin``, ``partners``.
    /// attendance : table, optional
    ///     ``activity``, ``person``; ``part``, ``status``.
    /// people : table, optional
    ///     ``person``; ``name``; further columns are kept as covariates.
    /// groups : table, optional
    ///     ``group``; ``organization``, ``layer``, ``platform``, ``opened_on``, ``origin``.
    /// calendar : table, optional
    ///     ``start``, ``end`` (the last day), ``kind``.
    /// consent : table, optional
    ///     ``person``, ``purpose``; ``source``, ``from``, ``until`` (the last day).
    /// coaching : table, optional
    ///     ``coach``, ``organization``, ``at``; ``channel``, ``topic``, ``minutes``. Whoever coaches is staff.
    /// grants : table, optional
    ///     ``organization``; ``round``, ``applied_on``, ``decision``, ``amount_asked``, ``amount_granted``, ``decided_on``.
    ///     Amounts are kept in hundredths of the currency.
    /// expenses : table, optional
    ///     ``organization``, ``date``, ``amount``; ``receipt``, ``activity`` (an id of the activities table).
    /// milestones : table, optional
    ///     ``organization``, ``date``, ``kind``.
    /// plan : Plan
    ///     What is to be computed, and of which tier everything that leaves is.
    /// columns : dict, optional
    ///     Our column names with those of the messages table, ``{"group": "group_id"}``; for another table under its
    ///     name, ``{"memberships": {"person": "who"}}``.
    /// key : bytes or path, optional
    ///     The pseudonym key, 32 bytes, or a file with its 64 hexadecimal digits. Without it, tier T1 draws a key for
    ///     this session, and tier T0 keeps ids as given.
    ///
    /// Returns
    /// -------
    /// Study
    ///
    /// Raises
    /// ------
    /// InputError
    ///     Where a column is missing, or times leave open what they mean.
    /// TypeError
    ///     Where a table does not speak Arrow.
    #[staticmethod]
    #[pyo3(signature = (*, messages, plan, memberships=None, activities=None, attendance=None, people=None, groups=None,
        calendar=None, consent=None, coaching=None, grants=None, expenses=None, milestones=None, columns=None, key=None))]
    #[allow(clippy::too_many_arguments, reason = "keyword-only in Python, where they read as a list of tables")]
    fn from_tables(
        py: Python<'_>,
        messages: &Bound<'_, PyAny>,
        plan: &Plan,
        memberships: Option<Bound<'_, PyAny>>,
        activities: Option<Bound<'_, PyAny>>,
        attendance: Option<Bound<'_, PyAny>>,
        people: Option<Bound<'_, PyAny>>,
        groups: Option<Bound<'_, PyAny>>,
        calendar: Option<Bound<'_, PyAny>>,
        consent: Option<Bound<'_, PyAny>>,
        coaching: Option<Bound<'_, PyAny>>,
        grants: Option<Bound<'_, PyAny>>,
        expenses: Option<Bound<'_, PyAny>>,
        milestones: Option<Bound<'_, PyAny>>,
        columns: Option<&Bound<'_, PyDict>>,
        key: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut making = Making::new(py, plan.0.clone(), columns, key)?;
        let given = [
            ("people", people),
            ("groups", groups),
            ("memberships", memberships),
            ("activities", activities),
            ("attendance", attendance),
            ("calendar", calendar),
            ("consent", consent),
            ("coaching", coaching),
            ("grants", grants),
            ("expenses", expenses),
            ("milestones", milestones),
        ];
        making.others(&given, &["people", "groups"])?;
        making.messages(messages)?;
        making.others(&given, &["memberships", "activities", "attendance", "calendar"])?;
        making.others(&given, &["coaching", "grants", "expenses", "milestones", "consent"])?;
        let rounding = making.lasting_key();
        let (core, key) = making.finish(py)?;
        release_unused(py);
        Ok(Self { core, inputs: Vec::new(), actions: Vec::new(), key, rounding, new_key: None })
    }

    /// The plan.
    #[getter]
    fn plan(&self) -> Plan {
        Plan(self.core.plan.clone())
    }

    /// Return the same records under another plan.
    ///
    /// Parameters
    /// ----------
    /// plan : Plan, optional
    ///     The plan in place of this one; this one with changes, without it.
    /// **changes
    ///     Keys with their new values.
    ///
    /// Returns
    /// -------
    /// Study
    #[pyo3(signature = (plan=None, **changes))]
    fn with_plan(&self, py: Python<'_>, plan: Option<&Plan>, changes: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let base = plan.cloned().unwrap_or_else(|| self.plan());
        let study = self.core.clone().with_plan(base.changed(changes)?.0);
        study.protocol().map_err(|error| raise(py, &error))?;
        Ok(self.with(study))
    }

    /// List what was odd, on the way in and where plan and records meet.
    ///
    /// Returns
    /// -------
    /// Check
    ///     One row a kind of oddity, with how often, what it means, what to do, and where it was seen.
    fn check(&self, py: Python<'_>) -> PyResult<Py<Check>> {
        let mut remarks = leave(py, || self.core.remarks())?;
        if let Some(path) = &self.new_key {
            remarks.push(&NEW_KEY, Location::default(), path.display().to_string());
        }
        Py::new(py, Check::new(&remarks, self.about("check"))?)
    }

    /// Say in a small table what the study holds.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``what`` and ``value``.
    fn describe(&self, py: Python<'_>) -> PyResult<Table> {
        let facts = self.facts(py)?;
        let sheet = Sheet::new()
            .column("what", words(facts.iter().map(|(what, _)| what)))
            .column("value", words(facts.iter().map(|(_, value)| value)));
        self.table("study", sheet.finish())
    }

    /// List the ties that one rule finds, windows and populations apart.
    ///
    /// Parameters
    /// ----------
    /// rule : str, default "explicit"
    ///     A tie rule; see :func:`linli.tie_rules`.
    /// **parameters
    ///     Its parameters, such as ``within="5m"``.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``group``, ``time``, ``from``, ``to``, ``weight``.
    #[pyo3(signature = (rule="explicit", **parameters))]
    fn ties(&self, py: Python<'_>, rule: &str, parameters: Option<&Bound<'_, PyDict>>) -> PyResult<Table> {
        let mut written = std::collections::BTreeMap::new();
        for (name, given) in parameters.into_iter().flatten() {
            let setting = match given.cast::<PyString>() {
                Ok(text) => Setting::Text(text.to_string()),
                Err(_) => Setting::Number(given.extract().map_err(|_| {
                    PyTypeError::new_err(format!("parameter `{name}` is text, such as \"5m\", or a whole number"))
                })?),
            };
            written.insert(name.extract::<String>()?, setting);
        }
        let labels = self.labels(py)?;
        let rows = leave(py, || {
            let rule = self.core.catalogue.tie_rule(rule)?;
            if matches!(rule.infer, Infer::Occasions(_)) {
                let id = rule.card.id;
                return Err(Error::new(
                    ErrorKind::Plan,
                    format!("tie rule `{id}` looks for what people took part in and has no ties one by one"),
                )
                .with_hint(format!("run `node_in_strength` with ties={{\"{id}\": {{\"rule\": \"{id}\"}}}}")));
            }
            let parameters = Parameters::of(rule.card.id, rule.parameters, &written)?;
            Ok(tables_out::ties(&self.core, rule, &parameters, &labels))
        })?;
        self.table("ties", rows)
    }

    /// At most how many cells a run computes.
    #[getter]
    fn cells(&self, py: Python<'_>) -> PyResult<u64> {
        leave(py, || self.core.cells())
    }

    /// Run the study.
    ///
    /// Ctrl-C stops it within a moment.
    ///
    /// Parameters
    /// ----------
    /// indicators : list of str, optional
    ///     Only these, in place of the plan's.
    /// groups : list of str, optional
    ///     Only these, in place of the plan's.
    /// progress : bool or callable, optional
    ///     A bar by tqdm where it is installed and somebody looks; ``False`` for none, ``True`` for one in any case, or
    ///     a callable that is given how many groups are done and how many there are.
    ///
    /// Returns
    /// -------
    /// Outcome
    #[pyo3(signature = (*, indicators=None, groups=None, progress=None))]
    fn run(
        slf: &Bound<'_, Self>,
        indicators: Option<Vec<String>>,
        groups: Option<Vec<String>>,
        progress: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Outcome> {
        let (py, own) = (slf.py(), slf.get());
        let mut study = own.core.clone();
        if let Some(indicators) = indicators {
            study.plan.indicators = indicators;
        }
        if let Some(groups) = groups {
            study.plan.groups = groups;
        }
        // Before anything is computed: what may leave must be able to leave.
        study.person_labels().map_err(|error| raise(py, &error))?;
        let bar = py.import("linli._progress")?.call_method1("bar", (progress,))?.unbind();
        let (started, clock) = (now(), Instant::now());
        let outcome = leave_listening(py, |listener| run(&study, &bar, listener));
        // The bar is closed whatever happened; what happened comes first.
        let closed = bar.bind(py).call_method0("close");
        let outcome = outcome?;
        closed?;
        let context = RunContext {
            started: Some(started),
            finished: Some(now()),
            seconds: Some(clock.elapsed().as_secs_f64()),
            threads: std::thread::available_parallelism().ok().map(std::num::NonZero::get),
            host: Some(format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)),
        };
        Outcome::new(py, outcome, own, context)
    }

    /// Make the brief of a day: at most seven things to look at first, what was done about earlier ones, what cannot be
    /// said, what is missing.
    ///
    /// Two runs of the study, up to that day and up to three weeks before it. What was done is read from the folder's
    /// ``actions.csv``.
    ///
    /// Parameters
    /// ----------
    /// as_of : date or str, optional
    ///     The day on which it is read; the first Monday after the last record, without it.
    ///
    /// Returns
    /// -------
    /// Brief
    ///
    /// Raises
    /// ------
    /// ConfigError
    ///     Where the plan's purpose is not coaching.
    #[pyo3(signature = (*, as_of=None))]
    fn brief(&self, py: Python<'_>, as_of: Option<&Bound<'_, PyAny>>) -> PyResult<Brief> {
        let as_of = as_of.map(day).transpose()?;
        let last = self.core.records.span().map_or(Day::from_number(0), |span| span.end.plus(6).monday());
        leave(py, || Brief::of(&self.core, as_of.unwrap_or(last), &self.actions))
    }

    fn __repr__(&self) -> String {
        let (records, plan) = (&self.core.records, &self.core.plan);
        shown(&format!(
            "<linli.Study {}: {} groups, {} people, {} messages, {} activities; {}; key: {}>",
            plan.id,
            records.groups().len(),
            records.people().len(),
            records.message_count(),
            records.activities().len(),
            plan.release.tier.mark(),
            self.key.meaning(),
        ))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let rows = self.facts(py)?.into_iter().map(|(what, value)| (what.to_owned(), [value]));
        Ok(tables_out::facts("study", rows))
    }
}

/// The time on the clock, which stands in the run record and nowhere else.
fn now() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now = Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX));
    format!("{}Z", Zone::UTC.format(now))
}

/// Runs a study; hears Ctrl-C and tells the bar, at most every 50 ms and at the end.
fn run(study: &linli::Study, bar: &Py<PyAny>, listener: &mut Listener) -> Result<linli::Outcome, Error> {
    study.run(&mut |step: Step| {
        if !listener.is_due() && step.done < step.total {
            return ControlFlow::Continue(());
        }
        let heard = listener.call(|py| bar.bind(py).call1((step.done, step.total)).map(drop));
        if heard.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
}

/// A reader of tables keeps what it read with; a large log leaves more behind than the study holds. Asked of pyarrow only
/// where somebody has loaded it; whether it can is its own affair.
fn release_unused(py: Python<'_>) {
    let release = || -> PyResult<()> {
        let modules = py.import("sys")?.getattr("modules")?;
        if modules.contains("pyarrow")? {
            modules.get_item("pyarrow")?.call_method0("default_memory_pool")?.call_method0("release_unused")?;
        }
        Ok(())
    };
    let _ = release();
}
