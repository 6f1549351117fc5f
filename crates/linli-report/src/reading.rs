//! What the pages look up: trajectories, groups and organizations of the run, periods.

use std::ops::Range;
use std::sync::Arc;

use linli::Outcome;
use linli::definition::Value;
use linli::engine::Protocol;
use linli::frame::Needs;
use linli::indicator::{Indicator, TableId};
use linli::panel::{Key, Panel, Table, TableChunk};
use linli::plan::{Plan, Tier};
use linli::population::{Base, Population, Staff};
use linli::records::{DaySpan, GroupId, OrganizationId, PersonId, Records};
use linli::release::{Release, Returning};
use linli::tie::Stated;
use linli::time::{Day, Window};

use crate::names::Names;

/// A release, as the pages read it.
pub(crate) struct Reading<'a> {
    pub(crate) outcome: &'a Outcome,
    pub(crate) tier: Tier,
    /// The plan as it may leave.
    pub(crate) plan: Plan,
    pub(crate) names: Names<'a>,
    groups: Vec<GroupId>,
    returning: Vec<Returning>,
    attendances: Vec<(OrganizationId, Vec<u32>)>,
}

/// An organization of the run with its groups, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Organized {
    pub(crate) id: OrganizationId,
    pub(crate) groups: Vec<GroupId>,
}

/// One column of the panel.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column<'a> {
    table: &'a Table,
    at: usize,
    pub(crate) indicator: &'static Indicator,
}

/// A value in a window, with its bounds where the plan asked for them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen {
    pub(crate) window: u32,
    pub(crate) value: Value,
    pub(crate) bounds: Option<[f64; 2]>,
}

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) table: TableId,
    chunk: &'a TableChunk,
    at: usize,
}

/// Which rows of one group or organization are meant.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Choice {
    pub(crate) population: Option<u32>,
    pub(crate) ties: Option<u32>,
}

impl Row<'_> {
    pub(crate) fn key(&self, key: Key) -> Option<u32> {
        let at = self.table.keys().iter().position(|&k| k == key)?;
        Some(self.chunk.keys[at][self.at])
    }

    pub(crate) fn seen(&self, column: usize) -> Seen {
        let cells = &self.chunk.columns[column];
        let bounds = cells.bounds.as_ref().map(|[low, high]| [low[self.at], high[self.at]]);
        Seen {
            window: self.key(Key::Window).unwrap_or(0),
            value: cells.at(self.at),
            bounds: bounds.filter(|[low, _]| !low.is_nan()),
        }
    }

    fn is(&self, key: Key, code: Option<u32>) -> bool {
        code.is_none() || self.key(key) == code
    }
}

/// The rows whose first key is this code. Rows stand in key order, so each chunk is searched and not read.
pub(crate) fn rows_of(table: &Table, first: u32) -> impl Iterator<Item = Row<'_>> {
    let range = move |chunk: &TableChunk| -> Range<usize> {
        let keys = chunk.keys.first().map_or(&[][..], Vec::as_slice);
        keys.partition_point(|&code| code < first)..keys.partition_point(|&code| code <= first)
    };
    let id = table.id();
    table
        .chunks()
        .iter()
        .map(Arc::as_ref)
        .flat_map(move |chunk| range(chunk).map(move |at| Row { table: id, chunk, at }))
}

impl<'a> Column<'a> {
    /// The values of one group or organization, by window.
    pub(crate) fn of(&self, first: u32, choice: Choice) -> Vec<Seen> {
        rows_of(self.table, first)
            .filter(|row| row.is(Key::Population, choice.population) && row.is(Key::Ties, choice.ties))
            .map(|row| row.seen(self.at))
            .collect()
    }

    /// The value in one window.
    pub(crate) fn at(&self, first: u32, window: u32, choice: Choice) -> Option<Seen> {
        self.of(first, choice).into_iter().find(|seen| seen.window == window)
    }

    /// Its position in the rows of its table.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    pub(crate) fn table(&self) -> &'a Table {
        self.table
    }
}

impl<'a> Reading<'a> {
    pub(crate) fn of(release: &'a dyn Release, open: &'a [PersonId]) -> Self {
        let outcome = release.outcome();
        let (records, asked) = (&outcome.study.records, &outcome.provenance.protocol.plan().groups);
        let rows = records.groups().iter().enumerate().filter(|(_, g)| asked.is_empty() || asked.contains(&g.id));
        let groups = rows.map(|(at, _)| GroupId::from_index(at)).collect();
        let names = Names::of(release, open);
        let (returning, attendances) = (outcome.coming_back(), outcome.attendances());
        Self { outcome, tier: release.tier(), plan: names.plan(), names, groups, returning, attendances }
    }

    pub(crate) fn records(&self) -> &'a Records {
        &self.outcome.study.records
    }

    pub(crate) fn panel(&self) -> &'a Panel {
        &self.outcome.panel
    }

    pub(crate) fn protocol(&self) -> &'a Protocol {
        &self.outcome.provenance.protocol
    }

    pub(crate) fn windows(&self) -> &'a [Window] {
        self.protocol().windows()
    }

    /// The column of an indicator; `None` if it is not in the run.
    pub(crate) fn column(&self, id: &str) -> Option<Column<'a>> {
        self.panel().tables().iter().find_map(|table| {
            let at = table.column(id).ok()?;
            Some(Column { table, at, indicator: table.indicators()[at] })
        })
    }

    /// The columns of one table, in order.
    pub(crate) fn columns(&self, id: TableId) -> Vec<Column<'a>> {
        let Some(table) = self.panel().table(id) else { return Vec::new() };
        table.indicators().iter().enumerate().map(|(at, &indicator)| Column { table, at, indicator }).collect()
    }

    /// The groups of the run, by name.
    pub(crate) fn groups(&self) -> &[GroupId] {
        &self.groups
    }

    /// The organizations of the run, by name, each with its groups. A run of chosen groups has those of the groups alone.
    pub(crate) fn organizations(&self) -> Vec<Organized> {
        let records = self.records();
        let none = |at| Organized { id: OrganizationId::from_index(at), groups: Vec::new() };
        let mut all: Vec<Organized> = (0..records.organizations().len()).map(none).collect();
        for &group in &self.groups {
            if let Some(organization) = records.groups()[group.index()].organization {
                all[organization.index()].groups.push(group);
            }
        }
        let is_whole = self.protocol().plan().groups.is_empty();
        all.retain(|organized| is_whole || !organized.groups.is_empty());
        all
    }

    /// Who comes back to an organization of the run.
    pub(crate) fn returning(&self, organization: OrganizationId) -> Option<Returning> {
        self.returning.iter().copied().find(|returning| returning.organization == organization)
    }

    /// How often each of an organization's people came, ascending.
    pub(crate) fn attendances(&self, organization: OrganizationId) -> &[u32] {
        let own = self.attendances.iter().find(|(own, _)| *own == organization);
        own.map_or(&[], |(_, counts)| counts)
    }

    /// The populations by which an indicator is shown: with and without staff, of the base that suits it.
    ///
    /// An indicator of the member list has a value for the roster only; any other is read over those present.
    pub(crate) fn shown(&self, indicator: &Indicator) -> Vec<(u32, Population)> {
        let bases: &[Base] = if indicator.needs.has(Needs::ROSTER) {
            &[Base::Roster]
        } else {
            &[Base::Present, Base::Active, Base::Roster]
        };
        let of = |base| -> Vec<(u32, Population)> {
            let all = self.protocol().populations().iter().copied().enumerate();
            all.filter(|(_, p)| p.base == base).map(|(code, p)| (code as u32, p)).collect()
        };
        bases.iter().map(|&base| of(base)).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The one population of the overview: residents, where the run has it.
    pub(crate) fn residents(&self, indicator: &Indicator) -> Option<(u32, Population)> {
        let shown = self.shown(indicator);
        shown.iter().find(|(_, p)| p.staff == Staff::Removed).or(shown.first()).copied()
    }

    /// Whether a number is called without staff while nobody is known as staff: it is then the number with them.
    pub(crate) fn lacks_staff(&self) -> bool {
        let removed = self.protocol().populations().iter().any(|population| population.staff == Staff::Removed);
        removed && !self.outcome.study.knows_staff()
    }

    /// The codes of the tie rules, those stated by the speaker first.
    pub(crate) fn ties(&self) -> Vec<u32> {
        let mut codes: Vec<u32> = (0..self.protocol().ties().len() as u32).collect();
        codes.sort_by_key(|&code| !self.is_stated(code));
        codes
    }

    /// Whether the speaker states the ties of a rule, so that the explicit share stands beside its values.
    pub(crate) fn is_stated(&self, code: u32) -> bool {
        self.protocol().ties().get(code as usize).is_some_and(|ties| ties.rule.stated == Stated::ByTheSpeaker)
    }

    /// The days of strips and head: the plan's, or else what was recorded.
    pub(crate) fn period(&self) -> Option<DaySpan> {
        let plan = self.protocol().plan();
        let span = self.records().span();
        let start = plan.start.or(span.map(|s| s.start))?;
        let end = plan.end.or(span.map(|s| s.end))?;
        (start < end).then_some(DaySpan { start, end })
    }

    /// The code of the last disjoint window that the group's sources cover well enough; else the last disjoint one.
    pub(crate) fn last_window(&self, group: GroupId) -> Option<u32> {
        let coverage = self.records().group_coverage(group);
        let least = self.protocol().plan().coverage;
        let disjoint = || (0..self.windows().len()).rev().filter(|&at| self.windows()[at].disjoint);
        let enough = |&at: &usize| {
            let share = linli::records::covered_share(&coverage, &self.windows()[at]);
            share > 0.0 && share >= least
        };
        disjoint().find(enough).or(disjoint().next()).map(|at| at as u32)
    }
}

/// A window as people write it, with its last day.
pub(crate) fn days_of(window: &Window) -> String {
    format!("{} – {}", window.first_day, last_day(window.end_day))
}

/// The last day inside, of the first day after.
pub(crate) fn last_day(end: Day) -> Day {
    end.plus(-1)
}
