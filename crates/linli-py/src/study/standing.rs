//! Where the members of a group stand on a day, as Python sees it: shares for everybody, names for the team and with
//! consent. What may be named is decided beneath, and nothing here adds to it.

use linli::definition::Undefined;
use linli::marginality::{DriftRule, Inputs, Options, State};
use linli::study::{
    Drifting, Drifts as Drifted, Invitable, Inviter, MarginalShare as Shared, NotSeen as Missed, Placement, Unseen,
};
use linli::tie::{Receipts, Uptake};
use linli::time::Span;
use linli::{Error, ErrorKind};
use pyo3::prelude::*;

use super::Study;
use crate::errors::{leave, raise};
use crate::folders::day;
use crate::tables_out::{self, Sheet, Table, counts, days, failed, known_counts, numbers, words};

#[pymethods]
impl Study {
    /// Share of a group's members, staff apart, who are at the margin on the day before ``as_of`` (边缘人比例).
    ///
    /// Of the members of whom a state can be said: those with no record in twelve weeks, whom nobody answers, or whom staff alone
    /// answer. The share is given where seven members in ten have a state.
    ///
    /// Parameters
    /// ----------
    /// group : str
    ///     A group, by its name.
    /// as_of : date or str
    ///     The first day after the last that is looked at, ``"2017-01-01"``.
    /// weeks : int, default 12
    ///     How many countable weeks are looked back on; 8, 12 or 16.
    /// hours : int, default 24
    ///     How long what is said to all waits for an answer; 12, 24 or 48.
    /// receipts : {"answer", "do_not"}, default "answer"
    ///     Whether an acknowledgement (收到) answers.
    ///
    /// Returns
    /// -------
    /// MarginalShare
    ///
    /// Raises
    /// ------
    /// UnknownNameError
    ///     Where there is no such group.
    /// ConfigError
    ///     For a choice that is none of those named.
    #[pyo3(signature = (group, *, as_of, weeks=12, hours=24, receipts="answer"))]
    fn marginal_share(
        &self,
        py: Python<'_>,
        group: &str,
        as_of: &Bound<'_, PyAny>,
        weeks: u32,
        hours: i64,
        receipts: &str,
    ) -> PyResult<MarginalShare> {
        let options = options(weeks, hours, receipts).map_err(|error| raise(py, &error))?;
        let as_of = day(as_of)?;
        leave(py, || self.core.marginal_share(group, as_of, &options)).map(MarginalShare)
    }

    /// Compute the marginal share under every choice the decision table leaves.
    ///
    /// The table is this project's own, so this belongs to every result.
    ///
    /// Parameters
    /// ----------
    /// group : str
    ///     A group, by its name.
    /// as_of : date or str
    ///     The first day after the last that is looked at.
    ///
    /// Returns
    /// -------
    /// Table
    ///     A row for 8, 12 and 16 weeks by 12, 24 and 48 hours by whether acknowledgements answer: ``marginal`` of
    ///     ``classified``, ``share`` with ``low`` and ``high``, ``unclassified``, ``status``.
    ///
    /// Raises
    /// ------
    /// UnknownNameError
    ///     Where there is no such group.
    #[pyo3(signature = (group, *, as_of))]
    fn marginality_sensitivity(&self, py: Python<'_>, group: &str, as_of: &Bound<'_, PyAny>) -> PyResult<Table> {
        let as_of = day(as_of)?;
        let all = leave(py, || self.core.marginality_sensitivity(group, as_of))?;
        let count = |at: usize| known_counts(all.iter().map(|one| one.share.ok().map(|(k, n)| u64::from([k, n][at]))));
        let bound = |at: usize| numbers(all.iter().map(|one| one.interval.map(|bounds| bounds[at])));
        let sheet = Sheet::new()
            .column("weeks", counts(all.iter().map(|one| u64::from(one.options.weeks))))
            .column("hours", counts(all.iter().map(|one| hours_of(&one.options))))
            .column("receipts", words(all.iter().map(|one| one.options.uptake.receipts.id())))
            .column("marginal", count(0))
            .column("classified", count(1))
            .column("share", numbers(all.iter().map(|one| one.value().ok())))
            .column("low", bound(0))
            .column("high", bound(1))
            .column("unclassified", counts(all.iter().map(|one| u64::from(one.unclassified))))
            .column("status", words(all.iter().map(|one| status(one.share.err()))));
        self.table("marginal share by choice", sheet.finish())
    }

    /// Where each member of a group stands on the day before ``as_of``, for whoever agreed to it.
    ///
    /// For the team alone: a plan of another tier is refused. Staff and whoever has left are no rows.
    ///
    /// Parameters
    /// ----------
    /// group : str
    ///     A group, by its name.
    /// as_of : date or str
    ///     The first day after the last that is looked at.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``person``, ``state`` with its words in both languages, ``since``, ``status``, and the counts that it rests on:
    ///     ``days`` with a turn, ``attended`` of ``lists``, ``openings``, those ``taken_up`` by neighbours and
    ///     ``by_staff`` alone, ``weeks_seen`` of ``weeks``, ``partners``. All are empty, with the status ``no_consent``, for
    ///     whoever did not agree.
    ///
    /// Raises
    /// ------
    /// ConfigError
    ///     Where the plan's tier is not T0.
    /// UnknownNameError
    ///     Where there is no such group.
    #[pyo3(signature = (group, *, as_of))]
    fn placements(&self, py: Python<'_>, group: &str, as_of: &Bound<'_, PyAny>) -> PyResult<Table> {
        let as_of = day(as_of)?;
        let all = leave(py, || self.core.placements(group, as_of))?;
        let labels = self.labels(py)?;
        let state = |of: fn(State) -> &'static str| {
            tables_out::texts(all.iter().map(|one| one.state.ok().map(of)).collect::<Vec<_>>())
        };
        let count = |of: fn(&Inputs) -> u32| {
            known_counts(all.iter().map(|one: &Placement| one.inputs.as_ref().map(of).map(u64::from)))
        };
        let sheet = Sheet::new()
            .column("person", words(all.iter().map(|one| &labels[one.person.index()])))
            .column("state", state(State::id))
            .column("words", state(State::words))
            .column("words_zh", state(State::words_zh))
            .column("since", days(all.iter().map(|one| one.since.filter(|_| one.state.is_ok()))))
            .column("days", count(|inputs| inputs.d))
            .column("attended", count(|inputs| inputs.a))
            .column("lists", count(|inputs| inputs.k))
            .column("openings", count(|inputs| inputs.o))
            .column("taken_up", count(|inputs| inputs.u))
            .column("by_staff", count(|inputs| inputs.s))
            .column("weeks_seen", count(|inputs| inputs.w))
            .column("weeks", count(|inputs| inputs.weeks))
            .column("partners", count(|inputs| inputs.p))
            .column("status", words(all.iter().map(|one| status(one.state.err()))));
        self.table("placements", sheet.finish())
    }

    /// Who of a group's members is seen less than before, beyond chance and beyond what the whole group does (渐疏).
    ///
    /// Parameters
    /// ----------
    /// group : str
    ///     A group, by its name.
    /// as_of : date or str
    ///     The first day after the last that is looked at.
    /// alpha : float, default 0.0015
    ///     The largest probability of so few seen days by chance.
    ///
    /// Returns
    /// -------
    /// Drifts
    ///
    /// Raises
    /// ------
    /// UnknownNameError
    ///     Where there is no such group.
    /// ConfigError
    ///     For an ``alpha`` that is no probability.
    #[pyo3(signature = (group, *, as_of, alpha=0.0015))]
    fn drifts(&self, py: Python<'_>, group: &str, as_of: &Bound<'_, PyAny>, alpha: f64) -> PyResult<Drifts> {
        if !(alpha > 0.0 && alpha < 1.0) {
            let error = Error::new(ErrorKind::Plan, format!("`alpha` is {alpha}"));
            return Err(raise(py, &error.with_hint("a probability between 0 and 1, such as 0.0015")));
        }
        let as_of = day(as_of)?;
        let found = leave(py, || self.core.drifts(group, as_of, &DriftRule { alpha }))?;
        let people = drifting(&found.people, &self.labels(py)?);
        Ok(Drifts { people: self.table("drift", people)?.into_pyobject(py)?.unbind(), found })
    }

    /// Who of a group's members was not seen for four weeks: a list to look at, and no finding.
    ///
    /// Parameters
    /// ----------
    /// group : str
    ///     A group, by its name.
    /// as_of : date or str
    ///     The first day after the last that is looked at.
    ///
    /// Returns
    /// -------
    /// NotSeen
    ///
    /// Raises
    /// ------
    /// UnknownNameError
    ///     Where there is no such group.
    #[pyo3(signature = (group, *, as_of))]
    fn not_seen(&self, py: Python<'_>, group: &str, as_of: &Bound<'_, PyAny>) -> PyResult<NotSeen> {
        let as_of = day(as_of)?;
        let found = leave(py, || self.core.not_seen(group, as_of))?;
        let people = unseen(&found.people, &self.labels(py)?);
        Ok(NotSeen { people: self.table("not seen", people)?.into_pyobject(py)?.unbind(), found })
    }

    /// Who could invite whom of a group, and to what, for whoever agreed to it: a list to talk over, and no finding.
    ///
    /// For everybody who is at the margin or was not seen for four weeks, up to three people who were seen lately, talked with
    /// them or came to small activities with them, nearest first; nobody for more than two. For the team alone, for coaching
    /// alone.
    ///
    /// Parameters
    /// ----------
    /// group : str
    ///     A group, by its name.
    /// as_of : date or str
    ///     The first day after the last that is looked at.
    ///
    /// Returns
    /// -------
    /// Table
    ///     A row for each who could invite, and one without ``inviter`` where the records know of nobody: ``person``, ``state``
    ///     with its words in both languages (empty for whoever was merely not seen), ``inviter``, ``talk`` (turns that pointed
    ///     at each other, each halved for every 28 days), ``met`` (small activities at which both were), ``last`` (the last day
    ///     of either), ``series`` they came to most, ``came`` how often, ``about`` when it may be held next.
    ///
    /// Raises
    /// ------
    /// ConfigError
    ///     Where the plan's tier is not T0 or its purpose not coaching.
    /// UnknownNameError
    ///     Where there is no such group.
    #[pyo3(signature = (group, *, as_of))]
    fn inviting(&self, py: Python<'_>, group: &str, as_of: &Bound<'_, PyAny>) -> PyResult<Table> {
        let as_of = day(as_of)?;
        let list = leave(py, || self.core.inviting(group, as_of))?;
        let labels = self.labels(py)?;
        let mut rows: Vec<(&Invitable, Option<&Inviter>)> = Vec::new();
        for one in &list {
            rows.extend(one.by.iter().map(|by| (one, Some(by))));
            rows.extend(one.by.is_empty().then_some((one, None)));
        }
        let state = |of: fn(State) -> &'static str| {
            tables_out::texts(rows.iter().map(|(one, _)| one.state.map(of)).collect::<Vec<_>>())
        };
        let (by, to) = (|| rows.iter().map(|(_, by)| *by), || rows.iter().map(|(one, _)| one.to.as_ref()));
        let sheet = Sheet::new()
            .column("person", words(rows.iter().map(|(one, _)| &labels[one.person.index()])))
            .column("state", state(State::id))
            .column("words", state(State::words))
            .column("words_zh", state(State::words_zh))
            .column("inviter", tables_out::texts(by().map(|by| Some(labels[by?.person.index()].as_str()))))
            .column("talk", numbers(by().map(|by| Some(by?.talk))))
            .column("met", known_counts(by().map(|by| Some(u64::from(by?.met)))))
            .column("last", days(by().map(|by| Some(by?.last))))
            .column("series", tables_out::texts(to().map(|to| Some(to?.series.as_str()))))
            .column("came", known_counts(to().map(|to| Some(u64::from(to?.came)))))
            .column("about", days(to().map(|to| to?.about)));
        self.table("inviting", sheet.finish())
    }
}

type Rows = Result<tables_out::Kept, arrow_schema::ArrowError>;

fn drifting(people: &[Drifting], labels: &[String]) -> Rows {
    Sheet::new()
        .column("person", words(people.iter().map(|one| &labels[one.person.index()])))
        .column("seen_lately", counts(people.iter().map(|one| u64::from(one.seen.lately))))
        .column("seen_before", counts(people.iter().map(|one| u64::from(one.seen.before))))
        .column("probability", numbers(people.iter().map(|one| Some(one.drift.probability))))
        .column("drifts", tables_out::flags(people.iter().map(|one| Some(one.drift.drifts))))
        .column("can_be_warned", tables_out::flags(people.iter().map(|one| Some(one.drift.can_be_warned))))
        .finish()
}

fn unseen(people: &[Unseen], labels: &[String]) -> Rows {
    Sheet::new()
        .column("person", words(people.iter().map(|one| &labels[one.person.index()])))
        .column("weeks", known_counts(people.iter().map(|one| one.weeks.map(u64::from))))
        .column("longest_gap_days", known_counts(people.iter().map(|one| one.longest_gap.map(u64::from))))
        .finish()
}

fn status(reason: Option<Undefined>) -> &'static str {
    reason.map_or("ok", Undefined::id)
}

fn hours_of(options: &Options) -> u64 {
    options.uptake.wait.micros().unsigned_abs() / 3_600_000_000
}

/// One of the choices that the sensitivity shows.
fn options(weeks: u32, hours: i64, receipts: &str) -> Result<Options, Error> {
    let known = || Receipts::ALL.iter().map(|receipts| receipts.id());
    let found = Receipts::ALL.iter().copied().find(|known| known.id() == receipts);
    let receipts = found.ok_or_else(|| Error::unknown("receipts", receipts, known()))?;
    let allowed = Options::all();
    let wanted = |options: &&Options| {
        options.weeks == weeks && hours_of(options) == hours.unsigned_abs() && options.uptake.receipts == receipts
    };
    if hours < 0 || !allowed.iter().any(|options| wanted(&options)) {
        let error = Error::new(ErrorKind::Plan, format!("`weeks` is {weeks} and `hours` is {hours}"));
        return Err(error.with_hint("8, 12 or 16 weeks, and 12, 24 or 48 hours"));
    }
    Ok(Options { weeks, uptake: Uptake { wait: Span::seconds(hours * 3600), receipts } })
}

/// The marginal share of one group on one day.
///
/// Made by :meth:`Study.marginal_share`.
///
/// Attributes
/// ----------
/// share : float or None
///     ``marginal / classified``; ``None`` where nothing can be said, with the reason in ``status``.
/// marginal, classified : int or None
///     k and n.
/// interval : tuple of float or None
///     Wilson's 95 % interval.
/// unclassified : int
///     Members without a state.
/// status : str
///     ``"ok"``, or the reason for having no share.
#[pyclass(frozen, module = "linli")]
pub(crate) struct MarginalShare(Shared);

#[pymethods]
impl MarginalShare {
    /// k / n; ``None`` where nothing can be said.
    #[getter]
    fn share(&self) -> Option<f64> {
        self.0.value().ok()
    }

    /// Members at the margin.
    #[getter]
    fn marginal(&self) -> Option<u32> {
        self.0.share.ok().map(|(k, _)| k)
    }

    /// Members with a state.
    #[getter]
    fn classified(&self) -> Option<u32> {
        self.0.share.ok().map(|(_, n)| n)
    }

    /// Lower and upper bound of the share, at 95 %.
    #[getter]
    fn interval(&self) -> Option<(f64, f64)> {
        self.0.interval.map(|[low, high]| (low, high))
    }

    /// Members without a state.
    #[getter]
    fn unclassified(&self) -> u32 {
        self.0.unclassified
    }

    /// ``"ok"``, or why there is no share.
    #[getter]
    fn status(&self) -> &'static str {
        status(self.0.share.err())
    }

    /// How many members stand in each state, with its words.
    #[getter]
    fn states(&self) -> PyResult<Table> {
        let sheet = Sheet::new()
            .column("state", words(State::ALL.iter().map(|state| state.id())))
            .column("words", words(State::ALL.iter().map(|state| state.words())))
            .column("words_zh", words(State::ALL.iter().map(|state| state.words_zh())))
            .column("members", counts(self.0.states.iter().map(|&count| u64::from(count))));
        sheet.finish().map(|rows| Table::new(rows, "members by state")).map_err(|error| failed(&error))
    }

    fn __repr__(&self) -> String {
        let said = match self.0.share {
            Ok((k, n)) => format!("{k} of {n} at the margin"),
            Err(reason) => reason.id().to_owned(),
        };
        format!("<linli.MarginalShare: {said}, {} without a state>", self.0.unclassified)
    }
}

/// Who of a group drifts, and of whom it could be said at all.
///
/// Made by :meth:`Study.drifts`.
///
/// Attributes
/// ----------
/// members, can_be_warned, drifting : int
///     Members, staff apart; those for whom total silence would have been enough for a warning; those who drift.
///     Whoever agreed to be named or not is counted.
/// group_share : float or None
///     The group's own share of its seen days that fell into the last 28 countable days, of 112.
/// people : Table
///     Those who agreed to be named, in the team's tier; without rows in any other.
#[pyclass(frozen, module = "linli")]
pub(crate) struct Drifts {
    found: Drifted,
    people: Py<Table>,
}

#[pymethods]
impl Drifts {
    /// Members, staff apart.
    #[getter]
    fn members(&self) -> u32 {
        self.found.members
    }

    /// For how many of them a warning is possible at all.
    #[getter]
    fn can_be_warned(&self) -> u32 {
        self.found.can_be_warned
    }

    /// Members who drift.
    #[getter]
    fn drifting(&self) -> u32 {
        self.found.drifting
    }

    /// The group's own share of its seen days that fell into the last 28 of 112.
    #[getter]
    fn group_share(&self) -> Option<f64> {
        self.found.q
    }

    /// Those who agreed to be named, in the team's tier.
    #[getter]
    fn people(&self, py: Python<'_>) -> Py<Table> {
        self.people.clone_ref(py)
    }

    fn __repr__(&self) -> String {
        let Drifted { members, can_be_warned, drifting, .. } = &self.found;
        format!("<linli.Drifts: {drifting} of {can_be_warned} who could be warned about, of {members} members>")
    }
}

/// Who of a group was not seen for four weeks.
///
/// Made by :meth:`Study.not_seen`.
///
/// Attributes
/// ----------
/// members : int
///     How many, whoever agreed to be named or not. Whoever is away is not among them.
/// people : Table
///     Those who agreed to be named, in the team's tier, the longest unseen first; without rows in any other.
#[pyclass(frozen, module = "linli")]
pub(crate) struct NotSeen {
    found: Missed,
    people: Py<Table>,
}

#[pymethods]
impl NotSeen {
    /// How many members.
    #[getter]
    fn members(&self) -> u32 {
        self.found.members
    }

    /// Those who agreed to be named, in the team's tier.
    #[getter]
    fn people(&self, py: Python<'_>) -> Py<Table> {
        self.people.clone_ref(py)
    }

    fn __repr__(&self) -> String {
        format!("<linli.NotSeen: {} members>", self.found.members)
    }
}
