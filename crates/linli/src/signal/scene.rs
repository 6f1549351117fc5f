//! What a signal may look at: the panel as of its last day, and the records behind it.

use super::Signal;
use super::finding::{Evidence, Finding, row_of};
use crate::definition::{Undefined, Value};
use crate::engine::{Protocol, chosen_organizations};
use crate::indicator::{Indicator, TableId};
use crate::panel::{Dictionaries, Key, Panel, Row, Table};
use crate::plan::Plan;
use crate::population::{Base, Population, Staff};
use crate::records::{OrganizationId, PersonId, Records};
use crate::time::{Day, Window};

/// The panel as of its last day, and the records behind it.
#[derive(Debug)]
pub struct Scene<'a> {
    panel: &'a Panel,
    records: &'a Records,
    protocol: &'a Protocol,
    named_staff: &'a [bool],
    /// Codes of the windows that end on the last day, a window's length before it, and so on.
    back: Vec<u32>,
}

impl<'a> Scene<'a> {
    /// The scene of a run. `named_staff` says by person whom the plan names as staff.
    pub fn of(panel: &'a Panel, records: &'a Records, protocol: &'a Protocol, named_staff: &'a [bool]) -> Self {
        let windows = &panel.dictionaries().windows;
        let mut back = Vec::new();
        let mut end = windows.last().map(|window| window.end_day);
        for (code, window) in windows.iter().enumerate().rev() {
            if end.is_some_and(|end| window.end_day <= end) {
                back.push(code as u32);
                end = Some(window.first_day);
            }
        }
        Self { panel, records, protocol, named_staff, back }
    }

    /// The records.
    pub fn records(&self) -> &'a Records {
        self.records
    }

    /// The checked plan.
    pub fn protocol(&self) -> &'a Protocol {
        self.protocol
    }

    /// The organizations of the run, with their names.
    pub fn organizations(&self) -> impl Iterator<Item = (OrganizationId, &'a str)> {
        let records = self.records;
        let chosen = chosen_organizations(records, self.plan());
        chosen.into_iter().map(|at| (at, records.organizations()[at.index()].id.as_str()))
    }

    /// The plan.
    pub fn plan(&self) -> &'a Plan {
        self.protocol.plan()
    }

    /// By person whom the plan names as staff.
    pub fn named_staff(&self) -> &'a [bool] {
        self.named_staff
    }

    /// What the panel's codes stand for.
    pub fn dictionaries(&self) -> &'a Dictionaries {
        self.panel.dictionaries()
    }

    /// The window that ends on the last day, or so many windows before it; they share no day.
    pub fn window(&self, back: usize) -> Option<&'a Window> {
        self.back.get(back).map(|&code| &self.dictionaries().windows[code as usize])
    }

    /// The first day after all that is looked at.
    pub fn as_of(&self) -> Option<Day> {
        self.window(0).map(|window| window.end_day)
    }

    /// The rows of a table at a window so many back, or all rows of a table without windows: of the widest population
    /// the run has (the member list, else who is present), with or without staff, and of the plan's first tie rule.
    pub fn places(&self, table: TableId, back: usize, staff: Staff) -> Vec<Place<'a>> {
        let Some(of) = self.panel.table(table) else { return Vec::new() };
        let window = self.back.get(back).copied();
        let keys = table.keys();
        let population = self.population(staff);
        let holds = |row: &Row<'_>| {
            (!keys.contains(&Key::Window) || (window.is_some() && row.key(Key::Window) == window))
                && (!keys.contains(&Key::Population) || row.key(Key::Population) == population)
                && (!keys.contains(&Key::Ties) || row.key(Key::Ties) == Some(0))
        };
        let dictionaries = self.dictionaries();
        of.iter().filter(holds).map(|row| Place { table: of, row, dictionaries }).collect()
    }

    /// The code of the population a signal reads.
    fn population(&self, staff: Staff) -> Option<u32> {
        let known = self.protocol.populations();
        let of = |base: Base| known.iter().position(|&p| p == Population { base, staff });
        [Base::Roster, Base::Present, Base::Active].into_iter().find_map(of).map(|at| at as u32)
    }
}

/// One row of the panel, as a signal reads it.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    table: &'a Table,
    row: Row<'a>,
    dictionaries: &'a Dictionaries,
}

impl Place<'_> {
    /// The code of a key.
    pub fn key(&self, key: Key) -> Option<u32> {
        self.row.key(key)
    }

    /// What the row is called under a key; empty where it has no such key.
    pub fn label(&self, key: Key) -> String {
        self.row.key(key).map(|code| self.dictionaries.label(key, code)).unwrap_or_default()
    }

    /// The value of an indicator; `not_recorded` where the run has no such column.
    pub fn value(&self, of: &Indicator) -> Value {
        let column = self.table.column(of.id()).map_err(|_| Undefined::NotRecorded)?;
        self.row.value(column)
    }

    /// The bounds of an indicator, where the plan asked for them.
    pub fn bounds(&self, of: &Indicator) -> Option<[f64; 2]> {
        self.table.column(of.id()).ok().and_then(|column| self.row.bounds(column))
    }

    /// Its cell as evidence; none where it is undefined.
    pub fn cell(&self, of: &Indicator) -> Option<Evidence> {
        let value = self.value(of).ok()?;
        let id = self.table.id();
        let row = row_of(id.keys().iter().map(|&key| (key, self.label(key))));
        Some(Evidence { table: id.id(), indicator: of.id(), row, value })
    }

    /// The cells of these indicators as evidence.
    pub fn cells(&self, of: &[&Indicator]) -> Vec<Evidence> {
        of.iter().filter_map(|indicator| self.cell(indicator)).collect()
    }
}

/// A group, organization, activity or person of which a signal could speak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// As in [`Finding::subject`].
    pub subject: String,
    /// As in [`Finding::person`].
    pub person: Option<PersonId>,
}

/// What one signal looked at, what it found, and of what nothing could be said.
#[derive(Debug, Clone)]
pub struct Search {
    /// The signal.
    pub signal: &'static Signal,
    /// The groups, people, activities it could speak of.
    pub looked_at: Vec<Looked>,
    /// Of which it could not, and why.
    pub unsaid: Vec<(String, Undefined)>,
    /// What it found; a signal with a family gives every test here, and the family decides.
    pub found: Vec<Finding>,
}

impl Search {
    pub(crate) fn new(signal: &'static Signal) -> Self {
        Self { signal, looked_at: Vec::new(), unsaid: Vec::new(), found: Vec::new() }
    }

    /// One more subject of which something can be said.
    pub fn look(&mut self, subject: impl Into<String>) {
        self.looked_at.push(Looked { subject: subject.into(), person: None });
    }

    /// One more person of a subject of whom something can be said.
    pub fn look_at(&mut self, subject: impl Into<String>, person: PersonId) {
        self.looked_at.push(Looked { subject: subject.into(), person: Some(person) });
    }

    /// A subject of which nothing can be said, and why.
    pub fn cannot(&mut self, subject: impl Into<String>, reason: Undefined) {
        self.unsaid.push((subject.into(), reason));
    }

    /// Something found.
    pub fn find(&mut self, finding: Finding) {
        self.found.push(finding);
    }
}
