//! The tables of a study folder: their columns are declared once, and reader, error messages and documentation follow
//! the declaration. One table a file.

mod actions;
mod activities;
mod aliases;
mod attendance;
mod audit;
mod calendar;
mod coaching;
mod consent;
mod decisions;
mod expenses;
mod grants;
mod groups;
mod header;
mod holes;
mod later;
mod ledger;
mod log;
mod memberships;
mod milestones;
mod organizations;
mod people;
mod proposed;

pub(crate) use self::actions::{FORMAT as ACTIONS, OPENED, cell_of as action_cell, read as read_actions};
pub(crate) use self::activities::{activity_id, read as read_activities};
pub(crate) use self::aliases::{Alias, read as read_aliases};
pub(crate) use self::attendance::{read as read_attendance, status as read_status};
pub(crate) use self::audit::{FORMAT as AUDIT, cell_of as audit_cell, read as read_audit};
pub(crate) use self::calendar::read as read_calendar;
pub(crate) use self::coaching::read as read_coaching;
pub(crate) use self::consent::read as read_consent;
pub(crate) use self::decisions::{LOG, Named, TodoRow, read_log, read_todo};
pub(crate) use self::expenses::read as read_expenses;
pub(crate) use self::grants::read as read_grants;
pub(crate) use self::groups::{GroupRow, read as read_groups};
pub use self::header::is_private;
pub(crate) use self::header::{Table, TableRow, header_key, instant};
pub(crate) use self::holes::{FORMAT as HOLES, HoleRow, Silence, read as read_holes};
pub(crate) use self::ledger::{Filled, filled_ledger, is_example, is_notes};
pub use self::ledger::{LedgerLanguage, ledger};
pub(crate) use self::memberships::read as read_memberships;
pub(crate) use self::milestones::read as read_milestones;
pub(crate) use self::organizations::read as read_organizations;
pub(crate) use self::people::{PersonRow, apply_covariates, read as read_people};
pub(crate) use self::proposed::{FORMAT as PROPOSED, ProposedRow, Verdict, read as read_proposed};

/// One table: its columns, and what it is for.
#[derive(Debug)]
pub struct TableFormat {
    /// Its name: `activities` is `activities.csv`.
    pub id: &'static str,
    /// 中文名: the worksheet's name in a workbook.
    pub title_zh: &'static str,
    /// What it is for.
    pub meaning: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// What becomes of columns that are not declared.
    pub others: Others,
}

/// One column of a table.
#[derive(Debug)]
pub struct Column {
    /// Its header.
    pub id: &'static str,
    /// Chinese and other headers that are understood.
    pub also: &'static [&'static str],
    /// Whether it must be there.
    pub need: Need,
    /// What it means, and what may stand in it.
    pub meaning: &'static str,
}

/// Whether a column must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Without it the table cannot be read.
    Required,
    /// Read where it is there.
    Optional,
    /// Known; this version does not use it.
    Later,
}

/// What becomes of columns that are not declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// They are named in a diagnostic and left.
    Ignored,
    /// They travel with the people or organizations they stand beside.
    Covariates,
}

/// Every table, in the order of the documentation.
pub static TABLES: &[&TableFormat] = &[
    &organizations::FORMAT,
    &people::FORMAT,
    &memberships::FORMAT,
    &aliases::FORMAT,
    &decisions::TODO,
    &decisions::LOG,
    &groups::FORMAT,
    &activities::FORMAT,
    &attendance::FORMAT,
    &calendar::FORMAT,
    &consent::FORMAT,
    &coaching::FORMAT,
    &later::VENUES,
    &grants::FORMAT,
    &expenses::FORMAT,
    &milestones::FORMAT,
    &actions::FORMAT,
    &audit::FORMAT,
];

impl TableFormat {
    /// Whether this version reads it at all.
    pub fn is_read(&self) -> bool {
        self.columns.iter().any(|column| column.need != Need::Later)
    }

    /// Whether people type it; the others are written by linli and only answered or read again.
    pub(crate) fn is_by_hand(&self) -> bool {
        let is_written = [actions::FORMAT.id, audit::FORMAT.id].contains(&self.id);
        self.is_read() && !self.id.contains('.') && !is_written
    }

    /// The table of this name, English or Chinese, whatever the case.
    pub fn named(name: &str) -> Option<&'static Self> {
        let name = name.trim().to_lowercase();
        TABLES.iter().copied().find(|table| table.id == name || table.title_zh == name)
    }
}

impl Column {
    /// Whether a header means it.
    pub(crate) fn is_called(&self, header: &str) -> bool {
        let key = header_key(header);
        self.id == key || self.also.contains(&key.as_str())
    }
}

const fn required(id: &'static str, also: &'static [&'static str], meaning: &'static str) -> Column {
    Column { id, also, need: Need::Required, meaning }
}

const fn optional(id: &'static str, also: &'static [&'static str], meaning: &'static str) -> Column {
    Column { id, also, need: Need::Optional, meaning }
}

const fn later(id: &'static str, also: &'static [&'static str], meaning: &'static str) -> Column {
    Column { id, also, need: Need::Later, meaning }
}

/// The value of a word in a list of `(value, words)`, whatever the case and width.
fn word<T: Copy>(text: &str, words: &[(T, &[&str])]) -> Option<T> {
    let text = crate::value::fold(text).to_lowercase();
    words.iter().find(|(_, words)| words.contains(&text.as_str())).map(|&(value, _)| value)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_header_means_two_columns() {
        for table in TABLES {
            let mut seen = BTreeSet::new();
            for column in table.columns {
                assert!(!column.meaning.is_empty());
                for header in column.also.iter().chain([&column.id]) {
                    assert_eq!(header_key(header), *header, "{}: {header} is not as headers are compared", table.id);
                    assert!(seen.insert(*header), "{}: {header}", table.id);
                    assert!(!is_private(header), "{}: {header}", table.id);
                }
            }
        }
        assert_eq!(TABLES.iter().filter(|table| table.is_read()).count(), 17);
        assert!(std::ptr::eq(TableFormat::named(" 活动 ").unwrap(), TableFormat::named("Activities").unwrap()));
    }
}
