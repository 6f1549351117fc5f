//! A study, its run, and the outcome: the same kernels over `Records`, groups side by side, results in key order.

mod auditing;
mod comparing;
mod inviting;
mod sensitivity;
mod standing;

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::diagnostic::{self, Diagnostics};
use crate::engine::{
    self, Catalogue, Extent, GroupHistory, GroupSummary, OrganizationHistory, ProgrammeHistory, Protocol, Scratch,
};
use crate::error::{Error, ErrorKind, Location};
use crate::panel::{Dictionaries, Panel, PanelBuilder, Tables};
use crate::plan::Plan;
use crate::records::{GroupId, Layer, Linkage, OrganizationId, PersonId, Records};
use crate::signal::{self, Finding, Scene, Search, Signal};
use crate::time::ZONE_DATA;

pub use crate::comparison::{Change, CompareOptions, Comparison, Floor, GroupChange, Shortfall, Shuffle};
pub use auditing::AuditOptions;
pub use inviting::{Invitable, Inviter, NextActivity};
pub use sensitivity::{Sensitivity, SensitivityOptions, Specification};
pub use standing::{Drifting, Drifts, MarginalShare, NotSeen, Placement, Unseen};

/// Records, a plan, and what was odd.
#[derive(Debug, Clone)]
pub struct Study {
    /// What was recorded.
    pub records: Arc<Records>,
    /// What is to be computed.
    pub plan: Plan,
    /// What was odd on the way in.
    pub diagnostics: Diagnostics,
    /// What the plan's names of indicators and tie rules can mean.
    pub catalogue: Catalogue,
    /// What the plan's names of signals can mean.
    pub signals: Vec<&'static Signal>,
}

/// A study, its panel, its findings, and where they come from.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The study.
    pub study: Study,
    /// The tables.
    pub panel: Panel,
    /// The findings, by signal and subject.
    pub findings: Vec<Finding>,
    /// What each signal looked at, and of what it could say nothing; the findings stand in `findings`.
    pub searches: Vec<Search>,
    /// What was run.
    pub provenance: Provenance,
}

/// What was run, so that others can run it again.
#[derive(Debug, Clone)]
pub struct Provenance {
    /// The version of this library.
    pub version: &'static str,
    /// The release of the IANA zone data.
    pub zone_data: &'static str,
    /// The checked plan.
    pub protocol: Protocol,
    /// Rows by table.
    pub rows: Vec<(&'static str, u64)>,
    /// Cells in all.
    pub cells: u64,
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Groups and organizations done.
    pub done: usize,
    /// Groups and organizations in all.
    pub total: usize,
}

/// Hears where a run stands, on the calling thread; a break stops the run.
pub type Progress<'a> = &'a mut dyn FnMut(Step) -> ControlFlow<()>;

/// Takes what kernels hand over: on the calling thread, in key order.
pub trait Sink {
    /// Rows of some tables; they follow those before.
    fn tables(&mut self, tables: Tables) -> Result<(), Error>;
}

/// Keeps everything.
impl Sink for PanelBuilder {
    fn tables(&mut self, tables: Tables) -> Result<(), Error> {
        self.append(&tables);
        Ok(())
    }
}

/// A progress callback that hears nothing and never stops.
pub fn quietly(_: Step) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

impl Study {
    /// A study of these records under this plan.
    pub fn new(records: Records, plan: Plan, diagnostics: Diagnostics) -> Self {
        Self {
            records: Arc::new(records),
            plan,
            diagnostics,
            catalogue: Catalogue::standard(),
            signals: signal::SIGNALS.to_vec(),
        }
    }

    /// The same records under another plan.
    #[must_use]
    pub fn with_plan(mut self, plan: Plan) -> Self {
        self.plan = plan;
        self
    }

    /// The same study with an application's own indicators.
    #[must_use]
    pub fn with_catalogue(mut self, catalogue: Catalogue) -> Self {
        self.catalogue = catalogue;
        self
    }

    /// The same study with an application's own signal.
    pub fn with_signal(mut self, signal: &'static Signal) -> Result<Self, Error> {
        if self.signals.iter().any(|known| known.card.id == signal.card.id) {
            return Err(Error::new(ErrorKind::Plan, format!("there is a signal `{}` already", signal.card.id)));
        }
        self.signals.push(signal);
        Ok(self)
    }

    /// The signals the plan asks for; all where it names none.
    pub fn chosen_signals(&self) -> Result<Vec<&'static Signal>, Error> {
        signal::named(&self.signals, &self.plan.signals)
    }

    /// The plan, checked against the registers and the records.
    pub fn protocol(&self) -> Result<Protocol, Error> {
        self.chosen_signals()?;
        self.groups()?;
        Protocol::of(&self.plan, &self.catalogue, Extent::of(&self.records))
    }

    /// What else is odd once plan and records meet: names nobody answers to, a study shorter than its window.
    pub fn remarks(&self) -> Result<Diagnostics, Error> {
        let mut remarks = self.diagnostics.clone();
        // By position, not by name: diagnostics travel with every release.
        for at in self.unseen_staff() {
            let detail = (format!("entry {} of `staff`", at + 1), format!("staff 里的第{}个", at + 1));
            remarks.push(&diagnostic::PLAN_NAME_UNSEEN, Location::file("study.toml"), detail);
        }
        for name in &self.plan.second_layer {
            if self.records.group(name).is_none() {
                let detail = (format!("`second_layer` has `{name}`"), format!("second_layer 里写了“{name}”"));
                remarks.push(&diagnostic::PLAN_NAME_UNSEEN, Location::file("study.toml"), detail);
            }
        }
        let protocol = self.protocol()?;
        if let [only] = protocol.windows()
            && Some(only.days()) != self.plan.window.whole_days()
        {
            let (days, window) = (only.days(), self.plan.window);
            let detail =
                (format!("{days} days recorded, windows of {window}"), format!("资料只有{days}天，窗长 {window}"));
            remarks.push(&diagnostic::SHORT_STUDY, Location::default(), detail);
        }
        Ok(remarks)
    }

    /// Positions in the plan's `staff` of names that nobody known bears.
    pub fn unseen_staff(&self) -> Vec<usize> {
        let people = self.records.people();
        let is_borne =
            |name: &String| people.iter().any(|p| p.name.reveal() == name || p.given.reveal() == name || p.id == *name);
        (0..).zip(&self.plan.staff).filter(|(_, name)| !is_borne(name)).map(|(at, _)| at).collect()
    }

    /// At most how many cells a run computes.
    pub fn cells(&self) -> Result<u64, Error> {
        let protocol = self.protocol()?;
        let groups = self.groups()?;
        let organizations = self.organizations().len() as u64;
        let second = groups.iter().filter(|g| self.records.groups()[g.index()].layer == Layer::Second).count() as u64;
        let rest = protocol.cells_of_the_rest(engine::Rest {
            organizations,
            activities: self.records.activities().len() as u64,
            participants: self.participants(),
            second_layer: second,
            pairs: engine::most_pairs(&self.records, &groups),
        });
        let people = |group| engine::everybody(GroupHistory { records: &self.records, group, named_staff: &[] }).len();
        let cells = groups.into_iter().map(|group| protocol.cells_of_group(people(group)));
        Ok(cells.fold(rest, u64::saturating_add))
    }

    /// Runs the study and keeps everything.
    ///
    /// # Errors
    /// A plan that cannot be met, more cells than the plan allows, or a stop asked for by `progress`.
    pub fn run(&self, progress: Progress<'_>) -> Result<Outcome, Error> {
        let protocol = self.protocol()?;
        let mut builder = PanelBuilder::new(Arc::new(self.dictionaries(&protocol)), protocol.indicators());
        self.run_protocol(&protocol, &mut builder, progress)?;
        let panel = builder.finish();
        let staff = self.named_staff();
        let scene = Scene::of(&panel, &self.records, &protocol, &staff);
        let mut searches = signal::searches(&self.chosen_signals()?, &scene);
        let findings = searches.iter_mut().flat_map(|search| std::mem::take(&mut search.found)).collect();
        let rows = panel.tables().iter().map(|t| (t.id().id(), t.rows() as u64)).collect();
        let provenance = Self::provenance(protocol, rows, panel.cells());
        let study = Self { diagnostics: self.remarks()?, ..self.clone() };
        Ok(Outcome { study, panel, findings, searches, provenance })
    }

    /// Runs the study and hands every row on, in key order; nothing is kept.
    pub fn run_into(&self, sink: &mut dyn Sink, progress: Progress<'_>) -> Result<Provenance, Error> {
        let protocol = self.protocol()?;
        let mut counting = Counting { sink, rows: Vec::new(), cells: 0 };
        self.run_protocol(&protocol, &mut counting, progress)?;
        let (rows, cells) = (counting.rows, counting.cells);
        Ok(Self::provenance(protocol, rows, cells))
    }

    /// What the codes in the panel's key columns stand for.
    pub fn dictionaries(&self, protocol: &Protocol) -> Dictionaries {
        let records = &self.records;
        Dictionaries {
            groups: records.groups().iter().map(|g| g.id.clone()).collect(),
            people: records.people().iter().map(|p| p.id.clone()).collect(),
            windows: protocol.windows().to_vec(),
            populations: protocol.populations().to_vec(),
            ties: protocol.ties().iter().map(|t| t.name.clone()).collect(),
            organizations: records.organizations().iter().map(|o| o.id.clone()).collect(),
            activities: records.activities().iter().map(|a| a.id.clone()).collect(),
            series: self.series(),
        }
    }

    /// The names of all series, ascending: what the organization kernel takes as `series`.
    pub fn series(&self) -> Vec<String> {
        let records = &self.records;
        let own = (0..records.organizations().len())
            .map(|at| &records.activities()[records.activities_of(OrganizationId::from_index(at))]);
        let mut names: Vec<String> = own.flat_map(engine::series_of).map(str::to_owned).collect();
        names.sort();
        names.dedup();
        names
    }

    fn provenance(protocol: Protocol, rows: Vec<(&'static str, u64)>, cells: u64) -> Provenance {
        Provenance { version: env!("CARGO_PKG_VERSION"), zone_data: ZONE_DATA, protocol, rows, cells }
    }

    /// The groups the plan asks for, ascending.
    pub(crate) fn groups(&self) -> Result<Vec<GroupId>, Error> {
        let records = &self.records;
        if self.plan.groups.is_empty() {
            return Ok((0..records.groups().len()).map(GroupId::from_index).collect());
        }
        let known = || records.groups().iter().map(|g| g.id.as_str());
        let named = |name: &String| records.group(name).ok_or_else(|| Error::unknown(("group", "群"), name, known()));
        let mut groups: Vec<GroupId> = self.plan.groups.iter().map(named).collect::<Result<_, _>>()?;
        groups.sort();
        groups.dedup();
        Ok(groups)
    }

    /// The organizations of the run.
    pub(crate) fn organizations(&self) -> Vec<OrganizationId> {
        engine::chosen_organizations(&self.records, &self.plan)
    }

    /// Whom the plan names as staff, by person: what the kernels take as `named_staff`. Roles are in the memberships.
    pub fn named_staff(&self) -> Vec<bool> {
        let named = |text: &str| self.plan.staff.iter().any(|name| name == text);
        let people = self.records.people().iter();
        people.map(|p| named(p.name.reveal()) || named(p.given.reveal()) || named(&p.id)).collect()
    }

    /// Who is staff of an organization, by person: named in the plan, or staff by a role and no member there.
    pub fn staff_of(&self, organization: OrganizationId) -> Vec<bool> {
        engine::staff_of(&self.records, organization, &self.named_staff())
    }

    /// Whether anybody known is staff, by the plan or by a role. Where nobody is, each population without staff is the
    /// population itself.
    pub fn knows_staff(&self) -> bool {
        self.records.memberships().iter().any(|membership| membership.role.is_staff())
            || self.named_staff().contains(&true)
    }

    /// How far the names of sheets and chats are known to be the same people, by organization; organizations without an
    /// attendance have nothing to join and are left out.
    pub fn linkage(&self) -> Vec<(OrganizationId, Linkage)> {
        let named = self.named_staff();
        let all = (0..self.records.organizations().len()).map(OrganizationId::from_index);
        all.map(|at| (at, self.records.linkage(at, &engine::staff_of(&self.records, at, &named))))
            .filter(|(_, linkage)| linkage.attended.of > 0)
            .collect()
    }

    /// At most how many people came to activities, counted for each organization.
    fn participants(&self) -> u64 {
        let activities = self.records.activities();
        let who =
            self.records.attendance().iter().map(|row| (activities[row.activity.index()].organization, row.person));
        let mut who: Vec<(OrganizationId, PersonId)> = who.collect();
        who.sort_unstable();
        who.dedup();
        who.len() as u64
    }

    fn run_protocol(&self, protocol: &Protocol, sink: &mut dyn Sink, progress: Progress<'_>) -> Result<(), Error> {
        let cells = self.cells()?;
        if cells > self.plan.max_cells {
            return Err(Error::new(
                ErrorKind::Limit,
                (
                    format!("the plan asks for up to {cells} cells; `max_cells` is {}", self.plan.max_cells),
                    format!("方案要算{cells}个数，max_cells 只到{}", self.plan.max_cells),
                ),
            )
            .with_hint((
                "choose fewer indicators, populations or tie rules, a longer step, or raise `max_cells`",
                "少算几个指标、口径或关系规则，或者把步长放大、把 max_cells 调高",
            )));
        }
        let groups = self.groups()?;
        let organizations = self.organizations();
        let total = groups.len() + organizations.len();
        let cancel = AtomicBool::new(false);
        let mut done = 0;
        let mut hear = |done: usize| {
            let stop = progress(Step { done, total }).is_break();
            cancel.fetch_or(stop, Ordering::Relaxed);
            if stop { Err(Error::new(ErrorKind::Cancelled, "the run was stopped")) } else { Ok(()) }
        };
        hear(0)?;
        let staff = self.named_staff();
        let mut summaries: Vec<GroupSummary> = Vec::with_capacity(groups.len());
        let compute = |group: GroupId| {
            let history = GroupHistory { records: &self.records, group, named_staff: &staff };
            engine::group(protocol, history, &mut Scratch::new(&cancel))
        };
        // Batches bound what waits to be handed on; inside one the largest group starts first.
        for batch in groups.chunks(BATCH) {
            let size = |group: GroupId| self.records.messages(group).len();
            in_key_order(batch, size, &compute, &mut |result| match result {
                Some(result) => {
                    let (tables, summary) = result?;
                    sink.tables(tables)?;
                    summaries.push(summary);
                    done += 1;
                    hear(done)
                }
                None => hear(done),
            })
            .inspect_err(|_| cancel.store(true, Ordering::Relaxed))?;
        }
        let series = self.series();
        let occasions = engine::occasions(protocol, &self.records, &staff);
        for &organization in &organizations {
            let history = OrganizationHistory {
                records: &self.records,
                organization,
                series: &series,
                named_staff: &staff,
                occasions: &occasions,
            };
            sink.tables(engine::organization(protocol, history)?)?;
            done += 1;
            hear(done)?;
        }
        let history = ProgrammeHistory {
            records: &self.records,
            organizations: &organizations,
            named_staff: &staff,
            summaries: &summaries,
        };
        sink.tables(engine::programme(protocol, history)?)
    }
}

/// Groups computed before any of them must have been handed on.
const BATCH: usize = 16;

/// Computes items side by side, the largest first, and hands results on in the order given. `emit` hears `None` now and
/// then while nothing is ready.
#[cfg(feature = "parallel")]
fn in_key_order<I: Copy + Send + Sync, T: Send>(
    items: &[I],
    size: impl Fn(I) -> usize,
    compute: &(impl Fn(I) -> Result<T, Error> + Sync),
    emit: &mut dyn FnMut(Option<Result<T, Error>>) -> Result<(), Error>,
) -> Result<(), Error> {
    use std::sync::mpsc::{RecvTimeoutError, channel};
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(size(items[at])));
    let mut outcome = Ok(());
    rayon::in_place_scope(|scope| {
        let (sender, receiver) = channel();
        for at in order {
            let sender = sender.clone();
            scope.spawn(move |_| {
                // Nobody listens after an error; the result is dropped then.
                let _ = sender.send((at, compute(items[at])));
            });
        }
        drop(sender);
        let mut waiting: Vec<Option<Result<T, Error>>> = items.iter().map(|_| None).collect();
        let mut next = 0;
        while next < items.len() && outcome.is_ok() {
            let arrived = receiver.try_recv().or_else(|_| {
                // Called from inside a pool, this thread is one of its workers, perhaps the only one: were it to wait,
                // nobody would compute.
                let worked = matches!(rayon::yield_now(), Some(rayon::Yield::Executed));
                receiver.recv_timeout(std::time::Duration::from_millis(if worked { 0 } else { 50 }))
            });
            match arrived {
                Ok((at, result)) => waiting[at] = Some(result),
                Err(RecvTimeoutError::Timeout) => outcome = emit(None),
                Err(RecvTimeoutError::Disconnected) => break,
            }
            while outcome.is_ok() && next < items.len() && waiting[next].is_some() {
                outcome = emit(waiting[next].take());
                next += 1;
            }
        }
    });
    outcome
}

#[cfg(not(feature = "parallel"))]
fn in_key_order<I: Copy, T>(
    items: &[I],
    _size: impl Fn(I) -> usize,
    compute: &impl Fn(I) -> Result<T, Error>,
    emit: &mut dyn FnMut(Option<Result<T, Error>>) -> Result<(), Error>,
) -> Result<(), Error> {
    items.iter().try_for_each(|&item| emit(Some(compute(item))))
}

/// Counts rows and cells on their way to a sink.
struct Counting<'a> {
    sink: &'a mut dyn Sink,
    rows: Vec<(&'static str, u64)>,
    cells: u64,
}

impl Sink for Counting<'_> {
    fn tables(&mut self, tables: Tables) -> Result<(), Error> {
        for (id, chunk) in &tables.0 {
            let rows = chunk.rows() as u64;
            match self.rows.iter_mut().find(|(known, _)| *known == id.id()) {
                Some((_, count)) => *count += rows,
                None => self.rows.push((id.id(), rows)),
            }
            self.cells += rows * chunk.columns.len() as u64;
        }
        self.sink.tables(tables)
    }
}
